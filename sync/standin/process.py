"""The stand-in as a child process, for tests and demonstrations."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from sync.standin.face import Face
from sync.standin.faults import Fault, Kind
from sync.standin.seed import PRACTICE
from sync.standin.store import Effect


class StandInError(Exception):
    """The stand-in did not start, or does not answer."""


class StandIn:
    """A running stand-in server and its control.

    Every method waits for its answer (milliseconds; a start takes a second or two): inside an event loop, call them
    through `asyncio.to_thread`. The server ends with the process that started it, however that one ends.

    Raises:
        StandInError: from every method but the ending ones, when the server does not answer.
    """

    def __init__(self, process: subprocess.Popen[str], url: str, control: str) -> None:
        self._process = process
        self.url = url
        """Base of the API's paths, ``http://127.0.0.1:PORT/v1``; the same after a restart on the same port."""
        self.control = control
        """Base of the control's paths."""
        self._client = httpx.Client(base_url=control, timeout=30, trust_env=False)

    @classmethod
    def start(
        cls,
        database: Path,
        seed: Path = PRACTICE,
        *,
        port: int = 0,
        face: Face | str = Face.CONTRACT,
        day: date | str | None = None,
    ) -> Self:
        """Start a server on `database`, which is seeded if it is empty, and return once it answers.

        Args:
            database: an SQLite file; its rows are kept from run to run.
            seed: the business to start with.
            port: of the API; 0 takes a free one.
            face: which Hero365 to show.
            day: what the seed's present day becomes, ``"today"`` among it; None leaves the seed's dates.

        Raises:
            StandInError: it did not start; the sentence says why.
        """
        options: Mapping[str, object] = {
            "--database": database,
            "--seed": seed,
            "--port": port,
            "--face": Face(face),
            **({"--day": day} if day else {}),
        }
        words = [str(word) for option in options.items() for word in option]
        # In a session of its own: Ctrl-C is meant for whoever started it, who stops it.
        process = subprocess.Popen(
            [sys.executable, "-m", "sync.standin", *words, "--end-with-stdin"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert process.stdout is not None  # noqa: S101 - asked for one line above
        said = json.loads(process.stdout.readline() or "{}")
        if "url" not in said:
            process.communicate()
            raise StandInError(said.get("error", f"The stand-in Hero365 ended with code {process.returncode}."))
        return cls(process, **said)

    @property
    def port(self) -> int:
        """The API's port."""
        return httpx.URL(self.url).port or 80

    def fault(
        self,
        kind: Kind | str,
        *,
        times: int | None = None,
        method: str | None = None,
        path: str = "",
        **details: float,
    ) -> None:
        """Set a fault: for the next `times` requests (None: until cleared) with that method and path prefix.

        Args:
            kind: what happens.
            times: how often.
            method: ``GET``, ``POST``, ...; None for all.
            path: how the path below the base path begins.
            details: `seconds` of ``slow``, `status` of ``error``.
        """
        fault = Fault.model_validate({"kind": kind, "times": times, "method": method, "path": path, **details})
        self._ask("POST", "/faults", fault.model_dump(mode="json"))

    def faults(self) -> list[Fault]:
        """The faults that wait for requests; one that was to meet `times` requests leaves when the last has met it."""
        return [Fault(**fault) for fault in self._ask("GET", "/faults").json()]

    def clear_faults(self) -> None:
        """Take all faults away; the server listens again."""
        self._ask("DELETE", "/faults")

    def finish(self) -> None:
        """Let the server do what it is still at: the work of the requests that were ``given_up``."""
        self._ask("POST", "/finish")

    def journal(self) -> list[Effect]:
        """Every committed effect of a request, oldest first."""
        return [Effect(**effect) for effect in self._ask("GET", "/journal").json()]

    def stop(self) -> None:
        """End the server, and wait for its end; does nothing if it has ended."""
        self._process.terminate()
        self._wait()

    def kill(self) -> None:
        """End the server as a power cut would."""
        self._process.kill()
        self._wait()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stop()

    def _wait(self) -> None:
        self._process.wait()
        self._client.close()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe:
                pipe.close()

    def _ask(self, method: str, path: str, body: object = None) -> httpx.Response:
        try:
            return self._client.request(method, path, json=body).raise_for_status()
        except httpx.HTTPError as error:
            raise StandInError(f"the stand-in server at {self.control} does not answer: {error}") from error
