"""What is kept of decoded positions."""

import numpy as np
import pytest

from models.whisper.decoder import _STEP, Memory

PLANES, WIDTH = 4, 3
ROW = PLANES * WIDTH * 4
"""Bytes."""


def positions(count: int, seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(PLANES, count, WIDTH)).astype(np.float32)


def test_what_was_kept_is_recalled_by_its_rows() -> None:
    memory, first, then = Memory(PLANES, WIDTH), positions(_STEP - 1, seed=1), positions(2 * _STEP, seed=2)
    early, late = memory.keep(first), memory.keep(then)
    assert len(memory) == 3 * _STEP - 1
    assert (memory.recall(early) == first).all()
    assert (memory.recall(late[::2]) == then[:, ::2]).all()
    assert memory.recall(early[:0]).shape == (PLANES, 0, WIDTH)


@pytest.mark.parametrize("count", [1, _STEP, _STEP + 1, 4000, 4100])
def test_no_more_is_taken_than_a_step_beyond_what_is_kept(count: int) -> None:
    memory = Memory(PLANES, WIDTH)
    for _ in range(count):
        memory.keep(positions(1))
    assert count * ROW <= memory.size < (count + _STEP) * ROW


def test_what_is_forgotten_is_given_back() -> None:
    memory = Memory(PLANES, WIDTH)
    memory.keep(positions(4100))
    memory.clear()
    assert (len(memory), memory.size) == (0, _STEP * ROW)
    again = positions(_STEP + 1)
    assert (memory.recall(memory.keep(again)) == again).all()
