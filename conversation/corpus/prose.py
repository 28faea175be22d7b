"""Sentences out of texts that are about something else altogether: what radios, televisions and visitors talk about."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from conversation.corpus.said import Said, plain
from conversation.tongues import TONGUES
from erp import Language

_ENDS: Final = re.compile(r"[.!?;:]+\s|\n\s*\n|--")
_FEWEST, _MOST = 3, 24
"""Words of a sentence."""


def sentences(folder: Path) -> Mapping[Language, tuple[str, ...]]:
    """Of the texts (``*.txt``) in its folders ``en`` and ``es``, each once, in the order of the files' names."""
    return {language: tuple(dict.fromkeys(_of(folder / language, language))) for language in TONGUES}


def _of(folder: Path, language: Language) -> Iterator[str]:
    for path in sorted(folder.glob("*.txt")):
        for sentence in _ENDS.split(path.read_text(encoding="utf-8")):
            words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)*", sentence.lower())
            if _FEWEST <= len(words) <= _MOST and TONGUES[language].forms.normal(" ".join(words)):
                yield " ".join(words)


def said(prose: Mapping[Language, tuple[str, ...]]) -> Iterator[Said]:
    """All of them, as what is no command."""
    for language, each in prose.items():
        for sentence in each:
            yield Said(language, plain(sentence))
