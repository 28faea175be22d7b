"""What sounds the same, by espeak-ng."""

from functools import partial

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
        ("quote for anderson", "quote for andersen"),
        ("randy petersen", "randy peterson"),
    ],
)
def test_names_that_are_said_alike(homophones: Homophones, one: str, other: str) -> None:
    assert homophones.of(one, [other]) == other


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
    assert homophones.of(one, [other]) is None


def test_a_word_is_asked_once_and_all_together() -> None:
    asked = list[list[str]]()
    homophones = Homophones(lambda words: asked.append(list(words)) or [word[0] for word in words])
    assert homophones.of("bill clark", ["will clark", "bill mark", "bill clarke"]) == "bill clarke"
    assert homophones.of("clarke", ["clark"]) == "clark"
    assert asked == [["bill", "clark", "clarke", "mark", "will"]]


def test_words_can_be_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.homophones._MOST_KNOWN", 2)
    homophones = Homophones(lambda words: [word[0] for word in words])
    for other in ("clarke", "cook", "cork", "clerk"):
        assert homophones.of("clark", [other]) == other
        assert len(homophones._known) <= 2 + len({"clark", other})


def test_where_espeak_takes_too_long_nothing_sounds_the_same(caplog: pytest.LogCaptureFixture) -> None:
    assert Homophones(partial(phonemes, within_s=0)).of("clark", ["clarke"]) is None
    (record,) = caplog.records
    assert (record.levelname, record.getMessage()) == ("WARNING", "homophones are not known")
    assert "timed out" in vars(record)["why"]


def test_without_espeak_nothing_sounds_the_same() -> None:
    def broken(words: object) -> list[str]:
        raise PronunciationError("it is not there")

    assert Homophones(broken).of("clark", ["clarke"]) is None
