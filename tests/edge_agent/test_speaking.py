"""Replies are read aloud sentence by sentence, and end when nobody wants to hear more."""

from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import numpy as np
import pytest
from numpy.typing import NDArray

from conversation.english import ENGLISH
from conversation.prompts import fixed
from edge_agent.speaking import Speaker
from models.errors import SpeechError

Sound = NDArray[np.int16]


class Voice:
    """Says a sentence in as many samples as it has letters."""

    sample_rate = 16_000

    def __init__(self) -> None:
        self.spoken: list[str] = []

    def speak(self, text: str) -> Sound:
        self.spoken.append(text)
        return np.full(len(text), len(self.spoken), np.int16)

    def close(self) -> None:
        """Nothing to let go of."""


class Sink:
    """Notes the lengths of what is heard."""

    def __init__(self) -> None:
        self.heard: list[int] = []

    def play(self, sounds: Iterable[Sound], sample_rate: int, name: str = "", stop: Event | None = None) -> None:
        for sound in sounds:
            self.heard.append(len(sound))
            self.after(sound)

    def after(self, sound: Sound) -> None:
        """A sound was heard."""

    def close(self) -> None:
        """Nothing to let go of."""


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Job 42 is saved.", ["Job forty two is saved."]),
        ("Yes or no? Create a job for Ann?", ["Yes or no?", "Create a job for Ann?"]),
        ("At 9 a.m. job 42, at 2 p.m. job 57.", ["At nine a.m. job forty two, at two p.m. job fifty seven."]),
        ("Okay. 4 are left.", ["Okay.", "four are left."]),
    ],
)
def test_each_sentence_is_a_sound_of_its_own_in_their_order_and_read_aloud(text: str, spoken: list[str]) -> None:
    voice, sink = Voice(), Sink()
    assert Speaker(voice, sink).say(text) is False
    assert voice.spoken == spoken
    assert sink.heard == list(map(len, spoken))


def test_a_spanish_voice_is_given_spanish() -> None:
    voice = Voice()
    Speaker(voice, Sink(), "es").say("El trabajo 42 está guardado.")
    assert voice.spoken == ["El trabajo cuarenta y dos está guardado."]


def test_nothing_is_said_about_nothing() -> None:
    voice, sink = Voice(), Sink()
    Speaker(voice, sink).say("")
    assert (voice.spoken, sink.heard) == ([], [])


def test_what_was_made_ahead_is_not_made_again() -> None:
    voice, sink = Voice(), Sink()
    speaker = Speaker(voice, sink)
    speaker.keep(fixed(ENGLISH))
    made = list(voice.spoken)
    for text in fixed(ENGLISH):
        speaker.say(text)
    speaker.say("Operation cancelled. For when?")
    speaker.keep(["You have 3."])
    speaker.say("You have 3.")
    assert voice.spoken == [*made, "You have three."]
    assert sink.heard[-3:] == [len("Operation cancelled."), len("For when?"), len("You have three.")]


def test_the_first_sentence_is_heard_before_the_last_is_made() -> None:
    heard = Event()

    class Waiting(Voice):
        def speak(self, text: str) -> Sound:
            assert text == "One is here." or heard.wait(10)
            return super().speak(text)

    class Listening(Sink):
        def after(self, sound: Sound) -> None:
            heard.set()

    voice, sink = Waiting(), Listening()
    Speaker(voice, sink).say("One is here. Two is here. Three is here.")
    assert len(sink.heard) == len(voice.spoken) == 3


def test_it_begins_before_the_text_is_complete() -> None:
    heard = Event()

    def worded() -> Iterator[str]:
        yield "Job 42 is sa"
        yield "ved. It will be"
        assert heard.wait(10)
        yield " sent later."

    class Listening(Sink):
        def after(self, sound: Sound) -> None:
            heard.set()

    voice = Voice()
    Speaker(voice, Listening()).say(worded())
    assert voice.spoken == ["Job forty two is saved.", "It will be sent later."]


class TestInterrupted:
    def test_no_further_sentence_is_heard_or_begun(self) -> None:
        stop = Event()

        class Stopping(Sink):
            def after(self, sound: Sound) -> None:
                stop.set()

        voice, sink = Voice(), Stopping()
        assert Speaker(voice, sink).say("One. Two. Three. Four. Five.", stop) is True
        assert len(sink.heard) == 1
        assert len(voice.spoken) <= 2  # the second was perhaps begun already

    def test_it_ends_at_once_while_the_voice_is_still_making_and_the_next_reply_is_heard_whole(self) -> None:
        asked, stop, go_on = Event(), Event(), Event()

        class Slow(Voice):
            def speak(self, text: str) -> Sound:
                asked.set()
                assert go_on.wait(10)
                return super().speak(text)

        voice, sink = Slow(), Sink()
        speaker = Speaker(voice, sink)
        with ThreadPoolExecutor() as other:
            saying = other.submit(speaker.say, "A long story. And its end.", stop)
            assert asked.wait(10)
            stop.set()
            assert saying.result(10) is True
            assert sink.heard == []
            go_on.set()
            assert speaker.say("Yes?") is False
        assert sink.heard == [len("Yes?")]
        assert "And its end." not in voice.spoken

    def test_what_was_stopped_before_it_began_is_not_heard(self) -> None:
        stop = Event()
        stop.set()
        sink = Sink()
        assert Speaker(Voice(), sink).say("One. Two.", stop) is True
        assert sink.heard == []


def test_a_voice_that_fails_in_the_middle_is_told() -> None:
    class Failing(Voice):
        def speak(self, text: str) -> Sound:
            if self.spoken:
                raise SpeechError("The voice died twice.")
            return super().speak(text)

    sink = Sink()
    with pytest.raises(SpeechError):
        Speaker(Failing(), sink).say("One. Two.")
    assert len(sink.heard) == 1
