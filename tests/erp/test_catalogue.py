"""The declarations hold together."""

from collections import Counter
from typing import get_args

import pytest
from pydantic import ValidationError

from erp import CATALOGUE, COMMANDS, Command, Language, Offline, Risk, slots_of
from erp.jobs import JobCreate

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
    said = Counter(template for command in COMMANDS for template in dict.fromkeys(command.spec.phrases[language]))
    assert [template for template, commands in said.items() if commands > 1] == []


@in_every_language
@every_command
def test_what_changes_something_is_told_and_what_is_risky_is_asked(command: type[Command], language: Language) -> None:
    wording = command.spec.wording[language]
    assert wording.about
    if command.spec.offline is Offline.CACHED:
        assert command.spec.risk is Risk.SILENT
    else:
        assert wording.saved
        assert wording.done
    if command.spec.risk in (Risk.CONFIRM, Risk.READ_BACK):
        assert wording.confirm.endswith("?")


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
