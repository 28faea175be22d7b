"""Replies are spoken sentence by sentence."""

from collections.abc import Iterable

import numpy as np
import pytest
from numpy.typing import NDArray

from conversation.prompts import FIXED
from edge_agent.speaking import Speaker

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

    def play(self, sounds: Iterable[Sound], sample_rate: int, name: str = "") -> None:
        self.heard += [len(sound) for sound in sounds]

    def close(self) -> None:
        """Nothing to let go of."""


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Job 42 is saved.", ["Job 42 is saved."]),
        ("Yes or no? Create a job for Ann?", ["Yes or no?", "Create a job for Ann?"]),
        ("At 9 a.m. job 42, at 2 p.m. job 57.", ["At 9 a.m. job 42, at 2 p.m. job 57."]),
        ("Okay. 4 are left.", ["Okay.", "4 are left."]),
    ],
)
def test_each_sentence_is_a_sound_of_its_own_in_their_order(text: str, sentences: list[str]) -> None:
    voice, sink = Voice(), Sink()
    Speaker(voice, sink).say(text)
    assert voice.spoken == sentences
    assert sink.heard == list(map(len, sentences))


def test_nothing_is_said_about_nothing() -> None:
    voice, sink = Voice(), Sink()
    Speaker(voice, sink).say("")
    assert (voice.spoken, sink.heard) == ([], [])


def test_what_was_made_ahead_is_not_made_again() -> None:
    voice, sink = Voice(), Sink()
    speaker = Speaker(voice, sink)
    speaker.keep(FIXED)
    made = list(voice.spoken)
    for text in FIXED:
        speaker.say(text)
    speaker.say("Operation cancelled. For when?")
    assert voice.spoken == made
    assert sink.heard[-2:] == [len("Operation cancelled."), len("For when?")]


def test_the_first_sentence_is_heard_before_the_last_is_made() -> None:
    voice = Voice()
    order: list[int] = []

    class Listening(Sink):
        def play(self, sounds: Iterable[Sound], sample_rate: int, name: str = "") -> None:
            order.extend(len(voice.spoken) for _ in sounds)

    Speaker(voice, Listening()).say("One is here. Two is here. Three is here. Four is here.")
    assert order[0] in {1, 2}
