"""Sentences in free words, said to the practice business: no phrase fits them, so that a language model reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final

from conversation.focus import Focus
from conversation.free_reading import read_freely
from conversation.tongues import TONGUES
from conversation.understanding import Understanding
from edge_agent.seeded import seeded
from erp import Language
from models.completion import Completer
from sync.standin import PRACTICE

FREE_SENTENCES: Final[Mapping[Language, tuple[str, ...]]] = {
    "en": (
        "job forty two is a wrap",
        "do we still have any flame sensors lying around",
        "let's hold off on job eighty eight for now",
        "grab two flame sensors off the shelf for job forty two",
        "can you believe that game last night",
    ),
    "es": (
        "ya terminé con lo del trabajo cuarenta y dos",
        "el trabajo ochenta y ocho lo dejamos para más adelante",
        "qué partidazo el de anoche",
    ),
}


@dataclass(frozen=True, slots=True)
class FreeSentence:
    """One of them, and what it is understood by."""

    words: str
    understanding: Understanding
    now: datetime

    def read(self, completer: Completer) -> None:
        """Has it read, held to the grammar of this very sentence.

        Raises:
            models.errors.CompletionError: the model fails.
        """
        read_freely(self.words, self.now, Focus(), self.understanding, completer)


def free_sentences() -> list[FreeSentence]:
    """Each of `FREE_SENTENCES`, in its own language."""
    return [FreeSentence(words, *_ears(language)) for language, said in FREE_SENTENCES.items() for words in said]


@cache
def _ears(language: Language) -> tuple[Understanding, datetime]:
    snapshot, now = seeded(PRACTICE, language)
    return Understanding(snapshot, TONGUES[language]), now
