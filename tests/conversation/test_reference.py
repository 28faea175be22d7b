""" "It", "that job", "him": what was spoken of last, and what is asked where nothing was."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID, uuid5

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Instruction, Job, Snapshot

START = UUID("6a1c1f8e-1111-4222-8333-444455556666")
Converse = Callable[..., list[Decision]]


def with_what_was_made(snapshot: Snapshot, made: Sequence[Instruction]) -> Snapshot:
    """The records as they look once the jobs that were made are saved: Hero365 has no id for them yet."""
    jobs = [
        Job(str(step.id), step.command.number, "", step.command.title, "draft", step.command.customer)  # type: ignore[attr-defined]
        for step in made
        if step.command.spec.creates == "job"
    ]
    return replace(snapshot, jobs=(*snapshot.jobs, *jobs))


@pytest.fixture
def converse(business: Snapshot, now: datetime) -> Converse:
    """Says one sentence after another; what was saved is in the records from then on."""

    def _converse(*sentences: str, tongue: Tongue = ENGLISH, pause: timedelta = timedelta(0)) -> list[Decision]:
        dialogue, snapshot, decisions = Dialogue(), business, list[Decision]()
        for index, words in enumerate(sentences):
            understanding = Understanding(snapshot, tongue)
            decisions.append(dialogue.hear(words, understanding, now + index * pause, uuid5(START, str(index))))
            snapshot = with_what_was_made(snapshot, decisions[-1].instructions)
        return decisions

    return _converse


IN_ENGLISH = (
    "create a job for Maria Garcia",
    "yes",
    "schedule it for tomorrow at nine",
    "invoice it",
    "two hundred",
    "yes",
)
IN_SPANISH = (
    "crea un trabajo para Maria Garcia", "sí", "agéndalo para mañana a las nueve", "factúralo", "doscientos", "sí",
)  # fmt: skip


@pytest.mark.parametrize(("tongue", "said"), [(ENGLISH, IN_ENGLISH), (SPANISH, IN_SPANISH)], ids=["en", "es"])
def test_three_commands_about_a_job_that_has_no_id_yet(
    tongue: Tongue, said: tuple[str, ...], converse: Converse
) -> None:
    made = [step for decision in converse(*said, tongue=tongue) for step in decision.instructions]
    create, schedule, invoice = made
    assert [step.command.spec.name for step in made] == ["job.create", "job.schedule", "invoice.create"]
    assert schedule.refs["job"] == invoice.refs["job"] == str(create.id)
    assert schedule.command.model_dump()["when"] == "2026-11-26T09:00"


@pytest.mark.parametrize(
    ("tongue", "said", "slots"),
    [
        (ENGLISH, ["put job 12 on hold", "mark that job as started"], {"job": "12", "status": "in_progress"}),
        (SPANISH, ["pon el trabajo 12 en espera", "pon ese trabajo en marcha"], {"job": "12", "status": "in_progress"}),
        (SPANISH, ["pon el trabajo 12 en espera", "márcalo como terminado"], {"job": "12", "status": "completed"}),
        (ENGLISH, ["mark job 12 on hold", "create an estimate for him"], {"customer": "Ann Bauer"}),
        (SPANISH, ["pon el trabajo 12 en espera", "hazme un presupuesto para ella"], {"customer": "Ann Bauer"}),
        (ENGLISH, ["how is project 7 going", "put that project on hold"], {"project": "7", "status": "on_hold"}),
        (ENGLISH, ["how is project 7 going", "what's the status of it"], {"project": "7"}),
        (ENGLISH, ["put job 12 on hold", "what's the status of it"], {"job": "12"}),
        (SPANISH, ["pon el trabajo 12 en espera", "dime el estado de eso"], {"job": "12"}),
    ],
)  # fmt: skip
def test_what_was_spoken_of_last(tongue: Tongue, said: list[str], slots: dict[str, str], converse: Converse) -> None:
    assert converse(*said, tongue=tongue)[-1].slots == slots


def test_the_last_of_a_kind_counts(converse: Converse) -> None:
    said = ["put job 12 on hold", "how is project 7 going", "put job 42 on hold", "mark that job complete"]
    assert converse(*said)[-1].slots["job"] == "42"


def test_it_answers_a_question_too(converse: Converse) -> None:
    assert converse("put job 12 on hold", "update a job status", "that job")[-1].slots["job"] == "12"


@pytest.mark.parametrize(
    ("tongue", "said", "asked"),
    [
        (ENGLISH, "schedule it for tomorrow at nine", "Which job?"),
        (ENGLISH, "create a job for him", "For which customer?"),
        (SPANISH, "agéndalo para mañana a las nueve", "¿Qué trabajo?"),
    ],
)
def test_where_nothing_was_spoken_of_it_is_asked(tongue: Tongue, said: str, asked: str, converse: Converse) -> None:
    decision = converse(said, tongue=tongue)[-1]
    assert (decision.outcome, decision.reply) == (Outcome.ASKED, asked)


def test_what_no_record_has_was_not_spoken_of(converse: Converse) -> None:
    assert converse("put job 99 on hold", "mark that job complete")[-1].outcome is Outcome.ASKED


def test_after_a_while_nothing_was_spoken_of(converse: Converse) -> None:
    said = ["put job 12 on hold", "mark that job complete"]
    assert converse(*said, pause=timedelta(minutes=9))[-1].slots["job"] == "12"
    assert converse(*said, pause=timedelta(minutes=61))[-1].outcome is Outcome.ASKED
