"""The relay that a unit belongs to: it sends messages to customers, and tells what has changed."""

import asyncio
import platform
from typing import Annotated

import typer

from edge_agent.cli.options import State, as_text, places_there
from sync.account import Account
from sync.errors import AccountError, DeliveryError
from sync.joining import joined, left
from sync.relay import Relay
from sync.store import Store

relay = typer.Typer(
    name="relay",
    help="The relay that sends this unit's messages to customers. The agent must not run meanwhile.",
    no_args_is_help=True,
)


@relay.command()
def join(
    url: Annotated[str, typer.Argument(metavar="URL", parser=as_text, help="Of the relay: https://relay.example.com.")],
    code: Annotated[str, typer.Argument(metavar="CODE", parser=as_text, help="From the office; good for 15 minutes.")],
    name: Annotated[
        str,
        typer.Option(parser=as_text, help="What people call this unit: 'Van 3'.", show_default="the machine's name"),
    ] = "",
    state: State = None,
) -> None:
    """Join a relay by a code."""
    places = places_there(state)
    account = Account.load(places.account)
    with Store.open(places.database):  # a running agent would go on without it
        if Relay.load(places.relay):
            raise AccountError("This unit belongs to a relay already; `hero365-edge relay leave` comes first.")
        unit_name = name or platform.node() or "unit"
        asyncio.run(joined(url, code, unit_name, account.business_id)).save(places.relay)
    typer.echo(f"{unit_name} belongs to the relay at {url}.")


@relay.command()
def show(state: State = None) -> None:
    """Show which relay this unit belongs to."""
    known = Relay.load(places_there(state).relay)
    typer.echo(known.url if known else "None: messages to customers are kept here.")


@relay.command()
def leave(state: State = None) -> None:
    """Leave the relay; messages that wait are kept."""
    places = places_there(state)
    if not places.relay.exists():
        raise AccountError("This unit belongs to no relay.")
    with Store.open(places.database):
        try:
            known = Relay.load(places.relay)
        except AccountError:  # a unit can leave with a file that cannot be used, too
            known = None
        places.relay.unlink()
    if why := _not_told(known):
        typer.echo(f"The relay was not told: {why} Somebody there should remove this unit.", err=True)
    typer.echo("This unit belongs to no relay any more.")


def _not_told(known: Relay | None) -> str:
    """Why the relay does not know that the unit has left; empty where it does."""
    if known is None:
        return "the unit's file did not say which it is."
    try:
        asyncio.run(left(known))
    except (AccountError, DeliveryError) as error:
        return str(error)
    return ""
