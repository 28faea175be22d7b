"""Utterances out of sound: the real models on the shipped recordings."""

from collections.abc import Callable, Iterator
from itertools import islice

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.endings import Ending
from assistant.engines import Engine, opened_recogniser
from assistant.wake_phrase import behind_wake_word, with_wake_word
from edge_agent.listening import Listener
from edge_agent.listening_events import Heard, ListeningEvent, NothingSaid, Woken
from edge_agent.recordings.make import FOLDER
from hardware.audio import FRAME, SAMPLE_RATE, MicrophoneLost
from hardware.recordings import Recording
from models.held_recogniser import HeldRecogniser
from models.phrases import PhraseBook
from models.recognition import Recogniser, Transcript
from models.store import ModelStore, default_models
from models.voice_activity import VoiceActivity
from models.wake_word import THRESHOLD, WakeWord

Samples = NDArray[np.int16]

BOOK = PhraseBook({
    "status": ("mark job forty two complete", "update job forty two status to in progress"),
    "project": ("status of project seven",),
    "answer": ("yes", "no"),
    "cancel": ("cancel",),
})  # fmt: skip
SENTENCES = {sentence for sentences in BOOK.intents.values() for sentence in sentences}


def _ending(words: str) -> Ending:
    return Ending.COMPLETE if words in SENTENCES else Ending.UNFINISHED


class Sound:
    """A source of given samples; what is left of a frame is filled up with silence."""

    def __init__(self, *pieces: Samples) -> None:
        samples = np.concatenate(pieces)
        self._frames = np.pad(samples, (0, -len(samples) % FRAME)).reshape(-1, FRAME)

    def frames(self) -> Iterator[Samples]:
        yield from self._frames

    def close(self) -> None:
        """Nothing to let go of."""


def recorded(name: str) -> Samples:
    return np.concatenate(list(Recording(FOLDER / f"{name}.flac", tail_s=0).frames()))


def silence(seconds: float) -> Samples:
    return np.zeros(round(seconds * SAMPLE_RATE), np.int16)


@pytest.fixture(scope="module", params=[Engine.PHRASE, Engine.HELD])
def recogniser(request: pytest.FixtureRequest) -> Iterator[Recogniser]:
    if request.param is Engine.HELD and not ModelStore(default_models()).installed("whisper-tiny.en"):
        pytest.skip("whisper-tiny.en is not here; `make models` fetches it")
    with opened_recogniser(request.param) as recogniser:
        recogniser.prepare("all", with_wake_word(BOOK))
        yield recogniser


@pytest.fixture(scope="module")
def listener(recogniser: Recogniser) -> Listener:
    return Listener(WakeWord(), VoiceActivity(), recogniser, _ending)


@pytest.fixture
def events(listener: Listener) -> Callable[..., list[ListeningEvent]]:
    def _events(*pieces: Samples, wake: bool = True) -> list[ListeningEvent]:
        listener.expect("all", wake=wake)
        return list(listener.events(Sound(*pieces)))

    return _events


Events = Callable[..., list[ListeningEvent]]


@pytest.mark.parametrize("voice", ["awb", "rms", "slt"])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("job_complete", "mark job forty two complete"),
        ("job_in_progress", "update job forty two status to in progress"),
        ("project_status", "status of project seven"),
    ],
)
class TestInOneBreath:
    def test_the_command_is_heard_whole_and_without_the_wake_word(
        self, events: Events, name: str, words: str, voice: str
    ) -> None:
        woken, heard = events(recorded(f"{name}.{voice}"), silence(1))
        assert isinstance(woken, Woken)
        assert isinstance(heard, Heard)
        assert heard.transcript.text == words
        assert heard.wake_score == woken.score >= THRESHOLD

    def test_it_is_over_where_the_sound_is(self, events: Events, name: str, words: str, voice: str) -> None:
        sound = recorded(f"{name}.{voice}")
        *_, heard = events(sound, silence(1))
        assert isinstance(heard, Heard)
        assert heard.speech_end_s == pytest.approx(np.flatnonzero(np.abs(sound) > 500)[-1] / SAMPLE_RATE, abs=0.2)
        assert heard.speech_start_s < heard.speech_end_s < heard.decided_at_s < heard.speech_end_s + 0.5


def test_a_pause_behind_the_wake_word_is_waited_for(events: Events) -> None:
    woken, _ = events(recorded("job_complete.rms"), silence(1))
    assert isinstance(woken, Woken)
    wake_word = recorded("job_complete.rms")[: round((woken.at_s - 0.1) * SAMPLE_RATE)]
    _, heard = events(wake_word, silence(2), recorded("cancel.rms"), silence(1))
    assert isinstance(heard, Heard)
    assert heard.transcript.text == "cancel"


def test_without_the_wake_word_nothing_is_heard(events: Events) -> None:
    assert events(recorded("cancel.rms"), silence(1)) == []


@pytest.mark.parametrize("voice", ["awb", "rms", "slt"])
@pytest.mark.parametrize("word", ["yes", "no", "cancel"])
def test_an_answer_needs_no_wake_word(events: Events, word: str, voice: str) -> None:
    heard, *_ = events(silence(1.5), recorded(f"{word}.{voice}"), silence(1), wake=False)
    assert isinstance(heard, Heard)
    assert (heard.transcript.text, heard.book, heard.wake_score) == (word, "all", None)
    assert heard.decided_at_s - heard.speech_end_s < 0.5


def test_nobody_answers(events: Events) -> None:
    assert [type(event) for event in events(silence(6), wake=False)] == [NothingSaid]


def test_the_wake_word_alone_comes_to_nothing_and_wakes_once(events: Events) -> None:
    woken, _ = events(recorded("job_complete.rms"), silence(1))
    assert isinstance(woken, Woken)
    alone = recorded("job_complete.rms")[: round((woken.at_s - 0.1) * SAMPLE_RATE)]
    assert [type(event) for event in events(alone, silence(8))] == [Woken, NothingSaid]


def test_two_commands_behind_one_another_are_both_heard(events: Events) -> None:
    heard = events(recorded("job_complete.rms"), silence(1), recorded("project_status.slt"), silence(1))
    assert [event.transcript.text for event in heard if isinstance(event, Heard)] == [
        "mark job forty two complete",
        "status of project seven",
    ]


def _waited(recogniser: Recogniser, name: str, ending: Ending) -> float:
    """Seconds from the end of the speech to the decision."""
    ears = Listener(WakeWord(), VoiceActivity(), recogniser, lambda words: ending if words else Ending.UNFINISHED)
    ears.expect("all", wake=True)
    *_, heard = ears.events(Sound(recorded(name), silence(2)))
    assert isinstance(heard, Heard)
    return heard.decided_at_s - heard.speech_end_s


def test_what_may_go_on_is_waited_for_longer(recogniser: Recogniser) -> None:
    complete, may_go_on, unfinished = (
        _waited(recogniser, "job_complete.slt", ending) for ending in (Ending.COMPLETE, Ending.OPEN, Ending.UNFINISHED)
    )
    assert complete < may_go_on < unfinished


def test_what_is_doubtful_is_waited_for_longer(recogniser: Recogniser) -> None:
    if not isinstance(recogniser, HeldRecogniser):
        pytest.skip("PocketSphinx refuses only what is over")
    certain, doubtful = (_waited(recogniser, f"{name}.slt", Ending.COMPLETE) for name in ("job_complete", "nonsense"))
    assert certain < doubtful


def test_sound_that_stops_with_the_last_word_is_enough(events: Events) -> None:
    sound = recorded("job_complete.rms")
    *_, heard = events(sound[: np.flatnonzero(sound)[-1]])
    assert isinstance(heard, Heard)
    assert heard.transcript.text == "mark job forty two complete"


def test_a_button_ends_the_waiting_for_the_wake_word(listener: Listener) -> None:
    class Pressed(Sound):
        def frames(self) -> Iterator[Samples]:
            for number, frame in enumerate(super().frames()):
                if number == 5:
                    listener.expect("all", wake=False)
                yield frame

    listener.expect("all", wake=True)
    heard, *_ = listener.events(Pressed(silence(1), recorded("cancel.rms"), silence(1)))
    assert isinstance(heard, Heard)
    assert heard.transcript.text == "cancel"


def test_what_the_work_cost_is_told(events: Events) -> None:
    _, heard = events(recorded("job_complete.rms"), silence(1))
    assert isinstance(heard, Heard)
    spent = heard.spent
    assert spent.sound_s == pytest.approx(heard.decided_at_s)
    assert min(spent.wake_word_ms, spent.voice_activity_ms, spent.recognition_ms) > 0


class TestTheUnitsOwnVoice:
    class Switched(Sound):
        """Sound in the middle of which something happens."""

        def __init__(self, before: Samples, switch: Callable[[], None], after: Samples) -> None:
            super().__init__(before, after)
            self._switch = len(before) // FRAME, switch

        def frames(self) -> Iterator[Samples]:
            at, switch = self._switch
            for number, frame in enumerate(super().frames()):
                if number == at:
                    switch()
                yield frame

    def test_nothing_of_it_is_given_to_the_recogniser_with_the_answer(self) -> None:
        fed: list[Samples] = []

        class Hearing:
            def feed(self, frame: Samples) -> None:
                fed.append(frame)

            def so_far(self) -> str:
                return ""

            def finish(self) -> Transcript:
                return Transcript("no", "stand-in", 1.0, accepted=True)

            def drop(self) -> None:
                """Nothing is under way."""

        class Recogniser:
            def prepare(self, name: str, book: PhraseBook) -> None:
                """Nothing to lay out."""

            def hear(self, name: str) -> Hearing:
                return Hearing()

        ears = Listener(WakeWord(), VoiceActivity(), Recogniser(), lambda _: Ending.UNFINISHED)
        own, answer = recorded("yes.rms"), recorded("no.rms")
        own, answer = own[: np.flatnonzero(np.abs(own) > 500)[-1]], answer[np.flatnonzero(np.abs(answer) > 500)[0] :]
        own = own[len(own) % FRAME :]
        ears.overhear("all")
        source = self.Switched(own, lambda: ears.expect("all", wake=False), np.concatenate([answer, silence(1)]))
        heard, *_ = ears.events(source)
        assert isinstance(heard, Heard)
        assert np.concatenate(fed)[:FRAME] == pytest.approx(answer[:FRAME])

    def test_it_opens_no_utterance_and_ends_one_that_nobody_woke(self, listener: Listener) -> None:
        listener.expect("all", wake=False)
        source = self.Switched(silence(0.8), lambda: listener.overhear("all"), recorded("cancel.rms"))
        assert list(listener.events(source)) == []

    def test_the_wake_word_is_heard_over_it(self, listener: Listener) -> None:
        listener.overhear("all")
        woken, heard = listener.events(Sound(recorded("cancel.rms"), recorded("job_complete.rms"), silence(1)))
        assert isinstance(woken, Woken)
        assert isinstance(heard, Heard)
        assert heard.transcript.text == "mark job forty two complete"


class TestInterrupted:
    def test_a_source_that_fails_in_the_middle_of_a_word_leaves_the_listener_usable(
        self, listener: Listener, events: Events
    ) -> None:
        class Unplugged(Sound):
            def frames(self) -> Iterator[Samples]:
                yield from islice(super().frames(), 20)
                raise MicrophoneLost("The microphone was unplugged.")

        listener.expect("all", wake=True)
        with pytest.raises(MicrophoneLost):
            list(listener.events(Unplugged(recorded("job_complete.rms"))))
        *_, heard = events(recorded("job_complete.rms"), silence(1))
        assert isinstance(heard, Heard)
        assert heard.transcript.text == "mark job forty two complete"

    def test_so_does_somebody_who_stops_listening(self, listener: Listener, events: Events) -> None:
        listener.expect("all", wake=True)
        listening = listener.events(Sound(recorded("job_complete.rms"), silence(1)))
        assert isinstance(next(listening), Woken)
        listening.close()
        *_, heard = events(recorded("project_status.awb"), silence(1))
        assert isinstance(heard, Heard)
        assert heard.transcript.text == "status of project seven"


@pytest.mark.parametrize(
    ("heard", "words"),
    [
        ("hey jarvis mark it", "mark it"),
        ("mark it", "mark it"),
        ("hey jarvis", ""),
        ("", ""),
        ("hey there", "hey there"),
    ],
)
def test_the_wake_word_is_no_part_of_the_words(heard: str, words: str) -> None:
    assert behind_wake_word(heard) == words
