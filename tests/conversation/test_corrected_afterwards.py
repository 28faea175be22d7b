"""What is said instead of something that was done at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Member, Snapshot

TURN = UUID("6a1c1f8e-1111-4222-8333-444455556666")
Say = Callable[..., Decision]

PLANNED = "schedule job 43 for tomorrow at nine"


@pytest.fixture
def say(business: Snapshot, now: datetime) -> Say:
    """Says one sentence after another to one dialogue, `pause` before the last; gives the decision about that."""
    team = (Member("u1", "Rosa Delgado"), Member("u2", "Sam Reed"))

    def _say(*sentences: str, tongue: Tongue = ENGLISH, pause: timedelta = timedelta()) -> Decision:
        dialogue, understanding = Dialogue(), Understanding(replace(business, team=team), tongue)
        *before, last = sentences
        for words in before:
            dialogue.hear(words, understanding, now, TURN)
        return dialogue.hear(last, understanding, now + pause, TURN)

    return _say


def made(decision: Decision) -> list[dict[str, object]]:
    return [instruction.command.model_dump(exclude_none=True) for instruction in decision.instructions]


@pytest.mark.parametrize(
    ("command", "correction", "tongue", "changed"),
    [
        (PLANNED, "no, at ten", ENGLISH, {"job": "43", "when": "2026-11-26T10:00"}),
        (PLANNED, "make it friday", ENGLISH, {"job": "43", "when": "2026-11-27T09:00"}),
        ("agenda el trabajo 43 para mañana a las nueve", "no, a las diez", SPANISH,
         {"job": "43", "when": "2026-11-26T10:00"}),
        ("agenda el trabajo 43 para mañana a las nueve", "mejor el lunes", SPANISH,
         {"job": "43", "when": "2026-11-30T09:00"}),
        ("assign job 43 to sam reed", "no, rosa delgado", ENGLISH, {"job": "43", "assignee": "Rosa Delgado"}),
    ],
)  # fmt: skip
def test_directly_after_it_is_changed(
    command: str, correction: str, tongue: Tongue, changed: dict[str, str], say: Say
) -> None:
    decision = say(command, correction, tongue=tongue)
    assert (decision.outcome, made(decision)) == (Outcome.SAVED, [changed])


def test_what_speaks_against_the_new_value_refuses_it(say: Say) -> None:
    decision = say("schedule job 43 for today at four", "no, at eight a m")
    assert (decision.outcome, decision.instructions) == (Outcome.REFUSED, ())


@pytest.mark.parametrize(
    "sentences",
    [
        ("no, at ten",),
        (PLANNED, "at ten"),
        (PLANNED, "no, job 12"),
        (PLANNED, "start job 43", "no, at ten"),
        (PLANNED, "undo that", "no, at ten"),
    ],
)
def test_nothing_else_is_changed_so(sentences: tuple[str, ...], say: Say) -> None:
    assert say(*sentences).instructions == ()


def test_after_a_while_nothing_is(say: Say) -> None:
    assert say(PLANNED, "no, at ten", pause=timedelta(minutes=6)).instructions == ()


@pytest.mark.parametrize(
    ("sentences", "tongue", "times"),
    [
        ((PLANNED, "no, at ten", "undo that"), ENGLISH, ["2026-11-26T09:00", "2026-11-26T10:00"]),
        (
            (PLANNED, "no, at ten", "no, at eleven", "undo that"),
            ENGLISH,
            ["2026-11-26T09:00", "2026-11-26T10:00", "2026-11-26T11:00"],
        ),
        (
            ("agenda el trabajo 43 para mañana a las nueve", "no, a las diez", "deshaz eso"),
            SPANISH,
            ["2026-11-26T09:00", "2026-11-26T10:00"],
        ),
        ((PLANNED, "schedule job 43 for tomorrow at ten", "undo that"), ENGLISH, ["2026-11-26T10:00"]),
    ],
)
def test_what_was_corrected_is_taken_back_with_its_correction(
    sentences: tuple[str, ...], tongue: Tongue, times: list[str], say: Say
) -> None:
    undone = say(*sentences, tongue=tongue)
    assert undone.outcome is Outcome.UNDONE
    assert [each.command.model_dump()["when"] for each in undone.takes_back] == times


@pytest.mark.parametrize(
    ("tongue", "command", "correction", "changed"),
    [
        (ENGLISH, "remind me at four to call the supplier", "no, at five", "2026-11-25T17:00"),
        (ENGLISH, "remind me at eleven p m to call the supplier", "no, at ten", "2026-11-25T22:00"),
        (ENGLISH, "remind me at eleven p m to call the supplier", "no, at eleven thirty", "2026-11-25T11:30"),
        (ENGLISH, "remind me tomorrow at six p m to call the supplier", "no, at seven", "2026-11-26T07:00"),
        (SPANISH, "recuérdame a las cuatro llamar al proveedor", "mejor a las diez", "2026-11-25T22:00"),
        (SPANISH, "recuérdame mañana a las cuatro llamar al proveedor", "no, el viernes", "2026-11-27T16:00"),
    ],
)
def test_an_hour_that_is_over_on_that_day_is_the_one_that_is_to_come(
    tongue: Tongue, command: str, correction: str, changed: str, say: Say
) -> None:
    decision = say(command, correction, tongue=tongue)
    assert made(decision)[0]["when"] == changed
    assert [each.command.model_dump()["message"] for each in decision.takes_back] == [made(decision)[0]["message"]]


def test_a_refused_correction_can_be_said_anew(say: Say) -> None:
    said = ("remind me at four to call the supplier", "no, at five a m", "no, at five p m")
    assert say(*said).outcome is Outcome.SAVED


def test_what_goes_out_of_stock_goes_out_still_in_another_number(say: Say) -> None:
    assert made(say("i used two ball valves", "no, three"))[0]["quantity"] == "-3"


@pytest.mark.parametrize(
    ("tongue", "note", "more", "outcome"),
    [
        (ENGLISH, "put a note on job 42 that it leaks", "no, write that it drips", Outcome.SAVED),
        (ENGLISH, "put a note on job 42 that it leaks", "write that it drips", Outcome.NOTHING),
        (SPANISH, "pon una nota en el trabajo 42 que gotea", "no, pon que chorrea", Outcome.SAVED),
        (SPANISH, "pon una nota en el trabajo 42 que gotea", "di que chorrea", Outcome.NOTHING),
    ],
)
def test_other_words_take_the_place_of_a_note_behind_a_no_alone(
    tongue: Tongue, note: str, more: str, outcome: Outcome, say: Say
) -> None:
    assert say(note, more, tongue=tongue).outcome is outcome


def test_nothing_of_a_correction_is_left_to_take_back(say: Say) -> None:
    assert say(PLANNED, "no, at ten", "undo that", "undo that").outcome is Outcome.REFUSED
