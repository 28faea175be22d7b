"""Names that are nearly what was heard: of records, ranked."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process

from conversation.lists import words_of
from conversation.tongue import Tongue
from conversation.vocabulary import lists
from erp import Snapshot

_SURE: Final = 84.0
"""From which likeness on, of 100, a name is taken for the one that was heard, where no other is near it."""
_NEAR: Final = 6.0
"""Within which two names are as near as each other."""
_FEWEST_LETTERS: Final = 4
"""Shorter words are alike by chance."""
_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "customers": ("customers", "owners", "known_surnames"),
    "anyone": ("customers", "owners"),
    "jobs": ("job_names", "job_keywords"),
    "projects": ("project_names",),
    "estimates": ("estimate_names",),
    "invoices": ("invoice_names",),
    "parts": ("parts",),
    "team": ("team",),
    "businesses": ("businesses",),
    "reminders": ("reminder_names",),
}
"""Kind of value to the lists of its names."""
KINDS_OF_NAMES: Final = frozenset(_LISTS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be meant."""

    value: str
    likeness: float
    """0 to 100."""


class NearNames:
    """The names of one snapshot's records."""

    def __init__(self, snapshot: Snapshot, tongue: Tongue) -> None:
        self._snapshot, self._tongue = snapshot, tongue
        self.candidates = lru_cache(maxsize=512)(self._candidates)
        self._of = lru_cache(maxsize=len(_LISTS))(self._names)

    def nearest(self, kind: str, heard: str) -> tuple[str, ...]:
        """The records that `heard` can mean: one, or several that are as near; none where nothing is near."""
        ranked = [each for each in self.candidates(kind, heard) if each.likeness >= _SURE]
        return tuple(each.value for each in ranked if each.likeness >= ranked[0].likeness - _NEAR)

    def _candidates(self, kind: str, heard: str) -> tuple[Candidate, ...]:
        """The records whose names are a little like `heard`, in its compared form, the likest first."""
        names = self._of(kind)
        if len(heard) < _FEWEST_LETTERS or not names:
            return ()
        found = process.extract(heard, names.keys(), scorer=fuzz.ratio, limit=10, score_cutoff=_SURE / 2)
        best: dict[str, float] = defaultdict(float)
        for name, likeness, _ in found:
            for value in names[name]:
                best[value] = max(best[value], likeness)
        return tuple(Candidate(value, best[value]) for value in sorted(best, key=lambda value: -best[value]))

    def _names(self, kind: str) -> Mapping[str, frozenset[str]]:
        """Ways of saying a name, in the compared form, to the records of that name."""
        said = lists(_LISTS.get(kind, ()), self._snapshot, self._tongue).values()
        names: dict[str, set[str]] = defaultdict(set)
        for each in (spoken for listed in said for spoken in words_of(listed)):
            names[self._tongue.forms.normal(each.spoken)].add(each.value)
        return {name: frozenset(values) for name, values in names.items()}
