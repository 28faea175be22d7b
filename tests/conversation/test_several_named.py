"""One order about several records is one for each of them, and no name in it is lost silently."""

from dataclasses import replace
from datetime import datetime

import pytest

from conversation.decision import Outcome
from conversation.dialogue import Dialogue
from conversation.meanings import meaning
from conversation.spanish import SPANISH
from conversation.understanding import Understanding
from erp import Customer, Member, Snapshot
from tests.conversation.test_free_reading import TURN, Scripted

TEAM = (Member("rosa", "Rosa Delgado"), Member("sam", "Sam Reed"), Member("marcus", "Marcus Webb"))


@pytest.fixture
def english(business: Snapshot, understanding: Understanding) -> Understanding:
    reached = tuple(replace(each, phone="+13125550191") for each in business.customers)
    return Understanding(replace(business, team=TEAM, customers=reached), understanding.tongue)


@pytest.fixture
def spanish(english: Understanding) -> Understanding:
    return Understanding(replace(english.snapshot, language="es"), SPANISH)


def ordered(words: str, understanding: Understanding, now: datetime, slot: str) -> list[tuple[str, str]]:
    """The commands with what they are about."""
    turn = Dialogue().heard(words, understanding, now, TURN)
    return [(each.command.spec.name, each.slots[slot]) for each in meaning(turn).commands if each.command is not None]


@pytest.mark.parametrize(
    ("words", "slot", "command", "about"),
    [
        ("start job 42 and 12", "job", "job.start", ["42", "12"]),
        ("start job 42 and job 12", "job", "job.start", ["42", "12"]),
        ("start job forty two and twelve", "job", "job.start", ["42", "12"]),
        ("put 42, 43 and 45 on hold", "job", "job.set_status", ["42", "43", "45"]),
        ("mark 42 and 57 done", "job", "job.set_status", ["42", "57"]),
        ("put marcus on job 42 and 12", "job", "job.assign", ["42", "12"]),
        ("assign marcus and sam to project 7", "assignee", "project.assign", ["Marcus Webb", "Sam Reed"]),
        (
            "text maria garcia and ann bauer that the part is here",
            "customer",
            "notify.message_customer",
            ["Maria Garcia", "Ann Bauer"],
        ),
    ],
)
def test_it_is_an_order_for_each(
    words: str, slot: str, command: str, about: list[str], english: Understanding, now: datetime
) -> None:
    assert ordered(words, english, now, slot) == [(command, name) for name in about]


@pytest.mark.parametrize(
    ("words", "slot", "command", "about"),
    [
        ("empieza el trabajo 42 y el 12", "job", "job.start", ["42", "12"]),
        ("empieza el trabajo cuarenta y dos y el doce", "job", "job.start", ["42", "12"]),
        ("marca 42 y 12 en espera", "job", "job.set_status", ["42", "12"]),
        ("asigna a marcus y a sam al proyecto 7", "assignee", "project.assign", ["Marcus Webb", "Sam Reed"]),
    ],
)
def test_so_it_is_in_spanish(
    words: str, slot: str, command: str, about: list[str], spanish: Understanding, now: datetime
) -> None:
    assert ordered(words, spanish, now, slot) == [(command, name) for name in about]


@pytest.mark.parametrize("words", ["start job four hundred and fifty six", "start job 456"])
def test_a_number_is_one(words: str, english: Understanding, now: datetime) -> None:
    assert ordered(words, english, now, "job") == [("job.start", "456")]


@pytest.mark.parametrize("words", ["start job 42 and invoice job 12", "start 42 and invoice job 12"])
def test_what_may_be_an_order_is_one(words: str, english: Understanding, now: datetime) -> None:
    turn = Dialogue().heard(words, english, now, TURN)
    commands = [each.command.spec.name for each in meaning(turn).commands if each.command]
    assert commands == ["job.start", "invoice.create"]


def test_records_of_two_kinds_are_not_one_order_for_each(english: Understanding, now: datetime) -> None:
    turn = Dialogue().heard("cancel project 7 and cancel job 42", english, now, TURN)
    assert [each.slots for each in meaning(turn).commands] == [{"project": "7", "status": "cancelled"}, {"job": "42"}]
    turn = Dialogue().heard("cancel project 7 and job 42", english, now, TURN)
    assert {"project": "42", "status": "cancelled"} not in [each.slots for each in meaning(turn).commands]


def test_a_company_is_one(english: Understanding, now: datetime) -> None:
    customers = (*english.snapshot.customers, Customer("gb", "Garcia and Bauer", phone="+13125550192"))
    both = Understanding(replace(english.snapshot, customers=customers), english.tongue)
    words = "text garcia and bauer that the part is here"
    assert ordered(words, both, now, "customer") == [("notify.message_customer", "Garcia and Bauer")]


def test_who_is_named_in_words_that_are_kept_is_in_them(english: Understanding, now: datetime) -> None:
    saved = Dialogue().hear("add a note to job 42 that marcus and sam were there", english, now, TURN)
    assert saved.slots["note"] == "marcus and sam were there"


@pytest.mark.parametrize("words", ["put marcus and sam on job 42", "give job 42 to marcus and sam"])
def test_a_job_is_only_one_persons(words: str, english: Understanding, now: datetime) -> None:
    dialogue = Dialogue()
    assert dialogue.hear(words, english, now, TURN).reply == "Which one: Marcus Webb, or Sam Reed?"
    assert dialogue.hear("sam", english, now, TURN).slots == {"job": "42", "assignee": "Sam Reed"}


def test_what_follows_is_for_each(english: Understanding, now: datetime) -> None:
    names = [name for name, _ in ordered("put job 42 and 12 on hold and start it", english, now, "job")]
    assert names == ["job.set_status", "job.start", "job.set_status", "job.start"]


def test_what_is_about_something_else_follows_once(english: Understanding, now: datetime) -> None:
    names = [name for name, _ in ordered("put job 42 and 12 on hold and start job 45", english, now, "job")]
    assert names == ["job.set_status", "job.set_status", "job.start"]


def test_a_name_that_was_read_over_is_told(english: Understanding, now: datetime) -> None:
    model = Scripted({"park 42 and 12": " job.set_status job= 42 status=on_hold"})
    asked = Dialogue(model).hear("park 42 and 12", english, now, TURN)
    assert asked.outcome is Outcome.CONFIRMING
    assert asked.reply.startswith("This I have not taken: 12.")


def test_who_is_assigned_behind_a_job_that_is_made_gets_that_one(english: Understanding, now: datetime) -> None:
    dialogue = Dialogue()
    dialogue.hear("what's job 42", english, now, TURN)
    dialogue.hear("create a job for maria garcia and assign marcus", english, now, TURN)
    *_, assigned = dialogue.hear("yes", english, now, TURN).instructions
    assert dict(assigned.command) == {"job": "9001", "assignee": "Marcus Webb"}


def test_so_it_is_where_the_model_reads_both(english: Understanding, now: datetime) -> None:
    words = "get maria garcia a job and have it go to marcus"
    model = Scripted({words: " job.create customer= maria garcia ; job.assign assignee= marcus"})
    turn = Dialogue(model).heard(words, english, now, TURN)
    assert [each.slots.get("job") for each in turn.freely(words).commands] == [None, "9001"]


def test_what_stands_behind_the_last_joint_is_not_read_over(english: Understanding, now: datetime) -> None:
    words = "get a job going for ann bauer and have marcus on it"
    model = Scripted(
        {
            words: " job.create customer= ann bauer",
            "get a job going for ann bauer": " job.create customer= ann bauer",
            "have marcus on it": " job.assign assignee= marcus",
        }
    )
    commands = meaning(Dialogue(model).heard(words, english, now, TURN)).commands
    assert [each.command and each.command.spec.name for each in commands] == ["job.create", "job.assign"]


def test_the_customer_can_be_let_know(english: Understanding, now: datetime) -> None:
    asked = Dialogue().hear("let the customer know", english, now, TURN)
    assert asked.command == "notify.message_customer"


@pytest.mark.parametrize(
    "words",
    [
        "add a note to 12 and 42: gate code 1234 and beware of dog",
        "add a note to jobs 12 and 42: new filter and new pump",
    ],
)
def test_what_is_kept_is_whole_for_each(words: str, english: Understanding, now: datetime) -> None:
    note = words.partition(": ")[2]
    model = Scripted(
        {f"add a note to {number} {note}": f" job.add_note job= {number} note= {note}" for number in (12, 42)}
    )
    turn = Dialogue(model).heard(words.replace("jobs ", ""), english, now, TURN)
    notes = [each.slots["note"] for each in meaning(turn).commands if each.command]
    assert notes == [note] * 2
