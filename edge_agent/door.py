"""The door of a unit: a socket beside its database, where another process of its owner asks for what only the process
that has the database open can do. One line is asked, and one line answered."""

import asyncio
import logging
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from sync.errors import StoreError

_log = logging.getLogger(__name__)

Answer = Callable[[bytes], Awaitable[bytes]]

_LONGEST_REQUEST, _LONGEST_ANSWER = 64 * 1024, 16 * 1024 * 1024
_MOST_VISITS = 8
_ASKED_WITHIN_S = 5.0
"""Whoever comes knows what they want to ask."""
_ANSWERED_WITHIN_S = 30.0
"""A commit waits for the disk, and on a busy unit for other commits."""


def door_of(database: Path) -> Path:
    """Where the process that has `database` open is asked."""
    return database.with_name(f"{database.name}.socket")


@asynccontextmanager
async def open_door(path: Path, answer: Answer) -> AsyncIterator[None]:
    """Answers there meanwhile; what is being answered at the end is waited for. Nobody else may answer at `path`: what
    lies there is what a process left that was killed. A unit whose door does not open does its work without one."""
    try:
        listening = _listening(path)
    except OSError as error:
        _log.warning("nobody can ask", extra={"path": str(path), "error": str(error)})
        yield
        return
    visits = _Visits(answer)
    server = await asyncio.start_unix_server(visits.take, sock=listening, limit=_LONGEST_REQUEST)
    try:
        yield
    finally:
        await asyncio.to_thread(path.unlink, missing_ok=True)
        server.close()
        await visits.end()


def ask_at(path: Path, request: bytes) -> bytes | None:
    """What is answered there; None where nobody answers, and nothing was asked.

    Raises:
        StoreError: it was asked, and no answer came.
    """
    with socket.socket(socket.AF_UNIX) as visit:
        visit.settimeout(_ANSWERED_WITHIN_S)
        try:
            with _address(path) as address:
                visit.connect(address)
        except (FileNotFoundError, ConnectionRefusedError, BlockingIOError):  # the last: too many stand there already
            return None
        try:
            visit.sendall(request + b"\n")
            with visit.makefile("rb") as answered:
                answer = answered.readline(_LONGEST_ANSWER)
        except OSError as error:
            raise _unanswered() from error
    if not answer.endswith(b"\n"):
        raise _unanswered()
    return answer


def _unanswered() -> StoreError:
    return StoreError("The running unit gave no answer; `hero365-edge outbox list` shows whether it did it.")


def _listening(path: Path) -> socket.socket:
    listening = socket.socket(socket.AF_UNIX)
    try:
        path.unlink(missing_ok=True)
        with _address(path) as address:
            listening.bind(address)
        path.chmod(0o600)  # before anybody is let in
        listening.listen(_MOST_VISITS)
    except BaseException:
        listening.close()
        raise
    return listening


@contextmanager
def _address(path: Path) -> Iterator[str]:
    """The path by its open folder: a socket's address has at most 107 bytes, however deep the folder lies."""
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


class _Visits:
    """Those who stand at the door at this moment."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer
        self._visits: set[asyncio.Task[None]] = set()
        self._silent: set[asyncio.StreamWriter] = set()
        """Those who have not asked yet."""

    def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Somebody comes. Where too many are there, the door is shut again."""
        if len(self._visits) >= _MOST_VISITS:
            writer.close()
            return
        visit = asyncio.create_task(self._visit(reader, writer))
        self._visits.add(visit)
        visit.add_done_callback(self._visits.discard)

    async def end(self) -> None:
        """Who has not asked yet is sent away; who has is answered."""
        for writer in self._silent:
            writer.close()
        if self._visits:
            await asyncio.wait(self._visits)

    async def _visit(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Nothing that goes wrong in a visit ends more than the visit."""
        try:
            request = await self._asked(reader, writer)
            if request.endswith(b"\n"):
                writer.write(await self._answer(request) + b"\n")
        except Exception:  # noqa: BLE001 - a defect that nobody foresaw; the log has the traceback
            _log.exception("not answered")
        finally:
            await _gone(writer)

    async def _asked(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        """What is asked; nothing, or no whole line, of who is silent, gone, or does not come to an end."""
        self._silent.add(writer)
        try:
            async with asyncio.timeout(_ASKED_WITHIN_S):
                return await reader.readline()
        except (TimeoutError, ConnectionError, ValueError):
            return b""
        finally:
            self._silent.discard(writer)


async def _gone(writer: asyncio.StreamWriter) -> None:
    """Who does not take the answer is not waited for."""
    writer.close()
    try:
        async with asyncio.timeout(_ASKED_WITHIN_S):
            await writer.wait_closed()
    except (TimeoutError, ConnectionError):
        writer.transport.abort()
