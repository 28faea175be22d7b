"""How names are misheard for measuring."""

from random import Random

import pytest

from benchmarks.misheard import MISHEARD

NAMES = ("maria garcia", "oakwood apartments", "guillermo etxeberria", "half inch copper elbow")


@pytest.mark.parametrize("way", MISHEARD)
def test_the_same_seed_mishears_the_same(way: str) -> None:
    heard = [[MISHEARD[way](name, Random(7)) for name in NAMES] for _ in range(2)]  # noqa: S311 - no secret
    assert heard[0] == heard[1]
    assert (heard[0] == list(NAMES)) == (way == "as it is")


@pytest.mark.parametrize("way", MISHEARD)
def test_what_nobody_mishears_stays(way: str) -> None:
    assert MISHEARD[way]("three quarter inch", Random(7)) == "three quarter inch"  # noqa: S311 - no secret
