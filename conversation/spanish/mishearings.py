"""What an ear that is held to no phrases writes for Spanish words that sound so. Its numbers sound like no other words,
and those that were written in parts are one number however they were heard."""

import re
from collections.abc import Mapping

from conversation.tongue import Rewording

SOUNDS: Mapping[str, str] = {}
ORDINARY: frozenset[str] = frozenset()
RECORDS: Mapping[str, str] = {}
NUMBER = "número"
_CLOCK = r"(0?[1-9]|1[0-2])[.,]([0-5]\d)"
PUT_RIGHT: tuple[Rewording, ...] = (
    (re.compile(rf"\b(las?) {_CLOCK}(?![\d%]|[.,]\d| (?:dólares|pesos)\b)", re.IGNORECASE), r"\1 \2:\3"),
)
WHERE_IT_FITS: tuple[Rewording, ...] = ()
MAY_BE: tuple[Rewording, ...] = ()
