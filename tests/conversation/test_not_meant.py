"""What somebody says is not meant is not offered: behind "not", "instead of", "don't"."""

from dataclasses import replace
from datetime import datetime

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.spanish import SPANISH
from conversation.understanding import Understanding
from erp import Snapshot
from tests.conversation.test_free_reading import TURN, Scripted, hear


@pytest.fixture
def spanish(business: Snapshot) -> Understanding:
    return Understanding(replace(business, language="es"), SPANISH)


def told(words: str, understanding: Understanding, now: datetime) -> Decision:
    """What is decided where every reading of the language model is of what is not meant."""
    normal = understanding.tongue.forms.normal(words)
    return Dialogue(Scripted({normal: " job.start job= 12"})).hear(words, understanding, now, TURN)


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("start job 42 not 12", "start job 42"),
        ("start job 42 and not 57", "start job 42"),
        ("start job 42 rather than 12", "start job 42"),
        ("start job 42 instead of job 12", "start job 42"),
        ("instead of 12 start job 42", "start job 42"),
        ("not 12, start job 42", "start job 42"),
        ("start not 12 but 42", "start 42"),
        ("move job 42 to tuesday at ten rather than wednesday at nine", "move job 42 to tuesday at ten"),
        ("create a job for maria garcia not ann bauer", "create a job for maria garcia"),
        ("put job 42 on hold, not cancelled", "put job 42 on hold"),
        ("complete job 42, don't cancel it", "complete job 42"),
        ("start job 42 and don't cancel it", "start job 42"),
        ("don't cancel job 42, put it on hold", "put it on hold"),
    ],
)
def test_what_is_meant_is_asked(words: str, meant: str, understanding: Understanding, now: datetime) -> None:
    decision = told(words, understanding, now)
    assert decision.reply == f"Did you say: {meant}?"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("empieza el trabajo 42 no el 12", "empieza el trabajo 42"),
        ("empieza el trabajo 42 y no el 57", "empieza el trabajo 42"),
        ("empieza el trabajo 42 en vez del 12", "empieza el trabajo 42"),
        ("empieza el trabajo 42 en lugar del trabajo 12", "empieza el trabajo 42"),
        ("termina el trabajo 42, no lo canceles", "termina el trabajo 42"),
        ("no canceles el trabajo 42, empieza el trabajo 42", "empieza el trabajo 42"),
    ],
)
def test_so_it_is_in_spanish(words: str, meant: str, spanish: Understanding, now: datetime) -> None:
    assert told(words, spanish, now).reply == f"¿Dijiste: {meant}?"


def test_behind_a_no_it_was_a_second_thought(spanish: Understanding, now: datetime) -> None:
    dialogue = Dialogue()
    dialogue.hear("empieza el trabajo 42 no el 12", spanish, now, TURN)
    assert dialogue.hear("no", spanish, now, TURN).reply == "¿Dijiste: empieza el trabajo 12?"


@pytest.mark.parametrize(
    "words",
    ["don't start job 12", "please do not start job 12", "never start job 12", "kick off the other not job 12"],
)
def test_where_nothing_else_is_said_it_is_not_understood(
    words: str, understanding: Understanding, now: datetime
) -> None:
    assert told(words, understanding, now).outcome is Outcome.NOTHING


@pytest.mark.parametrize("words", ["no empieces el trabajo 12", "nunca empieces el trabajo 12"])
def test_nor_is_it_in_spanish(words: str, spanish: Understanding, now: datetime) -> None:
    assert told(words, spanish, now).outcome is Outcome.NOTHING


def test_what_is_kept_may_deny_whatever_it_likes(understanding: Understanding, now: datetime) -> None:
    words = "jot down for job 12 that it is 3 amps not 5 and don't touch it"
    written = " job.add_note job= 12 note= it is 3 amps not 5 and don't touch it"
    assert hear(words, understanding, now, written, share=0.999).outcome is Outcome.SAVED


def test_who_does_not_come_is_not_late(understanding: Understanding, now: datetime) -> None:
    words = "tell ann bauer i'm not coming tomorrow"
    decision = hear(words, understanding, now, " notify.running_late customer= ann bauer when= tomorrow")
    assert decision.slots["message"] == "i'm not coming tomorrow"


def test_what_is_to_be_removed_is_work(understanding: Understanding, now: datetime) -> None:
    decision = hear(
        "get a job going for ann bauer to remove a boiler", understanding, now, " job.create customer= ann bauer"
    )
    assert decision.command == "job.create"


@pytest.mark.parametrize("words", ["take job 42 off hold", "get the water heater job off of hold"])
def test_what_shall_be_off_hold_is_asked(words: str, understanding: Understanding, now: datetime) -> None:
    assert Dialogue().hear(words, understanding, now, TURN).reply == "To which status?"


@pytest.mark.parametrize("words", ["quita la espera del trabajo 42", "saca el trabajo 42 de espera"])
def test_that_is_asked_in_spanish(words: str, spanish: Understanding, now: datetime) -> None:
    assert Dialogue().hear(words, spanish, now, TURN).reply == "¿A qué estado?"
