"""What a conversation about estimates, invoices, parts and projects comes to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Customer, Estimate, Invoice, Member, Part, Snapshot

TURN = UUID("6a1c1f8e-1111-4222-8333-444455556666")
Say = Callable[..., Decision]


@pytest.fixture(scope="module")
def shop(business: Snapshot) -> Understanding:
    def estimate(number: str, title: str, status: str, customer: Customer, total: str) -> Estimate:
        return Estimate(
            f"e{number}", number, f"EST-{number}", title, status, customer.name, customer.ref, Decimal(total)
        )

    ann, maria = (replace(customer, phone="+13125550190") for customer in business.customers[:2])
    parts = tuple(replace(part, reserved=Decimal(1)) for part in business.parts)
    return Understanding(
        replace(
            business,
            permissions=business.permissions | {"create_projects"},
            customers=(ann, maria, *business.customers[2:]),
            parts=(*parts, Part("wax", "Wax ring", on_hand=Decimal(15), reorder_quantity=Decimal(10))),
            estimates=(
                estimate("8", "Repipe", "sent", ann, "8700"),
                estimate("9", "Thermostat", "draft", maria, "240"),
                estimate("10", "Gas line", "approved", ann, "150"),
            ),
            invoices=(
                Invoice("i101", "101", "INV-101", "sent", ann.name, ann.ref, Decimal(275), Decimal(275)),
                Invoice("i104", "104", "INV-104", "sent", ann.name, ann.ref, Decimal(50), Decimal(50)),
                Invoice("i102", "102", "INV-102", "sent", maria.name, maria.ref, Decimal(90), Decimal("40.50")),
            ),
            team=(Member("rosa", "Rosa Delgado"), Member("sam", "Sam Reed")),
        ),
        ENGLISH,
    )


@pytest.fixture
def say(shop: Understanding, now: datetime) -> Say:
    """Says one sentence after another to one dialogue; gives the decision about the last."""
    dialogue = Dialogue()
    return lambda *sentences: [dialogue.hear(words, shop, now, TURN) for words in sentences][-1]


def made(decision: Decision) -> list[tuple[str, dict[str, object]]]:
    """The instructions and the records they refer to; what has to be done before them by its place."""
    places = {str(instruction.id): place for place, instruction in enumerate(decision.instructions)}
    return [
        (instruction.command.spec.name, {name: places.get(ref, ref) for name, ref in instruction.refs.items()})
        for instruction in decision.instructions
    ]


@pytest.mark.parametrize(
    ("words", "question", "done"),
    [
        (
            "email estimate 9 to maria garcia",
            "Maria Garcia has no e-mail address in your contacts.",
            [],
        ),
        (
            "send estimate 9",
            "Send estimate 9 for 240 dollars to Maria Garcia by text message?",
            [
                ("estimate.send", {"customer": "maria", "estimate": "e9"}),
                ("estimate.set_status", {"estimate": "e9", "after": 0}),
            ],
        ),
        (
            "convert estimate 10 to an invoice",
            "Turn estimate 10 into an invoice for Ann Bauer for 150 dollars?",
            [("estimate.convert", {"estimate": "e10"})],
        ),
        (
            "invoice estimate 8",
            "Invoice estimate 8 for Ann Bauer for 8,700 dollars?",
            [("invoice.from_estimate", {"estimate": "e8"})],
        ),
        (
            "remind maria about her bill",
            "Remind Maria Garcia by text message of invoice 102 for 40 dollars and 50 cents?",
            [("invoice.remind", {"customer": "maria", "invoice": "i102"})],
        ),
        (
            "maria garcia paid 40 dollars cash",
            "Record 40 dollars, cash, on invoice 102 for Maria Garcia?",
            [("payment.record", {"invoice": "i102"})],
        ),
        (
            "mark invoice 102 paid by credit card",
            "Record 40 dollars and 50 cents, credit card, on invoice 102 for Maria Garcia?",
            [("payment.record", {"invoice": "i102"})],
        ),
        ("order ten wax rings", "Order 10 wax rings?", [("inventory.reorder", {"part": "wax"})]),
        ("order more wax rings", "Order 10 wax rings?", [("inventory.reorder", {"part": "wax"})]),
        (
            "create a repipe project for ann bauer with a budget of nine thousand",
            "Create the project Repipe for Ann Bauer with a budget of 9,000 dollars?",
            [("project.create", {"customer": "ann"})],
        ),
        ("order more gfci outlets", "How many pieces?", []),
    ],
)
def test_what_matters_is_read_back_before_it_runs(
    words: str, question: str, done: list[tuple[str, dict[str, object]]], say: Say
) -> None:
    asked = say(words)
    assert asked.reply == question
    if done:
        assert asked.outcome is Outcome.CONFIRMING
        assert made(say("yes")) == done


@pytest.mark.parametrize(
    ("words", "reply", "done"),
    [
        (
            "reserve two wax rings for job 42",
            "The reservation of 2 wax rings for job 42 is saved.",
            [("inventory.reserve", {"part": "wax", "job": "job-42"})],
        ),
        (
            "i used two wax rings",
            "The change of stock is saved: 2 wax rings taken out.",
            [("inventory.adjust", {"part": "wax"})],
        ),
        (
            "put project 8 to active",
            "Project 8 is saved as active.",
            [("project.update", {"project": "p8"})],
        ),
        (
            "assign project 7 to sam",
            "Sam Reed on project 7 is saved.",
            [("project.assign", {"project": "p7", "assignee": "sam"})],
        ),
        (
            "mark estimate 8 accepted",
            "Estimate 8 is saved as accepted.",
            [("estimate.set_status", {"estimate": "e8"})],
        ),
    ],
)
def test_what_does_no_harm_is_done_at_once(
    words: str, reply: str, done: list[tuple[str, dict[str, object]]], say: Say
) -> None:
    decision = say(words)
    assert (decision.outcome, decision.reply) == (Outcome.SAVED, reply)
    assert made(decision) == done


@pytest.mark.parametrize("words", ["i used some wax rings", "used the wax rings"])
def test_how_many_parts_go_is_asked_and_not_guessed(words: str, say: Say) -> None:
    assert say(words).reply == "How many pieces?"
    decision = say("four")
    assert decision.slots == {"part": "Wax ring", "quantity": "-4"}
    assert decision.reply == "The change of stock is saved: 4 wax rings taken out."


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("i used two boxes of wax rings", "The change of stock is saved: 4 wax rings taken out."),
        ("reserve a bag of wax rings for job 42", "The reservation of 4 wax rings for job 42 is saved."),
        ("order three boxes of wax rings", "Order 4 wax rings?"),
    ],
)
def test_nobody_guesses_how_many_are_in_a_box(words: str, reply: str, say: Say) -> None:
    asked = say(words)
    assert (asked.reply, asked.instructions) == ("How many pieces?", ())
    assert say("two boxes").reply == "I didn't get that. How many pieces?"
    assert say("four").reply == reply


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("reserve twenty wax rings for job 42", "Wax ring: only 15 are left."),
        ("record a payment of 300 dollars on invoice 101 by check", "Only 275 dollars is due on invoice 101."),
        ("convert estimate 8", "Estimate 8 is sent. It has to be accepted before it can be converted."),
        ("send estimate 8 to maria garcia", "Estimate 8 is for Ann Bauer, not for Maria Garcia."),
        ("put project 7 to active", "Project 7 is active already."),
        ("remind zoe alvarez about her bill", "Zoë Alvarez has no unpaid invoice."),
        ("send estimate 77", "I don't know estimate 77."),
    ],
)
def test_what_cannot_be_is_said_at_once(words: str, reply: str, say: Say) -> None:
    decision = say(words)
    assert (decision.outcome, decision.reply) == (Outcome.REFUSED, reply)


@pytest.mark.parametrize(
    ("tongue", "words", "reply"),
    [
        (ENGLISH, "maria garcia accepted estimate 8", "Estimate 8 is for Ann Bauer, not for Maria Garcia."),
        (ENGLISH, "invoice maria garcia for estimate 8", "Estimate 8 is for Ann Bauer, not for Maria Garcia."),
        (SPANISH, "maria garcia aceptó el presupuesto 8", "El presupuesto 8 es de Ann Bauer, no de Maria Garcia."),
        (
            SPANISH,
            "factúrale el presupuesto 8 a maria garcia",
            "El presupuesto 8 es de Ann Bauer, no de Maria Garcia.",
        ),
    ],
)
def test_nobody_accepts_or_is_invoiced_the_estimate_of_another_customer(
    tongue: Tongue, words: str, reply: str, shop: Understanding, now: datetime
) -> None:
    decision = Dialogue().hear(words, Understanding(shop.snapshot, tongue), now, TURN)
    assert (decision.outcome, decision.reply) == (Outcome.REFUSED, reply)


@pytest.mark.parametrize(
    ("tongue", "words", "outcome"),
    [
        (ENGLISH, "ann bauer accepted estimate 8", Outcome.CONFIRMING),
        (ENGLISH, "invoice ann bauer for estimate 8", Outcome.CONFIRMING),
        (SPANISH, "ann bauer aceptó el presupuesto 8", Outcome.CONFIRMING),
        (SPANISH, "factúrale el presupuesto 8 a ann bauer", Outcome.CONFIRMING),
    ],
)
def test_its_own_customer_does(
    tongue: Tongue, words: str, outcome: Outcome, shop: Understanding, now: datetime
) -> None:
    assert Dialogue().hear(words, Understanding(shop.snapshot, tongue), now, TURN).outcome is outcome


def test_of_several_invoices_it_is_asked_which(say: Say) -> None:
    asked = say("ann bauer paid fifty dollars by check")
    assert (asked.outcome, asked.reply) == (
        Outcome.ASKED,
        "Which one: invoice 101, Ann Bauer, or invoice 104, Ann Bauer?",
    )
    assert say("number 104").reply == "Record 50 dollars, check, on invoice 104 for Ann Bauer?"


def test_how_it_was_paid_is_asked(say: Say) -> None:
    assert say("mark invoice 101 paid").reply == "How was it paid: cash, check or card?"
    assert say("by check").reply == "Record 275 dollars, check, on invoice 101 for Ann Bauer?"


def test_a_project_is_asked_for_what_it_is_called(say: Say) -> None:
    assert say("create a project for ann bauer").reply == "What is the project called?"
    assert say("the old mill").reply == "Create the project the old mill for Ann Bauer?"
    [(name, refs)] = made(say("yes"))
    assert (name, refs) == ("project.create", {"customer": "ann"})


def test_a_note_to_a_project_is_asked_for(say: Say) -> None:
    assert say("add a note to project 7").reply == "What should the note say?"
    [instruction] = say("the pipe arrived").instructions
    assert instruction.command.model_dump(exclude_none=True) == {"project": "7", "note": "the pipe arrived"}


def test_an_estimate_is_not_said_to_be_sent_before_it_is(shop: Understanding, now: datetime) -> None:
    without_a_service = replace(shop.snapshot, unavailable={"estimate.send": "There is none."})
    understanding, dialogue = shop.against(without_a_service), Dialogue()
    dialogue.hear("send estimate 9", understanding, now, TURN)
    assert dialogue.hear("yes", understanding, now, TURN).reply == (
        "Estimate 9 for Maria Garcia is saved, to go out by text message."
        " There is no message service right now; it stays here until there is one."
    )


@pytest.mark.parametrize(
    ("tongue", "words", "asked"),
    [
        (ENGLISH, "we're out of wax rings", "Order 10 wax rings?"),
        (SPANISH, "pide más wax ring", "¿Pido 10 wax ring?"),
        (SPANISH, "pide más gfci outlet", "¿Cuántas piezas?"),
    ],
)
def test_how_many_are_ordered_is_read_back_or_asked_for(
    tongue: Tongue, words: str, asked: str, shop: Understanding, now: datetime
) -> None:
    assert Dialogue().hear(words, Understanding(shop.snapshot, tongue), now, TURN).reply == asked


@pytest.mark.parametrize(
    ("tongue", "words", "told"),
    [
        (ENGLISH, "what parts are we low on", "Low in stock: wax ring."),
        (SPANISH, "qué piezas faltan", "Poco inventario: wax ring."),
    ],
)
def test_a_part_that_is_down_to_its_reorder_point_is_low(
    tongue: Tongue, words: str, told: str, shop: Understanding, now: datetime
) -> None:
    rings = Part("wax", "Wax ring", on_hand=Decimal(5), reorder_point=Decimal(5))
    enough = Part("tape", "Teflon tape", on_hand=Decimal(6), reorder_point=Decimal(5))
    stocked = replace(shop.snapshot, parts=(rings, enough))
    assert Dialogue().hear(words, Understanding(stocked, tongue), now, TURN).reply == told


class TestMoneySaidInTwoPairs:
    def test_is_asked_about(self, say: Say) -> None:
        asked = say("invoice job 42 for twelve fifty")
        assert (asked.outcome, asked.reply) == (
            Outcome.ASKED,
            "Which one: 1,250 dollars, or 12 dollars and 50 cents?",
        )
        assert say("twelve fifty").outcome is Outcome.ASKED
        assert say("twelve dollars and fifty cents").reply == (
            "Create an invoice for job 42 for 12 dollars and 50 cents?"
        )

    def test_also_where_it_is_an_answer(self, say: Say) -> None:
        assert say("invoice job 12", "twelve fifty").reply.startswith("Which one: 1,250 dollars, or 12 dollars")
        assert say("the first one").reply == "Create an invoice for job 12 for 1,250 dollars?"

    @pytest.mark.parametrize("said", ["twelve hundred fifty", "one thousand two hundred fifty", "1250"])
    def test_is_certain_where_it_is_said_in_full(self, said: str, say: Say) -> None:
        assert say(f"invoice job 42 for {said}").reply == "Create an invoice for job 42 for 1,250 dollars?"

    def test_in_spanish(self, shop: Understanding, now: datetime) -> None:
        dialogue, spanish = Dialogue(), Understanding(shop.snapshot, SPANISH)
        said = "factúrale a maria garcia doce cincuenta", "doce dólares con cincuenta"
        asked, read_back = (dialogue.hear(words, spanish, now, TURN) for words in said)
        assert asked.reply == "¿Cuál: 1,250 dólares, o 12 dólares con 50 centavos?"
        assert read_back.reply == "¿Hago una factura para Maria Garcia por 12 dólares con 50 centavos?"


@pytest.mark.parametrize(
    ("tongue", "said", "answer", "question", "reply"),
    [
        (
            ENGLISH,
            "update project 7",
            "on hold",
            "To which status? For a note, say: add a note to that project.",
            "Project 7 is saved as on hold.",
        ),
        (
            SPANISH,
            "actualiza el proyecto 7",
            "en espera",
            "¿A qué estado? Para una nota, di: agrega una nota a ese proyecto.",
            "El proyecto 7 quedó guardado como en espera.",
        ),
        (
            ENGLISH,
            "add a note to project 7",
            "on hold",
            "What should the note say?",
            "Project 7 is saved, with the note: on hold.",
        ),
    ],
)
def test_a_project_that_is_updated_is_asked_its_status_and_one_that_gets_a_note_the_note(
    tongue: Tongue, said: str, answer: str, question: str, reply: str, business: Snapshot, now: datetime
) -> None:
    dialogue, understanding = Dialogue(), Understanding(business, tongue)
    asked, saved = (dialogue.hear(words, understanding, now, uuid4()) for words in (said, answer))
    assert (asked.reply, saved.reply) == (question, reply)


def test_who_was_asked_for_the_status_can_say_that_it_is_a_note(understanding: Understanding, now: datetime) -> None:
    dialogue = Dialogue()
    said = ("update project 7", "add a note to that project", "the boiler is in")
    *_, saved = [dialogue.hear(words, understanding, now, uuid4()) for words in said]
    assert saved.reply == "Project 7 is saved, with the note: the boiler is in."
