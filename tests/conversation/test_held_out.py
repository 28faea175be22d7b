"""The sentences that understanding is judged by, from which no phrase and no wording was derived. The later ones were
written when the others had been looked at for long."""

import json
from pathlib import Path
from typing import Any

from erp import CATALOGUE, slots_of

FOLDER = Path(__file__).with_name("held_out")


COMMANDS = ("commands.jsonl", "later_commands.jsonl")
OTHERS = ("others.jsonl", "later_others.jsonl")


def lines(*names: str) -> list[dict[str, Any]]:
    return [line for name in names for line in _lines(name)]


def _lines(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


def test_each_command_has_the_slots_that_are_said() -> None:
    wrong = [
        (each["command"], name)
        for line in lines(*COMMANDS)
        for each in line.get("commands", [line])
        for name in each["slots"]
        if name not in slots_of(CATALOGUE[each["command"]])
    ]
    assert not wrong


def test_what_is_no_command_is_said_in_both_languages() -> None:
    others = lines(*OTHERS)
    assert {line["command"] for line in others} == {None}
    assert {line["lang"] for line in others} == {"en", "es"}


def test_none_is_there_twice() -> None:
    said = [line["text"] for line in lines(*COMMANDS, *OTHERS)]
    assert len(said) == len(set(said)) == 1370
