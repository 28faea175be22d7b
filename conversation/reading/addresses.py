"""American addresses, in whatever language they are read: ``1420 W Elm St, Naperville, IL 60540``."""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from conversation.american_names import STATES, STREET_KINDS
from conversation.reading.pieces import POSTAL_CODE, Rule, either

STREETS = {
    "St": "Street", "Ave": "Avenue", "Rd": "Road", "Dr": "Drive", "Ln": "Lane", "Ct": "Court", "Blvd": "Boulevard",
    "Pl": "Place", "Cir": "Circle", "Ter": "Terrace", "Pkwy": "Parkway", "Hwy": "Highway", "Trl": "Trail",
}  # fmt: skip
TITLES = {"Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Dr": "Doctor", "St": "Saint", "Mt": "Mount"}
"""Read so in front of a name."""
_DIRECTIONS = {
    "N": "North", "S": "South", "E": "East", "W": "West",
    "NE": "Northeast", "NW": "Northwest", "SE": "Southeast", "SW": "Southwest",
}  # fmt: skip
STATE_NAMES = {short: name for name, short in STATES.items()}

_WAY = rf"({either(_DIRECTIONS)})\b\.?"
_NAMES = r"(?:[A-Z0-9][\w'’-]*\.? ){1,4}?"
_KIND = rf"({either([*STREETS, *STREET_KINDS, 'Trail', 'Highway'])})\b"
_STREET = (
    rf"(?<![\w$.,/#-])([0-9]{{1,6}})([A-Z]?) (?:{_WAY} )?({_NAMES}){_KIND}(?:\.? {_WAY}(?=,|$| [a-z])|\.(?! [A-Z]|$))?"
)
_STATE = f"({either(STATE_NAMES)})"


class Says(NamedTuple):
    """How a language says numbers that count nothing, and the words around postal codes and states."""

    label: Callable[[str], str]
    figures: Callable[[str], str]
    ordinal: Callable[[str], str]
    states: Mapping[str, str]
    postal_code: str
    """A pattern for what stands in front of one."""


def address_rules(says: Says) -> tuple[Rule, ...]:
    """Streets with a house number, states behind a city, and postal codes."""

    def postal_code(first: str, more: str | None) -> str:
        return says.figures(first) + (f", {says.figures(more)}" if more else "")

    return (
        Rule(_STREET, lambda found: _street(says, *found.groups())),
        Rule(
            rf"\b{_STATE},? {POSTAL_CODE}",
            lambda found: f"{says.states[found[1]]}, {postal_code(found[2], found[3])}",
        ),
        Rule(rf"(?<=[a-z], )(?!OK){_STATE}\b", lambda found: says.states[found[1]]),
        Rule(
            rf"(?<!\w)((?i:{says.postal_code})) {POSTAL_CODE}",
            lambda found: f"{found[1]} {postal_code(found[2], found[3])}",
        ),
    )


def _street(  # noqa: PLR0913, PLR0917 - the parts of an address, in their order
    says: Says, house: str, letter: str, before: str | None, names: str, kind: str, behind: str | None
) -> str:
    words = [says.label(house), letter, _DIRECTIONS.get(before or ""), *(_name(says, name) for name in names.split())]
    words += [STREETS.get(kind, kind), _DIRECTIONS.get(behind or "")]
    return " ".join(word for word in words if word)


def _name(says: Says, word: str) -> str:
    """A word of a street's name: ``5th``, ``31``, ``Dr.``."""
    if numbered := re.fullmatch("([0-9]+)(?:st|nd|rd|th)", word):
        return says.ordinal(numbered[1])
    bare = word.rstrip(".")
    said = TITLES.get(bare) or STREETS.get(bare) or word
    return " ".join(re.sub("[0-9]+", lambda run: f" {says.label(run[0])} ", said).split())
