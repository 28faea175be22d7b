"""How the records of a snapshot are named by those who speak of them: whole, by a part of the name, by what they are
about. Every form is the one in which words are compared."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from conversation.lists import words_of
from conversation.tongue import Tongue
from conversation.vocabulary import lists, names_of, person_words
from erp import Job, Snapshot
from erp.job_status import OPEN

Names = Mapping[str, frozenset[str]]
"""What is said to the values of the records that may be meant by it."""
_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "customers": ("customers", "known_surnames", "known_first_names"),
    "anyone": ("customers",),
    "jobs": ("job_names", "job_keywords"),
    "projects": ("project_names",),
    "estimates": ("estimate_names",),
    "invoices": ("invoice_names",),
    "parts": (),
    "team": ("team",),
    "businesses": ("businesses",),
    "reminders": ("reminder_names",),
}
"""Kind of value to the lists of its names; parts are told by their words."""
KINDS_OF_NAMES: Final = frozenset(_LISTS)
_FEWEST_LETTERS: Final = 4
"""Of a word that a company or a street may be named by alone."""


@dataclass(frozen=True, slots=True)
class Ways:
    """The ways of naming the records of one kind."""

    whole: Names
    """What is said as it stands."""
    in_words: Names
    """Names of which some words may be said, in any order: of parts, companies, projects, works."""


def ways_of_naming(kind: str, snapshot: Snapshot, tongue: Tongue) -> Ways:
    """Those of the records of that kind, one of `KINDS_OF_NAMES`."""
    made = lists(_LISTS[kind], snapshot, tongue).values()
    listed = ((each.spoken, each.value) for values in made for each in words_of(values))
    more = _MORE[kind](snapshot, tongue) if kind in _MORE else ()
    in_words = _IN_WORDS[kind](snapshot, tongue) if kind in _IN_WORDS else ()
    return Ways(_gathered((*listed, *more), tongue), _gathered(in_words, tongue))


def _gathered(said: Iterable[tuple[str, str]], tongue: Tongue) -> Names:
    names: dict[str, set[str]] = defaultdict(set)
    for form, value in said:
        if normal := tongue.forms.normal(form):
            names[normal].add(value)
    return {form: frozenset(values) for form, values in names.items()}


def _companies(snapshot: Snapshot, tongue: Tongue) -> Iterator[tuple[str, str]]:
    """The names of customers that are no people's."""
    for customer in snapshot.customers:
        if not person_words(customer.name, tongue):
            yield from ((form, customer.name) for form in tongue.forms.spoken_forms(customer.name)[:1])


def _businesses(snapshot: Snapshot, tongue: Tongue) -> Iterator[tuple[str, str]]:
    """Those that the technician works for."""
    return ((form, name) for name in snapshot.businesses for form in tongue.forms.spoken_forms(name)[:1])


def _beginnings(names: Iterable[tuple[str, str]], tongue: Tongue) -> Iterator[tuple[str, str]]:
    """The first words of companies' names: "Oakwood" of the Oakwood Apartments."""
    for form, name in names:
        words = form.split()
        for end in range(1, len(words)):
            beginning = [word for word in words[:end] if word not in tongue.words.NO_NAME]
            if words[end - 1] in beginning and any(len(word) >= _FEWEST_LETTERS for word in beginning):
                yield " ".join(words[:end]), name


def _owner(customer: str | None, tongue: Tongue) -> Iterator[str]:
    """A customer whose record something is: by the whole name and by the surname."""
    if customer:
        yield from tongue.forms.spoken_forms(customer)[:1]
        yield from person_words(customer, tongue)[-1:]


def _streets(snapshot: Snapshot, tongue: Tongue) -> Iterator[tuple[str, str]]:
    """Where there is something to do: by the street, with its kind and without, with the number and without."""
    for job in _current(snapshot):
        customer = snapshot.customer(job.customer or "")
        address = job.address or (customer.address if customer else None)
        words = tongue.forms.normal(address.street).split() if address else []
        named = [word for word in words if not word.isdigit()]
        yield from ((" ".join(each), job.number) for each in (words, named) if len(each) > 1)
        if len(named) > 1 and len(named[0]) >= _FEWEST_LETTERS:
            yield " ".join(named[:-1]), job.number


def _works(title: str, customer: str | None, tongue: Tongue) -> Iterator[str]:
    """What is to be done, and the same with whose it is: "the Miller toilet"."""
    for form in tongue.forms.spoken_forms(title)[:1]:
        yield form
        yield from (f"{owner} {form}" for owner in tongue.forms.spoken_forms(customer or "")[:1])


def _current(snapshot: Snapshot) -> Iterator[Job]:
    """The jobs that are spoken of by anything but their number."""
    return (job for job in snapshot.jobs if job.status in OPEN | {"completed"})


_MORE: Mapping[str, Callable[[Snapshot, Tongue], Iterable[tuple[str, str]]]] = {
    "customers": lambda snapshot, tongue: _beginnings(_companies(snapshot, tongue), tongue),
    "anyone": lambda snapshot, tongue: _beginnings(_companies(snapshot, tongue), tongue),
    "businesses": lambda snapshot, tongue: _beginnings(_businesses(snapshot, tongue), tongue),
    "jobs": _streets,
    "projects": lambda snapshot, tongue: (
        (form, project.number) for project in snapshot.projects for form in _owner(project.customer, tongue)
    ),
}
"""Kind of value to what names its records beside its lists."""
_IN_WORDS: Mapping[str, Callable[[Snapshot, Tongue], Iterable[tuple[str, str]]]] = {
    "customers": _companies,
    "anyone": _companies,
    "parts": lambda snapshot, tongue: ((form, part.name) for part in snapshot.parts for form in names_of(part, tongue)),
    "projects": lambda snapshot, tongue: (
        (form, one.number) for one in snapshot.projects for form in _works(one.name, one.customer, tongue)
    ),
    "jobs": lambda snapshot, tongue: (
        (form, one.number) for one in _current(snapshot) for form in _works(one.title, one.customer, tongue)
    ),
    "estimates": lambda snapshot, tongue: (
        (form, one.number) for one in snapshot.estimates for form in _works(one.title, one.customer, tongue)
    ),
}
