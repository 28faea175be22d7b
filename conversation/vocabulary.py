"""The lists of a phrase book: how the names of today's records, times and amounts are said."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from conversation.american_names import CITIES, FIRST_NAMES, STATES, STREET_KINDS, STREETS, SURNAMES
from conversation.likeness import alike
from conversation.numbers import in_words, ordinal_in_words
from conversation.spoken_forms import spoken_forms
from conversation.times import MONTHS, WEEKDAYS
from erp import Address, Customer, Job, Part, Snapshot
from erp.job_status import OPEN, STATUS_VERBS, STATUS_WORDS
from models import phrases
from models.phrases import FigureString, NumberRange, SpokenValue

Values = tuple[SpokenValue, ...]
Lists = Mapping[str, phrases.Values]

_FEWEST_FIGURES = 4
"""Numbers that no record has can be said too, so that an unknown number is not heard as a known one."""
_SOUND_ALIKE = 0.75
"""The share of letters in common from which on a new name may be taken for a known one."""
_COMPANY_WORDS = frozenset({
    "and", "apartments", "associates", "bros", "brothers", "builders", "center", "church", "clinic", "co",
    "company", "construction", "corp", "dental", "electric", "group", "heating", "inc", "incorporated", "l", "c",
    "limited", "llc", "management", "office", "plumbing", "properties", "realty", "restaurant", "school",
    "services", "shop", "sons", "store", "supply", "systems",
})  # fmt: skip
_JOB_TYPES = {
    "service": "service", "maintenance": "maintenance", "installation": "installation", "install": "installation",
    "repair": "repair", "inspection": "inspection", "consultation": "consultation", "emergency": "emergency",
}  # fmt: skip
_PRIORITIES = {"low priority": "low", "high priority": "high", "urgent": "urgent", "rush": "urgent"}
_BEHIND_THE_MEASURE = re.compile(r".* (?:inch|foot|gallon|amp|volt|ton|pound|ounce) (\w+ .*)")
"""Behind the last measure of a name. Several parts may share what is left, "copper elbow" or "water heater": then it
is asked which."""
_WORKS = (
    "water heater", "leaking faucet", "leaky faucet", "burst pipe", "clogged drain", "drain cleaning", "toilet repair",
    "sewer line", "sump pump", "garbage disposal", "gas leak", "repipe", "furnace repair", "furnace tune up",
    "no heat", "air conditioning", "air conditioner", "heat pump", "thermostat", "duct cleaning", "mini split",
    "panel upgrade", "breaker", "outlet", "ceiling fan", "lighting", "generator", "e v charger", "rewire",
)  # fmt: skip


def lists(names: Iterable[str], snapshot: Snapshot) -> Lists:
    """The lists of these names for the records of `snapshot`.

    Raises:
        KeyError: there is no list of that name.
    """
    return {name: _MADE[name](snapshot) for name in names}


def _values(said: Iterable[str]) -> Values:
    return tuple(SpokenValue(words.lower(), words) for words in said)


def _mapped(meanings: Mapping[str, str]) -> Values:
    return tuple(SpokenValue(words, value) for words, value in meanings.items())


def _said(value: str, forms: Iterable[str]) -> Values:
    return tuple(SpokenValue(form, value) for form in forms)


def _numbers(known: Iterable[str]) -> NumberRange:
    """The known numbers and all others of as many figures as the longest has, and four at least."""
    numbers = [number for number in known if number.isdigit()]
    highest = int("9" * max([_FEWEST_FIGURES, *map(len, numbers)]))
    return NumberRange(1, highest, frozenset(map(int, numbers)))


def _customer(customer: Customer) -> tuple[str, ...]:
    """The whole name; a company's also without what stands behind it in law."""
    forms = spoken_forms(customer.name)
    short = (form.removesuffix(" l l c").removesuffix(" incorporated").removesuffix(" inc") for form in forms)
    return tuple(dict.fromkeys([*forms, *short]))


def _person(customer: Customer) -> list[str]:
    """The words of a person's name; none for a company's."""
    words = next(iter(spoken_forms(customer.name)), "").split()
    return words if len(words) > 1 and not _COMPANY_WORDS & set(words) else []


def _first(customer: Customer) -> list[str]:
    """People may be called by the first name alone; companies are not."""
    return _person(customer)[:1]


def _surname(customer: Customer) -> list[str]:
    """People may be called by the surname alone; companies are not."""
    return _person(customer)[-1:]


def _job(job: Job) -> tuple[str, ...]:
    """By customer and by title, while there is something to do about it: "the Garcia job", "the leaking faucet job"."""
    if job.status not in OPEN | {"completed"}:
        return ()
    names = spoken_forms(job.customer or "")[:1]
    surnames = _surname(Customer("", job.customer)) if job.customer else ()
    owners = [*names, *surnames]
    return (*owners, *(f"{owner}'s" for owner in owners if not owner.endswith("s")), *spoken_forms(job.title)[:2])


def _part(part: Part) -> Iterator[str]:
    """The name, the extra ways of saying it, each of them without "inch", without its measure and for more than one."""
    forms = [form for name in (part.name, *part.spoken) for form in spoken_forms(name)]
    shorter = [form.replace(" inch ", " ") for form in forms]
    unmeasured = [match[1] for form in forms if (match := _BEHIND_THE_MEASURE.fullmatch(form))]
    for form in dict.fromkeys([*forms, *shorter, *unmeasured]):
        yield form
        yield _plural(form)


def _plural(words: str) -> str:
    if words.endswith("s"):
        return words
    if words.endswith(("x", "ch", "sh")):
        return f"{words}es"
    if words.endswith("y") and words[-2:-1] not in set("aeiou"):
        return f"{words[:-1]}ies"
    return f"{words}s"


def _known_words(snapshot: Snapshot) -> tuple[set[str], set[str]]:
    """The first and the last words of the customers' names."""
    names = [form.split() for customer in snapshot.customers for form in spoken_forms(customer.name)[:1]]
    return {name[0] for name in names if name}, {name[-1] for name in names if name}


def _apart(names: Iterable[str], known: set[str]) -> list[str]:
    """Those of `names` that are known, or not near any that is."""
    return [
        name
        for name in names
        if name.lower() in known or not any(alike(name.lower(), other, _SOUND_ALIKE) for other in known)
    ]


def _clocks() -> Iterator[SpokenValue]:
    """What means the same has the same value: then it does not matter which of the two was said."""
    yield from _values(["noon", "midnight"])
    for hour in range(1, 13):
        said = in_words(hour)
        yield SpokenValue(said, said)
        yield SpokenValue(f"{said} o'clock", said)
        yield SpokenValue(f"half past {said}", f"{said} thirty")
        yield SpokenValue(f"quarter past {said}", f"{said} fifteen")
        yield SpokenValue(f"quarter to {said}", f"quarter to {said}")
        yield from _values(f"{said} {'oh ' if minute < 10 else ''}{in_words(minute)}" for minute in range(5, 60, 5))


def _spans() -> Iterator[str]:
    yield from ("in half an hour", "in an hour", "in an hour and a half")
    yield from (f"in {in_words(hours)} hours" for hours in range(2, 9))
    yield from (f"in {in_words(minutes)} minutes" for minutes in (5, 10, 15, 20, 30, 40, 45, 90))


def _customers(snapshot: Snapshot, forms: Callable[[Customer], Iterable[str]]) -> Values:
    return tuple(v for customer in snapshot.customers for v in _said(customer.name, forms(customer)))


def _cities(snapshot: Snapshot) -> Values:
    cities = dict.fromkeys([*(address.city for address in _addresses(snapshot)), *CITIES])
    return tuple(v for city in cities for v in _said(city, spoken_forms(city)))


def _addresses(snapshot: Snapshot) -> list[Address]:
    return [customer.address for customer in snapshot.customers if customer.address]


def _always(values: phrases.Values) -> Callable[[Snapshot], phrases.Values]:
    return lambda _: values


_WEEK = [f"{which}{day}" for day in WEEKDAYS for which in ("", "next ", "this ")]
_THOUSANDS = {f"{in_words(count)} thousand": f"{count}000" for count in range(10, 100)}
_AND_A_HALF = {f"{in_words(count)} thousand five hundred": f"{count}500" for count in range(10, 100)}
_GRANDS = {"a grand": "1000"} | {f"{in_words(count)} grand": f"{count}000" for count in range(1, 51)}

_MADE: Mapping[str, Callable[[Snapshot], phrases.Values]] = {
    # the records of the day
    "customers": lambda snapshot: _customers(snapshot, _customer),
    "known_surnames": lambda snapshot: _customers(snapshot, _surname),
    "known_first_names": lambda snapshot: _customers(snapshot, _first),
    "known_streets": lambda snapshot: tuple(
        v for address in _addresses(snapshot) for v in _said(address.street, spoken_forms(address.street))
    ),
    "job_numbers": lambda snapshot: _numbers(job.number for job in snapshot.jobs),
    "job_names": lambda snapshot: tuple(v for job in snapshot.jobs for v in _said(job.number, _job(job))),
    "project_numbers": lambda snapshot: _numbers(project.number for project in snapshot.projects),
    "project_names": lambda snapshot: tuple(
        v for project in snapshot.projects for v in _said(project.number, spoken_forms(project.name))
    ),
    "parts": lambda snapshot: tuple(v for part in snapshot.parts for v in _said(part.name, _part(part))),
    # new names: only those that cannot be taken for a known one
    "first_names": lambda snapshot: _values(_apart(FIRST_NAMES, _known_words(snapshot)[0])),
    "surnames": lambda snapshot: _values(_apart(SURNAMES, _known_words(snapshot)[1])),
    "cities": _cities,
    # what can be said on any day
    "statuses": _always(_mapped(STATUS_WORDS["en"])),
    "status_verbs": _always(_mapped(STATUS_VERBS["en"])),
    "job_types": _always(_mapped(_JOB_TYPES)),
    "priorities": _always(_mapped(_PRIORITIES)),
    "nth": _always(_mapped({"first": "1", "second": "2"})),
    "works": _always(tuple(SpokenValue(work, work.capitalize()) for work in _WORKS)),
    # days and times: their values are the words themselves, which `conversation.times` reads together
    "days": _always(_values(["today", "tomorrow", "the day after tomorrow", *_WEEK])),
    "months": _always(_values(MONTHS)),
    # "the" keeps the day apart from the figures of a time in front of it: "two thirty the seventh"
    "ordinals": _always(_mapped({ordinal_in_words(day): f"the {ordinal_in_words(day)}" for day in range(1, 32)})),
    "days_of_month": _always(_mapped({in_words(day): f"the {ordinal_in_words(day)}" for day in range(1, 32)})),
    "clocks": _always(tuple(_clocks())),
    "meridiems": _always(_values(["a m", "p m", "in the morning", "in the afternoon", "in the evening", "at night"])),
    "day_parts": _always(_values(["morning", "afternoon", "evening"])),
    "these_parts": _always(_values(["this morning", "this afternoon", "this evening", "tonight", "in the morning"])),
    "spans": _always(_values(_spans())),
    # money; from ten thousand on "dollars" or a round number: "twelve forty nine fifty" might be anything
    "amounts": _always(NumberRange(1, 9999, cents=True)),
    "dollars": _always(NumberRange(1, 99_999, cents=True)),
    "cents": _always(tuple(SpokenValue(in_words(cents), f".{cents:02}") for cents in range(1, 100))),
    "round_amounts": _always(_mapped(_GRANDS | _THOUSANDS | _AND_A_HALF)),
    # the pieces of an address and a phone number, as they are asked for one by one
    "house_numbers": _always(NumberRange(1, 99_999)),
    "directions": _always(_values(["North", "South", "East", "West"])),
    "streets": _always(_values(STREETS)),
    "street_kinds": _always(_values(STREET_KINDS)),
    "states": _always(tuple(SpokenValue(state.lower(), code) for state, code in STATES.items())),
    "postal_figures": _always(FigureString(5, 5)),
    "phone_figures": _always(FigureString(10, 10)),
    "figures": _always(FigureString(2, 11)),
}
