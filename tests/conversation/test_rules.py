"""What the rules and lists that phrases refer to take, and the values that it comes to."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from conversation.books import FREE, IDLE, book, bound
from conversation.english import ENGLISH
from conversation.phrases import PhraseMatcher
from erp import Estimate, Invoice, Member, Part, Snapshot

DUE = date(2026, 11, 1)


@pytest.fixture(scope="module")
def shop(business: Snapshot) -> Snapshot:
    """The business, with estimates, invoices, a team and another business."""
    return replace(
        business,
        estimates=(
            Estimate("e8", "8", "EST-000008", "Repipe", "sent", "Ann Bauer", "ann", Decimal(8700)),
            Estimate("e9", "9", "EST-000009", "Water softener", "draft", "Maria Garcia", "maria", Decimal(1200)),
        ),
        invoices=(
            Invoice(
                "i101", "101", "INV-000101", "sent", "Ann Bauer", "ann", Decimal(240), Decimal(240), date(2026, 11, 1)
            ),
            Invoice("i102", "102", "INV-000102", "paid", "Maria Garcia", "maria", Decimal(90), Decimal(0)),
        ),
        team=(Member("r", "Rosa Delgado"), Member("s", "Sam Reed"), Member("k", "Kim Long")),
        businesses=("Northside Plumbing", "Lakeview HVAC"),
        parts=(*business.parts, Part("ring", "Wax ring"), Part("breaker", "20A breaker")),
    )


def said(template: str, words: str, shop: Snapshot) -> dict[str, str] | None:
    """The values of the slots of `words`, which fit the template; None where they don't."""
    rules = {**ENGLISH.phrases.RULES, **ENGLISH.phrases.TYPED_RULES}
    made = bound({"said": (template,)}, rules, shop, ENGLISH)
    match = PhraseMatcher(made, FREE).match(words)
    return dict(match.slots) if match else None


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("estimate eight", "8"),
        ("the quote number 8", "8"),
        ("the Bauer estimate", "8"),
        ("Ann Bauer's quote", "8"),
        ("the estimate for Maria Garcia", "9"),
        ("the water softener estimate", "9"),
    ],
)
def test_an_estimate_goes_by_number_customer_and_title(words: str, number: str, shop: Snapshot) -> None:
    assert said("send <estimate>", f"send {words}", shop) == {"estimate": number}


@pytest.mark.parametrize(
    ("words", "number"),
    [("invoice one oh one", "101"), ("bill 101", "101"), ("the Bauer invoice", "101"), ("invoice 102", "102")],
)
def test_an_invoice_goes_by_number_and_customer(words: str, number: str, shop: Snapshot) -> None:
    assert said("remind <invoice>", f"remind {words}", shop) == {"invoice": number}


def test_what_is_paid_goes_by_number_alone(shop: Snapshot) -> None:
    assert said("remind <invoice>", "remind the Garcia invoice", shop) is None


@pytest.mark.parametrize(
    ("words", "name"),
    [("sam", "Sam Reed"), ("Kim Long", "Kim Long"), ("me", "Rosa Delgado"), ("myself", "Rosa Delgado")],
)
def test_people_of_the_team_go_by_their_first_names_too(words: str, name: str, shop: Snapshot) -> None:
    assert said("assign it to <assignee>", f"assign it to {words}", shop) == {"assignee": name}


@pytest.mark.parametrize(
    ("words", "slots"),
    [
        ("two wax rings", {"quantity": "2", "part": "Wax ring"}),
        ("a dozen half inch copper elbows", {"quantity": "12", "part": "1/2 inch copper elbow"}),
        ("a couple of wax rings", {"quantity": "2", "part": "Wax ring"}),
        ("a wax ring", {"quantity": "1", "part": "Wax ring"}),
        ("the wax ring", {"part": "Wax ring"}),
        ("three boxes of wax rings", {"packs": "3", "part": "Wax ring"}),
        ("twelve of the wax rings", {"quantity": "12", "part": "Wax ring"}),
        ("two and a half R-410A refrigerant", {"quantity": "2.5", "part": "R-410A refrigerant"}),
    ],
)
def test_so_many_of_a_part(words: str, slots: dict[str, str], shop: Snapshot) -> None:
    assert said("use <quantity_of_part>", f"use {words}", shop) == slots


@pytest.mark.parametrize(
    ("words", "slots"),
    [
        ("two three quarter inch ball valves", {"quantity": "2", "part": '3/4" ball valve'}),
        ("ten twenty amp breakers", {"quantity": "10", "part": "20A breaker"}),
        ("four twenty amp breakers", {"quantity": "4", "part": "20A breaker"}),
    ],
)
def test_a_number_that_ends_where_the_part_begins(words: str, slots: dict[str, str], shop: Snapshot) -> None:
    assert said("use <quantity_of_part>", f"use {words}", shop) == slots


@pytest.mark.parametrize(
    ("template", "words", "slots"),
    [
        ("paid {payment_methods:method}", "paid cash", {"method": "cash"}),
        ("paid by {payment_methods:method}", "paid by card", {"method": "credit_card"}),
        ("send it by {channels:method}", "send it by text message", {"method": "sms"}),
        ("project is {project_statuses:status}", "project is on hold", {"status": "on_hold"}),
        ("lead is {lead_statuses:status}", "lead is won", {"status": "closed_won"}),
        ("{stock_used:direction} <quantity_of_part>", "I used two wax rings",
         {"direction": "out", "quantity": "2", "part": "Wax ring"}),
        ("off <on_date> <until_date>", "off on friday through monday", {"date": "friday", "end_date": "monday"}),
        ("late <duration>", "late an hour and a half", {"duration": "an hour and a half"}),
        ("late <duration>", "late twenty minutes", {"duration": "20"}),
        ("switch to <business>", "switch to lakeview hvac", {"business": "Lakeview HVAC"}),
    ],
)  # fmt: skip
def test_lists(template: str, words: str, slots: dict[str, str], shop: Snapshot) -> None:
    assert said(template, words, shop) == slots


@pytest.mark.parametrize(
    ("words", "number"), [("the faucet job", "12"), ("the cleaning job", "43"), ("the leaking faucet job", "12")]
)
def test_a_job_goes_by_the_last_word_of_its_title_too(words: str, number: str, shop: Snapshot) -> None:
    assert said("open <named_job>", f"open {words}", shop) == {"job": number}


def test_that_word_is_not_listened_for(business: Snapshot) -> None:
    assert "job_keywords" not in book(IDLE, business, ENGLISH).lists
    assert "job_keywords" in book(IDLE, business, ENGLISH, typed=True).lists
