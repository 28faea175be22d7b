"""What goes wrong in a story at Hero365 and at the relay, mostly in the middle of something."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import rule

from sync.standin import Kind
from tests.sync.stories.actors import BRIEF, PATIENT, Unit
from tests.sync.stories.sayings import Job, Sayings

LOST = [
    *[{"kind": Kind.LOSE_ANSWER}] * 3,
    {"kind": Kind.DROP},
    {"kind": Kind.ERROR, "status": 502},
    {"kind": Kind.ERROR, "status": 503},
    {"kind": Kind.EXPIRED},
]
"""At the relay, which means what it says. An answer that is lost is the hardest, and so it comes most often."""
FOR_ALL = [*LOST, {"kind": Kind.ERROR, "status": 500}, {"kind": Kind.LATE_422}]
"""For all commands: where nothing shows whether one arrived, a yes that stored nothing cannot be found out."""
TROUBLES = [*FOR_ALL, {"kind": Kind.NO_STORE}]
READS = [
    ("GET", "/jobs"),
    ("POST", "/jobs/search"),
    ("GET", "/contacts"),
    ("POST", "/contacts/search"),
    ("GET", "/invoices"),
    ("GET", "/business-context"),
]
WRITES = [
    ("PATCH", "/jobs"),
    ("PUT", "/jobs"),
    ("POST", "/jobs"),
    ("POST", "/contacts"),
    ("PUT", "/contacts"),
    ("POST", "/invoices"),
]
BREAKABLE = [*(write for write in WRITES if write != ("POST", "/jobs")), ("POST", "/products")]
"""By `POST /jobs` a status is set in bulk where it cannot be set alone: a job that had none of both would come out of
its draft by its time, and not by what was said."""


class Troubles(Sayings):
    """The rules by which things go wrong."""

    @rule(trouble=st.sampled_from(TROUBLES), request=st.sampled_from(READS), times=st.integers(1, 4))
    def delivers_while_the_server_fails_a_look_up(
        self, trouble: dict[str, Any], request: tuple[str, str], times: int
    ) -> None:
        self.fail(trouble, *request, times=times)
        self.delivers()

    @rule(job=Sayings.jobs, trouble=st.sampled_from(TROUBLES))
    def the_server_fails_a_status(self, job: Job, trouble: dict[str, Any]) -> None:
        self.in_the_middle_of(self.the_job_goes_on, job, trouble, "PATCH", "/jobs")

    @rule(job=Sayings.jobs, trouble=st.sampled_from(TROUBLES))
    def the_server_fails_a_time(self, job: Job, trouble: dict[str, Any]) -> None:
        for days in (1, 2):
            self.the_job_gets_a_time(job, days)
        self.fail(trouble, "PUT", "/jobs")
        self.delivers()

    @rule(job=Sayings.jobs, trouble=st.sampled_from(TROUBLES))
    def the_server_fails_a_note(self, job: Job, trouble: dict[str, Any]) -> None:
        self.in_the_middle_of(self.the_job_gets_a_note, job, trouble, "PUT", "/jobs")

    @rule(job=Sayings.jobs, trouble=st.sampled_from(TROUBLES))
    def the_server_fails_a_note_about_a_call(self, job: Job, trouble: dict[str, Any]) -> None:
        self.in_the_middle_of(self.a_call_is_noted, job, trouble, "PUT", "/contacts")

    @rule(job=Sayings.jobs, trouble=st.sampled_from(TROUBLES))
    def the_server_fails_an_invoice_or_a_payment(self, job: Job, trouble: dict[str, Any]) -> None:
        self.in_the_middle_of(self.the_customer_pays_a_dollar, job, trouble, "POST", "/invoices")

    @rule(second=st.booleans(), trouble=st.sampled_from(FOR_ALL))
    def the_server_fails_a_part(self, second: bool, trouble: dict[str, Any]) -> None:
        for _ in range(2):
            self.a_part_is_put_back(second)
        self.fail(trouble, "POST", "/products")
        self.delivers()

    @rule(
        target=Sayings.jobs,
        second=st.booleans(),
        trouble=st.sampled_from(TROUBLES),
        path=st.sampled_from(["/contacts", "/jobs"]),
    )
    def the_server_fails_a_new_record(self, second: bool, trouble: dict[str, Any], path: str) -> Job:
        made = self.a_job(self.units[second])
        self.fail(trouble, "POST", path)
        self.delivers()
        return made

    @rule(write=st.sampled_from(WRITES), trouble=st.sampled_from(TROUBLES), times=st.integers(3, 6))
    def the_server_fails_again_and_again(self, write: tuple[str, str], trouble: dict[str, Any], times: int) -> None:
        self.fail(trouble, *write, times=times)
        self.delivers()

    @rule(write=st.sampled_from(WRITES), times=st.integers(1, 3))
    def the_server_is_at_work_when_a_proxy_gives_up(self, write: tuple[str, str], times: int) -> None:
        for unit in self.units:
            self.run(unit.waits_for_the_server(PATIENT))
        self.fail({"kind": Kind.GIVEN_UP}, *write, times=times)
        self.delivers()
        self.server.clear_faults()  # what met one later would be done in another story
        self.server.finish()
        for unit in self.units:
            self.run(unit.waits_for_the_server(BRIEF))

    @rule(write=st.sampled_from(BREAKABLE), times=st.integers(1, 8))
    def the_server_cannot_do_something_for_a_while(self, write: tuple[str, str], times: int) -> None:
        self.fail({"kind": Kind.BROKEN}, *write, times=times)
        self.delivers()

    @rule(job=Sayings.jobs, trouble=st.sampled_from(LOST), method=st.sampled_from(["GET", "POST"]))
    def the_relay_fails_a_message(self, job: Job, trouble: dict[str, Any], method: str) -> None:
        self.a_relay_is_reached_by(job.unit)
        for _ in range(2):
            self.the_customer_is_written_to(job)
        self.service.fault(method=method, times=1, **trouble)
        self.delivers()

    @rule(job=Sayings.jobs)
    def the_message_cannot_be_delivered(self, job: Job) -> None:
        self.a_relay_is_reached_by(job.unit)
        self.the_customer_is_written_to(job)
        self.service.fate = "failed"
        self.delivers()
        self.service.fate = "queued"

    @rule(job=Sayings.jobs, requests=st.integers(1, 6))
    def a_note_is_taken_back_after_a_kill(self, job: Job, requests: int) -> None:
        """It may have arrived, and then it cannot be taken back."""
        second = job.unit is self.units[1]
        self.the_job_gets_a_note(job)
        self.is_killed_while_it_delivers(second, requests)
        self.what_was_said_last_is_taken_back(second)

    def a_relay_is_reached_by(self, unit: Unit) -> None:
        if not self.is_online:
            self.the_network_comes()
        self.the_relay_comes()
        self.a_relay_is_set_up(unit is self.units[1])

    def in_the_middle_of(
        self, saying: Callable[[Job], None], job: Job, trouble: dict[str, Any], method: str, path: str
    ) -> None:
        """Two of a kind are said, and Hero365 fails the first."""
        for _ in range(2):
            saying(job)
        self.fail(trouble, method, path)
        self.delivers()
