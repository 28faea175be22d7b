"""All sessions that this gateway looks after."""

import asyncio
import contextlib
import logging
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.clock import Clock
from cloud_relay.desks.desks import Desks
from cloud_relay.desks.open_desk import OpenDesk
from cloud_relay.errors import ConflictError, ElsewhereError, NotFoundError
from cloud_relay.identity.principal import Principal
from cloud_relay.sessions import metrics
from cloud_relay.sessions.book import SessionBook
from cloud_relay.sessions.claims import Claim, Claims
from cloud_relay.sessions.kinds import AgentType, Status
from cloud_relay.sessions.listening import Ahead, SilentError, Socket
from cloud_relay.sessions.live import Live
from cloud_relay.sessions.overflow import Overflow
from cloud_relay.sessions.rooms import Rooms
from cloud_relay.sessions.served import Served
from cloud_relay.sessions.watch import Watch
from cloud_relay.tables import VoiceSession
from cloud_relay.voice.conversation import Conversation
from cloud_relay.voice.engines import Engines
from erp import Language
from erp.sentences import Sentence

_log = logging.getLogger(__name__)

_LOOK_EVERY_S: Final = 2.0
_OPENS_WITHIN_S: Final = 27.0
"""A desk, for an agent that gives up after 30: a gateway that was killed has held it for 20, and Hero365 has 6."""
_ELSEWHERE: Final = "Another gateway looks after this session now; come again."
_ANOTHER: Final = "Another agent serves this session."


@dataclass(slots=True)
class Host:
    """Starts, watches and serves them."""

    book: SessionBook
    claims: Claims
    rooms: Rooms
    desks: Desks
    engines: Engines
    clock: Clock
    _lives: dict[UUID, Live] = field(default_factory=dict)
    _watching: "set[asyncio.Task[None]]" = field(default_factory=set)
    _stops: bool = False
    _left: list[Live] = field(default_factory=list)
    """Those that had no agent as this gateway was told to stop."""

    async def start(
        self, person: Principal, kind: AgentType, language: Language, lasting: timedelta
    ) -> tuple[VoiceSession, str]:
        """A session, for which an agent is on its way, and the ticket with which the person enters the room. One that
        they have is over with that, wherever it is looked after: it would keep an agent for nobody.

        Raises:
            SignInError: their login is not known here, or not any more.
            BusyError: there are too many already.
        """
        self.engines.warm(language)
        await self.desks.speak(person, language)
        started, ended = await self.book.start(person, kind, lasting, self.claims.watcher, now=self.clock())
        metrics.STARTED.inc()
        self._watch(started)
        for earlier in ended:
            await self._has_ended(earlier)
        return started, self.rooms.ticket(started.id, person.id, person.name, lasting)

    async def end(self, session_id: UUID, by: Principal) -> VoiceSession:
        """Ends it, wherever it is looked after.

        Raises:
            NotFoundError: it is none of theirs.
        """
        found = await self.book.show(session_id, by)
        if await self.book.end(session_id, now=self.clock()):
            await self._has_ended(session_id)
        return found

    async def _has_ended(self, session_id: UUID) -> None:
        metrics.ENDED.labels(Status.INACTIVE).inc()
        if live := self._lives.get(session_id):
            live.over.set()
        await self.rooms.close(session_id)

    async def serve(self, session_id: UUID, identity: str, socket: Socket) -> None:
        """Serves an agent that has come, until it is gone.

        Raises:
            NotFoundError: the session is over, or there is none.
            ConflictError: another agent serves it, here or at another gateway.
            ElsewhereError: the desk was taken over, or has stopped, or another gateway looks after the session;
                whoever comes next finds it.
            GarbledError: it does not speak as agents do.
            Exception: the connection has ended, as the socket says it.
        """
        live = await self._claimed(session_id, identity)
        if not live.takes(identity):
            raise ConflictError(_ANOTHER)
        try:
            async with AsyncExitStack() as staying:
                ahead = Ahead(socket)
                desk = await _meanwhile(ahead, live, self._opened(live, staying))
                conversation = Conversation(desk, self.engines, str(session_id))
                served = Served(ahead, live, conversation, self.book, self.clock)
                try:
                    await _until_over(served, live, desk)
                finally:
                    await self._lose(live, identity)  # another agent may be on its way while the last turn is decided
                    await live.settled()
                if live.is_elsewhere:
                    raise ElsewhereError(_ELSEWHERE)
                if desk.over.is_set() and not live.over.is_set():
                    raise ElsewhereError("The desk is open elsewhere now; come again.")
        except SilentError:
            _log.warning("an agent is stuck", extra={"session": str(session_id)})
        finally:
            await self._lose(live, identity)

    async def _opened(self, live: Live, staying: AsyncExitStack) -> OpenDesk:
        """The desk of the person, which stays open as long as that; and what they may not have heard is known.

        Raises:
            ElsewhereError: as `Desks.at`, or it takes too long.
        """
        try:
            async with asyncio.timeout(_OPENS_WITHIN_S):
                desk = await self._free(live, staying)
                await live.settled()
                await self._recall(live, desk)
        except TimeoutError as error:
            raise ElsewhereError("This desk cannot be opened now; come again.") from error
        return desk

    async def _free(self, live: Live, staying: AsyncExitStack) -> OpenDesk:
        """The desk as soon as nobody else has it: an agent that is sent away meanwhile is lost to its room, and what it
        has heard with it."""
        while True:
            try:
                return await staying.enter_async_context(self.desks.at(live.person))
            except ElsewhereError as error:
                _log.info("a desk is waited for", extra={"session": str(live.session), "said": str(error)})

    async def _claimed(self, session_id: UUID, identity: str) -> Live:
        if self._stops:
            raise ElsewhereError("This gateway is being stopped; come again.")
        held = self._lives.get(session_id)
        if held and held.identity is not None and not held.over.is_set():
            raise ConflictError(_ANOTHER)
        session = await self.claims.take(session_id, identity, now=self.clock())
        if session.status == Status.CONNECTING:
            metrics.FIRST_AGENT.observe((self.clock() - session.started_at).total_seconds())
        return self._adopted(session)

    async def _recall(self, live: Live, desk: OpenDesk) -> None:
        """What may not have been heard where another gateway has looked after the session before."""
        if not live.had_agent or live.unheard:
            return
        with contextlib.suppress(SQLAlchemyError, OSError):  # it is not said again then
            turn = await self.book.unheard(live.session)
            if turn and (answered := await asyncio.to_thread(desk.desk.assistant.answer_to, turn)):
                live.unheard, live.unheard_turn = await desk.desk.worded_anew(answered), turn

    async def _lose(self, live: Live, identity: str) -> None:
        """That agent is gone, unless that was noted already. It is noted before another one comes."""
        if live.identity != identity:
            return
        if not live.over.is_set():
            with contextlib.suppress(SQLAlchemyError, OSError):  # the store is away; the session goes on
                live.heed(await self.claims.lose(live.claim, live.gone | {identity}))
        live.loses(identity)
        if not live.over.is_set():
            metrics.LOST.inc()
            await self.rooms.remove(live.session, identity)

    def leave(self) -> None:
        """This gateway is told to stop: agents stay in their rooms, and come to another one or to the next."""
        self._stops = True
        self._left = [live for live in self._lives.values() if live.identity is None]
        for live in self._lives.values():
            live.leaves()

    async def run(self) -> None:
        """Until it is cancelled: takes up the sessions of gateways that are gone. At its end it releases those that it
        has left without an agent."""
        try:
            while True:
                try:
                    for session in await self.claims.take_over(now=self.clock(), but=list(self._lives)):
                        self._adopted(session)
                except Exception:  # noqa: BLE001 - whatever one look dies of, the next one is to come
                    _log.exception("nobody looked for sessions that nobody looks after")
                await asyncio.sleep(_LOOK_EVERY_S)
        finally:
            for task in self._watching:
                task.cancel()
            if self._watching:
                await asyncio.wait(self._watching)
            with contextlib.suppress(SQLAlchemyError, OSError):  # they are missed in a while
                for live in self._left:
                    await self.claims.release(live.claim, now=self.clock())

    def _adopted(self, session: VoiceSession) -> Live:
        """A session that was claimed for this gateway."""
        if held := self._lives.get(session.id):
            if held.claim.number >= session.claim:
                return held
            held.leaves()  # another gateway had it meanwhile
        return self._watch(session)

    def _watch(self, session: VoiceSession) -> Live:
        live = self._lives[session.id] = Live(
            Claim(session.id, self.claims.watcher, session.claim),
            Principal("person", session.person, session.business, ""),
            session.ends_at,
            had_agent=session.status != Status.CONNECTING,
            gone=set(session.gone),
        )
        watch = Watch(live, self.rooms, self.claims, self._tell, self.clock)
        task = asyncio.create_task(watch.run())
        self._watching.add(task)
        metrics.OPEN.inc()

        def ended(task: "asyncio.Task[None]") -> None:
            metrics.OPEN.dec()
            self._watching.discard(task)
            if self._lives.get(session.id) is live:
                del self._lives[session.id]
            if not task.cancelled() and (error := task.exception()):
                _log.error("a session was not watched", extra={"session": str(session.id), "error": repr(error)})

        task.add_done_callback(ended)
        return live

    async def _tell(self, live: Live, sentence: Sentence) -> None:
        language = await self.desks.language(live.person)
        await Overflow(self.rooms, self.engines).tell(live, sentence[language], language)


async def _meanwhile(ahead: Ahead, live: Live, opening: Coroutine[Any, Any, OpenDesk]) -> OpenDesk:
    """The desk, once it is open. The agent is listened to meanwhile: it may die, or this gateway may stop.

    Raises:
        NotFoundError: the session is over.
        ElsewhereError: it is another gateway's.
        Exception: as `Host._opened` and `Ahead.listen`.
    """
    opened, listening = asyncio.create_task(opening), asyncio.create_task(ahead.listen())
    over = asyncio.create_task(live.over.wait())
    try:
        await asyncio.wait({opened, listening, over}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in (opened, listening, over):
            task.cancel()
        await asyncio.wait({opened, listening, over})
    for task in (opened, listening):
        if not task.cancelled() and (error := task.exception()):
            raise error
    if live.is_elsewhere:
        raise ElsewhereError(_ELSEWHERE)
    if live.over.is_set():
        raise NotFoundError("This session is over.")
    return opened.result()


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
