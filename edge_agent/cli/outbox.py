"""The queue on the command line."""

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import typer
from rich.table import Table
from rich.text import Text

from conversation.answers.pieces import capitalised
from conversation.tongue import Tongue
from edge_agent.cli.options import (
    Json,
    State,
    account_at,
    as_text,
    choice_option,
    console,
    places_to_show,
    print_json,
    tongue_at,
)
from edge_agent.decisions import Cancel, Decided, Decision, Edit, Retry, Settle, decide
from edge_agent.settings import Places
from edge_agent.standing import STATES, Standings
from edge_agent.unit import relay_at
from erp import Sentence
from erp.sentences import in_each
from sync.account import Account
from sync.cache import Cache
from sync.errors import UnknownRowError
from sync.outbox import Outbox
from sync.rows import QueuedCommand
from sync.rows import State as RowState
from sync.store import Store

outbox = typer.Typer(
    name="outbox",
    help="The commands that were saved, and what became of them; each decides about their own.",
    no_args_is_help=True,
)

Only = Annotated[RowState | None, choice_option("--only", RowState, "Those in this state.", "all")]
CommandId = Annotated[str, typer.Argument(parser=as_text, metavar="ID", help="The command's id, or its beginning.")]


@outbox.command("list")
def list_commands(state: State = None, only: Only = None, as_json: Json = False) -> None:
    """List every command, the oldest first: what, for whom, since when, where it stands and why."""
    places = places_to_show(state)
    saved = saved_commands(places)
    rows = [row for row in saved if only in (None, row.state)]
    if as_json:
        for row in rows:
            print_json(_summary(row))
        return
    tongue = tongue_at(places)
    if not rows:
        typer.echo(_none(only)[tongue.language])
        return
    with Store.open(places.database, read_only=True) as store:
        standings = _standings(places, store, saved, tongue)
    console.print(_told(rows, standings))
    if any(row.asks or row.state is RowState.REJECTED for row in rows):
        typer.echo(tongue.says(*_WHAT_TO_DO))


def _none(only: RowState | None) -> Sentence:
    if only is None:
        return in_each("Outbox: empty", "Cola: vacía")
    return in_each(f"No command is {only.replace('_', ' ')}.", f"No hay ninguna orden así: {STATES[only]['es']}.")


_WHAT_TO_DO = (
    "What was refused, or asks you: `hero365-edge outbox retry ID` sends it again, `edit` changes it, `settle` says "
    "whether it arrived, `cancel` takes it back.",
    "Lo rechazado, o lo que te pregunta: `hero365-edge outbox retry ID` lo envía otra vez, `edit` lo cambia, `settle` "
    "dice si llegó, `cancel` lo retira.",
)
_STYLES = {RowState.DONE: "green", RowState.REJECTED: "red", RowState.UNKNOWN: "yellow", RowState.PENDING: "yellow"}


def _standings(places: Places, store: Store, saved: list[QueuedCommand], tongue: Tongue) -> Standings:
    cache = Cache(store, relay_connected=relay_at(places) is not None)
    snapshot = cache.snapshot()
    now = datetime.now(ZoneInfo(snapshot.time_zone))
    return Standings(saved, snapshot, cache.people(), account_at(places), tongue, now)


def _tell(state: Path | None, decided: Iterable[Decided], *, changed: bool = False) -> None:
    """How commands stand after a decision: the one that it was about, and what builds on that."""
    places = places_to_show(state)
    tongue = tongue_at(places)
    with Store.open(places.database, read_only=True) as store:
        queue = Outbox(store)
        standings = _standings(places, store, queue.rows(), tongue)
        for each in decided:
            row = queue.get(each.id)
            standing = standings.of(row)
            told = [f"{capitalised(standing.about)}: {STATES[each.state][tongue.language]}."]
            told += [standing.what] if changed else []
            told += [standing.why] if row.state is RowState.CANCELLED and standing.why else []
            typer.echo(" ".join(told))


def _told(rows: Iterable[QueuedCommand], standings: Standings) -> Table:
    """A few lines for each, which no width of a terminal makes unreadable."""
    lines = Table.grid(padding=(0, 2))
    for _ in range(2):
        lines.add_column(no_wrap=True)
    lines.add_column(overflow="fold")
    for row in rows:
        standing = standings.of(row)
        told = Text(standing.what).append(f"\n{standing.origin}", style="dim")
        if standing.why:
            told.append(f"\n{standing.why}")
        lines.add_row(row.id[:8], Text(standing.state, style=_STYLES.get(row.state, "")), told)
    return lines


@outbox.command()
def show(command_id: CommandId, state: State = None) -> None:
    """Show all that is kept about one command, as JSON."""
    with Store.open(_database_with(command_id, state), read_only=True) as store:
        queue = Outbox(store)
        row = queue.get(command_id)
        told = row.reason_in(tongue_at(places_to_show(state)).language)
        print_json(_with_its_edits(row, queue) | {"told": told})


@outbox.command()
def retry(command_id: CommandId, state: State = None) -> None:
    """Send a refused command again, or look at once whether one of unknown fate has arrived."""
    _tell(state, _decide(state, Retry, command_id))


@outbox.command()
def edit(
    command_id: CommandId,
    changes: Annotated[
        list[str], typer.Argument(parser=as_text, metavar="SLOT=VALUE…", help="What it shall say instead.")
    ],
    state: State = None,
) -> None:
    """Change what a command says that was refused or not sent, and send it. It keeps its place in the order."""
    decided = _decide(state, Edit, command_id, slots=dict(map(_change, changes)))
    _tell(state, decided, changed=True)


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
    _tell(state, _decide(state, Settle, command_id, arrived=arrived))


@outbox.command()
def cancel(command_id: CommandId, state: State = None) -> None:
    """Take a command back that was not sent yet, and what builds on the record that it would make."""
    _tell(state, _decide(state, Cancel, command_id))


@outbox.command()
def export(state: State = None) -> None:
    """Print everything that is kept, one JSON object per line."""
    for command in kept_commands(places_to_show(state)):
        print_json(command)


def kept_commands(places: Places) -> Iterator[dict[str, Any]]:
    """All that is kept about every command at `places`, in the order of saying: none where the unit was not used yet.

    Raises:
        sync.errors.StoreError: the database cannot be read.
    """
    if not places.database.exists():
        return
    with Store.open(places.database, read_only=True) as store:
        queue = Outbox(store)
        for row in queue.rows():
            yield _with_its_edits(row, queue)


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


def _with_its_edits(row: QueuedCommand, queue: Outbox) -> dict[str, Any]:
    """All that is kept about a command, and what it said before each change."""
    return _whole(row) | {"said_before": queue.edits(row.id) if row.decisions else []}


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
