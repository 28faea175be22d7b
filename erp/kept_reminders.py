"""Notifications: the reminders that wait for their time, told and cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar
from uuid import UUID

from erp.command import Command, CommandSpec, Instruction, Offline, Risk, Slot, Slots, Undo, Wording
from erp.reminders import RemindMe
from erp.sentences import Sentence, in_each
from erp.snapshot import Reminder, Snapshot
from erp.values import Text, When

_CANCEL = "(cancel|delete|remove|drop|clear|forget)"
_CANCELA = "(cancela|cancelar|cancele|borra|borrar|quita|quitar|elimina|eliminar|olvida)"
_ABOUT = "(about|to|for|of|that) [the|my|a|an]"
_DE = "(de que|lo de|del|de la|de los|de las|de|sobre|para) [el|la|los|las|un|una]"
_NONE = in_each("You have no reminders.", "No tienes recordatorios.")
_NONE_THEN = in_each("You have no reminder for that time.", "No tienes ningún recordatorio para esa hora.")


class ListReminders(Command):
    """Says which reminders there are, the next first."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="notify.reminders",
        risk=Risk.SILENT,
        permission=None,
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(what|which) reminders (do i have|have i got|are there|are set|did i set|are waiting)",
                "(read|read me|list|show|show me|tell me|what are) [all] [my|the] reminders",
                "(do i have|have i got|are there|got) [any] reminders [set]",
                "what (will you|are you going to|do you have to) remind me (of|about)",
                "what did i ask you to remind me (of|about)",
                "how many reminders (do i have|are there)",
            ),
            "es": (
                "qué recordatorios (tengo|hay|puse|tengo puestos|tengo pendientes)",
                "(léeme|lee|dime|muéstrame|enséñame|lista|cuáles son) [todos] [mis|los] recordatorios",
                "(tengo|hay) [algún|algunos] (recordatorio|recordatorios)",
                "[de] qué me (vas a recordar|tienes que recordar)",
                "qué te pedí que me recordaras",
                "cuántos recordatorios (tengo|hay)",
            ),
        },
    )


class CancelReminder(Command):
    """Drops a reminder before its time: one that is told by its words or its time."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="notify.cancel_reminder",
        risk=Risk.CONFIRM,
        permission=None,
        offline=Offline.KEPT,
        undo=Undo.FOR_GOOD,
        phrases={
            "en": (
                f"{_CANCEL} [the|my|that] reminder {_ABOUT} {{reminder_names:reminder}}",
                f"{_CANCEL} [the|my|that] reminder [<on_when>]",
                f"{_CANCEL} [the|my|that] <when> reminder",
                f"{_CANCEL} [the|my|that] {{reminder_names:reminder}} reminder",
                f"(don't|do not|you don't need to) remind me {_ABOUT} {{reminder_names:reminder}} [any more]",
                f"{_CANCEL} [the|my|that] reminder (about|to|of|that) {{words:message}}",
            ),
            "es": (
                f"{_CANCELA} (el|mi|ese) recordatorio {_DE} {{reminder_names:reminder}}",
                f"{_CANCELA} (el|mi|ese|un) recordatorio [<on_when>|de <when>]",
                f"[ya] no me (recuerdes|avises) {_DE} {{reminder_names:reminder}}",
                "ya no me recuerdes {reminder_names:reminder}",
                f"{_CANCELA} (el|mi|ese) recordatorio (de|del|de la|sobre|de que) {{words:message}}",
            ),
        },
        wording={
            "en": Wording(confirm="Cancel the reminder{for_when}: {message}?"),
            "es": Wording(confirm="¿Cancelo el recordatorio{for_when}: {message}?"),
        },
    )

    reminder: Annotated[Text, Slot("reminders", {"en": "Which reminder?", "es": "¿Qué recordatorio?"})]
    """The id that it was saved under."""
    message: Annotated[Text | None, Slot("words")] = None
    """What it is about, in words that fit none."""
    when: Annotated[When | None, Slot("times")] = None

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """The only one that can be meant, and all that is to be read back of it."""
        meant = _meant(slots, snapshot)
        if "message" in slots or len(meant) != 1:
            return slots
        return {**slots, "reminder": meant[0].ref, "message": meant[0].message, "when": meant[0].when}

    @classmethod
    def candidates(cls, slots: Slots, snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:
        """Those for the time that was said, or all."""
        return {} if "message" in slots else {"reminder": tuple(one.ref for one in _meant(slots, snapshot))}

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """There is one to cancel."""
        if not snapshot.reminders:
            return _NONE
        if _meant(slots, snapshot):
            about = slots.get("message", "")
            return None if "reminder" in slots or not about else _none_about(about)
        return _NONE_THEN

    @classmethod
    def takes_back(cls, slots: Slots, snapshot: Snapshot) -> tuple[Instruction, ...]:
        """The reminder as it was saved."""
        return tuple(
            Instruction(UUID(one.ref), RemindMe(message=one.message, when=one.when))
            for one in snapshot.reminders
            if one.ref == slots.get("reminder")
        )

    def steps(self) -> tuple[Command, ...]:
        """Nothing is saved."""
        return ()


def _meant(slots: Slots, snapshot: Snapshot) -> list[Reminder]:
    """Those that can be meant: of a day all that are on it, of an hour those at that hour."""
    if "reminder" in slots:
        return [one for one in snapshot.reminders if one.ref == slots["reminder"]]
    return [one for one in snapshot.reminders if one.when.startswith(slots.get("when", ""))]


def _none_about(words: str) -> Sentence:
    return in_each(f"You have no reminder about {words}.", f"No tienes ningún recordatorio sobre {words}.")
