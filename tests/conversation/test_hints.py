"""Help: what answers the question that is open, and otherwise the commands that fit the moment."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import uuid4

import pytest

from conversation.books import IDLE
from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.manual.business import BUSINESS, NOW
from conversation.spanish import SPANISH
from conversation.tones import tongue_in
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Language, Snapshot, Tone

Converse = Callable[..., list[Decision]]
EACH = pytest.mark.parametrize("tongue", [ENGLISH, SPANISH], ids=["en", "es"])


def converse(*sentences: str, tongue: Tongue = ENGLISH, business: Snapshot = BUSINESS) -> list[Decision]:
    dialogue, understanding = Dialogue(), Understanding(business, tongue)
    return [dialogue.hear(words, understanding, NOW, uuid4()) for words in sentences]


def hints(tongue: Tongue, *before: str, business: Snapshot = BUSINESS) -> list[str]:
    """All commands that help names, one "more" after the other."""
    ask, more = tongue.says("help", "ayuda"), tongue.says("more", "más")
    *_, last = said = converse(*before, ask, *[more] * 6, tongue=tongue, business=business)
    assert last.reply == tongue.sentences.NO_MORE
    beginning = tongue.sentences.HELP.split("{", maxsplit=1)[0]
    replies = [each.reply.removeprefix(beginning) for each in said if each.reply.startswith(beginning)]
    sentences = [reply.split(". ")[0].rstrip(".") for reply in replies]
    return [hint.removeprefix(f"{tongue.sentences.OR} ") for sentence in sentences for hint in sentence.split("; ")]


@EACH
@pytest.mark.parametrize("status", ["scheduled", "in_progress", "on_hold", "completed"])
def test_whatever_is_named_is_a_command_that_can_be_said_now(tongue: Tongue, status: str) -> None:
    jobs = tuple(replace(job, status=status) if job.number == "42" else job for job in BUSINESS.jobs)
    business = replace(BUSINESS, jobs=jobs)
    named = hints(tongue, tongue.says("what's the status of job 42", "cómo va el trabajo 42"), business=business)
    assert len(named) >= 8
    for hint in named:
        (decision,) = converse(hint, tongue=tongue, business=business)
        assert decision.command, hint
        assert decision.outcome is not Outcome.REFUSED, hint


@pytest.mark.parametrize(
    ("tongue", "before", "first"),
    [
        (ENGLISH, ["what's the status of job 57"], "mark job 57 complete"),
        (SPANISH, ["cómo va el trabajo 57"], "marca el trabajo 57 como terminado"),
        (ENGLISH, ["what's the status of job 42"], "start job 42"),
        (ENGLISH, ["what's Frank Olsen's phone number"], "what's Frank Olsen's phone number"),
        (SPANISH, ["inventario de anillos de cera"], "inventario de anillos de cera"),
        (ENGLISH, [], "start job 61"),
    ],
)
def test_what_was_spoken_of_comes_first_and_then_the_next_job(tongue: Tongue, before: list[str], first: str) -> None:
    assert hints(tongue, *before)[0] == first


def test_what_is_not_permitted_is_not_named() -> None:
    assert not any("start" in hint for hint in hints(ENGLISH, business=replace(BUSINESS, permissions=frozenset())))


@pytest.mark.parametrize(
    ("tongue", "said", "reply"),
    [
        (ENGLISH, ["create a job", "help"], "You can say, for instance, Maria Garcia; or cancel. For which customer?"),
        (ENGLISH, ["create a job", "what can i say"], "You can say, for instance, Maria Garcia; or cancel. For which"),
        (SPANISH, ["crea un trabajo", "ayuda"], "Puedes decir, por ejemplo, Maria Garcia; o cancela. ¿Para qué"),
        (ENGLISH, ["invoice job 57", "help"], "You can say, for instance, two hundred fifty dollars; or cancel. For"),
        (ENGLISH, ["add a note", "help"], "You can say, for instance, job 42; or cancel. "),
        (ENGLISH, ["add a note to job 42", "help"], "You can answer, or say cancel. "),
        (SPANISH, ["agrega un cliente", "qué opciones tengo"], "Puedes decir, por ejemplo, Ana Torres, o deletréalo;"),
        (
            ENGLISH,
            ["invoice job 57", "two hundred dollars", "what can I answer"],
            "You can say yes, no, what I should change, or cancel. Create an invoice for job 57 for 200 dollars",
        ),
        (
            SPANISH,
            ["factura el trabajo 57", "doscientos dólares", "ayuda"],
            "Puedes decir sí, no, qué cambio, o cancela. ",
        ),
    ],
)
def test_to_a_question_it_says_what_answers_it_and_asks_again(tongue: Tongue, said: list[str], reply: str) -> None:
    *_, asked, helped = converse(*said, tongue=tongue)
    assert helped.reply.startswith(reply)
    assert (helped.expects, helped.outcome) == (asked.expects, asked.outcome)


def test_help_is_no_answer_that_was_not_understood() -> None:
    *_, saved = converse("invoice job 57", "two hundred dollars", "help", "help", "help", "yes")
    assert saved.outcome is Outcome.SAVED


def test_more_goes_on_where_help_was_the_last_thing_spoken_of(business: Snapshot, now: datetime) -> None:
    *_, more = converse("help", "what's my schedule today", "more")
    assert more.outcome is Outcome.NOTHING


def test_noise_between_does_not_begin_anew() -> None:
    first, _, more = converse("help", "the weather is nice", "more")
    assert more.outcome is Outcome.ANSWERED
    assert more.reply != first.reply


AT_IT = replace(
    BUSINESS,
    jobs=tuple(replace(job, status="in_progress") if job.number in ("42", "57") else job for job in BUSINESS.jobs),
)
"""Two jobs are in progress."""
DONE = {"en": "mark job 42 complete", "es": "marca el trabajo 42 como terminado"}


@pytest.mark.parametrize(
    ("language", "tone", "offer"),
    [
        ("en", "plain", "You can say next: invoice job 42."),
        ("en", "brief", "Next: invoice job 42."),
        ("en", "friendly", "If you like, say next: invoice job 42."),
        ("en", "formal", "You may now say: invoice job 42."),
        ("es", "plain", "Ahora puedes decir: factura el trabajo 42."),
        ("es", "brief", "Sigue: factura el trabajo 42."),
        ("es", "friendly", "Si quieres, di ahora: factura el trabajo 42."),
        ("es", "formal", "Ahora puede decir: factura el trabajo 42."),
    ],
)
def test_behind_a_job_that_is_completed_it_is_told_what_comes_next(language: Language, tone: Tone, offer: str) -> None:
    tongue = tongue_in(language, tone)
    done, then = converse(DONE[language], offer.split(": ")[1], tongue=tongue, business=AT_IT)
    assert done.reply.endswith(f" {offer}")
    assert (done.offer, done.expects, done.beside) == (offer, IDLE, "")
    assert len(done.instructions) == 1  # nothing is done by itself
    assert then.command == "invoice.create"


def test_it_is_told_once_for_each_job() -> None:
    again = converse(DONE["en"], "undo that", DONE["en"], "finish job 57", business=AT_IT)
    assert [bool(each.offer) for each in again] == [True, False, False, True]


@pytest.mark.parametrize(
    "said",
    [
        ("mark job 42 complete and invoice it for 250 dollars",),
        ("mark job 42 complete and create a job for Frank Olsen",),
        ("be quiet", "mark job 42 complete"),
        ("put job 42 on hold",),
        ("mark job 42 complete?",),
    ],
)
def test_nothing_is_told_where_it_goes_on_anyway_or_nobody_wants_to_hear_it(said: tuple[str, ...]) -> None:
    assert not any(each.offer for each in converse(*said, business=AT_IT))


def test_nothing_is_told_that_would_not_be_taken() -> None:
    unpermitted = replace(AT_IT, permissions=AT_IT.permissions - {"edit_projects"})
    (done,) = converse(DONE["en"], business=unpermitted)
    assert (done.outcome, done.offer) == (Outcome.SAVED, "")
