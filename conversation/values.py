"""What was said, as the catalogue writes it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache

from conversation.american_names import STATES
from conversation.free_words import as_said, cleaned
from conversation.lists import words_of
from conversation.spelling import address, name_spelled
from conversation.tongue import Tongue
from erp import Snapshot
from erp.calendar import next_job
from erp.job_questions import NEXT

_CAPITAL = re.compile(r"(?<![^\W\d_])(?<!')[a-z]|(?:(?<=')|(?<=\bmc))[a-z](?=[a-z]{2})", re.IGNORECASE)
"""The letters of a name that are capitals: O'Brien, D'Angelo, McKay, but Valen's."""
_LONGEST_NAME = 4
_MOST_LETTERS = 100
_PAIR = 2
"""Figures."""


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of one value, and what they are understood by."""

    said: str
    """As the matcher has them: the value of a list, or words in the form in which they are compared."""
    words: str
    """The whole sentence."""
    now: datetime
    snapshot: Snapshot
    tongue: Tongue

    @property
    def as_said(self) -> str:
        """The words as they stand in the sentence."""
        return as_said(self.said, self.words, self.tongue.forms)


def value(kind: str, heard: Heard) -> str | None:
    """The value of that kind; None for what is no name, no time, or no address; empty where words only led in."""
    return _READ[kind](heard) if kind in _READ else heard.said


def quantity(said: str, tongue: Tongue) -> str | None:
    """How many there are, in figures, counted words ("a dozen") or both; None for what is no number."""
    if re.fullmatch(r"-?\d+(?:\.\d+)?", said):
        return said
    return _counted(tongue).get(said) or tongue.numbers.quantity(said)


@cache
def _counted(tongue: Tongue) -> Mapping[str, str]:
    return {tongue.forms.normal(each.spoken): each.value for each in words_of(tongue.lists["counted"])}


def _new_name(said: str, snapshot: Snapshot, tongue: Tongue) -> str | None:
    """A name that no record has, as it is written; None for words that are no name, or a known name and more."""
    words = said.lower().split()
    if any(words[: len(known)] == known for known in (c.name.lower().split() for c in snapshot.customers)):
        return None
    if (
        len(words) > _LONGEST_NAME
        or len(said) > _MOST_LETTERS
        or tongue.words.NO_NAME & set(words)
        or re.search(r"\d", said)
    ):
        return None
    return _CAPITAL.sub(lambda letter: letter[0].upper(), said)


def amounts_meant(said: str, tongue: Tongue) -> tuple[str, ...]:
    """What money said in two pairs may mean: "twelve fifty" is 1250 as well as 12.50. Empty for what means one sum."""
    words, whole = said.split(), tongue.numbers.amount(said)
    for at in range(1, len(words)):
        pairs = [tongue.numbers.amount(" ".join(part)) or "" for part in (words[:at], words[at:])]
        if all(len(pair) == _PAIR for pair in pairs) and whole == "".join(pairs):
            return whole, ".".join(pairs)
    return ()


def in_own_words(kind: str, heard: Heard) -> str | None:
    """A street or a town that no list has: as it was said, with capitals. The name of a state is no town's."""
    said, tongue = heard.said, heard.tongue
    if kind not in {"streets", "cities"} or len(said) > _MOST_LETTERS:
        return None
    if kind == "cities" and (tongue.words.state(said) or _in_no_town(tongue) & set(said.split())):
        return None
    fits = re.fullmatch(tongue.words.STREET if kind == "streets" else r"[a-z']+(?: [a-z']+){0,3}", said)
    if fits is None:
        return None
    kept = fits[fits.lastindex or 0]
    return _with_accents(_capitals(kept), replace(heard, said=kept).as_said)


def _in_no_town(tongue: Tongue) -> frozenset[str]:
    return tongue.words.NO_NAME - tongue.words.IN_TOWNS


def _capitals(words: str) -> str:
    return " ".join(word[0].upper() + word[1:] for word in words.split())


def _digits(said: str, form: str, tongue: Tongue) -> str | None:
    """Figures alone, perhaps behind "it's" and the like; those of them that `form` has in its group."""
    found = re.fullmatch(rf"{tongue.words.BEFORE_FIGURES}([\d ]+)", said)
    digits = re.fullmatch(form, found[1].replace(" ", "")) if found else None
    return digits[1] if digits else None


def _state(said: str, words: str, tongue: Tongue) -> str | None:
    """By its name or its two letters. Two that are a word, "or" or "de", only where they are meant as letters: spelled,
    in capitals, or behind "in"."""
    name = re.sub(f"^(?:{tongue.words.BEFORE_STATE})", "", said)
    letters = name.replace(" ", "").upper()
    if letters not in STATES.values():
        return tongue.words.state(name)
    is_word = name == said and name in tongue.words.TWO_LETTER_WORDS and not words.strip(" .").isupper()
    return None if is_word else letters


def _email(said: str, tongue: Tongue) -> str | None:
    """An address as it is written, or spoken: "ann dot bauer at gmail dot com"."""
    written = address(said.strip(" .,"), tongue)
    return written if re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]{2,}", written) else None


def _name(heard: Heard) -> str | None:
    if (spelled := name_spelled(heard.as_said, heard.tongue)) != heard.as_said:
        return spelled if heard.snapshot.customer(spelled) else _new_name(spelled, heard.snapshot, heard.tongue)
    if heard.snapshot.customer(heard.said):
        return heard.said
    name = _new_name(heard.said, heard.snapshot, heard.tongue)
    return name and _name_with_accents(name, heard)


def _name_with_accents(name: str, heard: Heard) -> str:
    """A name in lower case was heard, or typed in a hurry: then it is written as its language writes it."""
    forms = heard.tongue.forms
    as_it_was = as_said(forms.normal(heard.said), heard.words, forms)  # a name of two lists has capitals by then
    written = _with_accents(name, as_it_was)
    if not written.isascii() or not as_it_was.islower():
        return written
    return " ".join(heard.tongue.words.ACCENTED_NAMES.get(word.lower(), word) for word in written.split(" "))


def _with_accents(name: str, written: str) -> str:
    """Words are compared without accents; a new name keeps those that it was written with."""
    written = written.strip(" ,.;:!?¡¿")
    if written.isascii() or len(written.split()) != len(name.split()):
        return name
    return _capitals(_CAPITAL.sub(lambda letter: letter[0].upper(), written))


def _member(heard: Heard) -> str | None:
    known = heard.snapshot.member(heard.said) or heard.said == heard.snapshot.technician
    name = heard.said if known else _new_name(heard.said, heard.snapshot, heard.tongue)
    return name if known or name is None else _name_with_accents(name, heard)


def _part(heard: Heard) -> str | None:
    """Of a part that no record has, what it was called, where that may be a part's name."""
    words = heard.said.lower().split()
    is_name = len(words) <= _LONGEST_NAME and not heard.tongue.words.NO_NAME & set(words)
    return heard.said if heard.snapshot.part(heard.said) else heard.as_said if is_name else None


def _place(kind: str, heard: Heard) -> str | None:
    """Out of a list it is written as it is; in other words only where it can be a street, or a town."""
    return heard.said if heard.said != heard.said.lower() else in_own_words(kind, heard)


def _job(heard: Heard) -> str:
    """The number of the next job, where that was asked for."""
    following = next_job(heard.snapshot, heard.now) if heard.said == NEXT else None
    return following.number if following else heard.said


def _work(heard: Heard) -> str:
    """Out of the list it is written as it is; else as it was said, with its accents."""
    return heard.said if heard.said != heard.said.lower() else cleaned(heard.as_said, heard.tongue).strip(".;:?!¿¡")


_READ: Mapping[str, Callable[[Heard], str | None]] = {
    "jobs": _job,
    "times": lambda heard: heard.tongue.times.parse_when(heard.said, heard.now),
    "dates": lambda heard: heard.tongue.times.parse_date(heard.said, heard.now),
    "durations": lambda heard: heard.tongue.times.parse_duration(heard.said),
    "amounts": lambda heard: heard.tongue.numbers.amount(heard.said),
    "quantities": lambda heard: quantity(heard.said, heard.tongue),
    "anyone": _name,
    "customers": _name,
    "team": _member,
    "parts": _part,
    "streets": lambda heard: _place("streets", heard),
    "cities": lambda heard: _place("cities", heard),
    "works": _work,
    "words": lambda heard: cleaned(heard.as_said, heard.tongue),
    "emails": lambda heard: _email(heard.as_said, heard.tongue),
    "phones": lambda heard: _digits(heard.said, r"1?(\d{10})", heard.tongue),
    "postal_codes": lambda heard: _digits(heard.said, r"(\d{5})", heard.tongue),
    "states": lambda heard: _state(heard.said, heard.words, heard.tongue),
}
WRITTEN = frozenset({"phones", "postal_codes", "states"})
"""Answers that are read by their form, not found in a list."""
