"""The days that people name by a feast."""

from datetime import date

import pytest

from conversation.holidays import easter, next_holiday

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("name", "behind", "day"),
    [
        ("thanksgiving", 0, "2026-11-26"),
        ("thanksgiving", -1, "2026-11-25"),  # which is today
        ("thanksgiving", -2, "2027-11-23"),
        ("christmas", 0, "2026-12-25"),
        ("new year", 0, "2027-01-01"),
        ("new year", -1, "2026-12-31"),
        ("martin luther king", 0, "2027-01-18"),
        ("presidents", 0, "2027-02-15"),
        ("mothers", 0, "2027-05-09"),
        ("memorial", 0, "2027-05-31"),
        ("fathers", 0, "2027-06-20"),
        ("labor", 0, "2027-09-06"),
        ("columbus", 0, "2027-10-11"),
    ],
)
def test_it_is_the_next_one(name: str, behind: int, day: str) -> None:
    assert next_holiday(name, behind, TODAY) == date.fromisoformat(day)


def test_the_day_behind_the_last_one_is_still_ahead() -> None:
    assert next_holiday("christmas", 7, date(2026, 12, 31)) == date(2027, 1, 1)
    assert next_holiday("christmas", 7, date(2027, 1, 1)) == date(2027, 1, 1)


@pytest.mark.parametrize(
    "day",
    ["1943-04-25", "1961-04-02", "2000-04-23", "2008-03-23", "2011-04-24", "2019-04-21", "2024-03-31", "2025-04-20",
     "2026-04-05", "2027-03-28", "2038-04-25", "2049-04-18", "2076-04-19"],
)  # fmt: skip
def test_easter(day: str) -> None:
    assert easter(int(day[:4])) == date.fromisoformat(day)
