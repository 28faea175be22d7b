"""What a language model takes for a reminder that is to be moved or to go, and is none. It is Wednesday at eleven."""

from dataclasses import replace
from datetime import datetime

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Reminder, Snapshot
from tests.conversation.conftest import ANN, NOW, ZOE, job
from tests.conversation.test_free_reading import TURN, Scripted

KITCHEN = job("57", "Kitchen sink clogged", "scheduled", ANN, NOW.replace(hour=16))
FREGADERO = job("58", "Fregadero tapado", "scheduled", ZOE, NOW.replace(hour=16))
SUPPLIER = Reminder(str(TURN), "call the supplier about the filter", "2026-11-26T09:00")


@pytest.fixture(scope="module")
def busy(business: Snapshot) -> Snapshot:
    return replace(business, jobs=(*business.jobs, KITCHEN, FREGADERO))


def hear(words: str, answer: str, snapshot: Snapshot, now: datetime, tongue: Tongue = ENGLISH) -> Decision:
    model = Scripted({tongue.forms.normal(words): answer})
    return Dialogue(model).hear(words, Understanding(replace(snapshot, language=tongue.language), tongue), now, TURN)


@pytest.mark.parametrize(
    ("tongue", "words", "answer", "reply"),
    [
        (
            ENGLISH,
            "move the kitchen sink to tomorrow at nine",
            " notify.move_reminder reminder= the kitchen sink when= tomorrow at 9",
            "Move job 57 to tomorrow at 9 a.m.?",
        ),
        (
            ENGLISH,
            "forget the kitchen sink",
            " notify.cancel_reminder reminder= the kitchen sink",
            "Job 57 will be cancelled. That can't be undone. Shall I?",
        ),
        (
            SPANISH,
            "mueve el fregadero a mañana a las nueve",
            " notify.move_reminder reminder= el fregadero when= manana a las 9",
            "¿Muevo el trabajo 58 para mañana a las 9 a.m.?",
        ),
        (
            SPANISH,
            "cancela el fregadero de una vez",
            " notify.cancel_reminder reminder= el fregadero",
            "El trabajo 58 va a quedar cancelado. Eso no se puede deshacer. ¿Lo hago?",
        ),
    ],
)
def test_a_job_that_is_named_is_asked_about(
    tongue: Tongue, words: str, answer: str, reply: str, busy: Snapshot, now: datetime
) -> None:
    decision = hear(words, answer, busy, now, tongue)
    assert (decision.outcome, decision.reply) == (Outcome.CONFIRMING, reply)


def test_one_that_has_no_time_yet_gets_its_first(busy: Snapshot, now: datetime) -> None:
    answer = " notify.move_reminder reminder= drain when= friday at 2"
    decision = hear("shove the drain to friday at two", answer, busy, now)
    assert (decision.outcome, decision.command) == (Outcome.CONFIRMING, "job.schedule")


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("move the ladder to tomorrow", " notify.move_reminder reminder= ladder when= tomorrow"),
        ("forget the ladder", " notify.cancel_reminder reminder= the ladder"),
        ("forget ann bauer", " notify.cancel_reminder reminder= ann bauer"),  # who has several
        ("move the thing to tomorrow", " notify.move_reminder when= tomorrow"),
    ],
)
def test_what_names_no_job_alone_is_not_understood(words: str, answer: str, busy: Snapshot, now: datetime) -> None:
    decision = hear(words, answer, busy, now)
    assert (decision.outcome, decision.reply) == (Outcome.NOTHING, "I didn't get that.")


def test_who_says_reminder_means_one(busy: Snapshot, now: datetime) -> None:
    answer = " notify.move_reminder reminder= kitchen sink when= friday at 2"
    decision = hear("shove the reminder on the kitchen sink to friday at two", answer, busy, now)
    assert (decision.outcome, decision.reply) == (Outcome.REFUSED, "You have no reminders.")


def test_a_reminder_that_is_called_so_is_meant(busy: Snapshot, now: datetime) -> None:
    answer = " notify.move_reminder reminder= call the supplier about the filter when= friday at 2"
    snapshot = replace(busy, reminders=(SUPPLIER,))
    decision = hear("shove call the supplier about the filter to friday at two", answer, snapshot, now)
    assert (decision.command, decision.slots["reminder"]) == ("notify.move_reminder", SUPPLIER.ref)


@pytest.mark.parametrize(
    ("tongue", "words", "answer", "message"),
    [
        (
            ENGLISH,
            "Remind me not to forget the filter",
            " notify.cancel_reminder reminder= the filter",
            "not to forget the filter",
        ),
        (
            ENGLISH,
            "please remind me tomorrow at nine not to leave the ladder",
            " notify.remind_me message= leave the ladder when= tomorrow at 9",
            "not to leave the ladder",
        ),
        (
            SPANISH,
            "te pido recordarme no olvidar el filtro",
            " notify.cancel_reminder reminder= el filtro",
            "no olvidar el filtro",
        ),
    ],
)
def test_what_not_to_do_is_what_to_be_reminded_of(
    tongue: Tongue, words: str, answer: str, message: str, busy: Snapshot, now: datetime
) -> None:
    decision = hear(words, answer, busy, now, tongue)
    assert (decision.command, decision.slots["message"]) == ("notify.remind_me", message)
    assert decision.outcome in {Outcome.ASKED, Outcome.CONFIRMING}


def test_who_wants_no_such_reminder_is_given_none(busy: Snapshot, now: datetime) -> None:
    answer = " notify.cancel_reminder reminder= the ladder"
    decision = hear("you needn't remind me not to leave the ladder", answer, busy, now)
    assert decision.outcome is Outcome.NOTHING
