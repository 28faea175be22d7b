"""What was chosen where a name was not heard clearly comes first the next time, and is taken only where it is usual."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from conversation.calls import Call
from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.learnt import Chosen, Learnt, Misheard
from conversation.near_names import NearNames
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Customer, Part, Snapshot
from tests.conversation.test_names_read_freely import Reader

GARSIA = Misheard("customers", "garsia")
MARIA, LUIS = Chosen(GARSIA, "Maria Garcia"), Chosen(GARSIA, "Luis Garcia")
CALL_GARSIA = Call("notify.running_late", {"customer": "garsia", "duration": "20 minutes"})
LATE = "somehow garsia ought to hear of my being 20 minutes behind"


def learnt(now: datetime, *chosen: Chosen) -> Learnt:
    """What these choices teach, one after the other."""
    known = Learnt()
    for each in chosen:
        known = known.after([each], now)
    return known


def nearest(heard: str, known: Learnt, business: Snapshot, now: datetime, kind: str = "customers") -> tuple[str, ...]:
    return NearNames(business, ENGLISH).knowing(known).nearest(kind, ENGLISH.forms.normal(heard), now)


def test_what_was_chosen_last_comes_first(business: Snapshot, now: datetime) -> None:
    assert nearest("garsia", Learnt(), business, now) == ("Maria Garcia", "Luis Garcia")
    assert nearest("garsia", learnt(now, LUIS), business, now) == ("Luis Garcia", "Maria Garcia")
    assert nearest("mr garsia's", learnt(now, LUIS), business, now) == ("Luis Garcia", "Maria Garcia")
    assert nearest("garsia", learnt(now, LUIS, MARIA), business, now) == ("Maria Garcia", "Luis Garcia")


def test_what_was_chosen_twice_and_nothing_else_is_taken(business: Snapshot, now: datetime) -> None:
    assert nearest("garsia", learnt(now, LUIS, LUIS), business, now) == ("Luis Garcia",)
    assert learnt(now, LUIS, LUIS).usual("anyone", "garsia") == "Luis Garcia"
    once_otherwise = learnt(now, LUIS, MARIA, LUIS, LUIS, LUIS)
    assert nearest("garsia", once_otherwise, business, now) == ("Luis Garcia", "Maria Garcia")


def test_nothing_is_taken_where_the_words_name_another_record_word_for_word(business: Snapshot, now: datetime) -> None:
    garcia = Chosen(Misheard("customers", "garcia"), "Luis Garcia")
    assert nearest("garcia", learnt(now, garcia, garcia), business, now) == ("Luis Garcia", "Maria Garcia")
    maria = Chosen(Misheard("customers", "maria garcia"), "Luis Garcia")
    assert nearest("maria garcia", learnt(now, maria, maria), business, now) == ("Maria Garcia",)


def test_a_record_that_is_gone_or_nothing_like_the_words_is_not_offered(business: Snapshot, now: datetime) -> None:
    of_old = learnt(now, Chosen(GARSIA, "Rosa Garcia"), Chosen(GARSIA, "Zoë Alvarez"))
    assert nearest("garsia", of_old, business, now) == ("Maria Garcia", "Luis Garcia")


def test_what_is_near_none_is_only_asked_about(business: Snapshot, now: datetime) -> None:
    heard = "marty garsilo"
    assert NearNames(business, ENGLISH).doubtful("customers", heard) == ()
    meant = Chosen(Misheard("customers", heard), "Maria Garcia")
    near = NearNames(business, ENGLISH).knowing(learnt(now, meant, meant))
    assert near.doubtful("customers", heard) == near.perhaps("customers", heard) == ("Maria Garcia",)
    assert near.nearest("customers", heard, now) == ()


def test_a_figure_is_never_settled(business: Snapshot, now: datetime) -> None:
    parts = (Part("a", "3/4 brass union"), Part("b", "3/4 black union"))
    shelf = replace(business, parts=parts)
    union = Chosen(Misheard("parts", "3 quarter yunion"), "3/4 brass union")
    assert nearest("3 quarter yunion", learnt(now, union, union), shelf, now, "parts") == (
        "3/4 brass union",
        "3/4 black union",
    )
    assert nearest("1 quarter yunion", learnt(now, union, union), shelf, now, "parts") == ()
    job = Chosen(Misheard("jobs", "the late one"), "42")
    assert learnt(now, job, job).usual("jobs", "the late one") == ""


@pytest.mark.parametrize("word", ["start", "stop", "complete", "cancel", "yes", "no", "add", "remove"])
def test_words_of_commands_stay_what_they_are(word: str, business: Snapshot, now: datetime) -> None:
    known = replace(
        business, customers=(*business.customers, Customer("stark", "Ned Stark"), Customer("yesh", "Yes Li"))
    )
    taught = Chosen(Misheard("customers", word), "Ned Stark")
    near = NearNames(known, ENGLISH).knowing(learnt(now, taught, taught))
    assert "Ned Stark" not in (*near.nearest("customers", word, now), *near.doubtful("customers", word))
    assert not near.teaches("customers", word, "Ned Stark")


def test_what_was_not_used_for_half_a_year_is_forgotten_and_the_oldest_of_many(now: datetime) -> None:
    later = now + timedelta(days=184)
    assert learnt(now, LUIS).after([MARIA], later).meant("customers", "garsia") == ("Maria Garcia",)
    many = learnt(now, *(Chosen(Misheard("customers", f"garsia {at}"), "Maria Garcia") for at in range(301)))
    assert len(many.lessons) == 300
    assert many.meant("customers", "garsia 0") == ()


@dataclass
class Technician:
    """Somebody who talks for days: every conversation is a new one, and what is learnt stays."""

    business: Snapshot
    now: datetime
    tongue: Tongue = ENGLISH
    learnt: Learnt = field(default_factory=Learnt)

    def says(self, *words: str, call: Call = CALL_GARSIA, pause: timedelta = timedelta()) -> list[Decision]:
        dialogue, decisions = Dialogue(Reader(call)), []
        for each in words:
            understanding = Understanding(self.business, self.tongue, learnt=self.learnt)
            decision = dialogue.hear(each, understanding, self.now, uuid4())
            self.learnt = self.learnt.without(decision.unlearnt).after(decision.chosen, self.now)
            self.now += pause
            decisions.append(decision)
        return decisions

    @property
    def lessons(self) -> list[tuple[str, str, int]]:
        """What was heard, what was meant, and how often."""
        return [(one.chosen.misheard.heard, one.chosen.value, one.times) for one in self.learnt.lessons]


@pytest.fixture
def technician(business: Snapshot, now: datetime) -> Callable[..., Technician]:
    reached = tuple(replace(each, phone="+13125550190") for each in business.customers)
    return lambda tongue=ENGLISH: Technician(replace(business, customers=reached), now, tongue)


def test_a_choice_is_learnt_once_the_command_is_carried_out(technician: Callable[..., Technician]) -> None:
    rosa = technician()
    asked, read_back, saved = rosa.says(LATE, "luis garcia", "yes")
    assert asked.reply.startswith("Which one: Maria Garcia, or Luis Garcia?")
    assert (read_back.chosen, saved.outcome) == ((), Outcome.SAVED)
    assert rosa.lessons == [("garsia", "Luis Garcia", 1)]
    asked, *_ = rosa.says(LATE, "the first one", "yes")
    assert asked.reply.startswith("Which one: Luis Garcia, or Maria Garcia?")
    read_back, _ = rosa.says(LATE, "yes")
    assert (read_back.outcome, read_back.slots["customer"]) == (Outcome.CONFIRMING, "Luis Garcia")
    assert rosa.lessons == [("garsia", "Luis Garcia", 3)]


@pytest.mark.parametrize("answers", [("luis garcia", "no"), ("luis garcia", "cancel"), ("cancel",)])
def test_of_what_was_cancelled_nothing_is_learnt(
    answers: tuple[str, ...], technician: Callable[..., Technician]
) -> None:
    rosa = technician()
    rosa.says(LATE, *answers)
    assert rosa.lessons == []


def test_what_is_corrected_is_not_taken_again(technician: Callable[..., Technician]) -> None:
    rosa = technician()
    rosa.learnt = learnt(rosa.now, LUIS, LUIS)
    rosa.says(LATE, "no, Maria Garcia", "yes")
    asked, *_ = rosa.says(LATE)
    assert asked.reply.startswith("Which one: Maria Garcia, or Luis Garcia?")


def test_what_is_taken_back_is_asked_about_again(technician: Callable[..., Technician]) -> None:
    rosa = technician()
    rosa.learnt = learnt(rosa.now, LUIS, LUIS)
    *_, undone = rosa.says(LATE, "yes", "undo that")
    assert undone.outcome is Outcome.UNDONE
    assert rosa.lessons == []


def test_what_is_changed_right_after_it_was_saved_is_not_taken_again(technician: Callable[..., Technician]) -> None:
    rosa = technician()
    rosa.business = replace(rosa.business, parts=(Part("a", "brass union"), Part("b", "black union")))
    brass = Chosen(Misheard("parts", "yunion"), "brass union")
    rosa.learnt = learnt(rosa.now, brass, brass)
    took = Call("inventory.adjust", {"part": "yunion", "quantity": "2"}, out=True)
    saved, changed = rosa.says("i went through 2 of that yunion of ours today", "no, the black union", call=took)
    assert [each.outcome for each in (saved, changed)] == [Outcome.SAVED] * 2
    assert rosa.lessons == [("yunion", "black union", 1), ("yunion", "brass union", 3)]


@pytest.mark.parametrize(
    ("tongue", "said", "answer"),
    [
        (ENGLISH, "create a job for garcia", "the second one"),
        (SPANISH, "crea un trabajo para garcia", "el segundo"),
    ],
)
def test_of_records_that_are_called_the_same_the_one_that_was_chosen_comes_first(
    tongue: Tongue, said: str, answer: str, technician: Callable[..., Technician]
) -> None:
    rosa = technician(tongue)
    asked, *_ = rosa.says(said, answer, tongue.says("leaking valve", "fuga"), tongue.says("yes", "sí"))
    again, *_ = rosa.says(said)
    assert asked.reply.index("Luis") < asked.reply.index("Maria")
    assert again.reply.index("Maria") < again.reply.index("Luis")


def test_an_answer_that_fits_several_is_learnt_too(technician: Callable[..., Technician]) -> None:
    rosa = technician()
    rosa.says("what's the customer's phone number", "garcia", "maria garcia")
    rosa.says("create a job", "garcia", "maria garcia", "leaking valve", "yes")
    assert rosa.lessons[0][:2] == ("garcia", "Maria Garcia")


def test_who_says_yes_to_did_you_say_has_chosen(technician: Callable[..., Technician]) -> None:
    rosa = technician()
    asked, *_ = rosa.says("what's the phone number for Garsia", "no", "yes")
    assert asked.reply == "Did you say: what's the phone number for Maria Garcia?"
    assert rosa.lessons == [("garsia", "Luis Garcia", 1)]
    asked, *_ = rosa.says("what's the phone number for Garsia")
    assert asked.reply == "Did you say: what's the phone number for Luis Garcia?"


@pytest.mark.parametrize("heard", ["Garsia", "Ann Bower"])
def test_who_said_yes_twice_is_not_asked_any_more(heard: str, technician: Callable[..., Technician]) -> None:
    rosa, said = technician(), f"what's the phone number for {heard}"
    rosa.says(said, "yes")
    rosa.says(said, "yes")
    (answered,) = rosa.says(said)
    assert answered.outcome is Outcome.ANSWERED
    assert rosa.lessons == [(heard.lower(), str(answered.slots["customer"]), 3)]


def test_who_says_another_name_right_behind_is_asked_again(technician: Callable[..., Technician]) -> None:
    rosa = technician()
    rosa.learnt = learnt(rosa.now, LUIS, LUIS)
    rosa.says("what's the phone number for Garsia", "what's the phone number for Maria Garcia")
    (asked,) = rosa.says("what's the phone number for Garsia")
    assert asked.reply == "Did you say: what's the phone number for Maria Garcia?"


def test_one_choice_is_not_two_however_often_the_record_is_spoken_of(technician: Callable[..., Technician]) -> None:
    rosa = technician()
    rosa.says("what's the phone number for Garsia", "yes", "what's the phone number for Maria Garcia")
    assert rosa.lessons == [("garsia", "Maria Garcia", 1)]


def test_who_may_be_a_new_customer_is_always_asked_about(technician: Callable[..., Technician]) -> None:
    rosa = technician()
    heard = Chosen(Misheard("customers", "ann bower"), "Ann Bauer")
    rosa.learnt = learnt(rosa.now, heard, heard)
    (asked,) = rosa.says("create a job for Ann Bower")
    assert asked.reply == "Did you say: create a job for Ann Bauer?"


def test_what_has_to_be_confirmed_is_confirmed_however_usual_the_name_is(technician: Callable[..., Technician]) -> None:
    rosa = technician()
    rosa.learnt = learnt(rosa.now, LUIS, LUIS)
    (asked,) = rosa.says("shoot garsia a line that i'm 20 minutes behind")
    assert (asked.outcome, asked.slots["customer"], asked.instructions) == (Outcome.CONFIRMING, "Luis Garcia", ())


NOBODY = ("what's the phone number for Marty Garsilo", "what's the phone number for Maria Garcia")


def test_a_name_that_nobody_has_and_that_is_said_again_right_behind(technician: Callable[..., Technician]) -> None:
    rosa = technician()
    refused, answered = rosa.says(*NOBODY)
    assert (refused.outcome, answered.outcome) == (Outcome.REFUSED, Outcome.ANSWERED)
    assert rosa.lessons == [("marty garsilo", "Maria Garcia", 1)]
    asked, *_ = rosa.says(NOBODY[0])
    assert asked.reply == "Did you say: what's the phone number for Maria Garcia?"


@pytest.mark.parametrize(
    ("words", "pause"),
    [
        (NOBODY, timedelta(seconds=61)),
        ((NOBODY[0], "what do I have today", NOBODY[1]), timedelta()),
        ((NOBODY[0], "what's the phone number for Zoë Alvarez"), timedelta()),
    ],
    ids=["later", "something else between", "a name that is nothing like it"],
)
def test_what_is_no_repetition_teaches_nothing(
    words: tuple[str, ...], pause: timedelta, technician: Callable[..., Technician]
) -> None:
    rosa = technician()
    rosa.says(*words, pause=pause)
    assert rosa.lessons == []


def test_a_name_that_is_heard_as_it_is_teaches_nothing(technician: Callable[..., Technician]) -> None:
    rosa = technician()
    rosa.says("what's the phone number for Maria Garcia", "tell Luis Garcia i'm running 20 minutes late", "yes")
    assert rosa.lessons == []


def test_saying_another_command_in_other_words_teaches_nothing(technician: Callable[..., Technician]) -> None:
    rosa = technician()
    rosa.says("gobble the job", "mark job 42 complete", "yes")
    assert rosa.lessons == []
