"""What becomes of a command after the relay has taken it is news once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from erp import Command, Instruction
from erp.notifications import MessageCustomer
from erp.office import AskOffice
from erp.sentences import in_each
from sync.afterwards import Afterwards
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.outbox import Outbox
from sync.relay import RelayClient
from sync.rows import Origin, QueuedCommand, State
from sync.signals import Changed, Escalated, MessageFailed, Signal
from tests.sync.message_service import MessageService

REASON = in_each("The message could not be delivered.", "No se pudo entregar el mensaje.")


class Heard:
    """A unit that the relay tells something."""

    def __init__(self, outbox: Outbox) -> None:
        self.outbox = outbox
        self.news: asyncio.Queue[QueuedCommand] = asyncio.Queue()
        self.afterwards = Afterwards(outbox, self.news.put_nowait)

    async def nothing_from(self, *signals: Signal) -> None:
        """That they are no news is known once something behind them is."""
        last = Instruction(uuid4(), AskOffice(language="en"))
        row = self.outbox.enqueue([last], self.outbox.rows()[0].origin)[0]
        self.outbox.move(row, State.DONE, {State.PENDING})
        for signal in (*signals, taken(row.id)):
            self.afterwards.take(signal)
        assert (await self.news.get()).id == row.id


def failed(message_id: str) -> MessageFailed:
    return MessageFailed(business="northside", unit="van-3", id=UUID(message_id), reason=REASON)


def taken(escalation_id: str, stage: str = "taken") -> Escalated:
    return Escalated.model_validate(
        {"business": "northside", "id": escalation_id, "stage": stage, "taken_by": "Rosa Delgado"}
    )


@pytest.fixture
async def heard(outbox: Outbox) -> AsyncIterator[Heard]:
    heard = Heard(outbox)
    running = asyncio.create_task(heard.afterwards.run())
    yield heard
    running.cancel()
    await asyncio.wait({running})


@pytest.fixture
def delivery(outbox: Outbox, hero365: Hero365Client, relay: RelayClient) -> Delivery:
    return Delivery(outbox, hero365, relay=relay)


@pytest.fixture
def rosa(origin: Origin, hero365: Hero365Client) -> Origin:
    return replace(origin, user=hero365.account.user_id, business=hero365.account.business_id)


async def handed_over(command: Command, outbox: Outbox, delivery: Delivery, by: Origin) -> QueuedCommand:
    """What the relay has taken."""
    row = outbox.enqueue([Instruction(uuid4(), command)], by)[0]
    await delivery.drain()
    row = outbox.get(row.id)
    assert row.state is State.DONE
    return row


TEXT = MessageCustomer(customer="Ann Bauer", phone="3125550190", message="We are done.")


async def test_a_message_that_fails_later_is_news_in_each_language(
    heard: Heard, outbox: Outbox, delivery: Delivery, rosa: Origin
) -> None:
    row = await handed_over(TEXT, outbox, delivery, rosa)
    heard.afterwards.take(failed(row.id))
    told = await heard.news.get()
    assert (told.id, told.state, told.reason_in("es")) == (row.id, State.REJECTED, REASON["es"])
    assert outbox.get(row.id).state is State.REJECTED


async def test_it_is_news_once_however_often_the_relay_tells_it(
    heard: Heard, outbox: Outbox, delivery: Delivery, rosa: Origin
) -> None:
    row = await handed_over(TEXT, outbox, delivery, rosa)
    heard.afterwards.take(failed(row.id))
    await heard.news.get()
    await heard.nothing_from(failed(row.id), failed(row.id))


async def test_what_was_tried_again_since_has_not_failed(
    heard: Heard, outbox: Outbox, delivery: Delivery, rosa: Origin, service: MessageService
) -> None:
    row = await handed_over(TEXT, outbox, delivery, rosa)
    first = service.messages[row.id]
    service.messages[row.id] = first.model_copy(update={"status": "failed", "reason": REASON})
    heard.afterwards.take(failed(row.id))
    await heard.news.get()
    outbox.retry(row.id)
    await delivery.drain()
    assert outbox.get(row.id).state is State.DONE
    again = next(message_id for message_id in service.messages if message_id != row.id)
    await heard.nothing_from(failed(row.id))
    heard.afterwards.take(failed(again))
    assert (await heard.news.get()).state is State.REJECTED


async def test_who_has_taken_a_request_is_news_once(
    heard: Heard, outbox: Outbox, delivery: Delivery, rosa: Origin
) -> None:
    row = await handed_over(AskOffice(language="en"), outbox, delivery, rosa)
    heard.afterwards.take(taken(row.id))
    told = await heard.news.get()
    assert (told.state, told.reason_in("en"), told.reason_in("es")) == (
        State.DONE, "Rosa Delgado is on it.", "Rosa Delgado se encarga.",
    )  # fmt: skip
    await heard.nothing_from(taken(row.id), taken(row.id, "ended"))


async def test_what_is_none_of_this_units_is_no_news(
    heard: Heard, outbox: Outbox, delivery: Delivery, rosa: Origin
) -> None:
    await handed_over(TEXT, outbox, delivery, rosa)
    await heard.nothing_from(
        failed(str(uuid4())), taken(str(uuid4())), Changed(business="northside", record="job", ids=("job-42",))
    )


async def test_however_much_is_told_at_once_no_more_waits_than_the_unit_has_room_for(
    outbox: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sync.afterwards._MOST", 3)
    afterwards = Heard(outbox).afterwards
    first = [str(uuid4()) for _ in range(3)]
    for told_id in (*first, *first, *(str(uuid4()) for _ in range(10))):
        afterwards.take(failed(told_id))
        afterwards.take(taken(told_id, "ended"))
        afterwards.take(Changed(business="northside", record="job"))
    assert [*afterwards._fates] == first
