"""How the names of parts are said in English: shorter, and for more than one."""

import re
from collections.abc import Iterator

from models.numbers import SMALL, TENS

_BEHIND_THE_MEASURE = re.compile(r".* (?:inch|foot|gallon|amp|volt|ton|pound|ounce) (\w+ .*)")
"""Behind the last measure of a name. Several parts may share what is left, "copper elbow" or "water heater": then it
is asked which."""
_NUMBER = rf"(?:{'|'.join((*SMALL, *TENS[2:]))})"
_FIGURE = rf"{_NUMBER}(?: {_NUMBER})*"
_SIZED = re.compile(rf"({_FIGURE} by {_FIGURE})(?: by {_FIGURE})? (.+)")
"""What is so long and so wide, and perhaps so thick, which hardly anybody says: a "sixteen by twenty filter"."""


def shorter(form: str) -> Iterator[str]:
    """Ways of saying the name of a part without "inch", and without its measure."""
    yield form.replace(" inch ", " ")
    if found := _BEHIND_THE_MEASURE.fullmatch(form):
        yield found[1]
    if sized := _SIZED.fullmatch(form):
        yield f"{sized[1]} {sized[2]}"
        yield sized[2]


def plural(words: str) -> str:
    """``elbows``, ``boxes``, ``assemblies``."""
    if words.endswith("s"):
        return words
    if words.endswith(("x", "ch", "sh")):
        return f"{words}es"
    if words.endswith("y") and words[-2:-1] not in set("aeiou"):
        return f"{words[:-1]}ies"
    return f"{words}s"
