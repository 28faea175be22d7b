"""Which models a unit runs, by its memory, its cores and the language that is spoken to it.

The figures are in the manifest, and docs/models.md says how they were measured. This decides only: what is not here or
does not load is the business of whoever opens the engines.
"""

from dataclasses import dataclass

from models.machine import Machine
from models.phrases import Language
from models.store import Manifest

_NAMES: dict[Language, str] = {"en": "English", "es": "Spanish"}

_HEARING: dict[Language, str] = {"en": "whisper-tiny.en", "es": "whisper-base"}
"""English is heard with tiny.en however large the machine is: of 213 clips at 3 dB base hears 0.944 and not 0.925, and
lets 7 through that are wrong and not 4, for the limits of refusal were measured with tiny.en."""
_SPEAKING: dict[Language, str] = {"en": "piper-en_US-joe-medium"}
"""Other languages are spoken by espeak-ng."""

_AGENT_MB = 200
"""The agent without a recogniser and a voice: wake word, voice activity, outbox, cache and delivery."""
_SYSTEM_MB = 200
"""Left to the operating system."""
_MOST_THREADS = 4
"""What is heard and spoken at once is short."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What one unit runs."""

    recogniser: str
    """A Whisper model of the manifest; PocketSphinx stands in where it cannot be had."""
    voice: str | None
    """A Piper voice of the manifest, or None: espeak-ng speaks."""
    threads: int
    """For the engine that is at work: recogniser or voice. Wake word and voice activity have one each."""
    memory_mb: int
    """What the unit takes, all its processes and the system together."""
    why: str
    """A sentence."""
    fits: bool
    """False where there is too little memory; PocketSphinx takes about as much, and so it is no way out."""

    @property
    def models(self) -> tuple[str, ...]:
        """Those that are to be fetched."""
        return (self.recogniser, self.voice) if self.voice else (self.recogniser,)


def choose(machine: Machine, language: Language = "en", manifest: Manifest | None = None) -> Profile:
    """The profile of `machine` for `language`."""
    memory = {model.name: model.memory_mb for model in (manifest or Manifest.load()).models}
    recogniser, voice = _HEARING[language], _SPEAKING.get(language)
    threads = _threads(machine.cores)
    needed = _SYSTEM_MB + _AGENT_MB + memory[recogniser]
    if needed > machine.memory_mb:
        why = f"{recogniser} needs a machine with {needed} MB of memory, and this one has {machine.memory_mb} MB"
        return Profile(recogniser, None, threads, needed, why, fits=False)
    hears = f"{recogniser} hears {_NAMES[language]}"
    against = _against_piper(machine, memory[voice] if voice else None, machine.memory_mb - needed)
    if voice is None or against:
        return Profile(recogniser, None, threads, needed, f"{hears}, espeak-ng speaks, for {against}", fits=True)
    return Profile(recogniser, voice, threads, needed + memory[voice], f"{hears}, {voice} speaks", fits=True)


def _against_piper(machine: Machine, needed_mb: int | None, left_mb: int) -> str | None:
    """Why Piper does not speak; None where it does."""
    if needed_mb is None:
        return "there is no other voice"
    if machine.cores < 2:
        return "Piper would keep the only core from listening"
    if needed_mb > left_mb:
        return f"Piper needs {needed_mb} MB more and {left_mb} MB are left"
    return None


def _threads(cores: int) -> int:
    """Where there are more than two cores, one is left to the sound."""
    return min(cores if cores <= 2 else cores - 1, _MOST_THREADS)
