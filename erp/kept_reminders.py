"""Notifications: the reminders that wait for their time, told."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Undo
from erp.values import When


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
                "(what|which) reminders (do i have|have i got|are there|are set) <on_when>",
                "(read|read me|list|show|show me|tell me|what are) [all] [my|the] reminders <on_when>",
                "(do i have|have i got|are there|got) [any] reminders <on_when>",
                "what (will you|are you going to|do you have to) remind me (of|about) <on_when>",
            ),
            "es": (
                "qué recordatorios (tengo|hay|puse|tengo puestos|tengo pendientes)",
                "(léeme|lee|dime|muéstrame|enséñame|lista|cuáles son) [todos] [mis|los] recordatorios",
                "(tengo|hay) [algún|algunos] (recordatorio|recordatorios)",
                "[de] qué me (vas a recordar|tienes que recordar)",
                "qué te pedí que me recordaras",
                "cuántos recordatorios (tengo|hay)",
                "qué recordatorios (tengo|hay) <on_when>",
                "(léeme|lee|dime|muéstrame|cuáles son) [todos] [mis|los] recordatorios (<on_when>|de <when>)",
                "(tengo|hay) [algún|algunos] (recordatorio|recordatorios) <on_when>",
                "[de] qué me (vas a recordar|tienes que recordar) <on_when>",
            ),
        },
    )

    when: Annotated[When | None, Slot("times")] = None
    """Those of that day, or of that part of it."""
