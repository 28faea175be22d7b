"""How far a job is: any status, and the three moves that have a verb of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar

from erp.calendar import jobs_in_hand
from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.job_status import JobStatus, explain_illegal, is_legal
from erp.lengths import STATUS_NOTE, too_long
from erp.sentences import Sentence
from erp.slots import WHICH_JOB
from erp.snapshot import Snapshot
from erp.values import Number, Text

_IRREVERSIBLE = frozenset({"cancelled", "invoiced", "paid"})
_FOR_GOOD = "irreversible"
"""It is said before a yes that there is no way back."""
_DONE_HERE = "done_here"
"""Somebody said to be done, and not with what."""
_WHICH_STATUS = Slot("statuses", {"en": "To which status?", "es": "¿A qué estado?"})


class JobSetStatus(Command):
    """Moves a job to another status."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="job.set_status",
        risk=Risk.TELL,
        permission="edit_jobs",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        phrases={
            "en": (
                "(update|change|set|switch|move|put) <job_or_number> [status] [as|to|in|into|back|back to]"
                " {statuses:status}",
                # No "to" behind "mark": "forty to complete" sounds like "forty two complete".
                "mark <job_or_number> [as|in] {statuses:status}",
                "(update|change|set|switch) [the] status (of|for|on) <job> [to {statuses:status}]",
                "(update|change) <named_job> [status]",
                "(mark|set) [the] job [as|to] {statuses:status}",
                "(update|change|set) [the|a] job status [to {statuses:status}]",
                "<named_job> [now|all] {statuses:status} [now]",
                "{status_verbs:status} <named_job> [now]",
                "(put|set) <job> (in|to) {statuses:status} (with the note|with a note that|because) {words:note}",
                "mark <job> [as] {statuses:status} (with the note|with a note that|because) {words:note}",
                "(put|set|mark) a job [(as|in|to)] {statuses:status}",
                "(take|get|bring) <job_or_number> (off|off of) hold",
            ),
            "es": (
                "(marca|márcame|marque|marcar|pon|ponme|ponga|poner|deja|deje|dejar) <job_or_number> [como]"
                " {statuses:status}",
                "(cambia|cambie|cambiar|pasa|pase|pasar|mueve|mover|actualiza|actualizar) <job> [a] {statuses:status}",
                "(cambia|cambie|cambiar|pon|ponga|actualiza|actualice|actualizar) el (estado|estatus) (de|del) <job>"
                " [a] {statuses:status}",
                "(cambia|cambie|cambiar) el (estado|estatus) (de|del) <job>",
                "(actualiza|actualice|actualizar) [el (estado|estatus) (de|del)] <job>",
                "(marca|marque|pon|ponga) el trabajo [como] {statuses:status}",
                "{status_verbs:status} (<named_job>|el {job_numbers:job}) [ahora]",
                "{status_verbs:status} {that_job:job} [ahora]",
                "(marca|marque|pon|ponga) <job> [como] {statuses:status} (con la nota|porque) {words:note}",
                "(marca|marque|pon|ponga) un trabajo [(como|en)] {statuses:status}",
                "(quita|quítale|quite|quitar) la (espera|pausa) [(a|al|de|del) <job_or_number>]",
                "(saca|saque|sacar|quita|quite|quitar) <job_or_number> de [la] (espera|pausa)",
            ),
        },
        statements={
            "en": ("<named_job> is [now|all] {statuses:status} [now]",),
            "es": ("<named_job> [ya] (está|quedó|queda) [ya] {statuses:status}",),
        },
        wording={
            "en": Wording(
                confirm="Job {job} will be {status}{with_note}.{for_good} Shall I?",
                saved="Job {job} is saved as {status}{with_note}.",
                done="Job {job} is now {status}.",
                about="job {job} as {status}",
            ),
            "es": Wording(
                confirm="El trabajo {job} va a quedar {status}{with_note}.{for_good} ¿Lo hago?",
                saved="El trabajo {job} queda guardado como {status}{with_note}.",
                done="El trabajo {job} ahora está {status}.",
                about="el trabajo {job} como {status}",
            ),
        },
    )

    job: Annotated[Number, WHICH_JOB]
    status: Annotated[JobStatus, _WHICH_STATUS]
    note: Annotated[Text | None, Slot("words")] = None

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:  # noqa: ARG003 - overrides
        """That there is no way back, where there is none."""
        return {_FOR_GOOD: "yes", **slots} if slots.get("status") in _IRREVERSIBLE else slots

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """Only Hero365's legal transitions, and not more of a note than it takes."""
        illegal = _against_the_rules(slots, slots.get("status"), snapshot)
        return illegal or too_long(slots.get("note"), STATUS_NOTE)

    @classmethod
    def risk(cls, slots: Slots) -> Risk:
        """What cannot be taken back is asked."""
        return Risk.CONFIRM if slots.get("status") in _IRREVERSIBLE else cls.spec.risk


class JobStart(Command):
    """Begins the work of a job, or takes it up again."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="job.start",
        risk=Risk.TELL,
        permission="edit_jobs",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        phrases={
            "en": (
                "(start|begin|start work on|start working on) <job_or_number> [now]",
                "(starting|starting on|i'm starting|i'm starting on|i am starting) <named_job> [now]",
                "(begin work on|starting work on|starting the work on|get started on|getting started on|we're starting"
                "|i'm beginning|kick off) <named_job>"
                " [now]",
                "(start|begin) [the] job [now]",
                "(start the clock on|clock me in on|punch me in on) <named_job>",
                "(i've started|i have started|i just started|we started) <named_job>",
            ),
            "es": (
                "(empieza|empezar|empiece|empiezo|comienza|comenzar|comienzo|inicia|iniciar|inicio) [con]"
                " <job_or_number> [ya|ahora]",
                "(arranca|arrancar|voy a empezar|estoy empezando|ya empecé|empecé|empezamos) [con] <job_or_number>",
                "(empieza|empiezo|comienza|inicia) el trabajo [ya|ahora]",
                "(ponme a trabajar en|me pongo con|ya estoy en) <named_job>",
            ),
        },
        wording={
            "en": Wording(confirm="Start job {job}?"),
            "es": Wording(confirm="¿Empiezo el trabajo {job}?"),
        },
    )

    job: Annotated[Number, WHICH_JOB]

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """Only a job that is scheduled or on hold can be started."""
        return _against_the_rules(slots, "in_progress", snapshot)

    def steps(self) -> tuple[Command, ...]:
        """It is a status like any other."""
        return (JobSetStatus(job=self.job, status="in_progress"),)


class JobComplete(Command):
    """Ends the work of a job; what was done can be noted with it."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="job.complete",
        risk=Risk.TELL,
        permission="edit_jobs",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        phrases={
            "en": (
                "(finish|finish up|complete|close out|wrap up) <job_or_number> [now]",
                "(close|i'm done with|i am done with) <named_job> [now]",
                "(we're done with|i finish|i finished|i just finished|just finished|i've finished|we finished)"
                " <named_job>"
                " [now]",
                "(i'm|we're|we are) [all] (done|finished|through) (on|at|with) <named_job>",
                "(sign off on|close up|all done with|i completed|i've completed|we completed|we've finished)"
                " <named_job>",
                "(finish|complete|close|close out) [the] job [now]",
                "{done_here:done_here}",
                "(finish|complete|close|close out|wrap up) <job> (with the note|with a note that|and note that)"
                " {words:note}",
                "(finish|complete|close|close out) a job",
            ),
            "es": (
                "(termina|terminar|termine|terminé|ya terminé|terminamos|completa|completar|completé) [con]"
                " <job_or_number>",
                "(acaba|acabar|acabé|ya acabé|acabamos|finaliza|finalizar|finalice) [con] <job_or_number>",
                "(cierra|cerrar|cierre|cierro|ya cerré|dale por terminado|listo con) <named_job>",
                "(termina|cierra|completa|finaliza) el trabajo [ya]",
                "{done_here:done_here}",
                "(termina|cierra|completa|finaliza) <job> (con la nota|con una nota que diga|y anota que) {words:note}",
                "(termina|cierra|completa|finaliza) un trabajo",
            ),
        },
        statements={"es": ("(ya quedó [listo|terminado]|ya está terminado|ya está listo) <named_job>",)},
        wording={
            "en": Wording(confirm="Mark job {job} as completed{with_note}?"),
            "es": Wording(confirm="¿Marco el trabajo {job} como terminado{with_note}?"),
        },
    )

    job: Annotated[Number, WHICH_JOB]
    note: Annotated[Text | None, Slot("words")] = None

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """Who only said to be done is so with the job in hand."""
        in_hand = jobs_in_hand(snapshot)
        return {"job": in_hand[0].number, **slots} if _DONE_HERE in slots and len(in_hand) == 1 else slots

    @classmethod
    def candidates(cls, slots: Slots, snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
        """The jobs in hand, where there are several."""
        return {"job": tuple(job.number for job in jobs_in_hand(snapshot))} if _DONE_HERE in slots else {}

    @classmethod
    def risk(cls, slots: Slots) -> Risk:
        """Which job is done is asked of those who did not say it, and whether one is: they may only have talked."""
        return Risk.CONFIRM if _DONE_HERE in slots else cls.spec.risk

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """Only a job in progress can be completed, with not more of a note than Hero365 takes."""
        return _against_the_rules(slots, "completed", snapshot) or too_long(slots.get("note"), STATUS_NOTE)

    def steps(self) -> tuple[Command, ...]:
        """It is a status like any other."""
        return (JobSetStatus(job=self.job, status="completed", note=self.note),)


class JobCancel(Command):
    """Calls a job off, for good."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="job.cancel",
        risk=Risk.CONFIRM,
        permission="edit_jobs",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        phrases={
            "en": (
                "(cancel|call off) <named_job> [now]",
                "call <named_job> off",
                "(scrap|drop|kill|scratch) <named_job>",
                "(cancel|call off) the job",
                "(cancel|call off) ((the|my) (appointment|visit) (with|for) {job_names:job}"
                "|[the] {job_names:job} (appointment|visit))",
                "(cancel|call off) <named_job> (because|because of|since|the reason is) {words:reason}",
            ),
            "es": (
                "(cancela|cancelar|cancele|cancélame|anula|anular|anule|suspende|suspender) <named_job> [ya]",
                "(cancela|cancelar|cancele|anula|anular) el trabajo",
                "(cancela|cancelar|cancele|anula|anular) (la|mi) (cita|visita) (de|con) {job_names:job}",
                "(cancela|cancelar|cancele|anula|anular) (<named_job>|el {job_numbers:job}) (porque|por|ya que)"
                " {words:reason}",
            ),
        },
        wording={
            "en": Wording(
                confirm="Job {job} will be cancelled{with_reason}. That can't be undone. Shall I?",
            ),
            "es": Wording(
                confirm="El trabajo {job} va a quedar cancelado{with_reason}. Eso no se puede deshacer. ¿Lo hago?",
            ),
        },
    )

    job: Annotated[Number, WHICH_JOB]
    reason: Annotated[Text | None, Slot("words")] = None

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """Only a job whose work is not over can be cancelled, with not more of a reason than Hero365 takes."""
        return _against_the_rules(slots, "cancelled", snapshot) or too_long(slots.get("reason"), STATUS_NOTE)

    def steps(self) -> tuple[Command, ...]:
        """It is a status like any other."""
        return (JobSetStatus(job=self.job, status="cancelled", note=self.reason),)


def _against_the_rules(slots: Slots, wanted: str | None, snapshot: Snapshot) -> Sentence | None:
    job = snapshot.job(slots.get("job", ""))
    if job is None or wanted is None or is_legal(job.status, wanted):
        return None
    return explain_illegal(job.number, job.status, wanted)
