"""What is in stock, and what it costs."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from conversation.answers.pieces import Answer, age, capitalised, figure, money, told
from conversation.replies import spoken_part
from conversation.tongue import Tongue
from erp import Command, Slots, Snapshot
from erp.inventory import InventoryLow, InventoryPrice, InventoryStock

_FEW = Decimal(1)
"""So many parts, and fewer, are told to be low: Hero365 has a reorder point for few of them."""
_MOST_PARTS = 6
"""Whoever goes to buy them has to know of each."""


def _stock(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    part = snapshot.part(slots["part"])
    name = spoken_part(slots["part"], snapshot, tongue)
    if part is None or part.on_hand is None:
        return tongue.says(f"I don't know how many of {name} there are.", f"No sé cuántos hay de {name}.")
    how_old = age("parts", snapshot, now, tongue)
    if part.on_hand <= 0:
        return tongue.says(f"{capitalised(name)}: none in stock{how_old}.", f"{capitalised(name)}: no queda{how_old}.")
    count = figure(part.on_hand)
    return tongue.says(
        f"{capitalised(name)}: {count} in stock{how_old}.", f"{capitalised(name)}: hay {count}{how_old}."
    )


def _price(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    part = snapshot.part(slots["part"])
    name = spoken_part(slots["part"], snapshot, tongue)
    if part is None or part.price is None:
        return tongue.says(f"I don't know what {name} costs.", f"No sé cuánto cuesta {name}.")
    price, how_old = money(part.price, tongue), age("parts", snapshot, now, tongue)
    return tongue.says(
        f"{capitalised(name)}: {price} each{how_old}.", f"{capitalised(name)}: {price} por unidad{how_old}."
    )


def _low(_slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    if not snapshot.was_read("parts"):
        return tongue.sentences.UNREAD["parts"]
    how_old = age("parts", snapshot, now, tongue)
    if names := low(snapshot, tongue):
        listed = told(names, tongue, _MOST_PARTS)
        return tongue.says(f"Low in stock{how_old}: {listed}.", f"Poco inventario{how_old}: {listed}.")
    return tongue.says(f"No part is low in stock{how_old}.", f"No falta ninguna pieza{how_old}.")


def low(snapshot: Snapshot, tongue: Tongue) -> list[str]:
    """The parts of which there are few or none."""
    few = (part.name for part in snapshot.parts if part.on_hand is not None and part.on_hand <= _FEW)
    return [spoken_part(name, snapshot, tongue) for name in few]


ANSWERS: Mapping[type[Command], Answer] = {InventoryLow: _low, InventoryPrice: _price, InventoryStock: _stock}
