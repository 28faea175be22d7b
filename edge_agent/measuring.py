"""What time and memory work takes, looked at from outside of it."""

import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Memory:
    """Of one process, in megabytes of a million bytes."""

    peak: int
    """Resident at most up to now."""
    private: int
    """Held by no other process."""
    share: int
    """With its part of what it shares with others."""

    def __sub__(self, before: "Memory") -> "Memory":
        return Memory(self.peak - before.peak, self.private - before.private, self.share - before.share)


def memory_of(process: int | str = "self") -> Memory:
    """What a process has, by its number, or this one."""
    resident, mapped = (Path(f"/proc/{process}/{name}").read_text() for name in ("status", "smaps_rollup"))
    return Memory(
        peak=_megabytes(resident, "VmHWM:"),
        private=_megabytes(mapped, "Private_Clean:", "Private_Dirty:"),
        share=_megabytes(mapped, "Pss:"),
    )


def _megabytes(text: str, *names: str) -> int:
    kibibytes = sum(int(line.split()[1]) for line in text.splitlines() if line.startswith(names))
    return 1024 * kibibytes // 1_000_000


@dataclass
class Spent:
    """Milliseconds."""

    wall: float = 0.0
    work: float = 0.0
    """Of the processor, all threads together."""

    def add(self, wall: float, work: float) -> None:
        """Adds to both."""
        self.wall += wall
        self.work += work


@dataclass
class Stopwatch:
    """How long the parts of what is under way took, without the parts inside them."""

    parts: defaultdict[str, Spent] = field(default_factory=lambda: defaultdict(Spent))
    _under_way: list[str] = field(default_factory=list)

    @contextmanager
    def part(self, name: str) -> Iterator[None]:
        """Adds what is done inside to the part `name`."""
        self._under_way.append(name)
        wall, work = time.perf_counter(), time.process_time()
        try:
            yield
        finally:
            took = 1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - work)
            self._under_way.pop()
            self.parts[name].add(*took)
            if self._under_way:
                self.parts[self._under_way[-1]].add(-took[0], -took[1])

    def watch(self, owner: Any, method: str, name: str) -> None:
        """Counts every call of a method as the part `name`, for as long as the process lives."""
        original = getattr(owner, method)

        def watched(*given: Any, **named: Any) -> Any:
            with self.part(name):
                return original(*given, **named)

        setattr(owner, method, watched)

    def take(self) -> dict[str, Spent]:
        """What the parts took since it was asked last."""
        taken = dict(self.parts)
        self.parts.clear()
        return taken
