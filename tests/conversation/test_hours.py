"""A time that is said by its two ends is when it begins, and how long it takes: no minutes to an hour."""

from dataclasses import replace
from datetime import datetime

import pytest

from conversation.dialogue import Dialogue
from conversation.hours import with_its_length
from conversation.spanish import SPANISH
from conversation.understanding import Understanding
from erp import Snapshot
from tests.conversation.test_free_reading import TURN, Scripted


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("schedule job 42 tomorrow from ten to three", "schedule job 42 tomorrow at ten for 5 hours"),
        ("schedule job 42 from 10 to 3 tomorrow", "schedule job 42 at 10 for 5 hours tomorrow"),
        ("put job 42 to friday from half past nine until noon", "put job 42 to friday at half past nine for 2 hours"),
        ("move job 42 to tomorrow from ten to three", "move job 42 to tomorrow at ten for 5 hours"),
    ],
)
def test_it_is_when_it_begins_and_how_long(words: str, meant: str, understanding: Understanding, now: datetime) -> None:
    assert with_its_length(Dialogue().heard(words, understanding, now, TURN)).startswith(meant)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("agenda el trabajo 42 mañana de diez a tres", "agenda el trabajo 42 mañana a las diez por 5 horas"),
        ("agenda el trabajo 42 desde las 9 hasta las 12", "agenda el trabajo 42 a las 9 por 3 horas"),
    ],
)
def test_so_it_is_in_spanish(words: str, meant: str, business: Snapshot, now: datetime) -> None:
    spanish = Understanding(replace(business, language="es"), SPANISH)
    assert with_its_length(Dialogue().heard(words, spanish, now, TURN)) == meant


@pytest.mark.parametrize(
    "words",
    [
        "move job 42 from ten to three",
        "i need time off from friday to monday",
        "order the valve from supply house to go",
        "schedule job 42 tomorrow from three to ten",
    ],
)
def test_what_is_no_such_time_stays(words: str, understanding: Understanding, now: datetime) -> None:
    assert not with_its_length(Dialogue().heard(words, understanding, now, TURN))


def test_it_is_asked(understanding: Understanding, now: datetime) -> None:
    dialogue = Dialogue(Scripted({}))
    asked = dialogue.hear("schedule job 42 for tomorrow from ten to three", understanding, now, TURN)
    assert asked.reply == "Did you say: schedule job 42 for tomorrow at ten for 5 hours?"
    assert dialogue.hear("yes", understanding, now, TURN).slots["when"] == "2026-11-26T10:00"


def test_in_words_that_are_kept_it_stays(understanding: Understanding, now: datetime) -> None:
    words = "jot down for job 12 that the valve is open from ten to three"
    normal = understanding.tongue.forms.normal
    written = f" job.add_note job= 12 note= {normal('the valve is open from ten to three')}"
    model = Scripted({normal(words): written})
    turn = Dialogue(model).heard(words, understanding, now, TURN)
    assert not with_its_length(turn)
