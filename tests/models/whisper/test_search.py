"""A search without a model: which prefixes are followed, what is decoded in one call, and what is held against what.

The decoder that stands in sees through the mask what the real one would see, and says to every prefix something else.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
from tokenizers import Tokenizer

from models.phrases import NumberRange, PhraseBook
from models.whisper.decoder import Memory
from models.whisper.grammar import Grammar, State
from models.whisper.lists import Lists
from models.whisper.search import Context, Hypothesis, Search, best_next
from models.whisper.trie import Trie

LETTERS = ("job", "job", "job", "juan", "")
"""Of the tokens " job", " Job" and "job", of " Juan", and of the end of the text."""


def leaf() -> State:
    return State(frozenset({(Trie(), None)}), may_end=False, in_figures=False)


def fork(tokens: Sequence[int], after: Sequence[State]) -> State:
    made = leaf()
    made.tokens, made.after = np.array(tokens), list(after)
    return made


def scored(*scores: float) -> np.ndarray:
    """Of each token, and of the end of the text, which nobody says here."""
    return np.array([*scores, -np.inf], np.float32)


def followed(behind: State, *scores: float) -> list[int]:
    one = Hypothesis((4,), behind, heard=scored(*scores))
    return [found.tokens[-1] for found in best_next([one], [scored(*scores)], -np.inf, LETTERS)]


def test_the_likeliest_are_followed_in_their_order() -> None:
    assert followed(fork([0, 3], [leaf(), leaf()]), -2.0, -1.0) == [3, 0]


def test_what_lies_far_behind_the_best_is_dropped() -> None:
    assert followed(fork([0, 3], [leaf(), leaf()]), -1.0, -7.1) == [0]


def test_of_what_says_the_same_and_leads_to_the_same_two_are_followed() -> None:
    assert followed(fork([0, 1, 2, 3], [leaf()] * 4), -1.0, -1.1, -1.2, -5.0) == [0, 1, 3]


def test_what_says_the_same_and_leads_elsewhere_is_something_else() -> None:
    assert followed(fork([0, 1, 2], [leaf(), leaf(), leaf()]), -1.0, -1.1, -1.2) == [0, 1, 2]


BOOK = PhraseBook({"go": ("go on", "go home"), "job": ("job {jobs:job} is (done|late)",)}, {"jobs": NumberRange(1, 99)})
PROMPT, END, SIZE = 110, 111, 112
"""Tokens behind all characters, and how many there are."""
CLEAR = 20.0
"""Nats by which what is said is likelier."""


class FakeDecoder:
    """Decodes with every token its own row, so that a row that is wrong or was forgotten is noticed."""

    def __init__(self) -> None:
        self.calls = list[list[int]]()
        """The tokens of each call over a sound."""

    def step(
        self,
        tokens: Sequence[int],
        depths: Sequence[int],
        past: np.ndarray,
        mask: np.ndarray,
        cross: Mapping[str, np.ndarray],
    ) -> tuple[np.ndarray, np.ndarray]:
        said = tuple(cross["said"])
        if said:
            self.calls.append(list(tokens))
        new = np.array([list(zip(tokens, depths, strict=True))], np.float32)
        rows = np.concatenate([past, new], axis=1)[0]
        return np.array([[self._behind(rows[one == 0], said) for one in mask]]), new

    def _behind(self, seen: np.ndarray, said: tuple[int, ...]) -> np.ndarray:
        seen = seen[np.argsort(seen[:, 1])].astype(int)
        assert list(seen[:, 1]) == list(range(len(seen)))
        return likely(tuple(seen[:, 0]), said)


class FakeVocabulary:
    """All tokens; a hidden state is their probabilities already."""

    def logp(self, hidden: np.ndarray) -> np.ndarray:
        return hidden[0]

    def rows(self, tokens: Sequence[int]) -> np.ndarray:
        return np.asarray(tokens)


def likely(prefix: tuple[int, ...], said: tuple[int, ...]) -> np.ndarray:
    """Log-probabilities behind `prefix`, which begins with the prompt; of silence where nothing is `said`."""
    logits = np.random.default_rng(prefix).normal(size=SIZE)
    if len(prefix) <= len(said):
        logits[said[len(prefix) - 1]] += CLEAR
    return (logits - np.logaddexp.reduce(logits)).astype(np.float32)


class Bench:
    """A search of `BOOK`, and another beside it that shares what is remembered."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer, self.decoder = tokenizer, FakeDecoder()
        texts = [tokenizer.id_to_token(token) or "" for token in range(SIZE)]
        letters = [text.strip().lower() if text.strip().isalnum() else "" for text in texts]
        figures = np.array([text.strip().isdigit() for text in texts])
        silence = {"said": np.zeros(0, np.int64)}
        self.context = Context((PROMPT,), END, letters, figures, silence, Memory(1, 2), Memory(1, 2))
        self.search, self.other = (
            Search(self.decoder, FakeVocabulary(), Grammar(BOOK, Lists(tokenizer)), self.context) for _ in range(2)
        )

    def tokens(self, text: str) -> tuple[int, ...]:
        return (*self.tokenizer.encode(text, add_special_tokens=False).ids, END)

    def text(self, tokens: Sequence[int]) -> str:
        return self.tokenizer.decode([token for token in tokens if token < PROMPT])

    def found(self, text: str, search: Search | None = None) -> list[Hypothesis]:
        """What is found when `text` is said, best first."""
        found = (search or self.search).run({"said": np.array(self.tokens(text))})
        return sorted(found, key=lambda one: -one.score)


@pytest.fixture
def bench(characters: Tokenizer) -> Bench:
    return Bench(characters)


def sums(bench: Bench, text: str, sound: str, *, figures: bool = True) -> float:
    """Log-probability of `text` and its end where `sound` is heard, silence where it is empty; perhaps no `figures`."""
    tokens, said = bench.tokens(text), bench.tokens(sound) if sound else ()
    steps = [(token, likely((PROMPT, *tokens[:at]), said)[token]) for at, token in enumerate(tokens)]
    return float(sum(logp for token, logp in steps if figures or not bench.context.figures[token]))


@pytest.mark.parametrize("text", [" go home", " Go on", " job 42 is done", " job forty-two is late."])
def test_what_is_said_is_found(bench: Bench, text: str) -> None:
    best = bench.found(text)[0]
    assert bench.text(best.tokens) == text
    assert best.held == pytest.approx(sums(bench, text, text), abs=1e-4)


def test_what_nothing_else_can_stand_for_is_decoded_in_one_call(bench: Bench) -> None:
    bench.found(" go home")
    assert bench.decoder.calls[0][0] == PROMPT
    assert [bench.text(call) for call in bench.decoder.calls] == [" ", "go", " ", "home"]


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_a_share_of_silence_is_subtracted(bench: Bench, share: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.whisper.search._PRIOR", share)
    best = bench.found(" go home")[0]
    assert best.score == pytest.approx(best.held - share * sums(bench, " go home", ""), abs=1e-4)


def test_figures_get_no_share_of_silence(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("models.whisper.search._PRIOR", 0.5)
    best = bench.found(" job 42 is done")[0]
    silence = sums(bench, " job 42 is done", "", figures=False)
    assert best.score == pytest.approx(best.held - 0.5 * silence, abs=1e-4)


def test_what_is_forced_against_the_sound_is_held_against_the_sentence(bench: Bench) -> None:
    assert bench.found(" go home")[0].worst < 1
    best = bench.found(" go hxme")[0]
    assert bench.text(best.tokens) == " go home"
    assert best.regret >= best.worst > CLEAR - 5


def test_only_what_is_expected_over_silence_is_remembered_from_utterance_to_utterance(bench: Bench) -> None:
    bench.found(" go home")
    silent, sounding = len(bench.context.silent), len(bench.context.sounding)
    bench.found(" go home")
    assert (len(bench.context.silent), len(bench.context.sounding)) == (silent, sounding)


def test_forgetting_changes_no_result_and_keeps_within_the_limit(
    bench: Bench, characters: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two searches forget together, since they keep their rows in the same place."""
    texts = [" go home", " job 42 is done", " Go on", " job eighty is late"]
    first = {text: Bench(characters).found(text) for text in texts}
    one_search = max(len(_silence(characters, text)) for text in texts)
    monkeypatch.setattr("models.whisper.search._REMEMBERED", limit := one_search)
    for text in [*texts, *reversed(texts)]:
        for search in (bench.search, bench.other):
            assert _plain(bench.found(text, search)) == _plain(first[text])
            assert len(bench.context.silent) <= limit + one_search
            known = [prefix for silence in bench.context.silences for prefix in silence._known]
            assert len(known) == len(bench.context.silent)


def test_a_search_that_is_gone_is_not_kept_by_what_it_remembered(bench: Bench) -> None:
    bench.found(" go home", bench.other)
    del bench.other
    assert len(bench.context.silences) == 1


def _silence(tokenizer: Tokenizer, text: str) -> Memory:
    """What one search remembers."""
    bench = Bench(tokenizer)
    bench.found(text)
    return bench.context.silent


def _plain(found: Sequence[Hypothesis]) -> list[tuple[object, ...]]:
    return [(one.tokens, one.score, one.held, one.regret, one.worst, one.letters) for one in found]
