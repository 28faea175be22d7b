"""What somebody's choices have taught outlives the process; whatever becomes of it, all else goes on."""

import json
import logging
from uuid import uuid4

import pytest

from assistant.desk import Desk
from assistant.learnt_names import LearntNames, all_learnt
from assistant.turns import Assistant
from conversation.decision import Decision, Outcome
from conversation.learnt import Learnt
from models.recognition import Transcript
from sync.errors import DiskFullError

MISHEARD, MEANT = (f"what's the phone number for {name}" for name in ("Marty Garsilo", "Maria Garcia"))
ASKED = "Did you say: what's the phone number for Maria Garcia?"


def says(assistant: Assistant, *words: str) -> Decision:
    decisions = [assistant.take(Transcript(each, "test", 1.0, accepted=True), uuid4()).decision for each in words]
    return decisions[-1]


def anew(desk: Desk, **other: str) -> Assistant:
    """As after a start, of the same person or of another one, or at another business."""
    account = desk.account.model_copy(update=other)
    return Assistant(account, desk.outbox, desk.cache, desk.assistant._clock)


async def test_it_is_known_after_a_start_and_to_nobody_else(desk: Desk) -> None:
    assert says(desk.assistant, MISHEARD).outcome is Outcome.REFUSED
    assert says(desk.assistant, MEANT).outcome is Outcome.ANSWERED
    assert says(desk.assistant, MISHEARD).reply == ASKED  # at once
    assert says(anew(desk), MISHEARD).reply == ASKED
    assert says(anew(desk, user_id="sam"), MISHEARD).outcome is Outcome.REFUSED
    assert says(anew(desk, business_id="second"), MISHEARD).outcome is Outcome.REFUSED


async def test_what_cannot_be_read_begins_anew_and_its_words_are_in_no_log(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    store, name = desk.outbox.store, f"learnt/{desk.account.business_id}/{desk.account.user_id}"
    lesson = {"chosen": {"misheard": {"kind": "customers", "heard": "garsia"}, "value": "Luis"}, "times": 1}
    without_a_zone = json.dumps({"lessons": [{**lesson, "at": "2026-11-26T09:00:00"}]})
    for damaged in ('[["garsia"', '{"lessons": [{"garsia": 1}]}', without_a_zone):
        store.set(**{name: damaged})
        with caplog.at_level(logging.INFO):
            assistant = anew(desk)
        assert says(assistant, MISHEARD, MEANT).outcome is Outcome.ANSWERED
        assert "garsia" not in " ".join(str(vars(record)) for record in caplog.records).lower()
        ((person, learnt),) = all_learnt(store)
        assert (person, len(learnt.lessons)) == (desk.account.user_id, 1)


async def test_what_cannot_be_kept_costs_no_command(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: str) -> None:
        raise DiskFullError("No space is left.")

    assistant = anew(desk)
    says(assistant, MISHEARD)
    with monkeypatch.context() as disk:
        disk.setattr(desk.outbox.store, "set", full)
        assert says(assistant, MEANT).outcome is Outcome.ANSWERED
    assert says(assistant, MISHEARD).reply == ASKED
    assert LearntNames(desk.outbox.store, desk.account, desk.assistant._clock()).learnt == Learnt()
