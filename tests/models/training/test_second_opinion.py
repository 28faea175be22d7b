"""A table of weights is learnt from a corpus, and written as it is read."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from models import second_opinion
from models.second_opinion import odds_of_none
from models.training.second_opinion import Sentences, learnt, read

LINES = [
    *[(f" put job {at} on hold =>", f" job.set_status job= {at} status=on_hold") for at in range(40)],
    *[(f" the radio plays number {at} again =>", " none") for at in range(40)],
]


@pytest.fixture
def sentences(tmp_path: Path) -> Sentences:
    corpus = tmp_path / "corpus.tsv"
    corpus.write_text("".join(f"{text}\t{answer}\n" for text, answer in LINES), "utf-8")
    return read(corpus)


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    file = tmp_path / "opinion.npz"
    monkeypatch.setattr(second_opinion, "FILE", file)
    second_opinion.table.cache_clear()
    yield file
    second_opinion.table.cache_clear()


def test_it_tells_apart_what_it_has_learnt(sentences: Sentences, elsewhere: Path) -> None:
    learnt(sentences).write(elsewhere)
    assert odds_of_none("put the job on hold") < 0 < odds_of_none("the radio plays that again")


def test_the_same_sentences_give_the_same_table(sentences: Sentences) -> None:
    first, again = learnt(sentences), learnt(sentences)
    assert np.array_equal(first.weights, again.weights)
    assert first.bias == again.bias
