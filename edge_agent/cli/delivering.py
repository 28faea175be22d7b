"""What is said at a terminal is not left alone: what became of it is told, or that it waits."""

import asyncio
from collections.abc import AsyncIterator, Container
from contextlib import asynccontextmanager

import typer

from edge_agent.unit import Unit
from erp import KEPT

_WAITED_FOR_S = 10.0
"""How long it is waited, where Hero365 is reached, for what it makes of the last commands."""


@asynccontextmanager
async def delivering(unit: Unit, *, as_json: bool) -> AsyncIterator[set[str]]:
    """Delivers while commands are said, whose ids are put into the set that this gives, and then until Hero365 has
    decided about them. What the replies could not wait for is told behind them."""
    saved: set[str] = set()
    async with unit.working():
        yield saved
        await unit.outcomes.of(await _on_their_way(unit, saved), _WAITED_FOR_S)
    await _tell_what_came(unit, as_json)
    if waiting := len(await _on_their_way(unit)):
        typer.echo(unit.assistant.tongue.says(*_waiting(waiting)), err=True)


def _waiting(count: int) -> tuple[str, str]:
    """In English and in Spanish."""
    en = "One command waits" if count == 1 else f"{count} commands wait"
    es = "Una orden espera" if count == 1 else f"{count} órdenes esperan"
    shows, sends = "`hero365-edge outbox list`", "`hero365-edge run`"
    return (
        f"{en} on this unit: {shows} shows why, {sends} sends what can be sent.",
        f"{es} en esta unidad: {shows} muestra por qué, {sends} envía lo que se puede enviar.",
    )


async def _on_their_way(unit: Unit, commands: Container[str] | None = None) -> list[str]:
    """Those of the commands, or of all that the person has said, that Hero365 has not decided about; what the unit does
    itself is sent nowhere."""
    rows = await asyncio.to_thread(unit.outbox.live)
    theirs = [row for row in rows if row.origin.user == unit.account.user_id and row.command not in KEPT]
    return [row.id for row in theirs if commands is None or row.id in commands]


async def _tell_what_came(unit: Unit, as_json: bool) -> None:
    """With `as_json` standard output is for the turns alone."""
    while True:
        async with unit.news() as news:
            if not news:
                break
            typer.echo(news, err=as_json)
