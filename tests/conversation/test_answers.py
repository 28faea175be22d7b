"""Questions answered from the snapshot."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from conversation.answers import answer
from conversation.english import ENGLISH
from erp import COMMANDS, Offline, Part, Snapshot
from erp.business import BusinessSwitch
from erp.inventory import InventoryStock
from erp.projects import ProjectStatus
from erp.scheduling import ScheduleToday


def read_ago(business: Snapshot, now: datetime, **ago: float) -> Snapshot:
    """The same records, read some time ago."""
    return replace(business, as_of=dict.fromkeys(business.as_of, now - timedelta(**ago)))


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("1/2 inch copper elbow", "Half inch copper elbow: 31 in stock."),
        ('3/4" ball valve', "Three quarter inch ball valve: 4 in stock."),
        ("R-410A refrigerant", "R four hundred ten a refrigerant: 2.5 in stock."),
        ("45/5 MFD capacitor", "Forty five five m f d capacitor: none in stock."),
        ("GFCI outlet", "I don't know how many of GFCI outlet there are."),
    ],
)
def test_stock(part: str, said: str, business: Snapshot, now: datetime) -> None:
    assert answer(InventoryStock, {"part": part}, business, now, ENGLISH) == said


def test_whole_numbers_are_said_whole(business: Snapshot, now: datetime) -> None:
    plenty = replace(business, parts=(Part("a", "Washer", on_hand=Decimal("1000.00")),))
    assert answer(InventoryStock, {"part": "Washer"}, plenty, now, ENGLISH) == "Washer: 1000 in stock."


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        ({"minutes": 15}, "Washer: 3 in stock."),
        ({"minutes": 16}, "Washer: 3 in stock, as of 16 minutes ago."),
        ({"minutes": 61}, "Washer: 3 in stock, as of 1 hour ago."),
        ({"hours": 47}, "Washer: 3 in stock, as of 1 day ago."),
        ({"days": 3}, "Washer: 3 in stock, as of 3 days ago."),
    ],
)
def test_an_old_answer_says_its_age(ago: dict[str, float], said: str, business: Snapshot, now: datetime) -> None:
    old = replace(read_ago(business, now, **ago), parts=(Part("a", "Washer", on_hand=Decimal(3)),))
    assert answer(InventoryStock, {"part": "Washer"}, old, now, ENGLISH) == said


def test_the_day_is_told_in_order_of_time_and_without_the_jobs_of_others(business: Snapshot, now: datetime) -> None:
    assert answer(ScheduleToday, {}, business, now, ENGLISH) == (
        "You have 2 jobs today: at 9 a.m. job 42, Water heater for Maria Garcia; "
        "at 1 p.m. job 12, Leaking faucet for Ann Bauer."
    )


def test_a_job_that_is_nobodys_yet_is_told_and_a_cancelled_one_is_not(business: Snapshot, now: datetime) -> None:
    first, second, *_ = business.jobs
    jobs = (replace(first, assigned_to=()), replace(second, status="cancelled"))
    said = answer(ScheduleToday, {}, replace(business, jobs=jobs), now, ENGLISH)
    assert said == "You have 1 job today: at 1 p.m. job 12, Leaking faucet for Ann Bauer."


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-11-26", "You have nothing scheduled tomorrow."),
        ("2026-11-27", "You have nothing scheduled on Friday."),
        ("2026-12-24", "You have nothing scheduled on Thursday, December 24."),
    ],
)
def test_a_free_day(day: str, said: str, business: Snapshot, now: datetime) -> None:
    assert answer(ScheduleToday, {"date": day}, business, now, ENGLISH) == said


def test_the_day_is_the_one_of_the_business(business: Snapshot, now: datetime) -> None:
    elsewhere = replace(business, time_zone="Pacific/Auckland")
    said = answer(ScheduleToday, {}, elsewhere, now.astimezone(ZoneInfo("Pacific/Auckland")), ENGLISH)
    assert said.startswith("You have 2 jobs today: at 4 a.m. job 42, Water heater for Maria Garcia; at 8 a.m. job 12")


@pytest.mark.parametrize(
    ("project", "said"),
    [
        ("7", "Project 7, Mill Road repipe, is active, 4,000 dollars of 9,000 dollars are spent."),
        ("8", "Project 8, School boiler room, is on hold, the budget is 12,000 dollars and 50 cents."),
    ],
)
def test_a_project(project: str, said: str, business: Snapshot, now: datetime) -> None:
    assert answer(ProjectStatus, {"project": project}, business, now, ENGLISH) == said


def test_a_project_with_an_end(business: Snapshot, now: datetime) -> None:
    due = replace(business.projects[0], end_date=now + timedelta(days=2), budget=None)
    said = answer(ProjectStatus, {"project": "7"}, replace(business, projects=(due,)), now, ENGLISH)
    assert said == "Project 7, Mill Road repipe, is active, it is due Friday."


def test_every_reading_command_has_an_answer_but_the_one_that_is_always_refused(
    business: Snapshot, now: datetime
) -> None:
    slots = {"part": "GFCI outlet", "project": "7", "job": "42", "when": "2026-11-25", "customer": "Ann Bauer"}
    reading = [command for command in COMMANDS if command.spec.offline is Offline.CACHED]
    reading.remove(BusinessSwitch)
    assert all(answer(command, slots, business, now, ENGLISH) for command in reading)
