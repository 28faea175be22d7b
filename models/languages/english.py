"""English as Whisper writes it."""

import re
from collections.abc import Iterator

from models.figures import figures
from models.languages.orthography import Orthography
from models.numbers import FIGURE_NAMES, REPEATED, SMALL, TENS

_KINDS = {"one": SMALL[1:10], "nought": (SMALL[0], "oh"), "teen": SMALL[10:], "tens": tuple(filter(None, TENS))}
_NUMBER_WORDS = frozenset({*(word for words in _KINDS.values() for word in words), "hundred", "thousand"})
_WORDS = (*sorted(_NUMBER_WORDS), "and")
_MOST_WORDS = 10
"""Of a number: "one hundred twenty three thousand four hundred fifty six"."""
_PARTS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "eighth": 8, "eighths": 8} | {
    "sixteenth": 16, "sixteenths": 16,
}  # fmt: skip
_FRACTION = re.compile(rf"(?<!\S)(?:(\d+) )?({'|'.join(sorted(_PARTS, reverse=True))})(?!\S)")
_CLOCK = re.compile(r"(\d{1,2})(\d\d)")


def _numbered(text: str) -> Iterator[str]:
    """With figures, also as a clock, a fraction or a size; number words joined by hyphens."""
    counted = figures(text)
    if counted == text and not (_NUMBER_WORDS | _PARTS.keys()) & set(text.split()):
        return
    yield counted
    if clock := _CLOCK.fullmatch(counted):
        yield from (f"{clock[1]}{mark}{clock[2]}" for mark in ":.-")
    apart = _apart(text.split())
    yield apart  # "14 2 Romex", "8 15"
    yield re.sub(r"(?<=\d) (?=\d)", "-", apart)
    yield re.sub(rf"\b({'|'.join(sorted(_NUMBER_WORDS))}) (?=\w)", r"\1-", text)  # "forty-two", "three-quarter"
    parted = _FRACTION.sub(lambda found: f"{found[1] or 1}/{_PARTS[found[2]]}", counted)
    yield parted
    yield parted.replace("/", "-")  # "3-8 inch"
    for mark in (" x ", "x"):
        yield parted.replace(" by ", mark)  # "16x25x1"
    yield parted.replace(" point ", ".")


def _apart(words: list[str]) -> str:
    """Figures that are not joined to one number but where one is said: "fourteen two" as ``14 2``, not ``142``."""
    written = list[str]()
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word in SMALL[1:10] and written and written[-1] in TENS:
            written[-1] = figures(f"{written[-1]} {word}")
        elif word in TENS and following in SMALL[1:10]:
            written.append(word)
        else:
            written.append(figures(word) if word in _NUMBER_WORDS else word)
    return " ".join(written)


def _behind(state: str, word: str) -> str | None:
    """The state behind a number word, if it may stand there: "four fifty six", "twelve hundred and five".

    A state is the part of the number and the word that was said last: ``figures`` one by one and in pairs, what follows
    ``hundreds``, ``thousands``, and hundreds behind these. `` first`` is added while nothing else was said.
    """
    part, last, *first = state.split()
    kind = next((kind for kind, words in _KINDS.items() if word in words), word)
    figures, rest = part == "figures", last in {"hundred", "thousand", "and"}
    allowed = {
        "one": last == "tens" or figures or rest,
        "nought": figures and last != "start",
        "teen": figures or rest,
        "tens": figures or rest,
        "hundred": (figures and first and last in {"one", "teen", "unit"}) or (part, last) == ("thousands", "one"),
        "thousand": (figures and first) or (part == "hundreds" and last != "and"),
        "and": last in {"hundred", "thousand"},
    }
    if not allowed[kind]:
        return None
    if kind in {"hundred", "thousand"}:
        return "rest hundred" if part == "thousands" else f"{kind}s {kind}"
    if kind == "one" and last == "tens":
        return " ".join([part, "unit", *first])
    return f"{part} {kind}{' first' if last == 'start' else ''}"


def _spoken_numbers() -> dict[str, dict[str, str]]:
    """Every state comes before those behind it."""
    states = dict[str, dict[str, str]]()
    beginnings = {"figures start"}
    for length in range(_MOST_WORDS + 1):
        for state in sorted(beginnings):
            words = _WORDS if length < _MOST_WORDS else ()
            following = {word: after for word in words if (after := _behind(state, word))}
            states[_named(length, state)] = {word: _named(length + 1, after) for word, after in following.items()}
        beginnings = {after for state in beginnings for word in _WORDS if (after := _behind(state, word))}
    return states


def _named(length: int, state: str) -> str:
    return f"{length} {state}" if length else "start"


ENGLISH = Orthography(
    figures=figures,
    numbered=_numbered,
    number_words=_WORDS,
    spoken_numbers=_spoken_numbers(),
    figure_names=FIGURE_NAMES,
    repeated=REPEATED,
    hyphen_behind=frozenset(state for state in _spoken_numbers() if "tens" in state),
    beside_numbers=frozenset({*_PARTS, "by", "point"}),
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
