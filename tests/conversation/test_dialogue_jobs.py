"""What a conversation about jobs and appointments comes to. It is Wednesday, the twenty fifth of November 2026."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.understanding import Understanding
from erp import Member, Snapshot

TURN = UUID("6a1c1f8e-1111-4222-8333-444455556666")
Say = Callable[..., Decision]


@pytest.fixture(scope="module")
def staffed(business: Snapshot) -> Snapshot:
    return replace(business, team=(Member("rosa", "Rosa Delgado"), Member("sam", "Sam Reed")))


@pytest.fixture(scope="module")
def in_english(staffed: Snapshot) -> Understanding:
    return Understanding(staffed, ENGLISH)


@pytest.fixture(scope="module")
def in_spanish(staffed: Snapshot) -> Understanding:
    return Understanding(staffed, SPANISH)


@pytest.fixture
def say(in_english: Understanding, now: datetime) -> Say:
    """Says one sentence after another to one dialogue; gives the decision about the last."""
    dialogue = Dialogue()
    return lambda *sentences: [dialogue.hear(words, in_english, now, TURN) for words in sentences][-1]


@pytest.fixture
def di(in_spanish: Understanding, now: datetime) -> Say:
    """The same in Spanish."""
    dialogue = Dialogue()
    return lambda *sentences: [dialogue.hear(words, in_spanish, now, TURN) for words in sentences][-1]


def made(decision: Decision) -> list[tuple[str, dict[str, object]]]:
    """The instructions, with the fields that are set."""
    return [
        (instruction.command.spec.name, instruction.command.model_dump(exclude_none=True))
        for instruction in decision.instructions
    ]


def test_a_verb_and_a_status_come_to_the_same(say: Say) -> None:
    by_verb, by_status = say("finish job 42"), say("mark job 42 complete")
    assert by_verb.reply == "Job 42 is saved as completed. You can say next: invoice job 42."
    assert by_status.reply == "Job 42 is saved as completed."  # the rest is told once
    assert by_verb.instructions == by_status.instructions
    assert (by_verb.command, by_status.command) == ("job.complete", "job.set_status")


def test_what_was_done_is_noted_with_the_end(say: Say) -> None:
    decision = say("finish job 42 with the note replaced the anode rod")
    assert made(decision) == [
        ("job.set_status", {"job": "42", "status": "completed", "note": "replaced the anode rod"})
    ]


def test_a_job_is_cancelled_after_a_yes(say: Say) -> None:
    asked = say("cancel job 42 because the customer moved")
    assert asked.outcome is Outcome.CONFIRMING
    assert (
        asked.reply == "Job 42 will be cancelled, for this reason: the customer moved. That can't be undone. Shall I?"
    )
    assert made(say("yes")) == [("job.set_status", {"job": "42", "status": "cancelled", "note": "the customer moved"})]


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        ("start job 42", "Job 42 is already in progress."),
        ("start job 43", "Job 43 is a draft. It has to be scheduled before it can be started."),
        ("finish job 12", "Job 12 is scheduled. It has to be started before it can be completed."),
        ("cancel job 44", "Job 44 is completed. It can only be invoiced now."),
        ("add sam to job 42", "Job 42 is assigned to Rosa Delgado. I can only give it to Sam Reed alone."),
        ("assign job 42 to rosa delgado", "Job 42 is already assigned to Rosa Delgado."),
        ("assign job 42 to marcus webb", "I don't know anybody called Marcus Webb in your team."),
        ("move the appointment with oakwood apartments to friday", "Oakwood Apartments has no appointment."),
        ("i need december twentieth off until december third", "That would end before it begins."),
    ],
)
def test_what_the_rules_forbid_is_said_at_once(words: str, reply: str, say: Say) -> None:
    decision = say(words)
    assert (decision.outcome, decision.reply) == (Outcome.REFUSED, reply)


def test_a_job_is_given_to_somebody_of_the_team(say: Say) -> None:
    decision = say("assign job 42 to sam")
    assert decision.reply == "Job 42 is saved for Sam Reed."
    assert made(decision) == [("job.assign", {"job": "42", "assignee": "Sam Reed"})]
    assert decision.instructions[0].refs == {"job": "job-42", "assignee": "sam"}


def test_me_is_the_one_who_speaks(say: Say) -> None:
    assert made(say("assign job 45 to me")) == [("job.assign", {"job": "45", "assignee": "Rosa Delgado"})]


def test_a_note_is_asked_for(say: Say) -> None:
    asked = say("add a note to job 42")
    assert asked.reply == "What should the note say?"
    decision = say("the gate code is on the fridge")
    assert decision.reply == "The note for job 42 is saved: the gate code is on the fridge."
    assert made(decision) == [("job.add_note", {"job": "42", "note": "the gate code is on the fridge"})]


def test_a_job_that_has_a_time_is_moved(say: Say) -> None:
    decision = say("schedule job 42 for friday at two")
    assert decision.reply == "The new time of job 42 is saved: Friday at 2 p.m."
    assert made(decision) == [("job.reschedule", {"job": "42", "when": "2026-11-27T14:00"})]


def test_it_is_the_job_that_was_spoken_of(say: Say) -> None:
    assert made(say("mark job 43 scheduled", "schedule it for friday at two for two hours")) == [
        ("job.schedule", {"job": "43", "when": "2026-11-27T14:00", "duration": "120"})
    ]


def test_an_appointment_becomes_a_job_with_a_time(say: Say) -> None:
    asked = say("book an appointment for maria garcia tomorrow at nine")
    assert asked.reply == "Book an appointment with Maria Garcia for tomorrow at 9 a.m.?"
    job, time = say("yes").instructions
    assert job.command.model_dump(include={"title", "customer", "number", "when"}) == {
        "title": "Appointment for Maria Garcia",
        "customer": "Maria Garcia",
        "number": "9001",
        "when": None,
    }
    assert job.refs == {"customer": "maria"}
    assert (time.command.spec.name, time.refs) == ("job.schedule", {"job": str(job.id)})


def test_the_time_of_an_appointment_is_asked_for(say: Say) -> None:
    assert say("book an appointment for maria garcia").reply == "For when?"
    assert say("friday at ten").reply == "Book an appointment with Maria Garcia for Friday at 10 a.m.?"


def test_an_appointment_named_by_its_customer_is_moved(say: Say) -> None:
    decision = say("move the appointment with zoe alvarez to friday at ten")
    assert decision.command == "schedule.reschedule"
    assert made(decision) == [("job.reschedule", {"job": "45", "when": "2026-11-27T10:00"})]
    assert decision.instructions[0].refs == {"job": "job-45"}


@pytest.mark.parametrize(
    ("words", "reply", "end"),
    [
        ("i need friday off", "Ask for time off on Friday?", None),
        (
            "request time off on friday until monday",
            "Ask for time off from Friday through Monday, November 30?",
            "2026-11-30",
        ),
    ],
)
def test_days_off_are_asked_for_after_a_yes(words: str, reply: str, end: str | None, say: Say) -> None:
    assert say(words).reply == reply
    slots = {"date": "2026-11-27", **({"end_date": end} if end else {})}
    assert made(say("yes")) == [("schedule.time_off", slots)]


@pytest.mark.parametrize(
    ("sentences", "reply", "instructions"),
    [
        (
            ("termina el trabajo 42",),
            "El trabajo 42 queda guardado como terminado. Ahora puedes decir: factura el trabajo 42.",
            [("job.set_status", {"job": "42", "status": "completed"})],
        ),
        (
            ("cancela el trabajo 42 porque el cliente se mudó", "sí"),
            "El trabajo 42 queda guardado como cancelado, con la nota: el cliente se mudó.",
            [("job.set_status", {"job": "42", "status": "cancelled", "note": "el cliente se mudó"})],
        ),
        (
            ("asígname a mí el trabajo 45",),
            "El trabajo 45 queda guardado para Rosa Delgado.",
            [("job.assign", {"job": "45", "assignee": "Rosa Delgado"})],
        ),
        (
            ("agrega una nota al trabajo 42", "la llave está con el vecino"),
            "La nota del trabajo 42 está guardada: la llave está con el vecino.",
            [("job.add_note", {"job": "42", "note": "la llave está con el vecino"})],
        ),
        (
            ("agenda el trabajo 43", "mañana a las nueve"),
            "El trabajo 43 queda guardado para mañana a las 9 a.m.",
            [("job.schedule", {"job": "43", "when": "2026-11-26T09:00"})],
        ),
        (
            ("mueve la cita de Zoë Alvarez para mañana a las diez",),
            "La nueva hora del trabajo 45 queda guardada: mañana a las 10 a.m.",
            [("job.reschedule", {"job": "45", "when": "2026-11-26T10:00"})],
        ),
        (
            ("pido vacaciones mañana hasta el lunes", "sí"),
            "Tu ausencia desde mañana hasta el lunes 30 está guardada.",
            [("schedule.time_off", {"date": "2026-11-26", "end_date": "2026-11-30"})],
        ),
    ],
)
def test_in_spanish(
    sentences: tuple[str, ...], reply: str, instructions: list[tuple[str, dict[str, object]]], di: Say
) -> None:
    decision = di(*sentences)
    assert (decision.reply, made(decision)) == (reply, instructions)


@pytest.mark.parametrize(
    ("words", "reply"),
    [
        (
            "empieza el trabajo 43",
            "El trabajo 43 está en borrador. Antes de quedar en progreso tiene que quedar agendado.",
        ),
        ("mueve la cita de Oakwood Apartments", "Oakwood Apartments no tiene ninguna cita."),
        ("asigna el trabajo 42 a Rosa Delgado", "El trabajo 42 ya está asignado a Rosa Delgado."),
    ],
)
def test_what_the_rules_forbid_is_said_in_spanish_too(words: str, reply: str, di: Say) -> None:
    assert di(words).reply == reply


@pytest.mark.parametrize(
    ("words", "question"),
    [
        (
            "create a water heater job for ann bauer tomorrow at nine for twenty minutes",
            "Create a job for Ann Bauer at 5 Mill Road, Aurora for tomorrow at 9 a.m., for 20 minutes,"
            " called Water heater?",
        ),
        (
            "create a job for ann bauer because the sink leaks",
            "Create a job for Ann Bauer at 5 Mill Road, Aurora,"
            " called Service for Ann Bauer, with the description: the sink leaks?",
        ),
        (
            "book an appointment for maria garcia tomorrow at nine for one hour",
            "Book an appointment with Maria Garcia for tomorrow at 9 a.m., for 1 hour?",
        ),
    ],
)
def test_length_and_title_are_read_back(words: str, question: str, say: Say) -> None:
    assert say(words).reply == question


def test_the_length_of_a_visit_is_told(say: Say) -> None:
    assert say("schedule job 43 for tomorrow at nine for half an hour").reply == (
        "Job 43 is saved for tomorrow at 9 a.m., for 30 minutes."
    )


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("create a job for ann bauer", "Service for Ann Bauer"),
        ("create an emergency job for ann bauer", "Emergency for Ann Bauer"),
        ("create an estimate for ann bauer", "Estimate for Ann Bauer"),
    ],
)
def test_a_title_that_nobody_said_is_read_back_and_saved_so(words: str, title: str, say: Say) -> None:
    assert say(words).reply.endswith(f", called {title}?")
    assert dict(say("yes").instructions[-1].command)["title"] == title


def test_they_are_read_back_in_spanish(di: Say) -> None:
    assert di("agenda un calentador para Ann Bauer mañana a las nueve por una hora").reply == (
        "¿Creo un trabajo para Ann Bauer en 5 Mill Road, Aurora para mañana a las 9 a.m., por 1 hora, con el título"
        " Calentador?"
    )
