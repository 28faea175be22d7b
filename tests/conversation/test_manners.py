"""Sleep and quiet: what is heard then, and what is still said in words."""

from datetime import datetime
from uuid import uuid4

import pytest

from conversation.books import ASLEEP, IDLE, book
from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.manners import Answering, Manners, answering
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from conversation.understanding import Understanding
from erp import Snapshot

EACH = pytest.mark.parametrize("tongue", [ENGLISH, SPANISH], ids=["en", "es"])


@pytest.fixture
def dialogue() -> Dialogue:
    return Dialogue()


def say(dialogue: Dialogue, business: Snapshot, now: datetime, tongue: Tongue, *said: str) -> list[Decision]:
    understanding = Understanding(business, tongue)
    return [dialogue.hear(words, understanding, now, uuid4()) for words in said]


@EACH
def test_asleep_nothing_is_heard_but_that_it_shall_wake(
    tongue: Tongue, dialogue: Dialogue, business: Snapshot, now: datetime
) -> None:
    sleep, wake = tongue.says("go to sleep", "duérmete"), tongue.says("wake up", "despierta")
    complete = tongue.says("put job 12 on hold", "pon el trabajo 12 en espera")
    slept, ignored, helped, woken, saved = say(
        dialogue, business, now, tongue, sleep, complete, tongue.says("help", "ayuda"), wake, complete
    )
    assert (slept.expects, slept.reply) == (ASLEEP, tongue.sentences.ASLEEP)
    assert {each.outcome for each in (ignored, helped)} == {Outcome.NOTHING}
    assert {each.reply for each in (ignored, helped)} == {""}
    assert {each.expects for each in (ignored, helped)} == {ASLEEP}
    assert (woken.expects, woken.reply) == (IDLE, tongue.sentences.AWAKE)
    assert saved.outcome is Outcome.SAVED


@EACH
def test_a_recogniser_is_held_to_nothing_else_then(tongue: Tongue, business: Snapshot) -> None:
    assert set(book(ASLEEP, business, tongue).intents) == {"wake"}


def test_what_it_sleeps_over_is_dropped(dialogue: Dialogue, business: Snapshot, now: datetime) -> None:
    *_, slept, woken = say(dialogue, business, now, ENGLISH, "create a job", "stop listening", "wake up")
    assert slept.reply == f"{ENGLISH.sentences.ASLEEP} What I had asked is dropped."
    assert woken.expects == IDLE


@pytest.mark.parametrize(
    ("tongue", "quiet", "speak"),
    [
        (ENGLISH, "be quiet for a while", "speak again"),
        (ENGLISH, "quiet mode", "you can talk now"),
        (SPANISH, "modo silencio", "ya puedes hablar"),
        (SPANISH, "cállate un rato", "habla otra vez"),
    ],
)
def test_it_is_quiet_until_it_shall_speak(
    tongue: Tongue, quiet: str, speak: str, dialogue: Dialogue, business: Snapshot, now: datetime
) -> None:
    say(dialogue, business, now, tongue, quiet)
    assert dialogue.memory.manners == Manners(quiet=True)
    say(dialogue, business, now, tongue, speak)
    assert dialogue.memory.manners == Manners()


def test_an_open_question_is_asked_again_behind_it(dialogue: Dialogue, business: Snapshot, now: datetime) -> None:
    _, quiet = say(dialogue, business, now, ENGLISH, "create a job", "be quiet")
    assert (quiet.reply, quiet.expects) == (f"{ENGLISH.sentences.QUIET} For which customer?", "slot:customer")


@pytest.mark.parametrize(
    ("said", "how"),
    [
        (["put job 12 on hold"], Answering.DONE),
        (["put job 12 on hold", "undo that"], Answering.DONE),
        (["cancel"], Answering.DONE),
        (["the weather is nice"], Answering.NOT_UNDERSTOOD),
        (["create a job"], Answering.IN_WORDS),
        (["create an invoice for Ann Bauer", "two hundred"], Answering.IN_WORDS),
        (["what's my schedule today"], Answering.IN_WORDS),
        (["complete job 43"], Answering.IN_WORDS),
        (["put job 12 on hold", "say that again"], Answering.IN_WORDS),
    ],
)
def test_questions_answers_and_refusals_are_in_words_however_quiet_it_is(
    said: list[str], how: Answering, dialogue: Dialogue, business: Snapshot, now: datetime
) -> None:
    *_, last = say(dialogue, business, now, ENGLISH, "quiet mode", *said)
    assert answering(last, dialogue.memory.manners) is how
    assert answering(last, Manners()) is Answering.IN_WORDS


@pytest.mark.parametrize("said", ["go to sleep", "be quiet", "wake up"])
def test_only_a_unit_sleeps(said: str, business: Snapshot, now: datetime) -> None:
    dialogue = Dialogue(is_units=False)
    (refused,) = say(dialogue, business, now, ENGLISH, said)
    assert (refused.outcome, refused.reply) == (Outcome.REFUSED, ENGLISH.sentences.ON_A_UNIT)
    assert dialogue.memory.manners == Manners()


@pytest.mark.parametrize("text", ["be quiet", "wake up"])
def test_in_a_note_these_are_words(text: str, dialogue: Dialogue, business: Snapshot, now: datetime) -> None:
    *_, saved = say(dialogue, business, now, ENGLISH, "add a note to job 42", text)
    assert saved.slots == {"job": "42", "note": text}


@pytest.mark.parametrize(
    ("tongue", "said", "language", "reply"),
    [
        (ENGLISH, "speak spanish please", "es", SPANISH.sentences.SPEAKS),
        (ENGLISH, "habla español", "es", SPANISH.sentences.SPEAKS),
        (SPANISH, "habla inglés", "en", ENGLISH.sentences.SPEAKS),
        (SPANISH, "speak english", "en", ENGLISH.sentences.SPEAKS),
        (ENGLISH, "switch to english", None, ENGLISH.sentences.SPEAKS_ALREADY),
        (SPANISH, "háblame en español", None, SPANISH.sentences.SPEAKS_ALREADY),
    ],
)
def test_another_language_is_spoken_from_its_own_reply_on(
    tongue: Tongue, said: str, language: str | None, reply: str, dialogue: Dialogue, business: Snapshot, now: datetime
) -> None:
    (decision,) = say(dialogue, business, now, tongue, said)
    assert (decision.language, decision.reply) == (language, reply)


def test_a_question_in_the_other_language_is_dropped(dialogue: Dialogue, business: Snapshot, now: datetime) -> None:
    *_, decision = say(dialogue, business, now, ENGLISH, "create a job", "speak spanish")
    assert decision.reply == f"{SPANISH.sentences.SPEAKS} {SPANISH.sentences.DROPPED}"
    assert (decision.expects, dialogue.memory.open) == (IDLE, None)


STARTED_IN_SPANISH = "El trabajo 12 queda guardado como en progreso. Ahora hablo español."


@pytest.mark.parametrize(
    ("tongue", "said", "language", "reply"),
    [
        (ENGLISH, "speak spanish and start job 12", "es", STARTED_IN_SPANISH),
        (ENGLISH, "start job 12 and then speak spanish", "es", STARTED_IN_SPANISH),
        (
            ENGLISH,
            "start job 12 and speak spanish and put job 45 on hold",
            "es",
            "El trabajo 12 queda guardado como en progreso. El trabajo 45 queda guardado como en espera. "
            "Ahora hablo español.",
        ),
        (
            SPANISH,
            "habla inglés y empieza el trabajo 12",
            "en",
            "Job 12 is saved as in progress. Now I speak English.",
        ),
        (
            ENGLISH,
            "speak english and start job 12",
            None,
            "Job 12 is saved as in progress. I speak English already.",
        ),
    ],
)
def test_what_is_said_in_the_same_breath_is_done_first_and_said_in_that_language(
    tongue: Tongue, said: str, language: str | None, reply: str, dialogue: Dialogue, business: Snapshot, now: datetime
) -> None:
    (decision,) = say(dialogue, business, now, tongue, said)
    assert (decision.language, decision.reply) == (language, reply)
    assert decision.instructions


def test_an_answer_is_given_in_the_language_that_was_asked_for(
    dialogue: Dialogue, business: Snapshot, now: datetime
) -> None:
    (decision,) = say(dialogue, business, now, ENGLISH, "speak spanish and what's the status of job 44")
    assert (decision.language, decision.reply.split(",")[0]) == ("es", "El trabajo 44")


def test_what_it_asks_is_asked_before_the_language_changes(
    dialogue: Dialogue, business: Snapshot, now: datetime
) -> None:
    asked, saved = say(dialogue, business, now, ENGLISH, "speak spanish and schedule job 43", "friday")
    assert (asked.language, asked.reply) == (None, "For when?")
    assert (saved.language, saved.reply.split(".")[-2]) == ("es", " Ahora hablo español")


@pytest.mark.parametrize(
    ("tongue", "said", "reply"),
    [
        (
            ENGLISH,
            "speak spanish and empieza el trabajo 12",
            "Ahora hablo español. Esto no lo tomé: empieza el trabajo 12. Hay que decirlo otra vez.",
        ),
        (
            SPANISH,
            "habla inglés y start job 12",
            "Now I speak English. This I have not taken: start job 12. It has to be said again.",
        ),
    ],
)
def test_what_is_said_in_the_other_language_already_is_said_not_to_be_taken(
    tongue: Tongue, said: str, reply: str, dialogue: Dialogue, business: Snapshot, now: datetime
) -> None:
    (decision,) = say(dialogue, business, now, tongue, said)
    assert (decision.reply, decision.instructions) == (reply, ())


@pytest.mark.parametrize("said", ["go to sleep and start job 12", "start job 12 and go to sleep"])
def test_it_sleeps_behind_what_was_said_in_the_same_breath(
    said: str, dialogue: Dialogue, business: Snapshot, now: datetime
) -> None:
    (decision,) = say(dialogue, business, now, ENGLISH, said)
    assert len(decision.instructions) == 1
    assert (decision.expects, dialogue.memory.manners.asleep) == (ASLEEP, True)
