"""What tokens say in the sentences of a grammar: the way back from what a search found to words and values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.phrases import FigureString
from models.whisper.grammar import Behind, Grammar, Position
from models.whisper.numerals import read_number
from models.whisper.trie import Said


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a sentence says."""

    intent: str
    values: tuple[tuple[str, str], ...]
    """Slot and value, in the order spoken."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the book."""

    meaning: Meaning
    words: str
    """As they are spoken; numbers in figures."""
    strangers: int
    """How many of its numbers stand for nothing that is known."""
    figures: str = ""
    """The string of figures that is all it says; empty for any other sentence."""
    unproved: bool = False
    """It has a string of figures, and what is heard between the pauses can't be held against it, since it stands among
    words, or speaks for a length that no string may have."""


class Sentences:
    """Reads what was found in one grammar, utterance by utterance."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._walked: dict[tuple[int, ...], dict[Position, _Trail]] = {}

    def begin(self) -> None:
        """Begins another utterance."""
        self._walked.clear()

    def of(self, tokens: tuple[int, ...]) -> Sentence | None:
        """What `tokens` say; None where a number in them lies outside its range, or they are no whole sentence."""
        for position, trail in self._walk(tokens).items():
            if self._grammar.is_end(position) and (sentence := self._read(position, trail, tokens)):
                return sentence
        return None

    def _walk(self, tokens: tuple[int, ...]) -> dict[Position, _Trail]:
        """The positions behind `tokens`, each with how it was come to."""
        if tokens not in self._walked:
            trails = dict[Position, _Trail]()
            if not tokens:
                trails |= {position: _Trail(None, 0, 0) for position in self._grammar.enter(self._grammar.origin)}
            else:
                for (trie, behind), trail in self._walk(tokens[:-1]).items():
                    if child := trie.children.get(tokens[-1]):
                        _shorter(trails, (child, behind), trail)
            waiting = list(trails)
            while waiting:
                position = waiting.pop()
                waiting += self._complete(position, trails, len(tokens))
            self._walked[tokens] = trails
        return self._walked[tokens]

    def _complete(self, position: Position, trails: dict[Position, _Trail], end: int) -> list[Position]:
        """Where the sentence goes on behind what is complete at `position`; adds the trails there."""
        (trie, behind), trail = position, trails[position]
        reached = list[Position]()
        for said in trie.said:
            step = _Step(said, behind, trail.begin, end, trail.steps)
            onwards = _Trail(step, end, trail.count + 1)
            target = behind.state if behind else said.target
            reached += [further for further in self._grammar.enter(target) if _shorter(trails, further, onwards)]
        return reached

    def _read(self, position: Position, trail: _Trail, tokens: tuple[int, ...]) -> Sentence | None:
        words, values, strangers, strings = list[str](), list[tuple[str, str]](), 0, 0
        for step in _backwards(trail.steps):
            said, value = step.said.words, step.said.value
            if step.behind and step.behind.numbers:
                written = self._grammar.lists.tokenizer.decode(list(tokens[step.begin : step.end]))
                number = read_number(written, step.behind.numbers, self._grammar.lists.orthography)
                if number is None:
                    return None
                said = value = number
                if isinstance(step.behind.numbers, FigureString):
                    strings += 1
                elif step.behind.numbers.known and number.isdigit():
                    strangers += int(number) not in step.behind.numbers.known
            words.append(said)
            if step.behind:
                values.append((step.behind.slot, value))
        end = position[1]
        assert end is not None  # noqa: S101 - it is where a sentence ends
        meaning = Meaning(end.slot[1:], tuple(reversed(values)))
        figures = words[0] if strings == len(words) == 1 else ""
        return Sentence(meaning, " ".join(reversed(words)), strangers, figures, unproved=bool(strings and not figures))


@dataclass(frozen=True, slots=True)
class _Step:
    """A word or a value that was passed."""

    said: Said
    behind: Behind | None
    begin: int
    """Its first token."""
    end: int
    before: _Step | None


@dataclass(frozen=True, slots=True)
class _Trail:
    """How a position was come to, where its word began, and how many words and values were passed."""

    steps: _Step | None
    begin: int
    count: int


def _shorter(trails: dict[Position, _Trail], position: Position, trail: _Trail) -> bool:
    """Keeps the trail of fewer words: a known name is one value, and not a first name and a surname."""
    known = trails.get(position)
    if known is None or trail.count < known.count:
        trails[position] = trail
        return True
    return False


def _backwards(step: _Step | None) -> Iterator[_Step]:
    while step:
        yield step
        step = step.before
