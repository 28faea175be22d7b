"""The reckoning at the end of a story: what was said beside what Hero365 and the relay have of it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sync.client import Hero365Client
from sync.hero365 import MAPPINGS
from sync.hero365.mapping import Service
from sync.messages import MessageState
from sync.rows import QueuedCommand
from sync.standin import Effect
from tests.sync.stories.actors import ZONE
from tests.sync.stories.sayings import ROUND, Job

Record = dict[str, Any]


def each_took_effect_once(done: Sequence[QueuedCommand], effects: Sequence[Effect], *, perhaps: set[str]) -> None:
    """Nothing else took effect, but what was left in doubt, `perhaps`."""
    times = Counter(effect.command for effect in effects if effect.command)
    wanted = {row.id: row.command for row in done if _is_told_of(row)}
    assert {wanted[row_id]: times[row_id] for row_id in wanted if times[row_id] != 1} == {}
    assert times.keys() - wanted.keys() <= perhaps
    assert all(times[row_id] <= 1 for row_id in perhaps)


def each_record_changed_in_order(
    done: Sequence[QueuedCommand], effects: Sequence[Effect], *, jobs_in_strict_order: bool
) -> None:
    """Of what one unit was told, in the order of saying; where something may have been kept, in that of its like."""
    rows = {row.id: row for row in done if _is_told_of(row)}
    changes = defaultdict(list)
    for effect in effects:
        if row := rows.get(effect.command or ""):
            assert effect.row_id == row.outcome["id"], row.command
            alike = row.command if effect.table == "jobs" and not jobs_in_strict_order else ""
            changes[effect.row_id, alike].append(row.seq)
    for order in changes.values():
        assert order == sorted(order)


def each_message_is_there_once(done: Sequence[QueuedCommand], messages: Iterable[MessageState]) -> None:
    """Under whichever id; those to one customer in the order of saying, but for one that failed at first."""
    sent = [held.message for held in messages if held.status != "failed"]
    wanted = [row for row in done if _is_message(row)]
    assert Counter(message.text for message in sent) == Counter(row.slots["message"] for row in wanted)
    seqs = {row.id: row.seq for row in wanted}
    orders = defaultdict(list)
    for message in sent:
        if str(message.id) in seqs:
            orders[message.recipient.phone].append(seqs[str(message.id)])
    for order in orders.values():
        assert order == sorted(order)


async def the_records_say_it(job: Job, done: Sequence[QueuedCommand], hero365: Hero365Client) -> None:
    """The last status and time, all notes in full, and as many payments as there were."""
    held = await hero365.ask("GET", f"/jobs/{_made_by(job.id, done)}")
    assert held["status"] == ROUND[(job.steps - 1) % 3]
    times = [row.slots["when"] for row in done if row.command == "job.schedule" and row.entity == job.id]
    assert _local(held["scheduled_start"]) == (times[-1] if times else None)
    assert _lines(held["notes"]) == _notes("job.add_note", job.id, done)
    customer = await hero365.ask("GET", f"/contacts/{_made_by(job.customer, done)}")
    dated = _lines(customer["notes"])
    assert [line.partition(": ")[2] for line in dated] == _notes("contact.call_note", job.customer, done)
    if job.invoice:
        invoice = await hero365.ask("GET", f"/invoices/{_made_by(job.invoice, done)}")
        paid = [row for row in done if row.command == "payment.record" and row.entity == job.invoice]
        assert invoice["financial_summary"]["balance_due"] == 1000 - len(paid)


def _is_message(row: QueuedCommand) -> bool:
    return MAPPINGS[row.command].service is Service.RELAY


def _is_told_of(row: QueuedCommand) -> bool:
    """Whether Hero365's journal names the command: a time leaves no mark."""
    return not _is_message(row) and row.command != "job.schedule"


def _made_by(command_id: str, done: Sequence[QueuedCommand]) -> str:
    return next(str(row.outcome["id"]) for row in done if row.id == command_id)


def _local(moment: str | None) -> str | None:
    if moment is None:
        return None
    return datetime.fromisoformat(moment).astimezone(ZoneInfo(ZONE)).isoformat(timespec="minutes")[:16]


def _lines(notes: str | None) -> list[str]:
    return (notes or "").splitlines()


def _notes(command: str, entity: str, done: Sequence[QueuedCommand]) -> list[str]:
    rows = [row for row in done if row.command == command and row.entity == entity]
    return [f"{row.slots['note']} [cmd:{row.id}]" for row in rows]
