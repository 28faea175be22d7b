"""What the next words are understood with, and which phrases they are held to: made anew where today's names change."""

from dataclasses import dataclass

from assistant.learnt_names import LearntNames
from conversation.books import IDLE, book
from conversation.phrases import SlotLists
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Snapshot
from models.phrases import PhraseBook
from sync.cache import Cache


@dataclass(frozen=True, slots=True)
class _Phrases:
    """A book, and what it was made of."""

    snapshot: Snapshot
    expects: str
    tongue: Tongue
    book: PhraseBook


class HeardAgainst:
    """The names of one business, and those that one person has taught."""

    def __init__(self, cache: Cache, names: LearntNames) -> None:
        self._cache = cache
        self._names = names
        self._lists = SlotLists()
        self._phrases: _Phrases | None = None
        self.last: Understanding | None = None
        """What was laid out last."""

    def lay_out(self, tongue: Tongue, expects: str) -> Understanding:
        """Makes ready what words of `tongue` are understood with where a book is expected, by today's names."""
        snapshot, learnt, laid = self._cache.snapshot(), self._names.learnt, self.last
        if laid is None or laid.tongue is not tongue:
            laid = Understanding(snapshot, tongue, self._lists, learnt)
        elif laid.snapshot is not snapshot or laid.learnt is not learnt:
            laid = laid.against(snapshot, learnt)
        laid.lay_out(IDLE, expects)
        self.last = laid  # not before: until then the one before it holds the lists that both have
        return laid

    def laid_out(self, tongue: Tongue, expects: str) -> Understanding:
        """What was laid out last, which those who listen have no time to do anew; where that was for another tongue it
        is."""
        laid = self.last
        return laid if laid and laid.tongue is tongue else self.lay_out(tongue, expects)

    def phrases(self, tongue: Tongue, expects: str) -> PhraseBook:
        """The phrases of a book, with today's names: made once, since they are asked for at each pause of who
        speaks."""
        snapshot, made = self._cache.snapshot(), self._phrases
        if made is None or made.snapshot is not snapshot or made.expects != expects or made.tongue is not tongue:
            self._phrases = made = _Phrases(snapshot, expects, tongue, book(expects, snapshot, tongue))
        return made.book
