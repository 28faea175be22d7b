"""Names that are nearly what was heard: of records, ranked. Names alone: what is to be done is never guessed so."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Final

from conversation.likely_first import rank
from conversation.name_index import NameIndex
from conversation.spoken_jobs import jobs_meant
from conversation.tongue import Tongue
from conversation.ways_of_naming import KINDS_OF_NAMES, ways_of_naming
from erp import COMMANDS, Snapshot
from models.sounds import Sounds, sounds_of

_SURE: Final = 0.96
"""From which likeness on a name is taken for the one that was heard, where no other is near it: about what no ear can
tell apart, for people's names are often a sound from one another. `benchmarks.resolution` measures it."""
_SURE_OF_THINGS: Final = 0.9
"""The same for what is called otherwise than people are."""
_THINGS: Final = frozenset({"parts", "businesses", "reminders", "projects"})
_MAYBE: Final = 0.78
"""From which likeness on it is asked whether a name was said."""
_MAYBE_OF_A_WORD: Final = 0.85
"""The same where one word alone was heard: of many names one is always a little like it."""
_NEAR: Final = 0.07
"""Within which two names are as near as each other."""
_MOST_ASKED: Final = 2
"""Names that are asked about where none was said clearly."""
_OWNER: Final = re.compile(r"'s\b|'(?!\w)")
_WRITTEN: Final = frozenset({"customers", "anyone", "parts", "team", "businesses"})
"""Kinds whose values are the names as they are written."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that may be meant."""

    value: str
    likeness: float
    """0 to 1."""
    name: str
    """What may have been said."""


class NearNames:
    """The names of one snapshot's records. Those of a kind are laid out when one of them is first looked for; how names
    sound is remembered beyond the snapshot."""

    def __init__(self, snapshot: Snapshot, tongue: Tongue, sounds: Sounds | None = None) -> None:
        self._snapshot, self._tongue = snapshot, tongue
        self._sounds = sounds or sounds_of(tongue.language)
        self.candidates = lru_cache(maxsize=512)(self._candidates)
        self._of = lru_cache(maxsize=len(KINDS_OF_NAMES))(self._index)

    def nearest(self, kind: str, heard: str, now: datetime) -> tuple[str, ...]:
        """The records that `heard`, in its compared form, can mean: one that is far nearer than any other, or several
        that are as near, the likeliest of this day first; none where nothing is near."""
        ranked = self.candidates(kind, heard)
        if not ranked or ranked[0].likeness < _sure(kind):
            return jobs_meant(self._bare(heard), self._snapshot, self._tongue, now) if kind == "jobs" else ()
        # Beside what was heard word for word only that is as near which sounds the same.
        least = _sure(kind) if ranked[0].likeness == 1 else ranked[0].likeness - _NEAR
        near = [each.value for each in ranked if each.likeness >= least]
        return tuple(sorted(near, key=lambda value: rank(kind, value, self._snapshot, now)))

    def perhaps(self, kind: str, heard: str) -> tuple[str, ...]:
        """The records that `heard` may mean where it is near none, the likest first: good for a question."""
        names = self.doubtful(kind, heard)
        return tuple(each.value for each in self.candidates(kind, heard) if each.name in names)[:_MOST_ASKED]

    def doubtful(self, kind: str, heard: str) -> tuple[str, ...]:
        """The names to ask about where `heard` is near none, the likest first."""
        least = _MAYBE if " " in self._bare(heard) else _MAYBE_OF_A_WORD
        ranked = [each for each in self.candidates(kind, heard) if each.likeness >= least]
        near = [each.name for each in ranked if each.likeness >= ranked[0].likeness - _NEAR]
        return tuple(dict.fromkeys(near))[:_MOST_ASKED]

    def _candidates(self, kind: str, heard: str) -> tuple[Candidate, ...]:
        """The records whose names are a little like `heard`, in its compared form, the likest first."""
        found: dict[str, tuple[float, str]] = {}
        for words in self._said(heard):
            for value, (likeness, name) in self._of(kind).near(words).items():
                found[value] = max(found.get(value, (0.0, "")), (likeness, name))
            if any(likeness >= _sure(kind) for likeness, _ in found.values()):
                break  # what stands beside a name is taken off only where it does not help to leave it
        made = (
            Candidate(value, likeness, value if kind in _WRITTEN else name) for value, (likeness, name) in found.items()
        )
        return tuple(sorted(made, key=lambda each: -each.likeness))

    def _said(self, heard: str) -> Iterator[str]:
        """What was heard, and the same without what stands beside a name or says that something is theirs."""
        owners = _OWNER.sub("", heard)
        said = (heard, owners, self._bare(owners))
        yield from dict.fromkeys(each for each in said if set(each.split()) - self._tongue.words.NO_NAME)

    def _bare(self, heard: str) -> str:
        words, beside = heard.split(), self._tongue.words.BESIDE_NAMES
        while len(words) > 1 and words[0] in beside and not words[0].isdigit():
            words.pop(0)
        while len(words) > 1 and words[-1] in beside:
            words.pop()
        return " ".join(words)

    def _index(self, kind: str) -> NameIndex:
        ways = ways_of_naming(kind, self._snapshot, self._tongue)
        return NameIndex(ways, self._tongue, self._sounds, _as_they_are(self._tongue))


def _sure(kind: str) -> float:
    return _SURE_OF_THINGS if kind in _THINGS else _SURE


@cache
def _as_they_are(tongue: Tongue) -> frozenset[str]:
    """The words that commands are made of, and that are in nobody's name: opposites may be a letter apart."""
    texts = (text for command in COMMANDS for text in command.spec.templates(tongue.language))
    own = (re.sub(r"\{[^}]*\}|<[^>]*>", " ", text) for text in texts)
    said = (*own, *tongue.phrases.YES, *tongue.phrases.NO, *tongue.phrases.CANCEL)
    words = {word for text in said for word in tongue.forms.normal(re.sub(r"[\[\]()|]", " ", text)).split()}
    return frozenset(words) | tongue.words.NO_NAME
