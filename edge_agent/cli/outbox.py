"""The queue on the command line."""

from typing import Annotated, Any

import typer
from rich.table import Table

from edge_agent.cli.options import Json, State, console, places_in_use, print_json
from sync.outbox import Outbox
from sync.rows import QueuedCommand
from sync.store import Store

outbox = typer.Typer(name="outbox", help="The commands that were saved, and what became of them.", no_args_is_help=True)

CommandId = Annotated[str, typer.Argument(metavar="ID", help="The command's id, or its beginning.")]


@outbox.command("list")
def list_commands(state: State = None, as_json: Json = False) -> None:
    """List every command, the oldest first."""
    with Store.open(places_in_use(state).database, read_only=True) as store:
        rows = Outbox(store).rows()
    if as_json:
        for row in rows:
            print_json(_summary(row))
        return
    table = Table("id", "command", "slots", "state", "why")
    for row in rows:
        slots = ", ".join(f"{name} {value}" for name, value in row.slots.items())
        table.add_row(row.id[:8], row.command, slots, str(row.state), row.reason)
    console.print(table)


@outbox.command()
def show(command_id: CommandId, state: State = None) -> None:
    """Show all that is kept about one command, as JSON."""
    with Store.open(places_in_use(state).database, read_only=True) as store:
        print_json(_whole(Outbox(store).get(command_id)))


@outbox.command()
def retry(command_id: CommandId, state: State = None) -> None:
    """Send a refused command again."""
    with Store.open(places_in_use(state).database) as store:
        row = Outbox(store).retry(command_id)
    typer.echo(f"{row.command} {row.id[:8]} is {row.state} again.")


@outbox.command()
def cancel(command_id: CommandId, state: State = None) -> None:
    """Take a command back that was not sent yet."""
    with Store.open(places_in_use(state).database) as store:
        row = Outbox(store).cancel(command_id)
    typer.echo(f"{row.command} {row.id[:8]} is cancelled.")


@outbox.command()
def export(state: State = None) -> None:
    """Print everything that is kept, one JSON object per line."""
    with Store.open(places_in_use(state).database, read_only=True) as store:
        for row in Outbox(store).rows():
            print_json(_whole(row))


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
