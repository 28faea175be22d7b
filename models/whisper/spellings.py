"""How Whisper may write what is said: capitals, figures, hyphens, abbreviations."""

import re
from collections.abc import Iterator
from functools import lru_cache

from models.figures import figures
from models.numbers import SMALL, TENS

_NUMBER_WORDS = frozenset({*SMALL, *filter(None, TENS), "oh", "hundred", "thousand"})
_SHORT = {
    "ounce": ("oz",), "ounces": ("oz",), "percent": ("%",), "number": ("#", "no."), "inch": ("in.", '"'),
    "foot": ("ft",), "okay": ("ok", "o.k."), "mister": ("mr.", "mr"), "missus": ("mrs.", "mrs"), "miss": ("ms.",),
    "degree": ("°",), "and": ("&",), "street": ("st.",), "avenue": ("ave.",), "road": ("rd.",), "volt": ("v",),
}  # fmt: skip
_LETTERS = re.compile(r"(?<!\S)\w(?: \w(?!\S))+")
"""Letters one by one: "g f c i"."""
_CLOCK = re.compile(r"(\d{1,2})(\d\d)")


@lru_cache(maxsize=4096)
def word_spellings(word: str, *, capital: bool) -> tuple[str, ...]:
    """One word as it stands behind another, its leading space included."""
    forms = {word, *_SHORT.get(word, ())}
    if word in _NUMBER_WORDS:
        forms.add(figures(word))
    if capital:
        forms |= {form[:1].upper() + form[1:] for form in forms}
    return tuple(sorted(f" {form}" for form in forms))


def value_spellings(spoken: str, written: str) -> set[str]:
    """A value of a list that is spoken so and written so in the records, with a leading space; "a m" also without."""
    plain = {spoken, *_lettered(spoken)}
    if re.search(r"[^\w\s']|\d", written):  # figures and symbols; else the words are all there is to write
        plain.add(written)
    plain |= {form for text in list(plain) for form in _numbered(text)}
    texts = set()
    for text in plain:
        texts |= {f" {text}", f" {text.lower()}", f" {_title(text)}", f" {text[:1].upper()}{text[1:]}"}
    if _LETTERS.fullmatch(spoken):
        texts |= {text.lstrip() for text in texts if " " not in text.strip()}
    return {text for text in texts if text.strip()}


def _lettered(spoken: str) -> Iterator[str]:
    """ "g f c i outlet" as ``GFCI outlet``; "nine a m" as ``9 a.m.``."""
    if not _LETTERS.search(spoken):
        return
    for join in (
        lambda letters: letters.upper(),
        lambda letters: letters,
        lambda letters: "".join(f"{letter}." for letter in letters),
        lambda letters: "".join(f"{letter}." for letter in letters.upper()),
    ):
        yield _LETTERS.sub(lambda match, join=join: join(match[0].replace(" ", "")), spoken)  # type: ignore[misc]


def _numbered(text: str) -> Iterator[str]:
    """With figures, also as a clock; number words joined by hyphens."""
    words = text.lower().split()
    if not _NUMBER_WORDS & set(words) and figures(text.lower()) == text.lower():
        return
    counted = figures(text.lower())
    yield counted
    if clock := _CLOCK.fullmatch(counted):
        yield from (f"{clock[1]}{mark}{clock[2]}" for mark in ":.-")
    apart = _apart(words)
    yield apart  # "14 2 Romex", "8 15"
    yield re.sub(r"(?<=\d) (?=\d)", "-", apart)
    yield re.sub(r"(?<=\d) (?=\w)", "-", counted)  # "12-ounce"
    yield re.sub(rf"\b({'|'.join(sorted(_NUMBER_WORDS))}) (?=\w)", r"\1-", text.lower())  # "forty-two", "three-quarter"


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


def _title(text: str) -> str:
    return re.sub(r"(?<![\w'])[a-z]|(?<=\bo')[a-z]", lambda letter: letter[0].upper(), text)
