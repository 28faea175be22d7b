"""The machine: what it calls itself, and how much of its memory and how many of its cores this process may use.

The limits of a container or a service (cgroups, both versions) count as the machine's own. A MB is a million bytes.
"""

import os
import platform
import resource
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_BOARDS = (
    ("Raspberry Pi 4", ("Raspberry Pi 4 ", "Raspberry Pi 400", "Raspberry Pi Compute Module 4")),
    ("Raspberry Pi 5", ("Raspberry Pi 5 ", "Raspberry Pi 500", "Raspberry Pi Compute Module 5")),
    ("Jetson Orin Nano", ("NVIDIA Jetson Orin Nano", "NVIDIA Orin Nano")),
)
"""What units are built on, and how each one's device tree begins."""
_UNLIMITED = 1 << 60
"""Bytes."""


@dataclass(frozen=True, slots=True)
class Machine:
    """What a profile is chosen by."""

    board: str
    """Its common name ("Raspberry Pi 5"), else what it calls itself, else the processor's kind ("x86_64")."""
    memory_mb: int
    """All that this process may ever have."""
    cores: int
    """That this process may run on at once."""

    def __str__(self) -> str:
        return f"{self.board}, {self.memory_mb / 1000:.1f} GB, {self.cores} core{'s' if self.cores > 1 else ''}"


def this_machine(root: Path = Path("/")) -> Machine:
    """Looks at the machine; `root` is where its files are."""
    memory = min(_meminfo(root, "MemTotal"), *map(_limit, _groups(root)), _UNLIMITED)
    return Machine(_board(root), memory // 1_000_000, _cores(root))


def free_memory_mb(root: Path = Path("/")) -> int:
    """What this process can still take without anything being killed for it."""
    free = [_meminfo(root, "MemAvailable")]
    for folder in _groups(root):
        used = _read(folder / "memory.current") or _read(folder / "memory.usage_in_bytes")
        if used:
            free.append(_limit(folder) - int(used) + _reclaimable(folder))
    most = resource.getrlimit(resource.RLIMIT_AS)[0]
    if most != resource.RLIM_INFINITY:
        free.append(most - int(_read(root / "proc/self/statm").split()[0]) * resource.getpagesize())
    return max(min(free), 0) // 1_000_000


def _board(root: Path) -> str:
    model = _read(root / "proc/device-tree/model").rstrip("\0")
    for name, beginnings in _BOARDS:
        if model.startswith(beginnings):
            return name
    if not model and _read(root / "etc/nv_tegra_release"):  # a container sees this file where it is given to it
        return "Jetson"
    return model or platform.machine()


def _cores(root: Path) -> int:
    cores = len(os.sched_getaffinity(0))
    for folder in _groups(root):
        quota, _, period = (_read(folder / "cpu.max") or _first_version(folder)).partition(" ")
        if quota.isdigit() and int(period):
            cores = min(cores, int(quota) // int(period))
    return max(cores, 1)


def _limit(folder: Path) -> int:
    """Bytes that the group may have."""
    limit = _read(folder / "memory.max") or _read(folder / "memory.limit_in_bytes")
    return int(limit) if limit.isdigit() else _UNLIMITED


def _first_version(folder: Path) -> str:
    """The quota of cgroups' first version in the form of the second; its -1 is no number either."""
    return f"{_read(folder / 'cpu.cfs_quota_us')} {_read(folder / 'cpu.cfs_period_us') or 0}"


def _reclaimable(folder: Path) -> int:
    """Bytes of files that the group has read, which are given up for whatever else is needed."""
    names = ("inactive_file ", "total_inactive_file ")
    found = [line.split()[1] for line in _read(folder / "memory.stat").splitlines() if line.startswith(names)]
    return int(found[-1]) if found else 0


def _groups(root: Path) -> Iterator[Path]:
    """The folders of the groups that this process is in, each with all that are around it."""
    mounted = root / "sys/fs/cgroup"
    for line in _read(root / "proc/self/cgroup").splitlines():
        _, controllers, path = line.split(":", 2)
        top = mounted / controllers if controllers else mounted
        group = top / path.lstrip("/")
        yield from (folder for folder in (group, *group.parents) if folder.is_relative_to(top) and folder.is_dir())


def _meminfo(root: Path, name: str) -> int:
    """Bytes."""
    for line in _read(root / "proc/meminfo").splitlines():
        if line.startswith(f"{name}:"):
            return 1024 * int(line.split()[1])
    return _UNLIMITED


def _read(path: Path) -> str:
    """The file's text without the blanks around it; empty where there is no such file or it may not be read."""
    try:
        return path.read_text(errors="replace").strip()
    except OSError:
        return ""
