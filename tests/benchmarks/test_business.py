"""The businesses that are measured with."""

from random import Random

import pytest

from benchmarks.business import business
from benchmarks.misses import MISSES
from benchmarks.parts import named_parts
from conversation.english.forms import normal, spoken_forms

SEED = 7


def test_the_same_seed_makes_the_same_business() -> None:
    assert business(50, 50, SEED) == business(50, 50, SEED)
    assert business(50, 50, SEED) != business(50, 50, SEED + 1)


def test_names_are_as_many_as_were_asked_for_and_all_different() -> None:
    made = business(1000, 1000, SEED)
    assert len({customer.name for customer in made.customers}) == 1000
    assert len({part.name for part in made.parts}) == 1000


@pytest.mark.parametrize("kind", MISSES)
def test_a_near_miss_is_no_customer(kind: str) -> None:
    known = {customer.name for customer in business(100, 10, SEED).customers}
    assert all(MISSES[kind](known, Random(number)) not in known for number in range(20))  # noqa: S311 - no secret


def test_the_product_can_say_every_part_as_people_do() -> None:
    parts = named_parts(5000, Random(SEED))  # noqa: S311 - no secret
    unsaid = [part for part in parts if normal(part.said) not in map(normal, spoken_forms(part.name))]
    assert unsaid == []
