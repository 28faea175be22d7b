"""A thread for one thing that blocks."""

import threading
from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from typing import Any, TypeVar

_Result = TypeVar("_Result")


class OwnThread:
    """Does one thing behind the other. Unlike an executor's it holds up nobody who ends the process: what it is at may
    come to no end."""

    def __init__(self) -> None:
        self._waiting: SimpleQueue[tuple[Future[Any], Callable[[], Any]] | None] = SimpleQueue()
        self._is_on = False

    def submit(self, work: Callable[[], _Result]) -> "Future[_Result]":
        """What comes of `work`; cancelled before it is begun, it is not done."""
        if not self._is_on:
            self._is_on = True
            threading.Thread(target=self._run, daemon=True).start()
        asked: Future[_Result] = Future()
        self._waiting.put((asked, work))
        return asked

    def end(self) -> None:
        """No more is to come."""
        self._waiting.put(None)

    def _run(self) -> None:
        while (next_one := self._waiting.get()) is not None:
            asked, work = next_one
            if not asked.set_running_or_notify_cancel():
                continue
            try:
                asked.set_result(work())
            except BaseException as error:  # noqa: BLE001 - it is raised where somebody waits
                asked.set_exception(error)
