"""A conversation that is kept beside the outbox, and one that cannot be read."""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from assistant.remembered import Answered, Remembered
from conversation.decision import Outcome
from conversation.memory import Memory
from sync.store import Store

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)


def kept(remembered: Remembered, *saved: dict[str, Any]) -> None:
    """A conversation in which that was saved."""
    nothing = Answered(
        turn=uuid4(), heard="", reply="", outcome=Outcome.NOTHING, command=None, slots={}, saved=(), asks=False
    )
    remembered.keep(Memory(), nothing, "", NOW)
    written = json.loads(remembered.store.setting("conversation") or "")
    written["saved"] = [{"instructions": saved, "at": NOW.isoformat(), "corrected": []}]
    remembered.store.set(conversation=json.dumps(written))


def test_one_that_cannot_be_read_begins_anew_and_its_words_are_in_no_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    note = {"id": str(uuid4()), "command": "job.add_note", "slots": {"note": "the dog bites"}, "refs": {}}
    with Store.open(tmp_path / "edge.db") as store, caplog.at_level(logging.INFO):
        remembered = Remembered(store, "en")
        kept(remembered, note)
        assert remembered.recall(NOW) == Memory()
    (record,) = caplog.records
    assert record.message == "a conversation begins anew"
    assert "dog" not in str(vars(record))
