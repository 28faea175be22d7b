"""The queue on the command line."""

from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from edge_agent.cli.options import Json, State, as_text, console, listing, one_of, places_to_show, print_json
from edge_agent.decisions import Cancel, Decided, Decision, Edit, Retry, Settle, decide
from edge_agent.settings import Places
from erp import Language
from sync.account import Account
from sync.errors import AccountError, UnknownRowError
from sync.operations import unavailable
from sync.outbox import Outbox
from sync.precedence import may_pass
from sync.rows import LIVE, QueuedCommand
from sync.rows import State as RowState
from sync.store import Store

outbox = typer.Typer(
    name="outbox",
    help="The commands that were saved, and what became of them; each decides about their own.",
    no_args_is_help=True,
)

Only = Annotated[
    RowState | None,
    typer.Option(
        "--only",
        parser=one_of(RowState),
        metavar=f"[{'|'.join(RowState)}]",
        help="Those in this state.",
        show_default="all",
    ),
]
CommandId = Annotated[str, typer.Argument(parser=as_text, metavar="ID", help="The command's id, or its beginning.")]


@outbox.command("list")
def list_commands(state: State = None, only: Only = None, as_json: Json = False) -> None:
    """List every command, the oldest first."""
    rows = [row for row in saved_commands(places_to_show(state)) if only in (None, row.state)]
    if as_json:
        for row in rows:
            print_json(_summary(row))
        return
    if not rows:
        typer.echo(f"No command is {only.replace('_', ' ')}." if only else "Outbox: empty")
        return
    with Store.open(places_to_show(state).database, read_only=True) as store:
        behind = _behind(rows, kept=unavailable(store))
    language = _language(places_to_show(state))
    table = listing("id", "command", "slots", "state", "why")
    for row in rows:
        slots = ", ".join(f"{name} {value}" for name, value in row.slots.items())
        stands = f"{row.state.replace('_', ' ')}{', asks' if row.asks else ''}"
        table.add_row(row.id[:8], row.command, slots, stands, row.reason_in(language) or behind.get(row.seq, ""))
    console.print(table)


def _language(places: Places) -> Language:
    """What the person speaks who is signed in."""
    try:
        return Account.load(places.account).language
    except AccountError:  # the queue is shown whoever is signed in
        return "en"


def _behind(rows: Iterable[QueuedCommand], kept: Container[str]) -> dict[int, str]:
    """By `seq`, what a command waits for that is about the same record as an earlier one; `kept` are the names of those
    that Hero365 cannot take."""
    waits: dict[int, str] = {}
    earlier: dict[str, list[QueuedCommand]] = defaultdict(list)

    def passes(row: QueuedCommand, other: QueuedCommand) -> bool:
        return other.entity != other.id and may_pass(row.command, other.command, kept.__contains__)

    for row in rows:
        if row.state in LIVE:
            ahead = [
                other for record in (row.entity, *row.needs) for other in earlier[record] if not passes(row, other)
            ]
            if ahead:
                waits[row.seq] = f"behind {max(ahead, key=lambda other: other.seq).id[:8]}"
            earlier[row.entity].append(row)
    return waits


@outbox.command()
def show(command_id: CommandId, state: State = None) -> None:
    """Show all that is kept about one command, as JSON."""
    with Store.open(_database_with(command_id, state), read_only=True) as store:
        queue = Outbox(store)
        row = queue.get(command_id)
        told = row.reason_in(_language(places_to_show(state)))
        print_json(whole(row) | {"told": told, "said_before": queue.edits(row.id)})


@outbox.command()
def retry(command_id: CommandId, state: State = None) -> None:
    """Send a refused command again, or look at once whether one of unknown fate has arrived."""
    row, *_ = _decide(state, Retry, command_id)
    typer.echo(f"{row.command} {row.id[:8]} is {row.state} again.")


@outbox.command()
def edit(
    command_id: CommandId,
    changes: Annotated[
        list[str], typer.Argument(parser=as_text, metavar="SLOT=VALUE…", help="What it shall say instead.")
    ],
    state: State = None,
) -> None:
    """Change what a command says that was refused or not sent, and send it. It keeps its place in the order."""
    changed = dict(map(_change, changes))
    row, *_ = _decide(state, Edit, command_id, slots=changed)
    slots = ", ".join(f"{name} {row.slots[name]}" for name in changed)
    typer.echo(f"{row.command} {row.id[:8]} says {slots} now, and is {row.state}.")


def _decide(state: Path | None, kind: Callable[..., Decision], command_id: str, **how: object) -> list[Decided]:
    """Decides as the person that the unit works for."""
    database = _database_with(command_id, state)
    user = Account.load(places_to_show(state).account).user_id
    return decide(database, kind(command_id=command_id, user=user, **how))


def _change(given: str) -> tuple[str, str]:
    name, equals, value = given.partition("=")
    if not (name and equals and value):
        raise typer.BadParameter(f"{given!r} changes nothing; write for instance when=2026-11-27T09:00.")
    return name, value


@outbox.command()
def settle(
    command_id: CommandId,
    arrived: Annotated[
        bool | None, typer.Option("--arrived/--not-arrived", help="What you saw in Hero365.", show_default=False)
    ] = None,
    state: State = None,
) -> None:
    """Say whether Hero365 has taken a command that this unit cannot look up. What has not arrived is sent again."""
    if arrived is None:
        raise typer.BadParameter("look into Hero365, and give --arrived or --not-arrived.")
    row, *_ = _decide(state, Settle, command_id, arrived=arrived)
    typer.echo(f"{row.command} {row.id[:8]} is {row.state}.")


@outbox.command()
def cancel(command_id: CommandId, state: State = None) -> None:
    """Take a command back that was not sent yet, and what builds on the record that it would make."""
    row, *built_on = _decide(state, Cancel, command_id)
    typer.echo(f"{row.command} {row.id[:8]} is cancelled.")
    for later in built_on:
        typer.echo(f"{later.command} {later.id[:8]}, which builds on it, is cancelled too.")


@outbox.command()
def export(state: State = None) -> None:
    """Print everything that is kept, one JSON object per line."""
    for row in saved_commands(places_to_show(state)):
        print_json(whole(row))


def saved_commands(places: Places) -> list[QueuedCommand]:
    """Every command at `places`, in the order of saying: none where the unit was not used yet.

    Raises:
        sync.errors.StoreError: the database cannot be read.
    """
    if not places.database.exists():
        return []
    with Store.open(places.database, read_only=True) as store:
        return Outbox(store).rows()


def _database_with(command_id: str, state: Path | None) -> Path:
    """The database that may have that command. To look for one makes none."""
    database = places_to_show(state).database
    if not database.exists():
        raise UnknownRowError(f"No saved command has the id {command_id!r}: nothing was saved on this unit yet.")
    return database


def _summary(row: QueuedCommand) -> dict[str, Any]:
    return {
        "seq": row.seq,
        "id": row.id,
        "command": row.command,
        "slots": dict(row.slots),
        "state": row.state,
        "attempts": row.attempts,
        "asks": row.asks,
        "reason": row.reason,
        "outcome": dict(row.outcome),
    }


def whole(row: QueuedCommand) -> dict[str, Any]:
    """All that is kept about a command."""
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
