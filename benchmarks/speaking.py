"""How soon the unit is heard, how soon it is silent, and whether it hears the wake word over its own voice.

`python -m benchmarks.speaking`. Both voices, one after the other, in processes of their own; a sink that takes sound as
fast as a loudspeaker plays it. The wake words are the shipped recordings (synthetic voices: flite's slt, rms, awb),
laid over the unit's own replies at some ratio of the person's energy to that of the echo, with no echo cancellation.
Goals: 150 ms to the first sound of a prompt that was made ahead, 50 ms to silence, less work than sound, and no reply
that wakes the unit. Not measured: a real loudspeaker with its own delay, a room, real people, a Raspberry Pi.
"""

import statistics
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import pairwise
from threading import Event, Timer
from typing import Any

import av
import numpy as np
from av.audio.resampler import AudioResampler
from numpy.typing import NDArray

from assistant.engines import opened_voice, this_profile
from benchmarks.arguments import require_models
from benchmarks.report import publish
from conversation.english import ENGLISH
from conversation.prompts import fixed
from conversation.reading import read_aloud, sentences
from edge_agent.recordings.make import FOLDER
from edge_agent.recordings.script import VOICES
from edge_agent.speaking import Speaker
from hardware.audio import BLOCK_S, FRAME, SAMPLE_RATE
from hardware.recordings import Recording
from models.speech import Voice
from models.voice_process import espeak_voice
from models.wake_word import CERTAIN, THRESHOLD, WakeWord

REPLIES = (
    "Job 9001 for Ann Bauer is saved.",
    "Create a job for Linda Park at 1420 W Elm St, Naperville for tomorrow at 9 a.m.?",
    "Invoice created for job 42 for 1249 dollars and 50 cents.",
    "You have 3 jobs today: at 8 a.m. job 42, Furnace repair for Maria Garcia; at 11:30 a.m. job 57, Install heater;"
    " at 2:05 p.m. job 5001, Replace GFCI outlet.",
    "Three quarter inch copper elbow: 24 in stock, as of 2 hours ago.",
    "Project 7, Lakeview remodel, is in progress, 12000 dollars of 45000 dollars are spent, it is due March 5.",
    "Add Linda Park as a new customer, phone (312) 555-0190?",
    "Hero365 refused the status of job 42: it is already invoiced. Nothing was changed.",
)
WAKING = ("job_complete", "job_in_progress", "check_stock", "schedule_today", "project_status")
RATIOS_DB = (40, 30, 25, 20, 10)
ROUNDS = 3
WORDS_A_SECOND = 20


class Doorway:
    """A sink where only the first block is waited for."""

    def __init__(self) -> None:
        self.reached = 0.0

    def play(
        self,
        sounds: Iterable[NDArray[np.int16]],
        sample_rate: int,  # noqa: ARG002 - as every sink
        name: str = "",  # noqa: ARG002
        stop: Event | None = None,  # noqa: ARG002
    ) -> None:
        """Notes when the first sound is there."""
        next(iter(sounds), None)
        self.reached = time.perf_counter()

    def close(self) -> None:
        """Nothing to let go of."""


class Room:
    """A sink that takes sound in the time that it lasts, and notes when the last block was over."""

    def __init__(self) -> None:
        self.silent = 0.0

    def play(
        self,
        sounds: Iterable[NDArray[np.int16]],
        sample_rate: int,
        name: str = "",  # noqa: ARG002 - as every sink
        stop: Event | None = None,
    ) -> None:
        """Hears `sounds` block by block, as a loudspeaker does."""
        for sound in sounds:
            for _ in range(0, len(sound), round(BLOCK_S * sample_rate)):
                if stop and stop.is_set():
                    return
                time.sleep(BLOCK_S)  # the loudspeaker plays the block
                self.silent = time.perf_counter()

    def close(self) -> None:
        """Nothing to let go of."""


def main() -> None:
    """Measures both voices and publishes."""
    wanted = this_profile().voice
    require_models(*([wanted] if wanted else []))
    with ExitStack() as held:
        voices: list[Voice] = [held.enter_context(opened_voice())]
        if wanted and voices[0].name == "espeak-ng":
            sys.exit(f"Nothing was measured. {wanted} could not be loaded.")
        if voices[0].name != "espeak-ng":
            voices.append(espeak_voice())
            held.callback(voices[1].close)
        rows = [row for voice in voices for row in (*_sooner(voice), *_own_voice(voice))]
    about = f"Speaking: {len(fixed(ENGLISH))} prompts, {len(REPLIES)} replies, {ROUNDS} rounds"
    publish("speaking", about, rows)


def _sooner(voice: Voice) -> Iterator[dict[str, Any]]:
    """Times of one voice."""
    door = Doorway()
    speaker = Speaker(voice, door)
    speaker.keep(fixed(ENGLISH))
    waits = [_first_sound(voice, speaker, door, text) for text in fixed(ENGLISH) * ROUNDS]
    yield _times("first sound of a prompt made ahead", voice, waits, "150 ms")
    waits = [_first_sound(voice, speaker, door, text) for text in REPLIES * ROUNDS]
    yield _times("first sound of a reply", voice, waits, "")
    waits = [_first_sound_of_worded(voice, speaker, door, text) for text in REPLIES]
    yield _times("first sound of a reply being worded, behind its first sentence", voice, waits, "")
    waits = [_silent_after(voice, seconds) for seconds in np.linspace(0.5, 3, 12)]
    yield _times("silent after a stop", voice, waits, "50 ms")
    made = [_made(voice, sentence) for text in REPLIES * ROUNDS for sentence in sentences(text)]
    share = sum(spent for spent, _ in made) / sum(seconds for _, seconds in made)
    yield _row("work per second of speech", voice, f"{1000 * share:.0f} ms", "", "1000 ms")


def _first_sound(voice: Voice, speaker: Speaker, door: Doorway, text: str) -> float:
    """Milliseconds from the decision to the first block."""
    voice.speak("")  # waits until nothing is left to be made of the text before
    started = time.perf_counter()
    speaker.say(text)
    return 1000 * (door.reached - started)


def _first_sound_of_worded(voice: Voice, speaker: Speaker, door: Doorway, text: str) -> float:
    """Milliseconds from the moment when the first sentence is whole, while the rest still comes word by word."""
    voice.speak("")
    first = next(iter(sentences(text)))
    whole = 0.0

    def worded() -> Iterator[str]:
        nonlocal whole
        said = ""
        for word in (f"{text} And that is all.").split(" "):
            time.sleep(1 / WORDS_A_SECOND)  # the pace at which the reply is worded
            said += f"{word} "
            whole = whole or (time.perf_counter() if len(said) > len(first) + 1 else 0.0)
            yield f"{word} "

    speaker.say(worded())
    return 1000 * (door.reached - whole)


def _silent_after(voice: Voice, seconds: float) -> float:
    """Milliseconds from a stop in the middle of a long reply until nothing is heard and `say` has returned."""
    stop, room = Event(), Room()
    stopped = 0.0

    def end() -> None:
        nonlocal stopped
        stopped = time.perf_counter()
        stop.set()

    timer = Timer(seconds, end)
    timer.start()
    Speaker(voice, room).say(REPLIES[3], stop)
    returned = time.perf_counter()
    timer.join()
    return 1000 * (max(returned, room.silent) - stopped)


def _made(voice: Voice, sentence: str) -> tuple[float, float]:
    """Seconds that `sentence` took, and that it lasts."""
    started = time.perf_counter()
    sound = voice.speak(read_aloud(sentence))
    return time.perf_counter() - started, len(sound) / voice.sample_rate


def _own_voice(voice: Voice) -> Iterator[dict[str, Any]]:
    """Whether the unit wakes itself, and is woken while it speaks."""
    ear = WakeWord()
    said = [_heard(voice, text) for text in (*fixed(ENGLISH), *REPLIES)]
    scores = [max(_scores(ear, sound)) for sound in said]
    wakes = sum(_wakes(ear, sound) for sound in said)
    row = _row("the unit's own speech that wakes it", voice, f"{wakes} of {len(said)}", f"score {max(scores):.2f}", "0")
    yield row
    own = np.concatenate(said[-len(REPLIES) :])
    for ratio in RATIOS_DB:
        mixed = [_over(own, name, ratio) for name in (f"{name}.{speaker}" for name in WAKING for speaker in VOICES)]
        woken = sum(_wakes(ear, sound) for sound in mixed)
        yield _row(f"woken over its speech, {ratio} dB", voice, f"{woken} of {len(mixed)}", "", "")


def _heard(voice: Voice, text: str) -> NDArray[np.int16]:
    """`text` as a microphone beside the loudspeaker hears it: 16 kHz."""
    sound = np.concatenate([voice.speak(read_aloud(sentence)) for sentence in sentences(text)])
    resampler = AudioResampler(format="s16", layout="mono", rate=SAMPLE_RATE)
    frame = av.AudioFrame.from_ndarray(sound[None], format="s16", layout="mono")
    frame.sample_rate = voice.sample_rate
    return np.concatenate([part.to_ndarray()[0] for given in (frame, None) for part in resampler.resample(given)])


def _over(own: NDArray[np.int16], name: str, ratio_db: float) -> NDArray[np.int16]:
    """A shipped recording 1 s into the unit's own speech, whose echo is `ratio_db` quieter than the person."""
    person = np.concatenate(list(Recording(FOLDER / f"{name}.flac", tail_s=0.5).frames())).astype(float)
    echo = own[: len(person) + SAMPLE_RATE].astype(float)
    echo *= _level(person) / _level(echo) / 10 ** (ratio_db / 20)
    echo[SAMPLE_RATE:] += person
    return np.asarray(np.clip(echo, -(2**15), 2**15 - 1), np.int16)


def _level(samples: NDArray[np.float64]) -> float:
    """Root of the mean energy where somebody speaks."""
    loud = np.abs(samples) > 500
    return float(np.sqrt(np.mean(samples[loud] ** 2)))


def _scores(ear: WakeWord, sound: NDArray[np.int16]) -> list[float]:
    ear.reset()
    padded = np.pad(sound, (0, SAMPLE_RATE + -len(sound) % FRAME - SAMPLE_RATE % FRAME))
    return [ear.hear(frame) for frame in padded[: len(padded) // FRAME * FRAME].reshape(-1, FRAME)]


def _wakes(ear: WakeWord, sound: NDArray[np.int16]) -> bool:
    """By the listener's rule: two frames in a row, or one beyond doubt."""
    scores = _scores(ear, sound)
    return max(scores) >= CERTAIN or any(min(pair) >= THRESHOLD for pair in pairwise(scores))


def _times(what: str, voice: Voice, times: list[float], goal: str) -> dict[str, Any]:
    return _row(what, voice, f"{statistics.median(times):.0f} ms", f"slowest {max(times):.0f} ms", goal)


def _row(what: str, voice: Voice, median: str, more: str, goal: str) -> dict[str, Any]:
    return {"what": what, "voice": voice.name, "median or count": median, "more": more, "goal": goal}


if __name__ == "__main__":
    main()
