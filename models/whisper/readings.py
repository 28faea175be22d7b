"""From the sentences that a search found to the one that is believed, or to the two between which it is doubtful."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from models.whisper.search import Context, Hypothesis
from models.whisper.sentences import Sentence, Sentences

MOST_WORST, MOST_MEAN, LEAST_MARGIN = 6.0, 1.0, 1.0
"""Nats: a sentence is refused with a step whose regret is larger, or with a larger mean regret per token; it is in
doubt if another meaning is as near as this."""
_LEAST_MARGIN_OF_FIGURES = 2.0
"""Of a string of figures, whose nats are of several readings together."""
_MOST_CONTRADICTED = 3.2
"""Nats: one stretch of a string of figures may be a cough."""
_NEAR = 8.0
"""Nats behind the best within which sentences are read."""
_STRANGER = 3.0
"""Nats that a number costs which stands for nothing: "42 for tomorrow" is easily written "4244 tomorrow"."""
_FEWEST_STEPS = 4
"""A word of two tokens is not refused for what a sentence would be forgiven."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One meaning, in its likeliest words."""

    sentence: Sentence
    score: float
    """Nats, of all ways of writing it together."""
    worst: float
    """The largest regret of one step in nats, of the likeliest way of writing it; likewise `mean`."""
    mean: float
    """Regret per token."""
    contradicted: float = 0.0
    """Of a string of figures, nats by which the stretches between its pauses speak against it."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The best sentence for a sound."""

    sentence: Sentence
    worst: float
    mean: float
    contradicted: float
    """As in `Candidate`."""
    margin: float
    """Nats to the next meaning; infinite where there is none."""
    rival: Sentence | None
    """That meaning."""

    @property
    def fit(self) -> float:
        """How far inside the limits of what speaks against it this lies: 0 at a limit, 1 at best."""
        against = self.worst / MOST_WORST, self.mean / MOST_MEAN, self.contradicted / _MOST_CONTRADICTED
        return 1 - max(against)

    @property
    def clear(self) -> float:
        """The same of the limit of the margin; at the limit where the sentence is not proved."""
        if self.sentence.unproved:
            return 0.0
        least = _LEAST_MARGIN_OF_FIGURES if self.sentence.figures else LEAST_MARGIN
        return 1 - least / max(self.margin, 1e-9)


def candidates(sentences: Sentences, finished: Iterable[Hypothesis], context: Context) -> list[Candidate]:
    """The meanings that were found, best first."""
    sentences.begin()
    found = list(finished)
    floor = max((one.score for one in found), default=0.0) - _NEAR
    meanings: defaultdict[object, list[tuple[Hypothesis, Sentence]]] = defaultdict(list)
    for one in found:
        sentence = sentences.of(one.tokens[len(context.prompt) :]) if one.score >= floor else None
        if sentence:
            meanings[sentence.meaning].append((one, sentence))
    return sorted((_candidate(spelled, context) for spelled in meanings.values()), key=lambda one: -one.score)


def _candidate(spelled: list[tuple[Hypothesis, Sentence]], context: Context) -> Candidate:
    one, sentence = max(spelled, key=lambda pair: pair[0].held)
    score = float(np.logaddexp.reduce([one.score - _STRANGER * sentence.strangers for one, sentence in spelled]))
    steps = max(len(one.tokens) - len(context.prompt) + 1, _FEWEST_STEPS)
    return Candidate(sentence, score, one.worst, one.regret / steps)


def decided(ranked: list[Candidate], homophone: Callable[[str, list[str]], str | None]) -> Reading | None:
    """The meaning with the highest score; None where there is none.

    Args:
        ranked: the meanings, best first.
        homophone: gives the one of several other sentences that sounds the same; it is no further than 0 away.
    """
    if not ranked:
        return None
    best = ranked[0]
    # Other words are another meaning: a name can be a customer's, and a first name and a surname.
    rivals = [one for one in ranked[1:] if one.sentence.words != best.sentence.words]
    alike = homophone(best.sentence.words, [one.sentence.words for one in rivals])
    same = next((one for one in rivals if one.sentence.words == alike), None)
    rival = same or next(iter(rivals), None)
    margin = 0.0 if same else best.score - rival.score if rival else math.inf
    return Reading(best.sentence, best.worst, best.mean, best.contradicted, margin, rival.sentence if rival else None)
