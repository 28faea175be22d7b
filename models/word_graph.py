"""A phrase book compiled to one graph of words that a recogniser can be held to.

PocketSphinx's own grammar format (JSGF) copies a rule wherever it is referred to, and spreads probability over the
alternatives so that a name from a long list costs more than one from a short list. Here a list is laid once for all
the places that go on in the same way, and every sentence costs the same.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from hassil.expression import Alternative, Expression, ListReference, Permutation, RuleReference, Sequence, TextChunk
from hassil.parse_expression import parse_sentence
from hassil.parser import ParseError

from models.errors import PhraseError
from models.numbers import HIGHEST, lay_figures, lay_number
from models.phrase_graph import SPACE, Graph, State, join_pieces
from models.phrases import FigureString, NumberRange, PhraseBook, SpokenValue, Values

_UNSPOKEN = re.compile(r"[^\w' ]|_")


@dataclass(frozen=True, slots=True)
class WordGraph:
    """All sentences of a book: the arcs ``(from, to, word)`` between numbered states, without cycles."""

    start: State
    ends: frozenset[State]
    """Where a sentence may end."""
    arcs: tuple[tuple[State, State, str], ...]
    """What is said on an arc is one word, or one value of a list with all its words, or a reference."""

    @property
    def vocabulary(self) -> frozenset[str]:
        """What is said on the arcs."""
        return frozenset(said for _, _, said in self.arcs)


def compile_book(book: PhraseBook, *, references: bool = False) -> WordGraph:
    """Compiles every sentence of `book`.

    With `references` the lists are not laid: an arc says ``{list:slot}`` where a value stands, and the last arc of
    every sentence its ``=intent``. Such a graph stays the same when only the values of lists change.

    Raises:
        PhraseError: a template cannot be parsed, names a list or a rule that is not there, a rule refers to itself, or
            nothing at all can be said.
    """
    pieces = Graph()
    compiler = (_ReferenceCompiler if references else _Compiler)(book, pieces)
    sentences = [compiler.sentence(intent, text) for intent, texts in book.intents.items() for text in texts]
    graph, start = join_pieces(pieces, pieces.either(sentences))
    if start == graph.nothing:
        raise PhraseError("nothing can be said: give an intent of the phrase book a sentence whose lists have values")
    number = {state: position for position, state in enumerate(graph.reachable(start))}
    return WordGraph(
        number[start],
        frozenset(number[state] for state in number if graph.accepting[state]),
        tuple(
            (number[state], number[target], word)
            for state in number
            for word, target in sorted(graph.arcs[state].items())
        ),
    )


class _Compiler:
    """Lays hassil's expression trees in a graph of pieces and spaces."""

    def __init__(self, book: PhraseBook, graph: Graph) -> None:
        self._book = book
        self._graph = graph
        self._laid_lists: dict[tuple[str, State], State] = {}
        self._laid_rules: dict[tuple[str, State], State] = {}
        self._open_rules: list[str] = []

    def sentence(self, intent: str, template: str) -> State:
        """The state from which a sentence of `template` leads to the end."""
        try:
            return self._lay(_parse(template), self._end(intent))
        except PhraseError as error:
            raise PhraseError(f"phrase {template!r} of {intent}: {error}") from error

    def _end(self, intent: str) -> State:  # noqa: ARG002 - told apart below
        return self._graph.end

    def _lay(self, expression: Expression, then: State) -> State:
        """Lays `expression` in front of `then`."""
        match expression:
            case TextChunk():
                return self._graph.words(_spoken(expression.text), then)
            case Sequence():
                for item in reversed(expression.items):
                    then = self._lay(item, then)
                return then
            case Alternative():
                return self._graph.either([self._lay(item, then) for item in expression.items])
            case Permutation():
                orders = permutations(expression.items)
                return self._graph.either([self._lay(Sequence(items=list(order)), then) for order in orders])
            case ListReference():
                return self._lay_list(expression, then)
            case RuleReference():
                return self._lay_rule(expression.rule_name, then)
            case _:
                raise PhraseError(f"{type(expression).__name__} cannot be spoken")

    def _lay_list(self, reference: ListReference, then: State) -> State:
        name = reference.list_name
        if (name, then) not in self._laid_lists:
            values = self._values(reference)
            match values:
                case NumberRange():
                    state = lay_number(self._graph, values, then)
                case FigureString():
                    state = lay_figures(self._graph, values, then)
                case _:
                    state = self._graph.either([self._graph.word(said, then) for said in self._sayable(values)])
            self._laid_lists[name, then] = state
        return self._laid_lists[name, then]

    def _sayable(self, values: Iterable[SpokenValue]) -> set[str]:
        """A value is one step, however many words it has: the states inside the names of a long list are what makes a
        search slow. A name without letters cannot be said."""
        return {" ".join(_spoken(value.spoken).split()) for value in values} - {""}

    def _values(self, reference: ListReference) -> Values:
        name = reference.list_name
        if name not in self._book.lists:
            raise PhraseError(f"there is no list {{{name}}}; the lists are {_names(self._book.lists)}")
        values = self._book.lists[name]
        if isinstance(values, NumberRange) and not 0 <= values.lowest <= values.highest <= HIGHEST:
            raise PhraseError(f"the numbers of {{{name}}} must rise and lie between 0 and {HIGHEST}: {values}")
        if isinstance(values, FigureString) and not 1 <= values.shortest <= values.longest:
            raise PhraseError(f"the lengths of {{{name}}} must rise and be 1 at least: {values}")
        return values

    def _lay_rule(self, name: str, then: State) -> State:
        if name not in self._book.rules:
            raise PhraseError(f"there is no rule <{name}>; the rules are {_names(self._book.rules)}")
        if name in self._open_rules:
            raise PhraseError(f"the rule <{name}> refers to itself")
        if (name, then) not in self._laid_rules:
            self._open_rules.append(name)
            self._laid_rules[name, then] = self._lay(_parse(self._book.rules[name]), then)
            self._open_rules.pop()
        return self._laid_rules[name, then]


class _ReferenceCompiler(_Compiler):
    """Lays references to lists instead of their values."""

    def _end(self, intent: str) -> State:
        return self._graph.word(SPACE, self._graph.word(f"={intent}", self._graph.end))

    def _lay_list(self, reference: ListReference, then: State) -> State:
        self._values(reference)  # that there is such a list
        return self._graph.word(f"{{{reference.list_name}:{reference.slot_name}}}", then)


@lru_cache(maxsize=1024)
def _parse(template: str) -> Expression:
    try:
        return parse_sentence(template).expression
    except (ParseError, AssertionError) as error:  # hassil asserts some of its syntax
        raise PhraseError(
            f"{template!r} is no sentence template: {error or 'a bracket is empty or not closed'}"
        ) from error


def _spoken(text: str) -> str:
    """Lower case, with nothing but letters and apostrophes between the spaces.

    Raises:
        PhraseError: figures, which are said in more than one way.
    """
    if any(character.isdigit() for character in text):
        raise PhraseError(f"{text.strip()!r} has figures: write the words as they are spoken")
    return _UNSPOKEN.sub(" ", text.lower().replace("’", "'"))


def _names(names: Mapping[str, object]) -> str:
    return ", ".join(sorted(names)) or "none"
