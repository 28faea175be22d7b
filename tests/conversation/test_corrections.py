"""What is said instead of something that was read back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

import pytest

from conversation.books import IDLE, READ_BACK
from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Invoice, Snapshot

TURN = UUID("6a1c1f8e-1111-4222-8333-444455556666")
Say = Callable[..., Decision]

FOR_MARIA = "Create a job for Maria Garcia at 12 Oak Street, Aurora, called Service for Maria Garcia?"
BOOKED = "book maria garcia for tomorrow at nine"
LATE = "tell ann bauer i'm running twenty minutes late"
LATE_BY = "Send Ann Bauer this: Hello, this is Rosa Delgado from Northside Plumbing. I am running about"
PAID = "maria garcia paid two hundred cash"
AGENDADA = "agenda una cita con maria garcia para mañana a las nueve"
PAGADA = "maria garcia pagó cien en efectivo"


def invoice(number: str, customer: str, due: int) -> Invoice:
    ref = f"invoice-{number}"
    return Invoice(ref, number, f"INV-{number}", "sent", customer, total=Decimal(due), balance_due=Decimal(due))


@pytest.fixture(scope="module")
def shop(business: Snapshot) -> Snapshot:
    customers = [replace(each, phone=each.phone or "+13125550147") for each in business.customers]
    invoices = invoice("101", "Maria Garcia", 900), invoice("103", "Ann Bauer", 900), invoice("200", "Ann Bauer", 900)
    return replace(business, customers=tuple(customers), invoices=invoices)


@pytest.fixture(scope="module")
def heard(shop: Snapshot) -> dict[Tongue, Understanding]:
    return {tongue: Understanding(shop, tongue) for tongue in (ENGLISH, SPANISH)}


@pytest.fixture
def say(heard: dict[Tongue, Understanding], now: datetime) -> Say:
    """Says one sentence after another in a conversation of their own; gives the decision about the last."""

    def _say(*sentences: str, tongue: Tongue = ENGLISH) -> Decision:
        dialogue = Dialogue()
        return [dialogue.hear(words, heard[tongue], now, TURN) for words in sentences][-1]

    return _say


@pytest.mark.parametrize(
    ("command", "correction", "read_back"),
    [
        (BOOKED, "no, at ten", "Book an appointment with Maria Garcia for tomorrow at 10 a.m.?"),
        (BOOKED, "no, at ten please", "Book an appointment with Maria Garcia for tomorrow at 10 a.m.?"),
        (BOOKED, "for in two hours", "Book an appointment with Maria Garcia for today at 1 p.m.?"),
        (BOOKED, "at ten", "Book an appointment with Maria Garcia for tomorrow at 10 a.m.?"),
        (BOOKED, "make it friday at two", "Book an appointment with Maria Garcia for Friday at 2 p.m.?"),
        (BOOKED, "no, friday", "Book an appointment with Maria Garcia for Friday at 9 a.m.?"),
        (BOOKED, "no, in the morning", "Book an appointment with Maria Garcia for tomorrow morning?"),
        (BOOKED, "yes but friday at two", "Book an appointment with Maria Garcia for Friday at 2 p.m.?"),
        (BOOKED, "make it two hours", "Book an appointment with Maria Garcia for tomorrow at 9 a.m., for 2 hours?"),
        (BOOKED, "no, ann bauer", "Book an appointment with Ann Bauer for tomorrow at 9 a.m.?"),
        (BOOKED, "change the time to ten", "Book an appointment with Maria Garcia for tomorrow at 10 a.m.?"),
        ("create a job for ann bauer", "no, maria garcia", FOR_MARIA),
        ("create a job for linda park", "no, maria garcia", FOR_MARIA),
        ("create a job for ann bauer", "no, linda park", "I don't know Linda Park. A new customer?"),
        ("invoice job 42", "no, three hundred dollars", "Create an invoice for job 42 for 300 dollars?"),
        (PAID, "no, three hundred dollars", "Record 300 dollars, cash, on invoice 101 for Maria Garcia?"),
        (PAID, "it was by check", "Record 200 dollars, check, on invoice 101 for Maria Garcia?"),
        (PAID, "no, invoice 103", "Record 200 dollars, cash, on invoice 103 for Ann Bauer?"),
        ("cancel job 42", "no, job 43", "Job 43 will be cancelled. That can't be undone. Shall I?"),
        ("reorder ten gfci outlets", "no, twelve", "Order 12 GFCI outlets?"),
        ("text ann bauer that i'm outside", "no, say i'm at the back door",
         "Send Ann Bauer this: i'm at the back door. Okay?"),
        (f"{BOOKED} for two hours", "no, ten",
         "Book an appointment with Maria Garcia for tomorrow at 10 a.m., for 2 hours?"),
        (LATE, "no, thirty", f"{LATE_BY} 30 minutes late. Sorry for the wait. Okay?"),
        (LATE, "no, thirty minutes", f"{LATE_BY} 30 minutes late. Sorry for the wait. Okay?"),
    ],
)  # fmt: skip
def test_what_fits_is_taken_and_all_is_read_back_again(command: str, correction: str, read_back: str, say: Say) -> None:
    decision = say(command, correction)
    assert (decision.outcome, decision.reply, decision.expects) == (Outcome.CONFIRMING, read_back, READ_BACK)
    assert decision.instructions == ()
    assert say(command, correction, "no").instructions == ()


@pytest.mark.parametrize(
    ("command", "correction", "read_back"),
    [
        (AGENDADA, "no, a las diez", "¿Agendo una cita con Maria Garcia para mañana a las 10 a.m.?"),
        (AGENDADA, "no, a las diez por favor", "¿Agendo una cita con Maria Garcia para mañana a las 10 a.m.?"),
        (AGENDADA, "mejor el viernes a las dos", "¿Agendo una cita con Maria Garcia para pasado mañana a las 2 p.m.?"),
        (AGENDADA, "no, el viernes", "¿Agendo una cita con Maria Garcia para pasado mañana a las 9 a.m.?"),
        (AGENDADA, "no, con ann bauer", "¿Agendo una cita con Ann Bauer para mañana a las 9 a.m.?"),
        (
            PAGADA,
            "no, trescientos dólares",
            "¿Registro un pago de 300 dólares en efectivo en la factura 101 para Maria Garcia?",
        ),
        (
            "mándale un mensaje a ann bauer que estoy afuera",
            "no, di que estoy atrás",
            "¿Le mando esto a Ann Bauer: estoy atrás?",
        ),
        (
            "avísale a ann bauer que voy veinte minutos tarde",
            "no, treinta",
            "Le mando esto a Ann Bauer, en español: Hello, this is Rosa Delgado from Northside Plumbing. I am running"
            " about 30 minutes late. Sorry for the wait. ¿Está bien?",
        ),
        (PAGADA, "fue con cheque", "¿Registro un pago de 100 dólares con cheque en la factura 101 para Maria Garcia?"),
    ],
)
def test_in_spanish(command: str, correction: str, read_back: str, say: Say) -> None:
    decision = say(command, correction, tongue=SPANISH)
    assert (decision.outcome, decision.reply, decision.instructions) == (Outcome.CONFIRMING, read_back, ())


def test_only_the_new_yes_runs_it(say: Say) -> None:
    decision = say(BOOKED, "no, at ten", "no, ann bauer", "yes")
    made, scheduled = (instruction.command.model_dump() for instruction in decision.instructions)
    assert (made["customer"], made["street"]) == ("Ann Bauer", "5 Mill Road")
    assert scheduled["when"] == "2026-11-26T10:00"
    assert decision.confirmation == "yes"


@pytest.mark.parametrize("words", ["no", "nope", "cancel", "never mind"])
def test_a_bare_no_still_cancels(words: str, say: Say) -> None:
    decision = say(BOOKED, words)
    assert (decision.outcome, decision.expects, decision.instructions) == (Outcome.CANCELLED, IDLE, ())


@pytest.mark.parametrize(
    ("command", "correction", "tongue", "said"),
    [
        ("invoice job 42", "no, for luis garcia", ENGLISH, "Job 42 is for Maria Garcia, not for Luis Garcia."),
        ("invoice job 42", "no, ann bauer", ENGLISH, "Job 42 is for Maria Garcia, not for Ann Bauer."),
        ("factura el trabajo 42", "no, para luis garcia", SPANISH,
         "El trabajo 42 es de Maria Garcia, no de Luis Garcia."),
    ],
)  # fmt: skip
def test_another_customer_than_the_job_has_is_refused_and_brings_in_no_other_job(
    command: str, correction: str, tongue: Tongue, said: str, say: Say
) -> None:
    decision = say(command, correction, tongue=tongue)
    assert (decision.outcome, decision.reply) == (Outcome.REFUSED, said)
    assert say(command, correction, "yes", tongue=tongue).instructions == ()


class TestAsking:
    def test_what_fits_two_things_is_asked_about(self, say: Say) -> None:
        asked = say(PAID, "no, 103")
        assert (asked.outcome, asked.reply) == (
            Outcome.ASKED,
            "Which one shall I change: the invoice or the amount?",
        )
        assert say(PAID, "no, 103", "the amount").reply == "Record 103 dollars, cash, on invoice 101 for Maria Garcia?"
        assert say(PAID, "no, 103", "the invoice").reply == "Record 200 dollars, cash, on invoice 103 for Ann Bauer?"

    def test_a_yes_does_not_say_which(self, say: Say) -> None:
        assert say(PAID, "no, 103", "yes").reply.endswith("Which one shall I change: the invoice or the amount?")
        assert say(PAID, "no, 103", "yes", "yes").instructions == ()
        assert say(PAID, "no, 103", "no").outcome is Outcome.CANCELLED

    def test_which_of_two_days_is_asked(self, say: Say) -> None:
        said = "i need time off from monday through thursday", "no, friday", "the last day"
        assert say(*said).reply == "Ask for time off from Monday, November 30 through Friday, December 4?"

    def test_what_fits_nothing_is_asked_about(self, say: Say) -> None:
        asked = say(BOOKED, "no, three hundred dollars")
        assert asked.reply == f"What shall I change? {say(BOOKED).reply}"
        assert asked.outcome is Outcome.CONFIRMING

    def test_who_names_a_thing_is_asked_for_it(self, say: Say) -> None:
        assert say(BOOKED, "change the time").reply == "For when?"
        assert say(BOOKED, "change the length").reply == f"What shall I change? {say(BOOKED).reply}"
        assert say(BOOKED, "no, the time", "tomorrow at ten").reply.endswith("for tomorrow at 10 a.m.?")

    def test_a_name_that_two_have_is_asked_about(self, say: Say) -> None:
        asked = say("book ann bauer for tomorrow at nine", "no, garcia")
        assert (asked.outcome, asked.reply) == (Outcome.ASKED, "Which one: Luis Garcia, or Maria Garcia?")

    def test_a_customer_with_two_jobs_is_asked_about(self, say: Say) -> None:
        assert say("invoice job 42", "no, the ann bauer job").reply == (
            "Which one: job 12, Leaking faucet, or job 456, Repipe?"
        )

    def test_nobody_who_has_no_record_is_booked(self, say: Say) -> None:
        asked = say(BOOKED, "no, john smith")
        assert asked.reply.startswith("I don't know a customer called John Smith.")
        assert asked.reply.endswith(say(BOOKED).reply)

    def test_what_may_not_be_is_said_and_the_old_one_asked_again(self, say: Say) -> None:
        asked = say(PAID, "no, two thousand dollars")
        assert asked.reply == f"Only 900 dollars is due on invoice 101. {say(PAID).reply}"


class TestWhatHangsTogether:
    def test_the_address_goes_with_the_customer(self, say: Say) -> None:
        new = "create a job for linda park", "yes", "5 mill road", "chicago", "illinois", "60601", "3125550190"
        assert "5 Mill Road, Chicago" in say(*new).reply
        decision = say(*new, "no, maria garcia", "yes")
        (made,) = (instruction.command.model_dump() for instruction in decision.instructions)
        assert (made["customer"], made["street"], made["city"]) == ("Maria Garcia", "12 Oak Street", "Aurora")

    def test_a_time_takes_the_place_of_a_length(self, say: Say) -> None:
        late = say("tell ann bauer i am running twenty minutes late", "no, thirty minutes")
        assert (
            "I am running about 30 minutes late" in say("i'm running twenty minutes late", "no, thirty minutes").reply
        )
        assert "at about 5 p.m." in say("i'm running twenty minutes late", "no, at five").reply
        assert late.instructions == ()

    def test_words_are_changed_by_their_name(self, say: Say) -> None:
        said = "text maria garcia that the part is here", "change the message to the part has arrived"
        assert say(*said).reply == "Send Maria Garcia this: the part has arrived. Okay?"

    def test_a_command_is_no_correction(self, say: Say) -> None:
        decision = say(BOOKED, "mark job 42 complete")
        assert decision.reply == f"Yes or no? {say(BOOKED).reply}"
        assert decision.instructions == ()
