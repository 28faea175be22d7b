"""Why a command stands where it stands is told in the language that the technician speaks."""

from dataclasses import replace

import pytest

from erp import Language
from sync.account import Account
from sync.answers import Answer, RefusedError, Verdict
from sync.cache import Cache
from sync.client import Hero365Client
from sync.delivery import Delivery
from sync.errors import LostAnswerError
from sync.hero365 import MAPPINGS
from sync.hero365.mapping import Absent, CommandMapping, Finding, Task
from sync.outbox import Outbox
from sync.rows import Origin, State
from sync.timing import Timing
from tests.sync.units import AT_ONCE, Saying

PATIENT = replace(AT_ONCE, first_wait=1000, longest_wait=1000, doubt=1000)


class Answering(CommandMapping):
    """Statuses that Hero365 answers with an error, and never shows."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        raise self.error

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:
        return Absent()


async def told(outbox: Outbox, hero365: Hero365Client, language: Language, timing: Timing = PATIENT) -> list[str]:
    """What is said of what needs attention."""
    await Delivery(outbox, hero365, timing=timing).drain()
    cache = Cache(outbox.store)
    cache.introduce(hero365.account.model_copy(update={"language": language}))
    return [trouble.reason for trouble in cache.snapshot().troubles]


def refused(status: int, said: str, verdict: Verdict) -> RefusedError:
    return RefusedError(verdict, Answer(status, {"detail": said}))


@pytest.mark.parametrize(
    ("error", "english", "spanish"),
    [
        (
            LostAnswerError("It broke."),
            "It may have arrived; Hero365 does not show it yet.",
            "Puede que haya llegado; Hero365 aún no lo muestra.",
        ),
        (
            refused(500, "Internal server error", Verdict.MALFORMED),
            "Hero365 failed with error 500.",
            "Hero365 falló con el error 500.",
        ),
        (
            refused(400, "EntityNotFoundError.__init__() missing 1 required positional argument: 'x'", Verdict.MISSING),
            "Hero365 has no such record any more.",
            "Hero365 ya no tiene ese registro.",
        ),
        (
            KeyError("status"),
            "It had not arrived; it will be sent again.",
            "No había llegado; se enviará otra vez.",
        ),
    ],
)
async def test_what_comes_of_a_try(
    error: Exception,
    english: str,
    spanish: str,
    outbox: Outbox,
    hero365: Hero365Client,
    mine: Origin,
    set_status: Saying,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(MAPPINGS, "job.set_status", Answering(error))  # type: ignore[arg-type] # a dict, in truth
    outbox.enqueue([set_status("on_hold", "job-1")], mine)
    said = (await told(outbox, hero365, "en"), await told(outbox, hero365, "es"))
    assert said == ([english], [spanish])


async def test_what_a_command_builds_on(
    outbox: Outbox, hero365: Hero365Client, mine: Origin, new_job: Saying, set_status: Saying
) -> None:
    job = new_job()
    made, _ = outbox.enqueue([job, set_status("scheduled", job.id)], mine)
    outbox.move(made, State.CANCELLED, {State.PENDING})
    assert await told(outbox, hero365, "es") == ["Depende de un trabajo que se canceló."]
    assert await told(outbox, hero365, "en") == ["It builds on a job that was cancelled."]


def test_what_the_end_of_the_process_left_in_doubt(
    outbox: Outbox, account: Account, mine: Origin, set_status: Saying
) -> None:
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], mine)
    outbox.move(row, State.IN_FLIGHT, {State.PENDING})
    [doubted] = outbox.doubt_in_flight()
    assert doubted.reason_in("es") == "La unidad se apagó mientras se enviaba."
    assert doubted.reason_in("en") == "The unit stopped while it was being sent."


async def test_a_time_zone_that_the_system_has_forgotten_is_said_and_holds_up_nothing_else(
    outbox: Outbox, hero365: Hero365Client, mine: Origin, new_customer: Saying, set_status: Saying
) -> None:
    [lost] = outbox.enqueue([set_status("on_hold", "job-1")], replace(mine, time_zone="Mars/Olympus"))
    [other] = outbox.enqueue([new_customer("5125550177")], mine)
    await Delivery(outbox, hero365, timing=AT_ONCE).drain()
    assert outbox.get(lost.id).state is State.REJECTED
    assert outbox.get(other.id).state is State.DONE
    assert Cache(outbox.store).snapshot().troubles[0].reason == (
        "This version of the unit can't read the saved command job.set_status."
    )


def test_what_another_reason_follows_is_not_told_with_the_words_of_the_one_before(
    outbox: Outbox, mine: Origin, set_status: Saying
) -> None:
    [row] = outbox.enqueue([set_status("on_hold", "job-1")], mine)
    outbox.explain({row.seq: {"en": "One.", "es": "Uno."}})
    [explained] = outbox.explain({row.seq: "In Hero365's words."})
    assert explained.reason_in("es") == "In Hero365's words."
