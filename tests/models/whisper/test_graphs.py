"""Products in 8 bits."""

import numpy as np
import pytest

from models.whisper.graphs import session, vocabulary_graph


def logits(hidden: np.ndarray, embeddings: np.ndarray) -> np.ndarray:
    logp = session(vocabulary_graph(embeddings), 1).run(None, {"hidden": hidden[None]})[0][0]
    return np.asarray(logp - logp[:, :1])  # of the first token none, as of every first token here


def test_a_product_is_nearly_that_of_the_floats() -> None:
    random = np.random.default_rng(2)
    embeddings = random.normal(size=(50, 64)).astype(np.float32)
    embeddings[0] = 0
    hidden = random.normal(size=(3, 64)).astype(np.float32)
    assert logits(hidden, embeddings) == pytest.approx(hidden @ embeddings.T, abs=0.25)


def test_the_largest_values_do_not_overflow() -> None:
    embeddings = np.ones((3, 64), np.float32) * np.array([[0], [1], [-1]], np.float32)
    assert logits(np.ones((1, 64), np.float32), embeddings)[0] == pytest.approx([0, 64, -64], rel=1e-4)


def test_a_row_does_not_depend_on_its_neighbours() -> None:
    random = np.random.default_rng(3)
    embeddings, hidden = random.normal(size=(50, 64)), random.normal(size=(2, 64)) * [[1], [100]]
    both = logits(hidden.astype(np.float32), embeddings.astype(np.float32))
    alone = logits(hidden[:1].astype(np.float32), embeddings.astype(np.float32))
    assert (both[0] == alone[0]).all()


def test_nothing_comes_to_nothing() -> None:
    assert not logits(np.zeros((1, 64), np.float32), np.ones((4, 64), np.float32)).any()
