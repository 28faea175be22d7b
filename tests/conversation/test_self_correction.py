"""Whoever corrects themselves while they speak is asked whether that was meant in the end."""

from datetime import datetime
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation.decision import Outcome
from conversation.dialogue import Dialogue
from conversation.meanings import meaning
from conversation.self_correction import corrected
from conversation.spanish import SPANISH
from conversation.turn import Turn
from conversation.understanding import Understanding
from erp import Snapshot
from tests.conversation.test_free_reading import TURN, Scripted


def heard(words: str, understanding: Understanding, now: datetime, dialogue: Dialogue | None = None) -> Turn:
    return (dialogue or Dialogue()).heard(words, understanding, now, uuid4())


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("start job 12 no job 42", "start job 42"),
        ("start job 12 no wait job 42", "start job 42"),
        ("start job twelve no, wait, forty two", "start job forty two"),
        ("put job 42 on monday no tuesday at nine", "put job 42 on tuesday at nine"),
        ("move job 42 to eleven no half past eleven", "move job 42 to half past eleven"),
        ("move job 42 to tomorrow at nine no at ten", "move job 42 to tomorrow at ten"),
        ("move job 42 to nine thirty, sorry, ten fifteen", "move job 42 to ten fifteen"),
        ("create a job for maria garcia no luis garcia", "create a job for luis garcia"),
        ("create a job for maria garcia no ann bauer", "create a job for ann bauer"),
        ("start job four uh four two", "start job four two"),
        ("start job 12 no 57 no 42", "start job 42"),
        ("start job twelve and no sorry the forty two", "start job forty two"),
        ("put job 42 to scheduled, no, I mean to on hold", "put job 42 to on hold"),
    ],
)
def test_what_was_taken_back_counts_no_more(
    words: str, meant: str, understanding: Understanding, now: datetime
) -> None:
    assert corrected(heard(words, understanding, now)) == meant


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (
            "cambia el trabajo 42 para mañana a las diez no espérate a las once",
            "cambia el trabajo 42 para mañana a las once",
        ),
        ("empieza el trabajo cincuenta y no perdón el doce", "empieza el trabajo doce"),
    ],
)
def test_so_it_is_in_spanish(words: str, meant: str, business: Snapshot, now: datetime) -> None:
    assert corrected(heard(words, Understanding(business, SPANISH), now)) == meant


@pytest.mark.parametrize(
    "words",
    [
        "note on job 42 no power at the panel",
        "set job 42 on hold, no, job 12",
        "move job 42 to monday at ten no tuesday",
        "note on job 42 no 2 wire at the panel",
        "no start job 42",
        "start job 42",
        "tell ann bauer there is no water no heat",
        "the radio said 12 no 42 people came",
    ],
)
def test_a_no_of_another_kind_takes_nothing_back(words: str, understanding: Understanding, now: datetime) -> None:
    assert not corrected(heard(words, understanding, now))


def test_it_is_asked_and_not_done(understanding: Understanding, now: datetime) -> None:
    dialogue = Dialogue()
    asked = dialogue.hear("start job 42 no wait job 12", understanding, now, TURN)
    assert asked.outcome is Outcome.CONFIRMING
    assert not asked.instructions
    assert "start job 12" in asked.reply
    (instruction,) = dialogue.hear("yes", understanding, now, TURN).instructions
    assert dict(instruction.command)["job"] == "12"


def test_what_only_asks_is_answered_at_once(understanding: Understanding, now: datetime) -> None:
    answered = Dialogue().hear("show me job 12 no job 42", understanding, now, TURN)
    assert answered.outcome is Outcome.ANSWERED
    assert answered.slots == {"job": "42"}


def test_what_only_the_language_model_understands_is_corrected_too(understanding: Understanding, now: datetime) -> None:
    model = Scripted({"shove 42 back to half past 11": " job.reschedule job= 42 when= half past 11"})
    turn = heard("shove 42 back to eleven no half past eleven", understanding, now, Dialogue(model))
    (only,) = meaning(turn).commands
    assert only.slots == {"job": "42", "when": "2026-11-25T11:30"}
    assert only.may_ask


@given(
    first=st.integers(1, 9999),
    second=st.integers(1, 9999),
    marker=st.sampled_from(["no", "no wait", "sorry", "uh no", "no, I mean"]),
    lead=st.sampled_from(["", "job ", "the "]),
)
def test_it_is_the_second_number_and_no_other(
    first: int, second: int, marker: str, lead: str, understanding: Understanding, now: datetime
) -> None:
    said = f"start job {first} {marker} {lead}{second}"
    assert corrected(heard(said, understanding, now)).split()[-2:] == ["job", str(second)]
