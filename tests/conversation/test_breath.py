"""Two commands in one breath are two commands, in the order spoken."""

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
from erp import Member, Snapshot

START = UUID("6a1c1f8e-1111-4222-8333-444455556666")
Converse = Callable[..., list[Decision]]


@pytest.fixture
def converse(business: Snapshot, now: datetime) -> Converse:
    """Says one sentence after another."""

    def _converse(*sentences: str, tongue: Tongue = ENGLISH) -> list[Decision]:
        dialogue, understanding = Dialogue(), Understanding(business, tongue)
        turns = (uuid5(START, str(index)) for index, _ in enumerate(sentences))
        return [dialogue.hear(words, understanding, now, turn) for words, turn in zip(sentences, turns, strict=True)]

    return _converse


def names(decision: Decision) -> list[str]:
    return [instruction.command.spec.name for instruction in decision.instructions]


@pytest.mark.parametrize(
    ("tongue", "said"),
    [
        (ENGLISH, "put job 12 on hold and schedule job 43 for friday"),
        (ENGLISH, "put job 12 on hold, then schedule job 43 for friday"),
        (SPANISH, "pon el trabajo 12 en espera y agenda el trabajo 43 para el viernes"),
        (SPANISH, "pon el trabajo 12 en espera y luego agenda el trabajo 43 para el viernes"),
    ],
)
def test_both_are_saved(tongue: Tongue, said: str, converse: Converse) -> None:
    decision = converse(said, tongue=tongue)[0]
    assert (decision.outcome, names(decision)) == (Outcome.SAVED, ["job.set_status", "job.schedule"])
    assert len({instruction.id for instruction in decision.instructions}) == 2
    assert "12" in decision.reply
    assert "43" in decision.reply


@pytest.mark.parametrize(
    ("tongue", "said"),
    [
        (ENGLISH, "start and complete job 12"),
        (ENGLISH, "start and then complete job 12"),
        (SPANISH, "empieza y termina el trabajo 12"),
    ],
)
def test_two_orders_have_what_they_are_about_in_common(tongue: Tongue, said: str, converse: Converse) -> None:
    decision = converse(said, tongue=tongue)[0]
    statuses = [instruction.command.model_dump()["status"] for instruction in decision.instructions]
    assert statuses == ["in_progress", "completed"]


@pytest.mark.parametrize(
    ("tongue", "said"),
    [
        (ENGLISH, ["create a job for Ann Bauer and schedule it for tomorrow at nine", "yes"]),
        (SPANISH, ["crea un trabajo para Ann Bauer y agéndalo para mañana a las nueve", "sí"]),
    ],
)
def test_the_second_is_about_what_the_first_made(tongue: Tongue, said: list[str], converse: Converse) -> None:
    question, decision = converse(*said, tongue=tongue)
    assert (question.outcome, question.instructions) == (Outcome.CONFIRMING, ())
    create, schedule = decision.instructions
    assert schedule.refs["job"] == str(create.id)
    assert names(decision) == ["job.create", "job.schedule"]


@pytest.mark.parametrize(
    ("tongue", "said"),
    [
        (ENGLISH, "start job 12 and set aside two gfci outlets"),
        (SPANISH, "empieza el trabajo 12 y aparta dos gfci outlet"),
    ],
)
def test_the_second_is_about_the_job_of_the_first_where_it_needs_one(
    tongue: Tongue, said: str, converse: Converse
) -> None:
    [decision] = converse(said, tongue=tongue)
    start, reserve = (dict(instruction.command) for instruction in decision.instructions)
    assert (start["job"], reserve["job"]) == ("12", "12")


def test_a_job_that_was_named_earlier_is_not_taken_for_it(converse: Converse) -> None:
    _, asked = converse("start job 12", "do we have any ball valves in stock and set aside two gfci outlets")
    assert asked.reply.endswith("For which job?")


@pytest.mark.parametrize(
    ("tongue", "said", "commands"),
    [
        (ENGLISH, "start job 12 and mark it complete", ["job.set_status", "job.set_status"]),
        (ENGLISH, "schedule job 43 for friday and start it", ["job.schedule", "job.set_status"]),
        (SPANISH, "empieza el trabajo 12 y márcalo como terminado", ["job.set_status", "job.set_status"]),
        (SPANISH, "agenda el trabajo 43 para el viernes y empiézalo", ["job.schedule", "job.set_status"]),
    ],
)
def test_the_second_is_about_what_the_first_changed(
    tongue: Tongue, said: str, commands: list[str], converse: Converse
) -> None:
    decision = converse(said, tongue=tongue)[0]
    assert (decision.outcome, names(decision)) == (Outcome.SAVED, commands)


@pytest.mark.parametrize(
    ("tongue", "said", "reply"),
    [
        (ENGLISH, "start job 12 and start job 12", "Job 12 is already in progress."),
        (ENGLISH, "assign job 43 to sam and assign job 43 to sam", "Job 43 is already assigned to Sam Reed."),
        (SPANISH, "empieza el trabajo 12 y empieza el trabajo 12", "El trabajo 12 ya está en progreso."),
        (
            SPANISH,
            "asigna el trabajo 43 a sam y asigna el trabajo 43 a sam",
            "El trabajo 43 ya está asignado a Sam Reed.",
        ),
    ],
)
def test_what_the_first_has_done_the_second_need_not_do(
    tongue: Tongue, said: str, reply: str, business: Snapshot, now: datetime
) -> None:
    staffed = replace(business, team=(Member("rosa", "Rosa Delgado"), Member("sam", "Sam Reed")))
    decision = Dialogue().hear(said, Understanding(staffed, tongue), now, START)
    assert len(decision.instructions) == 1
    assert decision.reply.endswith(reply)


def test_each_is_read_back_and_answered(converse: Converse) -> None:
    asked, first, second = converse("create a job for Ann Bauer and create a job for Maria Garcia", "yes", "yes")
    assert "Ann Bauer" in asked.reply
    assert (first.outcome, names(first)) == (Outcome.CONFIRMING, ["job.create"])
    assert "Maria Garcia" in first.reply
    assert (second.outcome, names(second)) == (Outcome.SAVED, ["job.create"])


def test_the_second_may_ask(converse: Converse) -> None:
    first, done = converse("put job 12 on hold and schedule job 43", "friday")
    assert (first.outcome, names(first), first.expects) == (Outcome.ASKED, ["job.set_status"], "slot:when")
    assert names(done) == ["job.schedule"]


def test_the_second_is_taken_though_the_first_is_refused(converse: Converse) -> None:
    decision = converse("put job 99 on hold and put job 12 on hold")[0]
    assert decision.reply.startswith("I don't know job 99.")
    assert names(decision) == ["job.set_status"]


class TestBehindANo:
    """Who says no to the first has not said it to the second."""

    @pytest.mark.parametrize(
        ("tongue", "said", "no", "reply", "saved"),
        [
            (
                ENGLISH,
                "create a job for Ann Bauer and put job 12 on hold",
                "no",
                "Okay, not that. Job 12 is saved as on hold.",
                ["job.set_status"],
            ),
            (
                SPANISH,
                "crea un trabajo para Ann Bauer y pon el trabajo 12 en espera",
                "no",
                "De acuerdo, eso no. El trabajo 12 queda guardado como en espera.",
                ["job.set_status"],
            ),
            (
                ENGLISH,
                "cancel job 43 and cancel job 12",
                "no",
                "Okay, not that. Job 12 will be cancelled. That can't be undone. Shall I?",
                [],
            ),
            (
                ENGLISH,
                "create a job for Jane Miller and put job 12 on hold",
                "no",
                "Okay, not that. Job 12 is saved as on hold.",
                ["job.set_status"],
            ),
        ],
    )
    def test_the_second_is_taken(
        self, tongue: Tongue, said: str, no: str, reply: str, saved: list[str], converse: Converse
    ) -> None:
        decision = converse(said, no, tongue=tongue)[-1]
        assert (decision.reply, names(decision)) == (reply, saved)

    @pytest.mark.parametrize(
        ("tongue", "said", "reply"),
        [
            (
                ENGLISH,
                ["create a job for Ann Bauer and schedule it for tomorrow at nine", "no"],
                "Okay, not that. So this is left too: schedule it for tomorrow at nine.",
            ),
            (
                ENGLISH,
                ["put job 45 on hold", "book Ann Bauer for tomorrow at nine and put it on hold", "no"],
                "Okay, not that. So this is left too: put it on hold.",
            ),
            (
                SPANISH,
                ["crea un trabajo para Ann Bauer y agéndalo para mañana a las nueve", "no"],
                "De acuerdo, eso no. Entonces tampoco se hace esto: agéndalo para mañana a las nueve.",
            ),
        ],
    )
    def test_what_is_about_the_record_that_is_not_made_is_said_to_be_left(
        self, tongue: Tongue, said: list[str], reply: str, converse: Converse
    ) -> None:
        decision = converse(*said, tongue=tongue)[-1]
        assert (decision.outcome, decision.reply, decision.instructions) == (Outcome.CANCELLED, reply, ())

    def test_what_stands_behind_that_is_taken(self, converse: Converse) -> None:
        said = "create a job for Ann Bauer and schedule it for friday and put job 12 on hold"
        decision = converse(said, "no")[-1]
        assert decision.reply == (
            "Okay, not that. So this is left too: schedule it for friday. Job 12 is saved as on hold."
        )
        assert decision.beside == "So this is left too: schedule it for friday."

    def test_a_job_to_which_it_was_said_is_not_taken_for_the_one_meant(self, converse: Converse) -> None:
        asked = converse("cancel job 43 and set aside two gfci outlets", "no")[-1]
        assert asked.reply == "Okay, not that. For which job?"

    @pytest.mark.parametrize(
        ("tongue", "said", "answers", "reply"),
        [
            (
                ENGLISH,
                "create a job for Ann Bauer and put job 12 on hold",
                ["cancel"],
                "Operation cancelled. So this is left too: put job 12 on hold.",
            ),
            (
                SPANISH,
                "crea un trabajo para Ann Bauer y pon el trabajo 12 en espera",
                ["eh", "eh"],
                "Eso no fue un sí. No se guardó nada. Entonces tampoco se hace esto: pon el trabajo 12 en espera.",
            ),
        ],
    )
    def test_what_is_dropped_with_all_is_said_to_be(
        self, tongue: Tongue, said: str, answers: list[str], reply: str, converse: Converse
    ) -> None:
        assert converse(said, *answers, tongue=tongue)[-1].reply == reply


def test_a_question_behind_two_that_are_saved_is_beside_them(converse: Converse) -> None:
    [asked] = converse("put job 12 on hold and put job 45 on hold and schedule job 43")
    assert (names(asked), asked.beside) == (["job.set_status", "job.set_status"], "For when?")


@pytest.mark.parametrize(
    ("tongue", "said", "answers", "reply"),
    [
        (ENGLISH, "put job 12 on hold and cancel job 43", ["no"], "Okay, the rest was not saved."),
        (ENGLISH, "put job 12 on hold and cancel job 43", ["hm", "hm"], "That wasn't a yes. The rest was not saved."),
        (ENGLISH, "put job 12 on hold and schedule job 43", ["hm", "hm"], "Let's leave it. The rest was not saved."),
        (
            ENGLISH,
            "put job 12 on hold and create a job for Ann Bauer and create a job for Maria Garcia",
            ["yes", "no"],
            "Okay, the rest was not saved.",
        ),
        (
            SPANISH,
            "pon el trabajo 12 en espera y cancela el trabajo 43",
            ["no"],
            "De acuerdo, el resto no se guardó.",
        ),
        (
            SPANISH,
            "pon el trabajo 12 en espera y cancela el trabajo 43",
            ["eh", "eh"],
            "Eso no fue un sí. El resto no se guardó.",
        ),
        (
            SPANISH,
            "pon el trabajo 12 en espera y agenda el trabajo 43",
            ["eh", "eh"],
            "Dejémoslo. El resto no se guardó.",
        ),
    ],
)
def test_what_was_saved_before_is_not_said_to_be_unsaved(
    tongue: Tongue, said: str, answers: list[str], reply: str, converse: Converse
) -> None:
    assert converse(said, *answers, tongue=tongue)[-1].reply == reply


def test_what_was_saved_in_a_breath_before_is_of_no_concern(converse: Converse) -> None:
    said = ["put job 12 on hold and cancel job 43", "no", "cancel job 43", "no"]
    assert converse(*said)[-1].reply == "Okay, nothing was saved."
    instead = ["put job 12 on hold and schedule job 43", "cancel job 43", "no"]
    assert converse(*instead)[-1].reply == "Okay, nothing was saved."


@pytest.mark.parametrize("said", ["put job 12 on hold and the weather is nice", "he said so and put job 12 on hold"])
def test_half_a_command_is_none(said: str, converse: Converse) -> None:
    assert converse(said)[0].outcome is Outcome.NOTHING


def test_undo_takes_both_back(converse: Converse) -> None:
    saved, undone = converse("put job 12 on hold and schedule job 43 for friday", "undo that")
    assert undone.takes_back == saved.instructions


def test_what_was_heard_otherwise_is_asked_as_it_was_heard(understanding: Understanding, now: datetime) -> None:
    dialogue, heard = Dialogue(), "put job 12 on hold and schedule job 43 for friday"
    doubt = dialogue.hear("", understanding, now, START, (heard,))
    assert (doubt.outcome, doubt.reply) == (Outcome.CONFIRMING, f"Did you say: {heard}?")
    assert names(dialogue.hear("yes", understanding, now, START)) == ["job.set_status", "job.schedule"]


@pytest.mark.parametrize(
    ("tongue", "said", "question"),
    [
        (
            ENGLISH,
            "put job 12 on hold. Schedule job 43 for friday. Put job 45 on hold.",
            "Job 12 is saved as on hold. Job 43 is saved for Friday. Job 45 is saved as on hold.",
        ),
        (
            SPANISH,
            "pon el trabajo 12 en espera y agenda el trabajo 43 para mañana y pon el trabajo 45 en espera",
            "El trabajo 12 queda guardado como en espera. El trabajo 43 queda guardado para mañana."
            " El trabajo 45 queda guardado como en espera.",
        ),
    ],
)
def test_there_may_be_more_than_two(tongue: Tongue, said: str, question: str, converse: Converse) -> None:
    [decision] = converse(said, tongue=tongue)
    assert decision.reply == question
    assert len({instruction.id for instruction in decision.instructions}) == 3


class TestBehindFreeWords:
    """What is kept as it was said may go on with a command, or with words that are one by themselves."""

    @pytest.mark.parametrize(
        ("tongue", "said", "question"),
        [
            (
                ENGLISH,
                "note on job 42 that the valve leaks and mark it on hold",
                "Is this a second command: mark it on hold?",
            ),
            (
                SPANISH,
                "nota para el trabajo 42 que gotea la válvula y ponlo en espera",
                "¿Es esto otra orden: ponlo en espera?",
            ),
        ],
    )
    def test_it_is_asked(self, tongue: Tongue, said: str, question: str, converse: Converse) -> None:
        [asked] = converse(said, tongue=tongue)
        assert (asked.outcome, asked.reply, asked.instructions) == (Outcome.CONFIRMING, question, ())

    @pytest.mark.parametrize(
        ("tongue", "said", "yes", "reply"),
        [
            (
                ENGLISH,
                "note on job 42 that the valve leaks and mark it on hold",
                "yes",
                "The note for job 42 is saved: the valve leaks. Job 42 is saved as on hold.",
            ),
            (
                SPANISH,
                "nota para el trabajo 42 que gotea la válvula y ponlo en espera",
                "sí",
                "La nota del trabajo 42 está guardada: gotea la válvula. El trabajo 42 queda guardado como en espera.",
            ),
        ],
    )
    def test_behind_a_yes_it_is_two_commands(
        self, tongue: Tongue, said: str, yes: str, reply: str, converse: Converse
    ) -> None:
        decision = converse(said, yes, tongue=tongue)[-1]
        assert (decision.reply, names(decision)) == (reply, ["job.add_note", "job.set_status"])

    def test_behind_a_no_it_is_all_note(self, converse: Converse) -> None:
        decision = converse("note on job 42 that the valve leaks and mark it on hold", "no")[-1]
        assert decision.reply == "The note for job 42 is saved: the valve leaks and mark it on hold."
        assert names(decision) == ["job.add_note"]

    def test_what_is_neither_is_asked_once_more(self, converse: Converse) -> None:
        _, again, left = converse("note on job 42 that it leaks and put it on hold", "maybe", "perhaps")
        assert again.reply == "Yes or no? Is this a second command: put it on hold?"
        assert (left.outcome, left.reply) == (Outcome.CANCELLED, "That wasn't a yes. Nothing was saved.")

    @pytest.mark.parametrize(
        ("tongue", "said", "reply"),
        [
            (ENGLISH, "note on job 42 that the pump is old and the fan is loud", "the pump is old and the fan is loud"),
            (ENGLISH, "tell Maria Garcia I finished and call me", "I finished and call me"),
            (SPANISH, "dile a Maria Garcia que ya terminé y que me llame", "ya terminé y que me llame"),
        ],
    )
    def test_what_is_no_command_belongs_to_the_words(
        self, tongue: Tongue, said: str, reply: str, business: Snapshot, now: datetime
    ) -> None:
        understood = Understanding(business, tongue).command(said, now)
        [decision] = [Dialogue().hear(said, Understanding(business, tongue), now, START)]
        assert reply in understood.slots.values()
        assert decision.command == (understood.command and understood.command.spec.name)

    def test_a_note_that_ends_a_job_is_of_that_command(self, converse: Converse) -> None:
        [decision] = converse("finish job 42 and note that the valve leaks")
        assert decision.reply.startswith("Job 42 is saved as completed, with the note: the valve leaks. ")

    def test_it_is_asked_of_an_answer_too(self, converse: Converse) -> None:
        _, asked, done = converse("add a note to job 42", "the valve leaks. Put it on hold.", "yes")
        assert asked.reply == "Is this a second command: Put it on hold?"
        assert names(done) == ["job.add_note", "job.set_status"]


def test_what_was_behind_a_command_falls_with_it_where_another_takes_its_place(converse: Converse) -> None:
    asked, instead = converse("reschedule job 12 and put it on hold", "what's the status of job 42")
    assert asked.outcome is Outcome.ASKED
    assert instead.outcome is Outcome.ANSWERED
    assert not instead.instructions
    assert "put it on hold" in instead.reply, "it is said to be left"


def test_a_cancel_between_two_says_that_only_the_rest_is_unsaved(converse: Converse) -> None:
    *_, cancelled = converse("put job 12 on hold and cancel job 43", "cancel")
    assert "rest" in cancelled.reply


class TestWithANameThatNobodyHas:
    """What stands behind it, or before it, in the same breath is not lost with it."""

    @pytest.mark.parametrize(
        ("tongue", "said", "reply"),
        [
            (
                ENGLISH,
                "order two unobtainium and put job 12 on hold",
                "I don't know a part called unobtainium. Job 12 is saved as on hold.",
            ),
            (
                ENGLISH,
                "put job 12 on hold and order two unobtainium",
                "Job 12 is saved as on hold. I don't know a part called unobtainium.",
            ),
            (
                SPANISH,
                "pide dos unobtanios y pon el trabajo 12 en espera",
                "No conozco ninguna pieza que se llame unobtanios. El trabajo 12 queda guardado como en espera.",
            ),
        ],
    )
    def test_it_is_done(self, tongue: Tongue, said: str, reply: str, converse: Converse) -> None:
        [decision] = converse(said, tongue=tongue)
        assert (decision.reply, names(decision)) == (reply, ["job.set_status"])

    def test_behind_words_that_are_kept_it_is_asked(self, converse: Converse) -> None:
        said = "text Bob Miller that I am late and put job 12 on hold"
        asked, done = converse(said, "yes")
        assert (asked.reply, asked.instructions) == ("Is this a second command: put job 12 on hold?", ())
        assert done.reply.startswith("I don't know a customer called Bob Miller.")
        assert names(done) == ["job.set_status"]

    def test_behind_a_no_it_is_of_the_message_to_nobody(self, converse: Converse) -> None:
        _, refused = converse("text Bob Miller that I am late and put job 12 on hold", "no")
        assert (refused.outcome, names(refused)) == (Outcome.REFUSED, [])


class TestLongOnes:
    """However long something is, it is decided about at once."""

    def test_behind_many_joints_all_is_note(self, converse: Converse) -> None:
        note = " and ".join(f"pipe {number} leaks" for number in range(1, 14))
        [decision] = converse(f"note on job 42 that {note} and put job 12 on hold")
        assert [dict(each.command)["note"] for each in decision.instructions] == [f"{note} and put job 12 on hold"]

    @pytest.mark.parametrize(
        "said", [" and ".join(["start job 12"] * 1200), "text Bob Miller that " + "it leaks " * 2000, "no " * 5000]
    )
    def test_more_than_anybody_says_is_told_to_be_too_long(self, said: str, converse: Converse) -> None:
        asked, decision, done = converse("schedule job 43", said, "friday")
        assert (decision.outcome, decision.reply) == (Outcome.NOTHING, ENGLISH.sentences.TAKES_TOO_LONG)
        assert decision.expects == asked.expects
        assert names(done) == ["job.schedule"]

    def test_a_story_that_is_no_command_is_told_to_be_too_long(self, converse: Converse) -> None:
        [decision] = converse("so I was there this morning " * 20)
        assert decision.reply == ENGLISH.sentences.TAKES_TOO_LONG
