"""Who is signed in, how the unit is, and whether it can do its work."""

import asyncio
from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

import typer
from tzlocal import get_localzone_name

from edge_agent.checks import checks
from edge_agent.cli.options import Json, State, places_in_use, places_of, print_json
from erp import Language
from sync.account import Account
from sync.client import Hero365Client
from sync.outbox import Outbox
from sync.store import Store


def _time_zone(name: str | None) -> str | None:
    if name and name not in available_timezones():
        raise typer.BadParameter(f"{name!r} is no time zone; one is America/Chicago.")
    return name


def login(  # noqa: PLR0913, PLR0917 - options of a command line, named where they are given
    email: Annotated[str, typer.Option(prompt="E-mail")],
    password: Annotated[
        str,
        typer.Option(prompt="Password", hide_input=True, envvar="HERO365_PASSWORD", help="Better asked than given."),
    ],
    url: Annotated[str, typer.Option(help="Base of Hero365's API.")] = "https://api.hero365.ai/v1",
    time_zone: Annotated[
        str | None,
        typer.Option(help="Where the unit works, as an IANA name.", show_default="the system's", callback=_time_zone),
    ] = None,
    language: Annotated[Language, typer.Option(help="What you speak.")] = "en",
    state: State = None,
) -> None:
    """Sign in at Hero365, while the agent does not run. The tokens are kept in a file that only you can read."""
    places = places_of(state)
    with Store.open(places.database):  # a running agent would put its own tokens in the place of these
        zone = time_zone or get_localzone_name()
        account = asyncio.run(Hero365Client.sign_in(url, email, password, time_zone=zone, language=language))
        account.save(places.account)
    typer.echo(f"Signed in as {account.full_name} at {account.business_name}.")


def status(state: State = None, as_json: Json = False) -> None:
    """Show who is signed in and what waits in the outbox."""
    places = places_in_use(state)
    line: dict[str, object] = {"account": None, "business": None, "outbox": _counts(places.database)}
    if places.account.is_file():
        account = Account.load(places.account)
        line |= {"account": account.email, "business": account.business_name}
    if as_json:
        print_json(line)
        return
    typer.echo(f"Signed in: {line['account'] or 'nobody'}" + (f" at {line['business']}" if line["business"] else ""))
    counts = _counts(places.database)
    typer.echo("Outbox: " + (", ".join(f"{count} {state}" for state, count in counts.items()) or "empty"))


def doctor(state: State = None, as_json: Json = False) -> None:
    """Check whether everything the unit needs is here and works."""
    failed = False
    for check in checks(places_in_use(state)):
        failed |= not (check.passed or check.optional)
        if as_json:
            print_json({"check": check.name, "passed": check.passed, "optional": check.optional, "says": check.says})
        else:
            mark = "ok  " if check.passed else "note" if check.optional else "FAIL"
            typer.echo(f"{mark}  {check.name}: {check.says}")
    raise typer.Exit(1 if failed else 0)


def _counts(database: Path) -> dict[str, int]:
    if not database.is_file():
        return {}
    counts: dict[str, int] = {}
    with Store.open(database, read_only=True) as store:
        for row in Outbox(store).rows():
            counts[row.state.replace("_", " ")] = counts.get(row.state.replace("_", " "), 0) + 1
    return counts
