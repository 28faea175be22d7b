"""What a conversation comes to in Spanish."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.spanish import SPANISH
from conversation.understanding import Understanding
from erp import Snapshot

START = UUID("6a1c1f8e-1111-4222-8333-444455556666")
Say = Callable[..., Decision]


@pytest.fixture(scope="module")
def spanish(business: Snapshot) -> Understanding:
    return Understanding(business, SPANISH)


@pytest.fixture
def say(spanish: Understanding, now: datetime) -> Say:
    """Says one sentence after another to one dialogue; gives the decision about the last."""

    def _say(*sentences: str, snapshot: Snapshot | None = None) -> Decision:
        dialogue = Dialogue()
        against = Understanding(snapshot, SPANISH) if snapshot else spanish
        turns = (uuid5(START, str(index)) for index, _ in enumerate(sentences))
        return [dialogue.hear(words, against, now, turn) for words, turn in zip(sentences, turns, strict=True)][-1]

    return _say


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("sí", "yes"), ("si", "yes"), ("claro que sí", "yes"), ("dale", "yes"), ("órale", "yes"), ("así es", "yes"),
        ("sí por favor", "yes"), ("hazlo", "yes"), ("sí créalo", "yes"),
        ("no", "no"), ("mejor no", "no"), ("ahora no", "no"), ("no gracias", "no"), ("está mal", "no"),
        ("no lo guardes", "no"),
        ("cancela", "cancel"), ("olvídalo", "cancel"), ("déjalo así", "cancel"),
        ("espera", "neither"), ("sí pero mañana", "neither"), ("sí espera", "neither"), ("un momento", "neither"),
        ("no sé", "neither"), ("bueno pero primero", "neither"), ("cámbialo", "neither"), ("sí no", "neither"),
        ("crea un trabajo", "neither"), ("", "neither"), ("quizás", "neither"), ("yes", "neither"),
    ],
)  # fmt: skip
def test_yes_and_no(words: str, meant: str, spanish: Understanding) -> None:
    assert spanish.confirmation(words) == meant


@pytest.mark.parametrize("words", ["cancela eso", "olvídalo", "déjalo", "ya no", "no cancélalo", "mejor olvídalo"])
def test_cancelling(words: str, spanish: Understanding, now: datetime) -> None:
    assert spanish.command(words, now).cancels


REPLIES = [
    (["pon el trabajo 12 en espera"], Outcome.SAVED, "El trabajo 12 queda guardado como en espera."),
    (["pon el trabajo 99 en espera"], Outcome.REFUSED, "No conozco el trabajo 99."),
    (["cancela eso"], Outcome.CANCELLED, "Operación cancelada."),
    (["blablablá"], Outcome.NOTHING, "No te entendí."),
    (["crea un trabajo"], Outcome.ASKED, "¿Para qué cliente?"),
    (["crea un trabajo", "Ann Bauer", "no"], Outcome.CANCELLED, "De acuerdo, no se guardó nada."),
    (["crea un trabajo", "zzz zzz zzz zzz zzz", "zzz zzz zzz zzz zzz"], Outcome.CANCELLED,
     "Dejémoslo. No se guardó nada."),
    (["crea un trabajo para Linda Park"], Outcome.CONFIRMING, "No conozco a Linda Park. ¿Es un cliente nuevo?"),
    (["crea un trabajo para García"], Outcome.ASKED, "¿Cuál: Luis Garcia, o Maria Garcia?"),
    (["agenda el trabajo 43 para hoy a las ocho de la mañana"], Outcome.REFUSED,
     "Hoy a las 8 a.m. ya pasó. Di una hora más tarde."),
]  # fmt: skip


@pytest.mark.parametrize(("said", "outcome", "reply"), REPLIES)
def test_what_is_answered(said: list[str], outcome: Outcome, reply: str, say: Say) -> None:
    decision = say(*said)
    assert (decision.outcome, decision.reply) == (outcome, reply)


def test_a_job_for_a_new_customer_is_made_of_what_was_asked_for(say: Say) -> None:
    decision = say(
        "crea un trabajo para Linda Park", "sí", "cinco mill road", "aurora", "illinois", "seis cero cinco cero dos",
        "tres uno dos cinco cinco cinco cero uno nueve cero", "sí",
    )  # fmt: skip
    assert [step.command.spec.name for step in decision.instructions] == ["contact.create", "job.create"]
    made = decision.instructions[0].command.model_dump(exclude_none=True)
    assert made["phone"] == "3125550190"
    assert (made["city"], made["state"], made["postal_code"]) == ("Aurora", "IL", "60502")


def test_what_is_read_back_of_a_new_customer(say: Say) -> None:
    question = say("crea un presupuesto para Linda Park", "sí", "tres uno dos cinco cinco cinco cero uno nueve cero")
    assert question.reply.startswith("Cliente nuevo: Linda Park, teléfono (312) 555-0190.")


def test_without_permission_it_is_said_which_one(business: Snapshot, say: Say) -> None:
    decision = say("crea un trabajo para Ann Bauer", snapshot=replace(business, permissions=frozenset({"view_jobs"})))
    assert decision.reply == "No tienes permiso en Hero365 para crear trabajos."


def test_what_the_server_does_not_take_is_kept_and_that_is_said(business: Snapshot, say: Say) -> None:
    closed = replace(business, unavailable={"job.set_status": "500"})
    assert say("pon el trabajo 12 en espera", snapshot=closed).reply == (
        "El trabajo 12 queda guardado como en espera. Por ahora Hero365 no lo acepta; se queda aquí."
    )


@pytest.mark.parametrize(
    "words", ["busca a Bob Molina", "avísale a Bob Molina que voy tarde", "factúrale a Bob Molina"]
)
def test_whom_no_record_has_is_said_to_be_nobody(words: str, say: Say) -> None:
    assert say(words).reply == (
        "No conozco a ningún cliente que se llame Bob Molina. Di el nombre completo, o agrega a Bob Molina como cliente"
        " nuevo."
    )


@pytest.mark.parametrize("before", [["agrega una nota al trabajo 42 que"], ["agrega una nota al trabajo 42", "espera"]])
def test_a_note_that_did_not_come_is_asked_for(before: list[str], say: Say) -> None:
    asked = say(*before)
    assert (asked.outcome, asked.instructions) == (Outcome.ASKED, ())
    saved = say(*before, "que la válvula gotea").instructions[0].command
    assert saved.model_dump(exclude_none=True) == {"job": "42", "note": "la válvula gotea"}


def test_a_morning_that_is_over_is_past(spanish: Understanding, now: datetime) -> None:
    later = now.replace(hour=15)
    assert Dialogue().hear("agenda el trabajo 43 para esta mañana", spanish, later, START).reply == (
        "Hoy por la mañana ya pasó. Di una hora más tarde."
    )


def test_nobody_guesses_how_many_are_in_a_box(say: Say) -> None:
    assert say("usé tres cajas de gfci outlet").reply == "¿Cuántas piezas?"
    assert say("usé tres cajas de gfci outlet", "doce").slots["quantity"] == "-12"


@pytest.mark.parametrize(
    ("when", "meant"),
    [("en 25 minutos", "2026-11-25T11:25"), ("en veinticinco minutos", "2026-11-25T11:25"),
     ("a las 9:17", "2026-11-26T09:17"), ("a las 17:30", "2026-11-25T17:30"), ("a las 15:00", "2026-11-25T15:00")],
)  # fmt: skip
def test_a_time_answers_when(when: str, meant: str, say: Say) -> None:
    for reminder in (say("recuérdame revisar la bomba", when), say(f"recuérdame revisar la bomba {when}")):
        assert reminder.instructions[0].command.model_dump() == {"message": "revisar la bomba", "when": meant}


def test_the_state_that_was_said_is_read_back(say: Say) -> None:
    asked = say("crea un trabajo para O'Brien & Sons", "901 lake drive", "aurora", "illinois", "60502")
    assert (
        asked.reply == "¿Creo un trabajo para O'Brien & Sons LLC en 901 Lake Drive, Aurora, IL 60502,"
        " con el título Service for O'Brien & Sons LLC?"
    )


@pytest.mark.parametrize("said", ["agrega una nota al trabajo 42", "manda un mensaje a Ann Bauer", "crea un trabajo"])
def test_a_no_to_an_open_question_drops_the_command(said: str, say: Say) -> None:
    dropped = say(said, "no")
    assert (dropped.outcome, dropped.reply) == (Outcome.CANCELLED, "De acuerdo, no se guardó nada.")
    assert dropped.instructions == ()
