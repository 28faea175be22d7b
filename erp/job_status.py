"""The life of a job in Hero365: its statuses, the legal moves between them, and the words for both."""

from collections import deque
from collections.abc import Mapping
from typing import Literal

from erp.sentences import Language, Sentence, in_each

JobStatus = Literal[
    "draft", "quoted", "scheduled", "in_progress", "on_hold", "completed", "cancelled", "invoiced", "paid"
]

TRANSITIONS: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"quoted", "scheduled", "cancelled"}),
    "quoted": frozenset({"scheduled", "draft", "cancelled"}),
    "scheduled": frozenset({"in_progress", "on_hold", "cancelled"}),
    "in_progress": frozenset({"completed", "on_hold", "cancelled"}),
    "on_hold": frozenset({"in_progress", "scheduled", "cancelled"}),
    "completed": frozenset({"invoiced"}),
    "invoiced": frozenset({"paid"}),
    "cancelled": frozenset(),
    "paid": frozenset(),
}
"""Where a job may go from each status. Hero365 refuses every other move, the one to the same status included."""

OPEN: frozenset[str] = frozenset({"draft", "quoted", "scheduled", "in_progress", "on_hold"})
"""Work is still to come: such a job can be given a time."""

NOT_BEGUN: frozenset[str] = frozenset({"draft", "quoted", "scheduled"})
"""Nobody has been at work there yet."""

STATUS_WORDS: Mapping[Language, Mapping[str, JobStatus]] = {
    "en": {
        "draft": "draft",
        "quoted": "quoted",
        "scheduled": "scheduled",
        "in progress": "in_progress",
        "started": "in_progress",
        "under way": "in_progress",
        "active": "in_progress",
        "on hold": "on_hold",
        "paused": "on_hold",
        "waiting for parts": "on_hold",
        "waiting on parts": "on_hold",
        "complete": "completed",
        "completed": "completed",
        "done": "completed",
        "finished": "completed",
        "cancelled": "cancelled",
        "invoiced": "invoiced",
        "billed": "invoiced",
        "paid": "paid",
    },
    "es": {
        "borrador": "draft",
        "en borrador": "draft",
        "cotizado": "quoted",
        "cotizada": "quoted",
        "cotizados": "quoted",
        "agendado": "scheduled",
        "agendada": "scheduled",
        "programado": "scheduled",
        "programada": "scheduled",
        "agendados": "scheduled",
        "programados": "scheduled",
        "en progreso": "in_progress",
        "en proceso": "in_progress",
        "en marcha": "in_progress",
        "empezado": "in_progress",
        "iniciado": "in_progress",
        "iniciados": "in_progress",
        "en espera": "on_hold",
        "en pausa": "on_hold",
        "pausado": "on_hold",
        "esperando piezas": "on_hold",
        "detenido": "on_hold",
        "completo": "completed",
        "completa": "completed",
        "completado": "completed",
        "completada": "completed",
        "completados": "completed",
        "terminado": "completed",
        "terminada": "completed",
        "terminados": "completed",
        "listo": "completed",
        "lista": "completed",
        "listos": "completed",
        "hecho": "completed",
        "acabado": "completed",
        "cancelado": "cancelled",
        "cancelada": "cancelled",
        "cancelados": "cancelled",
        "anulado": "cancelled",
        "facturado": "invoiced",
        "facturada": "invoiced",
        "facturados": "invoiced",
        "pagado": "paid",
        "pagada": "paid",
        "pagados": "paid",
        "cobrado": "paid",
    },
}
"""How a status is named: "mark job 42 ..."."""

STATUS_VERBS: Mapping[Language, Mapping[str, JobStatus]] = {
    "en": {"resume": "in_progress", "pause": "on_hold", "hold": "on_hold", "reopen": "in_progress"},
    "es": {
        "retoma": "in_progress",
        "retomo": "in_progress",
        "retomar": "in_progress",
        "reanuda": "in_progress",
        "reanudo": "in_progress",
        "reanudar": "in_progress",
        "reabre": "in_progress",
        "reabrir": "in_progress",
        "pausa": "on_hold",
        "pausar": "on_hold",
        "detén": "on_hold",
        "detener": "on_hold",
    },
}
"""How a status is asked for with a verb: "... job 42". To start, complete and cancel are commands of their own."""

_SPOKEN: Mapping[Language, Mapping[str, str]] = {
    "en": {"in_progress": "in progress", "on_hold": "on hold", "draft": "a draft"},
    "es": {
        "draft": "en borrador",
        "quoted": "cotizado",
        "scheduled": "agendado",
        "in_progress": "en progreso",
        "on_hold": "en espera",
        "completed": "terminado",
        "cancelled": "cancelado",
        "invoiced": "facturado",
        "paid": "pagado",
    },
}
_REACHED = {"on_hold": "put on hold", "in_progress": "started", "draft": "a draft"}
"""As they follow "to be" in English; in Spanish "quedar" takes what "está" takes."""


def spoken_status(status: str, language: Language = "en") -> str:
    """As it follows "is": ``in progress``, ``a draft``; "está" in Spanish: ``en progreso``."""
    return _SPOKEN[language].get(status, status.replace("_", " "))


def is_legal(current: str, wanted: str) -> bool:
    """Whether Hero365 lets a job go from `current` to `wanted`."""
    return wanted in TRANSITIONS.get(current, frozenset())


def explain_illegal(number: str, current: str, wanted: str) -> Sentence:
    """Why job `number` cannot go from `current` to `wanted`, and what has to come first."""
    now, ahora = spoken_status(current), spoken_status(current, "es")
    if current == wanted:
        return in_each(f"Job {number} is already {now}.", f"El trabajo {number} ya está {ahora}.")
    if way := _way(current, wanted):
        return in_each(
            f"Job {number} is {now}. It has to be {_chain(way)} before it can be {_reached(wanted)}.",
            f"El trabajo {number} está {ahora}. Antes de quedar {spoken_status(wanted, 'es')} tiene que quedar "
            f"{_cadena(way)}.",
        )
    possible = sorted(TRANSITIONS.get(current, ()))
    if not possible:
        return in_each(
            f"Job {number} is {now}, and that is final.", f"El trabajo {number} está {ahora}, y eso es definitivo."
        )
    return in_each(
        f"Job {number} is {now}. It can only be {_chain(possible, 'or')} now.",
        f"El trabajo {number} está {ahora}. Ahora solo puede quedar {_cadena(possible, 'o')}.",
    )


def _way(current: str, wanted: str) -> list[str]:
    """The statuses between the two on the shortest legal way; empty where there is none."""
    waiting = deque([[current]])
    seen = {current}
    while waiting:
        way = waiting.popleft()
        for status in sorted(TRANSITIONS.get(way[-1], frozenset()) - seen):
            if status == wanted:
                return way[1:]
            seen.add(status)
            waiting.append([*way, status])
    return []


def _reached(status: str) -> str:
    return _REACHED.get(status, status)


def _chain(statuses: list[str], last: str = "and") -> str:
    return _joined([_reached(status) for status in statuses], last)


def _cadena(statuses: list[str], last: str = "y") -> str:
    return _joined([spoken_status(status, "es") for status in statuses], last)


def _joined(words: list[str], last: str) -> str:
    return f" {last} ".join([", ".join(words[:-1]), words[-1]] if words[:-1] else words)
