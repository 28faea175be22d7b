"""One relay put together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import httpx
from limits.aio.storage import MemoryStorage, Storage

from cloud_relay.clock import Clock, now
from cloud_relay.database import Sessions, connected_in_threads, prepared
from cloud_relay.database import connected as database_at
from cloud_relay.desks.desks import Desks
from cloud_relay.desks.holds import Holds
from cloud_relay.desks.logins import Logins
from cloud_relay.desks.working_folder import working_folder
from cloud_relay.gateway.limits import Limiter
from cloud_relay.identity.enrolment import Enrolment
from cloud_relay.identity.keys import Keys
from cloud_relay.identity.service_logins import ServiceLogins
from cloud_relay.identity.tokens import Tokens
from cloud_relay.messages.book import MessageBook
from cloud_relay.messages.carrier import Carrier
from cloud_relay.messages.failures import Failures
from cloud_relay.messages.opt_outs import OptOuts
from cloud_relay.messages.reports import Reports
from cloud_relay.messages.resend import ResendCarrier
from cloud_relay.messages.sending import Sending
from cloud_relay.messages.twilio import TwilioCarrier
from cloud_relay.office.callbacks import Callbacks
from cloud_relay.office.escalations import Escalations
from cloud_relay.redis_store import storage_at
from cloud_relay.sessions.book import SessionBook
from cloud_relay.sessions.claims import Claims
from cloud_relay.sessions.host import Host
from cloud_relay.sessions.rooms import opened_rooms
from cloud_relay.settings import Settings, signing_key
from cloud_relay.units.bus import Bus, LocalBus, RedisBus
from cloud_relay.units.polling import Polling
from cloud_relay.units.presence import Presence
from cloud_relay.voice.engines import Engines, engines
from erp.values import Channel
from sync.transport import connected as hero365_at


@dataclass(frozen=True, slots=True)
class Relay:
    """What the gateway's routes work with."""

    settings: Settings
    clock: Clock
    hero365: httpx.AsyncClient
    tokens: Tokens
    enrolment: Enrolment
    book: MessageBook
    failures: Failures
    reports: Reports
    opt_outs: OptOuts
    carriers: dict[Channel, Carrier]
    sending: Sending
    limiter: Limiter
    presence: Presence
    bus: Bus
    database: Sessions
    """What opens a session with the store."""
    desks: Desks
    engines: Engines
    voice_sessions: Host | None
    """Sessions over LiveKit, where one is set up."""
    keys: Keys
    escalations: Escalations
    callbacks: Callbacks
    service_logins: ServiceLogins
    polling: Polling


@asynccontextmanager
async def composed(settings: Settings, clock: Clock = now) -> AsyncIterator[Relay]:
    """A relay that works until the end of the block."""
    async with AsyncExitStack() as stack:
        key = await asyncio.to_thread(signing_key, settings)
        engine = database_at(settings.database_url)
        stack.push_async_callback(engine.dispose)
        sessions = await prepared(engine)
        hero365 = await stack.enter_async_context(hero365_at(str(settings.hero365).rstrip("/")))
        carriers = _carriers(settings)
        for carrier in carriers.values():
            stack.push_async_callback(carrier.close)
        bus: LocalBus | RedisBus = LocalBus()
        if settings.redis:
            bus = RedisBus(settings.redis)
            stack.push_async_callback(bus.close)
        failures, opt_outs = Failures(sessions, bus, clock), OptOuts(sessions)
        reports = Reports(sessions, failures, clock)
        book = MessageBook(sessions, reports, failures, clock)
        keys, service_logins = Keys(key, sessions), ServiceLogins(settings.service_logins)
        escalations = Escalations(sessions, bus)
        sending = Sending(book, opt_outs, carriers, settings.time_zone, clock)
        in_threads = connected_in_threads(settings.database_url)
        stack.callback(in_threads.dispose)
        desks = Desks(
            holds=Holds(sessions),
            engine=in_threads,
            logins=Logins(key),
            folder=stack.enter_context(working_folder(settings.folder / "desks")),
            book=book,
            failures=failures,
            sending=sending,
            escalations=escalations,
            bus=bus,
            clock=clock,
        )
        stack.push_async_callback(desks.close)  # before what they work with
        shared = await stack.enter_async_context(engines())
        voice_sessions: Host | None = None
        if settings.livekit:
            rooms = await stack.enter_async_context(opened_rooms(settings.livekit))
            book_of_sessions = SessionBook(sessions, settings.sessions)
            voice_sessions = Host(book_of_sessions, Claims(sessions), rooms, desks, shared, clock)
        yield Relay(
            settings=settings,
            clock=clock,
            hero365=hero365,
            tokens=Tokens(key, sessions),
            enrolment=Enrolment(sessions),
            book=book,
            failures=failures,
            reports=reports,
            opt_outs=opt_outs,
            carriers=carriers,
            sending=sending,
            limiter=Limiter(_storage(settings)),
            presence=Presence(sessions),
            bus=bus,
            database=sessions,
            desks=desks,
            engines=shared,
            voice_sessions=voice_sessions,
            keys=keys,
            escalations=escalations,
            callbacks=Callbacks(sessions, settings.time_zone, clock),
            service_logins=service_logins,
            polling=Polling(sessions, bus, keys, service_logins, clock),
        )


def _carriers(settings: Settings) -> dict[Channel, Carrier]:
    carriers: dict[Channel, Carrier] = {}
    if settings.twilio:
        carriers["sms"] = TwilioCarrier(settings.twilio, reports_address(settings, "twilio/status"))
    if settings.resend:
        carriers["email"] = ResendCarrier(settings.resend)
    return carriers


def reports_address(settings: Settings, path: str) -> str | None:
    """Where a carrier reaches us; None where it cannot."""
    return f"{str(settings.public_url).rstrip('/')}/v1/webhooks/{path}" if settings.public_url else None


def _storage(settings: Settings) -> Storage:
    return storage_at(settings.redis) if settings.redis else MemoryStorage()
