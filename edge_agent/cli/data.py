"""What the unit keeps: to be taken along, and to be wiped."""

import json
import shutil
from typing import Annotated

import typer

from edge_agent.cli.asking import confirmed
from edge_agent.cli.options import State, account_at, people_at, places_of, places_to_show, print_json
from edge_agent.cli.outbox import kept_commands
from edge_agent.settings import Places
from sync.account import Account
from sync.errors import OutboxError, StoreUnreadableError
from sync.outbox import Outbox
from sync.rows import LIVE
from sync.rows import State as RowState
from sync.store import Store

data = typer.Typer(name="data", help="What the unit keeps about people and their business.", no_args_is_help=True)


@data.command()
def export(state: State = None) -> None:
    """Print all that is kept, one JSON object per line: who has signed in, commands, cached records, settings. Tokens
    and PINs are not in it."""
    places = places_to_show(state)
    for account in _accounts(places):
        print_json({"kind": "person", **account.model_dump(mode="json", exclude={"access_token", "refresh_token"})})
    for command in kept_commands(places):
        print_json({"kind": "command", **command})
    if not places.database.exists():
        return
    with Store.open(places.database, read_only=True) as store:
        for record in store.rows("SELECT family, document FROM records ORDER BY family, position"):
            print_json({"kind": "record", "family": record["family"], **json.loads(record["document"])})
        for setting in store.rows("SELECT name, value FROM settings ORDER BY name"):
            print_json({"kind": "setting", **setting})


def _accounts(places: Places) -> list[Account]:
    """Of everybody who has signed in; of the practice business, or a unit before several shared it, the only one."""
    everybody = [person.account for person in people_at(places).all()]
    return everybody or [only for only in [account_at(places)] if only]


@data.command()
def wipe(
    state: State = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    even_undelivered: Annotated[
        bool, typer.Option("--even-undelivered", help="Also where commands have not reached Hero365.")
    ] = False,
) -> None:
    """Delete everything of this unit: commands, records, accounts, PINs, recordings of replies. Models stay."""
    places = places_of(state)
    if not places.folder.is_dir():
        typer.echo(f"There is nothing at {places.folder}.")
        return
    if not places.are_a_units:
        raise StoreUnreadableError(f"{places.folder} is no unit's folder, so nothing was deleted in it.")
    used = places_to_show(state)
    _refuse_losing(used, even_undelivered=even_undelivered)
    if not (yes or confirmed(f"Delete all that is kept in {places.folder}?", "--yes")):
        typer.echo("Nothing was deleted.", err=True)
        raise typer.Exit(1)
    _refuse_losing(used, even_undelivered=even_undelivered)  # while it was asked, more may have been said
    deleted = places.everything()
    for path in deleted:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    others = len(list(places.folder.iterdir()))
    typer.echo(
        f"Everything that the unit kept in {places.folder} is deleted: {', '.join(path.name for path in deleted)}."
        + (f" What else lies there was left alone: {others}." if others else "")
    )


def _refuse_losing(places: Places, *, even_undelivered: bool) -> None:
    """Nothing that was said and has not arrived goes without being named, and nothing while the agent runs."""
    if not places.database.exists():
        return
    with Store.open(places.database) as store:  # refuses while the agent holds it
        undelivered = Outbox(store).rows(LIVE | {RowState.REJECTED})
    if undelivered and not even_undelivered:
        raise OutboxError(
            f"Commands that have not reached Hero365: {len(undelivered)}. Deliver or cancel them first "
            "(`hero365-edge outbox list`), or give --even-undelivered."
        )
