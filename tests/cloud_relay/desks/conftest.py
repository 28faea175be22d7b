"""Desks of two processes of one relay, and what people say there."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr
from sqlalchemy import Engine, select

from cloud_relay.composition import Relay, composed
from cloud_relay.database import Sessions, connected, connected_in_threads, prepared
from cloud_relay.desks.holds import Holds, desk_id
from cloud_relay.desks.mirror import Hold, Mirror
from cloud_relay.desks.open_desk import OpenDesk
from cloud_relay.identity.people import whoever_shows
from cloud_relay.identity.principal import Principal
from cloud_relay.settings import Settings
from cloud_relay.tables import DeskRow
from cloud_relay.voice.conversation import Answer, Conversation
from erp import Language
from models.recognition import Transcript
from sync.account import Account
from tests.cloud_relay.conftest import Watch, hero365_token

ROSA = "rosa.delgado@example.com"
KEPT = ("outbox", "edits", "settings", "operations", "boots", "sqlite_sequence")
"""The tables of a working copy that have to come back as they were."""


@dataclass(frozen=True, slots=True)
class RelayStore:
    """The relay's store alone, as both kinds of work use it."""

    sessions: Sessions
    engine: Engine
    folder: Path

    async def desk(self, watch: Watch) -> Hold:
        """The desk of somebody who has just signed in, held by one process."""
        holds = Holds(self.sessions)
        desk = desk_id("north", uuid4().hex)
        await holds.keep(desk, "north", desk.hex, b"sealed", now=watch())
        hold = await holds.take(desk, now=watch())
        assert hold
        return hold

    def copy(self, hold: Hold) -> Mirror:
        """A working copy of a desk."""
        return Mirror.opened(self.folder / f"{uuid4().hex}.db", self.engine, hold)

    def rows(self, desk: UUID) -> int:
        """How many rows of a desk are kept."""
        with self.engine.connect() as connection:
            return len(connection.execute(select(DeskRow.key).where(DeskRow.desk == desk)).all())


@pytest.fixture
async def relay_store(database: str, tmp_path: Path) -> AsyncIterator[RelayStore]:
    url = database or f"sqlite+aiosqlite:///{tmp_path / 'relay.db'}"
    engine, in_threads = connected(url), connected_in_threads(url)
    yield RelayStore(await prepared(engine), in_threads, tmp_path)
    in_threads.dispose()
    await engine.dispose()


@pytest.fixture
async def relay(settings: Settings, watch: Watch) -> AsyncIterator[Relay]:
    async with composed(settings, watch) as relay:
        yield relay


@pytest.fixture
async def another(relay: Relay, settings: Settings, watch: Watch) -> AsyncIterator[Relay]:
    """A second process of the same relay."""
    async with composed(settings, watch) as another:
        yield another


async def signed_in(relay: Relay, email: str = ROSA, language: Language = "en") -> Principal:
    """Somebody who has shown their Hero365 token."""
    return (await shown(relay, email, language))[0]


async def shown(relay: Relay, email: str = ROSA, language: Language = "en") -> tuple[Principal, Account]:
    """Somebody, and the login under which they are introduced."""
    token = SecretStr(hero365_token(str(relay.settings.hero365).rstrip("/"), email))
    person, account = await whoever_shows(token, None, relay.hero365, time_zone="UTC")
    account = account.model_copy(update={"language": language})
    await relay.desks.introduce(account)
    return person, account


async def say(relay: Relay, desk: OpenDesk, words: str, turn: UUID | None = None) -> Answer:
    """One turn, in words."""
    heard = Transcript(words, "typed", 1.0, accepted=bool(words))
    return await Conversation(desk, relay.engines).take(heard, turn or uuid4())


def everything(mirror: Mirror) -> dict[str, list[dict[str, object]]]:
    """All that a working copy holds and has to be kept, byte for byte."""
    kept = {table: mirror.store.rows(f"SELECT * FROM {table}") for table in KEPT}  # noqa: S608 - names of our own
    return {table: sorted(rows, key=repr) for table, rows in kept.items()}


async def look_around(relay: Relay) -> None:
    """One round of looking after the desks, and what comes of it."""
    desks = relay.desks
    await desks._hold_on()
    await asyncio.gather(*desks._beside.values())
    await desks._take_over()
    await asyncio.gather(*desks._beside.values())


async def come_to_an_end(desk: OpenDesk) -> None:
    """What was said there is at Hero365, or refused."""
    news = asyncio.Event()
    loop = asyncio.get_running_loop()
    listener = lambda: loop.call_soon_threadsafe(news.set)  # noqa: E731 - the same one is taken away
    desk.desk.outbox.store.on_change(listener)
    while await asyncio.to_thread(lambda: desk.has_work):
        await news.wait()
        news.clear()
    desk.desk.outbox.store.no_longer(listener)
