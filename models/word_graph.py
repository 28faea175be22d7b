"""A phrase book compiled to one graph of words that a recogniser can be held to.

PocketSphinx's own grammar format (JSGF) copies a rule wherever it is referred to, and spreads probability over the
alternatives so that a name from a long list costs more than one from a short list. Here a list is laid once for all
the places that go on in the same way, and every sentence costs the same.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from models.errors import PhraseError
from models.numbers import HIGHEST, lay_figures, lay_number
from models.phrase_graph import Graph, State, join_pieces
from models.phrases import FigureString, NumberRange, PhraseBook, SpokenValue, Values
from models.templates import MeaningCompiler, TemplateCompiler, spoken

Arc = tuple[State, State, str]
"""From, to, and what is said on the way."""
_REFERENCE = re.compile(r"\{[^{}]+\}")
_MOST_BOOKS = 64
"""Graphs that are kept: of the idle book and of the answers to each question, and another person's."""


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True)
class WordGraph:
    """All sentences of a book: arcs between numbered states, without cycles.

    Two are the same only where they are one, so that what was made of one can be kept with it.
    """

    start: State
    ends: frozenset[State]
    """Where a sentence may end."""
    arcs: tuple[Arc, ...]
    """What is said on an arc is one word, or one value of a list with all its words, or a reference, or nothing."""

    @property
    def vocabulary(self) -> frozenset[str]:
        """What is said on the arcs."""
        return frozenset(said for _, _, said in self.arcs if said)


def compile_book(book: PhraseBook, *, references: bool = False) -> WordGraph:
    """Compiles every sentence of `book`.

    With `references` the lists are not laid: an arc says ``{list:slot}`` where a value stands, and the last arc of
    every sentence its ``=intent``. Such a graph stays the same, and is not made again, when only the values of lists
    change.

    Without them, an arc that says nothing leads to where the values of a list begin. No two such arcs follow one
    another.

    Raises:
        PhraseError: a template cannot be parsed, names a list or a rule that is not there, a rule refers to itself, a
            list stands within a word, or nothing at all can be said.
    """
    has_values = tuple((name, _has_values(name, values)) for name, values in book.lists.items())
    graph = _compiled(tuple(book.intents.items()), tuple(book.rules.items()), has_values, meant=references)
    return graph if references else _lay_lists(graph, book.lists)


@lru_cache(_MOST_BOOKS)
def _compiled(
    intents: tuple[tuple[str, tuple[str, ...]], ...],
    rules: tuple[tuple[str, str], ...],
    lists: tuple[tuple[str, bool], ...],
    *,
    meant: bool,
) -> WordGraph:
    """The graph with references, whatever the values of the lists are."""
    pieces = Graph()
    compiler = (MeaningCompiler if meant else TemplateCompiler)(pieces, dict(rules), dict(lists))
    graph, start = join_pieces(pieces, compiler.sentences(dict(intents)))
    if start == graph.nothing:
        raise PhraseError("nothing can be said: give an intent of the phrase book a sentence whose lists have values")
    compiled = _numbered(graph, start)
    for said in compiled.vocabulary:
        if "{" in said and not _REFERENCE.fullmatch(said):
            raise PhraseError(f"{said!r} has a list within a word: a list must stand between spaces")
    return compiled


def _numbered(graph: Graph, start: State) -> WordGraph:
    number = {state: position for position, state in enumerate(graph.reachable(start))}
    arcs = (
        (number[state], number[target], word) for state in number for word, target in sorted(graph.arcs[state].items())
    )
    return WordGraph(number[start], frozenset(number[state] for state in number if graph.accepting[state]), tuple(arcs))


def _has_values(name: str, values: Values) -> bool:
    """Whether something can be said for a list.

    Raises:
        PhraseError: its limits make no sense.
    """
    match values:
        case NumberRange() if not 0 <= values.lowest <= values.highest <= HIGHEST:
            raise PhraseError(f"the numbers of {{{name}}} must rise and lie between 0 and {HIGHEST}: {values}")
        case FigureString() if not 1 <= values.shortest <= values.longest:
            raise PhraseError(f"the lengths of {{{name}}} must rise and be 1 at least: {values}")
        case NumberRange() | FigureString():
            return True
        case _:
            return any(_words(value) for value in values)


def _lay_lists(graph: WordGraph, lists: Mapping[str, Values]) -> WordGraph:
    """Lays the values of a list once for all references to it behind which the sentence goes on in the same way."""
    states = count(1 + max(max(source, target) for source, target, _ in graph.arcs))
    arcs, heads = list[Arc](), dict[tuple[str, State], State]()
    for source, target, said in graph.arcs:
        if not said.startswith("{"):
            arcs.append((source, target, said))
            continue
        if (said, target) not in heads:
            heads[said, target] = next(states)
            arcs += _value_arcs(lists[said.strip("{}")], heads[said, target], target, states)
        arcs.append((source, heads[said, target], ""))
    return WordGraph(graph.start, graph.ends, tuple(arcs))


def _value_arcs(values: Values, head: State, then: State, states: Iterator[State]) -> Iterator[Arc]:
    """From `head`, every value of a list, to `then`.

    A value is one step, however many words it has: the states inside the names of a long list are what makes a search
    slow. A name without letters cannot be said.
    """
    if isinstance(values, tuple):
        yield from ((head, then, said) for said in sorted(set(map(_words, values)) - {""}))
        return
    numbers = (
        _figure_words(values) if isinstance(values, FigureString) else _number_words(values.lowest, values.highest)
    )
    own = {numbers.start: head}
    onwards = {source for source, _, _ in numbers.arcs}
    for source, target, word in numbers.arcs:
        for state in (source, target):
            if state not in own and state in onwards:
                own[state] = next(states)
        if target in numbers.ends:
            yield own[source], then, word
        if target in onwards:
            yield own[source], own[target], word


@lru_cache
def _number_words(lowest: int, highest: int) -> WordGraph:
    pieces = Graph()
    return _numbered(*join_pieces(pieces, lay_number(pieces, NumberRange(lowest, highest), pieces.end)))


@lru_cache
def _figure_words(figures: FigureString) -> WordGraph:
    pieces = Graph()
    return _numbered(*join_pieces(pieces, lay_figures(pieces, figures, pieces.end)))


def _words(value: SpokenValue) -> str:
    return " ".join(spoken(value.spoken).split())
