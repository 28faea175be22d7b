"""Names that a business does not have, though they are said like names that it has."""

from collections.abc import Callable, Collection, Mapping
from random import Random

from benchmarks.business import ALIKE, first_name, is_surname, nearly, surname

_TRIES = 10_000


def unknown(known: Collection[str], random: Random) -> str:
    """Neither the first name nor the surname is any customer's."""
    words = {word for name in known for word in name.split()}
    return _drawn(lambda: f"{first_name(random)} {surname(random)}", lambda name: not words & set(name.split()))


def another_surname(known: Collection[str], random: Random) -> str:
    """A customer's first name with a surname that no customer has."""
    firsts, words = [name.split()[0] for name in _people(known)], {word for name in known for word in name.split()}
    return _drawn(lambda: f"{random.choice(firsts)} {surname(random)}", lambda name: name.split()[1] not in words)


def mixed_up(known: Collection[str], random: Random) -> str:
    """A customer's first name and another one's surname."""
    people = _people(known)
    return _drawn(
        lambda: f"{random.choice(people).split()[0]} {random.choice(people).split()[1]}",
        lambda name: name not in known,
    )


def sounding_alike(known: Collection[str], random: Random) -> str:
    """A customer's name but for one word that sounds nearly the same; not one that nobody can tell apart."""
    people = _people(known)
    return _drawn(
        lambda: nearly(random.choice(people), ALIKE, random) or "", lambda name: bool(name) and name not in known
    )


MISSES: Mapping[str, Callable[[Collection[str], Random], str]] = {
    "unknown name": unknown,
    "known first name, unknown surname": another_surname,
    "two known names mixed": mixed_up,
    "name that sounds alike": sounding_alike,
}


def _people(known: Collection[str]) -> list[str]:
    return sorted(name for name in known if len(name.split()) == 2 and is_surname(name.split()[1]))


def _drawn(draw: Callable[[], str], fits: Callable[[str], bool]) -> str:
    for _ in range(_TRIES):
        if fits(name := draw()):
            return name
    raise ValueError("no such name was found; the business has too few customers of such names")
