"""What is said about turns, while the store may be busy and the voice may fail."""

from dataclasses import replace
from uuid import uuid4

import pytest

from edge_agent.assistant import Turn
from edge_agent.unit import Unit
from models.errors import SpeechError
from models.recognition import Transcript
from sync.rows import State


def decided(unit: Unit) -> Turn:
    """A turn whose command Hero365 has taken already."""
    for words in ("create a job for maria garcia", "yes"):
        turn = unit.assistant.take(Transcript(words, "test", 1.0, accepted=True), uuid4())
    (row,) = unit.outbox.rows()
    unit.outcomes.take(replace(row, state=State.DONE, outcome={"number": "JOB-000123"}))
    return turn


async def test_what_hero365_decided_is_the_reply_and_no_news_any_more(unit: Unit) -> None:
    async with unit.reply(decided(unit)) as reply:
        assert reply == "Job 123 created for Maria Garcia."
    assert unit.outcomes.untold() is None


async def test_what_hero365_decided_is_news_where_the_reply_could_not_be_spoken(unit: Unit) -> None:
    with pytest.raises(SpeechError):
        async with unit.reply(decided(unit)):
            raise SpeechError("The voice is gone.")
    assert unit.outcomes.untold()
