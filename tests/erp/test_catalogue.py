"""The declarations hold together."""

from collections import Counter
from collections.abc import Mapping
from typing import get_args

import pytest
from pydantic import ValidationError

from erp import CATALOGUE, COMMANDS, Command, Language, Offline, Risk, slots_of
from erp.appointments import ScheduleBook, ScheduleReschedule
from erp.command import Wording
from erp.job_progress import JobCancel, JobComplete, JobStart
from erp.jobs import JobCreate
from erp.reminder_changes import CancelReminder, ClearReminders, MoveReminder

HERO365_PERMISSIONS = {
    "view_contacts", "edit_contacts", "view_jobs", "create_jobs", "edit_jobs",
    "view_projects", "create_projects", "edit_projects",
}  # fmt: skip

LANGUAGES: tuple[Language, ...] = get_args(Language)

in_every_language = pytest.mark.parametrize("language", LANGUAGES)
every_command = pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.spec.name)


def test_names_are_unique_and_say_the_family() -> None:
    assert len(CATALOGUE) == len(COMMANDS)
    assert all(len(name.split(".")) == 2 for name in CATALOGUE)


@in_every_language
@every_command
def test_a_command_is_described_and_can_be_said(command: type[Command], language: Language) -> None:
    assert command.__doc__
    assert command.spec.phrases[language]
    assert command.spec.permission in {None, *HERO365_PERMISSIONS}


@in_every_language
def test_no_template_is_two_commands(language: Language) -> None:
    said = Counter(template for command in COMMANDS for template in command.spec.templates(language))
    assert [template for template, commands in said.items() if commands > 1] == []


CARRIED_OUT_BY_OTHERS: Mapping[type[Command], Mapping[str, str]] = {
    JobStart: {"job": "42"},
    JobComplete: {"job": "42"},
    JobCancel: {"job": "42"},
    CancelReminder: {"reminder": "6a1c1f8e-1111-4222-8333-444455556666"},
    ClearReminders: {"count": "4"},
    MoveReminder: {
        "reminder": "6a1c1f8e-1111-4222-8333-444455556666",
        "message": "call the supplier",
        "when": "2026-11-26T09:00",
    },
    ScheduleReschedule: {"job": "42", "when": "2026-11-26"},
    ScheduleBook: {
        "customer": "Ann Bauer",
        "when": "2026-11-26",
        "street": "5 Mill Road",
        "city": "Aurora",
        "state": "IL",
        "postal_code": "60502",
        "title": "Appointment for Ann Bauer",
        "number": "9001",
    },
}
"""Commands that are never saved themselves, with slots."""


@pytest.mark.parametrize("command", CARRIED_OUT_BY_OTHERS, ids=lambda command: command.spec.name)
def test_what_others_carry_out_is_not_among_them(command: type[Command]) -> None:
    steps = command.model_validate(CARRIED_OUT_BY_OTHERS[command]).steps()
    assert not any(isinstance(step, command) for step in steps)


@in_every_language
@every_command
def test_what_can_be_said_of_a_command_is_worded_and_nothing_else(command: type[Command], language: Language) -> None:
    wording = command.spec.wording.get(language, Wording())
    asks = command.spec.risk is not Risk.SILENT  # what is done at once otherwise may have been put as a question
    is_saved = command.spec.offline is not Offline.CACHED and command not in CARRIED_OUT_BY_OTHERS
    assert (command.spec.risk is Risk.SILENT) == (command.spec.offline is Offline.CACHED)
    assert wording.confirm.endswith("?") == asks
    assert bool(wording.confirm) == asks
    assert {bool(wording.saved), bool(wording.done), bool(wording.about)} == {is_saved}
    assert bool(command.spec.wording) == (asks or is_saved)


@in_every_language
@every_command
def test_a_slot_that_must_be_there_can_be_asked_for(command: type[Command], language: Language) -> None:
    slots = slots_of(command)
    for name in command.missing({"customer": "somebody"}):
        if name in slots and name != "title":
            assert slots[name].ask[language].endswith("?")


@pytest.mark.parametrize(
    ("slot", "value"),
    [
        ("number", "042"),
        ("number", "E7K-9001"),
        ("state", "I"),
        ("postal_code", ""),
        ("job_type", "quote"),
        ("when", "tomorrow"),
        ("customer", ""),
        ("colour", "red"),
    ],
)
def test_values_are_in_the_catalogues_form(slot: str, value: str) -> None:
    good = {
        "customer": "Ann Bauer",
        "street": "5 Mill Road",
        "city": "Aurora",
        "state": "IL",
        "postal_code": "60502",
        "title": "Leak",
        "number": "9001",
        "when": "2026-11-26T09:00",
    }
    assert JobCreate.model_validate(good).job_type == "service"
    with pytest.raises(ValidationError):
        JobCreate.model_validate({**good, slot: value})


@every_command
def test_what_was_just_done_is_not_said_to_have_been_so_before(command: type[Command]) -> None:
    """ "Ya está en tus contactos" would be understood so."""
    assert " ya " not in command.spec.wording.get("es", Wording()).done
