"""The cache: Hero365's records as they were last read, kept in the store, seen with everything that the technician has
saved since."""

import json
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from erp import CATALOGUE, KEPT, Language, Member, Part, Reminder, Snapshot, Trouble
from erp.messages import ByRelay, CustomerMessage, as_waiting
from erp.reminders import RemindMe
from erp.sentences import english
from sync import operations
from sync.account import Account
from sync.families import FAMILIES
from sync.numbering import device_code, next_number
from sync.projection import EFFECTS, Change, Records, project
from sync.record_tables import RecordTables
from sync.relay import NOT_CONNECTED
from sync.rows import LIVE, QueuedCommand, State
from sync.store import Store

_MESSAGES = frozenset(name for name, command in CATALOGUE.items() if issubclass(command, CustomerMessage))
_BY_RELAY = frozenset(name for name, command in CATALOGUE.items() if issubclass(command, ByRelay))
_CHANGING: Mapping[str, tuple[str, ...]] = {
    family: tuple(
        name
        for name, command in CATALOGUE.items()
        if any(effect.family == family for effect in EFFECTS.get(command, ()))
    )
    for family in FAMILIES
}
"""The commands that change the records of each family."""


class Cache(RecordTables):
    """Today's names, and what questions are answered from. Its methods may be called from any thread."""

    def __init__(self, store: Store, *, relay_connected: bool = True, reminds: bool = True) -> None:
        """`reminds` where somebody is there who says a reminder when its time has come."""
        super().__init__(store)
        self._relay_connected = relay_connected
        self._reminds = reminds
        self._turn = threading.Lock()
        self._shown: tuple[int, Snapshot] | None = None

    def introduce(self, account: Account) -> None:
        """Keeps who works here, where and with which permissions.

        The records of another business are dropped: none of its names is ever spoken here.
        """
        with self._store.transaction() as database:
            people = self.people()
            if self._store.setting("business_id") not in (None, account.business_id):
                database.execute("DELETE FROM records")
                database.execute("DELETE FROM families")
                self._records_changed()
                people = {}
                self._store.set(part_names="{}")
            self._store.set(
                people=json.dumps({**account.colleagues, **people, account.user_id: account.full_name}),
                technician=account.full_name,
                user_id=account.user_id,
                business=account.business_name,
                business_id=account.business_id,
                businesses=json.dumps(account.businesses),
                time_zone=account.time_zone,
                language=account.language,
                permissions=" ".join(sorted(account.permissions)),
            )

    def teach(
        self,
        *,
        parts: Mapping[str, Mapping[Language, Iterable[str]]] | None = None,
        people: Mapping[str, str] | None = None,
    ) -> None:
        """Keeps what Hero365 has no field for.

        Args:
            parts: by the name of a part, other ways of saying it in a language, the usual one first, in the place of
                those that were taught before; none to forget them.
            people: names of colleagues, by Hero365's ids.
        """
        with self._store.transaction():
            said = self.ways_of_saying()
            for name, taught in (parts or {}).items():
                ways = {**said.get(name, {}), **{language: tuple(some) for language, some in taught.items()}}
                said[name] = {language: some for language, some in ways.items() if some}
            self._store.set(
                part_names=json.dumps({name: ways for name, ways in said.items() if ways}),
                people=json.dumps({**self.people(), **(people or {})}),
            )

    def ways_of_saying(self) -> dict[str, dict[Language, tuple[str, ...]]]:
        """Other ways of saying parts, by their names and by language, as they were taught."""
        taught = json.loads(self._store.setting("part_names") or "{}")
        return {name: {language: tuple(some) for language, some in ways.items()} for name, ways in taught.items()}

    def people(self) -> dict[str, str]:
        """Names of those who have worked with this unit and of their colleagues, by Hero365's ids."""
        return dict(json.loads(self._store.setting("people") or "{}"))

    def team(self) -> tuple[Member, ...]:
        """Who works in the business as Hero365 last showed it, by the names that the unit knows. It only reads."""
        return self._named(self.records().team.values())

    def changed_by(self, row: QueuedCommand) -> list[tuple[str, str]]:
        """The records that a command has made or changed, as family and `ref`."""
        change = Change(row, self._outbox.creators([row.entity]), device_code(self._store))
        effects = EFFECTS.get(CATALOGUE[row.command], ())
        return [(effect.family, change.made if effect.makes else change.target) for effect in effects]

    def due(self, now: datetime) -> frozenset[str]:
        """The families that are to be read anew for their age."""
        with self._turn, self._store.unchanged():
            as_of = self._read().as_of
        return frozenset(name for name, family in FAMILIES.items() if family.is_due(as_of.get(name), now))

    def records(self) -> Records:
        """The records as Hero365 last showed them."""
        with self._turn, self._store.unchanged():
            return self._read().records

    def snapshot(self) -> Snapshot:
        """The records with everything applied that the technician has saved; the same object for as long as nothing in
        it changes."""
        with self._turn, self._store.unchanged():
            changes = self._store.changes
            if self._shown is None or self._shown[0] != changes:
                fresh = self._look()
                kept = self._shown[1] if self._shown and self._shown[1] == fresh else fresh
                self._shown = changes, kept
            return self._shown[1]

    def snapshot_before(self, row: QueuedCommand) -> Snapshot:
        """The records as they would look to somebody who says that command now in its place: with what was saved before
        it and is on its way, and with all that Hero365 has taken."""
        with self._turn, self._store.unchanged():
            return self._look(row)

    def _look(self, before: QueuedCommand | None = None) -> Snapshot:
        """With what the technician has said and is on its way; given, with what stood `before` a command of theirs."""
        kept = self._read()
        # What a colleague has said here and not sent may never come true: to everybody else it is not so.
        live = self._outbox.live()
        if before is None:
            live = self._own(self._ours(live))
        else:
            live = [row for row in live if row.seq < before.seq and row.place.owner == before.place.owner]
        unseen = self._unseen(live, kept.settled)
        creators = self._outbox.creators(ref for row in unseen for ref in (row.entity, *row.refs.values()))
        records = project(kept.records, unseen, creators, device_code(self._store), kept.seen)
        waiting = [row for row in live if row.command not in KEPT]
        unavailable = self._unavailable()
        called = self._namer(records.team.values())
        return Snapshot(
            technician=self._store.setting("technician") or "",
            business=self._store.setting("business") or "",
            time_zone=self._store.setting("time_zone") or "UTC",
            next_number=self._next_number(records),
            language=self._language(),
            permissions=frozenset((self._store.setting("permissions") or "").split()),
            customers=tuple(records.customers.values()),
            jobs=tuple(replace(job, assigned_to=called(job.assigned_to)) for job in records.jobs.values()),
            projects=tuple(replace(project, team=called(project.team)) for project in records.projects.values()),
            parts=self._with_ways_of_saying(records.parts.values()),
            estimates=tuple(records.estimates.values()),
            invoices=tuple(records.invoices.values()),
            team=self._named(records.team.values()),
            businesses=tuple(json.loads(self._store.setting("businesses") or "[]")),
            unavailable=unavailable,
            troubles=self._troubles(waiting, unavailable),
            messages=tuple(as_waiting(row.slots) for row in waiting if row.command in _MESSAGES),
            reminders=self._reminders(live),
            waiting=len(waiting),
            reminds=self._reminds,
            as_of=kept.as_of,
        )

    def _reminders(self, live: list[QueuedCommand]) -> tuple[Reminder, ...]:
        """What the technician is yet to be reminded of, by the time that was said."""
        rows = [row for row in live if row.command == RemindMe.spec.name and row.state is State.PENDING]
        waiting = [Reminder(row.id, str(row.slots["message"]), str(row.slots["when"])) for row in rows]
        return tuple(sorted(waiting, key=lambda reminder: reminder.when))

    def _language(self) -> Language:
        return "es" if self._store.setting("language") == "es" else "en"

    def _with_ways_of_saying(self, parts: Iterable[Part]) -> tuple[Part, ...]:
        taught = self.ways_of_saying()
        return tuple(replace(part, spoken_as=taught[part.name]) if part.name in taught else part for part in parts)

    def _namer(self, team: Iterable[Member]) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
        """What people are called where the records may have Hero365's ids of them: nobody is spoken of by an id."""
        names = {**{member.ref: member.name for member in team}, **self.people()}
        nameless = "un colega" if self._language() == "es" else "a colleague"

        def called(people: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(names.get(person) or (nameless if _is_id(person) else person) for person in people)

        return called

    def _named(self, team: Iterable[Member]) -> tuple[Member, ...]:
        people = self.people()
        return tuple(replace(member, name=people.get(member.ref, member.name)) for member in team)

    def _unseen(self, live: list[QueuedCommand], settled: Mapping[str, int]) -> list[QueuedCommand]:
        """The commands whose effect some family's records may not show, in the order of saying.

        A family that the server cannot show was read through none: of all that was ever delivered, only what changes
        that very family is looked at.
        """
        rows = {row.seq: row for row in live}
        for family, commands in _CHANGING.items():
            done = self._outbox.settled_since(settled.get(family, 0), commands)
            rows |= {row.seq: row for row in self._ours(done)}
        return [rows[seq] for seq in sorted(rows)]

    def _unavailable(self) -> Mapping[str, str]:
        """What the servers do not take; of what goes to a relay it is known beforehand whether there is one."""
        known = operations.unavailable(self._store)
        unconnected = english(NOT_CONNECTED)
        found = {command: reason for command, reason in known.items() if reason != unconnected}
        return found if self._relay_connected else {**found, **dict.fromkeys(_BY_RELAY, unconnected)}

    def _troubles(self, waiting: list[QueuedCommand], unavailable: Mapping[str, str]) -> tuple[Trouble, ...]:
        """What was refused and what waits for a reason, in the order of saying."""
        language = self._language()
        refused = self._own(self._ours(self._outbox.rejected()))
        troubled = [*refused, *(row for row in waiting if row.reason)]
        return tuple(
            Trouble(
                row.id,
                row.command,
                row.slots,
                row.reason_in(language),
                refused=row.state not in LIVE,
                kept=row.state is State.PENDING and row.reason == unavailable.get(row.command),
            )
            for row in sorted(troubled, key=lambda row: row.seq)
        )

    def _ours(self, rows: Iterable[QueuedCommand]) -> list[QueuedCommand]:
        """Those of this business: no name of another one is ever spoken."""
        business = self._store.setting("business_id")
        return [row for row in rows if business in (None, row.origin.business)]

    def _own(self, rows: Iterable[QueuedCommand]) -> list[QueuedCommand]:
        """Those that the technician said: what others wait for is their own."""
        user = self._store.setting("user_id")
        return [row for row in rows if user in (None, row.origin.user)]

    def _next_number(self, records: Records) -> str:
        """The counter's, or the next that nothing known is called by."""
        numbered = (records.jobs, records.projects, records.estimates, records.invoices)
        taken = {record.number for family in numbered for record in family.values()}
        number = next_number(self._store)
        while str(number) in taken:
            number += 1
        return str(number)


def _is_id(person: str) -> bool:
    try:
        UUID(person)
    except ValueError:
        return False
    return True
