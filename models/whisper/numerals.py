"""Numbers and strings of figures as tries of tokens."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from models.languages import Orthography
from models.phrases import FigureString, NumberRange
from models.whisper.trie import Node, Said, Trie

_NUMBER = Said("")
_MONEY = re.compile(r"\$[\d.,]+[.,]\d\d")


class Tokens(Protocol):
    """How a model writes."""

    @property
    def orthography(self) -> Orthography:
        """Of its language."""

    @property
    def figures(self) -> Mapping[int, str]:
        """The tokens that are figures, perhaps behind a space."""

    def tokens(self, texts: Sequence[str]) -> list[list[int]]:
        """Each text as it is most likely written."""


class Numerals:
    """Numbers in figures, however they are grouped, and in words."""

    def __init__(self, writing: Tokens, longest: int) -> None:
        self._writing, self._orthography = writing, writing.orthography
        counts = _lay_grouped(writing, longest)
        self.root = counts[0]
        self._lay_marks(counts[1:])
        unspaced = {token: text for token, text in writing.figures.items() if text[0] != " " and len(text) <= longest}
        dollars = Trie({token: counts[len(text)] for token, text in unspaced.items()})
        for sign in writing.tokens([" $", "$"]):
            self.root.lead(sign, dollars)
        self._thousands = counts[max(longest - 3, 1)]
        self._lay_words(counts[1:])
        self._lay_last_figures(counts)

    def _lay_marks(self, figures: list[Trie]) -> None:
        """A number may end behind its figures, or go on behind a mark."""
        marks, end = dict(zip(".,-", self._writing.tokens(".,-"), strict=True)), Trie(said=[_NUMBER])
        cents = {token: end for token, text in self._writing.figures.items() if re.fullmatch(r"\d\d", text)}
        for node in figures:
            node.said.append(_NUMBER)
            joined = dict(node.children)
            for mark, tokens in marks.items():
                more = joined if mark in self._orthography.joining_marks else {}
                less = cents if mark in self._orthography.cent_marks else {}
                node.children[tokens[0]] = Trie({**less, **more})

    def _lay_words(self, figures: list[Trie]) -> None:
        """Number words, as they may follow one another; some also go on what was begun in figures."""
        order = self._orthography.spoken_numbers
        ends = {state for state in order if state != "start" and not state.endswith("and")}
        nodes = {state: Trie(said=[_NUMBER] if state in ends else []) for state in order} | {"start": self.root}
        for state in reversed(list(order)):  # what is copied must have been laid
            leads = (" ", "-") if state in self._orthography.hyphen_behind else (" ",)
            self._lay_state(nodes[state], {word: nodes[after] for word, after in order[state].items()}, leads)
        for word in self._orthography.behind_figures:
            after = next(nodes[states[word]] for states in order.values() if word in states)
            for node in figures:
                for tokens in self._writing.tokens([f" {word}"]):
                    node.lead(tokens, after)

    def _lay_state(self, node: Trie, words: Mapping[str, Trie], leads: Sequence[str]) -> None:
        spelled = [(word, f"{lead}{word}") for word in words for lead in leads]
        tokens = self._writing.tokens([text for _, text in spelled])
        begun = {tuple(way[:length]) for way in tokens for length in range(1, len(way))}
        for (word, _), way in sorted(zip(spelled, tokens, strict=True), key=lambda pair: len(pair[1])):
            after: Node = words[word]
            if word in self._orthography.before_figures:  # "mil 200"
                after = Trie({**self._thousands.children, **after.children}, [_NUMBER])
            elif tuple(way) in begun:  # "doscientos" goes on from "dos" alone, not from all that end where that does
                after = Trie(dict(after.children), [_NUMBER])
            node.lead(way, after)

    def _lay_last_figures(self, counts: list[Trie]) -> None:
        """ "240 y 2": the figure takes the place of the nought; "30 y 899": others are written on to it."""
        behind = [Trie(dict(node.children), [_NUMBER]) for node in counts]
        figures = self._writing.figures.items()
        units = {token: len(text) - 2 for token, text in figures if re.fullmatch(r" [1-9]\d*", text)}
        between = self._writing.tokens([f" {word}" for word in self._orthography.between_figures])
        for count, node in enumerate(counts[2:], 2):
            fitting = {token: count + more for token, more in units.items() if count + more < len(counts)}
            for tokens in between:
                node.lead(tokens, Trie({token: behind[length] for token, length in fitting.items()}))


def lay_string(writing: Tokens, wanted: FigureString) -> Node:
    """Figures one by one, however they are grouped: "0 6 6", "066", "0-66", "oh six six", "oh double six"."""
    nodes = _lay_grouped(writing, wanted.longest)
    marks = [tokens[0] for tokens in writing.tokens(["-", ".", ","])]
    leads = {"": 1} | {f"{word} ": many for word, many in writing.orthography.repeated.items()}
    names = [(f" {lead}{name}", many) for lead, many in leads.items() for name in writing.orthography.figure_names]
    spelled = writing.tokens([name for name, _ in names])
    for count, node in enumerate(nodes):
        for (_, many), tokens in zip(names, spelled, strict=True):
            if count + many <= wanted.longest:
                node.lead(tokens, nodes[count + many])
        if count >= wanted.shortest:
            node.said.append(_NUMBER)
        if 0 < count < wanted.longest:
            node.children |= {mark: Trie(dict(node.children)) for mark in marks}
    return nodes[0]


def _lay_grouped(writing: Tokens, longest: int) -> list[Trie]:
    """Figures, however they are grouped: a node for each count of those that were written, from none to `longest`."""
    nodes = [Trie() for _ in range(longest + 1)]
    for count, node in enumerate(nodes):
        for token, text in writing.figures.items():
            length = count + len(text.strip())
            if length <= longest and (count or text[0] == " "):
                node.children[token] = nodes[length]
    return nodes


def read_number(written: str, numbers: NumberRange | FigureString, orthography: Orthography) -> str | None:
    """The figures of a number that was written in one way or another; None where it is outside the range."""
    if isinstance(numbers, FigureString):
        return _string(written, numbers, orthography)
    if _MONEY.fullmatch(written.strip()):
        dollars = int(re.sub(r"\D", "", written.strip()[:-3]))
        return written.strip() if numbers.cents and numbers.lowest <= dollars <= numbers.highest else None
    plain = orthography.figures(orthography.number_marks.sub(" ", written.lower()))
    digits = plain.replace(" ", "")
    return digits if digits.isdigit() and numbers.lowest <= int(digits) <= numbers.highest else None


def _string(written: str, wanted: FigureString, orthography: Orthography) -> str | None:
    """The figures of a string that was written in one way or another; None where there are too few or too many."""
    said, times = "", 1
    for word in re.sub(r"[-,.]+", " ", written.lower()).split():
        if word in orthography.repeated:
            times = orthography.repeated[word]
            continue
        said, times = said + times * orthography.figure_names.get(word, word), 1
    return said if wanted.shortest <= len(said) <= wanted.longest else None
