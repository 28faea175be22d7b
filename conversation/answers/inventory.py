"""What is in stock, and what it costs."""

from collections.abc import Mapping
from datetime import datetime

from conversation.answers.pieces import Answer, age, capitalised, figure, money
from conversation.replies import spoken_part
from conversation.tongue import Tongue
from erp import Command, Slots, Snapshot
from erp.inventory import InventoryPrice, InventoryStock


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


ANSWERS: Mapping[type[Command], Answer] = {InventoryPrice: _price, InventoryStock: _stock}
