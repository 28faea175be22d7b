"""English as Whisper writes it."""

import re
from collections.abc import Iterator

from models.figures import figures
from models.languages.orthography import Orthography
from models.numbers import SMALL, TENS

_NUMBER_WORDS = frozenset({*SMALL, *filter(None, TENS), "oh", "hundred", "thousand"})
_CLOCK = re.compile(r"(?<!\S)(\d{1,2})(\d\d)(?!\S)")


def _numbered(text: str) -> Iterator[str]:
    """With figures, also as a clock; number words joined by hyphens."""
    counted = figures(text)
    if not _NUMBER_WORDS & set(text.split()) and counted == text:
        return
    yield counted
    yield _CLOCK.sub(r"\1:\2", counted)
    yield re.sub(r"(?<=\d) (?=\w)", "-", counted)  # "12-ounce"
    yield re.sub(rf"\b({'|'.join(sorted(_NUMBER_WORDS))}) (?=\w)", r"\1-", text)  # "forty-two", "three-quarter"


ENGLISH = Orthography(
    figures=figures,
    numbered=_numbered,
    number_words=tuple(word for word in (*SMALL, *TENS, "oh", "hundred", "thousand", "and") if word),
    most_number_words=7,  # "nine thousand nine hundred and ninety nine"
    behind_figures=("hundred", "thousand"),
    before_figures=(),
    between_figures=(),
    joining_marks=",-",
    cent_marks=".",
    number_marks=re.compile(r"[-,$]+| and (?=\S)"),
    short_forms={
        "ounce": ("oz",), "ounces": ("oz",), "percent": ("%",), "number": ("#", "no."), "inch": ("in.", '"'),
        "foot": ("ft",), "okay": ("ok", "o.k."), "mister": ("mr.", "mr"), "missus": ("mrs.", "mrs"), "miss": ("ms.",),
        "degree": ("°",), "and": ("&",), "street": ("st.",), "avenue": ("ave.",), "road": ("rd.",), "volt": ("v",),
    },
    silent=frozenset({"dollars", "bucks"}),
)  # fmt: skip
