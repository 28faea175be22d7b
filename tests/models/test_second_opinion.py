"""Whether a sentence is a command at all is told by its words and letters."""

import pytest

from models.second_opinion import SIZE, odds_of_none, places_of


def test_figures_count_alike() -> None:
    assert sorted(places_of("job 42")) == sorted(places_of("job 97"))


def test_the_order_of_words_counts() -> None:
    assert sorted(places_of("the job is done")) != sorted(places_of("is the job done"))


def test_any_words_have_places_in_the_table() -> None:
    for text in ("", "a", "ñ", "put the garcia job on hold"):
        places = places_of(text)
        assert len(places)
        assert all(0 <= place < SIZE for place in places)


@pytest.mark.parametrize(
    ("command", "other"),
    [
        ("park the garcia job till thursday", "my brother in law parks his truck on the lawn every night"),
        ("cierra el trabajo de garcia", "mi cuñado dice que el vecino vende la casa porque su hija se casa"),
        ("hold two capacitors for job 42", "she told me two years ago that she would never move"),
    ],
)
def test_a_command_is_likelier_one_than_talk_is(command: str, other: str) -> None:
    assert odds_of_none(command) < 0 < odds_of_none(other)
