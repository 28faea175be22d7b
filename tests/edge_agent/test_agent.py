"""A reply can be interrupted with the wake word: real ears, shipped recordings, and a room that the test controls."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from queue import Empty, Queue
from threading import Event
from typing import Any
from uuid import UUID, uuid4

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.endings import Ending
from assistant.wake_phrase import with_wake_word
from conversation.books import CONFIRM, IDLE
from conversation.decision import Decision, Outcome
from conversation.manners import Answering
from edge_agent import agent
from edge_agent.agent import Agent, SpokenTurn
from edge_agent.languages import Engines
from edge_agent.listening import Listener
from edge_agent.recordings.make import FOLDER
from edge_agent.speaking import Speaker
from hardware.audio import FRAME, SAMPLE_RATE, AudioSource, MicrophoneLost
from hardware.recordings import Recording
from models.phrase_recogniser import PhraseRecogniser
from models.phrases import PhraseBook
from models.recognition import Transcript
from models.voice_activity import VoiceActivity
from models.wake_word import WakeWord
from sync.errors import DiskFullError, StoreBusyError, StoreError

Samples = NDArray[np.int16]

BOOK = PhraseBook({
    "status": ("mark job forty two complete",),
    "project": ("status of project seven",),
    "answer": ("yes", "no"),
    "cancel": ("cancel",),
})  # fmt: skip
SENTENCES = {sentence for sentences in BOOK.intents.values() for sentence in sentences}


def recorded(name: str) -> Samples:
    return np.concatenate(list(Recording(FOLDER / f"{name}.flac", tail_s=0).frames()))


def spoken(name: str) -> Samples:
    """Without what is quiet before and behind."""
    samples = recorded(name)
    loud = np.flatnonzero(np.abs(samples) > 500)
    return samples[loud[0] : loud[-1]]


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), np.int16)


def framed(*pieces: Samples) -> Samples:
    """Frames, one a row; what is left of the last is silence."""
    samples = np.concatenate(pieces)
    return np.pad(samples, (0, -len(samples) % FRAME)).reshape(-1, FRAME)


class Microphone:
    """Captures what the test plays to it, as fast as it is listened to."""

    def __init__(self) -> None:
        self._captured: Queue[Samples | Callable[[], None]] = Queue()
        self._closed = False

    def hear(self, *pieces: Samples) -> None:
        for frame in framed(*pieces):
            self._captured.put(frame)

    def then(self, act: Callable[[], None]) -> None:
        """Does it when all before was listened to."""
        self._captured.put(act)

    def frames(self) -> Iterator[Samples]:
        while not self._closed:
            captured = self._captured.get(timeout=30)
            if callable(captured):
                captured()
            else:
                yield captured

    def drain(self) -> None:
        try:
            while True:
                self._captured.get_nowait()
        except Empty:
            return

    def close(self) -> None:
        self._closed = True
        self.then(lambda: None)  # for whoever waits


class Voice:
    sample_rate = SAMPLE_RATE

    def speak(self, text: str) -> Samples:
        return np.zeros(len(text), np.int16)

    def close(self) -> None:
        """Nothing to let go of."""


class Loudspeaker:
    """Plays every reply until the room says that it is over, or it is stopped."""

    def __init__(self) -> None:
        self.over = Event()
        self.began: list[Callable[[], None]] = []
        """What happens in the room while the replies are heard, one after the other."""
        self.replies = self.ended = 0

    def play(self, sounds: Iterable[Samples], sample_rate: int, name: str = "", stop: Event | None = None) -> None:
        assert stop
        list(sounds)
        self.over.clear()
        self.began[self.replies]()
        self.replies += 1
        while not stop.is_set() and not self.over.wait(0.01):
            pass
        self.ended += 1

    def close(self) -> None:
        """Nothing to let go of."""


@dataclass
class Assistant:
    """Answers everything with a long reply."""

    answer_with: str
    expects: str = IDLE
    laid_out: str = ""

    @property
    def is_asking(self) -> bool:
        return self.expects != IDLE

    def phrases(self) -> PhraseBook:
        return BOOK

    def lay_out(self) -> None:
        self.laid_out = self.expects

    def take(self, transcript: Transcript, turn: UUID) -> "Said":
        assert self.laid_out == self.expects, "nobody who speaks waits for it"
        self.expects = self.answer_with if self.expects == IDLE else IDLE
        return Said(transcript.text)

    def forget(self) -> None:
        self.expects = IDLE

    def answering(self, _: object) -> Answering:
        return Answering.IN_WORDS


@dataclass
class Said:
    """A turn that changes no language."""

    words: str
    decision: Decision = field(default_factory=lambda: Decision(Outcome.ANSWERED))


@dataclass
class Unit:
    """An assistant, and a store in which nothing happens."""

    assistant: Assistant
    changed: list[Callable[[], None]] = field(default_factory=list)
    reminders: list[str] = field(default_factory=list)
    """Due ones that nobody has heard."""
    fails: list[Exception] = field(default_factory=list)
    """What comes of asking for them, before anything else does."""
    full: bool = False
    """Nothing can be kept any more."""

    def due_reminder(self) -> tuple[str, str] | None:
        if self.fails:
            raise self.fails.pop()
        return (self.reminders[0], f"Reminder: {self.reminders[0]}.") if self.reminders else None

    def reminded(self, reminder: str, _said: str) -> None:
        self.reminders.remove(reminder)
        if self.full:
            raise DiskFullError("No space is left.")

    @property
    def outbox(self) -> "Unit":
        return self

    @property
    def store(self) -> "Unit":
        return self

    def on_change(self, told: Callable[[], None]) -> None:
        self.changed.append(told)

    def no_longer(self, told: Callable[[], None]) -> None:
        self.changed.remove(told)

    @asynccontextmanager
    async def reply(self, turn: Said) -> AsyncIterator[str]:
        yield f"You said: {turn.words}. There is very much to be said about that."


def _ending(words: str) -> Ending:
    return Ending.COMPLETE if words in SENTENCES else Ending.UNFINISHED


class WatchedListener(Listener):
    """Tells when an answer is expected without the wake word, and when it is asked to look up."""

    on_answer: Callable[[], None] | None = None
    on_interrupt: Callable[[], None] | None = None

    def interrupt(self) -> None:
        super().interrupt()
        if self.on_interrupt:
            self.on_interrupt()

    def expect(self, book: str, *, wake: bool) -> None:
        super().expect(book, wake=wake)
        if not wake and self.on_answer:
            self.on_answer()


@pytest.fixture(scope="module")
def recogniser() -> PhraseRecogniser:
    recogniser = PhraseRecogniser()
    for book in (IDLE, CONFIRM):
        recogniser.prepare(book, with_wake_word(BOOK))
    return recogniser


@pytest.fixture(scope="module")
def ears() -> tuple[WakeWord, VoiceActivity]:
    return WakeWord(), VoiceActivity()


@dataclass
class Room:
    """A unit in a room: who speaks to it, and what is heard from it."""

    listener: WatchedListener
    recogniser: PhraseRecogniser
    microphone: Microphone = field(default_factory=Microphone)
    loudspeaker: Loudspeaker = field(default_factory=Loudspeaker)
    turns: list[SpokenTurn] = field(default_factory=list)
    last: bool = False
    reminders: list[str] = field(default_factory=list)
    fails: list[Exception] = field(default_factory=list)
    full: bool = False

    async def live(
        self, source: AudioSource | None = None, *, answer_with: str = IDLE, news: str = ""
    ) -> list[tuple[str, bool]]:
        """What was heard, and whether the reply to it, or the news told behind the first, was interrupted."""
        unit: Any = Unit(Assistant(answer_with), reminders=self.reminders, fails=self.fails, full=self.full)
        living = Agent(unit, self.recogniser, self.listener, Speaker(Voice(), self.loudspeaker), engines=Engines())
        self.turns = []
        async for turn in living.turns(source or self.microphone, uuid4):
            interrupted = bool(news) and await living.say(news)
            news = ""
            self.turns.append(replace(turn, interrupted=turn.interrupted or interrupted))
            if self.last:
                self.microphone.close()
        assert unit.changed == []
        return [(turn.heard.transcript.text, turn.interrupted) for turn in self.turns]

    def end(self) -> None:
        """The reply is over, and nobody says anything more."""
        self.last = True
        self.loudspeaker.over.set()


@pytest.fixture
def room(ears: tuple[WakeWord, VoiceActivity], recogniser: PhraseRecogniser) -> Room:
    return Room(WatchedListener(*ears, recogniser, _ending), recogniser)


@pytest.mark.parametrize("voice", ["awb", "rms", "slt"])
async def test_the_wake_word_ends_the_reply_and_the_command_in_the_same_breath_is_heard_whole(
    room: Room, voice: str
) -> None:
    room.microphone.hear(recorded("job_complete.rms"), silence(1))
    room.loudspeaker.began = [
        lambda: room.microphone.hear(silence(1), recorded(f"project_status.{voice}"), silence(1)),
        room.end,
    ]
    assert await room.live() == [("mark job forty two complete", True), ("status of project seven", False)]


async def test_a_reminder_is_said_when_it_is_due_and_once(room: Room) -> None:
    def somebody_speaks() -> None:
        room.microphone.then(room.loudspeaker.over.set)
        room.microphone.hear(silence(1), recorded("job_complete.rms"), silence(1))

    room.reminders = ["call the supply house"]
    room.listener.on_interrupt = lambda: room.microphone.hear(silence(0.5))  # a microphone is never silent
    room.loudspeaker.began = [somebody_speaks, room.end]
    assert await room.live() == [("mark job forty two complete", False)]
    assert room.reminders == []
    assert room.loudspeaker.replies == 2


async def test_a_reminder_that_cannot_be_read_is_looked_for_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agent, "_REMINDERS_EVERY_S", 0.05)
    room.fails = [StoreBusyError("Another process writes to the database.")]
    room.reminders = ["call the supply house"]
    room.listener.on_interrupt = lambda: room.microphone.hear(silence(0.5))
    room.loudspeaker.began = [room.microphone.close]
    assert await room.live() == []
    assert room.fails == []
    assert room.reminders == []


async def test_not_even_a_defect_ends_the_reminders_and_it_is_logged_once_with_its_traceback(
    room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(agent, "_REMINDERS_EVERY_S", 0.05)
    room.fails = [ValueError("day is out of range for month") for _ in range(3)]
    room.reminders = ["call the supply house"]
    room.listener.on_interrupt = lambda: room.microphone.hear(silence(0.5))
    room.loudspeaker.began = [room.microphone.close]
    assert await room.live() == []
    assert (room.fails, room.reminders) == ([], [])
    (error,) = [record for record in caplog.records if record.levelname == "ERROR"]
    assert (error.getMessage(), str(error.exc_info and error.exc_info[1])) == (
        "reminders not read",
        "day is out of range for month",
    )


async def test_where_the_disk_is_full_a_reminder_is_said_and_the_turns_go_on(room: Room) -> None:
    def somebody_speaks() -> None:
        room.microphone.then(room.loudspeaker.over.set)
        room.microphone.hear(silence(1), recorded("job_complete.rms"), silence(1))

    room.reminders, room.full = ["call the supply house"], True
    room.listener.on_interrupt = lambda: room.microphone.hear(silence(0.5))
    room.loudspeaker.began = [somebody_speaks, room.end]
    assert await room.live() == [("mark job forty two complete", False)]


async def test_no_reminder_is_said_into_a_question(room: Room) -> None:
    def reminder_comes_due() -> None:
        room.reminders.append("call the supply house")
        room.listener.interrupt()
        room.loudspeaker.over.set()

    room.microphone.hear(recorded("job_complete.rms"), silence(1))
    room.loudspeaker.began = [reminder_comes_due, room.end]
    room.listener.on_answer = lambda: room.microphone.hear(spoken("no.rms"), silence(1))
    assert await room.live(answer_with=CONFIRM) == [("mark job forty two complete", False), ("no", False)]
    assert room.reminders == ["call the supply house"]


async def test_speech_without_the_wake_word_does_not_end_the_reply_and_is_not_taken_for_a_command(room: Room) -> None:
    def people_talk() -> None:
        room.microphone.hear(recorded("cancel.rms"), silence(1), recorded("tomorrow_at_nine.slt"), silence(1))
        room.microphone.then(room.end)

    room.microphone.hear(recorded("job_complete.rms"), silence(1))
    room.loudspeaker.began = [people_talk]
    assert await room.live() == [("mark job forty two complete", False)]


async def test_what_was_heard_during_a_question_is_not_its_answer(room: Room) -> None:
    def somebody_says_yes() -> None:
        room.microphone.hear(spoken("yes.rms"))  # with its last sound the question ends
        room.microphone.then(room.loudspeaker.over.set)

    room.microphone.hear(recorded("job_complete.rms"), silence(1))
    room.loudspeaker.began = [somebody_says_yes, room.end]
    room.listener.on_answer = lambda: room.microphone.hear(spoken("no.rms"), silence(1))
    assert await room.live(answer_with=CONFIRM) == [("mark job forty two complete", False), ("no", False)]
    answer = room.turns[1]
    assert answer.heard.book == CONFIRM
    assert answer.heard.wake_score is None


async def test_a_question_is_interrupted_by_the_wake_word_too(room: Room) -> None:
    room.microphone.hear(recorded("job_complete.rms"), silence(1))
    room.loudspeaker.began = [lambda: room.microphone.hear(recorded("project_status.awb"), silence(1)), room.end]
    heard = await room.live(answer_with=CONFIRM)
    assert heard == [("mark job forty two complete", True), ("status of project seven", False)]
    assert room.turns[1].heard.book == CONFIRM
    assert room.turns[1].heard.wake_score


@pytest.mark.parametrize("before", [0, 1])
async def test_so_is_news_that_is_told_behind_a_reply_even_before_it_began(room: Room, before: int) -> None:
    def somebody_asks() -> None:
        room.microphone.hear(recorded("project_status.awb"), silence(1))

    room.microphone.hear(recorded("job_complete.rms"), silence(1))
    over = room.loudspeaker.over.set
    if before:
        room.loudspeaker.began = [lambda: (over(), somebody_asks()), lambda: None, room.end]
    else:
        room.loudspeaker.began = [over, somebody_asks, room.end]
    heard = await room.live(news="Job 57 is completed.")
    assert heard == [("mark job forty two complete", True), ("status of project seven", False)]


async def test_a_recording_waits_while_it_is_answered(room: Room) -> None:
    class Recorded:
        def frames(self) -> Iterator[Samples]:
            yield from framed(recorded("job_complete.rms"), silence(1), recorded("project_status.slt"), silence(1))

        def close(self) -> None:
            """Nothing to let go of."""

    room.loudspeaker.began = [room.loudspeaker.over.set] * 2
    heard = await room.live(Recorded())
    assert heard == [("mark job forty two complete", False), ("status of project seven", False)]


async def test_new_names_over_a_reply_do_not_end_it(room: Room) -> None:
    def names_come() -> None:
        room.listener.interrupt()
        room.microphone.hear(silence(1))
        room.microphone.then(room.end)

    room.microphone.hear(recorded("job_complete.rms"), silence(1))
    room.loudspeaker.began = [names_come]
    assert await room.live() == [("mark job forty two complete", False)]


async def test_where_new_names_cannot_be_laid_out_the_reply_is_over_when_that_is_told(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_names(_: Agent) -> None:
        raise StoreError("The disk is gone.")

    def names_come() -> None:
        monkeypatch.setattr(Agent, "_lay_out", no_names)
        room.listener.interrupt()
        room.microphone.hear(silence(1))

    room.microphone.hear(recorded("job_complete.rms"), silence(1))
    room.loudspeaker.began = [names_come]
    with pytest.raises(StoreError):
        await room.live()
    assert (room.loudspeaker.replies, room.loudspeaker.ended) == (1, 1)


async def test_a_unit_that_is_switched_off_stops_speaking(room: Room) -> None:
    room.microphone.hear(recorded("job_complete.rms"), silence(1))
    room.loudspeaker.began = [room.microphone.close]
    assert await room.live() == [("mark job forty two complete", True)]


async def test_what_is_made_ahead_ends_with_the_sentence_that_is_being_made(room: Room) -> None:
    loop, done = asyncio.get_running_loop(), Event()

    class Switched(Voice):
        def speak(self, text: str) -> Samples:
            loop.call_soon_threadsafe(keeping.cancel)
            assert done.wait(30)
            return super().speak(text)

    unit: Any = Unit(Assistant(IDLE))
    texts = iter(["One.", "Two.", "Three."])
    keeping = asyncio.create_task(
        Agent(unit, room.recogniser, room.listener, Speaker(Switched(), room.loudspeaker), engines=Engines()).keep(
            texts
        )
    )
    await asyncio.wait({keeping})
    done.set()
    await loop.shutdown_default_executor()  # its thread has ended
    assert list(texts) == ["Two.", "Three."]


async def test_a_microphone_that_is_lost_meanwhile_is_told_when_all_was_said(room: Room) -> None:
    def unplugged() -> None:
        room.loudspeaker.over.set()
        raise MicrophoneLost("The microphone was unplugged.")

    room.microphone.hear(recorded("job_complete.rms"), silence(1))
    room.loudspeaker.began = [lambda: room.microphone.then(unplugged)]
    with pytest.raises(MicrophoneLost):
        await room.live()
    assert [turn.interrupted for turn in room.turns] == [False]
