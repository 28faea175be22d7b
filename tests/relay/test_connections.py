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

_CALLS = ("connect", "sendto", "sendmsg", "sendmmsg")
"""By which a process reaches another: datagrams, as WebRTC's, need no connection."""
_REACHES = re.compile(rf"^(?:{'|'.join(_CALLS)})\(.*", re.MULTILINE)
_ADDRESS = re.compile(r'sa_family=AF_INET6?, [^{}]*?(?:inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)")')
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
    return (strace, "-D", "-ff", "--seccomp-bpf", "-qq", "-e", f"trace={','.join(_CALLS)}", "-o", str(traces / "of"))


def addresses(traces: Path) -> Iterator[str]:
    for trace in traces.iterdir():
        for call in _REACHES.finditer(trace.read_text(errors="replace")):
            for found in _ADDRESS.finditer(call[0]):
                yield found[1] or found[2]


@pytest.mark.parametrize(
    ("line", "reached"),
    [
        ('connect(3, {sa_family=AF_INET, sin_port=htons(80), sin_addr=inet_addr("192.0.2.1")}, 16) = 0', "192.0.2.1"),
        (
            "connect(3, {sa_family=AF_INET6, sin6_port=htons(80), sin6_flowinfo=htonl(0), "
            'inet_pton(AF_INET6, "2001:db8::1", &sin6_addr), sin6_scope_id=0}, 28) = 0',
            "2001:db8::1",
        ),
        (
            'sendto(9, "\\0\\1", 20, 0, {sa_family=AF_INET, sin_port=htons(3478), '
            'sin_addr=inet_addr("192.0.2.2")}, 16) = 20',
            "192.0.2.2",
        ),
        (
            'sendmsg(9, {msg_name={sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("192.0.2.3")}, '
            "msg_namelen=16, msg_iovlen=1}, 0) = 20",
            "192.0.2.3",
        ),
        (
            "sendmmsg(9, [{msg_hdr={msg_name=NULL}}, {msg_hdr={msg_name={sa_family=AF_INET, sin_port=htons(53), "
            'sin_addr=inet_addr("192.0.2.4")}, msg_namelen=16}}], 2, 0) = 2',
            "192.0.2.4",
        ),
        ('sendto(9, "x", 1, MSG_NOSIGNAL, NULL, 0) = 1', None),
        ('sendmsg(9, {msg_name={sa_family=AF_UNIX, sun_path="/run/nscd"}, msg_namelen=16}, 0) = 1', None),
    ],
)
def test_each_way_out_is_seen(traces: Path, line: str, reached: str | None) -> None:
    (traces / "of.1").write_text(f"{line}\n")
    assert list(addresses(traces)) == ([reached] if reached else [])


async def test_nothing_leaves_this_machine(parts: Parts, says: Says, traces: Path) -> None:
    _, caller = await parts.call(await parts.sign_in(ROSA))
    assert await caller.hears(0, within=60)
    await caller.quiet()
    assert "on hold" in await answered(caller, says, "Put job forty two on hold.")
    await parts.stop()
    reached = set(addresses(traces))
    assert "127.0.0.1" in reached, "nothing was traced"
    assert {address for address in reached - _ROUTES if not ip_address(address).is_loopback} == set()
