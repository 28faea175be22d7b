"""Names that are nearly what was heard: of records, ranked. Names alone: what is to be done is never guessed so."""

import re
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Final, Self

from conversation.learnt import LASTING, Learnt
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
        self._learnt = Learnt()
        self.candidates = lru_cache(maxsize=512)(self._candidates)
        self._of = lru_cache(maxsize=len(KINDS_OF_NAMES))(self._index)

    def knowing(self, learnt: Learnt) -> Self:
        """The same names, with what was learnt of how they are heard."""
        other = copy(self)
        other._learnt = learnt
        return other

    def nearest(self, kind: str, heard: str, now: datetime) -> tuple[str, ...]:
        """The records that `heard`, in its compared form, can mean: one that is far nearer than any other, or the usual
        one of several; else all that are as near, those first that were meant by it before, then the likeliest of this
        day; none where nothing is near."""
        near, named = self._near(kind, heard), self._named(kind, heard)
        if not near:
            return jobs_meant(self._bare(heard), self._snapshot, self._tongue, now) if kind == "jobs" else ()
        if (usual := self._learnt.usual(kind, self.said(heard))) in near and named <= {usual}:
            return (usual,)
        before = (value for value in self.chosen(kind, heard) if value in near or not named)
        likely = sorted(near, key=lambda value: rank(kind, value, self._snapshot, now))
        return tuple(dict.fromkeys([*before, *likely]))

    def chosen(self, kind: str, heard: str) -> tuple[str, ...]:
        """The records a little like `heard` that were meant by it before, the latest first."""
        before = self._learnt.meant(kind, self.said(heard))
        known = {each.value for each in self.candidates(kind, heard)} if before else ()
        return tuple(value for value in before if value in known)

    def is_usual(self, kind: str, heard: str, value: str) -> bool:
        """Whether that record is always meant by `heard`."""
        return bool(value) and self._learnt.usual(kind, self.said(heard)) == value

    def teaches(self, kind: str, heard: str, value: str) -> bool:
        """Whether there is something to learn where `heard` meant that record: not where the words name it, or another
        one, word for word."""
        near, named = self._near(kind, heard), self._named(kind, heard)
        may_be = near if named else [each.value for each in self.candidates(kind, heard)]
        return kind in LASTING and value in may_be and not named == {value} == {*near}

    def _near(self, kind: str, heard: str) -> list[str]:
        """The records that are as near as the nearest, where one is near at all."""
        ranked = self.candidates(kind, heard)
        if not ranked or ranked[0].likeness < _sure(kind):
            return []
        # Beside what was heard word for word only that is as near which sounds the same.
        least = _sure(kind) if ranked[0].likeness == 1 else ranked[0].likeness - _NEAR
        return [each.value for each in ranked if each.likeness >= least]

    def _named(self, kind: str, heard: str) -> set[str]:
        """The records that `heard` names word for word."""
        return {each.value for each in self.candidates(kind, heard) if each.likeness == 1}

    def perhaps(self, kind: str, heard: str) -> tuple[str, ...]:
        """The records that `heard` may mean where it is near none, as `doubtful` has them: good for a question."""
        found = self.candidates(kind, heard)
        values = (each.value for name in self.doubtful(kind, heard) for each in found if each.name == name)
        return tuple(dict.fromkeys(values))[:_MOST_ASKED]

    def doubtful(self, kind: str, heard: str) -> tuple[str, ...]:
        """The names to ask about where `heard` is near none: those that were meant by it before, then the likest."""
        found = {each.value: each.name for each in self.candidates(kind, heard)}
        before = [found[value] for value in self.chosen(kind, heard)]
        least = _MAYBE if " " in self._bare(heard) else _MAYBE_OF_A_WORD
        ranked = [each for each in self.candidates(kind, heard) if each.likeness >= least]
        near = [each.name for each in ranked if each.likeness >= ranked[0].likeness - _NEAR]
        return tuple(dict.fromkeys([*before, *near]))[:_MOST_ASKED]

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

    def said(self, heard: str) -> str:
        """What of `heard` is the name, so that the same name is known again."""
        return self._bare(_OWNER.sub("", heard))

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
