"""Finds the sentences of a grammar that fit a sound best, with Whisper's decoder.

The score of a prefix is its log-probability over the sound less a share of its log-probability over silence: what
the decoder expects anyway is no evidence. A beam of prefixes is followed; what the grammar leaves no choice about is
decoded in the same call. What was measured stands in docs/hearing.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from weakref import WeakSet

import numpy as np
from numpy.typing import NDArray

from models.whisper.decoder import Cross, Decoder, Memory, Rows, Vocabulary, seen
from models.whisper.grammar import Grammar, State
from models.whisper.graphs import Floats

_PRIOR = 0.35
"""The share of silence that is subtracted. It also rewards length, and too much of it invents words."""
_PRIOR_OF_FIGURES = 0.0
"""A short sound of figures is easily written twice, or with a nought too many: these get no reward, nor does anything
that is written in a string of figures."""
_BEAM = 12
_WAYS = 2
"""Of writing the same that stay in a beam: more would crowd out all else, and with one the most usual is lost."""
_PRUNE = 6.0
"""Nats behind the best prefix at which one is dropped."""
_LONGEST = 100
"""Tokens."""
_REMEMBERED = 4000
"""Prefixes, of all searches of a model, whose expectations over silence are kept from search to search. Each takes
12 KB with tiny and 25 KB with base, together 49 and 98 MB; a search that begins below the limit goes on beyond it."""
_NO_ROWS: Rows = np.zeros(0, np.int64)
_NOTHING: Floats = np.zeros(0, np.float32)


@dataclass(slots=True)
class Hypothesis:
    """A legal prefix; with the end of the text behind it, a whole sentence."""

    tokens: tuple[int, ...]
    state: State
    score: float = 0.0
    """Nats."""
    held: float = 0.0
    """Log-probability over the sound."""
    regret: float = 0.0
    """How much likelier the decoder's favourites are than these tokens, summed over the steps; nats, not negative."""
    worst: float = 0.0
    """The largest regret of one step."""
    letters: str = ""
    """What it says, without spaces and marks, in lower case."""
    path: Rows = field(default_factory=lambda: _NO_ROWS)
    """Of the tokens that were decoded."""
    heard: Floats = field(default_factory=lambda: np.zeros(0, np.float32))
    """Log-probabilities of the state's tokens, the end of the text last."""
    best: float = 0.0
    """Log-probability of the favourite."""


@dataclass(frozen=True, slots=True)
class Context:
    """What all searches of a model share."""

    prompt: tuple[int, ...]
    end: int
    """The token that ends a text."""
    letters: Sequence[str]
    """Of each token, without its spaces and marks and in lower case."""
    figures: NDArray[np.bool_]
    """Of each token, whether it is a figure."""
    silence: Cross
    silent: Memory
    """Of what was decoded over silence."""
    sounding: Memory
    """Of what was decoded over the utterance that is searched."""
    silences: WeakSet[_Silence] = field(default_factory=WeakSet)
    """All that remember rows of `silent`."""

    def rows_of(self, state: State, vocabulary: Vocabulary) -> NDArray[np.int64]:
        """Where the legal tokens of a state stand in the decoder's answers, the end of the text last."""
        return vocabulary.rows(np.append(state.tokens, self.end))


class Search:
    """Searches one grammar, utterance by utterance."""

    def __init__(self, decoder: Decoder, vocabulary: Vocabulary, grammar: Grammar, context: Context) -> None:
        self._decoder, self._vocabulary, self._grammar, self._context = decoder, vocabulary, grammar, context
        self._silence = _Silence(decoder, vocabulary, context)

    def run(self, cross: Cross) -> list[Hypothesis]:
        """The whole sentences that were found, the end of the text behind them left out."""
        self._grammar.begin()
        self._silence.begin()
        self._context.sounding.clear()
        live = [Hypothesis(self._context.prompt, self._grammar.start)]
        self._feed(live, cross)
        finished: list[Hypothesis] = []
        top = -np.inf
        while live and len(live[0].tokens) < _LONGEST:
            parts = []
            for one in live:
                part = one.score + one.heard - self._silence.expects(one.tokens)
                if one.state.may_end:
                    finished.append(_grown(one, -1, float(part[-1]), self._context.letters))
                    top = max(top, finished[-1].score)
                part[-1] = -np.inf
                parts.append(part)
            live = best_next(live, parts, top, self._context.letters)
            if live:
                self._feed(live, cross)
        return finished

    def _feed(self, live: list[Hypothesis], cross: Cross) -> None:
        """Decodes what each has not decoded yet, and behind it what the grammar forces, in one call."""
        chains = [self._forced(one) for one in live]
        fed, depths, parents, paths, begins = list[int](), list[int](), list[int](), list[Rows](), list[int]()
        for one, chain in zip(live, chains, strict=True):
            begins.append(len(fed))
            new = (*one.tokens[len(one.path) :], *(token for token, _ in chain))
            parents += [-1, *range(len(fed), len(fed) + len(new) - 1)]
            paths += [one.path, *[_NO_ROWS] * (len(new) - 1)]
            depths += range(len(one.path), len(one.path) + len(new))
            fed += new
        past = np.unique(np.concatenate([one.path for one in live]))
        mask, memory = seen(parents, paths, past), self._context.sounding
        hidden, new_rows = self._decoder.step(fed, depths, memory.recall(past), mask, cross)
        logp, rows = self._vocabulary.logp(hidden), memory.keep(new_rows)
        best = logp.max(axis=1)
        self._silence.listen(live, chains)
        for one, chain, begin, end in zip(live, chains, begins, [*begins[1:], len(fed)], strict=True):
            for at, (token, state) in enumerate(chain, end - len(chain) - 1):
                self._take(one, token, state, logp[at], float(best[at]))
            one.path = np.concatenate([one.path, rows[begin:end]])
            one.heard = logp[end - 1, self._context.rows_of(one.state, self._vocabulary)]
            one.best = float(best[end - 1])

    def _take(self, one: Hypothesis, token: int, state: State, logp: Floats, best: float) -> None:
        """A forced token."""
        heard = float(logp[self._vocabulary.rows([token])[0]])
        one.score += heard - float(self._silence.expects(one.tokens)[0])
        one.held += heard
        one.regret += best - heard
        one.worst = max(one.worst, best - heard)
        one.letters += self._context.letters[token]
        one.tokens, one.state = (*one.tokens, token), state

    def _forced(self, one: Hypothesis) -> list[tuple[int, State]]:
        """The tokens that nothing else can stand for, and the states behind them."""
        chain, state = list[tuple[int, State]](), one.state
        self._grammar.follow(state)
        while len(state.tokens) == 1 and not state.may_end:
            chain.append((int(state.tokens[0]), state.after[0]))
            state = state.after[0]
            self._grammar.follow(state)
        return chain


def best_next(live: list[Hypothesis], parts: list[Floats], top: float, letters: Sequence[str]) -> list[Hypothesis]:
    """The beam of the next tokens.

    Args:
        live: the prefixes that were followed, best first.
        parts: of each the scores of its legal tokens, the end of the text last.
        top: the score of the best whole sentence so far.
        letters: as in `Context`.
    """
    scores = np.concatenate(parts)
    order = np.flatnonzero(scores > max(float(scores.max()), top) - _PRUNE)
    order = order[np.argsort(-scores[order], kind="stable")]
    ends = np.cumsum([len(part) for part in parts])
    owners = np.searchsorted(ends, order, side="right")
    beam, ways = list[Hypothesis](), Counter[tuple[State, str]]()
    for owner, choice in zip(owners, order, strict=True):
        place = int(choice - ends[owner] + len(parts[owner]))
        grown = _grown(live[owner], place, float(scores[choice]), letters)
        said = grown.state, grown.letters
        if ways[said] < _WAYS:
            ways[said] += 1
            beam.append(grown)
            if len(beam) == _BEAM:
                break
    return beam


def _grown(one: Hypothesis, choice: int, score: float, letters: Sequence[str]) -> Hypothesis:
    """`one` with a legal token, which is not decoded yet; -1 is the end of the text."""
    heard = float(one.heard[choice])
    regret = one.best - heard
    ended = choice == -1
    return Hypothesis(
        one.tokens if ended else (*one.tokens, int(one.state.tokens[choice])),
        one.state if ended else one.state.after[choice],
        score,
        one.held + heard,
        one.regret + regret,
        max(one.worst, regret),
        one.letters if ended else one.letters + letters[one.state.tokens[choice]],
        one.path,
    )


class _Silence:
    """What the decoder expects behind prefixes when nothing is heard; remembered from utterance to utterance."""

    def __init__(self, decoder: Decoder, vocabulary: Vocabulary, context: Context) -> None:
        self._decoder, self._vocabulary, self._context = decoder, vocabulary, context
        self._memory = context.silent
        self._known: dict[tuple[int, ...], tuple[Rows, Floats]] = {}
        context.silences.add(self)

    def begin(self) -> None:
        """Before an utterance, lets go of what has become too much in all searches together."""
        if len(self._memory) > _REMEMBERED:
            self._memory.clear()
            for silence in self._context.silences:
                silence._known.clear()

    def expects(self, prefix: tuple[int, ...]) -> Floats:
        """What is subtracted for each legal token behind `prefix`, the end of the text last."""
        return self._known[prefix][1]

    def listen(self, live: list[Hypothesis], chains: list[list[tuple[int, State]]]) -> None:
        """Gets to know the prefixes of a beam and of what is forced behind them."""
        fresh: dict[tuple[int, ...], State | None] = {}
        for one, chain in zip(live, chains, strict=True):
            for length in range(1, len(one.tokens)):  # of the prompt, whose beginnings are no prefixes of the grammar
                if one.tokens[:length] not in self._known:
                    fresh.setdefault(one.tokens[:length], None)
            prefix, states = one.tokens, [one.state, *(state for _, state in chain)]
            for state, token in zip(states, [*(token for token, _ in chain), None], strict=True):
                if prefix not in self._known:
                    fresh[prefix] = state
                prefix = prefix if token is None else (*prefix, token)
        if fresh:
            self._decode(fresh)

    def _decode(self, fresh: dict[tuple[int, ...], State | None]) -> None:
        number = {prefix: index for index, prefix in enumerate(fresh)}
        parents = [number.get(prefix[:-1], -1) for prefix in fresh]
        paths = [
            _NO_ROWS if parent >= 0 or len(prefix) == 1 else self._known[prefix[:-1]][0]
            for prefix, parent in zip(fresh, parents, strict=True)
        ]
        past = np.unique(np.concatenate(paths))
        tokens, depths = [prefix[-1] for prefix in fresh], [len(prefix) - 1 for prefix in fresh]
        mask = seen(parents, paths, past)
        hidden, new = self._decoder.step(tokens, depths, self._memory.recall(past), mask, self._context.silence)
        logp, rows = self._vocabulary.logp(hidden), self._memory.keep(new)
        for index, (prefix, state) in enumerate(fresh.items()):
            before = self._known[prefix[:-1]][0] if len(prefix) > 1 else _NO_ROWS
            expected = _NOTHING if state is None else self._weighed(state, logp[index])
            self._known[prefix] = np.append(before, rows[index]), expected

    def _weighed(self, state: State, logp: Floats) -> Floats:
        share = _PRIOR_OF_FIGURES if state.in_figures else _PRIOR
        shares = np.where(self._context.figures[state.tokens], _PRIOR_OF_FIGURES, share)
        weighed = np.append(shares, share) * logp[self._context.rows_of(state, self._vocabulary)]
        return weighed.astype(np.float32)
