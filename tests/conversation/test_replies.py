"""What is said about a command that is on its way, done, or refused."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from conversation.english import ENGLISH
from conversation.english.numbers import spoken_amount
from conversation.instructions import instruct
from conversation.reading import read_aloud
from conversation.replies import done_reply, question_to_confirm, read_back, rejected_reply, saved_reply, spoken_part
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from erp import CATALOGUE, Instruction, Part, Snapshot

TURN = UUID("6a1c1f8e-1111-4222-8333-444455556666")


def instruction(command: str, business: Snapshot, **slots: str) -> Instruction:
    return instruct(CATALOGUE[command], slots, business, TURN)[-1]


REPLIES = [
    (
        "job.create",
        {"customer": "Ann Bauer"},
        ("Job 9001 for Ann Bauer is saved.", "Job 9001 created for Ann Bauer."),
    ),
    (
        "job.set_status",
        {"job": "42", "status": "on_hold"},
        ("Job 42 is saved as on hold.", "Job 42 is now on hold."),
    ),
    (
        "job.schedule",
        {"job": "42", "when": "2026-11-26T14:30"},
        ("Job 42 is saved for tomorrow at 2:30 p.m.", "Job 42 is scheduled for tomorrow at 2:30 p.m."),
    ),
    (
        "invoice.create",
        {"job": "42"},
        ("Invoice for job 42 for 268 dollars is saved.", "Invoice created for job 42 for 268 dollars."),
    ),
    (
        "invoice.create",
        {"customer": "Ann Bauer", "amount": "1249.50"},
        (
            "Invoice for Ann Bauer for 1,249 dollars and 50 cents is saved.",
            "Invoice created for Ann Bauer for 1,249 dollars and 50 cents.",
        ),
    ),
    (
        "estimate.create",
        {"customer": "Ann Bauer"},
        ("Estimate for Ann Bauer is saved.", "Estimate created for Ann Bauer."),
    ),
    (
        "contact.create",
        {"customer": "Linda Park", "phone": "3125550190"},
        ("New customer Linda Park is saved.", "Linda Park is now in your contacts."),
    ),
]


@pytest.mark.parametrize(("command", "slots", "replies"), REPLIES)
def test_what_is_said_when_it_is_saved_and_when_it_is_done(
    command: str, slots: dict[str, str], replies: tuple[str, str], business: Snapshot, now: datetime
) -> None:
    decided = instruction(command, business, **slots)
    assert (saved_reply(decided, business, now, ENGLISH), done_reply(decided, business, {}, now, ENGLISH)) == replies


def test_the_number_that_hero365_gave_is_said(business: Snapshot) -> None:
    decided = instruction("job.create", business, customer="Ann Bauer")
    assert done_reply(decided, business, {"number": "JOB-000123"}, None, ENGLISH) == "Job 123 created for Ann Bauer."


def test_without_a_clock_the_date_is_said(business: Snapshot) -> None:
    decided = instruction("job.schedule", business, job="42", when="2026-11-26T14:30")
    assert saved_reply(decided, business, None, ENGLISH) == "Job 42 is saved for Thursday, November 26 at 2:30 p.m."


def test_what_was_read_back_is_shown_with_its_yes_and_without_what_nobody_said(business: Snapshot) -> None:
    decided = instruction("job.create", business, customer="Ann Bauer")
    assert decided.command.description == "Job created via voice"
    shown = read_back(decided, business, ENGLISH)
    assert shown.startswith("Create a job for Ann Bauer at")
    assert shown.endswith("? Yes.")
    assert "via voice" not in shown


def test_what_was_not_read_back_is_shown_as_it_was_saved(business: Snapshot) -> None:
    decided = instruction("job.schedule", business, job="42", when="2026-11-26T14:30")
    assert read_back(decided, business, ENGLISH) == "Job 42 is saved for Thursday, November 26 at 2:30 p.m."


@pytest.mark.parametrize(
    ("command", "slots", "about"),
    [
        ("job.create", {"customer": "Ann Bauer"}, "job 9001 for Ann Bauer"),
        ("job.set_status", {"job": "42", "status": "completed"}, "job 42 as completed"),
        ("job.schedule", {"job": "42", "when": "2026-11-26"}, "a new time for job 42"),
        ("invoice.create", {"job": "42"}, "the invoice for job 42"),
        ("estimate.create", {"customer": "Ann Bauer"}, "the estimate for Ann Bauer"),
        ("contact.create", {"customer": "Linda Park", "phone": "3125550190"}, "the new customer Linda Park"),
    ],
)
def test_a_refusal_says_what_and_why(command: str, slots: dict[str, str], about: str, business: Snapshot) -> None:
    decided = instruction(command, business, **slots)
    reply = rejected_reply(decided, business, "the job is closed.", ENGLISH)
    assert reply == f"Hero365 refused {about}: the job is closed."


def test_a_message_that_is_not_sent_was_not_refused_by_hero365(business: Snapshot) -> None:
    decided = instruction("notify.message_customer", business, customer="Ann Bauer", message="I am here")
    assert rejected_reply(decided, business, "She has opted out.", ENGLISH) == (
        "I could not send the message to Ann Bauer: She has opted out."
    )


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        ("268", "268 dollars"),
        ("268.00", "268 dollars"),
        ("1", "1 dollar"),
        ("0", "0 dollars"),
        ("0.05", "5 cents"),
        ("5.01", "5 dollars and 1 cent"),
        ("1249.50", "1,249 dollars and 50 cents"),
    ],
)
def test_money(amount: str, said: str) -> None:
    assert spoken_amount(amount) == said


@pytest.mark.parametrize(
    ("amount", "said"), [("0", "0 dólares"), ("0.50", "50 centavos"), ("1.01", "1 dólar con 1 centavo")]
)
def test_money_in_spanish(amount: str, said: str) -> None:
    assert SPANISH.numbers.spoken_amount(amount) == said


@pytest.mark.parametrize(("phone", "shown"), [("3125550190", "(312) 555-0190"), ("+525512345678", "+525512345678")])
def test_a_telephone_number_is_shown_as_it_is_written(
    phone: str, shown: str, business: Snapshot, now: datetime
) -> None:
    contact = CATALOGUE["contact.create"]
    question = question_to_confirm(contact, {"customer": "Linda Park", "phone": phone}, business, now, ENGLISH)
    assert question == f"Add Linda Park as a new customer, phone {shown}?"


def test_what_the_server_does_not_take_is_kept_and_that_is_said(business: Snapshot, now: datetime) -> None:
    decided = instruction("invoice.create", business, job="42")
    closed = replace(business, unavailable={"invoice.create": "Hero365 answers 500."})
    assert saved_reply(decided, closed, now, ENGLISH).endswith(" Hero365 does not take it right now; I keep it here.")


ELBOW = Part("e", "1/2 inch copper elbow", spoken_as={"es": ("codo de cobre de media",)})


@pytest.mark.parametrize(
    ("tongue", "part", "quantity", "asked"),
    [
        (ENGLISH, ELBOW, "10", "Order 10 half inch copper elbows?"),
        (SPANISH, ELBOW, "10", "¿Pido 10 codos de cobre de media?"),
        (SPANISH, ELBOW, None, "¿Pido codos de cobre de media?"),
        (ENGLISH, Part("w", "Wax ring"), "1", "Order 1 wax ring?"),
        (ENGLISH, Part("w", "Wax ring"), "2.5", "Order 2.5 wax rings?"),
        (SPANISH, Part("w", "Wax ring"), "2", "¿Pido 2 wax ring?"),
        (SPANISH, Part("t", '1/2" PVC tee'), "2", '¿Pido 2 de 1/2" PVC tee?'),
        (SPANISH, Part("t", '1/2" PVC tee'), None, '¿Pido 1/2" PVC tee?'),
        (ENGLISH, Part("g", "GFCI outlet"), "2", "Order 2 GFCI outlets?"),
    ],
)
def test_parts_are_counted_by_the_name_they_are_called_by(
    tongue: Tongue, part: Part, quantity: str | None, asked: str, business: Snapshot, now: datetime
) -> None:
    slots = {"part": part.name} | ({"quantity": quantity} if quantity else {})
    stocked = replace(business, parts=(part,))
    assert question_to_confirm(CATALOGUE["inventory.reorder"], slots, stocked, now, tongue) == asked


def test_a_part_that_has_no_spanish_name_is_not_half_translated(business: Snapshot) -> None:
    parts = (Part("f", "16x20x1 filter"), Part("h", "50 gallon water heater"), Part("w", "Wax ring"))
    stocked = replace(business, parts=parts)

    def spoken(tongue: Tongue) -> list[str]:
        return [spoken_part(part.name, stocked, tongue) for part in parts]

    assert spoken(SPANISH) == ["16x20x1 filter", "50 gallon water heater", "wax ring"]
    assert spoken(ENGLISH) == ["sixteen by twenty by one filter", "fifty gallon water heater", "wax ring"]
    aloud = read_aloud(f"Poco inventario: {spoken(SPANISH)[0]}.", "es")
    assert aloud == "Poco inventario: dieciséis por veinte por uno filter."


@pytest.mark.parametrize(
    ("tongue", "quantity", "said"),
    [
        (ENGLISH, "-2", "The stock is changed: 2 half inch copper elbows taken out."),
        (ENGLISH, "3", "The stock is changed: 3 half inch copper elbows put in."),
        (SPANISH, "-1", "El inventario cambió: 1 codo de cobre de media de salida."),
        (SPANISH, "3", "El inventario cambió: 3 codos de cobre de media de entrada."),
    ],
)
def test_parts_go_out_of_stock_or_come_in(tongue: Tongue, quantity: str, said: str, business: Snapshot) -> None:
    stocked = replace(business, parts=(ELBOW,))
    adjusted = instruction("inventory.adjust", stocked, part=ELBOW.name, quantity=quantity)
    assert done_reply(adjusted, stocked, {}, None, tongue) == said
