"""The door of a unit: who asks is answered, whatever else stands there or lay there before."""

import asyncio
import logging
import socket
import stat
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from edge_agent import door
from edge_agent.door import ask_at, open_door
from sync.errors import StoreError


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def lies_there(path: Path) -> bool:
    return path.exists()


async def upper(request: bytes) -> bytes:
    return request.strip().upper()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "hero365.db.socket"


def knock(path: Path) -> socket.socket:
    """Somebody stands there who has not asked yet."""
    visit = socket.socket(socket.AF_UNIX)
    visit.settimeout(60)
    visit.connect(str(path))
    return visit


async def asked(path: Path, request: bytes = b"anything") -> bytes | None:
    return await asyncio.to_thread(ask_at, path, request)


async def test_who_asks_is_answered(path: Path) -> None:
    async with open_door(path, upper):
        assert await asked(path, b"one") == b"ONE\n"
        assert await asked(path, b"two") == b"TWO\n"


async def test_the_door_is_for_its_owner_alone(path: Path) -> None:
    async with open_door(path, upper):
        assert mode(path) == 0o600


async def test_nobody_answers_where_there_is_no_door(path: Path) -> None:
    assert await asked(path) is None
    async with open_door(path, upper):
        pass
    assert not lies_there(path)
    assert await asked(path) is None


async def test_a_door_may_lie_deeper_than_the_address_of_a_socket_is_long(tmp_path: Path) -> None:
    path = tmp_path / ("deep" * 30) / "hero365.db.socket"
    path.parent.mkdir()
    async with open_door(path, upper):
        assert await asked(path, b"one") == b"ONE\n"


async def test_what_a_killed_process_left_is_not_in_the_way(path: Path) -> None:
    left = socket.socket(socket.AF_UNIX)
    left.bind(str(path))
    left.close()
    assert await asked(path) is None
    async with open_door(path, upper):
        assert await asked(path, b"one") == b"ONE\n"


async def test_a_door_that_does_not_open_keeps_nobody_from_work(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async with open_door(tmp_path / "no folder" / "hero365.db.socket", upper):
        assert [record.getMessage() for record in caplog.records] == ["nobody can ask"]


async def test_who_says_nothing_keeps_nobody_waiting(path: Path) -> None:
    async with open_door(path, upper):
        with knock(path) as silent:
            assert await asked(path, b"one") == b"ONE\n"
            silent.sendall(b"half a li")
            assert await asked(path, b"two") == b"TWO\n"
    # and the end of the unit did not wait for them either


async def test_who_says_nothing_is_sent_away(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "_ASKED_WITHIN_S", 0.01)
    async with open_door(path, upper):
        with knock(path) as silent:
            assert await asyncio.to_thread(silent.recv, 10) == b""


async def test_who_stands_there_at_the_end_is_sent_away(path: Path) -> None:
    async with open_door(path, upper):
        silent = knock(path)
        assert await asked(path, b"one") == b"ONE\n"  # whoever came before was let in by now
    with silent:
        assert silent.recv(10) == b""


async def test_what_is_being_answered_at_the_end_is_answered(path: Path) -> None:
    begun, may_end = asyncio.Event(), asyncio.Event()

    async def slowly(request: bytes) -> bytes:
        begun.set()
        await may_end.wait()
        return await upper(request)

    async with open_door(path, slowly):
        asking = asyncio.create_task(asked(path, b"one"))
        await begun.wait()
        asyncio.get_running_loop().call_later(0.05, may_end.set)
    assert await asking == b"ONE\n"


async def test_a_question_without_an_end_is_not_listened_to(path: Path) -> None:
    async with open_door(path, upper):
        with pytest.raises(StoreError, match="no answer"):
            await asked(path, b"a" * 1_000_000)
        assert await asked(path, b"one") == b"ONE\n"


async def test_a_long_answer_comes_whole(path: Path) -> None:
    async def at_length(_request: bytes) -> bytes:
        return b"a" * 1_000_000

    async with open_door(path, at_length):
        assert await asked(path) == b"a" * 1_000_000 + b"\n"


async def test_a_defect_ends_no_more_than_one_visit(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    async def failing(request: bytes) -> bytes:
        if request == b"one\n":
            raise RuntimeError("A library failed.")
        return await upper(request)

    async with open_door(path, failing):
        with pytest.raises(StoreError, match="no answer"):
            await asked(path, b"one")
        assert await asked(path, b"two") == b"TWO\n"
    (error,) = [record for record in caplog.records if record.levelno == logging.ERROR]
    assert str(error.exc_info and error.exc_info[1]) == "A library failed."


@pytest.fixture
async def crowd(path: Path) -> AsyncIterator[list[socket.socket]]:
    """As many as are let in."""
    async with open_door(path, upper):
        visits = [knock(path) for _ in range(door._MOST_VISITS)]
        yield visits
        for visit in visits:
            visit.close()


async def test_no_more_are_let_in_than_there_is_room_for(path: Path, crowd: list[socket.socket]) -> None:
    with knock(path) as one_more:
        assert await asyncio.to_thread(one_more.recv, 10) == b""
    crowd[0].sendall(b"one\n")
    assert await asyncio.to_thread(crowd[0].recv, 10) == b"ONE\n"
