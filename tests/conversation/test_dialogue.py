"""What a conversation comes to."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid5

import pytest

from conversation.books import IDLE, READ_BACK
from conversation.decision import Decision, Outcome
from conversation.dialogue import Dialogue
from conversation.english import ENGLISH
from conversation.understanding import Understanding
from erp import Address, Customer, Job, Snapshot

TURN = UUID("6a1c1f8e-1111-4222-8333-444455556666")
Say = Callable[..., Decision]
NO_LINDA_PARK = "I don't know a customer called Linda Park. Say the whole name, or add Linda Park as a new customer."


@pytest.fixture
def say(understanding: Understanding, now: datetime) -> Say:
    """Says one sentence after another to one dialogue; gives the decision about the last."""
    dialogue = Dialogue()

    def _say(*sentences: str, snapshot: Snapshot | None = None, turn: UUID = TURN) -> Decision:
        against = Understanding(snapshot, ENGLISH) if snapshot else understanding
        return [dialogue.hear(words, against, now, turn) for words in sentences][-1]

    return _say


def made(decision: Decision) -> list[tuple[str, dict[str, object]]]:
    """The instructions, with the fields that are set."""
    return [
        (instruction.command.spec.name, instruction.command.model_dump(exclude_none=True))
        for instruction in decision.instructions
    ]


class TestRunning:
    def test_a_harmless_command_runs_at_once_and_is_told(self, say: Say) -> None:
        decision = say("mark job 42 complete")
        assert decision.outcome is Outcome.SAVED
        assert decision.reply == "Job 42 is saved as completed. You can say next: invoice job 42."
        assert made(decision) == [("job.set_status", {"job": "42", "status": "completed"})]
        assert decision.instructions[0].refs == {"job": "job-42"}

    def test_the_ids_derive_from_the_turn(self, say: Say) -> None:
        first, again = say("mark job 42 complete"), say("mark job 42 complete")
        assert first.instructions[0].id == uuid5(TURN, "0") == again.instructions[0].id

    def test_a_question_is_answered_and_saves_nothing(self, say: Say) -> None:
        decision = say("how many half inch copper elbows do we have")
        assert decision.outcome is Outcome.ANSWERED
        assert decision.reply == "Half inch copper elbow: 31 in stock."
        assert decision.instructions == ()

    def test_what_is_not_understood_does_nothing(self, say: Say) -> None:
        assert say("I told him to mark job 42 complete") == Decision(Outcome.NOTHING, "I didn't get that.")

    def test_words_that_nobody_could_make_out_are_answered_alike(self, say: Say) -> None:
        assert say("") == Decision(Outcome.NOTHING, "I didn't get that.")


class TestWordsThatDoNotCome:
    @pytest.mark.parametrize("said", ["add a note to job 42 that", "add a note to job 42 saying that"])
    def test_a_note_that_only_began_is_asked_for(self, said: str, say: Say) -> None:
        assert say(said).reply == "What should the note say?"
        assert made(say("that the valve leaks")) == [("job.add_note", {"job": "42", "note": "the valve leaks"})]

    def test_nobody_is_sent_the_word_that_leads_in(self, say: Say) -> None:
        assert say("text ann bauer saying").outcome is Outcome.ASKED

    @pytest.mark.parametrize("said", ["hold on", "wait a minute", "let me think", "um that"])
    def test_who_asks_for_time_has_not_said_the_note(self, said: str, say: Say) -> None:
        asked = say("add a note to job 42", said)
        assert (asked.outcome, asked.instructions) == (Outcome.ASKED, ())
        assert made(say("hold the valve open")) == [("job.add_note", {"job": "42", "note": "hold the valve open"})]


class TestReminders:
    @pytest.mark.parametrize(
        ("when", "meant"),
        [
            ("in 25 minutes", "2026-11-25T11:25"),
            ("in twenty five minutes", "2026-11-25T11:25"),
            ("at 9:17", "2026-11-26T09:17"),
            ("at 17:30", "2026-11-25T17:30"),
            ("at 15:00", "2026-11-25T15:00"),
        ],
    )
    def test_a_time_answers_when(self, when: str, meant: str, say: Say) -> None:
        reminder = {"message": "check the pump", "when": meant}
        assert made(say("remind me to check the pump", when)) == [("notify.remind_me", reminder)]
        assert made(say(f"remind me to check the pump {when}")) == [("notify.remind_me", reminder)]


class TestConfirming:
    def test_only_a_yes_runs_it(self, say: Say) -> None:
        asked = say("create a job for maria garcia")
        assert asked.outcome is Outcome.CONFIRMING
        assert asked.reply == "Create a job for Maria Garcia at 12 Oak Street, Aurora, called Service for Maria Garcia?"
        assert asked.expects == READ_BACK
        assert asked.instructions == ()

        decision = say("yes please")
        assert decision.outcome is Outcome.SAVED
        assert decision.reply == "Job 9001 for Maria Garcia is saved."
        assert decision.expects == IDLE
        assert decision.confirmation == "yes please"
        assert decision.words == "create a job for maria garcia"
        assert made(decision) == [
            (
                "job.create",
                {
                    "customer": "Maria Garcia",
                    "street": "12 Oak Street",
                    "city": "Aurora",
                    "state": "IL",
                    "postal_code": "60502",
                    "title": "Service for Maria Garcia",
                    "description": "Job created via voice",
                    "job_type": "service",
                    "number": "9001",
                },
            )
        ]
        assert decision.instructions[0].refs == {"customer": "maria"}

    @pytest.mark.parametrize("words", ["no", "nope", "yeah no", "don't", "no thanks"])
    def test_after_a_no_nothing_happens(self, words: str, say: Say) -> None:
        decision = say("create a job for maria garcia", words)
        assert (decision.outcome, decision.reply) == (Outcome.CANCELLED, "Okay, nothing was saved.")
        assert say("yes").outcome is Outcome.NOTHING

    @pytest.mark.parametrize("words", ["cancel", "never mind", "forget it"])
    def test_cancelling(self, words: str, say: Say) -> None:
        decision = say("create a job for maria garcia", words)
        assert (decision.outcome, decision.reply) == (Outcome.CANCELLED, "Operation cancelled.")
        assert say("yes").outcome is Outcome.NOTHING

    @pytest.mark.parametrize(
        "words", ["yes but not now", "hold on", "wait", "yes wait", "mark job 42 complete", "", "42"]
    )
    def test_what_is_no_clear_yes_is_asked_again_once_and_then_dropped(self, words: str, say: Say) -> None:
        again = say("create a job for maria garcia", words)
        assert again.outcome is Outcome.CONFIRMING
        assert (
            again.reply
            == "Yes or no? Create a job for Maria Garcia at 12 Oak Street, Aurora, called Service for Maria Garcia?"
        )
        dropped = say(words)
        assert (dropped.outcome, dropped.reply) == (Outcome.CANCELLED, "That wasn't a yes. Nothing was saved.")
        assert say("yes").instructions == ()

    def test_a_yes_to_the_second_asking_counts(self, say: Say) -> None:
        assert say("create a job for maria garcia", "hold on", "yes").outcome is Outcome.SAVED

    def test_what_was_just_saved_is_not_taken_back_by_a_word(self, say: Say) -> None:
        said = say("mark job 42 complete", "cancel")
        assert (said.outcome, said.reply) == (Outcome.CANCELLED, "Nothing is open. What was saved stays saved.")
        assert say("mark job 42 complete", "cancel", "cancel").reply == "Nothing is open. What was saved stays saved."

    def test_after_a_restart_nothing_is_assumed(self, say: Say, understanding: Understanding, now: datetime) -> None:
        say("create a job for maria garcia")
        assert Dialogue().hear("yes", understanding, now, TURN).outcome is Outcome.NOTHING

    def test_a_question_that_was_forgotten_is_not_answered(self, understanding: Understanding, now: datetime) -> None:
        dialogue = Dialogue()
        dialogue.hear("create a job for maria garcia", understanding, now, TURN)
        dialogue.forget()
        assert dialogue.hear("yes", understanding, now, TURN).outcome is Outcome.NOTHING

    def test_what_cannot_be_undone_is_confirmed(self, say: Say) -> None:
        asked = say("cancel job 42")
        assert asked.reply == "Job 42 will be cancelled. That can't be undone. Shall I?"
        assert made(say("yes")) == [("job.set_status", {"job": "42", "status": "cancelled"})]

    def test_an_invoice_is_made_over_the_amount_that_was_read_back(self, say: Say, business: Snapshot) -> None:
        asked = say("create an invoice for job 42")
        assert asked.reply == "Create an invoice for job 42 for 268 dollars?"
        dearer = tuple(replace(job, amount=Decimal(999)) for job in business.jobs)
        decision = say("yes", snapshot=replace(business, jobs=dearer))
        assert decision.instructions[0].command.model_dump()["amount"] == "268.00"
        assert decision.instructions[0].refs == {"job": "job-42", "customer": "maria"}

    def test_a_yes_does_not_run_what_has_become_illegal(self, say: Say, business: Snapshot) -> None:
        say("cancel job 42")
        paid = tuple(replace(job, status="paid") for job in business.jobs)
        decision = say("yes", snapshot=replace(business, jobs=paid))
        assert (decision.outcome, decision.instructions) == (Outcome.REFUSED, ())


class TestAsking:
    @pytest.mark.parametrize("answer", ["maria garcia please", "Maria Garcia, thanks."])
    def test_a_polite_answer_is_the_same_answer(self, answer: str, say: Say) -> None:
        assert say("create a job", answer).slots["customer"] == "Maria Garcia"

    def test_nobody_is_called_please(self, say: Say) -> None:
        assert say("create a job", "linda park please").slots["customer"] == "Linda Park"

    def test_words_that_are_kept_stay_polite(self, say: Say) -> None:
        assert say("put a note on job 42", "call first please").slots["note"] == "call first please"

    def test_a_missing_slot_is_asked_for(self, say: Say) -> None:
        asked = say("create a job")
        assert (asked.outcome, asked.reply, asked.expects) == (Outcome.ASKED, "For which customer?", "slot:customer")
        assert (
            say("ann bauer").reply == "Create a job for Ann Bauer at 5 Mill Road, Aurora, called Service for Ann Bauer?"
        )

    def test_an_address_that_no_record_has_is_asked_piece_by_piece(self, say: Say) -> None:
        said = [
            "create a job for o'brien and sons",
            "nine oh one lake drive",
            "aurora",
            "illinois",
            "six oh five oh two",
        ]
        asked = [say(words) for words in said]
        assert [decision.reply for decision in asked] == [
            "What is the street address?",
            "Which city?",
            "Which state?",
            "What is the zip code?",
            "Create a job for O'Brien & Sons LLC at 901 Lake Drive, Aurora, IL 60502,"
            " called Service for O'Brien & Sons LLC?",
        ]
        assert [decision.expects for decision in asked[:4]] == [
            "slot:street",
            "slot:city",
            "slot:state",
            "slot:postal_code",
        ]
        job = say("yes").instructions[0]
        assert job.command.model_dump(include={"street", "city", "state", "postal_code"}) == {
            "street": "901 Lake Drive",
            "city": "Aurora",
            "state": "IL",
            "postal_code": "60502",
        }

    def test_only_the_piece_that_the_record_lacks_is_asked_for(self, say: Say, business: Snapshot) -> None:
        partly = Customer("pat", "Pat Roe", address=Address("5 Mill Road", "Aurora", "Illinois", ""))
        more = replace(business, customers=(*business.customers, partly))
        assert say("create a job for pat roe", snapshot=more).reply == "What is the zip code?"
        decision = say("six oh five oh two", "yes", snapshot=more)
        assert decision.instructions[0].command.model_dump(include={"state", "postal_code"}) == {
            "state": "Illinois",
            "postal_code": "60502",
        }

    def test_a_job_may_be_named_by_its_customer(self, say: Say) -> None:
        assert say("mark the job complete", "zoe alvarez").reply.startswith("Job 45 is scheduled.")

    @pytest.mark.parametrize("words", ["yes", "okay", "please"])
    def test_a_yes_is_nobodys_name(self, words: str, say: Say) -> None:
        assert say("create a job", words).reply == "I didn't get that. For which customer?"

    def test_an_answer_that_is_none_is_asked_again_once(self, say: Say) -> None:
        assert say("create an invoice for job 44", "blue").reply == "I didn't get that. For what amount?"
        dropped = say("very blue")
        assert (dropped.outcome, dropped.reply) == (Outcome.CANCELLED, "Let's leave it. Nothing was saved.")
        assert say("two hundred dollars").outcome is Outcome.NOTHING

    def test_an_amount_is_asked_for_where_no_record_has_it(self, say: Say) -> None:
        say("create an invoice for job 44")
        assert say("twelve hundred forty nine").reply == "Create an invoice for job 44 for 1,249 dollars?"

    def test_cancelling_a_question(self, say: Say) -> None:
        assert say("create a job", "never mind").reply == "Operation cancelled."
        assert say("ann bauer").outcome is Outcome.NOTHING

    def test_another_command_takes_the_place_of_the_open_question(self, say: Say) -> None:
        decision = say("create a job", "mark job 42 complete")
        assert decision.outcome is Outcome.SAVED
        assert decision.reply == "Okay, that instead. Job 42 is saved as completed. You can say next: invoice job 42."
        assert say("ann bauer").outcome is Outcome.NOTHING

    def test_several_slots_are_asked_one_after_the_other(self, say: Say) -> None:
        said = say("update the job status"), say("forty two"), say("on hold")
        assert [decision.reply for decision in said] == [
            "Which job?",
            "To which status?",
            "Job 42 is saved as on hold.",
        ]

    def test_a_time_is_asked_for(self, say: Say) -> None:
        assert say("schedule job 42").reply == "For when?"
        assert made(say("friday at two")) == [("job.reschedule", {"job": "42", "when": "2026-11-27T14:00"})]


class TestChoosing:
    @pytest.mark.parametrize("answer", ["maria", "maria garcia", "the second one", "Maria Garcia"])
    def test_a_name_that_fits_two_is_asked(self, answer: str, say: Say) -> None:
        asked = say("create a job for garcia")
        assert (asked.outcome, asked.expects) == (Outcome.ASKED, "slot:customer")
        assert asked.reply == "Which one: Luis Garcia, or Maria Garcia?"
        assert (
            say(answer).reply
            == "Create a job for Maria Garcia at 12 Oak Street, Aurora, called Service for Maria Garcia?"
        )

    @pytest.mark.parametrize("answer", ["garcia", "ann bauer", "the other one"])
    def test_an_answer_that_does_not_choose_is_asked_again(self, answer: str, say: Say) -> None:
        assert say("create a job for garcia", answer).reply.startswith("I didn't get that. Which one")

    def test_a_job_that_is_named_by_its_customer(self, say: Say) -> None:
        asked = say("schedule the bauer job for friday")
        assert asked.reply == "Which one: job 12, Leaking faucet, or job 456, Repipe?"
        # It has a time already, and so is moved: what is chosen decides what is meant.
        assert made(say("the first one")) == [("job.reschedule", {"job": "12", "when": "2026-11-27"})]

    def test_two_customers_of_the_same_name_are_not_told_apart_by_it(self, say: Say, business: Snapshot) -> None:
        twins = replace(business, customers=(*business.customers, Customer("ann-2", "Ann Bauer")))
        decision = say("create a job for ann bauer", snapshot=twins)
        assert decision.outcome is Outcome.REFUSED
        assert decision.reply == "You have 2 customers called Ann Bauer. Tell them apart in Hero365 first."

    def test_two_jobs_of_the_same_number_are_not_told_apart_by_it(self, say: Say, business: Snapshot) -> None:
        both = replace(business, jobs=(*business.jobs, replace(business.jobs[0], ref="theirs", number="42")))
        decision = say("mark job 42 complete", snapshot=both)
        assert decision.reply == "You have 2 jobs called 42. Tell them apart in Hero365 first."

    def test_the_customer_of_a_job_is_certain_even_then(self, say: Say, business: Snapshot) -> None:
        twins = replace(business, customers=(Customer("maria-2", "Maria Garcia"), *business.customers))
        decision = say("invoice job 42", "yes", snapshot=twins)
        assert decision.instructions[0].refs == {"job": "job-42", "customer": "maria"}


class TestNewCustomers:
    SAID = ("create a job for linda park", "yes", "five mill road", "aurora", "illinois", "60502", "312 555 0190")

    def test_the_contact_is_made_first_and_the_job_behind_it(self, say: Say) -> None:
        assert say(self.SAID[0]).reply == "I don't know Linda Park. A new customer?"
        assert say(*self.SAID[1:]).reply == (
            "New customer Linda Park, phone (312) 555-0190, zip code 6 0 5 0 2. "
            "Create a job for Linda Park at 5 Mill Road, Aurora, IL, called Service for Linda Park?"
        )
        decision = say("yes")
        contact, job = decision.instructions
        assert contact.command.model_dump(exclude_none=True) == {
            "customer": "Linda Park",
            "phone": "3125550190",
            "street": "5 Mill Road",
            "city": "Aurora",
            "state": "IL",
            "postal_code": "60502",
        }
        assert job.command.spec.name == "job.create"
        assert job.refs == {"customer": str(contact.id)}
        assert contact.refs == {}
        assert decision.reply == "New customer Linda Park is saved. Job 9001 for Linda Park is saved."

    @pytest.mark.parametrize("words", ["no", "cancel"])
    def test_who_is_not_new_is_not_made(self, words: str, say: Say) -> None:
        assert say(self.SAID[0], words).outcome is Outcome.CANCELLED
        assert say("yes").outcome is Outcome.NOTHING

    def test_an_estimate_needs_only_the_phone_number(self, say: Say) -> None:
        assert say("create an estimate for linda park", "yes").reply == "What is the phone number?"
        asked = say("three one two five five five oh one nine oh")
        assert asked.reply == (
            "New customer Linda Park, phone (312) 555-0190. Create an estimate for Linda Park,"
            " called Estimate for Linda Park?"
        )
        assert [name for name, _ in made(say("yes"))] == ["contact.create", "estimate.create"]

    def test_an_invoice_is_not_made_for_a_stranger(self, say: Say) -> None:
        decision = say("create an invoice for linda park")
        assert (decision.outcome, decision.reply) == (Outcome.REFUSED, NO_LINDA_PARK)

    def test_without_the_permission_for_contacts_nothing_is_asked(self, say: Say, business: Snapshot) -> None:
        less = replace(business, permissions=business.permissions - {"edit_contacts"})
        assert say("create a job for linda park", snapshot=less).outcome is Outcome.REFUSED
        assert say("create a job for ann bauer", snapshot=less).outcome is Outcome.CONFIRMING

    def test_nobody_is_entered_twice(self, say: Say) -> None:
        assert say("add ann bauer as a new customer").reply == "Ann Bauer is already in your contacts."


class TestScheduling:
    def test_the_one_open_job_without_a_time_is_meant(self, say: Say) -> None:
        decision = say("schedule a job for oakwood apartments tomorrow at nine")
        assert made(decision) == [("job.schedule", {"job": "43", "when": "2026-11-26T09:00"})]
        assert decision.reply == "Job 43 is saved for tomorrow at 9 a.m."

    def test_where_there_is_none_a_job_is_made_first(self, say: Say) -> None:
        asked = say("schedule a job for maria garcia tomorrow at nine")
        assert asked.command == "job.create"
        assert asked.reply == (
            "Create a job for Maria Garcia at 12 Oak Street, Aurora for tomorrow at 9 a.m.,"
            " called Service for Maria Garcia?"
        )
        create, schedule = say("yes").instructions
        assert create.command.model_dump()["when"] is None
        assert schedule.command.model_dump(exclude_none=True) == {"job": "9001", "when": "2026-11-26T09:00"}
        assert schedule.refs == {"job": str(create.id)}

    def test_where_there_are_several_it_is_asked(self, say: Say, business: Snapshot) -> None:
        other = Job("job-46", "46", "JOB-000046", "Sink", "draft", "Oakwood Apartments", "oakwood")
        more = replace(business, jobs=(*business.jobs, other))
        asked = say("schedule a job for oakwood apartments tomorrow at nine", snapshot=more)
        assert asked.reply == "Which one: job 43, Drain cleaning, or job 46, Sink?"
        assert made(say("job 46", snapshot=more)) == [("job.schedule", {"job": "46", "when": "2026-11-26T09:00"})]

    def test_a_job_that_is_over_gets_no_time(self, say: Say) -> None:
        decision = say("schedule job 44 for friday")
        assert (decision.outcome, decision.reply) == (
            Outcome.REFUSED,
            "Job 44 is completed. It can't be scheduled any more.",
        )


class TestRefusing:
    @pytest.mark.parametrize(
        ("words", "reply"),
        [
            ("mark job 99 complete", "I don't know job 99."),
            ("invoice job 99", "I don't know job 99."),
            ("status of project 99", "I don't know project 99."),
            (
                "mark job 43 complete",
                "Job 43 is a draft. It has to be scheduled and started before it can be completed.",
            ),
            ("mark job 44 complete", "Job 44 is already completed."),
            ("start job 44", "Job 44 is completed. It can only be invoiced now."),
            ("schedule job 42 for today at nine", "Today at 9 a.m. is in the past. Say a later time."),
            ("bill Ann Bauer for job 42", "Job 42 is for Maria Garcia, not for Ann Bauer."),
        ],
    )
    def test_what_cannot_be_is_explained(self, words: str, reply: str, say: Say) -> None:
        decision = say(words)
        assert (decision.outcome, decision.reply, decision.instructions) == (Outcome.REFUSED, reply, ())
        assert decision.expects == IDLE

    @pytest.mark.parametrize("words", ["schedule job 43 for this morning", "remind me this morning to call Ann"])
    def test_a_morning_that_is_over_is_past(
        self, words: str, understanding: Understanding, now: datetime, business: Snapshot
    ) -> None:
        decision = Dialogue().hear(words, understanding, now.replace(hour=15), TURN)
        assert (decision.outcome, decision.reply) == (Outcome.REFUSED, "This morning is in the past. Say a later time.")

    @pytest.mark.parametrize(
        ("hour", "words"),
        [
            (11, "schedule job 43 for this morning"),
            (21, "schedule job 43 for tonight"),
            (21, "schedule job 43 for today"),
            (15, "who is free this morning"),
        ],
    )
    def test_a_part_of_the_day_that_lasts_is_not(
        self, hour: int, words: str, understanding: Understanding, now: datetime
    ) -> None:
        assert Dialogue().hear(words, understanding, now.replace(hour=hour), TURN).outcome in {
            Outcome.SAVED,
            Outcome.ANSWERED,
        }

    def test_an_unknown_job_is_said_before_anything_is_asked(self, say: Say) -> None:
        assert say("update job 99").outcome is Outcome.REFUSED

    @pytest.mark.parametrize(
        ("words", "permission"),
        [
            ("create a job", "create_jobs"),
            ("mark job 42 complete", "edit_jobs"),
            ("schedule job 42", "edit_jobs"),
            ("create an invoice", "edit_projects"),
            ("create an estimate", "edit_projects"),
            ("check stock", "view_projects"),
            ("what's my schedule", "view_jobs"),
            ("status of project 7", "view_projects"),
            ("add a new customer", "edit_contacts"),
        ],
    )
    def test_without_the_permission_nothing_is_asked(
        self, words: str, permission: str, say: Say, business: Snapshot
    ) -> None:
        less = replace(business, permissions=business.permissions - {permission})
        decision = say(words, snapshot=less)
        assert decision.outcome is Outcome.REFUSED
        assert decision.reply == f"You don't have the permission to {permission.replace('_', ' ')} in Hero365."
        assert say(words).outcome is not Outcome.REFUSED


class TestANoToAnOpenQuestion:
    @pytest.mark.parametrize(
        ("said", "no"),
        [
            ("add a note to job 42", "no"),
            ("text ann bauer", "nope"),
            ("cancel the job", "no"),
            ("create a job for garcia", "no"),
            ("i'm running late", "no thanks"),
        ],
    )
    def test_drops_the_command_and_says_so(self, said: str, no: str, say: Say) -> None:
        assert say(said).outcome is Outcome.ASKED
        dropped = say(no)
        assert (dropped.outcome, dropped.reply) == (Outcome.CANCELLED, "Okay, nothing was saved.")
        assert (dropped.expects, dropped.instructions) == (IDLE, ())

    def test_says_that_a_new_customer_has_no_phone(self, say: Say) -> None:
        assert say("new customer walter smith", "no").reply == "What is the e-mail address?"

    def test_is_no_no_where_more_is_said(self, say: Say) -> None:
        note = {"job": "42", "note": "no leak found"}
        assert made(say("add a note to job 42", "no leak found")) == [("job.add_note", note)]
