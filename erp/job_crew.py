"""Who does a job, and what is noted about it."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slots, Undo, Wording
from erp.job_status import OPEN, spoken_status
from erp.lengths import MARK, NOTES, too_long
from erp.sentences import Sentence, in_each
from erp.slots import NOTE, TO_WHOM, WHICH_JOB
from erp.snapshot import Snapshot
from erp.values import Name, Number, Text


class JobAssign(Command):
    """Gives a job to somebody of the team, whose alone it is from then on."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="job.assign",
        risk=Risk.TELL,
        permission="edit_jobs",
        offline=Offline.QUEUED,
        undo=Undo.COUNTERED,
        phrases={
            "en": (
                "(assign|reassign|transfer) <job> [over] to <anybody>",
                "(give|hand|hand over|hand off|pass|switch) <named_job> [over] to <assignee>",
                "(assign|give|hand|pass) <assignee> <named_job>",
                "{to_me:assignee} <named_job>",
                "{also:also} <assignee> to <named_job>",
                "put <assignee> [down] (on|for) <job>",
                "(send|dispatch) <assignee> (to|on|out to|out on) <named_job>",
                "(have|let) <assignee> (take|do|handle|cover|run) <named_job>",
                "get <assignee> to (take|do|handle|cover|run) <named_job>",
                "(assign|reassign) <job>",
                "(assign|put) (someone|somebody) (to|on) <job>",
                "(assign|reassign) a job [to <assignee>]",
                "(assign|dispatch) <assignee>",
            ),
            "es": (
                "(asigna|asigne|asignar|reasigna|reasignar|asígname|asígnale) <job> a <anybody>",
                "(da|dale|dé|dar|pasa|pásale|pase|pasar|deja|déjale) (<job>|el {job_numbers:job}) a <assignee>",
                "(asigna|asígnale|dale|pásale|asígname) a <assignee> <job>",
                "{to_me:assignee} <named_job>",
                "{also:also} a <assignee> (a|al|en) <named_job>",
                "(pon|ponme|ponga|poner|manda|mande|mandar|envía|enviar) a <assignee> (en|a|al|con) <job>",
                "que <assignee> (haga|tome|se encargue de|se encargue del|vaya a|vaya al) (<job>|el {job_numbers:job})",
                "(asigna|asigne|asignar|reasigna|reasignar) <job>",
                "(asigna|pon|manda) a alguien (a|al|en) <job>",
                "(asigna|asigne|asignar|reasigna) un trabajo [a <assignee>]",
                "(asigna|asígnale|asigne|asignar) a <assignee>",
            ),
        },
        wording={
            "en": Wording(
                confirm="Give job {job} to {assignee}?",
                saved="Job {job} is saved for {assignee}.",
                done="Job {job} is now assigned to {assignee}.",
                about="job {job} for {assignee}",
            ),
            "es": Wording(
                confirm="¿Le doy el trabajo {job} a {assignee}?",
                saved="El trabajo {job} queda guardado para {assignee}.",
                done="El trabajo {job} quedó asignado a {assignee}.",
                about="el trabajo {job} para {assignee}",
            ),
        },
    )

    job: Annotated[Number, WHICH_JOB]
    assignee: Annotated[Name, TO_WHOM]

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:
        """To be added to a job that nobody else has is to be given it."""
        job = snapshot.job(slots.get("job", ""))
        if job and set(job.assigned_to) - {slots.get("assignee")}:
            return cls, slots
        return cls, {name: value for name, value in slots.items() if name != "also"}

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """A job that is over, or that is theirs already, is not given to anybody, and nobody is added to another one's:
        they would be taken off it."""
        job, assignee = snapshot.job(slots.get("job", "")), slots.get("assignee")
        if job is None:
            return None
        if job.status not in OPEN:
            return in_each(
                f"Job {job.number} is {spoken_status(job.status)}. It can't be assigned any more.",
                f"El trabajo {job.number} está {spoken_status(job.status, 'es')}. Ya no se puede asignar.",
            )
        if "also" in slots:
            those = " and ".join(job.assigned_to), " y ".join(job.assigned_to)
            return in_each(
                f"Job {job.number} is assigned to {those[0]}. I can only give it to {assignee} alone.",
                f"El trabajo {job.number} lo tiene {those[1]}. Solo puedo dárselo a {assignee} y a nadie más.",
            )
        if assignee and job.assigned_to == (assignee,):
            return in_each(
                f"Job {job.number} is already assigned to {assignee}.",
                f"El trabajo {job.number} ya está asignado a {assignee}.",
            )
        return None


class JobAddNote(Command):
    """Adds a note to a job; what is noted there already stays."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="job.add_note",
        risk=Risk.TELL,
        permission="edit_jobs",
        offline=Offline.QUEUED,
        undo=Undo.REPLACED,
        phrases={
            "en": (
                "(add|put|make|leave|write|attach|take) (a note|note) (to|on|for|in|about) <job>",
                "(add|put|make|leave|write|attach|take) (a note|note) (to|on|for|in|about) <job>"
                " [saying|that says|that] {words:note}",
                "(add|put|make|leave|write|take) a note (saying|that says|that) {words:note} (to|on|for|in) <job>",
                "(new note|note) (on|for|to|about) <job>",
                "(new note|note) (on|for|to|about) <job> [saying|that] {words:note}",
                "(add|put|write) (something|a comment) (to|in|on) [the notes (of|for|on)] <named_job>",
                "(add|put|write) {words:note} (to|in|on) the notes (of|for|on) <job>",
                "(add to|write in|put in) the notes (of|for|on) <job> [that] {words:note}",
                "(add|make|leave|take) a [job] note",
            ),
            "es": (
                "(agrega|agrégale|agregue|agregar|añade|añádele|pon|ponle|ponga|deja|escribe|haz|toma) una nota"
                " (a|al|en|para|sobre) <job>",
                "(agrega|agrégale|agregue|agregar|añade|añádele|pon|ponle|ponga|deja|escribe|haz|toma) una nota"
                " (a|al|en|para|sobre) <job> [que diga|que dice|diciendo|diciendo que|que] {words:note}",
                "(anota|apunta|anote|apunte|anotar|apuntar) (algo|una cosa) (en|para|sobre) <job>",
                "(anota|apunta|anote|apunte|anotar|apuntar|escribe) (en|para|sobre) <job> [que] {words:note}",
                "(anótale|apúntale) (a|al) <job> [que] {words:note}",
                "(anota|apunta|escribe) {words:note} en las notas (de|del) <job>",
                "[nueva] nota (para|de|del|sobre) <job>",
                "[nueva] nota (para|de|del|sobre) <job> [que] {words:note}",
                "(agrega|añade|pon|deja|haz|toma) una nota [de trabajo]",
            ),
        },
        wording={
            "en": Wording(
                confirm="Save this note for job {job}: {note}?",
                saved="The note for job {job} is saved: {note}.",
                done="The note is in job {job}.",
                about="the note for job {job}",
            ),
            "es": Wording(
                confirm="¿Guardo esta nota del trabajo {job}: {note}?",
                saved="La nota del trabajo {job} está guardada: {note}.",
                done="La nota quedó en el trabajo {job}.",
                about="la nota del trabajo {job}",
            ),
        },
    )

    job: Annotated[Number, WHICH_JOB]
    note: Annotated[Text, NOTE]

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:  # noqa: ARG003 - the words alone
        """Not more than Hero365 takes. Whether what is noted already leaves room for it, Hero365 alone knows."""
        return too_long(slots.get("note"), NOTES - MARK)
