"""What sounds the same, by espeak-ng."""

import pytest

from models.errors import PronunciationError
from models.espeak_phonemes import phonemes
from models.homophones import Homophones


@pytest.fixture(scope="module")
def homophones() -> Homophones:
    return Homophones(phonemes)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("quote for mister lam", "quote for mister lamb"),
        ("mathew hansen", "matthew hanson"),
        ("margaret clarke", "margaret clark"),
        ("stephen reid", "steven reed"),
    ],
)
def test_names_that_are_said_alike(homophones: Homophones, one: str, other: str) -> None:
    assert homophones.same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("maria garcia", "mario garcia"),
        ("john smith", "john smyth"),
        ("start job 42", "stop job 42"),
        ("job 42", "job 43"),
        ("lisa graham tomorrow", "lisa graham tomorrow at nine"),
    ],
)
def test_what_an_ear_can_tell_apart(homophones: Homophones, one: str, other: str) -> None:
    assert not homophones.same(one, other)


def test_a_word_is_asked_once() -> None:
    asked = list[str]()
    homophones = Homophones(lambda words: asked.extend(words) or [word[0] for word in words])
    assert homophones.same("clark", "clarke")
    assert homophones.same("bill clarke", "bill clark")
    assert asked == ["clark", "clarke"]


def test_without_espeak_nothing_sounds_the_same() -> None:
    def broken(words: object) -> list[str]:
        raise PronunciationError("it is not there")

    assert not Homophones(broken).same("clark", "clarke")
