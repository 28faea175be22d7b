"""Appointments: book one, move one, be away."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.jobs import JobCreate, JobReschedule, address_of, open_jobs
from erp.lengths import REASON, too_long
from erp.sentences import Sentence, in_each
from erp.slots import CITY, FOR_WHEN, FOR_WHICH_CUSTOMER, POSTAL_CODE, STATE, STREET, WHICH_JOB
from erp.snapshot import Snapshot
from erp.values import Date, Duration, Name, Number, PostalCode, State, Text, When


class ScheduleBook(Command):
    """Books an appointment with a customer, where no work was named.

    Hero365's own bookings need the id of a service, which it lists nowhere for a technician. So an appointment is a job
    with a time.
    """

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="schedule.book",
        risk=Risk.CONFIRM,
        permission="create_jobs",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        creates="job",
        phrases={
            "en": (
                "book <known> [in] [<on_when> [for <duration>]]",
                "(<make>|schedule|get|reserve) (an appointment|a visit|a slot|a new appointment|another visit)"
                " [(for|with) <known>] [<on_when> [for <duration>]]",
                "(<make>|schedule|reserve) <known> an appointment [<on_when> [for <duration>]]",
                "(i need|we need) (an appointment|a visit|a slot) (for|with) <known> [<on_when> [for <duration>]]",
                "new (appointment|visit) (for|with) <known> [<on_when> [for <duration>]]",
                "(put|pencil|squeeze|fit) <known> (in|down|on the calendar|on the schedule|on the books) <on_when>"
                " [for <duration>]",
                "pencil <known> in",
                "pencil in <known> [<on_when> [for <duration>]]",
            ),
            "es": (
                "(<make>|agéndame|agenda|agendar|programa|programar|reserva|reservar)"
                " (una cita|una visita|otra cita|otra visita|cita) [(para|con|a) <known>] [<on_when> [por <duration>]]",
                "(dale|da|ponle|pon|hazle) (una cita|cita) a <known> [<on_when> [por <duration>]]",
                "(reserva|reservar|apunta|anota|apuntar|anotar) a <known> [<on_when> [por <duration>]]",
                "(necesito|necesitamos) una (cita|visita) (para|con) <known> [<on_when> [por <duration>]]",
                "nueva (cita|visita) (para|con) <known> [<on_when> [por <duration>]]",
                "cita (para|con) <known> <on_when> [por <duration>]",
            ),
        },
        wording={
            "en": Wording(
                confirm="Book an appointment with {customer} for {when}{for_duration}?",
            ),
            "es": Wording(
                confirm="¿Agendo una cita con {customer} para {when}{for_duration}?",
            ),
        },
    )

    customer: Annotated[Name, FOR_WHICH_CUSTOMER]
    when: Annotated[When, FOR_WHEN]
    duration: Annotated[Duration | None, Slot("durations")] = None
    street: Annotated[Text, STREET]
    city: Annotated[Text, CITY]
    state: Annotated[State, STATE]
    postal_code: Annotated[PostalCode, POSTAL_CODE]
    title: Text
    number: Number
    """Of the job that it becomes."""

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """The address from the contact, the title from the customer, the number from the unit's own counter."""
        named = {}
        if customer := slots.get("customer"):
            named["title"] = in_each(f"Appointment for {customer}", f"Cita para {customer}")[snapshot.language]
        return {"number": snapshot.next_number, **named, **address_of(slots, snapshot), **slots}

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """The rest is not asked for before it is known for whom."""
        return super().missing(slots) if "customer" in slots else ("customer",)

    def steps(self) -> tuple[Command, ...]:
        """A job, and its time."""
        return JobCreate(**self.model_dump()).steps()


class ScheduleReschedule(Command):
    """Moves the appointment with a customer to another time: that of the one job of theirs that has a time."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="schedule.reschedule",
        risk=Risk.TELL,
        permission="edit_jobs",
        offline=Offline.QUEUED,
        undo=Undo.COUNTERED,
        phrases={
            "en": (
                "(reschedule|move|push|bump|(reschedule|move|change|push|push back|postpone) (the|my) (appointment"
                "|visit) (with|for|of)|(change|move) the (time|date|day) of (the|my) (appointment|visit) (with|for"
                "|of)) <known> (<on_when>|(to|until|back to|over to|out to) <when>)",
                "(reschedule|(reschedule|move|change|push|push back|postpone) (the|my) (appointment|visit) (with|for"
                "|of)|(change|move) the (time|date|day) of (the|my) (appointment|visit) (with|for|of)) <known>",
                "(reschedule|move|change|push|postpone) [the] <known> (appointment|visit)"
                " [<on_when>|(to|until) <when>]",
                "(reschedule|move|postpone) (the|my|an) (appointment|visit) [<on_when>|(to|until) <when>]",
                "(give|find) <known> (another|a different|a new) (time|date|day)",
            ),
            "es": (
                "(mueve|mover|pasa|pasar|cambia|cambiar|recorre) a <known> (<on_when>|(a|al) <when>)",
                "(reagenda|reagende|reagendar|reprograma|reprogramar|reagéndame) a <known> [<on_when>|(a|al) <when>]",
                "(reagenda|reagendar|reprograma|reprogramar|mueve|mover|cambia|cambiar|pasa|pospón|aplaza|recorre"
                "|(cambia|cambiar|mueve|mover) la (hora|fecha)"
                " de) (la|mi) (cita|visita) (de|con) <known> [<on_when>|(a|al) <when>]",
                "(cámbiale|muévele|recórrele) la (cita|visita|hora) a <known> [<on_when>|(a|al) <when>]",
                "(reagenda|reagendar|reprograma|mueve|cambia|pospón) (la|mi|una) (cita|visita)"
                " [<on_when>|(a|al) <when>]",
            ),
        },
        wording={
            "en": Wording(confirm="Move job {job} to {when}?"),
            "es": Wording(confirm="¿Muevo el trabajo {job} para {when}?"),
        },
    )

    customer: Annotated[Name | None, Slot("customers", {"en": "Whose appointment?", "es": "¿La cita de quién?"})] = None
    job: Annotated[Number | None, WHICH_JOB] = None
    when: Annotated[When, FOR_WHEN]

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """The job from the customer, where only one of theirs has a time."""
        jobs = open_jobs(slots.get("customer", ""), snapshot, with_time=True)
        return {"job": jobs[0], **slots} if len(jobs) == 1 else slots

    @classmethod
    def candidates(cls, slots: Slots, snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
        """The customer's jobs that have a time."""
        return {"job": open_jobs(slots["customer"], snapshot, with_time=True)} if "customer" in slots else {}

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """A customer, the job that is meant, and the time."""
        subject = () if "job" in slots else (("job",) if "customer" in slots else ("customer",))
        return subject + super().missing(slots)

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """Only what has a time can be moved."""
        customer = slots.get("customer")
        if "job" in slots:
            return JobReschedule.objection(slots, snapshot)
        if customer is None or snapshot.customer(customer) is None or open_jobs(customer, snapshot, with_time=True):
            return None
        return in_each(f"{customer} has no appointment.", f"{customer} no tiene ninguna cita.")

    def steps(self) -> tuple[Command, ...]:
        """The appointment is the time of a job."""
        return (JobReschedule(job=self.job or "", when=self.when),)


class ScheduleTimeOff(Command):
    """Asks the office for days off for the person who speaks."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="schedule.time_off",
        risk=Risk.CONFIRM,
        permission=None,
        offline=Offline.QUEUED,
        undo=Undo.REPLACED,
        phrases={
            "en": (
                "(i need|i want|i'd like|request|ask for|book me|put in for|give me) [some]"
                " (time off|a day off|days off|vacation) [<on_date>] [<until_date>]",
                "(i need|i want|i'd like|i'm taking|i'll take|take|request|give me|book me|can i have|can i get)"
                " [to have|to take] <on_date>"
                " [<until_date>] off",
                "(i need|i want|i'd like|i'm taking|request|give me|book me) <on_date> off <until_date>",
                "(i need|i want|i'd like|i'm taking|i'll take|take|request|ask for) the day off [<on_date>]",
                "(i need|i want|i'd like|i'm taking|i'm going to take) (off|to be off) <on_date> [<until_date>]",
                "(i'm|i am|i'll be|i will be) (off|out|on vacation|away|sick) <on_date> [<until_date>]",
                "(i won't|i will not|i can't) (be in|be at work|work|come in) <on_date> [<until_date>]",
                "(block|mark|put|book) me (off|out|as off|down as off) <on_date> [<until_date>]",
                "(i need|i want|request) (time off|vacation) from <date> <until_date>",
                "(time off|day off|vacation) <on_date> [<until_date>]",
                "(i need|i want|request) (time off|the day off|a day off) <on_date> [<until_date>]"
                " (because|because of|the reason is) {words:reason}",
            ),
            "es": (
                "(necesito|quiero|pido|solicito|pide|pídeme|solicita|dame) [unos]"
                " (días libres|un día libre|vacaciones|tiempo libre|el día|el día libre|permiso) [<on_date>]"
                " [<until_date>]",
                "(necesito|quiero|pido|dame) (libre <on_date> [<until_date>]|<on_date> [<until_date>] libre)",
                "(no voy a trabajar|no trabajo|no puedo trabajar|no puedo ir a trabajar|no voy a venir|no vengo|no"
                " puedo venir) <on_date>"
                " [<until_date>]",
                "<on_date> no (trabajo|voy a trabajar|puedo trabajar|puedo ir a trabajar|vengo)",
                "(voy a estar|estaré|estoy) (enfermo|enferma|fuera|de vacaciones|ausente|de permiso) <on_date>"
                " [<until_date>]",
                "(ponme|márcame|apúntame) (libre|de vacaciones|ausente|como ausente) <on_date> [<until_date>]",
                "(me tomo|voy a tomar|quiero tomar|quiero tomarme) [libre] <on_date> [<until_date>]",
                "(vacaciones|día libre|días libres) <on_date> [<until_date>]",
                "(necesito|quiero|pido) (vacaciones|días libres|permiso) (del|desde el|de) <date> <until_date>",
                "(necesito|quiero|pido) (el día libre|un día libre|permiso) <on_date> [<until_date>] (porque|por)"
                " {words:reason}",
            ),
        },
        wording={
            "en": Wording(
                confirm="Ask for time off {off}{with_reason}?",
                saved="Your time off {off} is saved.",
                done="Your time off {off} is asked for.",
                about="your time off {off}",
            ),
            "es": Wording(
                confirm="¿Pido libre {off}{with_reason}?",
                saved="Tu ausencia {off} está guardada.",
                done="Tu ausencia {off} quedó solicitada.",
                about="tu ausencia {off}",
            ),
        },
    )

    date: Annotated[Date, Slot("dates", {"en": "From which day?", "es": "¿Desde qué día?"})]
    end_date: Annotated[Date | None, Slot("dates")] = None
    """Inclusive."""
    reason: Annotated[Text | None, Slot("words")] = None

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:  # noqa: ARG003 - the dates alone
        """Of a week that was named by its days ("monday through friday") the end is the first such day behind the
        beginning, not the next one from today."""
        if not slots.get("date", "") > slots.get("end_date", "9999"):
            return cls, slots
        a_week_on = (date.fromisoformat(slots["end_date"]) + timedelta(weeks=1)).isoformat()
        return cls, {**slots, "end_date": a_week_on} if a_week_on >= slots["date"] else slots

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:  # noqa: ARG003 - what was said alone
        """No time ends before it begins, and no more of a reason than Hero365 takes."""
        if slots.get("end_date", "9999") >= slots.get("date", ""):
            return too_long(slots.get("reason"), REASON)
        return in_each("That would end before it begins.", "Eso terminaría antes de empezar.")
