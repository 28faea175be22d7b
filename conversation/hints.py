"""What can be said next: to a question that is open, behind a job that was completed, and else what fits the moment."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from conversation.decision import Decision, Outcome
from conversation.drafts import YES_OR_NO, Doubt, Joint, Open, Question, Undoing
from conversation.foreseen import foreseen
from conversation.objections import objection
from conversation.questions import named
from conversation.replies import spoken_part
from conversation.turn import Turn
from erp import Customer, Estimate, Invoice, Job, Member, Part, Project, Reminder
from erp.calendar import next_job
from erp.job_progress import JobSetStatus
from erp.job_status import NOT_BEGUN

_AT_A_TIME = 3


def to_answer(turn: Turn, question: Open) -> str:
    """What answers `question`, with an example out of the records where there is one."""
    said = turn.sentences
    match question:
        case Question() if question.asks in YES_OR_NO:
            return said.HELP_TO_CONFIRM
        case Question() if example := _example(turn, question):
            return said.HELP_WITH_EXAMPLE.format(example=example)
        case Doubt() | Joint() | Undoing():
            return said.HELP_YES_OR_NO
        case _:
            return said.HELP_TO_ANSWER


def hint(turn: Turn, told: int = 0) -> Decision:
    """Names the next commands behind the first `told`, until there are no more."""
    fitting = list(_fitting(turn))
    hints, told_then = fitting[told : told + _AT_A_TIME], min(told + _AT_A_TIME, len(fitting))
    if not hints:
        return Decision(Outcome.ANSWERED, turn.sentences.NO_MORE, hinted=told)
    template = turn.sentences.HELP if told_then == len(fitting) else turn.sentences.HELP_AND_MORE
    *some, last = hints
    joined = f"{'; '.join(some)}; {turn.sentences.OR} {last}" if some else last
    return Decision(Outcome.ANSWERED, template.format(hints=joined), hinted=told_then)


def just_completed(decision: Decision) -> str:
    """The number of the job that was completed, where that is all that was said; empty where it was something else."""
    commands = [instruction.command for instruction in decision.instructions]
    match commands:
        case [JobSetStatus(status="completed") as only]:
            return only.job
    return ""


def next_step(turn: Turn, decision: Decision) -> str:
    """Tells how to say what comes next for the job that was just completed; nothing where that would not be taken."""
    completed = replace(turn, records=foreseen(decision.instructions, turn.snapshot))
    step = next(_about_job(completed, just_completed(decision)))
    return turn.sentences.NEXT_STEP.format(step=step) if _is_taken(completed, step) else ""


def _fitting(turn: Turn) -> Iterator[str]:
    """The commands that would be taken now: none that is not permitted, or not legal."""
    return (words for words in dict.fromkeys(_sayable(turn)) if _is_taken(turn, words))


def _is_taken(turn: Turn, words: str) -> bool:
    understood = turn.meaning(words)
    command, slots = understood.command, understood.slots
    return command is not None and not objection(command, slots, turn.snapshot, turn.now, turn.tongue)


def _sayable(turn: Turn) -> Iterator[str]:
    """What is mostly said of what was spoken of last, the latest first; of the next job; and on any day."""
    for slot in turn.focus.recent:
        if slot in turn.focus.names:
            yield from _about(turn, slot, turn.focus.names[slot])
    if "job" not in turn.focus.names and (job := next_job(turn.snapshot, turn.now)):
        yield from _about(turn, "job", job.number)
    yield from _any_day(turn)


def _about(turn: Turn, slot: str, name: str) -> Iterator[str]:
    says = turn.tongue.says
    match slot:
        case "job":
            yield from _about_job(turn, name)
        case "customer":
            yield says(f"what's {name}'s phone number", f"cuál es el teléfono de {name}")
            yield says(f"create a job for {name}", f"crea un trabajo para {name}")
        case "invoice":
            yield says(f"send invoice {name}", f"manda la factura {name}")
            yield says(f"mark invoice {name} as paid", f"marca la factura {name} como pagada")
        case "estimate":
            yield says(f"send estimate {name}", f"manda el presupuesto {name}")
            yield says(f"turn estimate {name} into an invoice", f"convierte el presupuesto {name} en factura")
        case "project":
            yield says(f"how is project {name} going", f"cómo va el proyecto {name}")
        case "part":
            parts = turn.tongue.parts.plural(spoken_part(name, turn.snapshot, turn.tongue))
            yield says(f"how many {parts} do we have", f"inventario de {parts}")
            yield says(f"order ten {parts}", f"pide diez {parts}")


def _about_job(turn: Turn, number: str) -> Iterator[str]:
    """What comes next for it where it stands, and what can always be said of it."""
    says, job = turn.tongue.says, turn.snapshot.job(number)
    status = job.status if job else ""
    if status in NOT_BEGUN or status == "on_hold":
        yield says(f"start job {number}", f"empieza el trabajo {number}")
    if status == "in_progress":
        yield says(f"mark job {number} complete", f"marca el trabajo {number} como terminado")
    if status == "completed":
        yield says(f"invoice job {number}", f"factura el trabajo {number}")
    yield says(f"add a note to job {number}", f"agrega una nota al trabajo {number}")
    yield says(f"what's the status of job {number}", f"cómo va el trabajo {number}")


def _any_day(turn: Turn) -> Iterator[str]:
    says, snapshot = turn.tongue.says, turn.snapshot
    yield says("what's my schedule today", "qué tengo hoy")
    if snapshot.customers:
        yield from (hint for hint in _about(turn, "customer", snapshot.customers[0].name))
    yield says("who owes us money", "quién nos debe dinero")
    if snapshot.parts:
        yield from _about(turn, "part", snapshot.parts[0].name)
    yield says("remind me to call the supplier at three", "recuérdame llamar al proveedor a las tres")


def _example(turn: Turn, question: Question) -> str:
    """One that is to be chosen, a name of the records, or how such a value is said."""
    if question.choices:
        return named(question.asks, question.choices[0], turn.snapshot, turn.tongue)
    snapshot, kind = turn.snapshot, question.kind
    people = () if question.draft.command.spec.creates == "contact" else snapshot.customers
    records: Mapping[str, Sequence[Customer | Part | Member | Job | Project | Estimate | Invoice | Reminder]] = {
        "customers": people, "anyone": people, "parts": snapshot.parts, "team": snapshot.team, "jobs": snapshot.jobs,
        "projects": snapshot.projects, "estimates": snapshot.estimates, "invoices": snapshot.invoices,
        "reminders": snapshot.reminders,
    }  # fmt: skip
    match next(iter(records.get(kind, ())), None):
        case None:
            return turn.sentences.EXAMPLES.get(kind, "")
        case Customer() | Part() | Member() as record:
            return named(question.asks, record.name, snapshot, turn.tongue)
        case Reminder() as reminder:
            return named(question.asks, reminder.ref, snapshot, turn.tongue)
        case numbered:
            return turn.sentences.RECORDS[question.asks].format(number=numbered.number)
