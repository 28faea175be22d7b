"""Two units of one business that are spoken to, lose their network, are killed and started again, before a server and a
relay that fail them: everything that may happen, as steps that hypothesis puts in whatever order."""

import asyncio
import os
import secrets
import ssl
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import chain, product
from pathlib import Path

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from sync.client import Hero365Client
from sync.rows import QueuedCommand, State
from sync.standin import PRACTICE_PASSWORD, StandIn
from tests.sync.message_service import running
from tests.sync.stories.actors import ZONE
from tests.sync.stories.reckoning import (
    each_message_is_there_once,
    each_record_changed_in_order,
    each_took_effect_once,
    the_records_say_it,
)
from tests.sync.stories.scene import Place
from tests.sync.stories.troubles import Troubles

MEMORY = Path("/dev/shm")  # noqa: S108 - folders in it have names of their own


class UnitMachine(Troubles):
    """What was acknowledged takes effect once, in the order of saying, unless it was taken back."""

    @invariant()
    def nothing_acknowledged_is_missing(self) -> None:
        for unit in self.units:
            assert [row.id for row in unit.outbox.rows()] == [str(said.id) for said in unit.acknowledged]

    def reckon(self) -> None:
        rows = {unit: unit.outbox.rows() for unit in self.units}
        for row in chain(*rows.values()):
            assert row.state is self.end_of(row), (row.command, row.state, row.reason)
        done = {unit: [row for row in rows[unit] if row.state is State.DONE] for unit in self.units}
        effects = self.effects()
        each_took_effect_once([*chain(*done.values())], effects, perhaps=self.left_in_doubt)
        each_message_is_there_once([*chain(*done.values())], self.messages())
        for unit in self.units:
            each_record_changed_in_order(done[unit], effects, jobs_in_strict_order=self.jobs_in_strict_order)
        for job in self.all_jobs:
            self.run(the_records_say_it(job, done[job.unit], job.unit.hero365))

    def end_of(self, row: QueuedCommand) -> State:
        if row.id in self.taken_back | self.left_in_doubt:
            return State.CANCELLED
        return State.PENDING if row.id in self.somebody_elses else State.DONE


@contextmanager
def a_place() -> Iterator[Place]:
    """Its disks are memory where the machine lets us: no story is about what a cut of the power leaves on them."""
    with (
        tempfile.TemporaryDirectory(dir=MEMORY if os.access(MEMORY, os.W_OK) else None) as folder,
        StandIn.start(Path(folder) / "hero365.db", day="today") as server,
        running() as service,
    ):
        signing_in = Hero365Client.sign_in(server.url, "rosa.delgado@example.com", PRACTICE_PASSWORD, time_zone=ZONE)
        codes = map("".join, product("ACDEFHJKMNPRTUVWXY3479", repeat=3))
        yield Place(server, service, asyncio.run(signing_in), Path(folder), codes)


def tell(*, stories: int, steps: int) -> None:
    """The seed is printed when one goes wrong; HERO365_SEED takes the same way again."""
    number = int(os.environ.get("HERO365_SEED", secrets.randbelow(10**9)))
    print(f"HERO365_SEED={number}")  # noqa: T201 - pytest shows it with the failure
    seed(number)(UnitMachine)  # type: ignore[arg-type] # hypothesis looks for it there
    with a_place() as UnitMachine.place, pytest.MonkeyPatch.context() as patch:
        # Each client of a unit reads the certificates of the world anew, and here no connection needs them.
        patch.setattr(ssl, "create_default_context", cache(ssl.create_default_context))
        run_state_machine_as_test(
            UnitMachine,
            settings=settings(
                max_examples=stories,
                stateful_step_count=steps,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
                print_blob=True,
            ),
        )
