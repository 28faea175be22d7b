"""Sentence templates in hassil's syntax, laid in a graph of pieces and spaces, in which lists are only referred to."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import permutations

from hassil.expression import Alternative, Expression, ListReference, Permutation, RuleReference, Sequence, TextChunk
from hassil.parse_expression import parse_sentence
from hassil.parser import ParseError

from models.errors import PhraseError
from models.phrase_graph import SPACE, Graph, State

_OPENING = re.compile(r"^(?:<\w+> +(?=\S))+")
"""The rules that a template begins with, and something behind them."""
_UNSPOKEN = re.compile(r"[^\w' ]|_")


class TemplateCompiler:
    """Lays hassil's expression trees: a piece ``{list}`` stands for any value of a list."""

    def __init__(self, graph: Graph, rules: Mapping[str, str], lists: Mapping[str, bool]) -> None:
        """`lists` says of each list whether there is a value in it: behind an empty one nothing can be said."""
        self._graph = graph
        self._rules = rules
        self._lists = lists
        self._laid_rules: dict[tuple[str, State], State] = {}
        self._open_rules: list[str] = []

    def sentences(self, intents: Mapping[str, Iterable[str]]) -> State:
        """The state from which a sentence of any template leads to the end.

        Rules in front are laid once for all templates that begin with them: most begin with the same politeness.

        Raises:
            PhraseError: a template cannot be parsed, names a list or a rule that is not there, or a rule refers to
                itself.
        """
        behind = defaultdict[str, list[State]](list)
        for intent, templates in intents.items():
            for template in templates:
                rest = _OPENING.sub("", template)
                behind[template.removesuffix(rest)].append(self._sentence(intent, template, rest))
        return self._graph.either([self._opening(opening, states) for opening, states in behind.items()])

    def _opening(self, rules: str, states: Iterable[State]) -> State:
        then = self._graph.either(states)
        for name in reversed(re.findall(r"\w+", rules)):
            then = self._lay_rule(name, self._graph.word(SPACE, then))
        return then

    def _sentence(self, intent: str, template: str, rest: str) -> State:
        try:
            return self._lay(_parse(rest), self._end(intent))
        except PhraseError as error:
            raise PhraseError(f"phrase {template!r} of {intent}: {error}") from error

    def _end(self, intent: str) -> State:  # noqa: ARG002 - told apart below
        return self._graph.end

    def _reference(self, reference: ListReference) -> str:
        return f"{{{reference.list_name}}}"

    def _lay(self, expression: Expression, then: State) -> State:
        """Lays `expression` in front of `then`."""
        match expression:
            case TextChunk():
                return self._graph.words(spoken(expression.text), then)
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
        if name not in self._lists:
            raise PhraseError(f"there is no list {{{name}}}; the lists are {_names(self._lists)}")
        return self._graph.word(self._reference(reference), then) if self._lists[name] else self._graph.nothing

    def _lay_rule(self, name: str, then: State) -> State:
        if name not in self._rules:
            raise PhraseError(f"there is no rule <{name}>; the rules are {_names(self._rules)}")
        if name in self._open_rules:
            raise PhraseError(f"the rule <{name}> refers to itself")
        if (name, then) not in self._laid_rules:
            self._open_rules.append(name)
            self._laid_rules[name, then] = self._lay(_parse(self._rules[name]), then)
            self._open_rules.pop()
        return self._laid_rules[name, then]


class MeaningCompiler(TemplateCompiler):
    """Lays what is meant too: a piece ``{list:slot}``, and at the end of every sentence its ``=intent``."""

    def _end(self, intent: str) -> State:
        return self._graph.word(SPACE, self._graph.word(f"={intent}", self._graph.end))

    def _reference(self, reference: ListReference) -> str:
        return f"{{{reference.list_name}:{reference.slot_name}}}"


@lru_cache(maxsize=4096)
def _parse(template: str) -> Expression:
    try:
        return parse_sentence(template).expression
    except (ParseError, AssertionError) as error:  # hassil asserts some of its syntax
        raise PhraseError(
            f"{template!r} is no sentence template: {error or 'a bracket is empty or not closed'}"
        ) from error


def spoken(text: str) -> str:
    """Lower case, with nothing but letters and apostrophes between the spaces.

    Raises:
        PhraseError: figures, which are said in more than one way.
    """
    if any(character.isdigit() for character in text):
        raise PhraseError(f"{text.strip()!r} has figures: write the words as they are spoken")
    return _UNSPOKEN.sub(" ", text.lower().replace("’", "'"))


def _names(names: Iterable[str]) -> str:
    return ", ".join(sorted(names)) or "none"
