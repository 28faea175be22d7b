"""All sessions that this gateway looks after."""

import asyncio
import contextlib
import logging
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.clock import Clock
from cloud_relay.desks.desks import Desks
from cloud_relay.desks.open_desk import OpenDesk
from cloud_relay.errors import ConflictError, ElsewhereError, NotFoundError
from cloud_relay.identity.principal import Principal
from cloud_relay.sessions.book import WATCHED, SessionBook
from cloud_relay.sessions.kinds import AgentType
from cloud_relay.sessions.live import Live
from cloud_relay.sessions.overflow import Overflow
from cloud_relay.sessions.rooms import Rooms
from cloud_relay.sessions.served import Served, SilentError, Socket
from cloud_relay.sessions.watch import Watch
from cloud_relay.tables import VoiceSession
from cloud_relay.voice.conversation import Conversation
from cloud_relay.voice.engines import Engines
from erp import Language

_log = logging.getLogger(__name__)

_LOOK_EVERY_S: Final = 2.0


@dataclass(slots=True)
class Host:
    """Starts, watches and serves them."""

    book: SessionBook
    rooms: Rooms
    desks: Desks
    engines: Engines
    clock: Clock
    _lives: dict[UUID, Live] = field(default_factory=dict)
    _watching: "set[asyncio.Task[None]]" = field(default_factory=set)

    async def start(
        self, person: Principal, kind: AgentType, language: Language, lasting: timedelta
    ) -> tuple[VoiceSession, str]:
        """A session, for which an agent is on its way, and the ticket with which the person enters the room.

        Raises:
            SignInError: their login is not known here, or not any more.
            BusyError: there are too many already.
        """
        self.engines.warm(language)
        await self.desks.speak(person, language)
        started = await self.book.start(person, kind, lasting, now=self.clock())
        self._watch(started)
        return started, self.rooms.ticket(started.id, person.id, person.name, lasting)

    async def end(self, session_id: UUID, by: Principal) -> VoiceSession:
        """Ends it, wherever it is looked after.

        Raises:
            NotFoundError: it is none of theirs.
        """
        found = await self.book.show(session_id, by)
        if live := self._lives.get(session_id):
            live.over.set()
        else:
            await self.rooms.close(session_id)  # the agent leaves with the person, and says so to its gateway
        return found

    async def serve(self, session_id: UUID, identity: str, socket: Socket) -> None:
        """Serves an agent that has come, until it is gone.

        Raises:
            NotFoundError: the session is over, or there is none.
            ConflictError: another agent serves it.
            ElsewhereError: the desk was taken over, or has stopped; whoever comes next finds it open.
            GarbledError: it does not speak as agents do.
            Exception: the connection has ended, as the socket says it.
        """
        live = await self._live(session_id)
        if not live.takes(identity):
            raise ConflictError("Another agent serves this session.")
        try:
            async with self.desks.at(live.person) as desk:
                await live.settled()
                served = Served(socket, live, Conversation(desk, self.engines), self.book, self.clock)
                try:
                    await _until_over(served, live, desk)
                finally:
                    live.loses(identity)  # another agent may be on its way while this one's last turn is decided
                    await live.settled()
                if desk.over.is_set() and not live.over.is_set():
                    raise ElsewhereError("The desk is open elsewhere now; come again.")
        except SilentError:
            _log.warning("an agent is stuck", extra={"session": str(session_id)})
        finally:
            live.loses(identity)
            if not live.over.is_set():
                await self.rooms.remove(session_id, identity)

    async def run(self) -> None:
        """Until it is cancelled: takes up the sessions of gateways that are gone."""
        try:
            while True:
                with contextlib.suppress(SQLAlchemyError, OSError):
                    for session_id in await self.book.left_alone(now=self.clock()):
                        with contextlib.suppress(NotFoundError):  # it has ended meanwhile
                            await self._live(session_id)
                await asyncio.sleep(_LOOK_EVERY_S)
        finally:
            for task in self._watching:
                task.cancel()
            if self._watching:
                await asyncio.wait(self._watching)

    async def _live(self, session_id: UUID) -> Live:
        if live := self._lives.get(session_id):
            return live
        found = await self.book.get(session_id)
        if found is None or not await self.book.note(session_id, watched_until=self.clock() + WATCHED):
            raise NotFoundError("This session is over.")
        return self._lives.get(session_id) or self._watch(found, had_agent=True)

    def _watch(self, session: VoiceSession, *, had_agent: bool = False) -> Live:
        person = Principal("person", session.person, session.business, "")
        live = self._lives[session.id] = Live(session.id, person, had_agent=had_agent)
        watch = Watch(live, self.rooms, self.book, self._tell, self.clock)
        task = asyncio.create_task(watch.run(session.ends_at))
        self._watching.add(task)

        def ended(task: "asyncio.Task[None]") -> None:
            self._watching.discard(task)
            self._lives.pop(session.id, None)
            if not task.cancelled() and (error := task.exception()):
                _log.error("a session was not watched", extra={"session": str(session.id), "error": repr(error)})

        task.add_done_callback(ended)
        return live

    async def _tell(self, live: Live) -> None:
        language = await self.desks.language(live.person)
        await Overflow(self.rooms, self.engines).tell(live, language)


async def _until_over(served: Served, live: Live, desk: OpenDesk) -> None:
    """An agent at work; it is let go of when the session is over, or the desk is closed under it."""
    serving = asyncio.create_task(served.run())
    over = {asyncio.create_task(live.over.wait()), asyncio.create_task(desk.over.wait())}
    try:
        await asyncio.wait({serving, *over}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (serving, *over):
            task.cancel()
        await asyncio.wait({serving, *over})
    if not serving.cancelled() and (error := serving.exception()):
        raise error
