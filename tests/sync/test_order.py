"""Order is kept for each record, and nothing waits for what does not concern it."""

from dataclasses import replace

import pytest

from erp.invoicing import EstimateCreate
from sync.order import Behind, Held, Order, Parked, Ready, Standing
from sync.outbox import Outbox
from sync.rows import Origin, State
from tests.sync.units import Saying


def standing_of(outbox: Outbox, user: str = "rosa", business: str = "northside") -> list[Standing]:
    order = Order(user, business)
    order.take_in(outbox.places())
    return [order.standing(row.seq) or pytest.fail("not on its way") for row in outbox.live()]


def held_in_words(standing: Standing) -> dict[str, str]:
    """Why a person has to decide first, in each language."""
    assert isinstance(standing, Held)
    assert not isinstance(standing.reason, str)
    return dict(standing.reason)


def test_commands_about_different_records_do_not_wait(outbox: Outbox, origin: Origin, set_status: Saying) -> None:
    outbox.enqueue([set_status("on_hold", "job-1"), set_status("on_hold", "job-2")], origin)
    assert standing_of(outbox) == [Ready(), Ready()]


def test_a_command_waits_for_the_one_before_it_about_the_same_record(
    outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    rows = outbox.enqueue([set_status(status, "job-1") for status in ("in_progress", "on_hold", "completed")], origin)
    assert standing_of(outbox) == [Ready(), Behind(rows[0].seq), Behind(rows[1].seq)]


def test_a_chain_waits_for_the_record_it_builds_on(
    outbox: Outbox, origin: Origin, new_customer: Saying, new_job: Saying, schedule: Saying
) -> None:
    customer = new_customer()
    job = new_job(customer=str(customer.id))
    rows = outbox.enqueue([customer, job, schedule("2026-11-26T09:00", job.id)], origin)
    assert standing_of(outbox) == [Ready(), Behind(rows[0].seq), Behind(rows[1].seq)]


def test_two_that_only_read_the_same_record_do_not_wait_for_each_other(
    outbox: Outbox, origin: Origin, say: Saying
) -> None:
    outbox.enqueue([say(EstimateCreate(customer="Ann"), customer="ann") for _ in range(2)], origin)
    assert standing_of(outbox) == [Ready(), Ready()]


def test_a_record_is_the_same_under_its_old_and_its_new_name(
    outbox: Outbox, origin: Origin, new_job: Saying, set_status: Saying
) -> None:
    """A command said before the job was delivered names it by the command that made it; one said after, by its id."""
    job = new_job()
    made, first = outbox.enqueue([job, set_status("scheduled", job.id)], origin)
    outbox.move(made, State.DONE, {State.PENDING}, outcome={"id": "hero365-id"})
    outbox.enqueue([set_status("in_progress", "hero365-id")], origin)
    assert standing_of(outbox) == [Ready(), Behind(first.seq)]


def test_what_builds_on_a_refused_command_is_held_until_that_is_tried_again(
    outbox: Outbox, origin: Origin, new_job: Saying, schedule: Saying
) -> None:
    job = new_job()
    made, _ = outbox.enqueue([job, schedule("2026-11-26T09:00", job.id)], origin)
    outbox.move(made, State.REJECTED, {State.PENDING})
    [held] = standing_of(outbox)
    assert held_in_words(held) == {
        "en": "It builds on a job that Hero365 refused.",
        "es": "Depende de un trabajo que Hero365 rechazó.",
    }
    outbox.retry(made.id)
    assert standing_of(outbox) == [Ready(), Behind(made.seq)]


def test_what_is_said_about_a_record_whose_making_was_cancelled_is_held(
    outbox: Outbox, origin: Origin, new_customer: Saying, new_job: Saying
) -> None:
    customer = new_customer()
    outbox.enqueue([customer], origin)
    outbox.cancel(str(customer.id))
    outbox.enqueue([new_job(customer=str(customer.id))], origin)
    [held] = standing_of(outbox)
    assert held_in_words(held)["en"] == "It builds on a customer that was cancelled."


def test_nothing_is_delivered_under_another_name(outbox: Outbox, origin: Origin, set_status: Saying) -> None:
    outbox.enqueue([set_status("on_hold", "job-1")], replace(origin, user="sam"))
    outbox.enqueue([set_status("on_hold", "job-2")], replace(origin, business="southside"))
    outbox.enqueue([set_status("on_hold", "job-3")], origin)
    assert standing_of(outbox) == [Parked(), Parked(), Ready()]
    assert standing_of(outbox, user="sam")[0] == Ready()


def test_nobody_waits_for_what_another_person_has_said_about_the_same_record(
    outbox: Outbox, origin: Origin, set_status: Saying
) -> None:
    """It may never go."""
    outbox.enqueue([set_status("on_hold", "job-1")], replace(origin, user="sam"))
    outbox.enqueue([set_status("on_hold", "job-1")], replace(origin, business="southside"))
    [own, _] = outbox.enqueue([set_status(status, "job-1") for status in ("in_progress", "completed")], origin)
    assert standing_of(outbox)[2:] == [Ready(), Behind(own.seq)]


def test_what_another_person_makes_is_waited_for(
    outbox: Outbox, origin: Origin, new_job: Saying, set_status: Saying
) -> None:
    job = new_job()
    [made] = outbox.enqueue([job], replace(origin, user="sam"))
    outbox.enqueue([set_status("in_progress", job.id)], origin)
    assert standing_of(outbox)[1] == Behind(made.seq)
