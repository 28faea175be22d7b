"""Messages to customers are handed to the relay's message service once each, or kept until there is one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import HTTPException
from pydantic import SecretStr, ValidationError

from erp import Instruction
from erp.notifications import MessageCustomer, RunningLate
from erp.relations import ContactCallNote
from erp.sentences import in_each
from erp.snapshot import WaitingMessage
from sync.cache import Cache
from sync.client import Hero365Client
from sync.clock import Clock
from sync.delivery import Delivery
from sync.errors import AccountError, EditError, NotSentError
from sync.messages import Message, Recipient
from sync.operations import unavailable
from sync.outbox import Outbox
from sync.relay import NOT_CONNECTED, Relay, RelayClient
from sync.rows import Origin, QueuedCommand, State
from sync.store import Store
from tests.sync.clocks import SetClock
from tests.sync.message_service import TOKEN, MessageService

SAID_AT = datetime(2026, 11, 25, 17, tzinfo=UTC)


@pytest.fixture
def said(outbox: Outbox, origin: Origin, hero365: Hero365Client) -> Callable[[Instruction], QueuedCommand]:
    """Saves a command that Rosa said."""
    rosa = replace(origin, user=hero365.account.user_id, business=hero365.account.business_id, said_at=SAID_AT)
    return lambda instruction: outbox.enqueue([instruction], rosa)[0]


def late(**slots: str) -> Instruction:
    words = {"customer": "Ann Bauer", "phone": "3125550190", "duration": "20", "message": "I am late.", **slots}
    return Instruction(uuid4(), RunningLate.model_validate(words), {"customer": "ann"})


def message(**fields: Any) -> Message:
    to = Recipient(name="Ann Bauer", phone="+13125550190")
    known = {"id": uuid4(), "business": "north", "channel": "sms", "recipient": to, "text": "Hello", "language": "en"}
    return Message.model_validate({**known, "said_at": SAID_AT, **fields})


# Delivery


async def test_a_message_arrives_with_all_that_it_takes(
    said: Callable[[Instruction], QueuedCommand],
    outbox: Outbox,
    hero365: Hero365Client,
    relay: RelayClient,
    service: MessageService,
) -> None:
    row = said(late())
    await Delivery(outbox, hero365, relay=relay).drain()
    assert outbox.get(row.id).state is State.DONE
    [held] = service.messages.values()
    assert held.message == Message(
        id=UUID(row.id),
        business=hero365.account.business_id,
        channel="sms",
        recipient=Recipient(name="Ann Bauer", phone="+13125550190"),
        text="I am late.",
        language="en",
        said_at=SAID_AT,
        expires=SAID_AT + timedelta(hours=2),
    )


async def test_a_message_whose_answer_was_lost_is_there_once(
    said: Callable[[Instruction], QueuedCommand],
    outbox: Outbox,
    hero365: Hero365Client,
    relay: RelayClient,
    service: MessageService,
) -> None:
    def broken() -> None:
        raise HTTPException(502, "a proxy")

    service.fails = [broken]
    row = said(late())
    await Delivery(outbox, hero365, relay=relay).drain()
    assert outbox.get(row.id).state is State.DONE
    assert (len(service.messages), service.posts) == (1, 1)


async def test_without_a_service_a_message_is_kept_and_that_is_said(
    said: Callable[[Instruction], QueuedCommand], outbox: Outbox, hero365: Hero365Client
) -> None:
    row = said(late())
    await Delivery(outbox, hero365).drain()
    kept = outbox.get(row.id)
    assert (kept.state, kept.reason) == (State.PENDING, NOT_CONNECTED["en"])
    assert unavailable(outbox.store) == {"notify.running_late": NOT_CONNECTED["en"]}


async def test_a_message_is_known_to_wait_until_it_has_gone(
    said: Callable[[Instruction], QueuedCommand], outbox: Outbox, hero365: Hero365Client, relay: RelayClient
) -> None:
    said(late())
    cache = Cache(outbox.store)
    await Delivery(outbox, hero365).drain()
    assert cache.snapshot().messages == (WaitingMessage("Ann Bauer", "sms", "I am late."),)
    await Delivery(outbox, hero365, relay=relay).drain()
    assert cache.snapshot().messages == ()


async def test_a_message_that_was_changed_after_it_had_gone_has_gone_once(
    said: Callable[[Instruction], QueuedCommand],
    outbox: Outbox,
    hero365: Hero365Client,
    relay: RelayClient,
    service: MessageService,
) -> None:
    def refuses() -> None:
        raise HTTPException(422, "though it has it")

    service.fails = [refuses]
    words = {"customer": "Ann Bauer", "phone": "3125550190", "message": "We are done."}
    row = said(Instruction(uuid4(), MessageCustomer.model_validate(words), {"customer": "ann"}))
    delivery = Delivery(outbox, hero365, relay=relay)
    await delivery.drain()
    assert outbox.get(row.id).state is State.REJECTED
    outbox.edit(row.id, message="We are done, and the heat is on.")
    await delivery.drain()
    assert (outbox.get(row.id).state, outbox.get(row.id).slots["message"]) == (State.DONE, "We are done.")
    assert [held.message.text for held in service.messages.values()] == ["We are done."]


def test_what_the_words_of_a_message_were_made_of_is_not_changed_behind_them(
    said: Callable[[Instruction], QueuedCommand], outbox: Outbox
) -> None:
    row = said(late())
    with pytest.raises(EditError, match="message was made of the duration"):
        outbox.edit(row.id, duration="40")
    assert outbox.get(row.id) == row


async def test_an_address_without_a_service_loses_no_message(
    said: Callable[[Instruction], QueuedCommand], outbox: Outbox, hero365: Hero365Client, service: MessageService
) -> None:
    row = said(late())
    elsewhere = Relay(url=f"{service.url}/elsewhere", token=SecretStr(TOKEN))
    async with RelayClient(elsewhere) as relay:
        await Delivery(outbox, hero365, relay=relay).drain()
    kept = outbox.get(row.id)
    assert kept.state is State.PENDING
    assert kept.reason == "There is no message service at the address in relay.json; what was said is kept."


async def test_a_message_that_is_kept_holds_up_nothing_else_about_the_customer(
    said: Callable[[Instruction], QueuedCommand], outbox: Outbox, hero365: Hero365Client
) -> None:
    """Neither where there is no service, nor where it is not reached."""
    for number, relay in enumerate(
        [RelayClient(None), RelayClient(Relay(url="http://127.0.0.1:1", token=SecretStr("x")))]
    ):
        found = await hero365.ask("POST", "/contacts/search", json={"search_term": "Garcia"})
        maria = found["contacts"][0]["id"]
        kept = said(Instruction(uuid4(), late().command, {"customer": maria}))
        noted = said(
            Instruction(uuid4(), ContactCallNote(customer="Maria Garcia", note=f"Call {number}"), {"customer": maria})
        )
        async with relay:
            await Delivery(outbox, hero365, relay=relay).drain()
        assert outbox.get(kept.id).state is State.PENDING
        assert outbox.get(noted.id).state is State.DONE


async def test_a_service_that_does_not_know_the_unit_takes_nothing_and_nothing_is_lost(
    said: Callable[[Instruction], QueuedCommand], outbox: Outbox, hero365: Hero365Client, service: MessageService
) -> None:
    row = said(late())
    async with RelayClient(Relay(url=service.url, token=SecretStr("another"))) as stranger:
        await Delivery(outbox, hero365, relay=stranger).drain()
    kept = outbox.get(row.id)
    assert (kept.state, kept.reason) == (State.PENDING, "The message service doesn't know this unit.")


async def test_a_message_that_could_not_be_delivered_is_refused_with_the_reason(
    said: Callable[[Instruction], QueuedCommand],
    outbox: Outbox,
    hero365: Hero365Client,
    relay: RelayClient,
    service: MessageService,
) -> None:
    service.fate, service.reason = "failed", in_each("The number is no mobile.", "El número no es un móvil.")
    row = said(late())
    await Delivery(outbox, hero365, relay=relay).drain()
    refused = outbox.get(row.id)
    assert (refused.state, refused.reason) == (State.REJECTED, "The number is no mobile.")


async def test_one_that_could_not_be_delivered_goes_once_more_when_a_person_says_so(
    said: Callable[[Instruction], QueuedCommand],
    outbox: Outbox,
    hero365: Hero365Client,
    relay: RelayClient,
    service: MessageService,
) -> None:
    service.fate, service.reason = "failed", in_each("The number is no mobile.", "El número no es un móvil.")
    row = said(late())
    delivery = Delivery(outbox, hero365, relay=relay)
    await delivery.drain()
    service.fate, service.reason = "queued", None
    outbox.edit(row.id, method="sms")
    await delivery.drain()
    assert outbox.get(row.id).state is State.DONE
    assert [held.status for held in service.messages.values()] == ["failed", "queued"]


async def test_a_message_to_nowhere_is_refused_here(
    said: Callable[[Instruction], QueuedCommand], outbox: Outbox, hero365: Hero365Client, relay: RelayClient
) -> None:
    words = {"customer": "Ann Bauer", "message": "Hello", "method": "sms"}
    row = said(Instruction(uuid4(), MessageCustomer.model_validate(words), {"customer": "ann"}))
    await Delivery(outbox, hero365, relay=relay).drain()
    refused = outbox.get(row.id)
    assert refused.state is State.REJECTED
    assert refused.reason == "The message to Ann Bauer can't be sent: a text message needs a phone number."


@pytest.mark.parametrize(
    ("words", "en", "es"),
    [
        ({"phone": "5125550101", "message": "x" * 1601}, "it is longer than 1600 characters; say it shorter",
         "tiene más de 1600 caracteres; dilo más corto"),
        ({"phone": "+12345678", "method": "email", "message": "Hello"}, "an e-mail needs an address",
         "un correo necesita una dirección"),
    ],
)  # fmt: skip
async def test_why_a_message_cannot_be_sent_is_said_in_our_own_words(
    words: dict[str, str],
    en: str,
    es: str,
    said: Callable[[Instruction], QueuedCommand],
    outbox: Outbox,
    hero365: Hero365Client,
    relay: RelayClient,
) -> None:
    command = MessageCustomer.model_validate({"customer": "Ann Bauer", **words})
    row = said(Instruction(uuid4(), command, {"customer": "ann"}))
    await Delivery(outbox, hero365, relay=relay).drain()
    refused = outbox.get(row.id)
    assert refused.reason_in("en") == f"The message to Ann Bauer can't be sent: {en}."
    assert refused.reason_in("es") == f"El mensaje para Ann Bauer no se puede enviar: {es}."


async def test_a_message_that_was_said_with_a_wrong_clock_is_not_over_when_it_arrives(
    store: Store, origin: Origin, hero365: Hero365Client, relay: RelayClient, service: MessageService
) -> None:
    clock = SetClock()
    clock.passes(seconds=Clock().elapsed() - clock.elapsed())  # Hero365's time is learnt by the machine's own clock
    clock.stands_at(2020)
    outbox = Outbox(store, clock)
    account = hero365.account
    rosa = replace(origin, user=account.user_id, business=account.business_id, said_at=clock.wall())
    (row,) = outbox.enqueue([late()], rosa)
    await Delivery(outbox, hero365, relay=relay).drain()
    told = service.messages[row.id].message
    assert abs(told.said_at - datetime.now(UTC)) < timedelta(minutes=5)
    assert told.expires == told.said_at + timedelta(hours=2)


# The client


async def test_one_id_is_one_message(relay: RelayClient, service: MessageService) -> None:
    sent = message()
    first = await relay.send(sent)
    assert await relay.send(sent) == first
    assert await relay.find(str(sent.id)) == first
    assert len(service.messages) == 1
    assert await relay.find(str(uuid4())) is None


async def test_nobody_there_means_that_nothing_was_sent() -> None:
    async with RelayClient(Relay(url="http://127.0.0.1:1", token=SecretStr(TOKEN))) as client:
        with pytest.raises(NotSentError, match="The message service can't be reached"):
            await client.send(message())


# The message


@pytest.mark.parametrize(
    "fields",
    [
        {"channel": "email"},
        {"channel": "carrier pigeon"},
        {"recipient": {"name": "Ann", "phone": "3125550190"}},
        {"recipient": {"name": "", "phone": "+13125550190"}},
        {"text": ""},
        {"text": "x" * 1601},
        {"language": "fr"},
        {"subject": "Hello"},
    ],
)
def test_what_is_no_message_is_none(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        message(**fields)


# The connection


def test_a_unit_is_connected_by_a_file(tmp_path: Path) -> None:
    path = tmp_path / "relay.json"
    assert Relay.load(path) is None
    path.write_text('{"url": "https://relay.example", "token": "t"}')
    connected = Relay.load(path)
    assert connected is not None
    assert connected.token.get_secret_value() == "t"
    assert "'t'" not in repr(connected)


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ("", "it is no JSON"),
        ('["https://relay.example"]', "it is no JSON object"),
        ('{"url": "https://relay.example"}', "it has no token"),
        ('{"url": "https://relay.example", "token": "t", "name": "x"}', "it has a name too many"),
        ('{"url": "relay.example", "token": "t"}', "its url is no web address"),
        ('{"url": "ftp://relay.example", "token": "t"}', "its url is no web address"),
        ('{"url": "https://relay.example:99999", "token": "t"}', "its url is no web address"),
        ('{"url": "https://relay.example", "token": ""}', "its token may hold letters"),
        ('{"url": "https://relay.example", "token": "secret\\n"}', "its token may hold letters"),
    ],
)
def test_what_connects_to_nothing_is_said_in_one_sentence_without_the_token(
    written: str, wrong: str, tmp_path: Path
) -> None:
    path = tmp_path / "relay.json"
    path.write_text(written)
    with pytest.raises(AccountError, match=f"connects to no relay .{wrong}.*: .*relay join") as refused:
        Relay.load(path)
    assert "secret" not in str(refused.value)
