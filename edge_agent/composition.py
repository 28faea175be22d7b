"""The agent, put together from a unit's parts and this machine's engines."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from edge_agent.agent import Agent
from edge_agent.languages import Engines
from edge_agent.listening import Listener
from edge_agent.speaking import Speaker
from edge_agent.unit import Unit
from hardware.audio import AudioSink
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
    engines = Engines()
    try:
        recogniser, listener, voice = await asyncio.to_thread(_load, unit, engines)
        speaker = Speaker(voice, sink, unit.assistant.tongue.language)
        yield Agent(unit, recogniser, listener, speaker, wake=wake, engines=engines)
    finally:
        await asyncio.to_thread(engines.close)  # the voice's process is waited for
        sink.close()


def _load(unit: Unit, engines: Engines) -> tuple[Recogniser, Listener, Voice]:
    with ThreadPoolExecutor() as loading:
        wake_word, voice_activity = loading.submit(WakeWord), loading.submit(VoiceActivity)
        reader = loading.submit(unit.assistant.load)
        recogniser, voice = engines.change(unit.assistant.tongue.language)
        listener = Listener(wake_word.result(), voice_activity.result(), recogniser, unit.assistant.ending_of)
        reader.result()
        return recogniser, listener, voice
