"""The queue on the command line."""

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from edge_agent.cli.options import Json, State, console, places_of, print_json
from edge_agent.settings import Places
from sync.outbox import Outbox
from sync.rows import QueuedCommand
from sync.store import Store

outbox = typer.Typer(name="outbox", help="The commands that were saved, and what became of them.", no_args_is_help=True)

CommandId = Annotated[str, typer.Argument(metavar="ID", help="The command's id, or its beginning.")]


@outbox.command("list")
def list_commands(state: State = None, as_json: Json = False) -> None:
    """List every command, the oldest first."""
    with Store.open(_database(state), read_only=True) as store:
        rows = Outbox(store).rows()
    if as_json:
        for row in rows:
            print_json(_summary(row))
        return
    table = Table("id", "command", "what", "state", "why")
    for row in rows:
        what = ", ".join(str(value) for value in row.slots.values())
        table.add_row(row.id[:8], row.command, what, str(row.state), row.reason)
    console.print(table)


@outbox.command()
def show(command_id: CommandId, state: State = None) -> None:
    """Show all that is kept about one command, as JSON."""
    with Store.open(_database(state), read_only=True) as store:
        print_json(_whole(Outbox(store).get(command_id)))


@outbox.command()
def retry(command_id: CommandId, state: State = None) -> None:
    """Send a refused command again."""
    with Store.open(_database(state)) as store:
        row = Outbox(store).retry(command_id)
    typer.echo(f"{row.command} {row.id[:8]} is {row.state} again.")


@outbox.command()
def cancel(command_id: CommandId, state: State = None) -> None:
    """Take a command back that was not sent yet."""
    with Store.open(_database(state)) as store:
        row = Outbox(store).cancel(command_id)
    typer.echo(f"{row.command} {row.id[:8]} is cancelled.")


@outbox.command()
def export(state: State = None) -> None:
    """Print everything that is kept, one JSON object per line."""
    with Store.open(_database(state), read_only=True) as store:
        for row in Outbox(store).rows():
            print_json(_whole(row))


def _database(state: Path | None) -> Path:
    """The signed-in unit's database, else the practice business's."""
    places = places_of(state)
    practice = Places(places.folder / "practice" / "shipped")
    return places.database if places.account.is_file() or not practice.database.is_file() else practice.database


def _summary(row: QueuedCommand) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "id": row.id,
        "command": row.command,
        "slots": dict(row.slots),
        "state": row.state,
        "attempts": row.attempts,
        "reason": row.reason,
        "outcome": dict(row.outcome),
    }


def _whole(row: QueuedCommand) -> dict[str, Any]:
    origin = row.origin
    return _summary(row) | {
        "refs": dict(row.refs),
        "entity": row.entity,
        "needs": list(row.needs),
        "user": origin.user,
        "business": origin.business,
        "turn": origin.turn,
        "words": origin.words,
        "engine": origin.engine,
        "said_at": origin.said_at.isoformat(),
        "confirmation": origin.confirmation,
        "settled_at": row.settled_at and row.settled_at.isoformat(),
    }
