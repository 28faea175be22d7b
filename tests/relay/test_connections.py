"""A running relay opens no connection but to what is configured."""

import re
import shutil
from collections.abc import Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest

from benchmarks.relay.parts import Parts
from benchmarks.relay.voice import Says
from tests.relay.test_employee import ROSA, answered

_CONNECTS = re.compile(
    r'connect\(\d+, \{sa_family=AF_INET6?, .*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")'
)
_ROUTES = {"8.8.8.8", "2001:4860:4860::8888"}
"""WebRTC's library asks the kernel by which route it would reach these; no packet is sent."""


@pytest.fixture
def traces(tmp_path: Path) -> Path:
    folder = tmp_path / "traces"
    folder.mkdir()
    return folder


@pytest.fixture
def under(traces: Path) -> tuple[str, ...]:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    return (strace, "-D", "-ff", "--seccomp-bpf", "-qq", "-e", "trace=connect,sendto", "-o", str(traces / "of"))


def addresses(traces: Path) -> Iterator[str]:
    for trace in traces.iterdir():
        for found in _CONNECTS.finditer(trace.read_text(errors="replace")):
            yield found[1] or found[2]


async def test_nothing_leaves_this_machine(parts: Parts, says: Says, traces: Path) -> None:
    _, caller = await parts.call(await parts.sign_in(ROSA))
    assert await caller.hears(0, within=60)
    await caller.quiet()
    assert "on hold" in await answered(caller, says, "Put job forty two on hold.")
    await parts.stop()
    reached = set(addresses(traces))
    assert "127.0.0.1" in reached, "nothing was traced"
    assert {address for address in reached - _ROUTES if not ip_address(address).is_loopback} == set()
