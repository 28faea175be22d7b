"""What estimates, invoices and payments decide for themselves: whose they are, what is due, what must not be twice."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from erp import Address, Command, Customer, Estimate, Invoice, Job, Slots, Snapshot
from erp.conversions import EstimateConvert, InvoiceFromEstimate
from erp.estimates import EstimateSend, EstimateSetStatus
from erp.invoice_messages import InvoiceRemind, InvoiceSend
from erp.invoicing import EstimateCreate, InvoiceCreate
from erp.payments import PaymentRecord, unpaid

ANN = Customer("ann", "Ann Bauer", phone="+13125550190", email="Ann@Example.com", address=Address("5", "A", "IL", "6"))
BO = Customer("bo", "Bo Li")


def estimate(number: str, status: str, customer: Customer = ANN, **more: Any) -> Estimate:
    name, total = f"EST-00000{number}", Decimal("8700.00")
    return Estimate(f"e{number}", number, name, "Repipe", status, customer.name, customer.ref, total, **more)


def invoice(number: str, status: str, due: str, customer: Customer = ANN, **more: Any) -> Invoice:
    total = Decimal(275)
    return Invoice(
        f"i{number}", number, f"INV-000{number}", status, customer.name, customer.ref, total, Decimal(due), **more
    )


BUSINESS = Snapshot(
    technician="Rosa Delgado",
    business="Northside Plumbing",
    time_zone="America/Chicago",
    next_number="9004",
    customers=(ANN, BO),
    jobs=(
        Job("j12", "12", "JOB-000012", "Leak", "completed", "Ann Bauer", "ann", amount=Decimal("268.00")),
        Job("j13", "13", "JOB-000013", "Sump pump", "completed", "Ann Bauer", "ann"),
        Job("j14", "14", "JOB-000014", "Furnace", "paid", "Bo Li", "bo"),
    ),
    estimates=(
        estimate("7", "rejected"),
        estimate("8", "sent"),
        estimate("9", "approved"),
        estimate("6", "approved", job_ref="j13"),
        estimate("5", "converted"),
        estimate("4", "draft", BO),
    ),
    invoices=(
        invoice("101", "sent", "275"),
        invoice("102", "paid", "0"),
        invoice("103", "partially_paid", "40.50", BO),
        invoice("104", "cancelled", "275", job_ref="j12"),
        invoice("105", "draft", "275", job_ref="j13"),
    ),
)


def objection(command: type[Command], snapshot: Snapshot = BUSINESS, **slots: str) -> str | None:
    said = command.objection(command.complete(slots, snapshot), snapshot)
    assert said is None or set(said) == {"en", "es"}
    return said["en"] if said else None


def meant(command: type[Command], **slots: str) -> Slots:
    same, said = command.meant(slots, BUSINESS)
    assert same is command
    return said


def test_what_is_made_here_is_numbered_here() -> None:
    assert InvoiceCreate.complete({"job": "12"}, BUSINESS)["number"] == "9004"
    assert EstimateCreate.complete({"customer": "Ann Bauer"}, BUSINESS)["number"] == "9004"
    assert InvoiceFromEstimate.complete({"estimate": "8"}, BUSINESS)["number"] == "9004"


def test_an_estimate_for_a_job_is_for_its_customer_and_not_for_its_price() -> None:
    completed = EstimateCreate.complete({"job": "12"}, BUSINESS)
    assert (completed["customer"], completed["title"], "amount" in completed) == ("Ann Bauer", "Leak", False)
    assert EstimateCreate.missing(completed) == ()


@pytest.mark.parametrize(
    ("command", "slots", "reason"),
    [
        (InvoiceCreate, {"job": "12"}, None),  # its invoice was cancelled
        (InvoiceCreate, {"job": "13"}, "Job 13 has invoice 105 already."),
        (InvoiceCreate, {"job": "14"}, "Job 14 is invoiced already."),
        (InvoiceCreate, {"job": "12", "customer": "Bo Li"}, "Job 12 is for Ann Bauer, not for Bo Li."),
        (EstimateCreate, {"job": "12", "customer": "Bo Li"}, "Job 12 is for Ann Bauer, not for Bo Li."),
        (InvoiceFromEstimate, {"estimate": "8"}, None),
        (InvoiceFromEstimate, {"estimate": "5"}, "Estimate 5 is invoiced already."),
        (InvoiceFromEstimate, {"estimate": "6"}, "Job 13 has invoice 105 already."),
        (InvoiceFromEstimate, {"estimate": "7"}, "Estimate 7 was turned down."),
        (EstimateConvert, {"estimate": "9"}, None),
        (
            EstimateConvert,
            {"estimate": "8"},
            "Estimate 8 is sent. It has to be accepted before it can be converted.",
        ),
        (EstimateSetStatus, {"estimate": "8", "status": "accepted"}, None),
        (EstimateSetStatus, {"estimate": "9", "status": "accepted"}, "Estimate 9 is accepted already."),
        (EstimateSetStatus, {"estimate": "4", "status": "sent"}, None),
        (EstimateSetStatus, {"estimate": "9", "status": "sent"}, "Estimate 9 is accepted already."),
        (EstimateSetStatus, {"estimate": "5", "status": "rejected"}, "Estimate 5 is invoiced already."),
        (EstimateSend, {"estimate": "8"}, None),
        (EstimateSend, {"estimate": "8", "customer": "Bo Li"}, "Estimate 8 is for Ann Bauer, not for Bo Li."),
        (EstimateSend, {"customer": "Nobody Known"}, "Nobody Known has no open estimate."),
        (
            EstimateSend,
            {"estimate": "4"},
            "Bo Li has neither a phone number nor an e-mail address in your contacts.",
        ),
        (InvoiceRemind, {"invoice": "101"}, None),
        (InvoiceSend, {"invoice": "101"}, None),
        (InvoiceSend, {"invoice": "102"}, "Invoice 102 is paid already."),
        (InvoiceRemind, {"invoice": "102"}, "Invoice 102 is paid already."),
        (InvoiceRemind, {"invoice": "104"}, "Invoice 104 is cancelled."),
        (PaymentRecord, {"invoice": "103", "amount": "40.50"}, None),
        (PaymentRecord, {"invoice": "103", "amount": "41"}, "Only 40 dollars and 50 cents is due on invoice 103."),
        (PaymentRecord, {"customer": "Nobody Known"}, "Nobody Known has no unpaid invoice."),
    ],
)
def test_what_speaks_against_it(command: type[Command], slots: dict[str, str], reason: str | None) -> None:
    assert objection(command, **slots) == reason


def test_of_one_dollar_it_is_spoken_as_of_many() -> None:
    open_one = replace(BUSINESS, invoices=(invoice("107", "sent", "1"),))
    assert PaymentRecord.objection({"invoice": "107", "amount": "2"}, open_one) == {
        "en": "Only 1 dollar is due on invoice 107.",
        "es": "El saldo de la factura 107 es de solo 1 dólar.",
    }


def test_a_refunded_invoice_is_not_called_cancelled() -> None:
    refunded = replace(BUSINESS, invoices=(invoice("107", "refunded", "275"),))
    said = PaymentRecord.objection({"invoice": "107"}, refunded)
    assert said == {"en": "Invoice 107 is refunded.", "es": "La factura 107 está reembolsada."}


def test_an_estimate_that_has_an_invoice_gets_no_second_one() -> None:
    made = invoice("106", "draft", "8700", estimate_ref="e9")
    with_invoice = replace(BUSINESS, invoices=(*BUSINESS.invoices, made))
    for command in (InvoiceFromEstimate, EstimateConvert):
        assert objection(command, with_invoice, estimate="9") == "Estimate 9 has invoice 106 already."


@pytest.mark.parametrize(
    ("command", "said", "slots"),
    [
        (EstimateSend, {"customer": "Ann Bauer"}, {"estimate": "8"}),
        (EstimateSend, {"customer": "Ann Bauer", "estimate": "9"}, {"estimate": "9"}),
        (EstimateSend, {"customer": "Bo Li", "estimate": "9"}, {"customer": "Bo Li", "estimate": "9"}),
        (InvoiceRemind, {"customer": "Bo Li"}, {"invoice": "103"}),
        (InvoiceRemind, {"customer": "Ann Bauer"}, {"customer": "Ann Bauer"}),  # two are unpaid
        (PaymentRecord, {"customer": "Bo Li", "amount": "40"}, {"invoice": "103", "amount": "40"}),
        (
            EstimateSetStatus,
            {"customer": "Ann Bauer", "estimate": "8", "status": "rejected"},
            {"estimate": "8", "status": "rejected"},
        ),
        (InvoiceFromEstimate, {"customer": "Ann Bauer", "estimate": "8"}, {"estimate": "8"}),
    ],
)
def test_what_is_named_by_its_customer(command: type[Command], said: dict[str, str], slots: dict[str, str]) -> None:
    assert meant(command, **said) == slots


def test_where_a_customer_has_several_it_is_asked_which() -> None:
    assert PaymentRecord.candidates({"customer": "Ann Bauer"}, BUSINESS) == {"invoice": ("101", "105")}


def test_who_names_no_amount_pays_all_that_is_due() -> None:
    completed = PaymentRecord.complete({"invoice": "103"}, BUSINESS)
    assert (completed["amount"], completed["customer"]) == ("40.50", "Bo Li")
    assert PaymentRecord.missing(completed) == ("method",)


def test_what_is_unpaid_is_what_stands_and_has_a_balance() -> None:
    assert [each.number for each in unpaid(BUSINESS)] == ["101", "103", "105"]


def test_an_estimate_goes_where_the_customer_is_reached_in_words_that_name_it() -> None:
    completed = EstimateSend.complete({"estimate": "8"}, BUSINESS)
    assert (completed["customer"], completed["method"], completed["phone"]) == ("Ann Bauer", "sms", "+13125550190")
    assert "EST-000008" in completed["message"]
    by_mail = EstimateSend.complete({"estimate": "8", "method": "email"}, BUSINESS)
    assert (by_mail["method"], by_mail["email"]) == ("email", "ann@example.com")
    sending = EstimateSend.model_validate(by_mail)
    assert sending.channel == "email"
    assert sending.steps() == (sending,)


def test_of_two_customers_of_one_name_the_estimates_own_is_told() -> None:
    twin = replace(ANN, ref="other", phone="+13125550000", email=None)
    completed = EstimateSend.complete({"estimate": "8"}, replace(BUSINESS, customers=(twin, ANN)))
    assert completed["phone"] == "+13125550190"


def test_a_draft_that_is_sent_is_marked_as_sent() -> None:
    reached = replace(BUSINESS, customers=(ANN, replace(BO, phone="+13125550191")))
    sending = EstimateSend.model_validate(
        {name: value for name, value in EstimateSend.complete({"estimate": "4"}, reached).items() if value}
    )
    assert [step.spec.name for step in sending.steps()] == ["estimate.send", "estimate.set_status"]


def test_a_reminder_says_what_is_due() -> None:
    completed = InvoiceRemind.complete({"invoice": "101"}, BUSINESS)
    assert "$275.00" in completed["message"]
    assert InvoiceRemind.model_validate(completed).customer == "Ann Bauer"
