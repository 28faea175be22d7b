"""Desks are told what changes at Hero365 and what becomes of what they handed over, and tell of their own writes."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from uuid import UUID, uuid4

import pytest
from redis.exceptions import ConnectionError as RedisConnectionError

from cloud_relay.composition import Relay
from cloud_relay.desks import in_touch
from cloud_relay.desks.open_desk import OpenDesk
from cloud_relay.desks.own_service import OwnService
from cloud_relay.errors import ConflictError
from cloud_relay.identity.principal import Principal
from cloud_relay.units.bus import LocalBus, Signals
from erp import Language
from erp.sentences import in_each
from sync.account import Account
from sync.answers import RefusedError
from sync.client import Hero365Client
from sync.relay import ANOTHER_HAS_ITS_ID
from sync.rows import State
from sync.signals import Changed, MessageFailed
from tests.cloud_relay.conftest import Watch
from tests.cloud_relay.desks.conftest import ROSA, come_to_an_end, look_around, say, shown, signed_in
from tests.cloud_relay.messages import message
from tests.cloud_relay.test_sign_in import OWNER

A_TEXT: dict[Language, str] = {
    "en": "Text Maria Garcia that the part has arrived.",
    "es": "Manda un mensaje a María García que la pieza ha llegado.",
}
NO_MOBILE = in_each("The number is no mobile.", "El número no es un móvil.")


async def until(desk: OpenDesk, holds: Callable[[], bool]) -> None:
    """Returns once that is so, which something that is written down at the desk makes so."""
    written, loop = asyncio.Event(), asyncio.get_running_loop()
    listener = lambda: loop.call_soon_threadsafe(written.set)  # noqa: E731 - the same one is taken away
    desk.desk.outbox.store.on_change(listener)
    try:
        async with asyncio.timeout(20):
            while not await asyncio.to_thread(holds):
                await written.wait()
                written.clear()
    finally:
        desk.desk.outbox.store.no_longer(listener)


async def listens(relay: Relay, business: str, count: int = 1) -> None:
    """Returns once so many desks hear what their business is told."""
    assert isinstance(relay.bus, LocalBus)
    async with asyncio.timeout(20):
        while len(relay.bus._listening.get(business, ())) < count:  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0)


async def new_contact(account: Account) -> tuple[str, str]:
    """Somebody whom the office has just made: their id and name."""
    name = f"Lin{uuid4().hex[:6]}"
    contact = {
        "contact_type": "customer",
        "first_name": name,
        "last_name": "Park",
        "phone": f"+1312{uuid4().int % 10**7:07}",
    }
    async with Hero365Client(account) as office:
        return str((await office.ask("POST", "/contacts", json=contact))["id"]), f"{name} Park"


@asynccontextmanager
async def listening(relay: Relay, business: str) -> AsyncIterator[Signals]:
    """What the units of a business are told."""
    async with relay.bus.listening(business) as signals:
        yield signals


async def test_what_a_desk_has_delivered_is_told_to_the_units_of_its_business(relay: Relay) -> None:
    rosa = await signed_in(relay)
    async with relay.desks.at(rosa) as desk, listening(relay, rosa.business) as told:
        answer = await say(relay, desk, "Log a call with Maria Garcia that the valve is leaking.")
        assert answer.to
        assert answer.to.saved
        async with asyncio.timeout(20):
            change = await told.get()
        [maria] = [each.ref for each in desk.desk.cache.snapshot().customers if each.name == "Maria Garcia"]
        assert change == Changed(business=rosa.business, record="contact", ids=(maria,), by=str(desk.hold.desk))


async def test_what_is_told_to_have_changed_is_read_anew_at_every_desk(relay: Relay) -> None:
    rosa, account = await shown(relay)
    owner = await signed_in(relay, OWNER)
    async with relay.desks.at(rosa) as one, relay.desks.at(owner) as other:
        await listens(relay, rosa.business, 2)
        contact, name = await new_contact(account)
        await relay.bus.tell(Changed(business=rosa.business, record="contact", ids=(contact,)))
        for desk in (one, other):
            await until(desk, lambda desk=desk: name in {each.name for each in desk.desk.cache.snapshot().customers})  # type: ignore[misc]


async def test_a_desk_does_not_read_anew_what_it_has_told_itself(relay: Relay) -> None:
    rosa, account = await shown(relay)
    async with relay.desks.at(rosa) as desk:
        await listens(relay, rosa.business)
        first, second = await new_contact(account), await new_contact(account)
        own = Changed(business=rosa.business, record="contact", ids=(first[0],), by=str(desk.hold.desk))
        for change in (own, Changed(business=rosa.business, record="contact", ids=(second[0],))):
            await relay.bus.tell(change)
        names = lambda: {each.name for each in desk.desk.cache.snapshot().customers}  # noqa: E731
        await until(desk, lambda: second[1] in names())
        assert first[1] not in names()


async def test_a_bus_that_is_away_for_a_while_is_listened_to_again(
    relay: Relay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_touch, "_LISTENS_AGAIN_AFTER_S", 0.0)
    rosa, account = await shown(relay)
    tries, listening = [], relay.bus.listening

    def away(business: str) -> object:
        tries.append(business)
        if len(tries) < 3:
            raise RedisConnectionError
        return listening(business)

    monkeypatch.setattr(relay.bus, "listening", away)
    async with relay.desks.at(rosa) as desk:
        await listens(relay, rosa.business)
        contact, name = await new_contact(account)
        await relay.bus.tell(Changed(business=rosa.business, record="contact", ids=(contact,)))
        await until(desk, lambda: name in {each.name for each in desk.desk.cache.snapshot().customers})


async def sent(relay: Relay, desk: OpenDesk, language: Language = "en") -> UUID:
    """A message that the relay has taken from somebody; its id."""
    answer = await say(relay, desk, A_TEXT[language])
    if answer.to and answer.to.asks:
        answer = await say(relay, desk, {"en": "yes", "es": "sí"}[language])
    assert answer.to
    [message_id] = answer.to.saved
    await come_to_an_end(desk)
    async with desk.desk.news():
        pass  # that it has been handed over, where that was not said with the reply
    return message_id


async def has_news(desk: OpenDesk) -> None:
    """Returns once there is something to tell."""
    async with asyncio.timeout(20):
        while not desk.desk.outcomes.untold():  # noqa: ASYNC110 - it tells nobody
            await asyncio.sleep(0)


async def news(desk: OpenDesk) -> str:
    """What the person is told next."""
    async with desk.desk.news() as said:
        return said


@pytest.mark.parametrize(("language", "why"), [("en", "could not be delivered"), ("es", "No se pudo entregar")])
async def test_a_message_that_fails_later_is_told_in_the_persons_language(
    relay: Relay, language: Language, why: str
) -> None:
    rosa = await signed_in(relay, ROSA, language)
    async with relay.desks.at(rosa) as desk:
        await listens(relay, rosa.business)
        failed = await sent(relay, desk, language)
        reason = in_each("The message could not be delivered.", "No se pudo entregar el mensaje.")
        await relay.book.failed(await relay.book.show(failed, rosa), reason)
        await until(desk, lambda: desk.desk.outbox.get(str(failed)).state is State.REJECTED)
        await has_news(desk)
        assert why in await news(desk)
        assert await news(desk) == ""


async def test_what_failed_while_the_desk_was_closed_is_told_when_its_person_comes(relay: Relay, watch: Watch) -> None:
    rosa = await signed_in(relay)
    async with relay.desks.at(rosa) as desk:
        failed = await sent(relay, desk)
    watch.forward(hours=2)
    await look_around(relay)
    assert desk.over.is_set()
    await relay.book.failed(
        await relay.book.show(failed, rosa), in_each("The number is no mobile.", "El número no es un móvil.")
    )
    async with relay.desks.at(rosa) as desk:
        await until(desk, lambda: desk.desk.outbox.get(str(failed)).state is State.REJECTED)
        await has_news(desk)
        assert "The number is no mobile." in await news(desk)


async def test_who_takes_a_request_for_the_office_is_told(relay: Relay) -> None:
    rosa = await signed_in(relay, ROSA, "es")
    async with relay.desks.at(rosa) as desk:
        await listens(relay, rosa.business)
        answer = await say(relay, desk, "pide ayuda a la oficina")
        assert answer.to
        [asked] = answer.to.saved
        await come_to_an_end(desk)
        await news(desk)
        dana = Principal("person", "dana", rosa.business, "Dana Whitfield")
        await relay.escalations.take(asked, dana, now=relay.clock())
        await has_news(desk)
        assert "Dana Whitfield se encarga." in await news(desk)


async def test_what_another_has_sent_is_none_of_theirs(relay: Relay) -> None:
    rosa = await signed_in(relay)
    async with relay.desks.at(rosa) as desk:
        await listens(relay, rosa.business)
        other = MessageFailed(business=rosa.business, unit="van-3", id=uuid4(), reason=in_each("No.", "No."))
        await relay.bus.tell(other)
        own = await sent(relay, desk)
        await relay.book.failed(
            await relay.book.show(own, rosa), in_each("The number is no mobile.", "El número no es un móvil.")
        )
        await until(desk, lambda: desk.desk.outbox.get(str(own)).state is State.REJECTED)


async def test_why_the_book_takes_no_message_is_said_in_both_languages(relay: Relay) -> None:
    rosa = await signed_in(relay)
    own = OwnService(relay.book, relay.sending, relay.escalations, rosa, relay.clock)
    text = message(rosa.business)
    await own.send(text)
    with pytest.raises(RefusedError) as refused:
        await own.send(text.model_copy(update={"text": "Another one."}))
    assert isinstance(refused.value.__cause__, ConflictError)
    assert refused.value.sentence == ANOTHER_HAS_ITS_ID
