"""Every command is said in both languages to a unit that practises: answered, or saved and then at Hero365."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import pytest

from assistant.turns import Turn
from conversation.decision import Outcome
from edge_agent.practice import practising
from edge_agent.settings import Places
from edge_agent.unit import Unit, opened
from erp import CATALOGUE, Language, Offline
from models.recognition import Transcript
from sync.rows import State
from sync.standin import Kind, StandIn

SAID: dict[str, dict[Language, tuple[str, ...]]] = {
    "business.who_am_i": {"en": ("who am i",), "es": ("quién soy",)},
    "business.list": {"en": ("list my businesses",), "es": ("lista mis empresas",)},
    "business.permissions": {"en": ("what are my permissions",), "es": ("cuáles son mis permisos",)},
    "job.create": {
        "en": ("create a job for linda hughes", "yes"),
        "es": ("crea un trabajo para linda hughes", "sí"),
    },
    "job.read": {"en": ("tell me about job 42",), "es": ("háblame del trabajo 42",)},
    "inventory.low": {"en": ("what parts are we low on",), "es": ("qué piezas faltan",)},
    "job.notes": {"en": ("read me the notes of job 42",), "es": ("léeme las notas del trabajo 42",)},
    "job.search": {"en": ("find jobs for maria garcia",), "es": ("busca trabajos de maria garcia",)},
    "job.set_status": {"en": ("put job 42 on hold",), "es": ("marca el trabajo 42 en espera",)},
    "job.start": {"en": ("start job 57",), "es": ("empieza el trabajo 57",)},
    "job.complete": {"en": ("finish job 456",), "es": ("termina el trabajo 456",)},
    "job.cancel": {"en": ("cancel job 61", "yes"), "es": ("cancela el trabajo 61", "sí")},
    "job.assign": {
        "en": ("assign job 115 to rosa delgado",),
        "es": ("asigna el trabajo 115 a rosa delgado",),
    },
    "job.add_note": {
        "en": ("add a note to job 230", "the valve is leaking"),
        "es": ("agrega una nota al trabajo 230", "la válvula gotea"),
    },
    "job.schedule": {
        "en": ("schedule job 88 for tomorrow at nine",),
        "es": ("agenda el trabajo 88 para mañana a las nueve",),
    },
    "job.reschedule": {
        "en": ("reschedule job 104 for friday at ten",),
        "es": ("reagenda el trabajo 104 para el viernes a las diez",),
    },
    "project.create": {
        "en": ("create a project called boiler swap for maria garcia", "yes"),
        "es": ("crea un proyecto llamado caldera nueva para maria garcia", "sí"),
    },
    "project.status": {"en": ("status of project 7",), "es": ("cómo va el proyecto 7",)},
    "project.update": {"en": ("put project 7 on hold", "yes"), "es": ("pon el proyecto 7 en espera", "sí")},
    "project.assign": {
        "en": ("put rosa delgado on project 3", "yes"),
        "es": ("pon a rosa delgado en el proyecto 3", "sí"),
    },
    "project.list": {"en": ("list my projects",), "es": ("lista mis proyectos",)},
    "project.analytics": {"en": ("how are our projects doing",), "es": ("cómo van los proyectos",)},
    "estimate.create": {
        "en": ("create an estimate for angela brooks", "yes"),
        "es": ("crea un presupuesto para angela brooks", "sí"),
    },
    "estimate.set_status": {
        "en": ("estimate 9 was accepted", "yes"),
        "es": ("el presupuesto 9 fue aceptado", "sí"),
    },
    "estimate.convert": {
        "en": ("convert estimate 10 to invoice", "yes"),
        "es": ("convierte el presupuesto 10 en factura", "sí"),
    },
    "invoice.create": {
        "en": ("create an invoice for job 73", "yes"),
        "es": ("crea una factura para el trabajo 73", "sí"),
    },
    "invoice.from_estimate": {
        "en": ("invoice estimate 8", "yes"),
        "es": ("factura el presupuesto 8", "sí"),
    },
    "invoice.unpaid": {"en": ("who owes us money",), "es": ("quién nos debe",)},
    "payment.record": {
        "en": ("frank olsen paid two hundred cash", "yes"),
        "es": ("frank olsen pagó doscientos en efectivo", "sí"),
    },
    "contact.create": {
        "en": ("create a customer named jane miller", "512 555 0199", "yes"),
        "es": ("crea un cliente llamado ana torres", "512 555 0199", "sí"),
    },
    "notify.reminders": {"en": ("what reminders do i have",), "es": ("qué recordatorios tengo",)},
    "contact.find": {"en": ("find maria garcia",), "es": ("busca a maria garcia",)},
    "contact.interactions": {
        "en": ("history with maria garcia",),
        "es": ("historial de maria garcia",),
    },
    "contact.lead_status": {
        "en": ("set the lead status of angela brooks to qualified",),
        "es": ("cambia el estado de prospecto de angela brooks a calificado",),
    },
    "contact.call_note": {
        "en": ("log a call with maria garcia", "she wants a quote"),
        "es": ("registra una llamada con maria garcia", "quiere un presupuesto"),
    },
    "schedule.today": {"en": ("what do i have today",), "es": ("qué tengo hoy",)},
    "schedule.week": {"en": ("what's my week look like",), "es": ("qué tengo esta semana",)},
    "schedule.free_slots": {"en": ("when am i free tomorrow",), "es": ("cuándo estoy libre mañana",)},
    "schedule.book": {
        "en": ("book william foster for friday at four", "yes"),
        "es": ("reserva una cita con william foster para el viernes a las cuatro", "sí"),
    },
    "schedule.time_off": {
        "en": ("i need friday off", "yes"),
        "es": ("necesito el viernes libre", "sí"),
    },
    "schedule.who_is_available": {
        "en": ("who is free tomorrow morning",),
        "es": ("quién está libre mañana por la mañana",),
    },
    "inventory.stock": {"en": ("how many wax rings do we have",), "es": ("cuántos wax ring hay",)},
    "inventory.price": {"en": ("how much is a wax ring",), "es": ("cuánto cuesta el wax ring",)},
    "inventory.reserve": {
        "en": ("set aside two wax rings for job 42", "yes"),
        "es": ("aparta dos wax ring para el trabajo 42", "sí"),
    },
    "inventory.adjust": {"en": ("i used two wax rings", "yes"), "es": ("usé dos wax ring", "sí")},
    "inventory.reorder": {"en": ("reorder ten wax rings", "yes"), "es": ("pide diez wax ring", "sí")},
    "notify.read_alerts": {"en": ("read my alerts",), "es": ("lee mis alertas",)},
}
"""What is said, and what is answered to what is asked back."""

BY_RELAY: dict[str, dict[Language, tuple[str, ...]]] = {
    "estimate.send": {"en": ("send estimate 9", "yes"), "es": ("envía el presupuesto 9", "sí")},
    "invoice.send": {"en": ("send invoice 103", "yes"), "es": ("manda la factura 103", "sí")},
    "invoice.remind": {
        "en": ("send a reminder for invoice 103", "yes"),
        "es": ("manda un recordatorio de la factura 103", "sí"),
    },
    "notify.running_late": {
        "en": ("tell linda hughes i'm running twenty minutes late", "yes"),
        "es": ("avísale a linda hughes que voy veinte minutos tarde", "sí"),
    },
    "notify.message_customer": {
        "en": ("text maria garcia that the part has arrived", "yes"),
        "es": ("mándale un mensaje a maria garcia que ya llegó la pieza", "sí"),
    },
    "notify.ask_office": {"en": ("get me the office",), "es": ("pide ayuda a la oficina",)},
}
"""Hero365 has no way to a customer, and none to the office: without a relay these are kept."""

ELSEWHERE: dict[str, dict[Language, tuple[str, ...]]] = {
    "business.switch": {"en": ("switch businesses",), "es": ("cambia a mi otra empresa",)},
    "notify.remind_me": {
        "en": ("remind me to call the supplier at three",),
        "es": ("recuérdame llamar al proveedor a las tres",),
    },
    "notify.cancel_reminder": {
        "en": ("cancel the reminder about the supplier", "yes"),
        "es": ("cancela el recordatorio del proveedor", "sí"),
    },
    "notify.clear_reminders": {"en": ("cancel all reminders", "yes"), "es": ("borra todos los recordatorios", "sí")},
    "notify.move_reminder": {
        "en": ("move the reminder about the supplier to five",),
        "es": ("mueve el recordatorio del proveedor a las cinco",),
    },
    "schedule.reschedule": {
        "en": ("move maria garcia to friday at ten",),
        "es": ("cambia la cita de maria garcia para el viernes a las diez",),
    },
}
"""Refused with the reason, done by the unit itself, or carried out by another command."""


def test_every_command_is_said() -> None:
    assert {*SAID, *BY_RELAY, *ELSEWHERE} == set(CATALOGUE)


@asynccontextmanager
async def practice(folder: Path, language: Language) -> AsyncIterator[Unit]:
    async with on_stage(folder, language) as (unit, _):
        yield unit


@asynccontextmanager
async def on_stage(folder: Path, language: Language) -> AsyncIterator[tuple[Unit, StandIn]]:
    places = Places(folder)
    async with practising(places, language=language) as hero365, opened(places) as unit:
        await unit.refresh()
        yield unit, hero365


def converse(unit: Unit, sentences: tuple[str, ...]) -> Turn:
    """The last of the turns that `sentences` make, as long as something is asked."""
    for sentence in sentences:
        turn = unit.assistant.take(Transcript(sentence, "typed", 1.0, accepted=True), uuid4())
        if not unit.assistant.is_asking:
            return turn
    unit.assistant.forget()
    return turn


@pytest.mark.timeout(300)
@pytest.mark.parametrize("language", ["en", "es"])
async def test_every_command_does_what_it_says(language: Language, tmp_path: Path) -> None:
    wrong: dict[str, object] = {}
    async with practice(tmp_path, language) as unit, unit.working():
        for name, said in SAID.items():
            turn = await asyncio.to_thread(converse, unit, said[language])
            reads = CATALOGUE[name].spec.offline is Offline.CACHED
            if turn.decision.outcome is not (Outcome.ANSWERED if reads else Outcome.SAVED):
                wrong[name] = (turn.decision.outcome, turn.decision.reply)
            ids = [str(instruction.id) for instruction in turn.saved]
            for row in await unit.outcomes.of(ids, 30) if ids else []:
                if row.state is not State.DONE:
                    wrong[name] = (row.state, row.reason)
    assert wrong == {}


@pytest.mark.parametrize("language", ["en", "es"])
async def test_what_goes_by_a_relay_is_kept_without_one(language: Language, tmp_path: Path) -> None:
    kept = {"en": "stays here until", "es": "se queda aquí hasta"}[language]
    wrong: dict[str, object] = {}
    async with practice(tmp_path, language) as unit, unit.working():
        for name, said in BY_RELAY.items():
            turn = await asyncio.to_thread(converse, unit, said[language])
            async with unit.reply(turn) as reply:
                if turn.decision.outcome is not Outcome.SAVED or kept not in reply:
                    wrong[name] = (turn.decision.outcome, reply)
    assert wrong == {}


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_business_is_not_switched_and_the_reason_is_said(language: Language, tmp_path: Path) -> None:
    async with practice(tmp_path, language) as unit:
        turn = converse(unit, ELSEWHERE["business.switch"][language])
        assert turn.decision.outcome is Outcome.REFUSED
        assert "Hero365" in turn.decision.reply


@pytest.mark.parametrize("language", ["en", "es"])
async def test_an_appointment_is_moved_by_moving_its_job(language: Language, tmp_path: Path) -> None:
    async with practice(tmp_path, language) as unit:
        turn = converse(unit, ELSEWHERE["schedule.reschedule"][language])
        assert [saved.command.spec.name for saved in turn.saved] == ["job.reschedule"]


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_reminder_stays_on_the_unit(language: Language, tmp_path: Path) -> None:
    async with practice(tmp_path, language) as unit, unit.working():
        turn = await asyncio.to_thread(converse, unit, ELSEWHERE["notify.remind_me"][language])
        assert [saved.command.spec.name for saved in turn.saved] == ["notify.remind_me"]
        assert unit.outbox.rows()[0].state is State.PENDING


@pytest.mark.parametrize("language", ["en", "es"])
async def test_a_reminder_is_moved_where_it_waits(language: Language, tmp_path: Path) -> None:
    async with practice(tmp_path, language) as unit:
        converse(unit, ELSEWHERE["notify.remind_me"][language])
        turn = converse(unit, ELSEWHERE["notify.move_reminder"][language])
        assert [saved.command.spec.name for saved in turn.saved] == ["notify.remind_me"]
        assert [row.state for row in unit.outbox.rows()] == [State.CANCELLED, State.PENDING]
        [reminder] = unit.cache.snapshot().reminders
        assert reminder.when.endswith("T17:00")


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("command", ["notify.cancel_reminder", "notify.clear_reminders"])
async def test_a_reminder_is_cancelled_where_it_waits(command: str, language: Language, tmp_path: Path) -> None:
    async with practice(tmp_path, language) as unit:
        converse(unit, ELSEWHERE["notify.remind_me"][language])
        turn = converse(unit, ELSEWHERE[command][language])
        assert (turn.decision.outcome, turn.saved) == (Outcome.UNDONE, ())
        assert [row.state for row in unit.outbox.rows()] == [State.CANCELLED]
        assert unit.cache.snapshot().reminders == ()


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ("create a job for maria garcia", "yes", "schedule it for tomorrow at nine", "invoice it", "250", "yes"),
        ),
        (
            "es",
            ("crea un trabajo para maria garcia", "sí", "agéndalo para mañana a las nueve", "factúralo", "250", "sí"),
        ),
    ],
)
async def test_what_builds_on_a_job_that_hero365_does_not_know_yet_reaches_it_in_order(
    language: Language, said: tuple[str, ...], tmp_path: Path
) -> None:
    async with on_stage(tmp_path, language) as (unit, hero365):
        await asyncio.to_thread(hero365.fault, Kind.DOWN)
        for sentence in said:
            unit.assistant.take(Transcript(sentence, "typed", 1.0, accepted=True), uuid4())
        made, scheduled, invoiced = unit.outbox.rows()
        assert [row.command for row in (made, scheduled, invoiced)] == ["job.create", "job.schedule", "invoice.create"]
        assert scheduled.refs["job"] == invoiced.refs["job"] == made.id
        await asyncio.to_thread(hero365.clear_faults)
        async with unit.working():
            settled = await unit.outcomes.of([made.id, scheduled.id, invoiced.id], 30)
        assert [row.state for row in settled] == [State.DONE] * 3
        effects = [(effect.table, effect.op) for effect in await asyncio.to_thread(hero365.journal)]
        assert effects[0] == ("jobs", "insert")
        assert effects[-1] == ("invoices", "insert")
