"""The agent with its engines, which are loaded side by side, since each takes its seconds."""

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from edge_agent.agent import Agent
from edge_agent.listening import Listener
from edge_agent.speaking import Speaker
from edge_agent.unit import Unit
from hardware.audio import AudioSink
from models.espeak import EspeakVoice
from models.phrase_recogniser import PhraseRecogniser
from models.voice_activity import VoiceActivity
from models.wake_word import WakeWord


@asynccontextmanager
async def opened_agent(unit: Unit, sink: AudioSink, *, wake: bool = True) -> AsyncIterator[Agent]:
    """An agent that answers into `sink`; voice and sink are closed afterwards.

    Raises:
        models.errors.ModelError: an engine could not be loaded.
    """
    recogniser, listener, voice = await asyncio.to_thread(_load, unit)
    try:
        yield Agent(unit, recogniser, listener, Speaker(voice, sink), wake=wake)
    finally:
        await asyncio.to_thread(voice.close)
        sink.close()


def _load(unit: Unit) -> tuple[PhraseRecogniser, Listener, EspeakVoice]:
    with ThreadPoolExecutor() as loading:
        wake_word, voice_activity = loading.submit(WakeWord), loading.submit(VoiceActivity)
        recogniser, voice = loading.submit(PhraseRecogniser), loading.submit(EspeakVoice)
        listener = Listener(
            wake_word.result(), voice_activity.result(), recogniser.result(), unit.assistant.is_complete
        )
        return recogniser.result(), listener, voice.result()
