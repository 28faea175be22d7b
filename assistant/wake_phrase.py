"""The wake word among the words: it may stand in front of any sentence, and is no part of it."""

import re
from dataclasses import replace

from models.phrases import PhraseBook
from models.recognition import Transcript
from models.wake_word import PHRASE

_WAKE_WORD = re.compile(r"\s*" + PHRASE.replace(" ", r"\W+") + r"\b[\s,.!:]*", re.IGNORECASE)


def with_wake_word(book: PhraseBook) -> PhraseBook:
    """`book` as a listener's recogniser needs it: the wake word may stand in front of every sentence."""
    intents = {name: tuple(f"<wake_word> {said}" for said in sentences) for name, sentences in book.intents.items()}
    rules = {**book.rules, "wake_word": f"[{PHRASE}]"}
    return replace(book, intents=intents, rules=rules, names=(PHRASE.title(), *book.names))


def behind_wake_word(words: str) -> str:
    """`words`, heard or typed, without the wake word that may stand in front of them."""
    spoken = _WAKE_WORD.match(words)
    return words[spoken.end() :] if spoken else words


def without_wake_word(transcript: Transcript) -> Transcript:
    """`transcript` without the wake word in any of its words."""
    guesses = tuple(map(behind_wake_word, transcript.guesses))
    return replace(transcript, text=behind_wake_word(transcript.text), guesses=guesses)
