"""The names in what a language model reads are looked for among the records, and never guessed."""

from datetime import datetime
from uuid import UUID

import pytest

from conversation.calls import Call, written
from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.focus import Focus
from conversation.free_reading import read_freely
from conversation.understanding import Understanding
from erp import Snapshot
from models.completion import Completion


class Reader:
    """Reads the same out of any words."""

    def __init__(self, *calls: Call, share: float = 0.99) -> None:
        self._completion = Completion(written(calls), share, share)

    def load(self) -> None:
        pass

    def complete(self, text: str, grammar: str) -> Completion:
        return self._completion

    def close(self) -> None:
        """Nothing is held."""


@pytest.mark.parametrize(
    ("call", "slots", "choices"),
    [
        (Call("contact.find", {"customer": "ann bower"}), {"customer": "Ann Bauer"}, {}),
        (Call("contact.find", {"customer": "garsia"}), {}, {"customer": ("Maria Garcia", "Luis Garcia")}),
        (Call("job.read", {"job": "the 9 o'clock"}), {"job": "42"}, {}),
        (Call("inventory.stock", {"part": "elbows copper"}), {"part": "1/2 inch copper elbow"}, {}),
    ],
)
def test_a_record_that_is_near_or_several(
    call: Call, slots: dict[str, str], choices: dict[str, tuple[str, ...]], business: Snapshot, now: datetime
) -> None:
    words = f"well about {next(iter(call.slots.values()))} then"
    (only,) = read_freely(words, now, Focus(), Understanding(business, ENGLISH), Reader(call)).commands
    assert (dict(only.slots), dict(only.choices)) == (slots, choices)


def hear(words: str, call: Call, business: Snapshot, now: datetime, share: float = 0.99) -> Decision:
    dialogue = Dialogue(Reader(call, share=share))
    return dialogue.hear(words, Understanding(business, ENGLISH), now, UUID(int=1))


def test_of_a_name_that_is_a_little_like_one_what_is_asked_is_told_with_the_name(
    business: Snapshot, now: datetime
) -> None:
    call = Call("contact.find", {"customer": "zoe alveres"})
    decision = hear("So where would I reach Zoe Alveres?", call, business, now)
    assert decision.outcome is Outcome.ANSWERED
    assert decision.reply.startswith("Zoë Alvarez")


def test_with_a_name_that_is_a_little_like_one_nothing_is_done_before_a_yes(business: Snapshot, now: datetime) -> None:
    call = Call("notify.running_late", {"customer": "zoe alveres", "duration": "20 minutes"})
    decision = hear("Shoot Zoe Alveres a line that I'm 20 minutes behind", call, business, now)
    assert decision.outcome is Outcome.CONFIRMING
    assert "Zoë Alvarez" in decision.reply


def test_a_name_that_is_like_none_is_not(business: Snapshot, now: datetime) -> None:
    call = Call("contact.find", {"customer": "bob miller"})
    decision = hear("So where would I reach Bob Miller?", call, business, now)
    assert decision.reply.startswith("I don't know a customer called Bob Miller.")


def test_nothing_is_asked_about_that_is_hardly_believed(business: Snapshot, now: datetime) -> None:
    call = Call("contact.find", {"customer": "zoe alveres"})
    assert hear("So where would I reach Zoe Alveres?", call, business, now, share=0.1).outcome is Outcome.NOTHING
