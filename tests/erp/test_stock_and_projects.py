"""What commands about parts and projects decide for themselves, given the records."""

from dataclasses import replace
from decimal import Decimal

import pytest

from erp import Command, Part, Project, Risk, Snapshot
from erp.project_changes import ProjectAssign, ProjectCreate, ProjectUpdate
from erp.stock_changes import InventoryAdjust, InventoryReorder, InventoryReserve

BUSINESS = Snapshot(
    technician="Rosa Delgado",
    business="Northside Plumbing",
    time_zone="America/Chicago",
    next_number="9004",
    projects=(Project("p7", "7", "Mill Road repipe", "active", "Ann Bauer", team=("Sam Reed",)),),
    parts=(
        Part(
            "elbow",
            "1/2 inch copper elbow",
            on_hand=Decimal(10),
            reserved=Decimal(4),
            spoken_as={"en": ("half inch elbow",)},
        ),
        Part("gfci", "GFCI outlet"),
        Part("wax", "Wax ring", on_hand=Decimal(0), spoken_as={"es": ("anillo de cera",)}),
    ),
)
ELBOW, GFCI, EMPTY = "1/2 inch copper elbow", "GFCI outlet", "Wax ring"


@pytest.mark.parametrize(
    ("command", "slots", "reason"),
    [
        (InventoryReserve, {"part": ELBOW, "quantity": "6", "job": "12"}, None),
        (InventoryReserve, {"part": ELBOW, "quantity": "7", "job": "12"}, "Half inch elbow: only 6 are left."),
        (InventoryReserve, {"part": GFCI, "quantity": "700", "job": "12"}, None),  # nobody knows how many there are
        (InventoryAdjust, {"part": ELBOW, "quantity": "-10"}, None),
        (InventoryAdjust, {"part": ELBOW, "quantity": "-11"}, "Half inch elbow: only 10 are left."),
        (InventoryAdjust, {"part": EMPTY, "quantity": "-1"}, "Wax ring: none is left."),
        (InventoryAdjust, {"part": ELBOW, "quantity": "11"}, None),
        (ProjectUpdate, {"project": "7", "status": "on_hold"}, None),
        (ProjectUpdate, {"project": "7", "status": "active"}, "Project 7 is active already."),
        (ProjectUpdate, {"project": "7", "status": "active", "note": "pipe arrived"}, None),
        (ProjectAssign, {"project": "7", "assignee": "Rosa Delgado"}, None),
        (ProjectAssign, {"project": "7", "assignee": "Sam Reed"}, "Sam Reed is on project 7 already."),
        (ProjectCreate, {"title": "Boiler", "customer": "Ann Bauer"}, None),
        (
            ProjectCreate,
            {"title": "mill road Repipe", "customer": "Ann Bauer"},
            "Ann Bauer has a project called Mill Road repipe already, number 7.",
        ),
    ],
)
def test_what_speaks_against_it(command: type[Command], slots: dict[str, str], reason: str | None) -> None:
    said = command.objection(command.complete(slots, BUSINESS), BUSINESS)
    assert (said["en"] if said else None) == reason
    assert said is None or said["es"]


def test_the_last_one_is_one() -> None:
    last = replace(BUSINESS, parts=(Part("gfci", GFCI, on_hand=Decimal(1)),))
    said = InventoryAdjust.objection({"part": GFCI, "quantity": "-2"}, last)
    assert said == {"en": "GFCI outlet: only 1 is left.", "es": "GFCI outlet: solo queda 1."}


def test_one_is_set_aside_where_no_number_was_said() -> None:
    assert InventoryReserve.complete({"part": ELBOW, "job": "12"}, BUSINESS)["quantity"] == "1"
    assert InventoryReserve.missing(InventoryReserve.complete({"part": ELBOW}, BUSINESS)) == ("job",)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ({"direction": "out", "quantity": "2"}, {"quantity": "-2"}),
        ({"direction": "in", "quantity": "0.5"}, {"quantity": "0.5"}),
        ({"direction": "out"}, {"direction": "out"}),  # how many is asked, and the verb not forgotten
    ],
)
def test_the_verb_says_whether_parts_go_out(said: dict[str, str], meant: dict[str, str]) -> None:
    _, slots = InventoryAdjust.meant({"part": ELBOW, **said}, BUSINESS)
    assert slots == {"part": ELBOW, **meant}


def test_how_many_are_ordered_is_said_or_what_hero365_orders_of_the_part() -> None:
    assert InventoryReorder.missing({"part": ELBOW}) == ("quantity",)
    usual = replace(BUSINESS, parts=(Part("e", ELBOW, reorder_quantity=Decimal(20)),))
    assert InventoryReorder.complete({"part": ELBOW}, usual) == {"part": ELBOW, "quantity": "20"}
    assert InventoryReorder.complete({"part": ELBOW, "quantity": "3"}, usual)["quantity"] == "3"
    assert "quantity" not in InventoryReorder.complete({"part": ELBOW, "packs": "2"}, usual)


def test_a_project_is_asked_for_its_customer_and_then_for_its_name() -> None:
    completed = ProjectCreate.complete({}, BUSINESS)
    assert (completed["number"], ProjectCreate.missing(completed)) == ("9004", ("customer", "title"))


def test_a_project_is_changed_by_a_status_or_a_note() -> None:
    assert ProjectUpdate.missing({"project": "7"}) == ("note",)
    assert ProjectUpdate.missing({"project": "7", "status": "on_hold"}) == ()


def test_whether_a_project_is_given_up_is_asked() -> None:
    assert ProjectUpdate.risk({"project": "7", "status": "cancelled"}) is Risk.CONFIRM
    assert ProjectUpdate.risk({"project": "7", "status": "completed"}) is Risk.TELL
