"""How words sound is asked once, of a process that is kept, and can be missing."""

import subprocess
from collections.abc import Iterator, Sequence

import pytest

from models.errors import PronunciationError
from models.phoneme_process import PhonemeProcess
from models.sounds import Sounds


@pytest.fixture
def espeak() -> Iterator[PhonemeProcess]:
    process = PhonemeProcess("en-us")
    yield process
    process.close()


def test_words_are_answered_as_they_come(espeak: PhonemeProcess) -> None:
    assert espeak(["lee", "leigh"]) == espeak(["leigh", "lee"])
    assert len(espeak([f"word{number}" for number in range(1000)])) == 1000
    assert espeak(["two\nlines"])[0]


def test_a_process_that_died_is_begun_again(espeak: PhonemeProcess) -> None:
    spoken = espeak(["garcia"])
    assert espeak._worker
    espeak._worker.kill()
    espeak._worker.wait()
    with pytest.raises(PronunciationError, match="espeak-ng"):
        espeak(["garcia"])
    assert espeak(["garcia"]) == spoken


def test_espeak_that_cannot_be_started_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_memory(*_: object, **__: object) -> None:
        raise OSError("no memory")

    monkeypatch.setattr(subprocess, "Popen", no_memory)
    with pytest.raises(PronunciationError, match=r"espeak-ng could not be started: no memory"):
        PhonemeProcess("en-us")(["garcia"])


def test_names_that_nobody_can_tell_apart_have_one_sound(espeak: PhonemeProcess) -> None:
    known = Sounds(espeak).of(["garcia", "garsia", "hughes", "hews"])
    assert known
    assert (known["garcia"], known["hughes"]) == (known["garsia"], known["hews"])


def test_a_word_is_asked_once() -> None:
    asked = list[str]()
    sounds = Sounds(lambda words: asked.extend(words) or list(words))
    sounds.of(["garcia", "reed"])
    assert sounds.of(["reed", "lee"]) == {"reed": "reed", "lee": "lee"}
    assert asked == ["garcia", "reed", "lee"]


def test_what_is_remembered_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.sounds._MOST_KNOWN", 2)
    sounds = Sounds(list)
    for word in ("garcia", "reed", "lee", "clark"):
        assert sounds.of(["smith", word]) == {"smith": "smith", word: word}
        assert len(sounds._known) <= 4


def test_without_espeak_there_are_no_sounds_and_it_is_not_asked_for_ever() -> None:
    times = 0

    def missing(_: Sequence[str]) -> list[str]:
        nonlocal times
        times += 1
        raise PronunciationError("it does not load")

    sounds = Sounds(missing)
    assert [sounds.of(["garcia"]) for _ in range(9)] == [None] * 9
    assert times == 3
