"""Waits double up to a bound, and no two units come in step."""

import pytest

from sync.answers import Answer, RefusedError, Verdict
from sync.attempt import Again, send
from sync.client import Hero365Client
from sync.hero365.mapping import CommandMapping, Finding, Task
from sync.outbox import Outbox
from sync.rows import Origin
from sync.timing import Timing, now
from sync.waits import Waits
from tests.sync.units import Saying


@pytest.mark.parametrize(("failures", "longest"), [(0, 1), (1, 2), (2, 4), (5, 32), (9, 300), (10_000, 300)])
def test_a_wait_lies_anywhere_up_to_its_bound(failures: int, longest: float) -> None:
    waits = [Timing().wait(failures) for _ in range(500)]
    assert 0 <= min(waits) < longest * 0.1
    assert longest * 0.9 < max(waits) <= longest


def test_looking_for_the_network_is_never_put_off_for_long() -> None:
    assert max(Timing().pause(failures) for failures in range(100)) <= 30


def test_no_server_puts_a_command_off_for_longer_than_the_longest_wait(
    outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    [row] = outbox.enqueue([set_status("on_hold", "j1")], origin)
    waits = Waits(Timing(), in_doubt=())
    waits.failed(row, at_least=99_999_999)
    [place] = outbox.places()
    assert waits.due_at(place) <= now() + Timing().longest_wait


class _Busy(CommandMapping):
    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        raise RefusedError(Verdict.BUSY, Answer(429, {"detail": "Slow down"}, {"retry-after": "17"}))

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        raise AssertionError("nothing was done: there is nothing to find")


async def test_the_wait_that_hero365_asks_for_is_kept(hero365: Hero365Client) -> None:
    task = Task("id", 1, None, {}, "business", None, "E7K")  # type: ignore[arg-type] # none of it is looked at
    assert await send(task, _Busy(), hero365, attempts=0) == Again("Slow down.", not_before=17.0)
