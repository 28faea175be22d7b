"""What is said otherwise in Spanish where somebody likes it short, warm or formal, which means as usted."""

import re
from collections.abc import Mapping

from erp import Tone

OTHERWISE: Mapping[Tone, Mapping[str, str]] = {
    "brief": {
        "TONE_TAKEN": "Breve.",
        "CANCELLED": "Cancelado.",
        "SAVED_ALREADY": "Lo guardado queda guardado.",
        "NOT_SAVED": "No se guardó nada.",
        "NOT_THAT": "Eso no.",
        "UNSAVED": "No se pudo guardar. Dilo otra vez más tarde.",
        "SAY_AGAIN": "Dilo otra vez.",
        "THAT_INSTEAD": "Eso entonces.",
        "NOT_TAKEN_BACK": "Queda guardado.",
        "NOTHING_TO_UNDO": "Nada que retirar.",
        "LEFT": "Lo dejo. No se guardó nada.",
        "STILL_NEEDED": "Falta esto.",
        "HELP": "Di: {hints}.",
        "HELP_AND_MORE": "Di: {hints}. O más.",
        "HELP_WITH_EXAMPLE": "Di {example}; o cancela.",
        "ASLEEP": "No oigo nada hasta que digas despierta.",
        "QUIET": "Callado.",
        "SPEAKS_AGAIN": "Hablo.",
        "OFFLINE": "Sin conexión con Hero365; lo guardo todo aquí.",
        "CONNECTED": "Hero365 ya responde.",
        "NEXT_STEP": "Sigue: {step}.",
    },
    "friendly": {
        "TONE_TAKEN": "Claro, con mucho gusto.",
        "CANCELLED": "Listo, cancelado.",
        "NOT_UNDERSTOOD": "Perdón, no te entendí.",
        "WELCOME": "Con mucho gusto, para eso estoy.",
        "SAY_AGAIN": "Perdón. Dilo otra vez, por favor.",
        "NOT_SAVED": "No hay problema, no se guardó nada.",
        "NOT_TAKEN_BACK": "No hay problema, queda guardado.",
        "AWAKE": "Soy todo oídos.",
        "CONNECTED": "Buenas noticias: vuelve a haber conexión con Hero365.",
        "NEXT_STEP": "Si quieres, di ahora: {step}.",
    },
    "formal": {
        "TONE_TAKEN": "Con gusto le hablo de usted.",
        "AWAKE": "Le escucho.",
        "ASLEEP": "De acuerdo, no oigo nada hasta que diga despierta.",
        "QUIET": "De acuerdo. Solo pregunto, y contesto lo que me pregunte.",
        "NOT_UNDERSTOOD": "No le entendí.",
        "TAKES_TOO_LONG": "Eso me lleva demasiado tiempo. Dígalo otra vez, por favor, con menos palabras.",
        "UNSAVED": "Eso no se pudo guardar. Dígalo otra vez más tarde, por favor.",
        "SAY_AGAIN": "De acuerdo. Dígalo otra vez, por favor.",
        "HELP": "Puede decir, por ejemplo: {hints}.",
        "HELP_AND_MORE": "Puede decir, por ejemplo: {hints}. Diga más para oír otras.",
        "HELP_TO_ANSWER": "Puede contestar, o diga cancela.",
        "HELP_WITH_EXAMPLE": "Puede decir, por ejemplo, {example}; o cancela.",
        "HELP_TO_CONFIRM": "Puede decir sí, no, qué cambio, o cancela.",
        "HELP_YES_OR_NO": "Puede decir sí, no, o cancela.",
        "STILL_NEEDED": "Todavía me falta esto, o diga cancela.",
        "DID_YOU_SAY": "¿Dijo: {words}?",
        "NOT_PERMITTED": "No tiene permiso en Hero365 para {permission}.",
        "SIGN_IN_AGAIN": "Hero365 pide que inicie sesión otra vez; hasta entonces lo guardo todo aquí.",
        "OTHER_BUSINESS": "En Hero365 trabaja ahora para otra empresa; hasta que vuelva lo guardo todo aquí.",
        "WORKS_FOR_NOBODY": (
            "Ya nadie tiene la sesión iniciada en esta unidad; me detengo. Inicie sesión y arránqueme otra vez."
        ),
        "PAST": "{when} ya pasó. Diga una hora más tarde.",
        "ASKS": "Tiene que decidir sobre {about}: {reason}.",
        "NEXT_STEP": "Ahora puede decir: {step}.",
    },
}
"""Tone to the sentences, by their names."""

_USTED = tuple(
    (re.compile(said), formally)
    for said, formally in (
        (
            r"^No tienes (nada agendado|ningún hueco|proyectos abiertos|permisos|recordatorios|ningún recordatorio)",
            r"No tiene \1",
        ),
        (r"^Perteneces a ", "Pertenece a "),
        (r"^No perteneces a ninguna empresa", "No pertenece a ninguna empresa"),
        (r"^Nada necesita tu atención\.$", "Nada necesita su atención."),
        (r"^No conozco a nadie en tu equipo", "No conozco a nadie en su equipo"),
        (r"^Todavía no he podido leer quién está en tu equipo", "Todavía no he podido leer quién está en su equipo"),
        (
            r"^(No conozco a ningún cliente que se llame .+\.) Di el nombre completo, o agrega a ",
            r"\1 Diga el nombre completo, o agregue a ",
        ),
        (r"^Tienes (\S+ \w+ (?:con el número|que se llaman) )", r"Tiene \1"),
        (r"^En tu equipo hay ", "En su equipo hay "),
        (r" Distínguel([ao]s) primero en Hero365\.$", r" Distíngal\1 primero en Hero365."),
        (r"(?<=, o )deletréalo(?=; o cancela\. )", "deletréelo"),
        (
            r"^(.+ (?:no tiene (?:cliente|teléfono|correo electrónico|ni teléfono ni correo electrónico)|ya estaba))"
            r" en tus contactos\.$",
            r"\1 en sus contactos.",
        ),
        (r" Para una nota, di: agrega ", " Para una nota, diga: agregue "),
        (r"¿Cuánto te retrasas\?$", "¿Cuánto se retrasa?"),
        (r"¿A qué hora te lo recuerdo\?$", "¿A qué hora se lo recuerdo?"),
        (r"¿Qué te recuerdo\?$", "¿Qué le recuerdo?"),
    )
)
"""What the unit says to somebody elsewhere: at the beginning and the end alone, so that no words of theirs change."""


def to_usted(reply: str) -> str:
    """A reply as it is said to somebody who is addressed as usted."""
    for said, formally in _USTED:
        reply = said.sub(formally, reply)
    return reply
