"""What somebody's choices between names have taught, kept beside the outbox: for one person at one business.

Nothing else hangs on it: where it cannot be read it begins anew, and where it cannot be kept it lasts until the end.
"""

import logging
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from pydantic import TypeAdapter, ValidationError

from conversation.decision import Decision
from conversation.learnt import Learnt
from sync.account import Account
from sync.errors import StoreError
from sync.store import Store

_log = logging.getLogger(__name__)

_NAME: Final = "learnt"
_LEARNT: Final = TypeAdapter(Learnt)


class LearntNames:
    """What was learnt of one person at one business."""

    def __init__(self, store: Store, account: Account, now: datetime) -> None:
        """What was not used for long by `now` is left out."""
        self._store = store
        self._name = f"{_NAME}/{account.business_id}/{account.user_id}"
        self.learnt = _read(store, self._name).after((), now)

    def take(self, decision: Decision, now: datetime) -> None:
        """Learns from a decision that was saved, at the aware time `now`."""
        if not (decision.chosen or decision.unlearnt):
            return
        self.learnt = self.learnt.without(decision.unlearnt).after(decision.chosen, now)
        try:
            self._store.set(**{self._name: _LEARNT.dump_json(self.learnt).decode()})
        except StoreError as error:
            _log.warning("what was learnt is not kept", extra={"error": str(error)})


def all_learnt(store: Store) -> list[tuple[str, Learnt]]:
    """What was learnt in a store, behind the id of the person who taught it.

    Raises:
        sync.errors.StoreError: the store cannot be read.
    """
    return [(name.rpartition("/")[2], _read(store, name)) for name in _names(store)]


def forget_learnt(store: Store, heard: Iterable[str]) -> int:
    """Forgets what was learnt of the words `heard`, in their compared form, of all where none are given. Returns how
    much that was.

    Raises:
        sync.errors.StoreError: the store cannot be changed.
    """
    words, forgotten = {*heard}, 0
    with store.transaction() as database:
        for name in _names(store):
            learnt = _read(store, name)
            left = learnt.without(words) if words else Learnt()
            forgotten += len(learnt.lessons) - len(left.lessons)
            if left.lessons:
                store.set(**{name: _LEARNT.dump_json(left).decode()})
            else:
                database.execute("DELETE FROM settings WHERE name = ?", [name])
    return forgotten


def _names(store: Store) -> list[str]:
    return [row["name"] for row in store.rows("SELECT name FROM settings WHERE name GLOB ?", [f"{_NAME}/*"])]


def _read(store: Store, name: str) -> Learnt:
    try:
        return _LEARNT.validate_json(store.setting(name) or "{}")
    except (ValidationError, StoreError):
        _log.warning("what was learnt cannot be read")
        return Learnt()
