"""A corpus file becomes tokens, and these become rows."""

import gzip
import itertools
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer

from models.training import examples, tokens
from models.training.batches import Batch, endless, one_a_row
from models.training.examples import CorpusError, Examples
from tests.models.training import networks

LINES = [(" put the garcia job on hold =>", " job.set_status job= garcia status=on_hold"), (" hm =>", " none")] * 5


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return networks.tokenizer()


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.tsv"
    path.write_text("".join(f"{text}\t{answer}\n" for text, answer in LINES), "utf-8")
    return path


@pytest.fixture
def read(corpus: Path, tokenizer: Tokenizer) -> Examples:
    return examples.read(corpus, tokenizer, 64)


def test_an_example_is_its_text_its_answer_and_the_end(read: Examples, tokenizer: Tokenizer) -> None:
    found = [(tokenizer.decode(read.text(each)), tokenizer.decode(read.answer(each))) for each in range(len(read))]
    assert found == LINES
    assert {int(read.tokens[end - 1]) for end in read.starts[1:]} == {tokens.end_of(tokenizer)}


def test_a_compressed_file_is_read_as_well(corpus: Path) -> None:
    compressed = corpus.with_suffix(".tsv.gz")
    compressed.write_bytes(gzip.compress(corpus.read_bytes()))
    assert list(examples.lines(compressed)) == LINES


def test_what_is_longer_than_the_network_reads_is_left_out_and_counted(corpus: Path, tokenizer: Tokenizer) -> None:
    read = examples.read(corpus, tokenizer, 10)
    assert (len(read), read.left_out) == (5, 5)
    with pytest.raises(CorpusError, match="no example of at most 2 tokens"):
        examples.read(corpus, tokenizer, 2)


@pytest.mark.parametrize("line", ["no tab", "two\ttabs\there", "\tno text", "no answer\t"])
def test_a_line_that_is_no_example_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "corpus.tsv"
    path.write_text(f" hm =>\t none\n{line}\n")
    with pytest.raises(CorpusError, match=r"Line 2 of .* is no example"):
        list(examples.lines(path))


def test_words_that_are_cut_once_are_cut_as_whole_texts_are(tokenizer: Tokenizer) -> None:
    cutter = tokens.Cutter(tokenizer)
    for text in [*networks.SAID, "", " ", "a", "two  spaces ", " ends ", "line\n two", " 42 a1  3", *networks.SAID]:
        assert cutter.cut(text) == tokenizer.encode(text).ids


def test_each_time_round_gives_every_example_once(read: Examples) -> None:
    batches = endless(read, rows=1, width=40, random=np.random.default_rng(1))
    seen = sorted(each for batch in itertools.islice(batches, 60) for each in said(batch))
    rounds = len(seen) // len(read)
    assert rounds > 5
    assert all(seen.count(each) in range(rounds * 5 - 5, rounds * 5 + 11) for each in set(seen))
    assert set(seen) == {tuple(read.tokens[read.starts[n] : read.starts[n + 1]].tolist()) for n in range(2)}


def said(batch: Batch) -> list[tuple[int, ...]]:
    return [
        tuple(batch.tokens[row][batch.examples[row] == number].tolist())
        for row in range(len(batch.tokens))
        for number in range(1, int(batch.examples[row].max()) + 1)
    ]


def test_a_batch_knows_what_is_an_answer(read: Examples) -> None:
    (order, batch), *_ = one_a_row(read, rows=3)
    for row, which in enumerate(order):
        answer = [*read.answer(int(which)).tolist(), tokens.END]
        assert int(batch.answers[row].sum()) == len(answer)
        assert batch.tokens[row][batch.answers[row]].tolist()[:-1] == answer[:-1]
