"""Jobs: create, and give them their time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.job_status import OPEN, spoken_status
from erp.sentences import Sentence, in_each
from erp.slots import CITY, FOR_WHEN, FOR_WHOM, POSTAL_CODE, STATE, STREET, WHICH_JOB
from erp.snapshot import Snapshot
from erp.values import Duration, JobType, Name, Number, PostalCode, Priority, State, Text, When


class JobCreate(Command):
    """Makes a job for a customer, known or new."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="job.create",
        risk=Risk.CONFIRM,
        permission="create_jobs",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        creates="job",
        phrases={
            "en": (
                # What follows is the same for every beginning, so that the times are laid once.
                "(<make> <an>|create|add|new) <kind_of_job> [for <anyone>] [<on_when> [for <duration>]]",
                "<make> <an> {works:title} <job_noun> [for <anyone>] [<on_when> [for <duration>]]",
                "(i need|we need) <an> <kind_of_job> for <anyone> [<on_when> [for <duration>]]",
                "(book|schedule|plan) [a|an|the] {works:title} [job|visit|call] for <anyone>"
                " [<on_when> [for <duration>]]",
                "[a|an] {works:title} for <anyone> <on_when> [for <duration>]",
                "(<make>|schedule) (an appointment|a visit|a job) (for|with) <anyone> (for|about) [a|an|the]"
                " {works:title} [<on_when> [for <duration>]]",
                # What a title may be followed by is said, so that it does not swallow it.
                "(<make> <an>|create|add|new) <kind_of_job> for <anyone> [<on_when>] (called|titled|named)"
                " {words:title}",
                "(<make> <an>|create|add|new) <kind_of_job> for <anyone> (called|titled|named) {words:title} <on_when>",
                "(<make> <an>|create|add|new) <kind_of_job> (called|titled|named) {words:title} for <anyone>"
                " [<on_when>]",
                "(<make> <an>|create|add|new) <kind_of_job> for <anyone> at {words:street} [in {words:city}]"
                " [<on_when>]",
                "(<make> <an>|create|add|new) <kind_of_job> for <anyone> [<on_when>]"
                " (with the description|saying|because) {words:description}",
            ),
            "es": (
                "(<make> <an>|crea|agrega|nuevo|nueva) <kind_of_job> [(para|de) <anyone>] [<on_when> [por <duration>]]",
                "<make> <an> <job_noun> de {works:title} [para <anyone>] [<on_when> [por <duration>]]",
                "(necesito|necesitamos|hace falta) <an> <kind_of_job> para <anyone> [<on_when> [por <duration>]]",
                "(agenda|agende|agendar|agéndame|programa|programe|programar|prográmame) [un|una|el|la] {works:title}"
                " para <anyone> [<on_when> [por <duration>]]",
                "[un|una] {works:title} para <anyone> <on_when> [por <duration>]",
                "(<make>|agéndame|agenda|agendar|programa) (una cita|una visita|un trabajo) (para|con) <anyone>"
                " (por|para) [un|una|el|la] {works:title} [<on_when> [por <duration>]]",
                "(<make> <an>|crea|agrega|nuevo|nueva) <kind_of_job> para <anyone> [<on_when>]"
                " (que se llame|llamado|con el título) {words:title}",
                "(<make> <an>|crea|agrega|nuevo|nueva) <kind_of_job> para <anyone>"
                " (que se llame|llamado|con el título) {words:title} <on_when>",
                "(<make> <an>|crea|agrega|nuevo|nueva) <kind_of_job> (que se llame|llamado|con el título)"
                " {words:title} para <anyone> [<on_when>]",
                "(<make> <an>|crea|agrega|nuevo|nueva) <kind_of_job> para <anyone> en [la] {words:street}"
                " [en {words:city}] [<on_when>]",
                "(<make> <an>|crea|agrega|nuevo|nueva) <kind_of_job> para <anyone> [<on_when>]"
                " (con la descripción|que diga|porque) {words:description}",
            ),
        },
        wording={
            "en": Wording(
                confirm="Create a job for {customer} at {street}, {city}{in_state}{with_postal_code}"
                "{for_when}{for_duration}{titled}{described}?",
                saved="Job {number} for {customer} is saved.",
                done="Job {number} created for {customer}.",
                about="job {number} for {customer}",
            ),
            "es": Wording(
                confirm="¿Creo un trabajo para {customer} en {street}, {city}{in_state}{with_postal_code}"
                "{for_when}{for_duration}{titled}{described}?",
                saved="El trabajo {number} para {customer} está guardado.",
                done="Trabajo {number} creado para {customer}.",
                about="el trabajo {number} para {customer}",
            ),
        },
    )

    customer: Annotated[Name, FOR_WHOM]
    street: Annotated[Text, STREET]
    city: Annotated[Text, CITY]
    state: Annotated[State, STATE]
    postal_code: Annotated[PostalCode, POSTAL_CODE]
    title: Annotated[Text, Slot("words")]
    description: Annotated[Text, Slot("words")] = "Job created via voice"
    job_type: Annotated[JobType, Slot("job_types")] = "service"
    priority: Annotated[Priority | None, Slot("priorities")] = None
    when: Annotated[When | None, Slot("times")] = None
    duration: Annotated[Duration | None, Slot("durations")] = None
    number: Number
    """Given by the unit: the digits that Hero365's job number will end in."""

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """The address from the contact, the title from the customer, the number from the unit's own counter."""
        named = {}
        if "customer" in slots:
            named["title"] = _title(slots.get("job_type", "service"), slots["customer"])[snapshot.language]
        return {"number": snapshot.next_number, **named, **address_of(slots, snapshot), **slots}

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """The address is not asked for before it is known whose."""
        return super().missing(slots) if "customer" in slots else ("customer",)

    def steps(self) -> tuple[Command, ...]:
        """A time is given to the job by a command of its own, since Hero365 makes every job as a draft."""
        if self.when is None:
            return (self,)
        draft = self.model_copy(update={"when": None, "duration": None})
        return draft, JobSchedule(job=self.number, when=self.when, duration=self.duration)


def _title(job_type: str, customer: str) -> Sentence:
    """What a job is called that nobody gave a title."""
    return in_each(f"{job_type.capitalize()} for {customer}", f"{_TIPOS[job_type]} para {customer}")


_TIPOS = {
    "service": "Servicio", "project": "Proyecto", "maintenance": "Mantenimiento", "installation": "Instalación",
    "repair": "Reparación", "inspection": "Inspección", "consultation": "Consulta", "emergency": "Emergencia",
}  # fmt: skip


def address_of(slots: Slots, snapshot: Snapshot) -> Slots:
    """The address of the known customer that `slots` name, where no street was said."""
    customer = snapshot.customer(slots.get("customer", ""))
    if customer is None or customer.address is None or "street" in slots:
        return {}
    return {piece: value for piece, value in asdict(customer.address).items() if value}


class _JobTime(Command):
    """A time for a job. Whether it is its first one or another is what the job's record says, not the verb."""

    job: Annotated[Number, WHICH_JOB]
    when: Annotated[When, FOR_WHEN]
    duration: Annotated[Duration | None, Slot("durations")] = None

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """A job whose work is over gets no time."""
        job = snapshot.job(slots.get("job", ""))
        if job is None or job.status in OPEN:
            return None
        return in_each(
            f"Job {job.number} is {spoken_status(job.status)}. It can't be scheduled any more.",
            f"El trabajo {job.number} está {spoken_status(job.status, 'es')}. Ya no se puede agendar.",
        )


class JobSchedule(_JobTime):
    """Gives a job its time."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="job.schedule",
        risk=Risk.TELL,
        permission="edit_jobs",
        offline=Offline.QUEUED,
        undo=Undo.COUNTERED,
        phrases={
            "en": (
                "(schedule|plan|book|set|slot) <named_job> [in] [<on_when> [for <duration>]]",
                "(schedule|plan|book|set|slot) <job> [in] <on_when> [for <duration>]",
                "schedule <job> [in]",
                "put <job>"
                " (to|on|on for|down for|over to|back to|off until|off to|on the calendar for|on my calendar for"
                "|on the schedule for) <when> [for <duration>]",
                "(schedule|plan) <an> <job_noun> [for <anyone>] [<on_when> [for <duration>]]",
                "schedule <known> [in] [<on_when> [for <duration>]]",
            ),
            "es": (
                "(agenda|agende|agendar|agéndame|programa|programe|programar|prográmame|pon|ponme|ponga|poner) <job>"
                " [en (la agenda|mi agenda|el calendario)] [<on_when> [por <duration>]]",
                "(agenda|agende|agendar|agéndame|programa|programe|programar|prográmame) <an> <job_noun>"
                " [(para|de) <anyone>] [<on_when> [por <duration>]]",
                "(agenda|agende|agendar|agéndame|programa|programe|programar|prográmame) a <known>"
                " [<on_when> [por <duration>]]",
            ),
        },
        wording={
            "en": Wording(
                confirm="Schedule job {job} for {when}{for_duration}?",
                saved="Job {job} is saved for {when}{for_duration}.",
                done="Job {job} is scheduled for {when}.",
                about="a new time for job {job}",
            ),
            "es": Wording(
                confirm="¿Agendo el trabajo {job} para {when}{for_duration}?",
                saved="El trabajo {job} queda guardado para {when}{for_duration}.",
                done="El trabajo {job} quedó agendado para {when}.",
                about="la hora nueva del trabajo {job}",
            ),
        },
    )

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:
        """A job that has its time is moved. One named by its customer is the one that has no time yet; where there is
        none, a new job."""
        if "job" in slots:
            return (JobReschedule if _has_time(slots["job"], snapshot) else cls), slots
        if "customer" not in slots:
            return cls, slots
        waiting = open_jobs(slots["customer"], snapshot, with_time=False)
        others = {name: value for name, value in slots.items() if name != "customer"}
        if not waiting:
            return JobCreate, slots
        return cls, slots if len(waiting) > 1 else {"job": waiting[0], **others}

    @classmethod
    def candidates(cls, slots: Slots, snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
        """The customer's jobs that have no time yet."""
        return {"job": open_jobs(slots["customer"], snapshot, with_time=False)} if "customer" in slots else {}


class JobReschedule(_JobTime):
    """Moves a job to another time."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="job.reschedule",
        risk=Risk.TELL,
        permission="edit_jobs",
        offline=Offline.QUEUED,
        undo=Undo.COUNTERED,
        phrases={
            "en": (
                "(reschedule|move|change|push|bump|delay|postpone|(change|move|switch) the (time|date|day|appointment)"
                " (of|for|on)) <job> ([in] <on_when>|(to|until|till|down for|over to|back to|up to|out to"
                "|on the calendar for|on my calendar for|on the schedule for) <when>)",
                "(reschedule|move|push|bump|delay|postpone|(change|move|switch) the (time|date|day|appointment) (of|for"
                "|on)) <named_job> [in]",
                "reschedule <job>",
                "(find|give|get) <named_job> (another|a new|a different) (time|date|day)",
                "(find|get) (another|a new|a different) (time|date|day) for <named_job>",
            ),
            "es": (
                "(reagenda|reagende|reagendar|reagéndame|reprograma|reprograme|reprogramar|mueve|mueva|mover|recorre|recórreme|cámbiame|muéveme"
                "|recorrer|pasa|pase|pasar|pospón|posponga|posponer|aplaza|aplazar|atrasa|atrasar|adelanta|adelantar"
                "|cambia|cambie|cambiar|(cambia|cambie|cambiar|mueve|mover) la (hora|fecha|cita)"
                " (de|del)) <job> [<on_when>|(a|al) <when>]",
                "(busca|dale) otra (hora|fecha) (a|al|para) <job>",
            ),
        },
        wording={
            "en": Wording(
                confirm="Move job {job} to {when}{for_duration}?",
                saved="The new time of job {job} is saved: {when}{for_duration}.",
                done="Job {job} is moved to {when}.",
                about="a new time for job {job}",
            ),
            "es": Wording(
                confirm="¿Muevo el trabajo {job} para {when}{for_duration}?",
                saved="La nueva hora del trabajo {job} queda guardada: {when}{for_duration}.",
                done="El trabajo {job} quedó para {when}.",
                about="la hora nueva del trabajo {job}",
            ),
        },
    )

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:
        """A job that has no time yet gets its first one."""
        job = snapshot.job(slots.get("job", ""))
        return (cls if job is None or job.scheduled_start else JobSchedule), slots


def _has_time(number: str, snapshot: Snapshot) -> bool:
    job = snapshot.job(number)
    return job is not None and job.scheduled_start is not None


def open_jobs(customer: str, snapshot: Snapshot, *, with_time: bool) -> tuple[str, ...]:
    """The numbers of the customer's jobs whose work is still to come, of those that have a time or of those without."""
    return tuple(
        job.number
        for job in snapshot.jobs
        if job.customer == customer and job.status in OPEN and (job.scheduled_start is not None) == with_time
    )
