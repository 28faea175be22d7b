"""docs/commands.md lists every command as it is declared, and what stands there to be said is understood."""

from functools import cache
from pathlib import Path

import pytest

from conversation.focus import Focus
from conversation.manual import page
from conversation.manual.business import BUSINESS, NOW
from conversation.manual.examples import examples
from conversation.tongues import TONGUES
from conversation.understanding import Understanding
from erp import COMMANDS, Command, Language

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"
SAME_BY_THE_CATALOGUE = {
    "job.schedule": {"job.schedule", "job.reschedule", "job.create"},
    "job.reschedule": {"job.schedule", "job.reschedule"},
    "schedule.reschedule": {"schedule.reschedule", "job.schedule", "job.reschedule"},
}
"""The records decide which of these a wording is."""


@cache
def understanding(language: Language) -> Understanding:
    return Understanding(BUSINESS, TONGUES[language])


def test_the_page_is_as_the_declarations_are() -> None:
    assert PAGE.read_text() == page(), "run `make docs`"


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.spec.name)
def test_every_example_is_understood(command: type[Command], language: Language) -> None:
    said = examples(command, TONGUES[language])
    meant = {sentence: understanding(language).command(sentence, NOW, Focus()).command for sentence in said}
    allowed = SAME_BY_THE_CATALOGUE.get(command.spec.name, {command.spec.name})
    wrong = {sentence: found for sentence, found in meant.items() if found is None or found.spec.name not in allowed}
    assert said
    assert wrong == {}


def test_what_is_asked_about_a_new_customer_stands_with_what_is_said_for_one() -> None:
    sections = {section.partition("\n")[0]: section for section in page().split("### ")}
    asked = "- **Says of a new customer**: phone (“What is the phone number?”, “¿Cuál es el teléfono?”), email (“"
    assert asked in sections["job.create"]
    assert "new customer**" not in sections["job.start"]
    assert "new customer**" not in sections["contact.create"]  # they are its own


@pytest.mark.parametrize(
    "nobody_says",
    ["find the Maria", "trabajos urgente”", "son urgente”", "acabaron el ", "que pedir",
     "reserve two wax rings aside", "garcia's qualified", "the stock for the wax ring do we have"],
)  # fmt: skip
def test_the_examples_are_sentences_that_people_say(nobody_says: str) -> None:
    assert nobody_says not in page()
