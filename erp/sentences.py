"""Sentences in every language that is spoken."""

from collections.abc import Mapping
from typing import Literal

Language = Literal["en", "es"]

Tone = Literal["plain", "brief", "friendly", "formal"]
"""How a person likes to be spoken to."""

Sentence = Mapping[Language, str]
"""The same in each language."""


def english(said: str | Sentence) -> str:
    """What was said, in English, which is all that Hero365 speaks."""
    return said if isinstance(said, str) else said["en"]


def in_each(en: str, es: str) -> Sentence:
    """One sentence in both languages."""
    return {"en": en, "es": es}
