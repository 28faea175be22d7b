"""How what people write is spoken: names of parts and customers, figures, fractions, symbols, abbreviations.

``spoken_forms('3/4" elbow')`` begins with ``three quarter inch elbow``. Words are lower case and without accents.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from itertools import islice, pairwise, product

from conversation.english.numbers import in_words, one_by_one, ordinal_in_words
from models.figures import figures
from models.numbers import SMALL, TENS

_MOST_FORMS = 12
_FRACTIONS = {2: "half", 3: "third", 4: "quarter", 8: "eighth", 16: "sixteenth", 32: "thirty second"}
_ABBREVIATIONS = {
    "mr": "mister", "mrs": "missus", "ms": "miss", "jr": "junior", "sr": "senior", "bros": "brothers",
    "ave": "avenue", "rd": "road", "blvd": "boulevard", "ln": "lane", "hwy": "highway", "pkwy": "parkway",
    "apt": "apartment", "ft": "foot", "lb": "pound", "lbs": "pounds", "gal": "gallon", "oz": "ounce", "sq": "square",
}  # fmt: skip
_UNITS = {"v": "volt", "a": "amp", "w": "watt", "kw": "kilowatt", "ga": "gauge", "in": "inch", "hz": "hertz"}
"""Read as units behind a figure only: ``24V``, ``20 A``, ``3/4 in``; "42 in" is left alone."""
_SYMBOLS = {"&": "and", "+": "plus", "%": "percent", "#": "number", "@": "at", "°": "degree"}

_TOKEN = re.compile(
    r"""(?P<money>\$\s?\d[\d,]*(?:\.\d\d)?)
      | (?P<phone>(?:\+?1[-. ])?(?:\(\d{3}\)\s?|\b\d{3}[-. ])\d{3}[-. ]\d{4}\b)
      | (?P<clock>\b\d{1,2}:\d\d\b)
      | (?P<mixed>\b\d+[ -]\d+/\d+\b)
      | (?P<fraction>\b\d+/\d+\b)
      | (?P<ordinal>\b\d+(?:st|nd|rd|th)\b)
      | (?P<by>(?<=[\d"″”'′’])\s?[x×]\s?(?=\d))
      | (?P<decimal>\d+\.\d+|\.\d+)
      | (?P<number>\d{1,3}(?:,\d{3})+\b|\d+)
      | (?P<inch>(?<=\d)\s?["″”])
      | (?P<foot>(?<=\d)\s?['′’](?!\w))
      | (?P<initials>\b(?:[^\W\d_]\.){2,})
      | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
      | (?P<symbol>[&+%#@°])""",
    re.VERBOSE | re.IGNORECASE,
)
_WORDS_ALONE = re.compile(r"(?!.*\b(?:st|dr)\b)[a-z ]+", re.IGNORECASE | re.ASCII)
"""Nothing that is said otherwise than word by word; most of a long list is so."""
_NUMBERS = frozenset({*SMALL, *TENS[2:]})
_MERIDIEM = re.compile(r"(?<=\d) ([ap])m\b")
_RECORDS = tuple(
    (re.compile(rf"\b(?:{name} )?{prefix}-0*(\d+)\b", re.IGNORECASE), rf"{name} \1")
    for prefix, name in (("job", "job"), ("proj", "project"), ("inv", "invoice"), ("est", "estimate"))
)
"""How Hero365 writes the numbers of records, ``JOB-000042``, and how they are spoken."""
_LAST = re.compile(r"\b(st|dr)\b\.?(?=\s*(?:$|[,#]))", re.IGNORECASE)
_FIRST = re.compile(r"\b(st|dr)\b\.?(?= [^\W\d_])", re.IGNORECASE)
_BEHIND = {"st": "street", "dr": "drive"}
_BEFORE = {"st": "saint", "dr": "doctor"}


@lru_cache(maxsize=16_384)
def spoken_forms(written: str) -> tuple[str, ...]:
    """The ways of saying `written`, the most likely first; empty where there is nothing to say."""
    tokens = [forms for forms in _tokens(written) if forms]
    ways = (" ".join(" ".join(way).split()) for way in islice(product(*tokens), 4 * _MOST_FORMS))
    return tuple(islice(dict.fromkeys(way for way in ways if way), _MOST_FORMS))


@lru_cache(maxsize=32_768)
def normal(text: str) -> str:
    """The form in which typed text, heard words and names are compared: lower-case words, numbers as figures.

    ``Mark job #42 complete.`` and ``mark job number forty two complete`` are the same.
    """
    return _MERIDIEM.sub(r" \1 m", figures(_in_words(text)))


@lru_cache(maxsize=4096)
def apart(text: str) -> str:
    """As `normal`, but a number ends where another one can begin: ``2 20 amp`` for "two twenty amp"."""
    chunks: list[list[str]] = [[]]
    for before, word in pairwise(["", *_in_words(text).split()]):
        if {before, word} <= _NUMBERS and not (before in TENS and word in SMALL[1:10]):
            chunks.append([])
        chunks[-1].append(word)
    return _MERIDIEM.sub(r" \1 m", " ".join(figures(" ".join(chunk)) for chunk in chunks))


def _in_words(text: str) -> str:
    shouted = text.isupper() and len(text.split()) > 2
    return " ".join(forms[0] for forms in _tokens(text.lower() if shouted else text) if forms)


def normal_words(words: str) -> str:
    """The same for the words of a template, which has neither capitals nor symbols."""
    return figures(_plain(words))


def _tokens(written: str) -> Iterator[tuple[str, ...]]:
    """The ways of saying each piece."""
    if _WORDS_ALONE.fullmatch(written):
        yield from map(_word, written.split())
        return
    text = _plain(written)
    for number, spoken in _RECORDS:
        text = number.sub(spoken, text)
    text = _LAST.sub(lambda match: _BEHIND[match[1].lower()], text)
    text = _FIRST.sub(lambda match: _BEFORE[match[1].lower()], text)
    before, end = "", 0
    for token in _TOKEN.finditer(text):
        kind = str(token.lastgroup)
        if kind == "word" and token[0].lower() in _UNITS and _measures(before, token, attached=token.start() == end):
            yield (_UNITS[token[0].lower()],)
        else:
            yield _READ[kind](token[0])
        in_code = text[: token.start()][-1:].isalnum() or text[: token.start()].endswith("-")
        before, end = "" if in_code else kind, token.end()


def _measures(before: str, token: re.Match[str], *, attached: bool) -> bool:
    """Whether a unit stands behind a figure, and not a word that is written alike."""
    return before in {"fraction", "mixed"} or (before in {"number", "decimal"} and (attached or token[0].isupper()))


def _plain(text: str) -> str:
    """Without accents, typographic quotes or ready-made fractions."""
    for glyph, fraction in (("½", " 1/2"), ("¼", " 1/4"), ("¾", " 3/4"), ("⅜", " 3/8"), ("⅝", " 5/8")):
        text = text.replace(glyph, fraction)
    if text.isascii():
        return text.strip()
    letters = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip()


def _number(text: str) -> tuple[str, ...]:
    """``410`` as a whole, in a pair and figure by figure; behind a leading zero only so."""
    digits = text.replace(",", "")
    if digits.startswith("0") or len(digits) > 6:
        return (one_by_one(digits),)
    ways = [in_words(int(digits))]
    if len(digits) in (3, 4) and digits[-2] != "0":
        ways.append(f"{in_words(int(digits[:-2]))} {in_words(int(digits[-2:]))}")
    if len(digits) >= 3:
        ways.append(one_by_one(digits))
    return tuple(ways)


def _fraction(text: str) -> tuple[str, ...]:
    """``3/4`` as three quarters; ``45/5`` and ``14/2``, which are no parts of a whole, as forty five five."""
    top, bottom = (int(figure) for figure in text.split("/"))
    if bottom not in _FRACTIONS or not 0 < top < bottom:
        return tuple(f"{in_words(top)}{between}{in_words(bottom)}" for between in (" ", " over ", " slash "))
    part = _FRACTIONS[bottom]
    if top > 1:
        return f"{in_words(top)} {part}", f"{in_words(top)} {part}s"
    return part, f"one {part}", f"a {part}"


def _mixed(text: str) -> tuple[str, ...]:
    """``1 1/2`` as one and a half."""
    whole, fraction = re.split("[ -]", text)
    return tuple(f"{in_words(int(whole))} and {part}" for part in reversed(_fraction(fraction)))


def _decimal(text: str) -> tuple[str, ...]:
    """``2.5`` as two point five; two decimals are money, whether a currency sign was typed or not."""
    whole, decimals = text.split(".")
    if len(decimals) == 2 and len(whole) >= 2:
        return _money(text)
    said = f"{in_words(int(whole)) if whole else ''} point {one_by_one(decimals)}"
    return (said, f"{in_words(int(whole or 0))} and a half") if decimals == "5" else (said,)


def _money(text: str) -> tuple[str, ...]:
    dollars, _, cents = text.strip("$ ").replace(",", "").partition(".")
    said = f"{in_words(int(dollars))} dollars" if int(dollars) < 1_000_000 else f"{one_by_one(dollars)} dollars"
    return (f"{said} and {in_words(int(cents))} cents" if cents.strip("0") else said,)


def _clock(text: str) -> tuple[str, ...]:
    hour, minute = text.split(":")
    if minute == "00":
        return (in_words(int(hour)),)
    return (f"{in_words(int(hour))} {'oh ' if minute[0] == '0' else ''}{in_words(int(minute))}",)


@lru_cache(maxsize=16_384)
def _word(text: str) -> tuple[str, ...]:
    """A word, or letters that are said one by one: capitals (``GFCI``), and what has no vowel (``mfd``)."""
    lower = text.lower()
    if lower in _ABBREVIATIONS:
        return (_ABBREVIATIONS[lower],)
    spelled = " ".join(lower.replace("'", ""))
    if len(text) > 1 and "'" not in text and not re.search("[aeiouy]", lower):
        return (spelled,)
    if 1 < len(text) <= 5 and text.isupper():
        return spelled, lower
    return (lower,)


def _ordinal(text: str) -> tuple[str, ...]:
    number = int(text[:-2])
    return (ordinal_in_words(number),) if 0 < number < 60 else _number(text[:-2])


_READ: Mapping[str, Callable[[str], tuple[str, ...]]] = {
    "money": _money,
    "phone": lambda text: (one_by_one(re.sub(r"\D", "", text)),),
    "clock": _clock,
    "mixed": _mixed,
    "fraction": _fraction,
    "ordinal": _ordinal,
    "by": lambda _: ("by",),
    "decimal": _decimal,
    "number": _number,
    "inch": lambda _: ("inch",),
    "foot": lambda _: ("foot",),
    "initials": lambda text: (" ".join(text.lower().replace(".", "")),),
    "word": _word,
    "symbol": lambda text: (_SYMBOLS[text],),
}
