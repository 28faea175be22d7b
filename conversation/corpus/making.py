"""Makes the lines of a corpus out of wordings, phrases and chance; the same seed makes the same lines."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from random import Random
from typing import Final

from conversation.corpus.augmenting import Augmenting
from conversation.corpus.breaths import joined
from conversation.corpus.filling import Filling, pool_of
from conversation.corpus.nothing import Nothing, controls, cut_off
from conversation.corpus.phrases import Phrases, commands_and_templates
from conversation.corpus.prose import said as said_in
from conversation.corpus.said import Example, NoExampleError, Said, example, plain
from conversation.corpus.wordings import Wording
from conversation.tongues import TONGUES
from erp import Language

VALID_SHARE: Final = 0.04
"""Of the wordings: no line for training is made from them."""
_SHARES: Final[Mapping[str, float]] = {
    "wordings": 0.46, "phrases": 0.19, "breaths": 0.08, "cut off": 0.01, "others": 0.19, "reported": 0.045,
    "beginnings": 0.018, "controls": 0.007,
}  # fmt: skip
"""How many of the lines are made in which way."""
_PROSE: Final = 0.08
"""As many of these besides, at most, where there is prose."""
_TRIES: Final = 4
"""Sentences that are made for each line wanted, at most, where some are no example or were there before."""
_DRAWN: Final = 80
"""How often one is drawn for each line wanted, at most: few wordings can be cut off, or told of as somebody's words."""
_ROUGH_PHRASES: Final = 0.45
_LANGUAGES: Final[Sequence[Language]] = ("en", "es")
_QUIET: Final = frozenset({
    "if", "don't", "told", "said", "says", "goes", "asked", "tell", "say", "want", "needs", "need", "put", "call", "no",
    "not", "never", "should", "would", "could", "please", "let", "que", "dijo", "dice", "dile", "si", "nunca",
    "dije", "quiere", "pide", "pidió", "cuando", "porque", "pero",
})  # fmt: skip
"""Words that chatter beside a command must not have: with them it might say something about the command."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """All lines, and what became of the sentences drawn."""

    train: tuple[Example, ...]
    valid: tuple[Example, ...]
    drawn: Mapping[str, int]
    """Ways and reasons, and how many sentences went so."""


class _Lines:
    """Collects examples, each text once."""

    def __init__(self) -> None:
        self.answers: dict[str, str] = {}
        self.drawn: Counter[str] = Counter()

    def take(self, way: str, sentences: Iterator[Said | None], wanted: int) -> tuple[Example, ...]:
        """So many new examples of `sentences`, or as many as there are."""
        made: list[Example] = []
        for said in islice(filter(None, islice(sentences, _DRAWN * wanted)), _TRIES * wanted):
            if len(made) >= wanted:
                break
            try:
                one = example(said)
            except NoExampleError as reason:
                self.drawn[f"{way}: {reason}"] += 1
                continue
            if known := self.answers.get(one.text):
                self.drawn[f"{way}: {'there before' if known == one.answer else 'means something else too'}"] += 1
                continue
            self.answers[one.text] = one.answer
            made.append(one)
        self.drawn[way] += len(made)
        return tuple(made)


def corpus(
    wordings: Sequence[Wording],
    lines: int,
    valid: int,
    seed: int,
    prose: Mapping[Language, tuple[str, ...]] | None = None,
) -> Corpus:
    """About so many `lines` for training, and `valid` others from wordings of their own. Sentences of `prose` are no
    command."""
    kept, other = _split(wordings, Random(f"{seed} split"))  # noqa: S311 - nothing is kept secret
    sources, collected = _Sources(kept), _Lines()
    checks = collected.take("valid", _from_wordings(other, _Maker(sources, seed, "valid")), valid)
    made = [
        one
        for way, sentences in _ways(kept, sources, seed).items()
        for one in collected.take(way, sentences, round(lines * _SHARES[way]))
    ]
    other_talk = list(said_in(prose or {}))
    Random(f"{seed} prose").shuffle(other_talk)  # noqa: S311
    made += collected.take("prose", iter(other_talk), round(lines * _PROSE))
    Random(f"{seed} order").shuffle(made)  # noqa: S311
    return Corpus(tuple(made), checks, collected.drawn)


def _split(wordings: Sequence[Wording], chance: Random) -> tuple[list[Wording], list[Wording]]:
    shuffled = list(wordings)
    chance.shuffle(shuffled)
    few = round(len(shuffled) * VALID_SHARE)
    return shuffled[few:], shuffled[:few]


class _Sources:
    """What sentences are made of."""

    def __init__(self, wordings: Sequence[Wording]) -> None:
        self.pool = pool_of(wordings)
        self.commands = _by_language(each for each in wordings if each.heads)
        self.others = _by_language(each for each in wordings if not each.heads)
        self.chatter = _chatter(wordings)


class _Maker:
    """Makes sentences of them, all by one chance."""

    def __init__(self, sources: _Sources, seed: int, way: str) -> None:
        self.sources = sources
        self.chance = Random(f"{seed} {way}")  # noqa: S311
        self.filling = Filling(sources.pool, self.chance)
        self.augmenting = Augmenting(sources.chatter, self.chance)
        self.nothing = Nothing(sources.others, sources.commands, self.filling, self.augmenting, self.chance)
        self.phrases = {language: Phrases(TONGUES[language], sources.pool, self.chance) for language in _LANGUAGES}


def _by_language(wordings: Iterable[Wording]) -> Mapping[Language, Sequence[Wording]]:
    found: dict[Language, list[Wording]] = {language: [] for language in _LANGUAGES}
    for each in wordings:
        found[each.language].append(each)
    return found


def _chatter(wordings: Iterable[Wording]) -> Mapping[Language, Sequence[str]]:
    """Sentences without a name that say nothing about a command beside them."""
    alone = (each for each in wordings if not each.heads and not any(place.record for place in each.places))
    quiet = [each for each in alone if not _QUIET & {place.words for place in each.places}]
    return {
        language: [" ".join(place.words for place in each.places) for each in quiet if each.language == language]
        for language in _LANGUAGES
    }


def _ways(wordings: Sequence[Wording], sources: _Sources, seed: int) -> Mapping[str, Iterator[Said | None]]:
    def maker(way: str) -> _Maker:
        return _Maker(sources, seed, way)

    commands, others = ([each for each in wordings if bool(each.heads) is so] for so in (True, False))
    return {
        "wordings": _from_wordings(commands, maker("wordings")),
        "phrases": _from_phrases(maker("phrases")),
        "breaths": _breaths(maker("breaths")),
        "cut off": _cut_off(commands, maker("cut off")),
        "others": _from_wordings(others, maker("others")),
        "reported": _drawn(maker("reported").nothing.reported),
        "beginnings": _drawn(maker("beginnings").nothing.beginning),
        "controls": _controls(maker("controls")),
    }


def _from_wordings(wordings: Sequence[Wording], maker: _Maker) -> Iterator[Said]:
    """All of them in turn, again and again."""
    while wordings:
        for wording in maker.chance.sample(wordings, len(wordings)):
            if wording.heads:
                yield maker.augmenting.rough(maker.filling.said(wording))
            else:
                yield maker.nothing.other(wording)


def _from_phrases(maker: _Maker) -> Iterator[Said | None]:
    """All that the commands declare in turn, so that each template is said as often."""
    declared = [(language, *each) for language in _LANGUAGES for each in commands_and_templates(TONGUES[language])]
    while True:
        for language, command, template in maker.chance.sample(declared, len(declared)):
            try:
                said = maker.phrases[language].said(command, template)
            except NoExampleError:
                yield None
                continue
            yield maker.augmenting.rough(said) if maker.chance.random() < _ROUGH_PHRASES else said


def _breaths(maker: _Maker) -> Iterator[Said | None]:
    single = {
        language: [each for each in maker.sources.commands[language] if len(each.heads) == 1 and each.kind != "restart"]
        for language in _LANGUAGES
    }
    while True:
        language = maker.chance.choice(_LANGUAGES)
        first, second = (maker.filling.said(maker.chance.choice(single[language])) for _ in range(2))
        both = joined(first, second, maker.chance)
        yield maker.augmenting.rough(both) if both and maker.chance.random() < 0.5 else both


def _cut_off(wordings: Sequence[Wording], maker: _Maker) -> Iterator[Said | None]:
    while True:
        said = cut_off(maker.filling.said(maker.chance.choice(wordings)), maker.chance)
        yield maker.augmenting.hesitating(said) if said and maker.chance.random() < 0.4 else said


def _drawn(make: Callable[[], Said | None]) -> Iterator[Said | None]:
    while True:
        yield make()


def _controls(maker: _Maker) -> Iterator[Said | None]:
    """What is said to the conversation itself, mostly misheard."""
    while True:
        language = maker.chance.choice(_LANGUAGES)
        said = maker.phrases[language].plain(maker.chance.choice(controls(language)))
        rough = maker.augmenting.hesitating(Said(language, plain(said))) if said else None
        yield replace(rough, heads=()) if rough else None
