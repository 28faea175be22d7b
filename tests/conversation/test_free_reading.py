"""What no phrase fits is read by a language model, and what it says is held to what was spoken and to the records."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

import pytest

from conversation.breath import parted
from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.meanings import meaning
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Member, Snapshot
from models.completion import Completion
from models.errors import CompletionError, TooLongError

TURN = UUID(int=7)


@dataclass
class Scripted:
    """A model that answers as it is told: what is done with its answers is the subject here."""

    answers: Mapping[str, str]
    share: float = 0.99
    declined: float = 0.0
    """The share of its being no command."""
    asked: list[str] = field(default_factory=list)

    def load(self) -> None:
        pass

    def complete(self, text: str, grammar: str) -> Completion:
        assert grammar.startswith("root ::=")
        self.asked.append(text)
        beginnings = ((" none", self.declined), (" job", 1 - self.declined))
        return Completion(self.answers.get(text.strip(), " none"), self.share, self.share, beginnings)

    def close(self) -> None:
        pass


class Broken:
    """A model that fails."""

    def load(self) -> None:
        raise CompletionError("It does not run.")

    def complete(self, text: str, grammar: str) -> Completion:
        raise CompletionError("It does not run.")

    def close(self) -> None:
        pass


def hear(words: str, understanding: Understanding, now: datetime, answer: str, share: float = 0.99) -> Decision:
    model = Scripted({understanding.tongue.forms.normal(words): answer}, share)
    return Dialogue(model).hear(words, understanding, now, TURN)


def test_a_free_wording_is_done_as_a_phrase_is(understanding: Understanding, now: datetime) -> None:
    decision = hear("garcia's heater gets parked", understanding, now, " job.set_status job= heater status=on_hold")
    assert (decision.command, dict(decision.slots)) == ("job.set_status", {"job": "42", "status": "on_hold"})
    assert decision.outcome is Outcome.SAVED


def test_what_a_phrase_fits_is_never_asked_of_a_model(understanding: Understanding, now: datetime) -> None:
    model = Scripted({})
    Dialogue(model).hear("put job 42 on hold", understanding, now, TURN)
    assert not model.asked


def test_where_it_is_not_sure_it_is_asked(understanding: Understanding, now: datetime) -> None:
    decision = hear("park the heater", understanding, now, " job.set_status job= heater status=on_hold", share=0.6)
    assert decision.outcome is Outcome.CONFIRMING
    assert not decision.instructions


def test_what_is_noted_may_deny_whatever_it_likes(understanding: Understanding, now: datetime) -> None:
    words = "jot down for job 12 that the valve is not leaking if it is off"
    written = " job.add_note job= 12 note= the valve is not leaking if it is off"
    assert hear(words, understanding, now, written, share=0.999).outcome is Outcome.SAVED


def test_how_somebody_paid_is_not_guessed(understanding: Understanding, now: datetime) -> None:
    written = " payment.record invoice= 5 method=check"
    unsaid = hear("invoice 5 has been settled", understanding, now, written)
    assert "method" not in unsaid.slots
    assert hear("invoice 5 has been settled with a cheque", understanding, now, written).slots["method"] == "check"


def test_where_it_only_guesses_nothing_comes_of_it(understanding: Understanding, now: datetime) -> None:
    decision = hear("park the heater", understanding, now, " job.set_status job= heater status=on_hold", share=0.1)
    assert decision.outcome is Outcome.NOTHING


def test_where_it_may_be_no_command_nothing_comes_of_it(understanding: Understanding, now: datetime) -> None:
    model = Scripted({"park the heater": " job.set_status job= heater status=on_hold"}, declined=0.02)
    assert Dialogue(model).hear("park the heater", understanding, now, TURN).outcome is Outcome.NOTHING


def test_what_the_model_half_declines_and_sounds_like_a_command_is_asked(
    understanding: Understanding, now: datetime
) -> None:
    words = "get the heater job parked please"
    model = Scripted({words: " job.set_status job= heater job status=on_hold"}, declined=0.03)
    assert Dialogue(model).hear(words, understanding, now, TURN).outcome is Outcome.CONFIRMING


def test_what_the_model_half_declines_and_sounds_like_talk_is_none(understanding: Understanding, now: datetime) -> None:
    talk = "she told me the heater gets parked in front of their house every night"
    model = Scripted({talk: " job.set_status job= heater status=on_hold"}, declined=0.03)
    assert Dialogue(model).hear(talk, understanding, now, TURN).outcome is Outcome.NOTHING


def test_nobody_orders_twice_in_one_breath(understanding: Understanding, now: datetime) -> None:
    twice = " job.set_status job= heater status=on_hold ; job.set_status job= heater status=on_hold"
    assert len(hear("park the heater", understanding, now, twice).instructions) == 1


def test_an_invoice_named_by_its_customer_is_the_customers(understanding: Understanding, now: datetime) -> None:
    decision = hear("nag ann bauer for what she owes", understanding, now, " invoice.remind invoice= ann bauer")
    assert decision.slots["customer"] == "Ann Bauer"


def test_a_job_says_itself_whose_it_is(understanding: Understanding, now: datetime) -> None:
    answer = " invoice.create customer= maria garcia job= heater"
    model = Scripted({"ring up the heater at maria garcia": answer})
    (only,) = meaning(Dialogue(model).heard("ring up the heater at maria garcia", understanding, now, TURN)).commands
    assert only.slots == {"job": "42"}


def test_a_job_is_named_by_its_customer_and_what_is_to_be_done(understanding: Understanding, now: datetime) -> None:
    decision = hear("park the garcia heater", understanding, now, " job.set_status job= garcia heater status=on_hold")
    assert decision.slots["job"] == "42"


def test_a_colleague_is_nobodys_customer(business: Snapshot, now: datetime) -> None:
    understanding = Understanding(replace(business, team=(Member("sam", "Sam Reed"),)), ENGLISH)
    model = Scripted({"dig up what sam reed got": " job.search customer= sam reed"})
    (only,) = meaning(Dialogue(model).heard("dig up what sam reed got", understanding, now, TURN)).commands
    assert only.slots == {"assignee": "Sam Reed"}


def test_a_business_is_named_by_how_its_name_begins(business: Snapshot, now: datetime) -> None:
    understanding = Understanding(replace(business, businesses=("Northside Plumbing", "Lakeshore Heating")), ENGLISH)
    model = Scripted({"hop over to lakeshore": " business.switch business= lakeshore"})
    (only,) = meaning(Dialogue(model).heard("hop over to lakeshore", understanding, now, TURN)).commands
    assert only.slots == {"business": "Lakeshore Heating"}


def test_a_name_that_no_record_has_is_said_back(understanding: Understanding, now: datetime) -> None:
    decision = hear(
        "shoot walter quimby a line we are late", understanding, now, " notify.running_late customer= walter quimby"
    )
    assert decision.outcome is Outcome.REFUSED
    assert "Walter Quimby" in decision.reply


def test_a_surname_of_two_is_asked(understanding: Understanding, now: datetime) -> None:
    decision = hear("give garcia a shout for me", understanding, now, " contact.find customer= garcia")
    assert decision.outcome is Outcome.ASKED
    assert "Maria Garcia" in decision.reply
    assert "Luis Garcia" in decision.reply


def test_what_is_missing_is_asked(understanding: Understanding, now: datetime) -> None:
    decision = hear("stick something on my list", understanding, now, " job.add_note")
    assert decision.outcome is Outcome.ASKED


def test_two_commands_are_taken_one_after_the_other(understanding: Understanding, now: datetime) -> None:
    model = Scripted(
        {
            "knock out 42 then ring up ann bauer": " job.complete job= 42 ; contact.find customer= ann bauer",
            "knock out 42": " job.complete job= 42",
            "ring up ann bauer": " contact.find customer= ann bauer",
        }
    )
    decision = Dialogue(model).hear("knock out 42 then ring up ann bauer", understanding, now, TURN)
    [completed] = decision.instructions
    assert dict(completed.command)["status"] == "completed"
    assert "Ann Bauer" in decision.reply.removeprefix(decision.reply.split(".")[0])


def test_several_are_parted_where_each_part_says_what_was_read(understanding: Understanding, now: datetime) -> None:
    words = "the heater job is finish please make also the bill"
    model = Scripted(
        {
            words: " job.complete job= heater ; invoice.create",
            "the heater job is finish": " job.complete job= heater",
            "please make also the bill": " invoice.create",
        }
    )
    completed, invoiced = meaning(Dialogue(model).heard(words, understanding, now, TURN)).commands
    assert completed.slots["job"] == "42"
    assert invoiced.slots == {"job": "42"}, "the second is about the job of the first"


def test_several_are_parted_where_phrases_fit_rather_than_where_the_model_guesses(
    understanding: Understanding, now: datetime
) -> None:
    words = "put job 12 on hold schedule job 43 for friday"
    held, scheduled = " job.set_status job= 12 status=on_hold", " job.schedule job= 43 when= friday"
    model = Scripted(
        {words: f"{held} ;{scheduled}", "put job 12": held, "on hold schedule job 43 for friday": scheduled}
    )
    turn = Dialogue(model).heard(words, understanding, now, TURN)
    assert parted(turn, turn.freely(words)) == ("put job 12 on hold", "schedule job 43 for friday")


def test_no_part_of_several_is_empty(understanding: Understanding, now: datetime) -> None:
    model = Scripted(
        {
            "knock it out then ring up ann bauer": " job.complete ; contact.find customer= ann bauer",
            "knock it out": " job.complete",
            "ring up ann bauer": " contact.find customer= ann bauer",
        }
    )
    decision = Dialogue(model).hear("; knock it out then ring up ann bauer", understanding, now, TURN)
    assert decision.command == "job.complete"
    assert decision.outcome is Outcome.ASKED


@pytest.mark.parametrize("words", ["", "word " * 5000, "\x00\x1b[2J", "漢字 かな", "..."])
def test_what_is_no_sentence_is_not_even_read(words: str, understanding: Understanding, now: datetime) -> None:
    model = Scripted({})
    assert Dialogue(model).hear(words, understanding, now, TURN).outcome is Outcome.NOTHING
    assert len(model.asked) <= 1


def test_a_model_that_fails_understands_nothing(understanding: Understanding, now: datetime) -> None:
    assert Dialogue(Broken()).hear("park the heater", understanding, now, TURN).outcome is Outcome.NOTHING


def guess(words: str, understanding: Understanding, now: datetime, answer: str) -> Decision:
    """What is decided where nothing was heard clearly, and `words` were written down freely."""
    model = Scripted({understanding.tongue.forms.normal(words): answer})
    return Dialogue(model).hear("", understanding, now, TURN, guesses=(words,))


def test_what_was_written_down_freely_is_asked_before_it_is_done(understanding: Understanding, now: datetime) -> None:
    decision = guess("park the heater job", understanding, now, " job.set_status job= heater status=on_hold")
    assert decision.outcome is Outcome.CONFIRMING
    assert "42" in decision.reply
    assert not decision.instructions


def test_what_only_asks_is_answered(understanding: Understanding, now: datetime) -> None:
    decision = guess("gimme the scoop on ann bauer", understanding, now, " contact.find customer= ann bauer")
    assert decision.outcome is Outcome.ANSWERED


def test_talk_that_was_written_down_is_nothing(understanding: Understanding, now: datetime) -> None:
    assert guess("the game was great", understanding, now, " none").outcome is Outcome.NOTHING


@pytest.mark.parametrize("behind", ["no cancel that", "no, wait, forget it", "no never mind"])
def test_what_is_taken_back_in_the_same_breath_is_not_done(
    behind: str, understanding: Understanding, now: datetime
) -> None:
    words = f"park the heater {behind}"
    decision = hear(words, understanding, now, " job.set_status job= heater status=on_hold")
    assert decision.outcome is Outcome.NOTHING


def test_behind_a_no_it_is_asked_what_was_meant(understanding: Understanding, now: datetime) -> None:
    words = "park the heater no the other one"
    decision = hear(words, understanding, now, " job.set_status job= heater status=on_hold")
    assert decision.outcome is Outcome.CONFIRMING
    several = " job.set_status job= heater status=on_hold ; job.start job= 12"
    assert hear("park the heater no begin 12", understanding, now, several).outcome is Outcome.NOTHING


def test_of_several_it_is_not_sure_about_none_is_done_at_once(understanding: Understanding, now: datetime) -> None:
    words = "park the heater and ready up 12"
    answer = " job.set_status job= heater status=on_hold ; job.set_status job= 12 status=in_progress"
    decision = hear(words, understanding, now, answer, share=0.6)
    assert decision.outcome is Outcome.CONFIRMING
    assert decision.reply == "Job 42 will be on hold. Shall I?"
    assert not decision.instructions


def test_what_says_nothing_by_itself_is_as_it_was_read_with_the_rest(
    understanding: Understanding, now: datetime
) -> None:
    words = "park the heater and then scribble on it that it drips"
    model = Scripted(
        {
            words: " job.set_status job= heater status=on_hold ; job.add_note note= it drips",
            "park the heater": " job.set_status job= heater status=on_hold",
        }
    )
    parked, noted = Dialogue(model).hear(words, understanding, now, TURN).instructions
    assert dict(parked.command)["job"] == "42"
    assert (dict(noted.command)["job"], dict(noted.command)["note"]) == ("42", "it drips")


def test_a_certain_reading_counts_more_than_a_name_that_nobody_has(understanding: Understanding, now: datetime) -> None:
    decision = hear(
        "text quimby the heater is parked", understanding, now, " job.set_status job= heater status=on_hold"
    )
    assert decision.slots["job"] == "42"


@pytest.mark.parametrize(
    "words", ["order two unobtainium and park the heater", "park the heater and order two unobtainium"]
)
def test_beside_a_name_that_nobody_has_it_is_not_lost(words: str, understanding: Understanding, now: datetime) -> None:
    model = Scripted({"park the heater": " job.set_status job= heater status=on_hold"})
    decision = Dialogue(model).hear(words, understanding, now, TURN)
    assert "I don't know a part called unobtainium." in decision.reply
    assert len(decision.instructions) == 1


class Slow(Scripted):
    """A model that has no time for a sentence."""

    def complete(self, text: str, grammar: str) -> Completion:
        raise TooLongError("No time.")


@pytest.mark.parametrize(
    ("tongue", "words", "reply"),
    [
        (ENGLISH, "park the heater", "That takes me too long. Please say it again, in fewer words."),
        (
            SPANISH,
            "estaciona el calentador",
            "Eso me lleva demasiado tiempo. Dilo otra vez, por favor, con menos palabras.",
        ),
    ],
)
def test_whom_there_was_no_time_to_read_is_told_so(
    tongue: Tongue, words: str, reply: str, business: Snapshot, now: datetime
) -> None:
    dialogue = Dialogue(Slow({}))
    assert dialogue.hear(words, Understanding(business, tongue), now, TURN).reply == reply
    assert not dialogue.memory.patience.troubles


def test_what_a_phrase_fits_needs_no_time(understanding: Understanding, now: datetime) -> None:
    assert Dialogue(Slow({})).hear("start job 12", understanding, now, TURN).instructions


def test_two_that_are_doubtful_are_asked_about_one_by_one(understanding: Understanding, now: datetime) -> None:
    """What is shown is what is done, also where the words of the second are another command by themselves."""
    words = "wrap up job 42 then bring that one to tomorrow"
    model = Scripted(
        {
            understanding.tongue.forms.normal(words): " job.complete job= 42 ; invoice.create job= that 1",
            "bring that 1 to tomorrow": " job.reschedule job= that 1 when= tomorrow",
        },
        share=0.7,
    )
    permitted = replace(
        understanding.snapshot, permissions=understanding.snapshot.permissions | {"create_invoices", "view_invoices"}
    )
    dialogue, with_invoices = Dialogue(model), Understanding(permitted, understanding.tongue)
    first = dialogue.hear(words, with_invoices, now, TURN)
    assert first.reply == "Mark job 42 as completed?"
    second = dialogue.hear("yes", with_invoices, now, TURN)
    assert second.command == "invoice.create"
    assert len(second.instructions) == 1


def test_a_phrase_in_a_doubtful_breath_is_asked_about_too(understanding: Understanding, now: datetime) -> None:
    words = "start job 12 and bill it if ann agrees"
    model = Scripted({words: " job.start job= 12 ; invoice.create job= it"})
    decision = Dialogue(model).hear(words, understanding, now, TURN)
    assert (decision.outcome, decision.command) == (Outcome.CONFIRMING, "job.start")


def test_what_is_it_in_a_breath_is_what_was_named_in_it(understanding: Understanding, now: datetime) -> None:
    words = "wrap 42 up and get it over to tomorrow"
    model = Scripted({words: " job.complete job= 42 ; job.reschedule job= it when= tomorrow"})
    dialogue = Dialogue(model)
    dialogue.hear("what's job 12", understanding, now, TURN)
    turn = dialogue.heard(words, understanding, now, TURN)
    assert [each.slots["job"] for each in turn.freely(words).commands] == ["42", "42"]
