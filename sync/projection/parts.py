"""What saved commands do to parts."""

from dataclasses import replace
from decimal import Decimal

from erp import Part
from erp.stock_changes import InventoryAdjust, InventoryReserve
from sync.projection.frame import Change, Effect, Effects, Records


def _reserve(records: Records, command: InventoryReserve, change: Change) -> Records:
    def reserved(part: Part) -> Part:
        return replace(part, reserved=(part.reserved or Decimal(0)) + Decimal(command.quantity))

    return records.changed("parts", change.refs.get("part"), reserved)


def _adjust(records: Records, command: InventoryAdjust, change: Change) -> Records:
    def adjusted(part: Part) -> Part:
        return part if part.on_hand is None else replace(part, on_hand=part.on_hand + Decimal(command.quantity))

    return records.changed("parts", change.refs.get("part"), adjusted)


EFFECTS: Effects = {
    InventoryAdjust: (Effect("parts", _adjust),),
    InventoryReserve: (Effect("parts", _reserve),),
}
