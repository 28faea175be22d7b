"""The agent, put together from a unit's parts and this machine's engines."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, asynccontextmanager

from assistant.engines import memory_mb, opened_recogniser, opened_voice, this_profile
from edge_agent.agent import Agent
from edge_agent.listening import Listener
from edge_agent.speaking import Speaker
from edge_agent.unit import Unit
from hardware.audio import AudioSink
from models.machine import free_memory_mb
from models.recognition import Recogniser
from models.speech import Voice
from models.voice_activity import VoiceActivity
from models.wake_word import WakeWord


@asynccontextmanager
async def opened_agent(unit: Unit, sink: AudioSink, *, wake: bool = True) -> AsyncIterator[Agent]:
    """An agent that answers into `sink`; voice and sink are closed afterwards.

    Raises:
        models.errors.ModelError: an engine could not be loaded.
    """
    held = ExitStack()
    held.callback(sink.close)
    try:
        recogniser, listener, voice = await asyncio.to_thread(_load, unit, held)
        yield Agent(unit, recogniser, listener, Speaker(voice, sink, unit.account.language), wake=wake)
    finally:
        await asyncio.to_thread(held.close)  # the voice's process is waited for


def _load(unit: Unit, held: ExitStack) -> tuple[Recogniser, Listener, Voice]:
    language = unit.account.language
    # Looked at once, and before either is loaded: else it would depend on how far the other one is what each finds. A
    # recogniser that cannot be had keeps its share, for PocketSphinx takes as much.
    free_mb = free_memory_mb()
    for_voice_mb = free_mb - memory_mb(this_profile(language).recogniser)
    with ThreadPoolExecutor() as loading:
        wake_word, voice_activity = loading.submit(WakeWord), loading.submit(VoiceActivity)
        recognising = loading.submit(held.enter_context, opened_recogniser(language=language, free_mb=free_mb))
        voice = loading.submit(held.enter_context, opened_voice(for_voice_mb, language))
        recogniser = recognising.result()
        listener = Listener(wake_word.result(), voice_activity.result(), recogniser, unit.assistant.ending_of)
        return recogniser, listener, voice.result()
