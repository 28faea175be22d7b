"""A running stand-in with the practice business, and clients of its people."""

import contextlib
from collections.abc import Callable, Iterator

import httpx
import pytest

from sync.standin import PRACTICE_PASSWORD, StandIn

SignIn = Callable[..., httpx.Client]


@pytest.fixture(scope="module")
def sign_in() -> Iterator[SignIn]:
    """Gives a client that sends the token of a person of the practice business."""
    with contextlib.ExitStack() as clients:

        def signed_in(stand_in: StandIn, email: str = "rosa.delgado@example.com") -> httpx.Client:
            client = clients.enter_context(httpx.Client(base_url=stand_in.url, trust_env=False))
            answer = client.post("/auth/signin", json={"email": email, "password": PRACTICE_PASSWORD})
            client.headers["Authorization"] = f"Bearer {answer.raise_for_status().json()['access_token']}"
            return client

        yield signed_in


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[StandIn]:
    with StandIn.start(tmp_path_factory.mktemp("standin") / "hero365.db") as stand_in:
        yield stand_in


@pytest.fixture
def stand_in(running: StandIn) -> Iterator[StandIn]:
    """The practice business, without faults; the tests of a module share it, so each works on records of its own."""
    yield running
    running.clear_faults()


@pytest.fixture
def rosa(stand_in: StandIn, sign_in: SignIn) -> httpx.Client:
    return sign_in(stand_in)
