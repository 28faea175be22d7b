"""The reminders that wait: told, and cancelled by their words or their time. It is Wednesday at eleven."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID, uuid5

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Reminder, Snapshot
from erp.reminders import RemindMe

START = UUID("6a1c1f8e-1111-4222-8333-444455556666")
BAKERY, SUPPLIER, PUMP = (str(uuid5(START, name)) for name in ("bakery", "supplier", "pump"))
Converse = Callable[..., list[Decision]]


@pytest.fixture(scope="module")
def reminded(business: Snapshot) -> Snapshot:
    waiting = (
        Reminder(BAKERY, "change the filter at the bakery", "2026-11-25T15:00"),
        Reminder(SUPPLIER, "call the supplier about the filter", "2026-11-26T09:00"),
        Reminder(PUMP, "revisar la bomba", "2026-11-27/morning"),
    )
    return replace(business, reminders=waiting)


@pytest.fixture
def converse(reminded: Snapshot, now: datetime) -> Converse:
    """Says one sentence after another."""

    def _converse(*sentences: str, tongue: Tongue = ENGLISH, snapshot: Snapshot = reminded) -> list[Decision]:
        dialogue, understanding = Dialogue(), Understanding(snapshot, tongue)
        turns = (uuid5(START, str(index)) for index, _ in enumerate(sentences))
        return [dialogue.hear(words, understanding, now, turn) for words, turn in zip(sentences, turns, strict=True)]

    return _converse


@pytest.mark.parametrize(
    ("tongue", "words", "reply"),
    [
        (
            ENGLISH,
            "what reminders do I have",
            "You have 3 reminders: today at 3 p.m., change the filter at the bakery; tomorrow at 9 a.m., call the"
            " supplier about the filter; Friday morning, revisar la bomba.",
        ),
        (
            SPANISH,
            "qué recordatorios tengo",
            "Tienes 3 recordatorios: hoy a las 3 p.m., change the filter at the bakery; mañana a las 9 a.m., call the"
            " supplier about the filter; pasado mañana por la mañana, revisar la bomba.",
        ),
    ],
)
def test_they_are_told_the_next_first(tongue: Tongue, words: str, reply: str, converse: Converse) -> None:
    [decision] = converse(words, tongue=tongue)
    assert (decision.outcome, decision.reply) == (Outcome.ANSWERED, reply)


@pytest.mark.parametrize(
    ("tongue", "words", "reply"),
    [
        (ENGLISH, "what reminders do I have", "You have no reminders."),
        (SPANISH, "cancela el recordatorio de mañana", "No tienes recordatorios."),
    ],
)
def test_there_may_be_none(tongue: Tongue, words: str, reply: str, business: Snapshot, converse: Converse) -> None:
    assert converse(words, tongue=tongue, snapshot=business)[0].reply == reply


@pytest.mark.parametrize(
    ("tongue", "words", "yes", "meant"),
    [
        (ENGLISH, "cancel the reminder about the supplier", "yes", SUPPLIER),
        (ENGLISH, "delete the bakery reminder", "yes", BAKERY),
        (ENGLISH, "cancel my three o'clock reminder", "yes", BAKERY),
        (ENGLISH, "cancel the reminder for tomorrow", "yes", SUPPLIER),
        (ENGLISH, "don't remind me about the supplier any more", "yes", SUPPLIER),
        (SPANISH, "cancela el recordatorio de la bomba", "sí", PUMP),
        (SPANISH, "borra el recordatorio de mañana", "sí", SUPPLIER),
        (SPANISH, "ya no me recuerdes lo de la bomba", "sí", PUMP),
    ],
)
def test_one_that_is_named_is_cancelled_after_a_yes(
    tongue: Tongue, words: str, yes: str, meant: str, converse: Converse
) -> None:
    asked, done = converse(words, yes, tongue=tongue)
    assert (asked.outcome, asked.takes_back) == (Outcome.CONFIRMING, ())
    [taken_back] = done.takes_back
    assert (done.outcome, str(taken_back.id), type(taken_back.command)) == (Outcome.UNDONE, meant, RemindMe)
    assert done.instructions == ()


def test_what_is_read_back_is_the_whole_of_it(converse: Converse) -> None:
    [asked] = converse("cancel the reminder about the supplier")
    assert asked.reply == "Cancel the reminder for tomorrow at 9 a.m.: call the supplier about the filter?"


@pytest.mark.parametrize(("answer", "meant"), [("the one about the supplier", SUPPLIER), ("the bakery", BAKERY)])
def test_of_several_one_is_asked_for(answer: str, meant: str, converse: Converse) -> None:
    which, _, done = converse("cancel the reminder about the filter", answer, "yes")
    assert which.outcome is Outcome.ASKED
    assert [str(one.id) for one in done.takes_back] == [meant]


@pytest.mark.parametrize(
    ("tongue", "words", "reply"),
    [
        (ENGLISH, "cancel the reminder about the moon", "You have no reminder about the moon."),
        (ENGLISH, "cancel the reminder for monday", "You have no reminder for that time."),
        (SPANISH, "cancela el recordatorio de la luna", "No tienes ningún recordatorio sobre luna."),
    ],
)
def test_what_fits_none_is_said(tongue: Tongue, words: str, reply: str, converse: Converse) -> None:
    [decision] = converse(words, tongue=tongue)
    assert (decision.outcome, decision.reply) == (Outcome.REFUSED, reply)


def test_behind_a_no_it_stays(converse: Converse) -> None:
    decision = converse("cancel the reminder about the supplier", "no")[-1]
    assert (decision.reply, decision.takes_back) == ("Okay, it stays saved.", ())


def test_to_undo_behind_it_is_not_to_undo_what_was_saved_before_it(converse: Converse) -> None:
    said = ("put job 12 on hold", "cancel the reminder about the supplier", "yes", "undo that")
    asked = converse(*said)[-1]
    assert (asked.outcome, asked.reply, asked.takes_back) == (Outcome.CONFIRMING, "Take back job 12 as on hold?", ())


@pytest.fixture(scope="module")
def many(reminded: Snapshot) -> Snapshot:
    """Five, of which the last two are for Friday."""
    more = (
        Reminder(str(uuid5(START, "tape")), "buy tape", "2026-11-27T14:00"),
        Reminder(str(uuid5(START, "keys")), "bring the keys", "2026-11-26T07:30"),
    )
    return replace(reminded, reminders=tuple(sorted((*reminded.reminders, *more), key=lambda one: one.when)))


@pytest.mark.parametrize(
    ("tongue", "words", "reply"),
    [
        (ENGLISH, "what reminders do I have for tomorrow",
         "You have 2 reminders for tomorrow: tomorrow at 7:30 a.m., bring the keys; tomorrow at 9 a.m., call the"
         " supplier about the filter."),
        (ENGLISH, "what reminders do I have friday morning",
         "You have 1 reminder for Friday morning: Friday morning, revisar la bomba."),
        (ENGLISH, "do I have any reminders on saturday", "You have no reminders for Saturday."),
        (SPANISH, "qué recordatorios tengo mañana",
         "Tienes 2 recordatorios para mañana: mañana a las 7:30 a.m., bring the keys; mañana a las 9 a.m., call the"
         " supplier about the filter."),
        (SPANISH, "qué recordatorios tengo para el sábado", "No tienes recordatorios para el sábado 28."),
    ],
)  # fmt: skip
def test_those_for_a_day_are_told(tongue: Tongue, words: str, reply: str, many: Snapshot, converse: Converse) -> None:
    assert converse(words, tongue=tongue, snapshot=many)[0].reply == reply


@pytest.mark.parametrize(
    ("tongue", "asked", "more", "rest", "no_more"),
    [
        (ENGLISH, "what reminders do I have", "the rest",
         "Friday morning, revisar la bomba; Friday at 2 p.m., buy tape.", "That was all."),
        (ENGLISH, "what reminders do I have", "what are the others",
         "Friday morning, revisar la bomba; Friday at 2 p.m., buy tape.", "That was all."),
        (SPANISH, "qué recordatorios tengo", "más",
         "Pasado mañana por la mañana, revisar la bomba; pasado mañana a las 2 p.m., buy tape.", "Eso fue todo."),
    ],
)  # fmt: skip
def test_the_rest_is_told_on_request(
    tongue: Tongue, asked: str, more: str, rest: str, no_more: str, many: Snapshot, converse: Converse
) -> None:
    _, others, end = converse(asked, more, more, tongue=tongue, snapshot=many)
    assert (others.reply, end.reply) == (rest, no_more)


@pytest.mark.parametrize("before", [(), ("what reminders do I have", "what's my schedule today")])
def test_there_is_no_rest_of_what_was_not_listed(before: tuple[str, ...], many: Snapshot, converse: Converse) -> None:
    assert converse(*before, "the rest", snapshot=many)[-1].outcome is Outcome.NOTHING


@pytest.mark.parametrize(
    ("tongue", "said", "reply", "moved"),
    [
        (ENGLISH, ("move the reminder about the supplier to ten",),
         "I'll remind you tomorrow at 10 a.m.: call the supplier about the filter.", SUPPLIER),
        (ENGLISH, ("move the reminder about the supplier to friday",),
         "I'll remind you Friday at 9 a.m.: call the supplier about the filter.", SUPPLIER),
        (ENGLISH, ("move the reminder", "the second one", "tomorrow at noon"),
         "I'll remind you tomorrow at noon: call the supplier about the filter.", SUPPLIER),
        (SPANISH, ("cambia el recordatorio de la bomba para el sábado a las ocho",),
         "Te recuerdo el sábado 28 a las 8 a.m.: revisar la bomba.", PUMP),
    ],
)  # fmt: skip
def test_one_is_moved(tongue: Tongue, said: tuple[str, ...], reply: str, moved: str, converse: Converse) -> None:
    decision = converse(*said, tongue=tongue)[-1]
    assert (decision.outcome, decision.reply) == (Outcome.SAVED, reply)
    assert [str(one.id) for one in decision.takes_back] == [moved]
    assert [type(one.command) for one in decision.instructions] == [RemindMe]


@pytest.mark.parametrize(
    ("tongue", "words", "question", "yes"),
    [
        (ENGLISH, "cancel all my reminders", "Cancel all reminders, 3 in number?", "yes"),
        (SPANISH, "borra todos los recordatorios", "¿Cancelo todos los recordatorios, 3 en total?", "sí"),
    ],
)
def test_all_are_cleared_after_a_yes(tongue: Tongue, words: str, question: str, yes: str, converse: Converse) -> None:
    asked, done = converse(words, yes, tongue=tongue)
    assert (asked.outcome, asked.reply, asked.takes_back) == (Outcome.CONFIRMING, question, ())
    assert [str(one.id) for one in done.takes_back] == [BAKERY, SUPPLIER, PUMP]


@pytest.mark.parametrize("words", ["move the reminder to five", "cancel all reminders"])
def test_where_there_is_none_that_is_said(words: str, business: Snapshot, converse: Converse) -> None:
    assert converse(words, snapshot=business)[0].reply == "You have no reminders."
