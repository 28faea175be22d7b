"""Whisper's base model held to a Spanish book. The voice is espeak-ng's, which Whisper finds hard to understand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from models.errors import RecogniserError
from models.held_recogniser import HeldRecogniser
from models.phrase_recogniser import PhraseRecogniser
from models.phrases import NumberRange, PhraseBook, SpokenValue
from models.recognition import Frame, Transcript
from models.voice_process import VoiceProcess, espeak_voice

BOOK = PhraseBook(
    intents={
        "status": ("marca [el] trabajo [número] {jobs:job} {statuses:status}", "empieza [el] trabajo {jobs:job}"),
        "agenda": ("qué tengo {days:day} [a {clocks:clock}]",),
        "stock": ("(hay|revisa el inventario de) {parts:part}",),
    },
    lists={
        "jobs": NumberRange(1, 9999),
        "statuses": (SpokenValue("como terminado", "completed"), SpokenValue("en espera", "on_hold")),
        "days": (SpokenValue("mañana", "mañana"), SpokenValue("el viernes", "el viernes")),
        "clocks": (SpokenValue("las nueve y media", "9:30"), SpokenValue("las nueve", "9:00")),
        "parts": (SpokenValue("válvulas de media pulgada", '1/2" válvulas'), SpokenValue("llaves de paso", "llaves")),
    },
    language="es",
)

Spoken = Callable[[VoiceProcess, str], Frame]


@pytest.fixture(scope="module")
def voice() -> Iterator[VoiceProcess]:
    speaking = espeak_voice("es")
    yield speaking
    speaking.close()


@pytest.fixture(scope="module")
def recogniser(whisper_base: Path) -> HeldRecogniser:
    engine = HeldRecogniser(whisper_base, "es")
    engine.prepare("book", BOOK)
    return engine


def heard(recogniser: HeldRecogniser, sound: Frame) -> Transcript:
    hearing = recogniser.hear("book")
    hearing.feed(sound)
    return hearing.finish()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("marca el trabajo doscientos cuarenta y dos como terminado", "marca el trabajo 242 como terminado"),
        ("empieza el trabajo cuatro cinco seis", "empieza el trabajo 456"),
        ("qué tengo el viernes a las nueve y media", "qué tengo el viernes a las nueve y media"),
        ("hay válvulas de media pulgada", "hay válvulas de media pulgada"),
    ],
)
def test_what_is_said_in_spanish_is_accepted(
    recogniser: HeldRecogniser, voice: VoiceProcess, spoken: Spoken, said: str, words: str
) -> None:
    transcript = heard(recogniser, spoken(voice, said))
    assert (transcript.text, transcript.accepted) == (words, True)


@pytest.mark.parametrize(
    "said", ["mi hermana vive en otra ciudad desde hace años", "apaga la luz de la cocina por favor"]
)
def test_what_is_no_sentence_of_the_book_is_refused(
    recogniser: HeldRecogniser, voice: VoiceProcess, spoken: Spoken, said: str
) -> None:
    assert not heard(recogniser, spoken(voice, said)).accepted


def test_people_who_speak_english_are_refused(recogniser: HeldRecogniser, other_speech: list[Frame]) -> None:
    assert not any(heard(recogniser, speech).accepted for speech in other_speech)


def test_a_book_in_another_language_is_not_taken(recogniser: HeldRecogniser, book: PhraseBook) -> None:
    with pytest.raises(RecogniserError, match="'en'"):
        recogniser.prepare("english", book)


def test_a_model_that_knows_english_only_is_not_opened_for_spanish(whisper: Path) -> None:
    with pytest.raises(RecogniserError, match="English only"):
        HeldRecogniser(whisper, "es")


def test_pocketsphinx_takes_no_spanish_book() -> None:
    with pytest.raises(RecogniserError, match="English only"):
        PhraseRecogniser().prepare("spanish", BOOK)


def test_the_model_for_all_languages_hears_english_too(
    whisper_base: Path, book: PhraseBook, recorded: Callable[[str], Frame]
) -> None:
    engine = HeldRecogniser(whisper_base)
    engine.prepare("book", book)
    transcript = heard(engine, recorded("job_complete.slt"))
    assert (transcript.text, transcript.accepted) == ("hey jarvis mark job 42 complete", True)
