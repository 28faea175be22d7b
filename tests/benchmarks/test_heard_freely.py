"""What the measurement of free hearing says of a word."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.business import NOW
from benchmarks.desk import Verdict
from benchmarks.heard_freely import Heard, instead_of, opened_ear, rows
from benchmarks.vocabulary import Said, vocabulary, workplace
from conversation.english import ENGLISH
from conversation.understanding import Understanding

FORTY_TWO = Said("number of a record", "forty two", "mark job forty two complete")


@pytest.mark.parametrize(
    ("heard", "instead"),
    [
        ("mark job 42 complete", None),
        ("Mark job forty-two complete.", None),
        ("mark job 40 to complete", "40 to"),
        ("mark job complete", ""),
        ("", ""),
    ],
)
def test_what_stands_where_a_word_was_said(heard: str, instead: str | None) -> None:
    assert instead_of(FORTY_TWO, heard) == instead


def test_all_that_is_said_is_a_command() -> None:
    snapshot, people = workplace()
    understanding = Understanding(snapshot, ENGLISH)
    assert [one.sentence for one in vocabulary(people) if not understanding.command(one.sentence, NOW).command] == []


def test_a_row_tells_what_was_heard_and_what_came_of_it() -> None:
    heard = [
        Heard(FORTY_TWO, "voices", None, Verdict.RIGHT, Verdict.RIGHT),
        Heard(FORTY_TWO, "voices", "40 to", Verdict.RIGHT, Verdict.REFUSED),
        Heard(Said("figure", "two", "42"), "people", None),
    ]
    kind, figure, word = rows(heard)
    assert (kind["word"], kind["n"], kind["as said"], kind["right"], kind["right without"]) == (
        "all", 2, "0.50", "1.00", "0.50",
    )  # fmt: skip
    assert (figure["said by"], figure["word"], figure["right"]) == ("people", "all", "")
    assert (word["word"], word["heard as"]) == ("forty two", "40 to 1")


def test_without_whisper_pocketsphinx_writes_down_what_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HERO365_EDGE_MODELS", str(tmp_path))
    with opened_ear(workplace()[0]) as (name, ear):
        assert name == "PocketSphinx, and not Whisper, which is not here"
        assert ear(np.zeros(16_000, np.int16)).free
    assert "PocketSphinx writes down what is said instead." in capsys.readouterr().err
