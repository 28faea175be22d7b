"""Contacts, messages to customers, reminders and business context: what is declared beside their phrases."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from erp import Customer, Estimate, Invoice, Job, Snapshot
from erp.business import BusinessSwitch
from erp.contacts import ContactCreate
from erp.messages import addresses_of, arriving, here_is_the_estimate, late_by, please_pay, unreachable
from erp.notifications import MessageCustomer, RunningLate
from erp.values import When

ANN = Customer("ann", "Ann Bauer", phone="(312) 555-0190", email="Ann.Bauer@Example.com")
MARIA = Customer("maria", "Maria Garcia", phone="+13125550191")
LETTERS = Customer("letters", "Lea Kim", email="lea@example.com")
NOBODY = Customer("nobody", "Bo Li", phone="555", email="none")
HEATER = Job("j42", "42", "JOB-000042", "Water heater", "in_progress", customer="Ann Bauer", customer_ref="ann")


def business(**known: object) -> Snapshot:
    snapshot = Snapshot(
        "Rosa Delgado", "Northside", "America/Chicago", "9001", customers=(ANN, MARIA, LETTERS, NOBODY), jobs=(HEATER,)
    )
    return replace(snapshot, **known)  # type: ignore[arg-type] # fields of a snapshot


@pytest.mark.parametrize(
    ("customer", "known"),
    [
        (ANN, {"phone": "3125550190", "email": "ann.bauer@example.com"}),
        (MARIA, {"phone": "+13125550191"}),
        (LETTERS, {"email": "lea@example.com"}),
        (NOBODY, {}),
    ],
)
def test_an_address_that_nothing_can_be_sent_to_is_none(customer: Customer, known: dict[str, str]) -> None:
    assert addresses_of(customer) == known


@pytest.mark.parametrize(
    ("customer", "method", "said"),
    [
        (ANN, None, None),
        (ANN, "email", None),
        (MARIA, "email", "Maria Garcia has no e-mail address in your contacts."),
        (LETTERS, "sms", "Lea Kim has no phone number in your contacts."),
        (NOBODY, None, "Bo Li has neither a phone number nor an e-mail address in your contacts."),
    ],
)
def test_nobody_is_promised_a_message_that_cannot_reach_them(
    customer: Customer, method: str | None, said: str | None
) -> None:
    reason = unreachable(customer, method)
    assert (reason and reason["en"]) == said
    slots = {"customer": customer.name, "message": "Hello", **({"method": method} if method else {})}
    objection = MessageCustomer.objection(slots, business())
    assert (objection and objection["en"]) == said


@pytest.mark.parametrize(("customer", "channel"), [("Ann Bauer", "sms"), ("Lea Kim", "email")])
def test_a_message_goes_by_text_where_there_is_a_phone(customer: str, channel: str) -> None:
    slots = MessageCustomer.complete({"customer": customer, "message": "Hello"}, business())
    assert MessageCustomer.model_validate(slots).channel == channel


def test_a_message_is_written_in_the_technicians_language() -> None:
    slots = RunningLate.complete({"customer": "Ann Bauer", "duration": "20"}, business(language="es"))
    assert slots["language"] == "es"
    assert (
        slots["message"] == "Hola, soy Rosa Delgado de Northside. Voy con 20 minutos de retraso. Perdón por la espera."
    )


@pytest.mark.parametrize(
    ("minutes", "en", "es"),
    [
        (20, "20 minutes", "20 minutos"),
        (1, "1 minute", "1 minuto"),
        (60, "1 hour", "1 hora"),
        (150, "2 hours and 30 minutes", "2 horas y 30 minutos"),
    ],
)
def test_a_length_is_written_out(minutes: int, en: str, es: str) -> None:
    said = late_by(minutes, business())
    assert f"about {en} late" in said["en"]
    assert f"con {es} de retraso" in said["es"]


@pytest.mark.parametrize(
    ("when", "en", "es"),
    [
        (
            "2026-11-26T17:00",
            "on Thursday, November 26 at about 5 p.m.",
            "26 de noviembre a eso de las 5 p.m.",
        ),
        ("2026-11-26T13:05", "at about 1:05 p.m.", "a eso de la 1:05 p.m."),
        ("2026-11-26T00:30", "at about 12:30 a.m.", "a eso de las 12:30 a.m."),
        ("2026-11-26T12:00", "at about noon.", "a eso del mediodía."),
        ("2026-11-26T00:00", "at about midnight.", "a eso de la medianoche."),
        ("2026-11-27/morning", "on Friday, November 27 in the morning", "el viernes 27 de noviembre por la mañana"),
        ("2026-11-27", "there on Friday, November 27.", "Llegaré el viernes 27 de noviembre."),
    ],
)
def test_a_time_of_arrival_names_the_day(when: When, en: str, es: str) -> None:
    said = arriving(when, business())
    assert en in said["en"]
    assert es in said["es"]
    assert ".." not in said["en"] + said["es"]


def test_the_letters_about_money_name_the_number_the_sum_and_the_day() -> None:
    offer = Estimate("e8", "8", "EST-000008", "Repipe", "draft", total=Decimal("8700.5"))
    assert "estimate EST-000008 for Repipe: $8,700.50." in here_is_the_estimate(offer, business())["en"]
    bill = Invoice("i1", "101", "INV-000101", "sent", balance_due=Decimal(40), due_date=date(2026, 12, 1))
    reminder = please_pay(bill, business())
    assert "your invoice INV-000101 for $40.00 is open, due Tuesday, December 1." in reminder["en"]
    assert (
        "su factura INV-000101 está pendiente por $40.00, con vencimiento el martes 1 de diciembre." in reminder["es"]
    )


def test_a_job_stands_for_its_customer() -> None:
    assert RunningLate.meant({"job": "42", "duration": "5"}, business())[1] == {
        "customer": "Ann Bauer", "duration": "5",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("slots", "missing"),
    [
        ({}, ("customer", "duration")),
        ({"customer": "Ann Bauer"}, ("duration",)),
        ({"customer": "Ann Bauer", "duration": "20"}, ()),
        ({"customer": "Ann Bauer", "when": "2026-11-26T09:00"}, ()),
    ],
)
def test_how_late_is_asked_and_the_words_are_not(slots: dict[str, str], missing: tuple[str, ...]) -> None:
    assert RunningLate.missing(slots) == missing


@pytest.mark.parametrize(
    ("slots", "missing"),
    [
        ({}, ("customer", "phone")),
        ({"customer": "Bo"}, ("phone",)),
        ({"customer": "Bo", "email": "bo@example.com"}, ()),
        ({"customer": "Bo", "phone": "3125550199"}, ()),
    ],
)
def test_a_phone_number_or_an_e_mail_address_is_enough(slots: dict[str, str], missing: tuple[str, ...]) -> None:
    assert ContactCreate.missing(slots) == missing


def test_nobody_can_switch_the_business() -> None:
    for slots in ({}, {"business": "Southside"}, {"business": "Northside"}):
        said = BusinessSwitch.objection(slots, business())
        assert said is not None
        assert "Northside" in said["en"]
        assert "Northside" in said["es"]


def test_a_late_message_is_worth_nothing_after_hours() -> None:
    assert RunningLate.spec.meaningful_for is not None
    assert MessageCustomer.spec.meaningful_for is not None
    assert RunningLate.spec.meaningful_for < MessageCustomer.spec.meaningful_for
