"""The customers who want to be called back: each once, by its id, until somebody has called."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select, tuple_
from sqlalchemy.exc import IntegrityError

from cloud_relay.clock import Clock
from cloud_relay.database import Sessions
from cloud_relay.errors import ConflictError, ForbiddenError, NotFoundError
from cloud_relay.identity.principal import LONGEST_NAME, Principal
from cloud_relay.messages.numbers import zones_of
from cloud_relay.office.callback import Callback, CallbackState, Outcome, Stage, Window
from cloud_relay.office.windows import offered
from cloud_relay.rows import changed
from cloud_relay.tables import AskedCallback

_NEVER_DAY = "There is no hour at which it is day wherever this customer may be."


@dataclass(frozen=True, slots=True)
class Callbacks:
    """Takes them down and hands each to one person. Nothing here dials."""

    sessions: Sessions
    zone: str
    """Of customers whose number tells nothing."""
    clock: Clock

    async def take_down(self, asked: Callback, by: Principal) -> tuple[CallbackState, bool]:
        """Keeps a callback, unless it is kept already. Returns how it stands, and whether it is new.

        Raises:
            ForbiddenError: it is another business's.
            ConflictError: another one has its id, or there is no hour for it.
        """
        if not by.acts_for(asked.business):
            raise ForbiddenError("This callback is another business's.")
        now = self.clock()
        window = self._window(asked, asked.window)
        row = AskedCallback(
            id=asked.id,
            business=asked.business,
            asked_name=by.name[:LONGEST_NAME],
            asked_at=now,
            content=asked.model_dump(mode="json", exclude_none=True),
            begins_at=window.begins,
            ends_at=window.ends,
            stage="open",
        )
        try:
            async with self.sessions.begin() as session:
                session.add(row)
        except IntegrityError:
            held = await self._row(asked.id)
            if held is None or held.business != asked.business or held.content != row.content:
                raise ConflictError("Another callback has this id.") from None
            return self._state(held), False
        return self._state(row), True

    async def listed(
        self, of: Principal, stage: Stage | None, *, most: int, after: UUID | None = None
    ) -> list[CallbackState]:
        """The callbacks of somebody's business, the earliest first; without a `stage` those that are not done.

        Raises:
            NotFoundError: their business has none whose id is `after`, behind which they begin.
        """
        its: ColumnElement[bool] = AskedCallback.business == of.business
        its &= AskedCallback.stage == stage if stage else AskedCallback.stage != "done"
        order = AskedCallback.begins_at, AskedCallback.id
        if after is not None:
            last = await self._theirs(after, of)
            its &= tuple_(*order) > (last.begins_at, last.id)
        async with self.sessions() as session:
            earliest = await session.scalars(select(AskedCallback).where(its).order_by(*order).limit(most))
            return [self._state(row) for row in earliest]

    async def show(self, callback_id: UUID, to: Principal) -> CallbackState:
        """How a callback stands.

        Raises:
            NotFoundError: their business has no such callback.
        """
        return self._state(await self._theirs(callback_id, to))

    async def take(self, callback_id: UUID, person: Principal) -> CallbackState:
        """Somebody calls, and nobody else.

        Raises:
            NotFoundError: their business has no such callback.
            ConflictError: somebody else has taken it, or it is done.
        """
        name = person.name[:LONGEST_NAME]
        taken = {"stage": "taken", "taken_by": person.id, "taken_name": name, "taken_at": self.clock()}
        if row := await self._changed(callback_id, person, AskedCallback.stage == "open", taken):
            return self._state(row)
        held = await self._theirs(callback_id, person)
        if held.stage == "done":
            raise ConflictError("This callback is done.")
        if held.taken_by != person.id:
            raise ConflictError(f"{held.taken_name or 'Somebody'} has taken it already.")
        return self._state(held)

    async def finish(self, callback_id: UUID, person: Principal, outcome: Outcome) -> CallbackState:
        """Whoever has taken it has called; or the customer has told anybody that it is not wanted any more.

        Raises:
            NotFoundError: their business has no such callback.
            ConflictError: it is done with another outcome, or they have not taken it.
        """
        done = {"stage": "done", "outcome": outcome, "done_at": self.clock()}
        may = AskedCallback.stage != "done"
        if outcome != "not_wanted":
            may &= AskedCallback.taken_by == person.id
        if row := await self._changed(callback_id, person, may, done):
            return self._state(row)
        held = await self._theirs(callback_id, person)
        if held.stage == "open":
            raise ConflictError("Nobody has taken this callback; whoever calls takes it first.")
        if held.stage == "taken":
            raise ConflictError(f"{held.taken_name or 'Somebody'} has taken it, and says what came of it.")
        if held.outcome != outcome:
            raise ConflictError("This callback is done.")
        return self._state(held)

    async def verify(self, callback_id: UUID, person: Principal, wished: Window) -> CallbackState:
        """The customer has said that they still want it, and when.

        Raises:
            NotFoundError: their business has no such callback.
            ConflictError: it is done, or there is no hour for it.
        """
        held = await self._theirs(callback_id, person)
        window = self._window(Callback.model_validate(held.content), wished)
        again = {"begins_at": window.begins, "ends_at": window.ends}
        row = await self._changed(callback_id, person, AskedCallback.stage != "done", again)
        if row is None:
            raise ConflictError("This callback is done.")
        return self._state(row)

    def _window(self, asked: Callback, wished: Window) -> Window:
        window = offered(wished, self.clock(), zones_of(asked.number, self.zone))
        if window is None:
            raise ConflictError(_NEVER_DAY)
        return window

    async def _changed(
        self, callback_id: UUID, person: Principal, is_so: ColumnElement[bool], values: Mapping[str, object]
    ) -> AskedCallback | None:
        which = (AskedCallback.id == callback_id) & (AskedCallback.business == person.business) & is_so
        return await changed(self.sessions, AskedCallback, which, values)

    async def _theirs(self, callback_id: UUID, somebody: Principal) -> AskedCallback:
        row = await self._row(callback_id)
        if row is None or not somebody.acts_for(row.business):
            raise NotFoundError("There is no such callback.")
        return row

    async def _row(self, callback_id: UUID) -> AskedCallback | None:
        async with self.sessions() as session:
            return await session.get(AskedCallback, callback_id)

    def _state(self, row: AskedCallback) -> CallbackState:
        return CallbackState.model_validate(
            {
                "callback": row.content,
                "window": {"begins": row.begins_at, "ends": row.ends_at},
                "stage": row.stage,
                "verify": row.stage != "done" and self.clock() >= row.ends_at,
                "asked_by": row.asked_name,
                "asked_at": row.asked_at,
                "taken_by": row.taken_name,
                "taken_at": row.taken_at,
                "outcome": row.outcome,
                "done_at": row.done_at,
            }
        )
