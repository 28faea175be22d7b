"""Notifications: what customers are told."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.messages import CustomerMessage, arriving, late_by
from erp.sentences import Sentence
from erp.snapshot import Snapshot
from erp.values import Duration, Text, When

_TELL = "(tell|text|message|let|notify|warn)"
_WHOM = "(<known>|(the|my) customer [(for|of|on) <job>])"
_I_AM = "(i'm|i am|we're|we are)"
_I_WILL = "(i'll|i will|i'm going to|i'm gonna|we'll|we will|we're going to)"
_DROP = "(shoot|drop|give)"
_A_LINE = "(a heads up|a text|a text message|a message|a line|a note|a shout)"
_AVISA = "(avísale|avísele|avisa|avise|avisar|dile|dígale|decirle|manda decir|mándale decir|notifica)"
_A_QUIEN = "(<known>|la clienta|el cliente|(el cliente|la clienta) (de|del) <job>)"
_A_QUIEN_CON_AL = "(a <known>|al cliente|a la clienta)"
_VOY = "(voy|vamos|estoy|estamos)"
_MANDA = "(mándale|mándele|manda|mande|mandar|mandarle|envíale|envíele|envía|envíe|enviar|enviarle|pásale)"
_MENSAJE = "(un mensaje|mensaje|un mensaje de texto|un texto|un recado)"


class RunningLate(CustomerMessage):
    """Tells a customer that the technician comes later, or when."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="notify.running_late",
        risk=Risk.CONFIRM,
        permission="view_contacts",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        meaningful_for=timedelta(hours=2),
        of_next_visit=True,
        phrases={
            "en": (
                f"{_TELL} {_WHOM} [know] [that] {_I_AM} (late|behind) [by] [<duration>]",
                f"{_TELL} {_WHOM} [know] [that] {_I_AM} running (late|behind) [by] [<duration>]",
                f"{_TELL} {_WHOM} [know] [that] {_I_AM} [(running|about|going to be)] <duration> (late|behind)",
                f"{_TELL} {_WHOM} [know] [that] {_I_WILL} be [about] <duration> (late|behind)",
                f"{_TELL} {_WHOM} [know] [that] {_I_WILL} (be|get) there <when>",
                f"{_TELL} {_WHOM} [know] [that] {_I_AM} (coming|arriving|getting there) <when>",
                f"{_TELL} {_WHOM} [know] [that] {_I_WILL} be (late|behind)",
                f"{_I_AM} [running] <duration> (late|behind) [(for|to) {_WHOM}]",
                f"{_I_AM} running (late|behind) [by <duration>] [(for|to) {_WHOM}]",
                f"{_I_WILL} be <duration> (late|behind) [(for|to) {_WHOM}]",
                f"{_I_WILL} be late [(for|to) {_WHOM}]",
                f"running <duration> (late|behind) [(for|to) {_WHOM}]",
                f"{_DROP} {_WHOM} {_A_LINE} [that] {_I_AM} [running] [<duration>] (late|behind)",
                "send <known> a running late (message|text)",
                "[send a] running late (message|text) [(to|for) <known>]",
            ),
            "es": (
                f"{_AVISA} a {_A_QUIEN} que {_VOY} (tarde|retrasado|atrasado|retrasados|atrasados) [unos|como]"
                " [<duration>]",
                f"{_AVISA} a {_A_QUIEN} que {_VOY} [unos|como] <duration>"
                " (tarde|retrasado|atrasado|retrasados|atrasados)",
                f"{_AVISA} a {_A_QUIEN} que {_VOY} con [unos|como] <duration> de retraso",
                f"{_AVISA} a {_A_QUIEN} que me (retraso|atraso) [unos|como] [<duration>]",
                f"{_AVISA} a {_A_QUIEN} que (llego|llegamos|llegaré|estoy ahí|estaré ahí) <when>",
                f"{_AVISA} a {_A_QUIEN} que (llego|llegamos|llegaré|voy a llegar) [unos|como] [<duration>] tarde",
                f"{_VOY} [unos|como] <duration> tarde [(con|para) {_A_QUIEN}]",
                f"{_VOY} (tarde|retrasado|atrasado|retrasados|atrasados) [unos|como] [<duration>]"
                f" [(con|para) {_A_QUIEN}]",
                f"{_VOY} con [unos|como] <duration> de retraso [(con|para) {_A_QUIEN}]",
                f"(llego|llegamos|voy a llegar) [unos|como] <duration> tarde [(con|para|a) {_A_QUIEN}]",
                f"me (retraso|atraso) [unos|como] <duration> [(con|para) {_A_QUIEN}]",
                f"(voy a llegar|llego) tarde (con|a casa de|para) {_A_QUIEN}",
                f"{_AVISA} {_A_QUIEN_CON_AL} que me voy a (tardar|retrasar|atrasar) [unos|como] [<duration>]",
                f"{_AVISA} al cliente que {_VOY} (tarde|retrasado|atrasado) [unos|como] [<duration>]",
                "se me hizo tarde [(con|para) <known>]",
            ),
        },
        wording={
            "en": Wording(
                confirm="Send {customer} this: {message} Okay?",
                saved="The message to {customer} is saved.",
                done="{customer} was told.",
                about="the message to {customer} that you are late",
            ),
            "es": Wording(
                confirm="Le mando esto a {customer}, en español: {message} ¿Está bien?",
                saved="El mensaje para {customer} está guardado.",
                done="Le avisé a {customer}.",
                about="el aviso de retraso para {customer}",
            ),
        },
    )

    duration: Annotated[
        Duration | None, Slot("durations", {"en": "How late are you?", "es": "¿Cuánto te retrasas?"})
    ] = None
    when: Annotated[When | None, Slot("times")] = None

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:
        """A job stands for its customer."""
        others = {name: value for name, value in slots.items() if name != "job"}
        job = snapshot.job(slots.get("job", ""))
        return cls, {"customer": job.customer, **others} if job and job.customer else others

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """The words."""
        completed = super().complete(slots, snapshot)
        words = _words(completed, snapshot)
        return {**completed, "message": words[snapshot.language]} if words else completed

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """How late, or until when; the words follow from it."""
        named = () if "customer" in slots else ("customer",)
        return named if "duration" in slots or "when" in slots else (*named, "duration")


class MessageCustomer(CustomerMessage):
    """Sends a customer a message in the technician's own words."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="notify.message_customer",
        risk=Risk.READ_BACK,
        permission="view_contacts",
        offline=Offline.QUEUED,
        undo=Undo.BEFORE_SENDING,
        meaningful_for=timedelta(hours=24),
        phrases={
            "en": (
                "(text|message|write) [to] <known>",
                "(text|message|write) [to] <known> (that|saying|and say) {words:message}",
                "send (a message|a text|a text message|a note|word) to <known>",
                "send (a message|a text|a text message|a note) to <known> (saying|that says|that) {words:message}",
                "send <known> (a message|a text|a text message|a note|an {channels:method}|a {channels:method})",
                "send <known> (a message|a text|a text message|a note) (saying|that says|that) {words:message}",
                "send <known> (an|a) {channels:method} (saying|that says|that) {words:message}",
                "send (an|a) {channels:method} to <known> [(saying|that says|that) {words:message}]",
                "email <known>",
                "(tell|let) <known> [know] that {words:message}",
                "let <known> know {words:message}",
                "let (<known>|(the|my) customer) know",
                "(tell|text|message|email) <known> {words:message}",
                "(tell|text|message|ask|email) <known> to {words:message}",
                "email <known> (that|saying) {words:message}",
                f"{_DROP} <known> {_A_LINE}",
                f"{_DROP} <known> {_A_LINE} (that|saying|that says) {{words:message}}",
                "(i have|i've got) a message for <known>",
            ),
            "es": (
                f"{_MANDA} {_MENSAJE} a <known>",
                f"{_MANDA} {_MENSAJE} a <known> (que diga|que|diciendo|diciéndole|de que) {{words:message}}",
                f"{_MANDA} a <known> {_MENSAJE}",
                f"{_MANDA} a <known> {_MENSAJE} (que diga|que|diciendo|de que) {{words:message}}",
                f"{_MANDA} un {{channels:method}} a <known>",
                f"{_MANDA} un {{channels:method}} a <known> (que diga|diciendo|de que) {{words:message}}",
                "(escríbele|escríbale|escribe|escribirle|textea|textéale) a <known>",
                "(escríbele|escríbale|escribe|escribirle|textea|textéale) a <known> (que|diciendo) {words:message}",
                f"{{send_them:customer}} {_MENSAJE}",
                f"{{send_them:customer}} {_MENSAJE} (que diga|que|diciendo|diciéndole|de que) {{words:message}}",
                "{send_them:customer} un {channels:method} (que diga|diciendo|diciéndole|de que) {words:message}",
                f"{_AVISA} a <known> que {{words:message}}",
                f"{_AVISA} que {{words:message}}",
                f"{_AVISA} (a <known>|al cliente|a la clienta)",
                "(pregúntale|pregúntele|pregunta) a <known> {words:message}",
                "(tengo|hay) un (mensaje|recado) para <known>",
            ),
        },
        wording={
            "en": Wording(
                confirm="Send {customer} this: {message}. Okay?",
                saved="The message to {customer} is saved.",
                done="The message to {customer} was sent.",
                about="the message to {customer}",
            ),
            "es": Wording(
                confirm="¿Le mando esto a {customer}: {message}?",
                saved="El mensaje para {customer} está guardado.",
                done="El mensaje para {customer} se envió.",
                about="el mensaje para {customer}",
            ),
        },
    )

    message: Annotated[Text, Slot("words", {"en": "What should the message say?", "es": "¿Qué debe decir el mensaje?"})]


def _words(slots: Slots, snapshot: Snapshot) -> Sentence | None:
    if "duration" in slots:
        return late_by(int(slots["duration"]), snapshot)
    return arriving(slots["when"], snapshot) if "when" in slots else None
