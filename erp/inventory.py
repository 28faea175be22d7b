"""Inventory: what is in stock."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Undo, Wording
from erp.values import Name


class InventoryStock(Command):
    """Says how many of a part there are."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="inventory.stock",
        risk=Risk.SILENT,
        permission="view_projects",  # Hero365 has no permission of its own for products
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                # What follows the part is the same for every beginning, so that a long list of parts is laid once.
                "<check_stock> {parts:part} [<in_stock>]",
                "(is|are) [the] {parts:part} in stock",
                "(check|look up|show|show me|get me) [the|our] <stock>",
            )
        },
        wording={"en": Wording(about="the stock of {part}")},
    )

    part: Annotated[Name, Slot("parts", {"en": "Which part?"})]
