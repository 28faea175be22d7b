"""Spoken strings of figures: what a folder of spoken strings must be, and what is counted."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from assistant.engines import Engine
from edge_agent.cli.app import app
from edge_agent.digit_evaluation import _score, evaluate_digits
from edge_agent.labelled_recordings import EvaluationError
from models.recognition import Transcript


def labelled(folder: Path, labels: object) -> Path:
    (folder / "labels.json").write_text(json.dumps(labels))
    return folder


@pytest.mark.parametrize(
    ("labels", "complaint"),
    [
        ({}, "name no recording"),
        ({"one.wav": "12a"}, "malformed at one.wav: '12a' is no"),
        ({"one.wav": 12}, "malformed"),
        ({"one.wav": "12"}, "does not hold it"),
    ],
)
def test_labels_that_cannot_be_used_are_named(tmp_path: Path, labels: object, complaint: str) -> None:
    with pytest.raises(EvaluationError, match=complaint):
        list(evaluate_digits(labelled(tmp_path, labels)))


def test_a_folder_without_labels_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvaluationError, match=r"labels\.json"):
        list(evaluate_digits(tmp_path))


def test_a_ratio_needs_a_noise(tmp_path: Path) -> None:
    (tmp_path / "one.wav").touch()
    folder = labelled(tmp_path, {"one.wav": "12"})
    with pytest.raises(EvaluationError, match="--noise"):
        list(evaluate_digits(folder, snrs=[24]))


@pytest.mark.parametrize("ratios", [(), ("--snr", "")])
def test_a_noise_needs_a_ratio(tmp_path: Path, ratios: tuple[str, ...]) -> None:
    (tmp_path / "one.wav").touch()
    labelled(tmp_path, {"one.wav": "12"})
    ran = CliRunner().invoke(app, ["eval", "digits", str(tmp_path), "--noise", "kitchen.flac", *ratios])
    assert isinstance(ran.exception, EvaluationError)
    assert "--snr" in str(ran.exception)


def test_right_asked_wrong_and_refused_are_counted_apart() -> None:
    heard = [
        Transcript("4271", "test", 0.9, accepted=True),
        Transcript("4271", "test", 0.9, accepted=True),
        Transcript("four two seven one", "test", 0.4, accepted=False, guesses=("4271", "42711")),
        Transcript("", "test", 0.0, accepted=False),
    ]
    score = _score(None, Engine.HELD, {"a": "4271", "b": "4277", "c": "4271", "d": "4271"}, heard)
    assert (score.accuracy, score.asked, score.wrong, score.refused) == (0.5, 0.25, 0.25, 0.25)
