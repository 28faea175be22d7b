"""A message reaches the carrier once, whatever fails in between."""

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from cloud_relay.composition import Relay, composed
from cloud_relay.identity.principal import Principal
from cloud_relay.messages import policy, twilio
from cloud_relay.messages.opt_outs import OptOuts
from cloud_relay.messages.sending import Sending
from cloud_relay.settings import Settings
from cloud_relay.tables import CustomerMessage
from erp.sentences import Sentence
from sync.messages import Message, MessageState
from tests.cloud_relay.carriers import Carriers, answers
from tests.cloud_relay.conftest import NOON, Watch
from tests.cloud_relay.messages import MARIA, WORDS, message

UNIT = Principal("device", "van-3", "northside", "Van 3")
BUSY = answers(429, code=20429)
BROKEN = answers(502)


@pytest.fixture
async def relay(settings: Settings, watch: Watch, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Relay]:
    """At noon, without a gateway: each round of sending is the test's own."""
    watch.now = NOON
    caplog.set_level(logging.DEBUG, "cloud_relay")  # whoever looks closely changes nothing
    async with composed(settings, watch) as relay:
        yield relay


async def taken(relay: Relay, message: Message) -> Message:
    await relay.book.take(message, UNIT, now=relay.clock())
    return message


async def state(relay: Relay, message: Message) -> MessageState:
    return await relay.book.show(message.id, UNIT)


async def test_a_text_message_is_sent(relay: Relay, carriers: Carriers) -> None:
    text = await taken(relay, message())
    assert await relay.sending.round() == 1
    assert [(sent["to"], sent["body"]) for sent in carriers.texts] == [(MARIA.phone, WORDS)]
    assert carriers.texts[0]["callback"] == "https://relay.example.com/v1/webhooks/twilio/status"
    assert (await state(relay, text)).status == "sent"
    assert await relay.sending.round() == 0


async def test_an_email_is_sent(relay: Relay, carriers: Carriers) -> None:
    email = await taken(relay, message(channel="email", language="es"))
    await relay.sending.round()
    assert [(sent["to"], sent["subject"]) for sent in carriers.emails] == [([MARIA.email], "Un mensaje sobre su cita")]
    assert (await state(relay, email)).status == "sent"


async def test_at_night_it_waits_for_the_morning(relay: Relay, carriers: Carriers, watch: Watch) -> None:
    watch.forward(hours=10)
    text = await taken(relay, message())
    await relay.sending.round()
    assert carriers.texts == []
    assert (await state(relay, text)).status == "queued"
    watch.now = (await state(relay, text)).due_at
    await relay.sending.round()
    assert len(carriers.texts) == 1


async def test_what_a_carrier_did_not_take_is_tried_again(relay: Relay, carriers: Carriers, watch: Watch) -> None:
    carriers.before = [BUSY, BUSY]
    text = await taken(relay, message())
    for _ in range(3):
        await relay.sending.round()
        watch.forward(minutes=1)
    assert (await state(relay, text)).status == "sent"
    assert len(carriers.texts) == 1


@pytest.mark.parametrize("channel", ["sms", "email"])
async def test_what_a_carrier_may_have_taken_is_not_sent_twice(
    relay: Relay, carriers: Carriers, watch: Watch, channel: str
) -> None:
    """Its answer is lost behind the work."""
    carriers.after = [BROKEN]
    sent = await taken(relay, message(channel=channel))
    await relay.sending.round()
    assert (await state(relay, sent)).status == "queued"
    watch.forward(minutes=1)
    await relay.sending.round()
    assert (await state(relay, sent)).status == "sent"
    assert len(carriers.texts) + len(carriers.emails) == 1


@pytest.mark.parametrize("channel", ["sms", "email"])
async def test_what_a_carrier_had_not_taken_after_all_is_sent(
    relay: Relay, carriers: Carriers, watch: Watch, channel: str
) -> None:
    carriers.before = [BROKEN]
    await taken(relay, message(channel=channel))
    for _ in range(2):
        await relay.sending.round()
        watch.forward(minutes=1)
    assert len(carriers.texts) + len(carriers.emails) == 1


async def test_while_the_list_cannot_be_read_nothing_is_sent_again(
    relay: Relay, carriers: Carriers, watch: Watch
) -> None:
    carriers.after = [BROKEN]
    text = await taken(relay, message())
    await relay.sending.round()
    carriers.before = 5 * [BROKEN]
    for _ in range(5):
        watch.forward(hours=1)
        await relay.sending.round()
    assert len(carriers.texts) == 1
    watch.forward(hours=1)
    await relay.sending.round()
    assert (await state(relay, text)).status == "sent"
    assert len(carriers.texts) == 1


async def test_the_same_words_of_another_day_are_another_message(
    relay: Relay, carriers: Carriers, watch: Watch
) -> None:
    await taken(relay, message())
    await relay.sending.round()
    carriers.texts[0]["date_created"] = "Tue, 24 Nov 2026 18:00:00 +0000"
    carriers.before = [BROKEN]
    await taken(relay, message())
    for _ in range(2):
        await relay.sending.round()
        watch.forward(minutes=1)
    assert len(carriers.texts) == 2


async def test_what_died_while_it_was_sent_is_looked_up(relay: Relay, carriers: Carriers, watch: Watch) -> None:
    """As after a kill: it was noted that the carrier may have it, and nothing since."""
    text = await taken(relay, message())
    [leased] = await relay.book.lease(watch(), timedelta(minutes=2))
    assert await relay.book.begin(leased, now=watch())
    await relay.carriers["sms"].send(text)
    assert await relay.sending.round() == 0  # somebody may still be at it
    watch.forward(minutes=3)
    await relay.sending.round()
    assert (await state(relay, text)).status == "sent"
    assert len(carriers.texts) == 1


async def test_two_gateways_share_the_work(
    relay: Relay, settings: Settings, watch: Watch, carriers: Carriers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither gives anything to a carrier before both have something to give."""
    there: set[Callable[[Message], Awaitable[str]]] = set()
    both = asyncio.Event()

    def once_both_are_there(send: Callable[[Message], Awaitable[str]]) -> Callable[[Message], Awaitable[str]]:
        async def wait_and_send(message: Message) -> str:
            there.add(send)
            if len(there) == 2:
                both.set()
            await both.wait()
            return await send(message)

        return wait_and_send

    for _ in range(20):
        await taken(relay, message())
    async with composed(settings, watch) as other:
        for each in (relay, other):
            sms = each.carriers["sms"]
            monkeypatch.setattr(sms, "send", once_both_are_there(sms.send))
        await asyncio.gather(relay.sending.round(), other.sending.round())
    assert len(carriers.texts) == 20


@dataclass(frozen=True)
class SleepyOptOuts(OptOuts):
    """Of a gateway whose machine falls asleep as it looks whether a customer wants messages."""

    asleep: asyncio.Event = field(default_factory=asyncio.Event)
    awake: asyncio.Event = field(default_factory=asyncio.Event)

    async def has(self, address: str, business: str) -> bool:
        self.asleep.set()
        await self.awake.wait()
        return await super().has(address, business)


@pytest.mark.parametrize("is_looked_up", [False, True])
@pytest.mark.parametrize("is_taken_over", [True, False])
async def test_what_a_gateway_was_at_that_fell_asleep_is_not_sent_twice(
    relay: Relay, carriers: Carriers, watch: Watch, is_looked_up: bool, is_taken_over: bool
) -> None:
    """It goes on where it was, three minutes later: with a new message, or with one that was tried before."""
    text = await taken(relay, message())
    if is_looked_up:
        carriers.before = [BROKEN]
        await relay.sending.round()
        watch.forward(minutes=1)
    opt_outs = SleepyOptOuts(relay.opt_outs.sessions)
    sending = Sending(relay.book, opt_outs, relay.carriers, "America/Chicago", watch)
    sleepy = asyncio.create_task(sending.round())
    await opt_outs.asleep.wait()
    watch.forward(minutes=3)
    if is_taken_over:  # and the carrier's answer is lost
        carriers.after = [BROKEN]
        await relay.sending.round()
    opt_outs.awake.set()
    await sleepy
    assert len(carriers.texts) == is_taken_over
    watch.forward(minutes=1)
    await relay.sending.round()
    assert len(carriers.texts) == 1
    assert (await state(relay, text)).status == "sent"


@pytest.mark.parametrize(
    ("code", "reason"), [(21211, twilio.NOT_REACHABLE), (21610, twilio.OPTED_OUT), (30007, twilio.REFUSED)]
)
async def test_what_a_carrier_refuses_has_failed(
    relay: Relay, carriers: Carriers, code: int, reason: dict[str, str]
) -> None:
    carriers.before = [answers(400, code=code)]
    text = await taken(relay, message())
    await relay.sending.round()
    assert await state(relay, text) == MessageState(
        message=text, status="failed", reason=reason, due_at=(await state(relay, text)).due_at
    )


async def test_whoever_told_the_carrier_gets_no_more(relay: Relay, carriers: Carriers) -> None:
    carriers.before = [answers(400, code=21610)]
    await taken(relay, message())
    await relay.sending.round()
    again = await taken(relay, message())
    await relay.sending.round()
    assert (await state(relay, again)).reason == policy.OPTED_OUT
    assert carriers.texts == []


async def test_a_wrong_key_loses_nothing(relay: Relay, carriers: Carriers, watch: Watch) -> None:
    carriers.before = 3 * [answers(401, code=20003)]
    text = await taken(relay, message())
    for _ in range(4):
        await relay.sending.round()
        watch.forward(hours=1)
    assert (await state(relay, text)).status == "sent"


async def test_what_nobody_took_for_a_day_is_given_up(relay: Relay, carriers: Carriers, watch: Watch) -> None:
    carriers.before = 40 * [BUSY]
    text = await taken(relay, message())
    for _ in range(30):
        await relay.sending.round()
        watch.forward(hours=1)
    assert (await state(relay, text)).reason == policy.TOO_LATE
    assert carriers.texts == []


@pytest.mark.parametrize(("channel", "status"), [("sms", 201), ("email", 200)])
async def test_whoever_answers_in_a_carriers_place_does_not_end_the_sending(
    relay: Relay, carriers: Carriers, watch: Watch, channel: str, status: int
) -> None:
    """The work was done, and its answer says nothing."""
    carriers.after = [answers(status, page="sign in to this network")]
    both = await taken(relay, message(channel=channel)), await taken(relay, message(text="Another.", channel=channel))
    await relay.sending.round()
    assert {(await state(relay, each)).status for each in both} == {"queued", "sent"}
    watch.forward(minutes=1)
    await relay.sending.round()
    assert {(await state(relay, each)).status for each in both} == {"sent"}
    assert len(carriers.texts) + len(carriers.emails) == 2


async def test_a_list_that_nobody_understands_is_asked_for_again(
    relay: Relay, carriers: Carriers, watch: Watch
) -> None:
    carriers.after = [BROKEN]
    text = await taken(relay, message())
    await relay.sending.round()
    carriers.before = [answers(200, messages=[{"sid": "SM1", "body": WORDS, "date_created": "yesterday"}])]
    for _ in range(2):
        watch.forward(minutes=1)
        await relay.sending.round()
    assert (await state(relay, text)).status == "sent"
    assert len(carriers.texts) == 1


async def test_what_a_carrier_took_that_was_taken_out_of_the_settings_waits_for_it(
    relay: Relay, carriers: Carriers, settings: Settings, watch: Watch
) -> None:
    carriers.after = [BROKEN]
    text = await taken(relay, message())
    await relay.sending.round()
    watch.forward(minutes=1)
    async with composed(settings.model_copy(update={"twilio": None}), watch) as without:
        email = await taken(without, message(channel="email"))
        await without.sending.round()
        assert (await state(without, text)).status == "queued"
        assert (await state(without, email)).status == "sent"
    watch.forward(minutes=1)
    await relay.sending.round()
    assert (await state(relay, text)).status == "sent"
    assert len(carriers.texts) == 1


async def test_what_cannot_be_read_has_failed_and_keeps_nothing_else_waiting(
    relay: Relay, watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    """As an earlier version may have kept it."""
    odd, text = await taken(relay, message()), await taken(relay, message())
    async with relay.book.sessions.begin() as session:
        row = await session.get_one(CustomerMessage, odd.id)
        row.content = row.content | {"expires": "2030-01-01T00:00:00", "said": WORDS}
    await relay.sending.round()
    assert (await state(relay, text)).status == "sent"
    [failure] = await relay.failures.listed(UNIT)
    assert failure.id == odd.id
    assert "a message that cannot be read" in caplog.messages
    assert WORDS not in caplog.text
    watch.forward(minutes=3)
    assert await relay.sending.round() == 0


async def test_what_nobody_thought_of_ends_no_round(
    relay: Relay, carriers: Carriers, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> str:
        raise ZeroDivisionError

    with monkeypatch.context() as broken:
        broken.setattr(relay.carriers["email"], "send", fail)
        email, text = await taken(relay, message(channel="email")), await taken(relay, message())
        await relay.sending.round()
    assert ((await state(relay, email)).status, (await state(relay, text)).status) == ("queued", "sent")
    watch.forward(minutes=1)
    await relay.sending.round()
    assert (await state(relay, email)).status == "sent"


async def test_what_was_not_taken_in_the_evening_waits_for_the_morning(
    relay: Relay, carriers: Carriers, watch: Watch
) -> None:
    watch.forward(hours=8, minutes=59, seconds=40)
    carriers.before = [BROKEN]
    text = await taken(relay, message())
    await relay.sending.round()
    watch.forward(minutes=1)
    await relay.sending.round()
    assert (carriers.texts, (await state(relay, text)).status) == ([], "queued")
    watch.now = (await state(relay, text)).due_at
    await relay.sending.round()
    assert (len(carriers.texts), (await state(relay, text)).status) == (1, "sent")


@pytest.mark.parametrize(("channel", "reason"), [("sms", policy.OPTED_OUT), ("email", policy.NOBODY_KNOWS)])
async def test_what_was_tried_once_is_not_tried_again_with_somebody_who_wants_no_more(
    relay: Relay, carriers: Carriers, watch: Watch, channel: str, reason: Sentence
) -> None:
    """Twilio's list tells that it was not sent; of an e-mail that cannot be told."""
    carriers.before = [BROKEN]
    sent = await taken(relay, message(channel=channel))
    await relay.sending.round()
    for address in (MARIA.phone, MARIA.email):
        await relay.opt_outs.note(str(address), "stop", now=watch())
    watch.forward(minutes=1)
    await relay.sending.round()
    assert (await state(relay, sent)).reason == reason
    assert (carriers.texts, carriers.emails) == ([], [])


@pytest.mark.parametrize("hours", [23, 30])
async def test_an_email_that_resend_may_have_forgotten_is_not_sent_again(
    relay: Relay, carriers: Carriers, watch: Watch, hours: int
) -> None:
    carriers.after = [BROKEN]
    email = await taken(relay, message(channel="email"))
    await relay.sending.round()
    watch.forward(hours=hours)
    await relay.sending.round()
    assert ((await state(relay, email)).status, (await state(relay, email)).reason) == ("failed", policy.NOBODY_KNOWS)
    assert len(carriers.emails) == 1


async def test_what_nobody_could_look_up_for_a_day_is_given_up(relay: Relay, carriers: Carriers, watch: Watch) -> None:
    carriers.after = [BROKEN]
    text = await taken(relay, message())
    await relay.sending.round()
    carriers.before = 40 * [BROKEN]
    for _ in range(26):
        watch.forward(hours=1)
        await relay.sending.round()
    assert (await state(relay, text)).reason == policy.NOBODY_KNOWS
    assert len(carriers.texts) == 1


async def test_what_was_said_long_ago_has_its_day_from_when_it_came_in(
    relay: Relay, carriers: Carriers, watch: Watch
) -> None:
    """The unit was without a network until now."""
    carriers.before = [BUSY]
    text = await taken(relay, message(said_at=NOON - timedelta(days=3)))
    await relay.sending.round()
    watch.forward(minutes=1)
    await relay.sending.round()
    assert (await state(relay, text)).status == "sent"


async def test_the_same_words_a_minute_later_are_another_message(
    relay: Relay, carriers: Carriers, watch: Watch
) -> None:
    first = await taken(relay, message())
    await relay.sending.round()
    watch.forward(minutes=1)
    carriers.before = [BROKEN]
    second = await taken(relay, message())
    for _ in range(2):
        await relay.sending.round()
        watch.forward(minutes=1)
    assert [(await state(relay, each)).status for each in (first, second)] == ["sent", "sent"]
    assert len(carriers.texts) == 2


async def test_two_of_the_same_words_of_which_one_was_taken_are_two_in_the_end(
    relay: Relay, carriers: Carriers, watch: Watch
) -> None:
    """Both are looked up at once."""
    carriers.before = [lambda: None, BROKEN]
    carriers.after = [BROKEN]
    both = [await taken(relay, message()) for _ in range(2)]
    for _ in range(4):
        await relay.sending.round()
        watch.forward(minutes=3)
    assert [(await state(relay, each)).status for each in both] == ["sent", "sent"]
    assert len(carriers.texts) == 2
