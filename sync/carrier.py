"""Carries one command: notes what it starts from, sends it, looks up what Hero365 holds, settles it in the queue."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from erp import Sentence
from erp.sentences import in_each
from sync.answers import UNEXPECTED, RefusedError
from sync.attempt import (
    NOT_ARRIVED,
    Again,
    Ask,
    Done,
    Doubtful,
    Rejected,
    Result,
    Unavailable,
    Yes,
    look,
    look_for_sent,
    not_now,
    not_understood,
    send,
    unreadable,
)
from sync.client import Hero365Client
from sync.errors import (
    ImpossibleError,
    LostAnswerError,
    NotSentError,
    OutboxError,
    RowStateError,
    SignInError,
    WrongBusinessError,
)
from sync.hero365 import MAPPINGS, CommandMapping
from sync.hero365.mapping import Service, Task
from sync.numbering import device_code, new_device_code
from sync.operations import Operations
from sync.order import resolved
from sync.outbox import Outbox
from sync.precedence import may_pass
from sync.relay import MessageService
from sync.rows import LIVE, QueuedCommand, State
from sync.timing import Timing
from sync.unseen import DID_IT_ARRIVE, after_failure, after_sending
from sync.validity import objection
from sync.waits import Waits

_NOT_HELD = Again(
    in_each(
        "Hero365 said yes, but does not hold it; it will be sent again.",
        "Hero365 dijo que sí, pero no lo tiene; se enviará otra vez.",
    )
)
_NOT_SEEN_YET = Doubtful(
    in_each(
        "It may have arrived; Hero365 does not show it yet.",
        "Puede que haya llegado; Hero365 aún no lo muestra.",
    )
)
_NOT_SHOWN = replace(_NOT_SEEN_YET, answered=True)


class Carrier:
    """Tries commands, several at the same time where that is wanted."""

    def __init__(self, outbox: Outbox, hero365: Hero365Client, relay: MessageService, timing: Timing) -> None:
        self._outbox = outbox
        self._hero365 = hero365
        self._relay = relay
        self.waits = Waits(timing, outbox.in_doubt())
        self.operations = Operations(outbox.store, hero365.account.url, timing)

    def may_pass(self, later: str, earlier: str) -> bool:
        """Whether a command of the one name need not wait for one of the other before it about the same record."""
        return may_pass(later, earlier, is_kept=lambda command: self.operations.reason(command) is not None)

    async def carry(self, row: QueuedCommand) -> QueuedCommand:
        """One try at a command; returns it as it stands afterwards.

        Raises:
            NotSentError, LostAnswerError, SignInError, WrongBusinessError: it could not be tried.
            RowStateError: it was cancelled at the last moment.
        """
        try:
            task, mapping = await asyncio.to_thread(self._task, row)
            result: Result
            if row.state is State.UNKNOWN and not mapping.decidable:
                result = DID_IT_ARRIVE
            elif row.state is State.UNKNOWN:
                result = await look(task, mapping, self._client(mapping), absent=self._after_absence(row, mapping))
            else:
                row, result = await self._send(row, task, mapping)
        except RowStateError:
            raise
        except ImpossibleError as error:
            result = Rejected(error.sentence)
        except OutboxError as error:
            unreadable_here = f"Esta versión de la unidad no puede leer ni enviar la orden guardada {row.command}."
            result = Rejected(in_each(str(error), unreadable_here))
        except (NotSentError, LostAnswerError, SignInError, WrongBusinessError):
            self.waits.failed(row)
            raise
        return await asyncio.to_thread(self._settle, row, result)

    def stumbled(self, row: QueuedCommand, error: Exception) -> QueuedCommand:
        """Puts a command off over which our own code stumbled; returns it as it stands afterwards.

        It is looked up where it may have been sent. The others are delivered meanwhile.

        Raises:
            RowStateError: it came to an end.
        """
        row = self._outbox.get(row.id)
        doubt = replace(not_understood(row.id, row.command, error), lost=True)
        if row.state is State.PENDING:
            self.waits.failed(row)
            return self._outbox.move(row, State.PENDING, LIVE, reason=doubt.reason)
        return self._put_in_doubt(row, doubt)

    def _learn_time(self) -> None:
        told = self._hero365.told
        if told is not None:
            self._outbox.calendar.learn(told.date, told.elapsed)

    def _task(self, row: QueuedCommand) -> tuple[Task, CommandMapping]:
        self._learn_time()
        if row.command not in MAPPINGS:
            raise OutboxError(f"This version of the unit can't send the saved command {row.command}.")
        creators = self._outbox.creators(row.refs.values())
        task = Task(
            id=row.id,
            seq=row.seq,
            command=row.instruction.command,
            refs={slot: resolved(ref, creators) for slot, ref in row.refs.items()},
            business=row.origin.business,
            zone=ZoneInfo(row.origin.time_zone),
            device=device_code(self._outbox.store),
            progress=row.progress,
            said_at=self._said_at(row),
        )
        return task, MAPPINGS[row.command]

    def _said_at(self, row: QueuedCommand) -> datetime:
        """As the wall clock had it; where that was wrong, as far as is known, as it would have been right."""
        calendar = self._outbox.calendar
        if row.stamp is None or not calendar.was_wrong(row.stamp):
            return row.origin.said_at
        return calendar.true_time(row.stamp) or datetime.now(UTC)

    def _client(self, mapping: CommandMapping) -> Any:
        """What the mapping's requests go to."""
        return self._relay if mapping.service is Service.RELAY else self._hero365

    async def _send(self, row: QueuedCommand, task: Task, mapping: CommandMapping) -> tuple[QueuedCommand, Result]:
        """Sends it, unless Hero365 holds it. Once Hero365 has said yes, its fate is unknown until that is seen."""
        noted = await self._made_ready(row, task, mapping)
        if not isinstance(noted, dict):
            return row, noted
        if objected := objection(row, task.command, self._outbox.calendar):
            return row, objected
        row, task = await self._moved(row, task, State.IN_FLIGHT, State.PENDING, noted)
        try:
            sent = await send(task, mapping, self._client(mapping), row.attempts)
        except (NotSentError, LostAnswerError, SignInError, WrongBusinessError):
            await asyncio.to_thread(self._outbox.move, row, State.PENDING, {State.IN_FLIGHT})
            raise
        if not mapping.decidable:
            return row, after_sending(sent, row, task)
        if not isinstance(sent, Yes):
            return row, sent
        if sent.told_id:
            row, task = await self._moved(row, task, State.UNKNOWN, State.IN_FLIGHT, {"id": sent.told_id})
        else:  # no commit for that: what is in flight when the process ends is of unknown fate all the same
            row = replace(row, state=State.UNKNOWN)
        return row, await look(task, mapping, self._client(mapping), absent=_NOT_HELD)

    async def _made_ready(self, row: QueuedCommand, task: Task, mapping: CommandMapping) -> dict[str, object] | Result:
        """What is to be noted before it is sent; or why it is not sent now.

        Hours may lie between two tries: before the second it is seen whether it has arrived, and whether somebody did
        something meanwhile.
        """
        if mapping.decidable and "observed" in task.progress:
            standing = await look(task, mapping, self._client(mapping), absent=NOT_ARRIVED)
            return {} if standing is NOT_ARRIVED else not_now(standing)
        if mapping.decidable and "before" in task.progress:
            said = replace(row, slots=task.progress.get("said", row.slots)).instruction.command
            if (standing := await look_for_sent(task, said, mapping, self._client(mapping))) is not NOT_ARRIVED:
                return not_now(standing)
        observed = await self._observe(task, mapping)
        if not isinstance(observed, dict):
            return observed
        # The code may change before the next try; what was sent under this number must be found under it.
        number = {} if mapping.numbered is None else {"number": task.number(mapping.numbered)}
        return {"observed": observed, **number}

    async def _observe(self, task: Task, mapping: CommandMapping) -> dict[str, object] | Result:
        try:
            return await mapping.observe(task, self._client(mapping))
        except WrongBusinessError as error:
            return Rejected(error.sentence)
        except RefusedError as error:
            result = unreadable(error)
        except UNEXPECTED as error:
            result = not_understood(task.id, task.command.spec.name, error)
        return not_now(result)

    async def _moved(
        self, row: QueuedCommand, task: Task, to: State, expected: State, noted: dict[str, object]
    ) -> tuple[QueuedCommand, Task]:
        """Takes the command to another state, with what is noted about it, in one commit."""
        progress = {**row.progress, **noted}
        row = await asyncio.to_thread(self._outbox.move, row, to, {expected}, progress=progress)
        return row, replace(task, progress=progress)

    def _after_absence(self, row: QueuedCommand, mapping: CommandMapping) -> Result:
        """Right after a lost answer, absence proves nothing, unless Hero365 itself refuses the second of two."""
        return _NOT_SEEN_YET if self.waits.is_in_doubt(row) and not mapping.repeatable else NOT_ARRIVED

    def _settle(self, row: QueuedCommand, result: Result) -> QueuedCommand:
        """Writes down what came of a try."""
        match result:
            case Done():
                return self._put_down(row, result)
            case Rejected(reason):
                self.waits.forget(row)
                return self._outbox.move(row, State.REJECTED, LIVE, reason=reason)
            case Again():
                if result is _NOT_HELD:
                    self.operations.did_not_store(row.command)
                return self._put_back(row, result)
            case Doubtful():
                return self._put_in_doubt(row, result)
            case Unavailable(reason):
                return self._shelve(row, reason)
            case Ask(question):
                state = State.UNKNOWN if row.state is not State.PENDING else State.PENDING
                return self._outbox.move(row, state, LIVE, reason=question, asks=True)

    def _put_down(self, row: QueuedCommand, done: Done) -> QueuedCommand:
        """As done."""
        self.waits.forget(row)
        self.operations.works(row.command)
        held = {name: value for name, value in (("id", done.found.id), ("number", done.found.number)) if value}
        if done.said is not None:
            return self._outbox.found_as_sent(row, done.said, held)
        return self._outbox.move(row, State.DONE, LIVE, outcome=held, reason=done.found.note)

    def _shelve(self, row: QueuedCommand, reason: str | Sentence) -> QueuedCommand:
        """As one that the server cannot take now; or cannot show, where it was sent."""
        self.operations.refuses(row.command, reason)
        if row.state is State.UNKNOWN:
            return self._put_in_doubt(row, _NOT_SHOWN)
        waits = {"reason": reason} if MAPPINGS[row.command].decidable else after_failure(row, reason)
        return self._outbox.move(row, State.PENDING, LIVE, **waits)

    def _put_back(self, row: QueuedCommand, again: Again) -> QueuedCommand:
        if again.another_number:
            self._give_another_number(row)
        self.waits.failed(row, at_least=again.not_before)
        self.waits.is_clear(row)
        return self._outbox.move(row, State.PENDING, LIVE, reason=again.reason, attempts=row.attempts + 1)

    def _put_in_doubt(self, row: QueuedCommand, doubt: Doubtful) -> QueuedCommand:
        if doubt.lost:
            self.waits.doubt(row)
        if row.state is State.UNKNOWN:  # else it is looked up at once
            if doubt.answered and self.waits.looked_in_vain(row):
                return self._outbox.move(row, State.UNKNOWN, LIVE, reason=DID_IT_ARRIVE.question, asks=True)
            self.waits.failed(row)
        return self._outbox.move(row, State.UNKNOWN, LIVE, reason=doubt.reason)

    def _give_another_number(self, row: QueuedCommand) -> None:
        """The same digits under another device code: what the person was told stays true."""
        task, mapping = self._task(self._outbox.get(row.id))
        digits = task.number(mapping.numbered or "").partition("-")[2]
        code = new_device_code(self._outbox.store)
        self._outbox.note(self._outbox.get(row.id), number=f"{code}-{digits}")
