"""Notifications: the reminders that wait for their time, moved and cancelled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar
from uuid import UUID

from erp.calendar import with_hour_of
from erp.command import Command, CommandSpec, Instruction, Offline, Risk, Slot, Slots, Undo, Wording
from erp.reminders import AT_WHAT_TIME, RemindMe
from erp.sentences import Sentence, in_each
from erp.snapshot import Reminder, Snapshot
from erp.values import Text, When

_CANCEL = "(cancel|delete|remove|drop|clear|forget)"
_CANCELA = "(cancela|cancelar|cancele|borra|borrar|quita|quitar|elimina|eliminar|olvida)"
_MOVE = "(move|change|reschedule|push|push back|put off|postpone|shift)"
_MUEVE = "(mueve|mover|mueva|cambia|cambiar|cambie|pasa|pasar|pospón|posponer|recorre|recorrer|aplaza)"
_ABOUT = "(about|to|for|of|that) [the|my|a|an]"
_DE = "(de que|lo de|del|de la|de los|de las|de|sobre|para) [el|la|los|las|un|una]"
_NONE = in_each("You have no reminders.", "No tienes recordatorios.")
_NONE_THEN = in_each("You have no reminder for that time.", "No tienes ningún recordatorio para esa hora.")


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
        return tuple(_as_saved(one) for one in snapshot.reminders if one.ref == slots.get("reminder"))

    def steps(self) -> tuple[Command, ...]:
        """Nothing is saved."""
        return ()


class ClearReminders(Command):
    """Drops all reminders that wait."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="notify.clear_reminders",
        risk=Risk.CONFIRM,
        permission=None,
        offline=Offline.KEPT,
        undo=Undo.FOR_GOOD,
        phrases={
            "en": (
                f"{_CANCEL} all [of] [my|the] reminders",
                f"{_CANCEL} (my|the) reminders",
                f"{_CANCEL} every reminder",
            ),
            "es": (f"{_CANCELA} todos (los|mis) recordatorios", f"{_CANCELA} (los|mis) recordatorios"),
        },
        wording={
            "en": Wording(confirm="Cancel all reminders, {count} in number?"),
            "es": Wording(confirm="¿Cancelo todos los recordatorios, {count} en total?"),
        },
    )

    count: Text
    """How many there are, to be read back."""

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """How many there are."""
        return {**slots, "count": str(len(snapshot.reminders))}

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:  # noqa: ARG003 - as `Command` has it
        """There is one to cancel."""
        return None if snapshot.reminders else _NONE

    @classmethod
    def takes_back(cls, slots: Slots, snapshot: Snapshot) -> tuple[Instruction, ...]:  # noqa: ARG003 - likewise
        """All as they were saved."""
        return tuple(map(_as_saved, snapshot.reminders))

    def steps(self) -> tuple[Command, ...]:
        """Nothing is saved."""
        return ()


class MoveReminder(Command):
    """Gives a reminder another time: one that is told by its words, or the only one."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="notify.move_reminder",
        risk=Risk.TELL,
        permission=None,
        offline=Offline.KEPT,
        undo=Undo.FOR_GOOD,
        phrases={
            "en": (
                f"{_MOVE} [the|my|that] reminder {_ABOUT} {{reminder_names:reminder}} (to|until|till|for) <when>",
                f"{_MOVE} [the|my|that] {{reminder_names:reminder}} reminder (to|until|till|for) <when>",
                f"{_MOVE} [the|my|that] reminder (to|until|till|for) <when>",
                f"{_MOVE} [the|my|that] reminder {_ABOUT} {{reminder_names:reminder}}",
                f"{_MOVE} (the|my|that) reminder",
                f"{_MOVE} a reminder",
            ),
            "es": (
                f"{_MUEVE} (el|mi|ese) recordatorio {_DE} {{reminder_names:reminder}} <on_when>",
                f"{_MUEVE} (el|mi|ese) recordatorio <on_when>",
                f"{_MUEVE} (el|mi|ese) recordatorio {_DE} {{reminder_names:reminder}}",
                f"{_MUEVE} (el|mi|ese|un) recordatorio",
            ),
        },
        wording={
            "en": Wording(confirm="Remind you {when} instead: {message}?"),
            "es": Wording(confirm="¿Te recuerdo {when} en su lugar: {message}?"),
        },
    )

    reminder: Annotated[Text, Slot("reminders", {"en": "Which reminder?", "es": "¿Qué recordatorio?"})]
    """The id that it was saved under."""
    when: Annotated[When, AT_WHAT_TIME]
    message: Text
    """What it is about."""

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """The only one, what it is about, and for a day alone the hour that it has."""
        waiting = [one for one in snapshot.reminders if slots.get("reminder", one.ref) == one.ref]
        if len(waiting) != 1:
            return slots
        [meant] = waiting
        known = {**slots, "reminder": meant.ref, "message": meant.message}
        return {**known, "when": with_hour_of(slots["when"], meant.when)} if "when" in slots else known

    @classmethod
    def candidates(cls, slots: Slots, snapshot: Snapshot) -> Mapping[str, tuple[str, ...]]:  # noqa: ARG003 - overrides
        """All."""
        return {"reminder": tuple(one.ref for one in snapshot.reminders)}

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """What it is about is known by it."""
        return tuple(name for name in super().missing(slots) if name != "message")

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:  # noqa: ARG003 - as `Command` has it
        """There is one to move."""
        return None if snapshot.reminders else _NONE

    @classmethod
    def takes_back(cls, slots: Slots, snapshot: Snapshot) -> tuple[Instruction, ...]:
        """The reminder as it was saved."""
        meant = cls.complete(slots, snapshot).get("reminder")
        return tuple(_as_saved(one) for one in snapshot.reminders if one.ref == meant)

    def steps(self) -> tuple[Command, ...]:
        """The reminder at its new time."""
        return (RemindMe(message=self.message, when=self.when),)


def _as_saved(reminder: Reminder) -> Instruction:
    return Instruction(UUID(reminder.ref), RemindMe(message=reminder.message, when=reminder.when))


def _meant(slots: Slots, snapshot: Snapshot) -> list[Reminder]:
    """Those that can be meant: of a day all that are on it, of an hour those at that hour."""
    if "reminder" in slots:
        return [one for one in snapshot.reminders if one.ref == slots["reminder"]]
    return [one for one in snapshot.reminders if one.when.startswith(slots.get("when", ""))]


def _none_about(words: str) -> Sentence:
    return in_each(f"You have no reminder about {words}.", f"No tienes ningún recordatorio sobre {words}.")
