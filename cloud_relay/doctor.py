"""Looks whether what a relay is set up with works."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

import httpx
from sqlalchemy import func, make_url, select

from assistant.command_model import command_model
from assistant.engines import this_profile
from cloud_relay.database import opened
from cloud_relay.errors import EarlierStoreError, SettingsError, UpstreamError
from cloud_relay.identity.keys import Keys
from cloud_relay.identity.service_logins import ServiceLogins
from cloud_relay.redis_store import require_redis, shown
from cloud_relay.sessions.rooms import opened_rooms
from cloud_relay.settings import Engine, EngineServer, Settings, signing_key
from cloud_relay.tables import Device, VoiceSession
from cloud_relay.units.polling import KINDS, WEBHOOK_HEARD
from cloud_relay.worker.admission import Admission, tried, turned_away
from models import known_answer
from models.errors import ModelError
from models.store import ModelStore, default_models


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing, and how it is."""

    mark: Literal["works", "unknown", "absent", "fails"]
    about: str
    said: str


async def findings(settings: Settings) -> list[Finding]:
    """All of it, in the order in which it matters."""
    return [
        await _database(settings),
        await _hero365(settings),
        await _redis(settings),
        await _livekit(settings),
        *([await _gateway(settings), await _workers(settings)] if settings.livekit else []),
        _ear(),
        _spanish_ear(),
        _command_model(),
        *[
            await _engine(what, engine, settings)
            for what, engine in (("ear in rooms", settings.ear), ("mouth in rooms", settings.mouth))
            if engine is not None
        ],
        _carrier("text messages", "twilio", is_set=settings.twilio is not None),
        _carrier("e-mail", "resend", is_set=settings.resend is not None),
        _reports(settings),
        await _changes(settings),
    ]


async def _database(settings: Settings) -> Finding:
    if not settings.database:
        settings.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        async with opened(settings.database_url):
            return Finding("works", "database", f"{make_url(settings.database_url)!r}")
    except EarlierStoreError as error:
        return Finding("absent", "database", str(error))
    except SettingsError as error:
        return Finding("fails", "database", str(error))


async def _hero365(settings: Settings) -> Finding:
    try:
        async with httpx.AsyncClient(timeout=10) as http:
            answer = await http.get(f"{str(settings.hero365).rstrip('/')}/business-context/current")
    except httpx.HTTPError:
        return Finding("fails", "Hero365", f"{settings.hero365} can't be reached; nobody can sign in.")
    if answer.status_code in {400, 401, 403}:
        return Finding("works", "Hero365", f"{settings.hero365} answers, and wants a sign-in.")
    return Finding(
        "fails", "Hero365", f"{settings.hero365} answers {answer.status_code} where it should want a sign-in."
    )


async def _redis(settings: Settings) -> Finding:
    if not settings.redis:
        return Finding("absent", "Redis", "not set; rate limits count within this process, which suits one gateway.")
    try:
        await require_redis(settings.redis)
    except SettingsError as error:
        return Finding("fails", "Redis", str(error))
    return Finding("works", "Redis", shown(settings.redis))


async def _livekit(settings: Settings) -> Finding:
    if settings.livekit is None:
        return Finding("absent", "LiveKit", "not set up (HERO365_RELAY_LIVEKIT__...); there are no spoken sessions.")
    async with opened_rooms(settings.livekit) as rooms:
        try:
            open_rooms = await rooms.count()
        except UpstreamError:
            return Finding("fails", "LiveKit", f"{settings.livekit.url} can't be reached.")
        except SettingsError as error:
            return Finding("fails", "LiveKit", str(error))
    return Finding("works", "LiveKit", f"{settings.livekit.url} answers; {open_rooms} rooms are open.")


async def _gateway(settings: Settings) -> Finding:
    """As a worker on this machine finds it."""
    match await tried(settings):
        case Admission.LET_IN:
            return Finding("works", "gateway", f"{settings.gateway} knows the workers of this machine.")
        case Admission.TURNED_AWAY:
            return Finding("fails", "gateway", turned_away(settings))
    return Finding("absent", "gateway", f"{settings.gateway} can't be reached; workers of this machine would wait.")


async def _workers(settings: Settings) -> Finding:
    """LiveKit tells nobody which are registered; when one of them has served somebody is known."""
    try:
        async with opened(settings.database_url) as sessions, sessions() as session:
            last = await session.scalar(select(func.max(VoiceSession.last_activity)).where(VoiceSession.turns > 0))
    except SettingsError:
        return Finding(
            "absent", "workers", "without its database the relay does not know when one has served somebody."
        )
    seen = f"one has served somebody last at {last:%Y-%m-%d %H:%M} UTC" if last else "none has served anybody yet"
    said = f"{seen}; whether one is there now `hero365-relay call` tells."
    return Finding("unknown" if last else "absent", "workers", said)


def _ear() -> Finding:
    profile = this_profile()
    if ModelStore(default_models()).installed(profile.recogniser):
        return Finding("works", "ear", f"{profile.recogniser} hears, {profile.voice or 'espeak-ng'} speaks.")
    said = f"{profile.recogniser} is not here, so that PocketSphinx hears; `hero365-edge models pull` fetches it."
    return Finding("absent", "ear", said)


def _spanish_ear() -> Finding:
    wanted = this_profile("es").recogniser
    if ModelStore(default_models()).installed(wanted):
        return Finding("works", "ear for Spanish", f"{wanted} hears.")
    said = f"{wanted} is not here, so that nobody is heard in Spanish; `hero365-edge models pull {wanted}` fetches it."
    return Finding("absent", "ear for Spanish", said)


def _command_model() -> Finding:
    """Tried as it is used: an engine that gives another answer than a known one is none."""
    try:
        known_answer.check()
        if model := command_model():
            model.load()
            return Finding("works", "free wordings", "the command model reads what no phrase fits.")
    except ModelError as error:
        return Finding("absent", "free wordings", f"{error} Until then only phrases are understood.")
    return Finding("absent", "free wordings", "the command model is not here; only phrases are understood.")


async def _engine(what: str, engine: Engine, settings: Settings) -> Finding:
    match engine:
        case EngineServer(url=url):
            try:
                async with httpx.AsyncClient(timeout=10) as http:
                    answer = await http.get(f"{str(url).rstrip('/')}/models")
            except httpx.HTTPError:
                return Finding("fails", what, f"{url} can't be reached.")
            return Finding("works", what, f"{url} answers {answer.status_code}; {engine.model} itself is not tried.")
        case plugin:
            from cloud_relay.worker.engines import check  # noqa: PLC0415 - seconds, where there is a plugin

            try:
                check(settings)
            except SettingsError as error:
                return Finding("fails", what, str(error))
            return Finding("works", what, f"{plugin} is there; what it reaches is not tried.")


def _carrier(what: str, name: str, *, is_set: bool) -> Finding:
    if is_set:
        return Finding(
            "works", what, f"set up with {name.capitalize()}; the account itself is not tried, that would cost."
        )
    return Finding("absent", what, f"not set up (HERO365_RELAY_{name.upper()}__...); such messages fail at once.")


def _reports(settings: Settings) -> Finding:
    if settings.public_url is None:
        return Finding(
            "absent", "reports", "without HERO365_RELAY_PUBLIC_URL carriers cannot report what was delivered."
        )
    return Finding("works", "reports", f"carriers report to {str(settings.public_url).rstrip('/')}/v1/webhooks/...")


async def _changes(settings: Settings) -> Finding:
    """Whether the relay learns what changes at Hero365."""
    try:
        async with opened(settings.database_url) as sessions:
            now = datetime.now(UTC)
            keys = Keys(signing_key(settings), sessions)
            async with sessions() as session:
                units = set(await session.scalars(select(Device.business).where(Device.removed_at.is_(None))))
            heard = {unit for unit in units if await keys.told_of(unit, now - WEBHOOK_HEARD) >= KINDS.keys()}
    except EarlierStoreError:
        return Finding("absent", "changes", "a database of an earlier version is not asked whose units there are.")
    except SettingsError:
        return Finding("fails", "changes", "without its database the relay does not know whose units there are.")
    logins = ServiceLogins(settings.service_logins)
    if without := [unit for unit in sorted(units - heard) if logins.of(unit) is None]:
        return Finding(
            "absent",
            "changes",
            f"of {', '.join(without)} no webhook tells all, and there is no login to look with (hero365-relay login); "
            "what is not told is read anew by the units' own clock.",
        )
    return Finding("works", "changes", "for each business with units there is a webhook, or a login to look with.")
