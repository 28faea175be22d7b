"""What held words lose against a free path: the worst stretch counts, not the mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.misfit import WINDOW, Segment, cost, misfit


def path(*pieces: tuple[int, float]) -> list[Segment]:
    """Segments of so many frames, each frame with that log-likelihood."""
    segments, first = [], 0
    for frames, each in pieces:
        segments.append(Segment(first, first + frames - 1, frames * each))
        first += frames
    return segments


def test_the_same_path_fits() -> None:
    assert misfit(path((80, -5.0)), path((80, -5.0))) == 0


def test_one_wrong_word_among_many_right_ones_shows() -> None:
    free = path((500, -5.0))
    held = path((225, -5.0), (WINDOW, -12.0), (225, -5.0))
    assert misfit(held, free) == pytest.approx(7.0)


def test_an_utterance_shorter_than_the_window_counts_as_a_whole() -> None:
    assert misfit(path((20, -7.0)), path((20, -5.0))) == pytest.approx(2.0)


def test_nothing_heard_is_nothing_lost() -> None:
    assert misfit([], []) == 0


def test_silence_costs_nothing() -> None:
    word, silence = Segment(0, 9, -40.0), Segment(10, 99, -900.0, speech=False)
    assert cost([word, silence], [word, silence]) == pytest.approx(4.0)


def test_speech_that_the_held_path_swallows_as_silence_costs() -> None:
    held = [Segment(0, 9, -40.0), Segment(10, 19, -120.0, speech=False)]
    assert cost(held, [Segment(0, 19, -80.0)]) == pytest.approx(8.0)


@given(st.lists(st.tuples(st.integers(1, 60), st.floats(-50, 0)), min_size=1, max_size=8), st.floats(0, 20))
def test_every_nat_lost_everywhere_is_lost_in_the_worst_stretch(pieces: list[tuple[int, float]], lost: float) -> None:
    held = path(*((frames, each - lost) for frames, each in pieces))
    assert misfit(held, path(*pieces)) == pytest.approx(lost, abs=1e-6)
