"""Several people on one unit."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, get_args

import typer

from edge_agent.cli.asking import asked
from edge_agent.cli.options import (
    Json,
    State,
    as_text,
    choice_option,
    console,
    language_option,
    listing,
    people_at,
    places_there,
    print_json,
    tongue_at,
)
from edge_agent.cli.outbox import saved_commands
from edge_agent.settings import Places
from erp import KEPT, Language, Tone
from sync.account import Account
from sync.cache import Cache
from sync.errors import StoreBusyError
from sync.rows import LIVE
from sync.store import Store

people = typer.Typer(
    name="people",
    help="Who uses this unit. What somebody said is delivered under their own login only.",
    no_args_is_help=True,
)

Name = Annotated[
    str, typer.Argument(parser=as_text, metavar="NAME", help="The person's name, its beginning, or the e-mail address.")
]
Pin = Annotated[
    str | None, typer.Option(envvar="HERO365_PIN", show_default="asked for", help="Better asked than given.")
]

_LANGUAGES: Mapping[Language, str] = {"en": "English", "es": "Spanish"}
_TONES: Mapping[Tone, str] = {"plain": "plainly", "brief": "in brief", "friendly": "warmly", "formal": "formally"}
_GIVEN = "HERO365_PIN or --pin"


@people.command("list")
def list_people(state: State = None, as_json: Json = False) -> None:
    """List who has signed in on this unit."""
    known = people_at(places_there(state))
    everybody = known.all()
    if as_json:
        for person in everybody:
            account = person.account
            line = {"name": account.full_name, "email": account.email, "business": account.business_name}
            print_json(line | {"language": account.language, "current": person.is_current, "pin": person.has_pin})
        return
    if not everybody and not known.damaged():
        typer.echo("Nobody has signed in on this unit; run `hero365-edge login`.")
        return
    tongue = tongue_at(places_there(state))
    en, es = ("name", "e-mail", "business", "language", "PIN"), ("nombre", "correo", "empresa", "idioma", "PIN")
    table = listing("", *map(tongue.says, en, es))
    for person in everybody:
        account, mark = person.account, "*" if person.is_current else ""
        pin = tongue.says("yes", "sí") if person.has_pin else "no"
        table.add_row(mark, account.full_name, account.email, account.business_name, account.language, pin)
    console.print(table)


@people.command()
def pin(state: State = None, pin: Pin = None) -> None:
    """Give yourself a PIN of four to eight figures, to come back by when somebody else has used the unit."""
    chosen = pin or asked("PIN", _GIVEN, hidden=True, twice=True)
    person = people_at(places_there(state)).give_pin(chosen)
    typer.echo(f"{person.account.full_name} can come back with that PIN: hero365-edge people switch.")


@people.command()
def prefer(
    state: State = None,
    language: Annotated[Language | None, language_option("stays")] = None,
    tone: Annotated[
        Tone | None, choice_option("--tone", get_args(Tone), "How the unit words what it says.", "stays")
    ] = None,
) -> None:
    """Say how the unit shall speak with you, while the agent does not run; it can be told by voice too."""
    places = places_there(state)
    with Store.open(places.database) as store:  # a running agent would put its own account in the place of this one
        account = people_at(places).prefer(language, tone).account
        Cache(store).introduce(account)
    typer.echo(f"{account.full_name} is spoken to in {_LANGUAGES[account.language]}, {_TONES[account.tone]}.")


@people.command()
def switch(name: Name, state: State = None, pin: Pin = None) -> None:
    """Let the unit work for somebody else; a running agent follows within a second or two."""
    places = places_there(state)
    everybody = people_at(places)
    wanted = everybody.named(name)
    everybody.require_pin(wanted)
    full_name = wanted.account.full_name
    person = everybody.switch(name, pin or asked(f"PIN of {full_name}", _GIVEN, hidden=True))
    typer.echo(f"The unit works for {full_name} at {person.account.business_name} now.")
    _introduce(person.account, places)


def _introduce(account: Account, places: Places) -> None:
    """What is shown and decided before an agent runs again is theirs already, and nobody else's."""
    with suppress(StoreBusyError), Store.open(places.database) as store:  # a running agent does it as it follows
        Cache(store).introduce(account)


@people.command()
def forget(name: Name, state: State = None) -> None:
    """Take somebody's sign-in off this unit. What they said and was not delivered waits for them."""
    places = places_there(state)
    saved = saved_commands(places)  # where they cannot be read, nobody is forgotten
    person = people_at(places).forget(name).account
    owner = person.user_id, person.business_id
    left = sum(row.place.owner == owner and row.state in LIVE and row.command not in KEPT for row in saved)
    typer.echo(f"{person.full_name} is signed out of this unit.")
    if left:
        typer.echo(
            f"Commands of theirs that have not reached Hero365: {left}. They wait here, and go only once "
            f"{person.full_name} signs in again."
        )
