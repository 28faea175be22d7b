"""How what people write is spoken, piece by piece, whatever the language: names, figures, fractions, symbols."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, product

_MOST_FORMS = 12
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
_MERIDIEM = re.compile(r"(?<=\d) ([ap])m\b")
_LAST = re.compile(r"\b(st|dr)\b\.?(?=\s*(?:$|[,#]))", re.IGNORECASE)
_FIRST = re.compile(r"\b(st|dr)\b\.?(?= [^\W\d_])", re.IGNORECASE)
_GLYPHS = (("½", " 1/2"), ("¼", " 1/4"), ("¾", " 3/4"), ("⅜", " 3/8"), ("⅝", " 5/8"))

Ways = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Readings:
    """How a language says each kind of piece; words are lower case and without accents."""

    read: Mapping[str, Callable[[str], Ways]]
    """Kind of piece to what says it: ``money``, ``phone``, ``clock``, ``mixed``, ``fraction``, ``ordinal``, ``by``,
    ``decimal``, ``number``, ``inch``, ``foot``, ``initials``, ``symbol``."""
    abbreviations: Mapping[str, str]
    units: Mapping[str, str]
    """Read as units behind a figure only: ``24V``, ``20 A``, ``3/4 in``; "42 in" is left alone."""
    before: Mapping[str, str]
    """``st`` and ``dr`` in front of a name."""
    behind: Mapping[str, str]
    """The same behind one."""
    records: Mapping[str, str]
    """How Hero365 begins the numbers of records, ``JOB-000042``, to how they are spoken."""
    figures: Callable[[str], str]
    """Words with their numbers as figures."""


class WrittenForms:
    """How one language says what is written, and the form in which words are compared."""

    def __init__(self, readings: Readings) -> None:
        self._readings = readings
        self._records = tuple(
            (re.compile(rf"\b(?:{name} )?{prefix}-0*(\d+)\b", re.IGNORECASE), rf"{name} \1")
            for prefix, name in readings.records.items()
        )
        self.spoken_forms = lru_cache(maxsize=16_384)(self._spoken_forms)
        self.normal = lru_cache(maxsize=32_768)(self._normal)
        self._word = lru_cache(maxsize=16_384)(self._spoken_word)

    def _spoken_forms(self, written: str) -> Ways:
        """The ways of saying `written`, the most likely first; empty where there is nothing to say."""
        tokens = [forms for forms in self._tokens(written) if forms]
        ways = (" ".join(" ".join(way).split()) for way in islice(product(*tokens), 4 * _MOST_FORMS))
        return tuple(islice(dict.fromkeys(way for way in ways if way), _MOST_FORMS))

    def _normal(self, text: str) -> str:
        """The form in which typed text, heard words and names are compared: lower-case words, numbers as figures.

        ``Mark job #42 complete.`` and ``mark job number forty two complete`` are the same.
        """
        return with_meridiem(self._readings.figures(self.in_words(text)))

    def normal_words(self, words: str) -> str:
        """The same for the words of a template, which has neither capitals nor symbols."""
        return self._readings.figures(plain(words))

    def in_words(self, text: str) -> str:
        """The likeliest way of saying `text`."""
        shouted = text.isupper() and len(text.split()) > 2
        return " ".join(forms[0] for forms in self._tokens(text.lower() if shouted else text) if forms)

    def _tokens(self, written: str) -> Iterator[Ways]:
        """The ways of saying each piece."""
        if _WORDS_ALONE.fullmatch(written):
            yield from map(self._word, written.split())
            return
        text = plain(written)
        for number, spoken in self._records:
            text = number.sub(spoken, text)
        text = _LAST.sub(lambda match: self._readings.behind[match[1].lower()], text)
        text = _FIRST.sub(lambda match: self._readings.before[match[1].lower()], text)
        units, before, end = self._readings.units, "", 0
        for token in _TOKEN.finditer(text):
            kind = str(token.lastgroup)
            if kind == "word" and token[0].lower() in units and _measures(before, token, attached=token.start() == end):
                yield (units[token[0].lower()],)
            elif kind == "word":
                yield self._word(token[0])
            else:
                yield self._readings.read[kind](token[0])
            in_code = text[: token.start()][-1:].isalnum() or text[: token.start()].endswith("-")
            before, end = "" if in_code else kind, token.end()

    def _spoken_word(self, text: str) -> Ways:
        """A word, or letters that are said one by one: capitals (``GFCI``), and what has no vowel (``mfd``)."""
        lower = text.lower()
        if lower in self._readings.abbreviations:
            return (self._readings.abbreviations[lower],)
        spelled = " ".join(lower.replace("'", ""))
        if len(text) > 1 and "'" not in text and not re.search("[aeiouy]", lower):
            return (spelled,)
        if 1 < len(text) <= 5 and text.isupper():
            return spelled, lower
        return (lower,)


def plain(text: str) -> str:
    """Without accents, typographic quotes or ready-made fractions."""
    for glyph, fraction in _GLYPHS:
        text = text.replace(glyph, fraction)
    if text.isascii():
        return text.strip()
    letters = unicodedata.normalize("NFKD", text.replace("’", "'"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).strip()


def with_meridiem(words: str) -> str:
    """``9 am`` as 9 a m."""
    return _MERIDIEM.sub(r" \1 m", words)


def initials(text: str) -> Ways:
    """``J.D.``, letter by letter."""
    return (" ".join(text.lower().replace(".", "")),)


def figured(text: str, in_words: Callable[[int], str], one_by_one: Callable[[str], str]) -> Ways:
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


def _measures(before: str, token: re.Match[str], *, attached: bool) -> bool:
    """Whether a unit stands behind a figure, and not a word that is written alike."""
    return before in {"fraction", "mixed"} or (before in {"number", "decimal"} and (attached or token[0].isupper()))
