"""What was heard is taken for a record's name only where no other is near; what is near none is nobody's."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from benchmarks.business import business as large_business
from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.near_names import NearNames
from conversation.spanish import SPANISH
from conversation.understanding import Understanding
from erp import Customer, Invoice, Member, Part, Reminder, Snapshot
from models.errors import PronunciationError
from models.sounds import Sounds

Say = Callable[..., list[Decision]]


def near(snapshot: Snapshot, now: datetime, kind: str, heard: str) -> tuple[str, ...]:
    return NearNames(snapshot, ENGLISH).nearest(kind, ENGLISH.forms.normal(heard), now)


def doubtful(snapshot: Snapshot, kind: str, heard: str) -> tuple[str, ...]:
    return NearNames(snapshot, ENGLISH).doubtful(kind, ENGLISH.forms.normal(heard))


@pytest.fixture
def practice(business: Snapshot) -> Snapshot:
    return replace(
        business,
        customers=(*business.customers, Customer("hughes", "Rebecca Hughes"), Customer("chambers", "Ellen Chambers")),
        team=(Member("sam", "Sam Reed"), Member("alicia", "Alicia Novak")),
        businesses=("Northside Plumbing", "Second Supply"),
        invoices=(Invoice("i1", "101", "INV-000101", "sent", "Maria Garcia"),),
        reminders=(Reminder("r1", "call the supplier about the boiler", "2026-11-26T09:00"),),
    )


@pytest.mark.parametrize(
    ("kind", "heard", "meant"),
    [
        ("customers", "Maria Garsia", "Maria Garcia"),
        ("customers", "ann bower", "Ann Bauer"),
        ("customers", "rebecca hews", "Rebecca Hughes"),
        ("customers", "mrs. chaimbers", "Ellen Chambers"),
        ("customers", "mrs. Hews's", "Rebecca Hughes"),
        ("customers", "Oakwood", "Oakwood Apartments"),
        ("customers", "oak wood appartments", "Oakwood Apartments"),
        ("customers", "the Oakwood job", "Oakwood Apartments"),
        ("customers", "O'Brien and Sons", "O'Brien & Sons LLC"),
        ("team", "alicia novack", "Alicia Novak"),
        ("businesses", "northside pluming", "Northside Plumbing"),
        ("parts", "copper elbow half inch", "1/2 inch copper elbow"),
        ("parts", "half inch coper elbows", "1/2 inch copper elbow"),
        ("parts", "the ball valve", '3/4" ball valve'),
        ("parts", "refridgerant", "R-410A refrigerant"),
        ("jobs", "the leaking fawcett", "12"),
        ("jobs", "the pine court one", "45"),
        ("jobs", "the school boyler", ""),
        ("projects", "school boyler room", "8"),
        ("projects", "boiler room school", "8"),
        ("projects", "bower", "7"),
        ("invoices", "maria garsia's", "101"),
        ("reminders", "the suplier", "r1"),
    ],
)
def test_one_record_is_meant(kind: str, heard: str, meant: str, practice: Snapshot, now: datetime) -> None:
    assert near(practice, now, kind, heard) == ((meant,) if meant else ())


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("the nine o'clock", "42"),
        ("my one o'clock", "12"),
        ("the 3 o'clock job", "45"),
        ("this afternoon's job", "12"),
        ("the one in progress", "42"),
    ],
)
def test_a_job_is_named_by_its_time_and_its_status(heard: str, meant: str, practice: Snapshot, now: datetime) -> None:
    assert near(practice, now, "jobs", heard) == (meant,)


def test_names_that_are_as_near_are_all_given_the_likeliest_of_the_day_first(practice: Snapshot, now: datetime) -> None:
    assert near(practice, now, "customers", "garsia") == ("Maria Garcia", "Luis Garcia")
    assert near(practice, now, "jobs", "the drafts") == ()
    assert near(practice, now, "jobs", "draft") == ("43", "456")
    both = replace(
        practice,
        parts=(Part("a", "brass union", on_hand=None), Part("b", "black union", on_hand=practice.parts[0].on_hand)),
    )
    assert near(both, now, "parts", "yunion") == ("black union", "brass union")


def test_of_several_jobs_the_one_that_somebody_is_at_comes_first(practice: Snapshot, now: datetime) -> None:
    begun = replace(practice.jobs[0], number="46", status="in_progress", scheduled_start=now - timedelta(days=1))
    both = replace(practice, jobs=(*practice.jobs, begun))
    assert near(both, now, "jobs", "leaking fawcett") == ("46", "12")
    dialogue, understanding = Dialogue(), Understanding(both, ENGLISH)
    said = ("add a note to ann bauer's job", "cancel", "what's the status of job 12", "add a note to ann bauer's job")
    first, *_, again = [dialogue.hear(words, understanding, now, UUID(int=at)) for at, words in enumerate(said)]
    assert first.reply == "Which one: job 46, Leaking faucet; job 12, Leaking faucet, or job 456, Repipe?"
    assert again.reply == "Which one: job 12, Leaking faucet; job 46, Leaking faucet, or job 456, Repipe?"


@pytest.mark.parametrize(
    ("kind", "heard"),
    [
        ("customers", "Bob Miller"),
        ("customers", "Linda Park"),
        ("customers", "Maria Bauer"),
        ("parts", "unobtainium"),
        ("parts", '1/4" copper elbow'),
        ("parts", '1/2" ball valve'),
        ("parts", "25x20x1 filter"),
        ("jobs", "the nine thirty"),
        ("jobs", "job 9"),
    ],
)
def test_what_no_name_is_near_to_is_unknown(kind: str, heard: str, practice: Snapshot, now: datetime) -> None:
    assert (near(practice, now, kind, heard), doubtful(practice, kind, heard)) == ((), ())


@pytest.mark.parametrize("kind", ["customers", "parts", "jobs", "projects", "team"])
@pytest.mark.parametrize(
    "heard", ["complete", "cancel", "start", "stop", "yes", "no", "add", "remove", "the job", "her"]
)
def test_what_commands_are_made_of_is_never_taken_for_a_name(kind: str, heard: str, now: datetime) -> None:
    customers = ("Stuart", "Anne Cancell", "Ad Moore", "Stott", "Noh Yess", "Complet Lee", "Remo Ve")
    snapshot = Snapshot(
        technician="", business="", time_zone="America/Chicago", next_number="1",
        customers=tuple(Customer(name, name) for name in customers),
        parts=(Part("s", "angle stop"), Part("t", "start capacitor")),
        team=tuple(Member(name, name) for name in customers),
    )  # fmt: skip
    assert (near(snapshot, now, kind, heard), doubtful(snapshot, kind, heard)) == ((), ())


def test_in_spanish_by_how_spanish_sounds(business: Snapshot, now: datetime) -> None:
    names = ("María Jiménez", "Lucía Chávez", "Javier Vázquez")
    snapshot = replace(business, customers=tuple(Customer(name, name) for name in names))
    near_names = NearNames(snapshot, SPANISH)
    assert near_names.nearest("customers", "maria gimenes", now) == ("María Jiménez",)
    assert near_names.nearest("customers", "la señora chabes".replace("ñ", "n"), now) == ("Lucía Chávez",)
    assert near_names.nearest("customers", "de xavier basques", now) == ()


def test_without_sounds_letters_alone_tell(business: Snapshot, now: datetime) -> None:
    def missing(words: object) -> list[str]:
        raise PronunciationError("espeak-ng is not here")

    near_names = NearNames(business, ENGLISH, Sounds(missing))
    assert near_names.nearest("customers", "mariagarcia", now) == ("Maria Garcia",)
    assert near_names.doubtful("customers", "maria garsia") == ("Maria Garcia",)


class TestAThousandNames:
    @pytest.fixture
    def thousand(self) -> Snapshot:
        made = large_business(1000, 1000, 1).snapshot
        return replace(made, customers=(*made.customers, Customer("x", "Guillermo Etxeberria")))

    def test_one_of_them_is_known_by_its_sound(self, thousand: Snapshot, now: datetime) -> None:
        assert near(thousand, now, "customers", "guillermo etkseberria") == ("Guillermo Etxeberria",)
        assert doubtful(thousand, "customers", "gillermo etcheberria") == ("Guillermo Etxeberria",)

    def test_sounds_are_asked_for_only_of_what_letters_leave_near(self, thousand: Snapshot, now: datetime) -> None:
        asked = list[str]()
        sounds = Sounds(lambda words: asked.extend(words) or list(words))
        for snapshot in (thousand, replace(thousand, waiting=1)):
            NearNames(snapshot, ENGLISH, sounds).nearest("customers", "gillermo etcheberria", now)
        assert 0 < len(asked) == len(set(asked)) < 100


@pytest.fixture
def say(business: Snapshot, now: datetime) -> Say:
    """Says one sentence after the other."""

    def said(*words: str, tongue: object = ENGLISH) -> list[Decision]:
        dialogue = Dialogue()
        understanding = Understanding(business, tongue)  # type: ignore[arg-type] # one of the two
        return [dialogue.hear(each, understanding, now, UUID(int=at)) for at, each in enumerate(words)]

    return said


def test_a_name_that_nobody_has_is_asked_about_where_one_is_near(say: Say) -> None:
    asked, done = say("what's the phone number for Ann Bower?", "yes")
    assert (asked.outcome, asked.reply) == (
        Outcome.CONFIRMING,
        "Did you say: what's the phone number for Ann Bauer?",
    )
    assert (done.command, done.slots["customer"]) == ("contact.find", "Ann Bauer")


def test_behind_a_no_nobody_has_the_name(say: Say) -> None:
    _, refused = say("what's the phone number for Ann Bower", "no")
    assert refused.reply.startswith("I don't know a customer called Ann Bower.")
    assert not refused.instructions


def test_a_part_that_is_nearly_known_is_asked_about(say: Say) -> None:
    asked, *_ = say("how much does the refridgerant cost")
    assert asked.reply == "Did you say: how much does the R-410A refrigerant cost?"


def test_in_spanish_too(say: Say) -> None:
    asked, *_ = say("cuál es el teléfono de María Garzía", tongue=SPANISH)
    assert asked.reply == "¿Dijiste: cuál es el teléfono de Maria Garcia?"


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("text Mario Garsia that I am late", "text Maria Garcia that I am late"),
        ("text Maria Garsia that I'm late", "text Maria Garcia that I'm late"),  # and not Maria "Garsia that I'm late"
        ("invoice Ann Bower", "invoice Ann Bauer"),
        ("create a job for Ann Bower", "create a job for Ann Bauer"),
    ],
)
def test_no_command_is_begun_for_a_name_that_is_nearly_known(words: str, asked: str, say: Say) -> None:
    decision, *_ = say(words)
    assert decision.reply.startswith(f"Did you say: {asked}")
    assert not decision.instructions


def test_who_is_a_new_customer_stays_one(say: Say) -> None:
    *_, asked, new = say("create a job for Ann Bower", "no", "yes")
    assert asked.reply.startswith("Did you say: create a job for Ann Bower")
    assert new.reply == "I don't know Ann Bower. A new customer?"


def test_the_name_that_was_meant_is_gone_on_with(say: Say) -> None:
    _, decision = say("create a job for Ann Bower", "yes")
    assert (decision.command, decision.slots["customer"]) == ("job.create", "Ann Bauer")
