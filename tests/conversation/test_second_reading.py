"""Words that a phrase fits only because some of them may be any are read by the language model too."""

from datetime import datetime

import pytest

from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.meanings import meaning
from conversation.understanding import Understanding
from tests.conversation.test_free_reading import TURN, Scripted

HEDGED = "tell ann bauer the train has me stuck for half an hour"


def hear(words: str, understanding: Understanding, now: datetime, answers: dict[str, str], share: float) -> Decision:
    return Dialogue(Scripted(answers, share)).hear(words, understanding, now, TURN)


def test_a_message_that_tells_of_a_delay_is_one(understanding: Understanding, now: datetime) -> None:
    answers = {HEDGED: " notify.running_late customer= ann bauer duration= half an hour"}
    assert hear(HEDGED, understanding, now, answers, 0.9).command == "notify.running_late"


def test_where_the_model_is_not_sure_the_phrase_counts(understanding: Understanding, now: datetime) -> None:
    answers = {HEDGED: " notify.running_late customer= ann bauer"}
    assert hear(HEDGED, understanding, now, answers, 0.7).command == "notify.message_customer"


def test_where_the_model_says_less_the_phrase_counts(understanding: Understanding, now: datetime) -> None:
    answers = {HEDGED: " notify.message_customer customer= ann bauer"}
    decision = hear(HEDGED, understanding, now, answers, 0.99)
    assert decision.slots["message"] == "the train has me stuck for half an hour"


ENDS_IN_A_COMMAND = "add a note to job 42 the anode rod is gone and then wrap it up"
AS_READ = {
    ENDS_IN_A_COMMAND: " job.add_note job= 42 note= the anode rod is gone ; job.complete",
    "add a note to job 42 the anode rod is gone": " job.add_note job= 42 note= the anode rod is gone",
    "wrap it up": " job.complete",
}


@pytest.mark.parametrize("share", [0.99, 0.9])
def test_whether_a_note_ends_where_another_command_is_read_is_asked(
    share: float, understanding: Understanding, now: datetime
) -> None:
    dialogue = Dialogue(Scripted(AS_READ, share))
    asked = dialogue.hear(ENDS_IN_A_COMMAND, understanding, now, TURN)
    assert (asked.reply, asked.instructions) == ("Is this a second command: wrap it up?", ())


def test_behind_a_yes_it_ends_there(understanding: Understanding, now: datetime) -> None:
    dialogue = Dialogue(Scripted(AS_READ))
    dialogue.hear(ENDS_IN_A_COMMAND, understanding, now, TURN)
    note, completed = (dict(each.command) for each in dialogue.hear("yes", understanding, now, TURN).instructions)
    assert note["note"] == "the anode rod is gone"
    assert (completed["job"], completed["status"]) == ("42", "completed")


def test_behind_a_no_it_is_all_note(understanding: Understanding, now: datetime) -> None:
    dialogue = Dialogue(Scripted(AS_READ))
    dialogue.hear(ENDS_IN_A_COMMAND, understanding, now, TURN)
    (note,) = dialogue.hear("no", understanding, now, TURN).instructions
    assert dict(note.command)["note"] == "the anode rod is gone and then wrap it up"


def test_a_note_that_is_read_whole_behind_another_command_is_not_asked_about(
    understanding: Understanding, now: datetime
) -> None:
    words = "finish job 42 and note that the valve leaks"
    answers = {
        words: " job.complete job= 42 ; job.add_note note= the valve leaks",
        "note that the valve leaks": " job.add_note note= the valve leaks",
    }
    finished, note = hear(words, understanding, now, answers, 0.99).instructions
    assert dict(note.command)["note"] == "the valve leaks"
    assert dict(finished.command)["status"] == "completed"


def test_a_command_behind_a_message_that_is_read_otherwise_is_not_lost(
    understanding: Understanding, now: datetime
) -> None:
    words = f"{HEDGED} and start job 12"
    asked = hear(words, understanding, now, {words: " notify.running_late customer= ann bauer"}, 0.99)
    assert asked.reply == "Is this a second command: start job 12?"


@pytest.mark.parametrize(
    ("length", "end", "command"),
    [
        ("half an hour", " and I am sorry", "notify.message_customer"),
        ("two and a half hours", "", "notify.running_late"),
    ],
)
def test_a_reading_that_leaves_out_the_end_counts_less_than_the_phrase(
    length: str, end: str, command: str, understanding: Understanding, now: datetime
) -> None:
    normal = understanding.tongue.forms.normal
    words = f"tell ann bauer the train has me stuck for {length}{end}"
    answers = {normal(words): f" notify.running_late customer= ann bauer duration= {normal(length)}"}
    assert hear(words, understanding, now, answers, 0.99).command == command


@pytest.mark.parametrize(
    ("words", "outcome"),
    [
        ("jot down for 42 the valve leaks", Outcome.SAVED),
        ("jot down for 42 the valve leaks please", Outcome.SAVED),
        ("jot down for 42 the valve leaks bill it", Outcome.CONFIRMING),
    ],
)
def test_a_note_that_is_read_shorter_than_it_was_said_is_asked_about(
    words: str, outcome: Outcome, understanding: Understanding, now: datetime
) -> None:
    answers = {words: " job.add_note job= 42 note= the valve leaks"}
    assert hear(words, understanding, now, answers, 0.99).outcome is outcome


def test_words_that_are_one_by_the_persons_word_are_not_read_again(understanding: Understanding, now: datetime) -> None:
    words = "add a note to job 42 that the valve leaks and start job 43"
    model = Scripted({words: " job.add_note job= 42 note= the valve leaks ; job.start job= 43"}, share=0.7)
    dialogue = Dialogue(model)
    assert dialogue.hear(words, understanding, now, TURN).outcome is Outcome.CONFIRMING
    read = len(model.asked)
    (note,) = dialogue.hear("no", understanding, now, TURN).instructions
    assert dict(note.command)["note"] == "the valve leaks and start job 43"
    assert len(model.asked) == read == 1


def test_of_two_of_a_name_it_is_asked_which_also_where_somebody_was_spoken_of(
    understanding: Understanding, now: datetime
) -> None:
    words = "does that garcia still owe us"
    dialogue = Dialogue(Scripted({words: " invoice.unpaid customer= garcia"}))
    dialogue.hear("find ann bauer", understanding, now, TURN)
    decision = dialogue.hear(words, understanding, now, TURN)
    assert decision.outcome is Outcome.ASKED
    assert "Luis Garcia" in decision.reply


@pytest.mark.parametrize("words", ["wrap that one up", "wrap it up"])
def test_what_was_spoken_of_is_meant_by_words_that_refer_to_it(
    words: str, understanding: Understanding, now: datetime
) -> None:
    dialogue = Dialogue(Scripted({understanding.tongue.forms.normal(words): " job.complete"}))
    dialogue.hear("what's the status of job 42", understanding, now, TURN)
    assert dialogue.hear(words, understanding, now, TURN).slots["job"] == "42"


def test_what_refers_to_nothing_is_asked_for(understanding: Understanding, now: datetime) -> None:
    dialogue = Dialogue(Scripted({"wrap up": " job.complete"}))
    dialogue.hear("what's the status of job 42", understanding, now, TURN)
    assert dialogue.hear("wrap up", understanding, now, TURN).outcome is Outcome.ASKED


def test_the_second_of_two_is_as_it_was_read_where_its_words_alone_say_nothing(
    understanding: Understanding, now: datetime
) -> None:
    words = "knock out 42 then the same for 43"
    answers = {words: " job.complete job= 42 ; job.complete job= 43", "knock out 42": " job.complete job= 42"}
    turn = Dialogue(Scripted(answers)).heard(words, understanding, now, TURN)
    assert [each.slots.get("job") for each in meaning(turn).commands] == ["42", "43"]


@pytest.mark.parametrize(
    ("words", "answer", "customer"),
    [
        (
            "what's the word on the oakwood apartments people",
            " contact.find customer= apartments",
            "Oakwood Apartments",
        ),
        ("ring me through to ann bauer", " contact.find", "Ann Bauer"),
    ],
)
def test_a_name_is_taken_whole_and_where_it_was_not_pointed_at(
    words: str, answer: str, customer: str, understanding: Understanding, now: datetime
) -> None:
    said = understanding.tongue.forms.normal(words)
    assert hear(words, understanding, now, {said: answer}, 0.95).slots["customer"] == customer
