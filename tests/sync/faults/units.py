"""Units that save, or save and deliver, until they are killed. A program of its own; each unit is a process it forks,
so that hundreds of them need not load everything again.

`python units.py DATABASE ACCOUNT`; a line on standard input, `saves` or `delivers`, begins a unit. Standard output has
a line with its process id, one for each turn with the ids of the commands that are saved, and one that says how it
ended.
"""

import asyncio
import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID, uuid4

from erp import Command, Instruction
from erp.contacts import ContactCreate
from erp.job_progress import JobSetStatus
from erp.jobs import JobCreate
from sync.account import Account
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.numbering import next_number
from sync.outbox import Outbox
from sync.rows import Origin
from sync.store import Store
from sync.timing import Timing

BRIEF = Timing(first_wait=0.02, longest_wait=0.02, longest_pause=0, doubt=0)
ADDRESS = {"street": "5 Mill Road", "city": "Aurora", "state": "IL", "postal_code": "60502"}
STEPS = ("scheduled", "in_progress", "on_hold")
"""Of a new job: each is legal after the one before it."""


class Unit:
    """One that is spoken to by the account's person."""

    def __init__(self, database: Path, account: Account) -> None:
        self._account = account
        self._store = Store.open(database)
        self._outbox = Outbox(self._store)

    def saves(self) -> None:
        """One turn after another."""
        while True:
            self._turn()

    def delivers(self) -> None:
        """One turn, and everything that was saved before."""
        self._turn()
        asyncio.run(self._deliver())

    async def _deliver(self) -> None:
        async with Hero365Client(self._account) as hero365:
            await Delivery(self._outbox, hero365, timing=BRIEF).run(asyncio.Event())

    def _turn(self) -> None:
        """A new customer, a job for them, and how it goes on."""
        customer = _said(ContactCreate(customer="Bo Li", phone=f"+1512{uuid4().int % 10**7:07}"))
        number = str(next_number(self._store))
        job = _said(JobCreate(customer="Bo Li", title="Leaking tap", number=number, **ADDRESS), customer=customer.id)
        steps = [_said(JobSetStatus(job=number, status=status), job=job.id) for status in STEPS]
        origin = Origin(
            user=self._account.user_id,
            business=self._account.business_id,
            time_zone="America/Chicago",
            turn=uuid4(),
            words="",
            engine="typed",
            said_at=datetime.now(UTC),
        )
        said = [customer, job, *steps]
        self._outbox.enqueue(said, origin)
        _tell(*(instruction.id for instruction in said))


def _said(command: Command, **refs: UUID) -> Instruction:
    return Instruction(uuid4(), command, {slot: str(ref) for slot, ref in refs.items()})


def _tell(*words: object) -> None:
    line = " ".join(map(str, words)) + "\n"
    os.write(sys.stdout.fileno(), line.encode())  # at once, so that no line is cut short by a kill


def main() -> None:
    """Begins a unit for each line, one after another."""
    database = Path(sys.argv[1])
    account = Account.load(Path(sys.argv[2]))
    for line in sys.stdin:
        unit = os.fork()
        if unit == 0:
            _tell(os.getpid())
            getattr(Unit(database, account), line.strip())()
        _, status = os.waitpid(unit, 0)
        _tell("ended", os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
