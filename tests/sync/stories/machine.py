"""Two units of one business that are spoken to, lose their network, are killed and started again, before a server and a
relay that fail them: everything that may happen, as steps that hypothesis puts in whatever order."""

import asyncio
import os
import secrets
import ssl
from functools import cache
from itertools import chain, product

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import invariant, run_state_machine_as_test

from sync.client import Hero365Client
from sync.rows import QueuedCommand, State
from sync.standin import PRACTICE_PASSWORD, StandIn
from tests.sync.message_service import MessageService
from tests.sync.stories.actors import ZONE
from tests.sync.stories.reckoning import (
    each_message_is_there_once,
    each_record_changed_in_order,
    each_took_effect_once,
    the_records_say_it,
)
from tests.sync.stories.scene import Place
from tests.sync.stories.troubles import Troubles


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


def tell(server: StandIn, service: MessageService, *, stories: int, steps: int) -> None:
    """The seed is printed when one goes wrong; HERO365_SEED takes the same way again."""
    number = int(os.environ.get("HERO365_SEED", secrets.randbelow(10**9)))
    print(f"HERO365_SEED={number}")  # noqa: T201 - pytest shows it with the failure
    signing_in = Hero365Client.sign_in(server.url, "rosa.delgado@example.com", PRACTICE_PASSWORD, time_zone=ZONE)
    codes = map("".join, product("ACDEFHJKMNPRTUVWXY3479", repeat=3))
    UnitMachine.place = Place(server, service, asyncio.run(signing_in), codes)
    seed(number)(UnitMachine)  # type: ignore[arg-type] # hypothesis looks for it there
    with pytest.MonkeyPatch.context() as patch:
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
