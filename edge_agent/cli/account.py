"""Who is signed in, how the unit is, and whether it can do its work."""

import asyncio
from collections import Counter
from typing import Annotated, Any
from zoneinfo import available_timezones

import typer
from tzlocal import get_localzone_name

from conversation.answers.pieces import capitalised
from conversation.tongue import Tongue
from conversation.tongues import TONGUES
from edge_agent.cli.asking import asked
from edge_agent.cli.options import (
    Json,
    State,
    language_option,
    places_in_use,
    places_of,
    places_to_show,
    print_json,
    tongue_at,
)
from edge_agent.cli.outbox import saved_commands
from edge_agent.people import People
from edge_agent.settings import Places
from edge_agent.standing import STATES
from erp import Language
from sync.account import Account
from sync.cache import Cache
from sync.client import Hero365Client
from sync.errors import AccountError, SyncError
from sync.operations import unavailable
from sync.refresh import refresh
from sync.relay import Relay
from sync.store import Store
from sync.times import a_time_zone

_MACHINES_ZONE = (
    "the zone of this machine",
    "la zona de esta máquina",
)


def _zone_told(zone: str, tongue: Tongue, whose: str = "") -> str:
    change = "`hero365-edge login --time-zone NAME`"
    return tongue.says(
        f"Times are meant in {zone}{whose}; {change} changes it.",
        f"Las horas son de {zone}{whose}; {change} la cambia.",
    )


def _time_zone(name: str | None) -> str | None:
    if name and name not in available_timezones():
        raise typer.BadParameter(f"{name!r} is no time zone; one is America/Chicago.")
    return name


def _system_time_zone() -> str:
    try:
        return a_time_zone(get_localzone_name() or "")
    except (ValueError, LookupError) as error:
        raise typer.BadParameter("the system's time zone is not known; give --time-zone America/Chicago.") from error


def login(  # noqa: PLR0913, PLR0917 - options of a command line, named where they are given
    email: Annotated[str | None, typer.Option(show_default="asked for")] = None,
    password: Annotated[
        str | None,
        typer.Option(envvar="HERO365_PASSWORD", show_default="asked for", help="Better asked than given."),
    ] = None,
    url: Annotated[str, typer.Option(help="Base of Hero365's API.")] = "https://api.hero365.ai/v1",
    time_zone: Annotated[
        str | None,
        typer.Option(help="Where the unit works, as an IANA name.", show_default="the system's", callback=_time_zone),
    ] = None,
    language: Annotated[Language | None, language_option("what the unit speaks; at first English")] = None,
    state: State = None,
) -> None:
    """Sign in at Hero365, while the agent does not run. The tokens are kept in a file that only you can read."""
    places = places_of(state)
    language = language or _spoken_at(places)
    tongue = TONGUES[language]
    with Store.open(places.database) as store:  # a running agent would put its own tokens in the place of these
        email = email or asked(tongue.says("E-mail", "Correo"), "--email")
        wanted = tongue.says("Password", "Contraseña")
        password = password or asked(wanted, "HERO365_PASSWORD or --password", hidden=True)
        zone = time_zone or _system_time_zone()
        account = asyncio.run(Hero365Client.sign_in(url, email, password, time_zone=zone, language=language))
        account = People(places).sign_in(account)
        unread = asyncio.run(_read_business(account, places, store))
    whose = ("as you said", "como dijiste") if time_zone else _MACHINES_ZONE
    typer.echo(
        tongue.says(
            f"Signed in as {account.full_name} at {account.business_name}.",
            f"Sesión iniciada: {account.full_name}, de {account.business_name}.",
        )
    )
    typer.echo(_zone_told(zone, tongue, f", {tongue.says(*whose)}"))
    if unread:
        typer.echo(
            tongue.says(
                f"The records of the business could not be read yet: {unread}",
                f"Todavía no se pudieron leer los datos de la empresa: {unread}",
            )
        )


def _spoken_at(places: Places) -> Language:
    """What the unit spoke until now: whoever signs in anew has told it before, by voice perhaps."""
    try:
        return Account.load(places.account).language
    except AccountError:  # nobody has signed in, or the file is what signing in mends
        return "en"


async def _read_business(account: Account, places: Places, store: Store) -> str:
    """Reads what the unit answers from, while there surely is a network. Returns why it could not be; empty if it was.

    The agent tries again, so this is no reason to sign in anew.
    """
    file = places.account.resolve()
    async with Hero365Client(account, save=lambda changed: changed.save(file)) as client:
        try:
            await refresh(Cache(store), client)
        except SyncError as error:
            return str(error)
    return ""


def status(state: State = None, as_json: Json = False) -> None:
    """Show who is signed in and what waits in the outbox."""
    places = places_to_show(state)
    account = Account.load(places.account) if places.account.is_file() else None
    signed_in = None if places.is_practice else account
    counts = Counter(row.state for row in saved_commands(places))
    connected, trouble = _relay(places)
    if as_json:
        outbox = {state.replace("_", " "): count for state, count in counts.items()}
        line: dict[str, Any] = {"account": signed_in and signed_in.email, "business": account and account.business_name}
        line |= {"outbox": outbox, "unavailable": _unavailable(places, "en")}
        print_json(line | {"relay": connected, "relay_trouble": trouble})
        return
    tongue = tongue_at(places)
    typer.echo(_whose(signed_in, account, tongue))
    if signed_in:
        typer.echo(_zone_told(signed_in.time_zone, tongue))
    stand = (f"{STATES[state][tongue.language]} {count}" for state, count in counts.items())
    typer.echo(tongue.says("Outbox: ", "Cola: ") + (", ".join(stand) or tongue.says("empty", "vacía")))
    for command, reason in _unavailable(places, tongue.language).items():
        typer.echo(
            tongue.says(
                f"{command} is kept here for now: {reason}",
                f"{command} se queda aquí por ahora: {reason}",
            )
        )
    if trouble:
        typer.echo(trouble)


def _whose(signed_in: Account | None, account: Account | None, tongue: Tongue) -> str:
    if signed_in:
        where = f"{signed_in.business_name} ({signed_in.url})"
        return tongue.says(f"Signed in: {signed_in.email} at {where}", f"Sesión: {signed_in.email} en {where}")
    nobody = tongue.says("nobody is signed in", "nadie ha iniciado sesión")
    if account:
        practice = tongue.says("Practice business", "Empresa de práctica")
        return f"{practice} ({nobody}): {account.business_name}"
    return f"{capitalised(nobody)}."


def _relay(places: Places) -> tuple[str | None, str]:
    """The address of the relay that the unit belongs to, and what is wrong with the file that says so."""
    try:
        known = Relay.load(places.relay)
    except AccountError as error:
        return None, str(error)
    return known.url if known else None, ""


def _unavailable(places: Places, language: Language) -> dict[str, str]:
    """What the server connected last was found not to do, with the reason."""
    if not places.database.exists():
        return {}
    with Store.open(places.database, read_only=True) as store:
        return dict(unavailable(store, language))


def doctor(state: State = None, as_json: Json = False) -> None:
    """Check whether everything the unit needs is here and works."""
    from edge_agent.checks import checks  # noqa: PLC0415 - all that hears and speaks, which no other command here needs

    failed = False
    for check in checks(places_in_use(state)):
        failed |= not (check.passed or check.optional)
        if as_json:
            print_json({"check": check.name, "passed": check.passed, "optional": check.optional, "says": check.says})
        else:
            mark = "ok  " if check.passed else "note" if check.optional else "FAIL"
            typer.echo(f"{mark}  {check.name}: {check.says}")
    raise typer.Exit(1 if failed else 0)
