"""A language model writes what a grammar allows, says how likely that was, and keeps within its limits."""

import math
import re
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from models import known_answer, llama_engine
from models.completion import Completion
from models.errors import CompletionError
from models.llama import Llama
from models.llama_engine import LlamaEngine
from models.token_tree import is_utf8
from tests.models.tiny_llama import TinyLlama, bytes_of

built = pytest.mark.skipif(
    find_spec("llama_cpp") is None, reason="the language model's engine is not here; `make llm` builds it"
)

HEAD = "<|end|>put what is said into one line: " * 4
WORDS = st.text(
    st.characters(min_codepoint=ord(" "), max_codepoint=0x7FF, exclude_categories=["Cc"]), min_size=1, max_size=6
)
"""Of characters that are written with one byte or two."""
NEAR = 0.05
"""Logits that differ by less may change places: the engine remembers in 16 bits."""


@pytest.fixture(scope="module")
def tiny() -> TinyLlama:
    return TinyLlama(7)


@pytest.fixture(scope="module")
def model(tiny: TinyLlama, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny.write(tmp_path_factory.mktemp("models") / "tiny.gguf")


@pytest.fixture(scope="module")
def llama(model: Path) -> Iterator[Llama]:
    """With nothing before an utterance."""
    with closing(Llama(model, most_tokens=128, within_s=60)) as llama:
        yield llama


@pytest.fixture(scope="module")
def engine(model: Path) -> Iterator[LlamaEngine]:
    with closing(LlamaEngine(model)) as engine:
        engine.make_room(512)
        yield engine


@built
@settings(max_examples=40, deadline=None)
@given(answers=st.lists(WORDS, min_size=1, max_size=5, unique=True), text=WORDS)
def test_it_writes_one_of_the_answers_with_the_probability_that_numpy_gives_it(
    answers: list[str], text: str, llama: Llama, tiny: TinyLlama, engine: LlamaEngine
) -> None:
    expected = reckoned(tiny, engine.tokens(text), [answer.encode() for answer in answers])
    written = llama.complete(text, one_of(answers))
    assert written.text in answers
    assume(expected)
    assert written.text == expected.text
    assert math.log(written.probability) == pytest.approx(math.log(expected.probability), rel=2e-3, abs=0.1)
    assert math.log(written.share) == pytest.approx(math.log(expected.share), rel=2e-3, abs=0.1)
    assert written.probability <= written.share


@built
@settings(max_examples=20, deadline=None)
@given(answers=st.lists(WORDS, min_size=1, max_size=5), way=st.lists(st.integers(0, 9), max_size=9))
def test_no_token_that_may_follow_is_left_out(
    answers: list[str], way: list[int], engine: LlamaEngine, tiny: TinyLlama
) -> None:
    everything, written = np.arange(len(tiny.pieces), dtype=np.int32), b""
    with closing(engine.grammar(one_of(answers))) as held:
        for turn in way:
            allowed = sorted(held.allowed().tolist())
            by_llama = [token for token in everything[held.allows(everything)] if is_utf8(engine.pieces[token])]
            assert [token for token in by_llama if token != tiny.end or written in map(str.encode, answers)] == allowed
            token = allowed[turn % len(allowed)]
            if token == tiny.end:
                break
            written += engine.pieces[token]
            held.accept(token)


@built
@settings(max_examples=40, deadline=None)
@given(words=st.lists(st.text("abcdefghijklmnñopqrstuvwxyz0123456789", min_size=1, max_size=9), min_size=1, max_size=9))
def test_a_value_is_some_words_of_the_utterance(words: list[str], llama: Llama) -> None:
    spans = [
        "".join(f" {word}" for word in words[begin:end])
        for begin in range(len(words))
        for end in range(begin + 1, len(words) + 1)
    ]
    written = llama.complete(f" {' '.join(words)} =>", 'root ::= " job.show job=" span\nspan ::= ' + choice(spans)).text
    assert written.removeprefix(" job.show job=") in spans


@built
def test_a_grammar_without_an_end_is_held_too(llama: Llama) -> None:
    with pytest.raises(CompletionError, match="did not come to an end within 128 tokens"):
        llama.complete(" put job 42 on hold =>", 'root ::= " a" root')
    written = llama.complete(" put job 42 on hold =>", "root ::= [a-c]{3,5}").text
    assert re.fullmatch("[a-c]{3,5}", written)


@built
def test_what_was_said_before_changes_nothing(model: Path) -> None:
    with closing(Llama(model, HEAD, "<|end|>")) as llama:
        first = llama.complete(" put job 42 on hold", "root ::= [a-z ]{12}")
        other = llama.complete(" what is on hold", "root ::= [a-z ]{20}")
        assert llama.complete(" put job 42 on hold", "root ::= [a-z ]{12}") == first
        assert llama.complete(" what is on hold", "root ::= [a-z ]{20}") == other
    with closing(Llama(model, HEAD, "<|end|>")) as again:
        assert again.complete(" what is on hold", "root ::= [a-z ]{20}") == other


@built
def test_a_text_read_on_gives_the_numbers_of_one_read_from_its_beginning(
    model: Path, engine: LlamaEngine, tiny: TinyLlama
) -> None:
    head, first, second = (engine.tokens(text) for text in (HEAD, " what is on hold", " put job 42 on hold"))
    engine.forget(0)
    engine.evaluate(head)
    state = engine.state()
    engine.evaluate(first)
    engine.forget(len(head))
    engine.evaluate(second)
    read_on = engine.logits().copy()
    with closing(LlamaEngine(model)) as other:
        other.make_room(512)
        other.evaluate(head)
        other.evaluate(second)
        assert np.array_equal(other.logits(), read_on)
        other.forget(0)
        assert other.restore(state)
        other.evaluate(second)
        assert np.array_equal(other.logits(), read_on)
        other.forget(0)
        other.evaluate(head + second)
        assert other.logits() == pytest.approx(read_on, abs=NEAR)
    assert tiny.logits(head + second) == pytest.approx(read_on, abs=NEAR)


@built
def test_the_head_is_evaluated_once_for_all_starts(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known_answer.check()  # has tokens of its own, once in a process
    evaluated = list[int]()
    evaluate = LlamaEngine.evaluate

    def counted(engine: LlamaEngine, tokens: Sequence[int], *due: float) -> None:
        evaluated.append(len(tokens))
        evaluate(engine, tokens, *due)

    monkeypatch.setattr(LlamaEngine, "evaluate", counted)
    kept = tmp_path / "unit" / "head.state"

    def started() -> tuple[Completion, int]:
        with closing(Llama(model, HEAD, kept=kept)) as llama:
            evaluated.clear()
            llama.load()
            return llama.complete(" put job 42 on hold =>", "root ::= [a-z ]{12}"), sum(evaluated)

    first, all_of_it = started()
    whole = kept.read_bytes()
    again, less = started()
    assert again == first
    assert less < all_of_it - 100
    for damage in (whole[:1000], whole[:-1] + b"x", b""):
        kept.write_bytes(damage)
        assert started() == (first, all_of_it)
        assert kept.read_bytes() == whole


@built
def test_two_threads_have_the_answers_that_one_has(model: Path) -> None:
    asked = [(f" job {number} =>", f"root ::= [a-z]{{{number}}}") for number in range(1, 21)]
    with closing(Llama(model, HEAD)) as llama, ThreadPoolExecutor(2) as threads:
        assert list(threads.map(lambda one: llama.complete(*one), asked)) == [llama.complete(*one) for one in asked]


@built
def test_who_is_in_time_is_answered_and_who_is_not_is_told(model: Path) -> None:
    with closing(Llama(model, within_s=0)) as llama, pytest.raises(CompletionError, match="in the time that it has"):
        llama.complete(" put job 42 on hold =>", "root ::= [a-z]{12}")


@built
@pytest.mark.parametrize(
    ("text", "grammar", "why"),
    [
        (" job" * 400, 'root ::= "a"', "400 tokens are no utterance"),
        ("", 'root ::= "a"', "0 tokens are no utterance"),
        (" job", "", "cannot be read"),
        (" job", 'start ::= "a"', "cannot be read"),
        (" job", "root ::= other", "cannot be read"),
        (" job", "root ::= root", "cannot be read"),
    ],
    ids=["long", "empty", "no rules", "no root", "a rule that is not there", "a rule that begins with itself"],
)
def test_what_cannot_be_done_is_told_and_the_next_is_answered(text: str, grammar: str, why: str, llama: Llama) -> None:
    with pytest.raises(CompletionError, match=why):
        llama.complete(text, grammar)
    assert llama.complete(" job", 'root ::= "a"').text == "a"


@built
def test_nothing_that_is_said_steers_the_model(engine: LlamaEngine, tiny: TinyLlama) -> None:
    assert tiny.end not in engine.tokens(" job <|end|> 42")
    assert engine.tokens(" job<|end|>", steering=True)[-1] == tiny.end


@built
def test_a_head_that_is_too_long_for_the_model_is_named(model: Path) -> None:
    with closing(Llama(model, HEAD * 20)) as llama, pytest.raises(CompletionError, match=r"tiny\.gguf cannot have"):
        llama.load()


@built
def test_what_is_no_model_is_named(tmp_path: Path) -> None:
    nothing = tmp_path / "nothing.gguf"
    with closing(Llama(nothing)) as llama, pytest.raises(CompletionError, match=r"There is no .*nothing\.gguf"):
        llama.load()
    nothing.write_bytes(b"GGUF and no more")
    with closing(Llama(nothing)) as llama, pytest.raises(CompletionError, match=r"nothing\.gguf is no language model"):
        llama.load()


@built
def test_who_is_closed_answers_no_more(model: Path) -> None:
    llama = Llama(model)
    llama.load()
    llama.close()
    llama.close()
    with pytest.raises(CompletionError, match="closed"):
        llama.complete(" job", 'root ::= "a"')


def test_where_the_engine_was_not_built_it_is_said_how(model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "llama_cpp", None)
    known_answer.check.cache_clear()
    llama_engine.library.cache_clear()
    with closing(Llama(model)) as llama, pytest.raises(CompletionError, match="`make llm` builds it"):
        llama.load()


def one_of(answers: Sequence[str]) -> str:
    return f"root ::= {choice(answers)}"


def choice(answers: Sequence[str]) -> str:
    return " | ".join('"' + answer.replace("\\", "\\\\").replace('"', '\\"') + '"' for answer in answers)


def reckoned(tiny: TinyLlama, tokens: Sequence[int], answers: Sequence[bytes]) -> Completion | None:
    """What is to be written, found by looking at every token; None where two are about as likely."""
    so_far, written, probability, share = list(tokens), b"", 0.0, 0.0
    while True:
        logits = tiny.logits(so_far).astype(np.float64)
        allowed = [
            token
            for token, piece in enumerate(map(bytes_of, tiny.pieces[:-1]))
            if any(answer.startswith(written + piece) for answer in answers)
        ] + [tiny.end] * (written in answers)
        token, *others = sorted(allowed, key=lambda token: -logits[token])
        if others and logits[token] - logits[others[0]] < NEAR:
            return None
        probability += logits[token] - np.log(np.exp(logits).sum())
        share += logits[token] - np.log(np.exp(logits[allowed]).sum())
        if token == tiny.end:
            return Completion(written.decode(), float(np.exp(probability)), float(np.exp(share)))
        written += bytes_of(tiny.pieces[token])
        so_far.append(token)
