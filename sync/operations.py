"""What the connected Hero365 can do, learnt from what happens: a server may fail on an operation, or not store it."""

import json
import logging
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from erp import Language, Sentence
from erp.sentences import english, in_each
from sync.store import Store
from sync.timing import Timing, now

_log = logging.getLogger(__name__)

_SERVER = "server"
"""The setting that names the server connected last."""
_BELIEVED_AFTER = 3
"""How often in a row Hero365 says yes to an operation and does not hold it, before that is taken for its way."""
_NOT_STORED = in_each(
    "Hero365 says yes to this and does not keep it.", "Hero365 dice que sí a esto, pero no lo guarda."
)


class Availability(StrEnum):
    """How an operation stands with a server. One that was never tried is taken for one that works."""

    WORKS = "works"
    REFUSES = "refuses"
    """It fails, whatever is sent."""
    DOES_NOT_STORE = "does_not_store"
    """It says yes, and nothing is there afterwards."""


@dataclass(slots=True)
class _Closed:
    reason: str | Sentence
    opens: float
    """By the monotonic clock: when one command is tried to find out whether it works by now."""


class Operations:
    """The operations of one server by command name, kept in the store from one start to the next.

    After a start each unavailable one may be tried at once, and then every `Timing.unavailable` seconds.
    """

    def __init__(self, store: Store, server: str, timing: Timing) -> None:
        self._store = store
        self._server = server
        self._timing = timing
        self._in_vain: dict[str, int] = {}
        self._changed: set[str] = set()
        self._changing = threading.Lock()
        """They are told of by the threads that settle commands."""
        found = store.rows("SELECT command, state, reason, sentence FROM operations WHERE server = ?", [server])
        self._known = {row["command"]: Availability(row["state"]) for row in found}
        self._closed = {
            row["command"]: _Closed(json.loads(row["sentence"]) or row["reason"], opens=now())
            for row in found
            if row["state"] != Availability.WORKS
        }
        if store.setting(_SERVER) != server:
            store.set(**{_SERVER: server})

    def reason(self, command: str) -> str | Sentence | None:
        """Why the server cannot do it; None where nothing is known against it."""
        closed = self._closed.get(command)
        return closed.reason if closed else None

    def opens_at(self, command: str) -> float:
        """When one command is tried to find out whether it works by now; 0 where nothing is known against it."""
        closed = self._closed.get(command)
        return closed.opens if closed else 0.0

    def changed(self) -> set[str]:
        """Those of which something else is known than when this was asked last."""
        with self._changing:
            changed, self._changed = self._changed, set()
        return changed

    def works(self, command: str) -> None:
        """Hero365 took one and holds it."""
        self._in_vain.pop(command, None)
        if self._closed.pop(command, None):
            self._has_changed(command)
        if self._known.get(command) is not Availability.WORKS:
            self._keep(command, Availability.WORKS, "")

    def refuses(self, command: str, reason: str | Sentence) -> None:
        """Hero365 failed on one in a way that has nothing to do with what was sent."""
        self._close(command, Availability.REFUSES, reason)

    def did_not_store(self, command: str) -> None:
        """Hero365 said yes to one and does not hold it, which once or twice is an accident."""
        self._in_vain[command] = self._in_vain.get(command, 0) + 1
        if self._in_vain[command] >= _BELIEVED_AFTER or self.reason(command) == _NOT_STORED:
            self._close(command, Availability.DOES_NOT_STORE, _NOT_STORED)

    def _close(self, command: str, state: Availability, reason: str | Sentence) -> None:
        if self.reason(command) != reason:
            self._has_changed(command)
        self._closed[command] = _Closed(reason, opens=now() + self._timing.unavailable)
        self._keep(command, state, reason)

    def _has_changed(self, command: str) -> None:
        with self._changing:
            self._changed.add(command)

    def _keep(self, command: str, state: Availability, reason: str | Sentence) -> None:
        """`since` is when the state became so, by the wall clock, for people to read; so is `tried_at`."""
        at = datetime.now(UTC).isoformat()
        sentence = {} if isinstance(reason, str) else dict(reason)
        with self._store.transaction() as database:
            database.execute(
                """
                INSERT INTO operations (server, command, state, reason, sentence, since, tried_at)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (server, command) DO UPDATE SET
                    since = iif(state = excluded.state, since, excluded.since),
                    state = excluded.state, reason = excluded.reason, sentence = excluded.sentence,
                    tried_at = excluded.tried_at
                """,
                [self._server, command, str(state), english(reason), json.dumps(sentence), at, at],
            )
        if self._known.get(command) is not state:
            _log.info("operation changed", extra={"command": command, "state": str(state)})
        self._known[command] = state


def unavailable(store: Store, language: Language = "en") -> Mapping[str, str]:
    """What the server connected last cannot do, by command name, with the reason; Hero365's own words are English."""
    found = store.rows(
        "SELECT command, reason, sentence FROM operations WHERE state != 'works' AND server = "
        "(SELECT value FROM settings WHERE name = ?) ORDER BY command",
        [_SERVER],
    )
    return {row["command"]: json.loads(row["sentence"]).get(language, row["reason"]) for row in found}
