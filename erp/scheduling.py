"""Scheduling: what days hold, and where there is room in them."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Undo
from erp.slots import FOR_WHEN
from erp.values import Date, Duration, When


class ScheduleToday(Command):
    """Says what the technician has on today, or on another day."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="schedule.today",
        risk=Risk.SILENT,
        permission="view_jobs",
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(what's|what is|what does) [on] (my|the|our) (schedule|calendar|agenda|plate|day) [look like]"
                " [<on_date>]",
                "(what|which|how many) (appointments|jobs|work|stops|calls) (do i have|have i got|are there) [left]"
                " [<on_date>]",
                "what (do i have|have i got|do we have|am i doing) [on|scheduled|planned|going on|to do] [<on_date>]",
                "(what's|what is) (on|up|scheduled|planned|left) [for] {days:date}",
                "(what's|what is|who's|when's|when is|what time is|where's|where is) my first"
                " (job|stop|call|appointment|customer) <on_date>",
                "how (does my day look|is my day looking|does {days:date} look)",
                "(show me|read me|tell me|check|read) (my|the) (schedule|calendar|appointments|jobs) [<on_date>]",
                "(my|the) schedule [<on_date>]",
                "schedule for {days:date}",
                "(do i have|have i got) (anything|any jobs|any appointments|any work) [on] [<on_date>]",
                "where (do i have to be|am i going|do i go) <on_date>",
            ),
            "es": (
                "(qué tengo|qué me toca|qué tenemos) [en la agenda|en el calendario|programado|agendado|pendiente]"
                " [<on_date>]",
                "qué hay (en la agenda|en el calendario|programado|agendado) [<on_date>]",
                "qué hay [pendiente] <on_date>",  # without a day it is asked what waits
                "(cómo está|cómo viene|cómo se ve|cuál es|dime|muéstrame|enséñame|léeme) (mi|la) (agenda|día|jornada)"
                " [<on_date>]",
                "(qué|cuáles|cuántos|cuántas) (trabajos|citas|servicios|visitas|pendientes)"
                " (tengo|hay|me tocan|me faltan|me quedan|tenemos) [<on_date>]",
                "(cuál|cuándo|dónde|a qué hora) es mi (primer trabajo|primera cita|primera visita) <on_date>",
                "(dime|muéstrame|enséñame|léeme|revisa) mis (trabajos|citas|visitas|pendientes) [<on_date>]",
                "(mi|la) agenda [<on_date>]",
                "(tengo|hay) (algo|trabajos|citas|trabajo) <on_date>",
                "tengo algo (agendado|programado|pendiente) [<on_date>]",
                "(a dónde|adónde|dónde) (voy|tengo que ir|me toca ir|tengo que estar) <on_date>",
                "agenda (de|para) {days:date}",
            ),
        },
    )

    date: Annotated[Date | None, Slot("dates")] = None


class ScheduleWeek(Command):
    """Says what the technician has on day by day: in what is left of this week, or in the week of another day."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="schedule.week",
        risk=Risk.SILENT,
        permission="view_jobs",
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(what's|what is|what does) [on] (my|the|our) week [look like]",
                "(what's|what is) [on] (my|the|our) (schedule|calendar|agenda|plate) [for] (this week|{weeks:date})",
                "how (does my week look|is my week looking|is my week)",
                "what (do i have|have i got|do we have) [on|scheduled|planned|going on|to do] [for]"
                " (this week|the week|the rest of the week|{weeks:date})",
                "(what's|what is) (on|up|scheduled|planned) [for]"
                " (this week|the week|the rest of the week|{weeks:date})",
                "how does {weeks:date} look",
                "(what|which) (appointments|jobs|work|stops|calls) (do i have|have i got|are there)"
                " (this week|{weeks:date})",
                "(show me|read me|tell me|check|read) (my|the) (week|schedule for the week|weekly schedule)",
                "(show me|read me|tell me|check|read) (my|the) (schedule|calendar|appointments|jobs) [for]"
                " (this week|{weeks:date})",
                "(my|the) (schedule|calendar) [for] (this week|the week|{weeks:date})",
                "(do i have|have i got) (anything|any jobs|any appointments|any work) (this week|{weeks:date})",
                "[my] week ahead",
            ),
            "es": (
                "(qué tengo|qué hay|qué me toca|qué tenemos) [agendado|programado|pendiente] [para]"
                " (esta semana|la semana|el resto de la semana|{weeks:date})",
                "(cómo está|cómo viene|cómo se ve|cuál es|dime|muéstrame|enséñame|léeme) (mi|la) semana",
                "(cómo está|cómo viene|cómo se ve) {weeks:date}",
                "(qué|cuáles|cuántos|cuántas) (trabajos|citas|servicios|visitas) (tengo|hay|me tocan)"
                " (esta semana|{weeks:date})",
                "(dime|muéstrame|enséñame|léeme|revisa) (mi|la) agenda [(de|para)]"
                " (esta semana|la semana|{weeks:date})",
                "(dime|muéstrame|enséñame|léeme) mis (trabajos|citas|visitas|pendientes) de (esta semana|la semana)",
                "(mi|la) agenda [(de|para)] (esta semana|la semana|{weeks:date})",
                "(tengo|hay) (algo|trabajos|citas|trabajo) (esta semana|{weeks:date})",
            ),
        },
    )

    date: Annotated[Date | None, Slot("dates")] = None
    """A day of the week that is meant."""


class ScheduleFreeSlots(Command):
    """Says where the technician's day has room, by the jobs that the unit knows: Hero365's own list of slots is a
    placeholder."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="schedule.free_slots",
        risk=Risk.SILENT,
        permission="view_jobs",
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(when|what time) am i (free|open|available) [<on_date>]",
                "am i (free|available) [<on_date>]",
                "(do i have|have i got) (an opening|any openings|a gap|a free slot|free time) [<on_date>]",
                "(when|where) do i have (an opening|openings|room|a gap|a free slot|free time) [for <duration>]"
                " [<on_date>]",
                "(what|which) (slots|times|openings) (are|do i have) (free|open|available|left) [<on_date>]",
                "what openings (are there|do i have|do we have) [<on_date>]",
                "find [me] (a slot|an opening|a gap|a free slot|a time slot) [(of|for) <duration>] [<on_date>]",
                "find [me] <duration> [free] [<on_date>]",
                "(show me|tell me|read me|what are) (my|the) (free|open) (slots|times|hours) [<on_date>]",
                "(where|when) can i (fit in|squeeze in|fit) (<duration>|another job|a job|one more) [<on_date>]",
            ),
            "es": (
                "(cuándo|a qué hora|a qué horas) (estoy libre|tengo libre|tengo tiempo|estoy disponible) [<on_date>]",
                "estoy libre [<on_date>]",
                "(tengo|hay) (un hueco|huecos|espacio|espacios|un espacio|tiempo libre|lugar) [de <duration>]"
                " [<on_date>]",
                "(cuándo|dónde) (tengo|hay) (un hueco|huecos|espacio|un espacio|lugar) [(de|para) <duration>]"
                " [<on_date>]",
                "qué (huecos|espacios|horas|horarios) (tengo|hay|me quedan) [libres|disponibles] [<on_date>]",
                "(búscame|busca|encuéntrame|encuentra|dame) (un hueco|un espacio) [de <duration>] [<on_date>]",
                "(dime|muéstrame|léeme|cuáles son) mis (huecos|espacios|horas libres) [<on_date>]",
                "(dónde|cuándo) puedo meter (<duration>|otro trabajo|un trabajo|uno más) [<on_date>]",
            ),
        },
    )

    date: Annotated[Date | None, Slot("dates")] = None
    duration: Annotated[Duration | None, Slot("durations")] = None
    """The shortest gap that is wanted."""


class ScheduleWhoIsAvailable(Command):
    """Says who of the team has nothing to do at a time, by the jobs that the unit knows."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="schedule.who_is_available",
        risk=Risk.SILENT,
        permission="view_jobs",
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(who's|who is) (free|available|open|not busy) [<on_when>]",
                "(who's|who is) (around|not working) <on_when>",
                "who can (take a job|take a call|help|help out|cover|work|do a job) <on_when>",
                "who (has|has got) (time|an opening|room) [<on_when>]",
                "is (anybody|anyone|somebody|someone) (free|available) [<on_when>]",
                "(which|what) (tech|technician) is (free|available) [<on_when>]",
                "(which|what) (techs|technicians|guys) are (free|available) [<on_when>]",
                "who do we have (free|available) [<on_when>]",
                "who (isn't|is not) (busy|booked) <on_when>",
                "(find|find me) (someone|somebody|a tech|a technician) (free|available|who's free) [<on_when>]",
            ),
            "es": (
                "quién (está|anda|estará|va a estar) (libre|disponible|desocupado) [<on_when>]",
                "quiénes están (libres|disponibles) [<on_when>]",
                "quién (tiene tiempo|tiene un hueco|tiene espacio|no tiene trabajo) [<on_when>]",
                "quién (puede|podría) (ir|ayudar|ayudarme|cubrir|cubrirme|tomar un trabajo|trabajar) <on_when>",
                "(hay alguien|alguien está|está alguien) (libre|disponible) [<on_when>]",
                "qué (técnico|plomero|compañero) está (libre|disponible) [<on_when>]",
                "qué (técnicos|plomeros|compañeros) están (libres|disponibles) [<on_when>]",
                "a quién tenemos (libre|disponible) [<on_when>]",
                "quién no está ocupado <on_when>",
                "(búscame|busca|encuéntrame) a alguien (libre|disponible) [<on_when>]",
            ),
        },
    )

    when: Annotated[When, FOR_WHEN]
