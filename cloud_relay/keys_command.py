"""`hero365-relay keys`: keys for services, made and revoked on the machine itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Final, get_args
from uuid import UUID

import typer

from cloud_relay.clock import now
from cloud_relay.database import opened
from cloud_relay.identity.keys import Keys
from cloud_relay.identity.principal import Grant
from cloud_relay.settings import load, signing_key

_GRANTS: Final[tuple[Grant, ...]] = get_args(Grant)

keys = typer.Typer(
    name="keys",
    help="Keys by which services are known: Hero365's webhook, a phone system.",
    no_args_is_help=True,
)


@keys.command()
def add(
    name: Annotated[str, typer.Argument(metavar="NAME", help="What people call the service.")],
    permissions: Annotated[
        list[str],
        typer.Option("--permission", "-p", metavar="|".join(_GRANTS), help="What it may; can be given more than once."),
    ],
    business: Annotated[
        str, typer.Option(help="Hero365's id of the business that it is for.", show_default="all of this machine")
    ] = "",
) -> None:
    """Make a key. It is shown now, and never again."""

    if wrong := set(permissions) - set(_GRANTS):
        raise typer.BadParameter(f"{min(wrong)} is no permission; there are {', '.join(_GRANTS)}.")

    async def made() -> None:
        async with _keys() as book:
            key = await book.make(
                name,
                frozenset(grant for grant in _GRANTS if grant in permissions),
                business=business or None,
                made_by="the operator",
                now=now(),
            )
        typer.echo(f"id              {key.id}")
        typer.echo(f"key             {key.key}")
        typer.echo(f"webhook secret  {key.webhook_secret}")

    asyncio.run(made())


@keys.command("list")
def list_keys() -> None:
    """List the keys that are good."""

    async def listed() -> None:
        async with _keys() as book:
            for key in await book.listed():
                whose = key.business or "all of this machine"
                typer.echo(f"{key.id}  {key.name}: {', '.join(key.permissions)}; {whose}")

    asyncio.run(listed())


@keys.command()
def revoke(key_id: Annotated[UUID, typer.Argument(metavar="ID", help="As `keys list` shows it.")]) -> None:
    """End a key at once."""

    async def revoked() -> None:
        async with _keys() as book:
            await book.revoke(key_id, now=now())

    asyncio.run(revoked())
    typer.echo(f"{key_id} is good for nothing any more.")


@asynccontextmanager
async def _keys() -> AsyncIterator[Keys]:
    settings = load()
    key = signing_key(settings)
    async with opened(settings.database_url) as sessions:
        yield Keys(key, sessions)
