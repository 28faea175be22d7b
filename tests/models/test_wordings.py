"""The wordings that a command model is trained on: each names commands, and slots that they have, or is none."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from erp import CATALOGUE, slots_of

FOLDER = Path(__file__).parents[2] / "models/training/wordings"
FILES = sorted(FOLDER.rglob("*.jsonl"))
RECORDS = {"job", "project", "estimate", "invoice", "customer", "part", "person", "business"}
SIGNS = {"out", "job_of_customer"}
"""What a label says beside slots: parts that go out, and a job that is named by its customer."""
PLACE = re.compile(r"<(?P<record>[a-z]+)(?P<of>\d?)>|\[(?P<slot>[a-z_]+)(?P<of_span>\d?):(?P<words>[^\[\]]+)\]")


def wordings(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def test_there_are_some_in_both_languages() -> None:
    assert {path.parent.name for path in FILES} == {"en", "es"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_each_names_a_command_and_slots_that_it_has(path: Path) -> None:
    for wording in wordings(path):
        assert set(wording) == {"say", "do", "kind"}, wording
        names = [each["command"] for each in wording["do"]]
        assert (wording["kind"] == "other") == (not names), wording
        assert len(names) <= 3, wording
        said: list[set[str]] = [set(each["slots"]) - SIGNS for each in wording["do"]]
        for place in PLACE.finditer(wording["say"]):
            which = int(place["of"] or place["of_span"] or 1) - 1
            assert place["slot"] is None or which < len(names), wording["say"]
            assert place["record"] is None or place["record"] in RECORDS, wording["say"]
            if place["slot"]:  # a record may be mentioned beside: "the Bauers said yes to estimate 8"
                said[which].add(place["slot"])
        for name, slots in zip(names, said, strict=True):
            assert slots <= set(slots_of(CATALOGUE[name])), (name, slots, wording["say"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_they_are_written_as_a_recogniser_writes(path: Path) -> None:
    for wording in wordings(path):
        bare = PLACE.sub(lambda place: place["words"] or "", wording["say"])
        assert re.fullmatch(r"[a-záéíóúüñ' ]+", bare), wording["say"]


def test_none_is_there_twice() -> None:
    for language in ("en", "es"):
        said = [wording["say"] for path in FILES if path.parent.name == language for wording in wordings(path)]
        assert len(said) == len(set(said))
