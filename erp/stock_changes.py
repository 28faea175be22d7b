"""Inventory, changed: parts set aside, used, put back and ordered."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Slot, Slots, Undo, Wording
from erp.sentences import Sentence, in_each
from erp.slots import FOR_WHICH_JOB, HOW_MANY, WHICH_PART
from erp.snapshot import Part, Snapshot
from erp.values import Name, Number, Quantity, Text

_PACKS = "packs"
"""What is said in boxes, bags or rolls, of which only the technician knows how many pieces are in one."""


class InventoryReserve(Command):
    """Sets parts aside for a job."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="inventory.reserve",
        risk=Risk.TELL,
        permission="edit_projects",  # Hero365 has no permission of its own for products
        offline=Offline.QUEUED,
        undo=Undo.REPLACED,
        phrases={
            "en": (
                "(reserve|hold|save|set aside|put aside|allocate|pull|earmark|put by) <quantity_of_part> [for <job>]",
                "(reserve|hold|save|set|put|allocate|pull) <quantity_of_part> (aside [for <job>]|back for <job>)",
                "(i need|i'll need|i want|we need|need) <quantity_of_part>"
                " ((reserved|held|set aside|put aside) [for <job>]|for <job>)",
                "(reserve|set aside|put aside) (a part|parts|some parts)",
            ),
            "es": (
                "(aparta|apartar|aparte|apártame|reserva|reservar|reserve|resérvame|separa|separar|separe|sepárame|guarda|guárdame)"
                " <quantity_of_part> [(para|del) <job>]",
                "(necesito|ocupo|voy a necesitar) <quantity_of_part> para <job>",
                "(aparta|apartar|reserva|reservar) (una pieza|piezas|unas piezas)",
            ),
        },
        wording={
            "en": Wording(
                confirm="Set {counted} aside for job {job}?",
                saved="The reservation of {counted} for job {job} is saved.",
                done="Reserved for job {job}: {counted}.",
                about="the reservation of {part} for job {job}",
            ),
            "es": Wording(
                confirm="¿Aparto {counted} para el trabajo {job}?",
                saved="El apartado de {counted} para el trabajo {job} quedó guardado.",
                done="Apartado para el trabajo {job}: {counted}.",
                about="el apartado de {part} para el trabajo {job}",
            ),
        },
    )

    part: Annotated[Name, WHICH_PART]
    quantity: Annotated[Quantity, HOW_MANY]
    job: Annotated[Number, FOR_WHICH_JOB]

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:  # noqa: ARG003 - overrides
        """One, where no number was said, and no boxes."""
        return {"quantity": "1", **slots} if "part" in slots and _PACKS not in slots else slots

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """No more than there is and nobody else has set aside."""
        part = snapshot.part(slots.get("part", ""))
        free = _free(part) if part else None
        if part is None or free is None or Decimal(slots.get("quantity", 1)) <= free:
            return None
        return _only(part, free)


class InventoryAdjust(Command):
    """Takes parts out of stock, or puts them in."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="inventory.adjust",
        risk=Risk.TELL,
        permission="edit_projects",
        offline=Offline.QUEUED,
        undo=Undo.REPLACED,
        phrases={
            # The verb says whether parts go out or come in.
            "en": (
                "({stock_used:direction}|{stock_returned:direction}) <quantity_of_part>",
                "{stock_used:direction} <quantity_of_part> (because|since|on|for) {words:reason}",
                "{stock_out:direction} <quantity_of_part> (from|out of|off|off of) [(the|our)]"
                " (stock|inventory|truck|van|shelf)",
                "{stock_in:direction} <quantity_of_part> ((to|into|in|back in|back into|back to|back on|on) [(the|our)]"
                " (stock|inventory|truck|van|shelf)|back)",
                "{stock_out:direction} <quantity_of_part> (from|out of) [(the|our)] (stock|inventory) because"
                " {words:reason}",
                "{stock_in:direction} <quantity_of_part> (to|into) [(the|our)] (stock|inventory) because"
                " {words:reason}",
            ),
            "es": (
                "({stock_used:direction}|{stock_returned:direction}) <quantity_of_part>",
                "{stock_used:direction} <quantity_of_part> (porque|en|para|por) {words:reason}",
                "{stock_out:direction} <quantity_of_part> (del|de la|de)"
                " (inventario|almacén|bodega|stock|camioneta|troca)",
                "{stock_in:direction} <quantity_of_part> (al|a la|en el|en la|de vuelta al)"
                " (inventario|almacén|bodega|stock|camioneta|troca)",
                "{stock_out:direction} <quantity_of_part> del inventario porque {words:reason}",
                "{stock_in:direction} <quantity_of_part> al inventario porque {words:reason}",
            ),
        },
        statements={
            "es": (
                "({stock_broken:direction}|{stock_arrived:direction}) <quantity_of_part>",
                "{stock_broken:direction} <quantity_of_part> (porque|en|para|por) {words:reason}",
            ),
        },
        wording={
            "en": Wording(
                confirm="Change the stock: {moved}?",
                saved="The change of stock is saved: {moved}.",
                done="The stock is changed: {moved}.",
                about="the change of stock of {part}",
            ),
            "es": Wording(
                confirm="¿Cambio el inventario: {moved}?",
                saved="El cambio de inventario quedó guardado: {moved}.",
                done="El inventario cambió: {moved}.",
                about="el cambio de existencia de {part}",
            ),
        },
    )

    part: Annotated[Name, WHICH_PART]
    quantity: Annotated[Quantity, HOW_MANY]
    """Signed: what goes out is negative."""
    reason: Annotated[Text | None, Slot("words")] = None

    @classmethod
    def meant(cls, slots: Slots, snapshot: Snapshot) -> tuple[type[Command], Slots]:  # noqa: ARG003 - overrides
        """The sign of the quantity is in the verb, which is kept until it is known how many."""
        if "quantity" not in slots:
            return cls, slots
        sign = "-" if slots.get("direction") == "out" else ""
        others = {name: value for name, value in slots.items() if name != "direction"}
        return cls, {**others, "quantity": f"{sign}{slots['quantity']}"}

    @classmethod
    def objection(cls, slots: Slots, snapshot: Snapshot) -> Sentence | None:
        """No more goes out than there is."""
        part = snapshot.part(slots.get("part", ""))
        if part is None or part.on_hand is None or part.on_hand + Decimal(slots.get("quantity", 0)) >= 0:
            return None
        return _only(part, part.on_hand)


class InventoryReorder(Command):
    """Orders a part from its supplier."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="inventory.reorder",
        risk=Risk.CONFIRM,
        permission="edit_projects",
        offline=Offline.QUEUED,
        undo=Undo.REPLACED,
        phrases={
            "en": (
                "(order|reorder|restock|get|buy|order up|pick up) [(more|another|some|some more)] <quantity_of_part>"
                " [(for the (truck|van|shop)|from the supplier)]",
                "(order|reorder|restock) [(more|some|some more)] {parts:part}",
                "(order|reorder|restock|get|buy) [<quantity>] {more_of_it:part}",
                "(put|add) <quantity_of_part> (on|to) [(the|an|our)] (order|shopping list|order list|purchase order)",
                "(we're|we are|i'm|i am) (out of|low on|running low on|running out of|almost out of) [the]"
                " {parts:part}",
                "(we need|i need) more {parts:part}",
                "(order|reorder) (a part|parts|some parts)",
                "place (an order|a reorder)",
            ),
            "es": (
                "(pide|pedir|pida|pídeme|ordena|ordenar|ordene|encarga|encárgame|encargar|compra|comprar|resurte|resurtir)"
                " [(más|otro|otra|otros|otras)] <quantity_of_part> [más]",
                "(pide|pedir|ordena|ordenar|encarga|encargar|compra|resurte|resurtir) más {parts:part}",
                "(pide|pedir|pida|pídeme|ordena|ordenar|ordene|encarga|encargar|compra|comprar) [<quantity>]"
                " {more_of_it:part}",
                "(pon|agrega|añade|mete) <quantity_of_part> (en|a) (el|la) (pedido|orden|lista|orden de compra|lista"
                " de compras)",
                "(se (nos|me) (acabaron|acabó|están acabando|está acabando)|ya no (hay|tenemos|quedan)|(hacen|hace)"
                " falta|nos (faltan|falta))"
                " [(el|la|los|las)] [más] {parts:part}",
                "(pide|pedir|encarga|encargar|ordena) (una pieza|piezas|unas piezas)",
                "(haz|hacer|hazme) un pedido",
            ),
        },
        wording={
            "en": Wording(
                confirm="Order {counted}?",
                saved="The order for {counted} is saved.",
                done="The order for {counted} is made.",
                about="the order for {part}",
            ),
            "es": Wording(
                confirm="¿Pido {counted}?",
                saved="El pedido de {counted} quedó guardado.",
                done="El pedido de {counted} quedó hecho.",
                about="el pedido de {part}",
            ),
        },
    )

    part: Annotated[Name, WHICH_PART]
    quantity: Annotated[Quantity | None, HOW_MANY] = None
    """An order that was saved without a number is for as many as Hero365 has for a reorder of this part."""

    @classmethod
    def complete(cls, slots: Slots, snapshot: Snapshot) -> Slots:
        """As many as Hero365 has for a reorder, where no number was said, and no boxes."""
        part = snapshot.part(slots.get("part", ""))
        if part is None or not part.reorder_quantity or _PACKS in slots:
            return slots
        return {"quantity": f"{part.reorder_quantity.normalize():f}", **slots}

    @classmethod
    def missing(cls, slots: Slots) -> tuple[str, ...]:
        """How many, since nobody orders what they have not heard."""
        return (*super().missing(slots), *(() if "quantity" in slots else ("quantity",)))


def _free(part: Part) -> Decimal | None:
    return None if part.on_hand is None else part.on_hand - (part.reserved or 0)


def _only(part: Part, left: Decimal) -> Sentence:
    name, nombre = (f"{called[:1].upper()}{called[1:]}" for called in (part.called("en"), part.called("es")))
    if left <= 0:
        return in_each(f"{name}: none is left.", f"{nombre}: no queda ninguno.")
    count = f"{left.normalize():f}"
    are, quedan = ("is", "queda") if count == "1" else ("are", "quedan")
    return in_each(f"{name}: only {count} {are} left.", f"{nombre}: solo {quedan} {count}.")
