"""How well Whisper's base model hears Spanish, held to a book of a plumber's day, and what it does with English.

`python -m benchmarks.spanish DATA`, where DATA/speech_to_intent holds 213 human recordings in English, their phrase
file and kitchen noise, and DATA/spanish, if it is there, the sentences of `benchmarks.spanish_book` in Kokoro's Spanish
voices, as NUMBER.VOICE.flac. espeak-ng's two Spanish voices are made here; what they say, Whisper hardly understands.

All Spanish is synthetic: no person was heard. The settings of the search come from English. Not measured: people, their
accents, other noise.
"""

import time
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.arguments import data_parser, parsed, require_models
from benchmarks.report import publish
from benchmarks.spanish_book import Sentence, book, sentences
from conversation.phrases import PhraseMatcher
from edge_agent.evaluation import Label, read_labels
from edge_agent.labelled_recordings import decode, mix
from hardware.audio import SAMPLE_RATE
from models.held_recogniser import HeldRecogniser
from models.phrases import PhraseBook
from models.recognition import Frame, Transcript
from models.rhino import read_phrases
from models.store import ModelStore, default_models
from models.voice_process import espeak_voice
from models.whisper.grammar import Grammar
from models.whisper.lists import Lists
from models.whisper.sentences import Sentences
from models.whisper.tokens import read_tokenizer

LEVELS = (None, 24.0, 15.0, 6.0)
ENGLISH_LEVELS = (24.0, 15.0, 6.0, 3.0)
ESPEAK_VOICES = ("es", "es-419")
_QUIET_S = 0.4


@dataclass(frozen=True, slots=True)
class Clip:
    """A sound, and what it means; None where it means nothing in the book."""

    name: str
    samples: Frame
    meant: Label | None


def main() -> None:
    """Measures Spanish voices, English held to the Spanish book, and both models on English; publishes."""
    parser = data_parser("spanish", __doc__ or "")
    parser.add_argument(
        "--every", type=int, default=1, help="beside tiny.en hear every so-manieth English recording only"
    )
    given = parsed(parser)
    require_models("whisper-base")
    folder = given.data / "speech_to_intent"
    noise = decode(folder / "kitchen.flac")
    english = [Clip(name, decode(folder / "clips" / name), label) for name, label in read_labels(folder).items()]
    rows = [*_spanish(given.data / "spanish", english, noise)]
    for model in ("whisper-tiny.en", "whisper-base"):
        rows += _english(model, english[:: given.every], read_phrases(folder / "grammar_of_the_task.yaml"), noise)
    publish("spanish", "Whisper base: Spanish in synthetic voices, and English beside tiny.en; kitchen noise", rows)


def _spanish(folder: Path, english: Sequence[Clip], noise: Frame) -> Iterator[dict[str, Any]]:
    with ModelStore(default_models()).open("whisper-base") as model:
        recogniser = HeldRecogniser(model, "es")
        tokenizer = read_tokenizer(model)
        sentences = Sentences(Grammar(book(), Lists(tokenizer, "es")))
        recogniser.prepare("measured", book())

        def meaning(words: str) -> Label | None:
            sentences.begin()
            said = sentences.of(tuple(tokenizer.encode(f" {words}", add_special_tokens=False).ids))
            return Label(intent=said.meaning.intent, slots=dict(said.meaning.values)) if said else None

        for voices, clips in (("espeak-ng", list(_espeak())), ("Kokoro", list(_recorded(folder)))):
            for level in LEVELS if clips else ():
                row = _measured(recogniser, meaning, _in_noise(clips, noise, level))
                yield {"model": "whisper-base", "book": "Spanish", "voices": voices, "dB": level or "clean"} | row
        row = _measured(recogniser, meaning, [Clip(clip.name, clip.samples, None) for clip in english])
        yield {"model": "whisper-base", "book": "Spanish", "voices": "people, English", "dB": "clean"} | row


def _english(name: str, clips: Sequence[Clip], phrases: PhraseBook, noise: Frame) -> Iterator[dict[str, Any]]:
    matcher = PhraseMatcher(phrases)

    def meaning(words: str) -> Label | None:
        match = matcher.match(words)
        return Label(intent=match.intent, slots=dict(match.slots)) if match else None

    with ModelStore(default_models()).open(name) as model:
        recogniser = HeldRecogniser(model)
        recogniser.prepare("measured", phrases)
        for level in ENGLISH_LEVELS:
            row = _measured(recogniser, meaning, _in_noise(clips, noise, level))
            yield {"model": name, "book": "English", "voices": "people, English", "dB": level} | row


def _espeak() -> Iterator[Clip]:
    """The sentences, each in one of espeak-ng's voices by turns."""
    voices = [espeak_voice(name) for name in ESPEAK_VOICES]
    for number, sentence in enumerate(sentences()):
        voice = voices[number % len(voices)]
        spoken = voice.speak(sentence.text)
        length = round(len(spoken) * SAMPLE_RATE / voice.sample_rate)
        samples = np.interp(np.linspace(0, len(spoken) - 1, length), np.arange(len(spoken)), spoken)
        quiet = np.zeros(round(_QUIET_S * SAMPLE_RATE), np.int16)
        yield Clip(f"{number:03}", np.concatenate([quiet, samples.astype(np.int16), quiet]), _label(sentence))
    for voice in voices:
        voice.close()


def _recorded(folder: Path) -> Iterator[Clip]:
    said = sentences()
    for path in sorted(folder.glob("*.flac")):
        yield Clip(path.stem, decode(path), _label(said[int(path.name.partition(".")[0])]))


def _label(sentence: Sentence) -> Label:
    return Label(intent=sentence.intent, slots=dict(sentence.slots))


def _in_noise(clips: Sequence[Clip], noise: Frame, level: float | None) -> list[Clip]:
    if level is None:
        return list(clips)
    return [
        replace(clip, samples=mix(clip.samples, noise, level, seed=zlib.crc32(clip.name.encode()))) for clip in clips
    ]


def _measured(
    recogniser: HeldRecogniser, meaning: Callable[[str], Label | None], clips: Sequence[Clip]
) -> dict[str, Any]:
    right = accepted = wrong = 0
    started = time.process_time()
    for clip in clips:
        transcript = _heard(recogniser, clip.samples)
        fits = clip.meant is not None and meaning(transcript.text) == clip.meant
        right += fits
        accepted += transcript.accepted
        wrong += transcript.accepted and not fits
    took = time.process_time() - started
    return {
        "clips": len(clips),
        "heard rightly": round(right / len(clips), 3),
        "accepted": accepted,
        "wrong": wrong,
        "refused": len(clips) - accepted,
        "ms per second": round(1000 * took / sum(len(clip.samples) / SAMPLE_RATE for clip in clips)),
    }


def _heard(recogniser: HeldRecogniser, samples: Frame) -> Transcript:
    hearing = recogniser.hear("measured")
    hearing.feed(samples)
    return hearing.finish()


if __name__ == "__main__":
    main()
