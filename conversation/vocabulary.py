"""The lists of a phrase book: how the names of today's records are said, beside the words of any day."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from conversation.american_names import CITIES, FIRST_NAMES, STREET_KINDS, STREETS, SURNAMES
from conversation.likeness import alike
from conversation.lists import said, values
from conversation.tongue import Tongue
from erp import Address, Job, Part, Snapshot
from erp.job_status import OPEN
from models.phrases import FigureString, NumberRange, Values

_FEWEST_FIGURES = 4
"""Numbers that no record has can be said too, so that an unknown number is not heard as a known one."""
_SHORTEST_KEYWORD = 4
_MOST_WORDS = 4
_SOUND_ALIKE = 0.75
"""The share of letters in common from which on a new name may be taken for a known one."""
_COMPANY_WORDS = frozenset({
    "and", "apartments", "associates", "bros", "brothers", "builders", "center", "church", "clinic", "co",
    "company", "construction", "corp", "dental", "electric", "group", "heating", "inc", "incorporated", "l", "c",
    "limited", "llc", "management", "office", "plumbing", "properties", "realty", "restaurant", "school",
    "services", "shop", "sons", "store", "supply", "systems",
})  # fmt: skip


def lists(names: Iterable[str], snapshot: Snapshot, tongue: Tongue) -> Mapping[str, Values]:
    """The lists of these names for the records of `snapshot`.

    Raises:
        KeyError: there is no list of that name.
    """
    always = {**_ALWAYS, **tongue.lists}
    return {name: always[name] if name in always else _OF_RECORDS[name](snapshot, tongue) for name in names}


def _numbers(known: Iterable[str]) -> NumberRange:
    """The known numbers and all others of as many figures as the longest has, and four at least."""
    numbers = [number for number in known if number.isdigit()]
    highest = int("9" * max([_FEWEST_FIGURES, *map(len, numbers)]))
    return NumberRange(1, highest, frozenset(map(int, numbers)))


def _customer(name: str, tongue: Tongue) -> tuple[str, ...]:
    """The whole name; a company's also without what stands behind it in law."""
    forms = tongue.forms.spoken_forms(name)
    short = (form.removesuffix(" l l c").removesuffix(" incorporated").removesuffix(" inc") for form in forms)
    return tuple(dict.fromkeys([*forms, *short]))


def person_words(name: str, tongue: Tongue) -> list[str]:
    """The words of a person's name; none for a company's."""
    words = next(iter(tongue.forms.spoken_forms(name)), "").split()
    return words if len(words) > 1 and not _COMPANY_WORDS & set(words) else []


def _first(name: str, tongue: Tongue) -> list[str]:
    """People may be called by the first name alone; companies are not."""
    return person_words(name, tongue)[:1]


def _surname(name: str, tongue: Tongue) -> list[str]:
    """People may be called by the surname alone; companies are not."""
    return person_words(name, tongue)[-1:]


def _job(job: Job, tongue: Tongue) -> tuple[str, ...]:
    """By customer and by title, while there is something to do about it: "the Garcia job", "the leaking faucet job"."""
    if job.status not in OPEN | {"completed"}:
        return ()
    return (*_owner(job.customer, tongue), *tongue.forms.spoken_forms(job.title)[:2])


def _job_keyword(job: Job, tongue: Tongue) -> tuple[str, ...]:
    """The last word of a title of several, "the faucet job": for typed text. Heard, it would be one name more to mix
    up."""
    words = next(iter(tongue.forms.spoken_forms(job.title)), "").split()
    return (words[-1],) if len(words) > 1 and len(words[-1]) >= _SHORTEST_KEYWORD and _job(job, tongue) else ()


def _owner(customer: str | None, tongue: Tongue) -> tuple[str, ...]:
    """How somebody is named whose record it is."""
    if not customer:
        return ()
    owners = [*tongue.forms.spoken_forms(customer)[:1], *_surname(customer, tongue)]
    return (*owners, *(form for owner in owners for form in tongue.words.possessive(owner)))


def _of_words(message: str, tongue: Tongue) -> Iterator[str]:
    """A message, and any few words of it that stand together and say something: "the filter"."""
    words = next(iter(tongue.forms.spoken_forms(message)), "").split()
    yield " ".join(words)
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _MOST_WORDS) + 1):
            if any(len(word) >= _SHORTEST_KEYWORD and word not in tongue.words.NO_NAME for word in words[start:end]):
                yield " ".join(words[start:end])


def _possessive(name: str, tongue: Tongue) -> tuple[str, ...]:
    """The whole name in front of what is theirs: "Ann Bauer's"; by its sound, one that ends in s is its own."""
    form = tongue.forms.spoken_forms(name)[0]
    return tongue.words.possessive(form) or (form,)


def names_of(part: Part, tongue: Tongue) -> list[str]:
    """How a part is said in full: as it is written, and as was taught in whatever language."""
    names = [part.name, *(way for ways in part.spoken_as.values() for way in ways)]
    return [form for name in names for form in tongue.forms.spoken_forms(name)]


def _part(part: Part, tongue: Tongue) -> Iterator[str]:
    """The name, the other ways of saying it in whatever language, the shorter ones, and each for more than one."""
    forms = names_of(part, tongue)
    shorter = (short for form in forms for short in tongue.parts.shorter(form))
    for form in dict.fromkeys([*forms, *shorter]):
        yield form
        yield tongue.parts.plural(form)


def _known_words(snapshot: Snapshot, tongue: Tongue) -> tuple[set[str], set[str]]:
    """The first and the last words of the customers' names."""
    spoken_forms = tongue.forms.spoken_forms
    names = [form.split() for customer in snapshot.customers for form in spoken_forms(customer.name)[:1]]
    return {name[0] for name in names if name}, {name[-1] for name in names if name}


def _apart(names: Iterable[str], known: set[str]) -> list[str]:
    """Those of `names` that are known, or not near any that is."""
    return [
        name
        for name in names
        if name.lower() in known or not any(alike(name.lower(), other, _SOUND_ALIKE) for other in known)
    ]


def _customers(snapshot: Snapshot, tongue: Tongue, forms: Callable[[str, Tongue], Iterable[str]]) -> Values:
    return tuple(v for customer in snapshot.customers for v in said(customer.name, forms(customer.name, tongue)))


def _written(names: Iterable[str], tongue: Tongue) -> Values:
    return tuple(v for name in names for v in said(name, tongue.forms.spoken_forms(name)))


def _addresses(snapshot: Snapshot) -> list[Address]:
    return [customer.address for customer in snapshot.customers if customer.address]


def _cities(snapshot: Snapshot, tongue: Tongue) -> Values:
    return _written(dict.fromkeys([*(address.city for address in _addresses(snapshot)), *CITIES]), tongue)


_OF_RECORDS: Mapping[str, Callable[[Snapshot, Tongue], Values]] = {
    "customers": lambda snapshot, tongue: _customers(snapshot, tongue, _customer),
    "owners": lambda snapshot, tongue: _customers(snapshot, tongue, _possessive),
    "known_surnames": lambda snapshot, tongue: _customers(snapshot, tongue, _surname),
    "known_first_names": lambda snapshot, tongue: _customers(snapshot, tongue, _first),
    "known_streets": lambda snapshot, tongue: _written((it.street for it in _addresses(snapshot)), tongue),
    "job_numbers": lambda snapshot, _: _numbers(job.number for job in snapshot.jobs),
    "job_names": lambda snapshot, tongue: tuple(
        v for job in snapshot.jobs for v in said(job.number, _job(job, tongue))
    ),
    "job_keywords": lambda snapshot, tongue: tuple(
        v for job in snapshot.jobs for v in said(job.number, _job_keyword(job, tongue))
    ),
    "project_numbers": lambda snapshot, _: _numbers(project.number for project in snapshot.projects),
    "project_names": lambda snapshot, tongue: tuple(
        v for project in snapshot.projects for v in said(project.number, tongue.forms.spoken_forms(project.name))
    ),
    "estimate_numbers": lambda snapshot, _: _numbers(estimate.number for estimate in snapshot.estimates),
    "estimate_names": lambda snapshot, tongue: tuple(
        v
        for estimate in snapshot.estimates
        for v in said(
            estimate.number,
            (*_owner(estimate.customer, tongue), *tongue.forms.spoken_forms(estimate.title)[:2]),
        )
    ),
    "invoice_numbers": lambda snapshot, _: _numbers(invoice.number for invoice in snapshot.invoices),
    "invoice_names": lambda snapshot, tongue: tuple(
        v
        for invoice in snapshot.invoices
        if invoice.balance_due is None or invoice.balance_due > 0  # what is paid is called by its number
        for v in said(invoice.number, _owner(invoice.customer, tongue))
    ),
    "team": lambda snapshot, tongue: tuple(
        v
        for member in snapshot.team
        for v in said(member.name, (*tongue.forms.spoken_forms(member.name), *_first(member.name, tongue)))
    ),
    "me": lambda snapshot, tongue: said(snapshot.technician, tongue.words.ME),
    "to_me": lambda snapshot, tongue: said(snapshot.technician, tongue.words.TO_ME),
    "reminder_names": lambda snapshot, tongue: tuple(
        v for reminder in snapshot.reminders for v in said(reminder.ref, _of_words(reminder.message, tongue))
    ),
    "businesses": lambda snapshot, tongue: _written(snapshot.businesses, tongue),
    "parts": lambda snapshot, tongue: tuple(v for part in snapshot.parts for v in said(part.name, _part(part, tongue))),
    # new names: only those that cannot be taken for a known one
    "first_names": lambda snapshot, tongue: values(_apart(FIRST_NAMES, _known_words(snapshot, tongue)[0])),
    "surnames": lambda snapshot, tongue: values(_apart(SURNAMES, _known_words(snapshot, tongue)[1])),
    "cities": _cities,
}

_ALWAYS: Mapping[str, Values] = {
    # money; from ten thousand on "dollars" or a round number: "twelve forty nine fifty" might be anything
    "amounts": NumberRange(1, 9999, cents=True),
    "dollars": NumberRange(1, 99_999, cents=True),
    # the pieces of an address and a phone number, as they are asked for one by one
    "house_numbers": NumberRange(1, 99_999),
    "streets": values(STREETS),
    "street_kinds": values(STREET_KINDS),
    "postal_figures": FigureString(5, 5),
    "phone_figures": FigureString(10, 10),
    "whole_phones": NumberRange(2_000_000_000, 9_999_999_999),  # where another figure may stand: behind a street
    "figures": FigureString(2, 11),
    "counts": NumberRange(1, 999),
    "minutes": NumberRange(1, 180),
}
"""What is the same in every language, on any day."""
