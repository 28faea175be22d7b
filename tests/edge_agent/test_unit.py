"""What is said about turns, while the store may be busy and the voice may fail."""

import asyncio
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from uuid import uuid4

import pytest
from pydantic import SecretStr

from assistant.turns import Turn
from edge_agent.people import People
from edge_agent.practice import practising
from edge_agent.settings import Places
from edge_agent.unit import Unit, opened
from erp import Instruction, Language
from erp.reminders import RemindMe
from models.errors import SpeechError
from models.recognition import Transcript
from sync.account import Account
from sync.errors import StoreError
from sync.link import Link
from sync.relay import Relay
from sync.rows import Origin, State
from sync.signals import Changed
from tests.sync import message_service

Speaking = Callable[[Language], AbstractAsyncContextManager[Unit]]


def decided(unit: Unit) -> Turn:
    """A turn whose command Hero365 has taken already."""
    for words in ("create a job for maria garcia", "yes"):
        turn = unit.assistant.take(Transcript(words, "test", 1.0, accepted=True), uuid4())
    (row,) = unit.outbox.rows()
    unit.outcomes.take(replace(row, state=State.DONE, outcome={"number": "JOB-000123"}))
    return turn


async def test_what_hero365_decided_is_the_reply_and_no_news_any_more(unit: Unit) -> None:
    async with unit.reply(decided(unit)) as reply:
        assert reply == "Job 123 created for Maria Garcia."
    assert not unit.outcomes.untold()


@pytest.mark.parametrize(
    ("state", "reason", "reply"),
    [
        (State.DONE, "", "Job 456 is now completed. You can say next: invoice job 456."),
        (State.REJECTED, "No such job.", "Hero365 refused job 456 as completed: No such job."),
    ],
)
async def test_what_comes_next_is_told_where_hero365_has_taken_what_was_said(
    unit: Unit, state: State, reason: str, reply: str
) -> None:
    turn = unit.assistant.take(Transcript("mark job 456 complete", "test", 1.0, accepted=True), uuid4())
    (row,) = unit.outbox.rows()
    unit.outcomes.take(replace(row, state=state, reason=reason))
    async with unit.reply(turn) as said:
        assert said == reply


async def test_what_hero365_decided_is_news_where_the_reply_could_not_be_spoken(unit: Unit) -> None:
    with pytest.raises(SpeechError):
        async with unit.reply(decided(unit)):
            raise SpeechError("The voice is gone.")
    assert unit.outcomes.untold()


async def test_what_was_saved_is_not_unsaved_where_its_outcome_cannot_be_worded(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: object) -> str:
        raise StoreError("The disk is gone.")

    turn = decided(unit)
    monkeypatch.setattr(unit.assistant, "report", failing)
    async with unit.reply(turn) as reply:
        assert reply == turn.decision.reply
    assert unit.outcomes.untold()


@asynccontextmanager
async def busy(unit: Unit) -> AsyncIterator[None]:
    """Another thread keeps the store until the event loop, inside, has gone on."""
    kept, gone_on = asyncio.Event(), Event()
    loop = asyncio.get_running_loop()

    def keep() -> bool:
        with unit.outbox.store.unchanged():
            loop.call_soon_threadsafe(kept.set)
            return gone_on.wait(5)

    with ThreadPoolExecutor(1) as another:
        waited = another.submit(keep)
        await kept.wait()
        loop.call_later(0.1, gone_on.set)
        yield
        assert waited.result(), "the event loop stood still"


async def test_nothing_else_waits_for_the_store_while_a_reply_is_worded(unit: Unit) -> None:
    turn = decided(unit)
    async with busy(unit), unit.reply(turn) as reply:
        assert reply == "Job 123 created for Maria Garcia."


async def test_nor_while_it_is_seen_how_old_the_records_are(unit: Unit) -> None:
    async with busy(unit), unit.working():
        await asyncio.sleep(0)


async def test_it_is_said_that_a_person_has_to_decide(unit: Unit) -> None:
    decided(unit)
    (row,) = unit.outbox.rows()
    asking = replace(row, state=State.UNKNOWN, asks=True, reason="It may have arrived.")
    assert unit.assistant.report(asking) == (
        "You have to decide about job 9001 for Maria Garcia: It may have arrived.".replace("9001", row.slots["number"])
    )


async def test_nothing_is_said_of_what_is_on_its_way(unit: Unit) -> None:
    decided(unit)
    (row,) = unit.outbox.rows()
    assert unit.assistant.report(row) == ""


def origin(unit: Unit) -> Origin:
    account = unit.account
    said = {"turn": uuid4(), "words": "", "engine": "typed", "said_at": datetime.now(UTC)}
    return Origin(user=account.user_id, business=account.business_id, time_zone=account.time_zone, **said)


async def test_a_reminder_is_due_until_it_was_heard(unit: Unit) -> None:
    missed = RemindMe(message="call the supply house", when="2026-03-02T09:00")
    unit.outbox.enqueue([Instruction(uuid4(), missed)], origin(unit))
    due = unit.due_reminder()
    assert due is not None
    row, said = due
    assert said.startswith("This comes late. Reminder, March 2")
    assert said.endswith("at 9 a.m.: call the supply house.")
    assert unit.due_reminder() == due
    unit.reminded(row, said)
    assert unit.due_reminder() is None


async def test_a_reminder_that_was_taken_back_while_it_was_said_is_no_error(unit: Unit) -> None:
    missed = RemindMe(message="call the supply house", when="2026-03-02T09:00")
    (row,) = unit.outbox.enqueue([Instruction(uuid4(), missed)], origin(unit))
    unit.outbox.cancel(row.id)
    unit.reminded(row, "Reminder: call the supply house.")
    assert unit.outbox.get(row.id).state is State.CANCELLED


async def test_what_is_known_to_be_kept_is_said_without_waiting_for_an_answer(
    unit: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def waits(*_: object) -> None:
        raise AssertionError("no answer will come")

    monkeypatch.setattr(unit.outcomes, "of", waits)
    monkeypatch.setattr(unit.delivery, "takes", lambda command: command != "job.create")
    for words in ("create a job for maria garcia", "yes"):
        turn = unit.assistant.take(Transcript(words, "test", 1.0, accepted=True), uuid4())
    async with unit.reply(turn) as reply:
        assert reply == turn.decision.reply


async def test_what_is_to_be_known_about_what_hero365_holds_is_told_with_it(unit: Unit) -> None:
    decided(unit)
    (row,) = unit.outbox.rows()
    done = replace(row, state=State.DONE, outcome={"number": "JOB-000123"}, reason="It was there already.")
    assert unit.assistant.report(done) == "Job 123 created for Maria Garcia. It was there already."


async def test_without_a_relay_messages_are_known_to_be_kept(unit: Unit) -> None:
    assert "notify.message_customer" in unit.cache.snapshot().unavailable


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("start job 57 and invoice job 73", "Job 57 is now in progress. Create an invoice for job 73"),
        ("start job 57 and what's my schedule today", "Job 57 is now in progress. You have "),
        ("start job 57 then finish job 42", "Job 57 is now in progress. Job 42 is scheduled. It has to be started"),
    ],
)
async def test_what_is_asked_or_answered_in_the_same_breath_is_said_beside_what_became_of_the_first(
    unit: Unit, said: str, told: str
) -> None:
    async with unit.working():
        turn = await asyncio.to_thread(unit.assistant.take, Transcript(said, "test", 1.0, accepted=True), uuid4())
        async with unit.reply(turn) as reply:
            assert reply.startswith(told)


async def test_a_reminder_of_the_same_breath_is_confirmed_beside_what_hero365_made_of_the_other(unit: Unit) -> None:
    said = "put job 42 on hold and remind me tomorrow at nine to call the office"
    async with unit.working():
        turn = await asyncio.to_thread(unit.assistant.take, Transcript(said, "test", 1.0, accepted=True), uuid4())
        async with unit.reply(turn) as reply:
            assert reply.startswith("Job 42 is now on hold. I'll remind you tomorrow at 9")


async def told(unit: Unit, said: str) -> str:
    """The reply to what is said."""
    turn = await asyncio.to_thread(unit.assistant.take, Transcript(said, "test", 1.0, accepted=True), uuid4())
    async with unit.reply(turn) as reply:
        return reply


async def news(unit: Unit) -> list[str]:
    """All that is told without being asked."""
    said = []
    while True:
        async with unit.news() as one:
            if not one:
                return said
            said.append(one)


UNREACHED = {
    Link.OFFLINE: "There is no connection to Hero365 right now",
    Link.SIGN_IN_NEEDED: "Hero365 wants you to sign in again",
    Link.WRONG_BUSINESS: "At Hero365 you work for another business",
}


@pytest.mark.parametrize("link", UNREACHED)
async def test_that_hero365_is_not_reached_is_said_with_the_first_that_is_saved(unit: Unit, link: Link) -> None:
    unit.outcomes.take_link(link)
    assert UNREACHED[link] not in await told(unit, "how many copper elbows do we have")
    assert UNREACHED[link] not in await told(unit, "remind me to call the office tomorrow at nine")
    first, second = await told(unit, "start job 57"), await told(unit, "start job 42")
    assert (first.count(UNREACHED[link]), second.count(UNREACHED[link])) == (1, 0)
    assert len(unit.outbox.rows({State.PENDING})) == 3
    assert await news(unit) == []
    unit.outcomes.take_link(Link.ONLINE)
    assert await news(unit) == ["The connection to Hero365 is back."]
    assert await news(unit) == []


@pytest.mark.parametrize(
    ("link", "said"),
    [
        (Link.OFFLINE, "Ahora no hay conexión con Hero365; lo guardo todo aquí y lo envío más tarde."),
        (Link.SIGN_IN_NEEDED, "Hero365 pide que inicies sesión otra vez; hasta entonces lo guardo todo aquí."),
        (Link.WRONG_BUSINESS, "En Hero365 trabajas ahora para otra empresa; hasta que vuelvas lo guardo todo aquí."),
    ],
)
async def test_whoever_speaks_spanish_hears_it_in_spanish(speaking: Speaking, link: Link, said: str) -> None:
    async with speaking("es") as unit:
        unit.outcomes.take_link(link)
        assert (await told(unit, "empieza el trabajo 57")).endswith(f" {said}")
        unit.outcomes.take_link(Link.ONLINE)
        assert await news(unit) == ["Vuelve a haber conexión con Hero365."]


async def test_what_is_spoken_this_time_holds_behind_a_refresh_and_is_not_kept(tmp_path: Path) -> None:
    places = Places(tmp_path)
    async with practising(places):
        signed_in = Account.load(places.account)
        signed_in.model_copy(update={"permissions": frozenset()}).save(places.account)
        async with opened(places, "es") as unit:
            await unit.refresh()  # learns the permissions, and keeps them
            assert unit.cache.snapshot().language == "es"  # what messages to customers are written in
        kept = Account.load(places.account)
    assert (kept.language, kept.permissions) == ("en", signed_in.permissions)


async def test_who_was_forgotten_while_the_unit_works_for_them_stays_so(tmp_path: Path) -> None:
    places, people = Places(tmp_path), People(Places(tmp_path))
    async with practising(places):
        people.sign_in(Account.load(places.account).model_copy(update={"permissions": frozenset()}))
        async with opened(places) as unit:
            people.forget(unit.account.full_name)
            await unit.refresh()  # learns the permissions
        assert people.all() == []


async def test_it_is_not_said_behind_a_question(unit: Unit) -> None:
    unit.outcomes.take_link(Link.OFFLINE)
    asked = await told(unit, "start job 57 and invoice job 73")
    assert asked.endswith("?")
    assert UNREACHED[Link.OFFLINE] in await told(unit, "yes")


async def test_what_was_not_heard_of_it_is_said_another_time(unit: Unit) -> None:
    unit.outcomes.take_link(Link.OFFLINE)
    turn = unit.assistant.take(Transcript("start job 57", "test", 1.0, accepted=True), uuid4())
    with pytest.raises(SpeechError):
        async with unit.reply(turn):
            raise SpeechError("The voice is gone.")
    assert UNREACHED[Link.OFFLINE] in await told(unit, "start job 42")


async def test_a_reminder_waits_for_no_answer_of_hero365(unit: Unit, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    async def of(commands: object, within_s: float) -> list[object]:
        asked.append(commands)
        return []

    monkeypatch.setattr(unit.outcomes, "of", of)
    await told(unit, "remind me to call the office tomorrow at nine")
    assert asked == []


async def test_many_that_have_arrived_are_told_together(unit: Unit) -> None:
    for words in ("create a job for maria garcia", "yes"):
        unit.assistant.take(Transcript(words, "test", 1.0, accepted=True), uuid4())
    (row,) = unit.outbox.rows()
    for number in range(7):
        unit.outcomes.take(replace(row, id=str(number), state=State.DONE))
    unit.outcomes.take(replace(row, state=State.REJECTED, reason="The office said no."))
    many, refused = await news(unit)
    assert many == "7 saved commands have arrived at Hero365."
    assert "refused" in refused


@pytest.mark.parametrize(("language", "again"), [("en", "say that again"), ("es", "repítelo")])
async def test_what_is_said_again_is_what_hero365_made_of_it(
    speaking: Speaking, language: Language, again: str
) -> None:
    said = {"en": "start job 57", "es": "empieza el trabajo 57"}[language]
    async with speaking(language) as unit, unit.working():
        turn = await asyncio.to_thread(unit.assistant.take, Transcript(said, "test", 1.0, accepted=True), uuid4())
        async with unit.reply(turn) as reply:
            assert reply != turn.decision.reply
        assert await told(unit, again) == reply


async def test_what_is_said_again_is_the_news(unit: Unit) -> None:
    unit.outcomes.take_link(Link.OFFLINE)
    await told(unit, "start job 57")
    unit.outcomes.take_link(Link.ONLINE)
    (said,) = await news(unit)
    assert await told(unit, "say that again") == said


async def test_what_is_said_again_is_a_reminder(unit: Unit) -> None:
    missed = RemindMe(message="call the supply house", when="2026-03-02T09:00")
    unit.outbox.enqueue([Instruction(uuid4(), missed)], origin(unit))
    due = unit.due_reminder()
    assert due is not None
    unit.reminded(*due)
    assert await told(unit, "say that again") == due[1]


async def test_what_nobody_heard_is_not_said_again(unit: Unit) -> None:
    answer = await told(unit, "what's my schedule today")
    unit.outcomes.take_link(Link.OFFLINE)
    unit.outcomes.told_link(Link.OFFLINE)
    unit.outcomes.take_link(Link.ONLINE)
    with pytest.raises(SpeechError):
        async with unit.news():
            raise SpeechError("The voice is gone.")
    assert await told(unit, "so I told him it is the valve") == "I didn't get that."
    assert await told(unit, "say that again") == answer


async def test_what_a_unit_has_changed_at_hero365_is_told_to_its_relay(tmp_path: Path) -> None:
    places = Places(tmp_path)
    with message_service.running() as service:
        async with practising(places):
            Relay(url=service.url, token=SecretStr(message_service.TOKEN)).save(places.relay)
            async with opened(places) as unit:
                await unit.refresh()
                async with unit.working():
                    said = "log a call with maria garcia that the valve is leaking"
                    note = Transcript(said, "test", 1.0, accepted=True)
                    assert (await asyncio.to_thread(unit.assistant.take, note, uuid4())).saved
                    change = await asyncio.to_thread(service.changes.get, timeout=20)
                [maria] = [each.ref for each in unit.cache.snapshot().customers if each.name == "Maria Garcia"]
                assert change == Changed(business=unit.account.business_id, record="contact", ids=(maria,))
