"""What a share may be in truth."""

import pytest

from benchmarks.bounds import at_most


@pytest.mark.parametrize(
    ("seen", "trials", "bound"),
    [
        (0, 213, 0.0140),  # the rule of three: about 3 / 213
        (0, 300, 0.0099),
        (1, 10, 0.3942),  # from tables of Clopper and Pearson's bounds, one-sided
        (5, 10, 0.7776),
        (10, 10, 1.0),
    ],
)
def test_the_exact_bound(seen: int, trials: int, bound: float) -> None:
    assert at_most(seen, trials) == pytest.approx(bound, abs=0.0001)
