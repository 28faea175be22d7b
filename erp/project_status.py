"""Where a project stands, in words."""

from collections.abc import Mapping

from erp.sentences import Language
from erp.values import ProjectStatus

PROJECT_STATUS_WORDS: Mapping[Language, Mapping[str, ProjectStatus]] = {
    "en": {
        "planning": "planning",
        "in planning": "planning",
        "active": "active",
        "in progress": "active",
        "under way": "active",
        "started": "active",
        "on hold": "on_hold",
        "paused": "on_hold",
        "complete": "completed",
        "completed": "completed",
        "done": "completed",
        "finished": "completed",
        "cancelled": "cancelled",
    },
    "es": {
        "planeación": "planning",
        "en planeación": "planning",
        "planificación": "planning",
        "en planificación": "planning",
        "activo": "active",
        "activos": "active",
        "en marcha": "active",
        "en progreso": "active",
        "en proceso": "active",
        "en espera": "on_hold",
        "en pausa": "on_hold",
        "pausado": "on_hold",
        "detenido": "on_hold",
        "completo": "completed",
        "completado": "completed",
        "terminado": "completed",
        "terminados": "completed",
        "listo": "completed",
        "acabado": "completed",
        "cancelado": "cancelled",
    },
}
"""How a status is named: "put project 7 ..."."""

PROJECT_STATUS_VERBS: Mapping[Language, Mapping[str, ProjectStatus]] = {
    "en": {
        "start": "active",
        "resume": "active",
        "restart": "active",
        "pause": "on_hold",
        "complete": "completed",
        "finish": "completed",
        "close": "completed",
        "close out": "completed",
        "cancel": "cancelled",
        "call off": "cancelled",
    },
    "es": {
        "inicia": "active",
        "iniciar": "active",
        "empieza": "active",
        "empezar": "active",
        "reanuda": "active",
        "reanudar": "active",
        "pausa": "on_hold",
        "pausar": "on_hold",
        "detén": "on_hold",
        "detener": "on_hold",
        "termina": "completed",
        "terminar": "completed",
        "completa": "completed",
        "completar": "completed",
        "cierra": "completed",
        "cerrar": "completed",
        "cancela": "cancelled",
        "cancelar": "cancelled",
        "cancele": "cancelled",
        "anula": "cancelled",
        "anular": "cancelled",
    },
}
"""How a status is asked for with a verb: "... project 7"."""

_SPOKEN: Mapping[Language, Mapping[str, str]] = {
    "en": {"planning": "in planning", "on_hold": "on hold"},
    "es": {
        "planning": "en planeación",
        "active": "activo",
        "on_hold": "en espera",
        "completed": "terminado",
        "cancelled": "cancelado",
    },
}


def spoken_project_status(status: str, language: Language = "en") -> str:
    """As it follows "is" or "está": ``on hold``, ``en espera``."""
    return _SPOKEN[language].get(status, status.replace("_", " "))
