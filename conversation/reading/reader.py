"""A reply goes through here once, right before the voice. What is displayed or stored stays as it was written."""

import re
from collections.abc import Mapping
from functools import lru_cache

from conversation.reading import english, spanish
from conversation.reading.pieces import Rule, plain
from models.phrases import Language

_SEPARATE = re.compile(r"[\s.,;:!?()\[\]–—…\"“”'‘’/-]")
"""What may stand directly beside a piece that became words."""


class _Reader:
    """Puts the pieces that one language has rules for into words. Where several rules begin, the first counts."""

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self._rules = {f"rule{number}": (re.compile(rule.written), rule.spoken) for number, rule in enumerate(rules)}
        self._any = re.compile("|".join(f"(?P<{name}>{rule[0].pattern})" for name, rule in self._rules.items()))

    def read(self, text: str) -> str:
        said = re.sub(r"  +", " ", self._any.sub(self._piece, plain(text)))
        return said if said == text else self.read(said)  # in "12St" there is a St only once the 12 is read

    def _piece(self, found: re.Match[str]) -> str:
        pattern, spoken = self._rules[found.lastgroup or ""]
        piece = pattern.match(found.string, found.start())  # again, for the groups of this rule alone
        assert piece  # noqa: S101 - it has just matched here
        before, after = found.string[: found.start()][-1:], found.string[found.end() :][:1]
        return _space(before) + spoken(piece) + _space(after)


def _space(neighbour: str) -> str:
    return "" if not neighbour or _SEPARATE.match(neighbour) else " "


_READERS: Mapping[Language, _Reader] = {"en": _Reader(english.RULES), "es": _Reader(spanish.RULES)}


@lru_cache(maxsize=1024)
def read_aloud(text: str, language: Language = "en") -> str:
    """`text` in words: no figure is left, and neither is an abbreviation that a voice would not know.

    Words that are none of these stay as they are. What was read already stays as it is.
    """
    return _READERS[language].read(text)
