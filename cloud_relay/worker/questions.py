"""What was asked of the gateway and waits for an answer, or for several."""

import asyncio
import itertools
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from cloud_relay.errors import RelayError


class LineError(RelayError):
    """The gateway does not answer, or could not do it."""


class LineDownError(LineError):
    """The line has ended. It is looked for, and where it is found the gateway says so to the person."""


class Questions:
    """Of one agent, each with a number that comes back with its answers."""

    def __init__(self, patience_s: float) -> None:
        """An answer is waited for as long as `patience_s`, in seconds."""
        self._patience_s = patience_s
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Queue[Any]] = {}

    def number(self) -> int:
        """Of the next question."""
        return next(self._numbers)

    @contextmanager
    def waiting(self, number: int, most: int) -> Iterator[Callable[[], Awaitable[Any]]]:
        """Takes what comes to the question of that number, at most so many answers at once; yields what waits for the
        next, which is None where the line has ended. That raises LineError where none comes."""
        answers: asyncio.Queue[Any] = asyncio.Queue(most)

        async def following() -> Any:
            try:
                async with asyncio.timeout(self._patience_s):
                    return await answers.get()
            except TimeoutError as error:
                raise LineError("The gateway does not answer.") from error

        self._waiting[number] = answers
        try:
            yield following
        finally:
            del self._waiting[number]

    def answer(self, number: int, answer: object) -> None:
        """Hands it to whoever waits; nobody does any more for what was interrupted.

        Raises:
            asyncio.QueueFull: more come than were asked for.
        """
        if waiting := self._waiting.get(number):
            waiting.put_nowait(answer)

    def fail_all(self) -> None:
        """The line has ended."""
        for waiting in self._waiting.values():
            if waiting.full():
                waiting.get_nowait()
            waiting.put_nowait(None)
