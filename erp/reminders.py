"""Notifications: what the technician is told, reminders and what needs attention."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.sentences import Sentence, in_each
from erp.snapshot import Snapshot
from erp.values import Text, When

_RECUERDA = "(recuérdame|recuérdeme|recordarme|acuérdame|hazme acordar)"
_RECORDATORIO = "(pon|ponme|ponga|crea|haz|hazme|agrega) un recordatorio"
_NO_REMINDERS = in_each(
    "I can't remind you from here: nobody would tell you when it is time. Nothing was saved.",
    "Desde aquí no puedo recordártelo: nadie te avisaría a su hora. No guardé nada.",
)
AT_WHAT_TIME = Slot("times", {"en": "At what time should I remind you?", "es": "¿A qué hora te lo recuerdo?"})
_REMINDER = "(set|make|create|add|give me|i need) a reminder"


class RemindMe(Command):
    """Reminds the technician of something: the unit says it itself at its time, with or without a network."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="notify.remind_me",
        risk=Risk.TELL,
        permission=None,
        offline=Offline.KEPT,
        undo=Undo.REPLACED,
        phrases={
            "en": (
                "remind me [<on_when>]",
                "remind me <on_when> (to|that|about|of) {words:message}",
                "remind me (to|that|about|of) {words:message}",
                "remind me (to|that|about|of) {words:message} <on_when>",
                "(don't let me|do not let me) forget (to|that|about) {words:message}",
                "<on_when> remind me (to|that|about|of) {words:message}",
                "reminder (to|about) {words:message} [<on_when>]",
                f"{_REMINDER} [<on_when>]",
                f"{_REMINDER} [<on_when>] (to|that says|about|that) {{words:message}}",
                f"{_REMINDER} (to|about) {{words:message}} <on_when>",
                "(wake|ping|nudge) me <on_when>",
            ),
            "es": (
                f"{_RECUERDA} [<on_when>]",
                f"{_RECUERDA} <on_when> (que|de|lo de) {{words:message}}",
                f"{_RECUERDA} (que|de|lo de) {{words:message}}",
                f"{_RECUERDA} {{words:message}}",
                f"{_RECUERDA} {{words:message}} <on_when>",
                f"{_RECUERDA} <on_when> {{words:message}}",
                "<on_when> (recuérdame|recuérdeme|acuérdame|avísame) [que|de] {words:message}",
                "avísame <on_when>",
                f"{_RECUERDA} (que|de|lo de) {{words:message}} <on_when>",
                "(que no se me olvide|no me dejes olvidar) {words:message}",
                f"{_RECORDATORIO} [<on_when>]",
                f"{_RECORDATORIO} [<on_when>] (que diga|de que|de|para que) {{words:message}}",
                "un recordatorio <on_when>",
            ),
        },
        wording={
            "en": Wording(
                confirm="Remind you {when}: {message}?",
                saved="I'll remind you {when}: {message}.",
                done="Reminder, {when}: {message}.",
                about="the reminder: {message}",
            ),
            "es": Wording(
                confirm="¿Te recuerdo {when}: {message}?",
                saved="Te recuerdo {when}: {message}.",
                done="Recordatorio, {when}: {message}.",
                about="el recordatorio: {message}",
            ),
        },
    )

    message: Annotated[Text, Slot("words", {"en": "What should I remind you of?", "es": "¿Qué te recuerdo?"})]
    when: Annotated[When, AT_WHAT_TIME]

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """A day alone does not say when."""
        timeless = ("when",) if "when" in slots and not any(mark in slots["when"] for mark in "T/") else ()
        return super().missing(slots) + timeless

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:  # noqa: ARG003 - as `Command` has it
        """Nobody is promised what nobody keeps."""
        return None if snapshot.reminds else _NO_REMINDERS


class ReadAlerts(Command):
    """Says what needs attention: what was refused, what waits, what is overdue and what is out of stock."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="notify.read_alerts",
        risk=Risk.SILENT,
        permission=None,
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "[(do i have|have i got|are there|is there|got)] any (alerts|notifications|news|messages|problems)",
                "what (failed|went wrong|was refused|got refused|was rejected|got rejected)",
                "(did|has) anything (fail|failed|go wrong|gone wrong|get refused|been refused)",
                "(what|anything that) (didn't|did not|hasn't|has not) (go|gone|get|gotten) through",
                "(did|have) (my|the|all) (commands|updates|changes|messages) (go|gone|get|gotten) (through|out)",
                "is everything (synced|sent|delivered|up to date|through)",
                "(read|read me|tell me|show|show me|check|give me|what are) (my|the) (alerts|notifications|messages)",
                "(read|check) [my] (alerts|notifications)",
                "(what's|what is) (new|waiting|pending|stuck)",
                "(did|has) everything (go|gone|get|gotten) (through|out)",
                "(anything|is there anything) (new|wrong|waiting|stuck) [for me]",
                "(what's|what is) still (waiting|pending|not sent|unsent)",
                "(what|is there anything that) (needs|requires) [my] attention",
            ),
            "es": (
                "(tengo|hay) (alguna|algunas) (alerta|alertas|notificación|notificaciones|novedad|novedades)",
                "(tengo|hay) (alertas|notificaciones|avisos|novedades|mensajes|problemas)",
                "(alguna alerta|alguna novedad|algún aviso|algún problema|algo pendiente|algo nuevo)",
                "qué (alertas|avisos|notificaciones|novedades) (tengo|hay)",
                "(qué falló|qué fue rechazado|qué rechazó hero|algo falló|qué salió mal)",
                "(qué|hay algo que) no se ha (enviado|mandado|entregado)",
                "(léeme|lee|dime|muéstrame|revisa|cuáles son) (mis|las|los) (alertas|notificaciones|avisos|novedades)",
                "(qué hay|hay algo) (de nuevo|nuevo|pendiente|atorado)",
                "(qué está|qué sigue|qué queda) (pendiente|esperando|sin enviar|atorado)",
                "[ya] (se envió|se mandó|salió|pasó|se entregó) todo",
                "(hay algo|qué) que (necesite|requiera) [mi] atención",
            ),
        },
    )
