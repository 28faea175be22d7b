"""Whisper held to the phrases of a book: real recordings, the real model."""

from collections.abc import Callable
from pathlib import Path
from subprocess import TimeoutExpired

import ctranslate2
import numpy as np
import pytest

from models.errors import RecogniserError
from models.held_recogniser import HeldRecogniser
from models.phrases import FigureString, PhraseBook, SpokenValue
from models.recognition import Frame, Transcript
from models.whisper.encoder import Encoder

Recorded = Callable[[str], Frame]


@pytest.fixture(scope="module")
def recogniser(whisper: Path, book: PhraseBook) -> HeldRecogniser:
    engine = HeldRecogniser(whisper)
    engine.prepare("book", book)
    return engine


def heard(recogniser: HeldRecogniser, samples: Frame, book: str = "book") -> Transcript:
    hearing = recogniser.hear(book)
    hearing.feed(samples)
    return hearing.finish()


@pytest.mark.parametrize("voice", ["awb", "rms", "slt"])
@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("job_complete", "hey jarvis mark job 42 complete"),
        ("job_in_progress", "hey jarvis update job 42 status to in progress"),
        ("check_stock", "hey jarvis check stock for fifty gallon water heater"),
        ("schedule_today", "hey jarvis what's my schedule today"),
    ],
)
def test_what_fits_is_accepted(
    recogniser: HeldRecogniser, name: str, words: str, voice: str, recorded: Recorded
) -> None:
    transcript = heard(recogniser, recorded(f"{name}.{voice}"))
    assert transcript.text == words
    assert transcript.accepted
    assert 0.5 < transcript.confidence <= 1


@pytest.mark.parametrize("voice", ["awb", "rms", "slt"])
@pytest.mark.parametrize("name", ["nonsense", "create_estimate", "schedule_new", "yes"])
def test_what_is_no_sentence_of_the_book_is_refused(
    recogniser: HeldRecogniser, name: str, voice: str, recorded: Recorded
) -> None:
    transcript = heard(recogniser, recorded(f"{name}.{voice}"))
    assert not transcript.accepted
    assert transcript.confidence <= 0.5


def test_people_who_speak_of_something_else_are_refused(recogniser: HeldRecogniser, other_speech: list[Frame]) -> None:
    assert len(other_speech) > 20
    assert not any(heard(recogniser, speech).accepted for speech in other_speech)


def test_silence_and_noise_are_no_words(recogniser: HeldRecogniser) -> None:
    noise = np.random.default_rng(5).normal(0, 1500, 32_000).astype(np.int16)
    assert not heard(recogniser, np.zeros(32_000, np.int16)).accepted
    assert not heard(recogniser, noise).accepted
    assert not heard(recogniser, np.zeros(0, np.int16)).accepted


def test_more_than_whisper_hears_at_once_is_said(recogniser: HeldRecogniser, recorded: Recorded) -> None:
    with pytest.raises(RecogniserError, match=r"^\d+ s were spoken, and Whisper hears 29 s at once"):
        heard(recogniser, np.tile(recorded("job_complete.slt"), 12))


def test_what_fails_in_the_free_reading_is_one_error(
    recogniser: HeldRecogniser, recorded: Recorded, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no position encodings")

    monkeypatch.setattr("models.whisper.free.FreeReader.read", broken)
    with pytest.raises(RecogniserError, match="Whisper does not work on this machine: no position encodings"):
        heard(recogniser, recorded("nonsense.slt"))


def test_the_same_sound_gives_the_same_whatever_was_heard_before(
    recogniser: HeldRecogniser, recorded: Recorded
) -> None:
    first = heard(recogniser, recorded("job_complete.slt"))
    heard(recogniser, recorded("check_stock.awb"))
    assert heard(recogniser, recorded("job_complete.slt")) == first


def test_the_words_so_far_are_known_in_a_pause_and_not_read_twice(
    recogniser: HeldRecogniser, monkeypatch: pytest.MonkeyPatch, recorded: Recorded
) -> None:
    reads = []
    read = HeldRecogniser.read
    monkeypatch.setattr(HeldRecogniser, "read", lambda *arguments: reads.append(1) or read(*arguments))
    hearing = recogniser.hear("book")
    hearing.feed(recorded("job_complete.slt"))
    assert hearing.so_far() == "hey jarvis mark job 42 complete"
    hearing.feed(np.zeros(8000, np.int16))
    assert hearing.finish().text == "hey jarvis mark job 42 complete"
    assert len(reads) == 1


def test_a_new_name_can_be_said_once_it_is_in_the_book(recogniser: HeldRecogniser, recorded: Recorded) -> None:
    book = PhraseBook({"make": ("[hey jarvis] create an estimate for {who}",)}, {"who": (SpokenValue("ann lee", "a"),)})
    recogniser.prepare("names", book)
    assert not heard(recogniser, recorded("create_estimate.rms"), "names").accepted
    both = (*book.lists["who"], SpokenValue("thomas baker", "b"))  # type: ignore[misc] # it is a tuple
    recogniser.prepare("names", PhraseBook(book.intents, {"who": both}))
    assert heard(recogniser, recorded("create_estimate.rms"), "names").text.endswith("thomas baker")


def test_who_has_spoken_does_not_wait_long_for_espeak(
    recogniser: HeldRecogniser, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited = []

    def slow(*_: object, timeout: float, **__: object) -> None:
        waited.append(timeout)
        raise TimeoutExpired("espeak-ng", timeout)

    monkeypatch.setattr("models.espeak_phonemes.subprocess.run", slow)
    assert recogniser._homophones.of("call reed", ["call reid"]) is None
    assert waited == [2]


def test_a_stretch_of_figures_is_read_once_in_an_utterance_and_then_forgotten(
    recogniser: HeldRecogniser, monkeypatch: pytest.MonkeyPatch, recorded: Recorded
) -> None:
    recogniser.prepare("figures", PhraseBook({"call": ("{phone}",)}, {"phone": FigureString(1, 12)}))
    encoded = []
    encode = Encoder.encode
    monkeypatch.setattr(Encoder, "encode", lambda *given: encoded.append(given[1].tobytes()) or encode(*given))
    sounds = [recorded("job_complete.slt"), recorded("check_stock.awb")]
    for sound in sounds:
        encoded.clear()
        hearing = recogniser.hear("figures")
        for again in (sound, sound):  # what is said twice has twice the same stretches
            hearing.feed(again)
            hearing.so_far()
        stretches = set(recogniser._known_stretches)
        assert stretches
        assert stretches <= set(encoded)
        assert all(encoded.count(stretch) == 1 for stretch in stretches)
    recogniser.hear("figures")
    assert not recogniser._known_stretches


def test_a_book_that_was_not_prepared_is_named(recogniser: HeldRecogniser) -> None:
    with pytest.raises(RecogniserError, match="unprepared"):
        recogniser.hear("unprepared")


@pytest.mark.parametrize("model", ["whisper", "whisper_base"])
def test_the_decoder_gives_what_ctranslate2_gives(
    model: str, recorded: Recorded, request: pytest.FixtureRequest
) -> None:
    """Both in 8 bits, each rounding in its own way: the favourites agree, and so do the probabilities nearly."""
    recogniser = HeldRecogniser(request.getfixturevalue(model))
    encoding = recogniser._encoder.encode(recorded("job_complete.slt"))
    prompt = list(recogniser._context.prompt)
    theirs = recogniser._encoder.whisper.generate(
        ctranslate2.StorageView.from_array(encoding), [prompt], beam_size=1, return_logits_vocab=True,
        suppress_blank=False, suppress_tokens=None,
    )[0]  # fmt: skip
    decoder, tokens = recogniser._decoder, [*prompt, *theirs.sequences_ids[0]]
    everything = decoder.vocabulary(range(len(decoder._embeddings)))
    mask = np.where(np.tri(len(tokens), dtype=bool), np.float32(0), np.float32(-1e9))
    nothing = decoder.memory().recall(np.zeros(0, np.int64))
    hidden, _ = decoder.step(tokens, range(len(tokens)), nothing, mask, decoder.attend(encoding))
    ours = everything.logp(hidden)[len(prompt) - 1 :]
    for step, theirs_at in enumerate(theirs.logits[0][: len(theirs.sequences_ids[0])]):
        logits = np.array(theirs_at, np.float32)
        logp = logits - logits.max() - np.log(np.exp(logits - logits.max()).sum())
        likely = np.argsort(-logp)[:20]
        assert ours[step].argmax() == logp.argmax()
        assert np.abs(ours[step] - logp)[likely].mean() < 0.5
