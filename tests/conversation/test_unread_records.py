"""What was never read from Hero365 is not answered as if there were nothing."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from conversation.decision import Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Snapshot

TURN = UUID("6a1c1f8e-1111-4222-8333-444455556666")


@pytest.fixture
def unread(business: Snapshot) -> Snapshot:
    return replace(business, customers=(), jobs=(), projects=(), parts=(), as_of={})


@pytest.mark.parametrize(
    ("words", "tongue", "said"),
    [
        ("what do I have today", ENGLISH, "I have not been able to read the jobs yet."),
        ("what do I have this week", ENGLISH, "I have not been able to read the jobs yet."),
        ("am I free tomorrow", ENGLISH, "I have not been able to read the jobs yet."),
        ("list the jobs that are scheduled", ENGLISH, "I have not been able to read the jobs yet."),
        ("start job 42", ENGLISH, "I have not been able to read the jobs yet."),
        ("what projects do we have", ENGLISH, "I have not been able to read the projects yet."),
        ("send estimate 8", ENGLISH, "I have not been able to read the estimates yet."),
        ("send invoice 101", ENGLISH, "I have not been able to read the invoices yet."),
        ("find Maria Garcia", ENGLISH, "I have not been able to read the contacts yet."),
        ("order ten wax rings", ENGLISH, "I have not been able to read the parts yet."),
        ("any alerts", ENGLISH,
         "I have not been able to read the invoices yet. I have not been able to read the parts yet."),
        ("qué tengo hoy", SPANISH, "Todavía no he podido leer los trabajos."),
        ("empieza el trabajo 42", SPANISH, "Todavía no he podido leer los trabajos."),
        ("qué proyectos tenemos", SPANISH, "Todavía no he podido leer los proyectos."),
    ],
)  # fmt: skip
def test_it_is_said_that_they_could_not_be_read(
    words: str, tongue: Tongue, said: str, unread: Snapshot, now: datetime
) -> None:
    assert Dialogue().hear(words, Understanding(unread, tongue), now, TURN).reply == said


def test_whoever_may_be_known_already_is_not_called_unknown(unread: Snapshot, now: datetime) -> None:
    decision = Dialogue().hear("create a job for Linda Park", Understanding(unread, ENGLISH), now, TURN)
    assert decision.outcome is Outcome.CONFIRMING
    assert decision.reply == "I have not been able to read the contacts yet. Is Linda Park a new customer?"


def test_what_was_read_and_is_empty_is_nothing(unread: Snapshot, now: datetime) -> None:
    read = replace(unread, as_of={"jobs": now})
    decision = Dialogue().hear("what do I have today", Understanding(read, ENGLISH), now, TURN)
    assert decision.reply == "You have nothing scheduled today."
