"""Parts: set aside, take and put back, order."""

from decimal import Decimal
from typing import Any

from erp.sentences import in_each
from erp.stock_changes import InventoryAdjust, InventoryReorder, InventoryReserve
from sync.answers import RefusedError, Verdict
from sync.client import Hero365Client
from sync.errors import ImpossibleError
from sync.hero365.mapping import Absent, CommandMapping, Document, Finding, Found, Task

_PAGE = 200
_MOST_PAGES = 50


class _StockMovement(CommandMapping):
    """Hero365 lists no movements, and what is in stock changes for many reasons: that one arrived cannot be seen."""

    decidable = False

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:  # noqa: ARG002 - there is nothing to read
        return Absent()


class ReserveStock(_StockMovement):
    """``POST /products/{id}/reserve``; every call adds."""

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        command: InventoryReserve = task.command
        body = {
            "quantity": float(command.quantity),
            "reference_id": task.refs["job"],
            "reference_type": "job",
            "notes": task.marker,
        }
        await hero365.ask("POST", f"/products/{task.refs['part']}/reserve", json=body)
        return None


class AdjustStock(_StockMovement):
    """``POST /products/{id}/adjust-stock``; every call adds."""

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        command: InventoryAdjust = task.command
        body = {
            "product_id": task.refs["part"],
            "quantity_change": command.quantity,
            "adjustment_reason": (command.reason or "By voice")[:500],
            "reference_number": task.marker,
        }
        await hero365.ask("POST", f"/products/{task.refs['part']}/adjust-stock", json=body)
        return None


class OrderPart(CommandMapping):
    """``POST /purchase-orders/``: a draft for the part's supplier, which the office approves and sends.

    Hero365 does not refuse the second of two, but lists the reference of each.
    """

    async def observe(self, task: Task, hero365: Hero365Client) -> Document:
        command: InventoryReorder = task.command
        part = task.belongs(await _read(hero365, f"/products/{task.refs['part']}"))
        supplier, cost = _supplier(part)
        quantity = command.quantity or part["reorder_quantity"]
        if not quantity:
            raise ImpossibleError(
                in_each(
                    f"Hero365 does not say how many of {part['name']} are ordered; say how many.",
                    f"Hero365 no dice cuántas unidades de {part['name']} se piden; di cuántas.",
                )
            )
        await _orders(hero365, supplier)  # a server that cannot list them cannot be asked whether it has ours
        return {"supplier": supplier, "quantity": float(quantity), "cost": float(cost)}

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        observed = task.observed
        line = {
            "product_id": task.refs["part"],
            "quantity": observed["quantity"],
            "unit_cost": observed["cost"],
        }
        body = {"supplier_id": observed["supplier"], "line_items": [line], "reference_number": task.marker}
        made = await hero365.ask("POST", "/purchase-orders/", json=body)
        return str(made["id"]) if "id" in made else None  # the published type says any object

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        for order in await _orders(hero365, task.observed["supplier"]):
            if order["reference_number"] == task.marker:
                return Found(task.belongs(order)["id"], order["po_number"])
        return Absent()


def _supplier(part: Document) -> tuple[str, Decimal]:
    """Whom a part is ordered from, and what one costs there."""
    suppliers = sorted(part["suppliers"], key=lambda supplier: not supplier.get("is_preferred"))
    preferred = part["primary_supplier_id"] or next((supplier["supplier_id"] for supplier in suppliers), None)
    if preferred is None:
        raise ImpossibleError(
            in_each(
                f"Hero365 has no supplier for {part['name']}.",
                f"Hero365 no tiene proveedor para {part['name']}.",
            )
        )
    prices = [supplier["cost_price"] for supplier in suppliers if supplier["supplier_id"] == preferred]
    cost = max(Decimal(str(price)) for price in [*prices, part["unit_cost"]])
    if cost <= 0:
        raise ImpossibleError(
            in_each(
                f"Hero365 does not say what {part['name']} costs to buy, which an order needs.",
                f"Hero365 no dice cuánto cuesta comprar {part['name']}, y un pedido lo necesita.",
            )
        )
    return preferred, cost


async def _orders(hero365: Hero365Client, supplier: str) -> list[Document]:
    """The supplier's orders, all of them: in which order Hero365 lists them it does not say.

    Raises:
        LookupError: there is no end of them, as where a server gives the same page again and again.
    """
    found: list[Document] = []
    for page in range(1, _MOST_PAGES + 1):
        wanted: dict[str, str | int] = {"supplier_id": supplier, "page": page, "page_size": _PAGE}
        listed = await _read(hero365, "/purchase-orders/", wanted)
        found += listed["purchase_orders"]
        if len(listed["purchase_orders"]) < _PAGE or not listed["has_next"]:
            return found
    raise LookupError("There is no end of the orders.")


async def _read(hero365: Hero365Client, path: str, params: dict[str, str | int] | None = None) -> Any:
    """What Hero365 shows. A server that fails over the question cannot take the order either."""
    try:
        return await hero365.ask("GET", path, params=params)
    except RefusedError as error:
        if error.is_bare_failure:
            raise RefusedError(Verdict.INCAPABLE, error.answer) from error
        raise
