"""Makes of a sentence what comes out of a mouth and a recogniser: the same commands in a rougher form."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Final

from conversation.corpus.people import surname
from conversation.corpus.said import FREE_KINDS, Piece, Said, plain
from conversation.corpus.slips import slipped
from conversation.corpus.talk import (
    AGAIN,
    BEFORE_NOUNS,
    BRIDGES,
    ENGLISH_NOUNS,
    FILLERS,
    LEADS,
    RATHER,
    TAILS,
)
from conversation.corpus.values import another, is_value
from erp import Language

_UNTOUCHED: Final = 0.3
"""The share of sentences that stay as they are."""
_ONCE, _TWICE = 0.6, 0.9
_RESTARTED: Final = 3
"""Words of a beginning, at most, that is begun anew."""
_NUMBERED: Final = frozenset({"jobs", "projects", "estimates", "invoices"})
_NAMED: Final = frozenset({"customers", "anyone", "jobs"})
_SPOKEN: Final = _NUMBERED | _NAMED | {"amounts", "quantities", "times", "dates", "durations"}
"""Kinds of values that people correct: another one of that kind is made by its form."""


class Augmenting:
    """Changes sentences by chance. What they mean stays."""

    def __init__(self, chatter: Mapping[Language, Sequence[str]], chance: Random) -> None:
        """`chatter` are sentences that are no command and may stand beside one."""
        self._chatter = chatter
        self._chance = chance
        ways: Sequence[tuple[Callable[[Said], Said], int]] = (
            (self._led, 20), (self._tailed, 12), (self._hesitating, 16), (self._slipped, 26), (self._restarted, 8),
            (self._corrected, 9), (self._behind_chatter, 5), (self._before_chatter, 4), (self._half_english, 8),
            (self._named_before, 2),
        )  # fmt: skip
        self._ways = [way for way, _ in ways]
        self._weights = [weight for _, weight in ways]

    def rough(self, said: Said) -> Said:
        """`said`, or the same with up to three changes."""
        chance = self._chance
        if chance.random() < _UNTOUCHED:
            return said
        extent = chance.random()
        for way in chance.choices(self._ways, self._weights, k=1 if extent < _ONCE else 2 if extent < _TWICE else 3):
            said = way(said)
        return said

    def hesitating(self, said: Said) -> Said:
        """`said` with slips and hesitations only."""
        return self._hesitating(said) if self._chance.random() < 0.4 else self._slipped(said)

    def _talk(self, words: Mapping[Language, Sequence[str]], said: Said) -> tuple[Piece, ...]:
        return plain(self._chance.choice(words[said.language]))

    def _led(self, said: Said) -> Said:
        return said.of(*self._talk(LEADS, said), *said.pieces)

    def _tailed(self, said: Said) -> Said:
        return said if said.ends_freely else said.of(*said.pieces, *self._talk(TAILS, said))

    def _hesitating(self, said: Said) -> Said:
        """With a sound of thinking between two words; in free words, between two of them."""
        pieces = said.pieces
        at = self._chance.randrange(len(pieces) + 1)
        before = pieces[at - 1] if at else None
        words = before.words.split() if before else []
        if before and before.slot and len(words) > 2 and said.heads[before.call].kind(before.slot) in FREE_KINDS:
            within = self._chance.randrange(1, len(words))
            filled = " ".join([*words[:within], FILLERS[said.language][self._chance.randrange(2)], *words[within:]])
            return said.of(*pieces[: at - 1], Piece(filled, before.slot, before.call), *pieces[at:])
        return said.of(*pieces[:at], *self._talk(FILLERS, said), *pieces[at:])

    def _slipped(self, said: Said) -> Said:
        return slipped(said, self._chance)

    def _restarted(self, said: Said) -> Said:
        """Begun twice."""
        words = [piece.words for piece in said.pieces[: self._chance.randint(1, _RESTARTED)] if not piece.slot]
        if not words or words[0] in {"don't", "no"}:
            return said
        return said.of(*plain(" ".join(words)), *self._talk(AGAIN, said), *said.pieces)

    def _corrected(self, said: Said) -> Said:
        """With another value in front of the one that counts."""
        values = [
            at for at, each in enumerate(said.pieces) if each.slot and said.heads[each.call].kind(each.slot) in _SPOKEN
        ]
        if not values:
            return said
        at = self._chance.choice(values)
        piece = said.pieces[at]
        other = self._other(said, piece)
        if other == piece.words:
            return said
        return said.of(*said.pieces[:at], *plain(other), *self._talk(RATHER, said), *said.pieces[at:])

    def _other(self, said: Said, piece: Piece) -> str:
        """Another value than that of `piece`, said in its way: the numbers of records are changed like sums."""
        kind = said.heads[piece.call].kind(piece.slot)
        if piece.words.isdecimal():
            return str(self._chance.randrange(1, 10 ** len(piece.words)))
        if kind in _NAMED and not is_value("amounts", piece.words, said.language):
            return surname(self._chance)
        return another("amounts" if kind in _NUMBERED else kind, piece.words, said.language, self._chance)

    def _behind_chatter(self, said: Said) -> Said:
        if not self._chatter[said.language]:
            return said
        return said.of(*self._talk(self._chatter, said), *self._talk(BRIDGES, said), *said.pieces)

    def _before_chatter(self, said: Said) -> Said:
        if said.ends_freely or not self._chatter[said.language]:
            return said
        bridge = self._talk(BRIDGES, said) if self._chance.random() < 0.5 else ()
        return said.of(*said.pieces, *bridge, *self._talk(self._chatter, said))

    def _half_english(self, said: Said) -> Said:
        """Spanish with an English noun."""
        if said.language == "en":
            return self._slipped(said)
        nouns = [
            at
            for at, piece in enumerate(said.pieces)
            if not piece.slot and piece.words in ENGLISH_NOUNS and at and said.pieces[at - 1].words in BEFORE_NOUNS
        ]
        if not nouns:
            return self._led(said)
        at = self._chance.choice(nouns)
        return said.of(
            *said.pieces[:at], *plain(self._chance.choice(ENGLISH_NOUNS[said.pieces[at].words])), *said.pieces[at + 1 :]
        )

    def _named_before(self, said: Said) -> Said:
        """A job said in front: "job forty two put job forty two on hold"."""
        first = next((at for at, piece in enumerate(said.pieces) if piece.slot == "job"), 0)
        if not first or not said.pieces[first - 1].words.startswith(("job", "trabajo")):
            return said
        return said.of(*plain(f"{said.pieces[first - 1].words} {said.pieces[first].words}"), *said.pieces)
