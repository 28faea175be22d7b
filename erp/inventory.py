"""Inventory: what is in stock."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Wording
from erp.values import Name


class InventoryStock(Command):
    """Says how many of a part there are."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="inventory.stock",
        risk=Risk.SILENT,
        permission="view_projects",  # Hero365 has no permission of its own for products
        offline=Offline.CACHED,
        phrases={
            "en": (
                "(check|look up|show|show me|get me) [the|our] <stock> [(for|of|on) [the] {parts:part}]",
                "(what's|what is) [the|our] <stock> (for|of|on) [the] {parts:part}",
                "<stock> (for|of|on) [the] {parts:part}",
                "how (many|much) {parts:part} (do we|do i|have we|have i) (have|got) [<where>]",
                "how (many|much) {parts:part} (are|is) (left|there|<where>)",
                "how many [of the] {parts:part} are left",
                "(do we have|do i have|have we got|are there|is there) [any|a|an|enough] {parts:part} [<where>]",
                "(what's|what is) left (of|on) [the] {parts:part}",
                "how are we [doing] (on|for|with) {parts:part}",
                "(is|are) [the] {parts:part} in stock",
            )
        },
        wording={"en": Wording(about="the stock of {part}")},
    )

    part: Annotated[Name, Slot("parts", {"en": "Which part?"})]
