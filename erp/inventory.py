"""Inventory, asked for: what is in stock, and what it costs."""

from __future__ import annotations

from typing import Annotated, ClassVar

from erp.command import Command, CommandSpec, Offline, Risk, Undo
from erp.slots import WHICH_PART
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
            ),
            "es": (
                "(cuántos|cuántas|cuánto|cuánta|[(hay|tenemos|tengo|quedan|queda|nos quedan|me quedan|traigo)]"
                " [(más|algún|alguna)])"
                " {parts:part} (hay|tenemos|tengo|quedan|queda|nos quedan|traigo)"
                " [(en existencia|en inventario|en almacén|en bodega|en la camioneta|en la troca)]",
                "(hay|tenemos|quedan|queda|nos quedan|me quedan|[(revisa|checa|dime|muéstrame)] [(el|la|las)]"
                " (inventario|existencia|existencias|stock) (de|del|de la|de los|de las)) [(un|una|más)] {parts:part}"
                " [(en existencia|en inventario|en almacén|en bodega|en la camioneta|en la troca)]",
                "(revisa|revisar|checa|checar|muéstrame|dime) [(el|la|las)] (inventario|existencia|existencias|stock)",
            ),
        },
    )

    part: Annotated[Name, WHICH_PART]


class InventoryPrice(Command):
    """Says what a part costs the customer."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="inventory.price",
        risk=Risk.SILENT,
        permission="view_projects",
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(how much (is|are|for)|[(what's|what is|what are|check|look up|give me|tell me)] [(the|our)]"
                " (price|prices|cost)"
                " (of|for|on)|(what|how much) do we (charge|get) for|price check"
                " on) [(a|an|the|one|each)] {parts:part}",
                "(how much (does|do)|what (does|do)|what's) [(a|an|the|one)] {parts:part} (cost|go for|run|sell for)",
                "[(check|look up|give me|tell me|what's)] (the|a) (price|part price|price of a part)",
            ),
            "es": (
                "(cuánto (cuesta|cuestan|cobramos por|vale|valen|sale|salen|es)|a cuánto (está|están|vendemos|damos)|a"
                " cómo"
                " (está|están|damos)"
                "|[(cuál es|dime|dame|revisa|checa)] [(el|los)] (precio|precios|costo) (de|del|de la|de los|de"
                " las)|qué precio tiene)"
                " [(un|una|el|la|los|las|cada)] {parts:part}",
                "[(cuál es|dime|dame|revisa|checa)] (el|un) precio",
            ),
        },
    )

    part: Annotated[Name, WHICH_PART]


class InventoryLow(Command):
    """Says which parts are out of stock or nearly so."""

    spec: ClassVar[CommandSpec] = CommandSpec(
        name="inventory.low",
        risk=Risk.SILENT,
        permission="view_projects",
        offline=Offline.CACHED,
        undo=Undo.NOTHING,
        phrases={
            "en": (
                "(what|which) parts are (we|you) (out of|low on|running out of|short of|missing)",
                "(what|which) parts are (low|out|out of stock|missing|running low|running out)",
                "(what's|what is) (low|out of|out of stock|running low) [in] [stock]",
                "what are we (out of|low on|running out of|short of)",
                "(what|which) parts do we need [to order]",
                "what do we need to (order|reorder|restock)",
            ),
            "es": (
                "qué (piezas|partes|refacciones) [nos] (faltan|hacen falta|se acabaron|se están acabando)",
                "qué (piezas|partes|refacciones) (hay que|tenemos que|necesitamos) (comprar|pedir|encargar)",
                "qué (hay que|tenemos que) (comprar|pedir|encargar|resurtir)",
                "qué [nos] (falta|hace falta) (en el inventario|en la camioneta|en la troca|en el almacén)",
                "de qué (piezas|partes|refacciones) [nos] (queda|quedan) (poco|pocas)",
            ),
        },
    )
