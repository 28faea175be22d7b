"""Sentences that a phrase book allows, by chance."""

from random import Random

from hassil.expression import Alternative, Expression, ListReference, Permutation, RuleReference, Sequence, TextChunk
from hassil.parse_expression import parse_sentence

from conversation.english.numbers import in_words, one_by_one
from models.numbers import SMALL
from models.phrases import FigureString, NumberRange, PhraseBook


class Sentences:
    """Says templates of one book; what is optional is said half of the time."""

    def __init__(self, book: PhraseBook, random: Random) -> None:
        self._book = book
        self._random = random

    def say(self, template: str) -> str:
        """One sentence of `template`, in words."""
        return " ".join(self._said(parse_sentence(template).expression).split())

    def _said(self, expression: Expression) -> str:
        match expression:
            case TextChunk():
                return expression.text
            case Sequence():
                return "".join(map(self._said, expression.items))
            case Alternative():
                return self._said(self._random.choice(expression.items))
            case Permutation():
                return " ".join(map(self._said, self._random.sample(expression.items, len(expression.items))))
            case RuleReference():
                return self._said(parse_sentence(self._book.rules[expression.rule_name]).expression)
            case ListReference():
                return self._value(expression.list_name)
            case _:
                raise TypeError(f"{type(expression).__name__} cannot be said")

    def _value(self, name: str) -> str:
        values = self._book.lists[name]
        if isinstance(values, NumberRange):
            return self._number(values)
        if isinstance(values, FigureString):
            return " ".join(self._random.choices(SMALL[:10], k=values.shortest))
        return self._random.choice(values).spoken

    def _number(self, numbers: NumberRange) -> str:
        """One that stands for something where any does, else as money comes; as a whole or figure by figure."""
        known = sorted(numbers.known)
        number = self._random.choice(known or [*range(50, 2000, 50), *range(2100, 9900, 100)])
        figure_by_figure = bool(known) and len(str(number)) > 2 and self._random.random() < 0.3
        return one_by_one(str(number)) if figure_by_figure else in_words(number)
