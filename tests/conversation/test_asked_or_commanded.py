"""What may be a question is not done at once: only its tone would tell, and that is not heard."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import COMMANDS, Estimate, Risk, Snapshot

TURN = UUID("6a1c1f8e-1111-4222-8333-444455556666")
Converse = Callable[..., list[Decision]]


@pytest.fixture(scope="module")
def shop(business: Snapshot) -> Snapshot:
    estimates = (Estimate("e8", "8", "EST-000008", "Repipe", "sent", "Ann Bauer", "ann"),)
    return replace(business, estimates=estimates)


@pytest.fixture(scope="module")
def understandings(shop: Snapshot) -> dict[Tongue, Understanding]:
    return {tongue: Understanding(shop, tongue) for tongue in (ENGLISH, SPANISH)}


@pytest.fixture
def converse(understandings: dict[Tongue, Understanding], now: datetime) -> Converse:
    """Says one sentence after another."""

    def _converse(tongue: Tongue, *sentences: str) -> list[Decision]:
        dialogue = Dialogue()
        return [dialogue.hear(words, understandings[tongue], now, TURN) for words in sentences]

    return _converse


def names(decision: Decision) -> list[str]:
    return [instruction.command.spec.name for instruction in decision.instructions]


@pytest.mark.parametrize(
    ("tongue", "words", "question"),
    [
        (ENGLISH, "Job 42 complete?", "Job 42 will be completed. Shall I?"),
        (ENGLISH, "I finished job 42?", "Mark job 42 as completed?"),
        (ENGLISH, "Put job 12 on hold?", "Job 12 will be on hold. Shall I?"),
        (ENGLISH, "Start job 12?", "Start job 12?"),
        (ENGLISH, "I used two ball valves?", 'Change the stock: 2 three quarter inch ball valves taken out?'),
        (ENGLISH, "Assign job 43 to me?", "Give job 43 to Rosa Delgado?"),
        (ENGLISH, "Note on job 42: the valve leaks?", "Save this note for job 42: the valve leaks?"),
        (ENGLISH, "Schedule job 43 for Friday at nine?", "Schedule job 43 for Friday at 9 a.m.?"),
        (ENGLISH, "Remind me tomorrow at nine to call?", "Remind you tomorrow at 9 a.m.: call?"),
        (SPANISH, "¿Ya terminé el trabajo 42?", "¿Marco el trabajo 42 como terminado?"),
        (SPANISH, "¿Usé dos GFCI outlet?", "¿Cambio el inventario: 2 GFCI outlet de salida?"),
        (SPANISH, "Pon el trabajo 12 en espera?", "El trabajo 12 va a quedar en espera. ¿Lo hago?"),
        (SPANISH, "¿Pon el trabajo 12 en espera", "El trabajo 12 va a quedar en espera. ¿Lo hago?"),
    ],
)  # fmt: skip
def test_what_is_put_down_as_a_question_is_asked(tongue: Tongue, words: str, question: str, converse: Converse) -> None:
    [asked] = converse(tongue, words)
    assert (asked.outcome, asked.reply, asked.instructions) == (Outcome.CONFIRMING, question, ())


@pytest.mark.parametrize(
    ("tongue", "words"),
    [
        (ENGLISH, "Can you put job 12 on hold?"),
        (ENGLISH, "Hey, could you put job 12 on hold?"),
        (ENGLISH, "Put job 12 on hold, please?"),
        (ENGLISH, "Would you please put job 12 on hold?"),
        (SPANISH, "¿Puedes poner el trabajo 12 en espera?"),
        (SPANISH, "¿Me puedes poner el trabajo 12 en espera?"),
        (SPANISH, "Oye, ¿podrías poner el trabajo 12 en espera?"),
        (SPANISH, "¿Pon el trabajo 12 en espera, por favor?"),
    ],
)
def test_a_polite_request_is_none(tongue: Tongue, words: str, converse: Converse) -> None:
    [decision] = converse(tongue, words)
    assert (decision.outcome, names(decision)) == (Outcome.SAVED, ["job.set_status"])


@pytest.mark.parametrize(
    ("tongue", "words", "yes", "command"),
    [
        (ENGLISH, "job 42 is done", "yes", "job.set_status"),
        (ENGLISH, "estimate 8 is accepted", "yes", "estimate.set_status"),
        (ENGLISH, "the customer accepted estimate 8", "yes", "estimate.set_status"),
        (ENGLISH, "project 7 is on hold", "yes", "project.update"),
        (ENGLISH, "Ann Bauer is now a prospect", "yes", "contact.lead_status"),
        (ENGLISH, "Ann Bauer called about the leak", "yes", "contact.call_note"),
        (SPANISH, "el trabajo 42 está terminado", "sí", "job.set_status"),
        (SPANISH, "el trabajo 42 ya quedó terminado", "sí", "job.set_status"),
        (SPANISH, "ya quedó el trabajo 42", "sí", "job.set_status"),
        (SPANISH, "ya está listo el trabajo 42", "sí", "job.set_status"),
        (SPANISH, "el presupuesto 8 está aceptado", "sí", "estimate.set_status"),
        (SPANISH, "el cliente ya aceptó el presupuesto 8", "sí", "estimate.set_status"),
        (SPANISH, "el proyecto 7 está en espera", "sí", "project.update"),
        (SPANISH, "Ann Bauer ya es prospecto", "sí", "contact.lead_status"),
        (SPANISH, "Ann Bauer llamó para cancelar", "sí", "contact.call_note"),
        (SPANISH, "llegaron dos gfci outlet", "sí", "inventory.adjust"),
        (SPANISH, "se rompieron dos 20x25x1 filter", "sí", "inventory.adjust"),
    ],
)
def test_what_says_how_it_is_may_ask_whether_it_is_so(
    tongue: Tongue, words: str, yes: str, command: str, converse: Converse
) -> None:
    asked, done = converse(tongue, words, yes)
    assert (asked.outcome, asked.instructions) == (Outcome.CONFIRMING, ())
    assert (done.outcome, names(done)) == (Outcome.SAVED, [command])


@pytest.mark.parametrize(
    ("tongue", "words"),
    [
        (ENGLISH, "I finished job 42"),
        (ENGLISH, "job 42 done"),
        (ENGLISH, "I used two gfci outlets"),
        (SPANISH, "ya terminé el trabajo 42"),
        (SPANISH, "usé dos gfci outlet"),
    ],
)
def test_what_somebody_says_of_themselves_is_done_at_once(tongue: Tongue, words: str, converse: Converse) -> None:
    assert converse(tongue, words)[0].outcome is Outcome.SAVED


@pytest.mark.parametrize(
    ("tongue", "words", "no"),
    [(ENGLISH, "job 42 is done?", "no"), (SPANISH, "¿El trabajo 42 está terminado?", "no")],
)
def test_behind_a_no_nothing_is_done(tongue: Tongue, words: str, no: str, converse: Converse) -> None:
    assert converse(tongue, words, no)[-1].instructions == ()


@pytest.mark.parametrize(
    ("tongue", "words"),
    [(ENGLISH, "Is job 42 on time?"), (ENGLISH, "How many gfci outlets do we have?"), (SPANISH, "¿Qué tengo hoy?")],
)
def test_what_changes_nothing_is_answered_as_ever(tongue: Tongue, words: str, converse: Converse) -> None:
    assert converse(tongue, words)[0].outcome is not Outcome.CONFIRMING


def test_what_is_missing_is_asked_first(converse: Converse) -> None:
    when, asked, done = converse(ENGLISH, "Schedule job 43?", "friday", "yes")
    assert (when.outcome, asked.outcome, done.outcome) == (Outcome.ASKED, Outcome.CONFIRMING, Outcome.SAVED)


class TestInOneBreath:
    @pytest.mark.parametrize(
        ("tongue", "words", "yes"),
        [
            (ENGLISH, "Start job 12 and put job 42 on hold?", "yes"),
            (SPANISH, "¿Empieza el trabajo 12 y pon el trabajo 42 en espera?", "sí"),
        ],
    )
    def test_both_are_in_question(self, tongue: Tongue, words: str, yes: str, converse: Converse) -> None:
        first, second, done = converse(tongue, words, yes, yes)
        assert (first.outcome, names(first)) == (Outcome.CONFIRMING, [])
        assert (second.outcome, names(second)) == (Outcome.CONFIRMING, ["job.set_status"])
        assert (done.outcome, names(done)) == (Outcome.SAVED, ["job.set_status"])

    @pytest.mark.parametrize(
        ("tongue", "words"),
        [
            (ENGLISH, "Can you start job 12 and put job 42 on hold?"),
            (SPANISH, "¿Puedes empezar el trabajo 12 y poner el trabajo 42 en espera?"),
        ],
    )
    def test_both_are_a_polite_request(self, tongue: Tongue, words: str, converse: Converse) -> None:
        [decision] = converse(tongue, words)
        assert names(decision) == ["job.set_status", "job.set_status"]

    def test_a_sentence_of_its_own_is_in_question_alone(self, converse: Converse) -> None:
        [decision] = converse(ENGLISH, "Start job 12. Put job 42 on hold?")
        assert (decision.outcome, names(decision)) == (Outcome.CONFIRMING, ["job.set_status"])


class TestAfterwards:
    def test_a_correction_with_a_question_mark_is_asked(self, converse: Converse) -> None:
        assert converse(ENGLISH, "schedule job 43 for friday at nine", "no, at ten?")[-1].outcome is Outcome.CONFIRMING

    def test_so_is_taking_it_back(self, converse: Converse) -> None:
        asked, undone = converse(ENGLISH, "start job 12", "undo that?", "yes")[1:]
        assert (asked.outcome, undone.outcome) == (Outcome.CONFIRMING, Outcome.UNDONE)


def test_only_what_would_be_done_at_once_has_statements() -> None:
    assert {command.spec.risk for command in COMMANDS if command.spec.statements} == {Risk.TELL}


@pytest.mark.parametrize(
    ("tongue", "words", "said"),
    [
        (ENGLISH, "job 42 is done?", "Job 42 is in progress. Job 42 will be completed. Shall I?"),
        (SPANISH, "¿El trabajo 42 está terminado?",
         "El trabajo 42 está en progreso. El trabajo 42 va a quedar terminado. ¿Lo hago?"),
        (SPANISH, "ya está listo el trabajo 42",
         "El trabajo 42 está en progreso. ¿Marco el trabajo 42 como terminado?"),
    ],
)  # fmt: skip
def test_how_the_job_stands_is_said_before_the_offer(tongue: Tongue, words: str, said: str, converse: Converse) -> None:
    assert converse(tongue, words)[0].reply == said


@pytest.mark.parametrize(
    ("tongue", "words"),
    [
        (ENGLISH, "is job 42 done?"),
        (ENGLISH, "is job 42 on hold"),
        (ENGLISH, "how is job 42"),
        (ENGLISH, "who has job 42"),
        (ENGLISH, "what's job 42 status"),
        (ENGLISH, "what's job 42's status"),
        (ENGLISH, "what is job forty two's status"),
        (ENGLISH, "what's job 42's address"),
        (SPANISH, "¿está terminado el trabajo 42?"),
        (SPANISH, "sigue en espera el trabajo 42"),
    ],
)
def test_a_question_about_a_job_is_answered(tongue: Tongue, words: str, converse: Converse) -> None:
    [told] = converse(tongue, words)
    assert told.outcome is Outcome.ANSWERED
    assert told.reply.startswith(tongue.says("Job 42, Water heater", "El trabajo 42, Water heater"))
