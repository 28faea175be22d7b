"""Labelled recordings of any domain: the example of docs/evaluation.md is one, and it can be scored."""

import json
import re
import wave
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import asdict
from multiprocessing import active_children
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from typer.testing import CliRunner

from assistant import engines
from assistant.engines import Engine, best_engine
from edge_agent.cli.app import app
from edge_agent.digit_evaluation import evaluate_digits
from edge_agent.evaluation import evaluate
from edge_agent.labelled_recordings import EvaluationError
from models.store import ModelStore
from models.voice_process import VoiceProcess, espeak_voice

PAGE = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text()
SAID = {
    "001.wav": "turn on the lights in the living room",
    "002.wav": "switch off all the lights",
    "003.wav": "never mind",
}
FIGURES = {"one.wav": "four. two. seven. one.", "two.wav": "six. three. five."}


@pytest.fixture(scope="module")
def voice() -> Iterator[VoiceProcess]:
    with closing(espeak_voice()) as speaking:
        yield speaking


@pytest.fixture
def no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HERO365_EDGE_MODELS", str(tmp_path / "models"))


def recorded(path: Path, samples: NDArray[np.int16], rate: int) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(samples.tobytes())
    return path


def written(folder: Path, labels: str, said: Mapping[str, str], voice: VoiceProcess) -> None:
    """The labels, and each of their recordings."""
    for name in json.loads(labels):
        recorded(folder / name, voice.speak(said[name]), voice.sample_rate)


@pytest.fixture
def commands(tmp_path: Path, voice: VoiceProcess) -> tuple[Path, Path]:
    """The page's first example: the folder and its phrase file."""
    (labels, _), (phrases,) = blocks("json"), blocks("yaml")
    (tmp_path / "clips").mkdir()
    (tmp_path / "labels.json").write_text(labels)
    (tmp_path / "phrases.yaml").write_text(phrases)
    written(tmp_path / "clips", labels, SAID, voice)
    return tmp_path, tmp_path / "phrases.yaml"


@pytest.fixture
def figures(tmp_path: Path, voice: VoiceProcess) -> Path:
    """The page's second example."""
    (_, labels) = blocks("json")
    (tmp_path / "labels.json").write_text(labels)
    written(tmp_path, labels, FIGURES, voice)
    return tmp_path


def blocks(kind: str) -> list[str]:
    return re.findall(rf"^```{kind}\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def keys_of_page(heading: str) -> set[str]:
    """What the table under a heading says that a score has."""
    (section,) = re.findall(rf"^## {heading}.*?(?=^## )", PAGE, re.MULTILINE | re.DOTALL)
    rows = re.findall(r"^\| (`.*?) \|", section.partition("| key |")[2], re.MULTILINE)
    return {key for row in rows for key in re.findall(r"`(\w+)`", row)}


def test_the_commands_of_the_page_are_heard(commands: tuple[Path, Path]) -> None:
    (score,) = evaluate(*commands, engine=Engine.PHRASE)
    assert (score.snr_db, score.engine, score.clips, score.accuracy) == (None, "phrase", 3, 1.0)
    assert asdict(score).keys() == keys_of_page("Commands")


def test_the_figures_of_the_page_are_heard(figures: Path, pulled: ModelStore) -> None:
    (score,) = evaluate_digits(figures)
    assert (score.engine, score.strings, score.accuracy) == ("held", 2, 1.0)
    assert asdict(score).keys() == keys_of_page("Strings of figures")


@pytest.mark.usefixtures("no_models")
def test_without_models_the_score_says_who_heard_and_the_log_why(
    commands: tuple[Path, Path], caplog: pytest.LogCaptureFixture
) -> None:
    (score,) = evaluate(*commands)
    assert score.engine == "phrase"
    (record,) = caplog.records
    assert record.getMessage() == "hearing with PocketSphinx"
    assert "models pull whisper-tiny.en" in vars(record)["why"]


@pytest.mark.usefixtures("pulled")
def test_whisper_is_chosen_only_where_all_processes_have_memory_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "free_memory_mb", lambda: 1000)
    assert best_engine(processes=1) is Engine.HELD
    assert best_engine(processes=2) is Engine.PHRASE


def test_a_process_that_is_killed_is_told_in_a_sentence(figures: Path) -> None:
    noise = np.random.default_rng(1).integers(-500, 500, 20 * 16_000).astype(np.int16)
    levels = evaluate_digits(figures, recorded(figures / "noise.wav", noise, 16_000), [24, 15], Engine.PHRASE)
    next(levels)
    for process in active_children():
        process.kill()
    with pytest.raises(EvaluationError, match="processes that hear the recordings died"):
        next(levels)


@pytest.mark.parametrize(
    ("label", "complaint"),
    [
        ({"intent": "setlight", "slots": {}}, r"002\.wav .*no intent 'setlight'"),
        ({"intent": "stop", "slots": {"state": "on"}}, r"002\.wav .*no sentence of stop has a slot 'state'"),
        (
            {"intent": "setLight", "slots": {"room": "living room"}},
            r"002\.wav .*'living room' is no phrase of the slot",
        ),
        ({"intent": "setLight", "slots": {"room": "on"}}, r"002\.wav .*'on' is no phrase of the slot room"),
    ],
)
def test_a_label_that_the_phrases_do_not_have_is_named_before_anything_is_heard(
    commands: tuple[Path, Path], label: object, complaint: str
) -> None:
    folder, phrases = commands
    labels = json.loads((folder / "labels.json").read_text())
    (folder / "labels.json").write_text(json.dumps(labels | {"002.wav": label}))
    for clip in (folder / "clips").iterdir():
        clip.write_text("nothing that could be heard")
    with pytest.raises(EvaluationError, match=complaint):
        list(evaluate(folder, phrases, engine=Engine.PHRASE))


def test_a_slot_that_one_sentence_fills_twice_is_labelled_with_both_values(
    commands: tuple[Path, Path], voice: VoiceProcess
) -> None:
    folder, phrases = commands
    phrases.write_text(phrases.read_text().replace('["in the $room:room"]', '["in the $room:room and the $room:room"]'))
    label = {"intent": "setLight", "slots": {"state": "on", "room": "Living Room kitchen"}}
    (folder / "labels.json").write_text(json.dumps({"001.wav": label}))
    said = {"001.wav": "turn on the lights in the living room and the kitchen"}
    written(folder / "clips", (folder / "labels.json").read_text(), said, voice)
    (score,) = evaluate(folder, phrases, engine=Engine.PHRASE)
    assert score.accuracy == 1.0


@pytest.mark.parametrize("ratios", ["nan", "24,inf", "loud"])
def test_a_ratio_that_is_no_number_is_refused(tmp_path: Path, ratios: str) -> None:
    ran = CliRunner().invoke(app, ["eval", "digits", str(tmp_path), "--snr", ratios])
    assert ran.exit_code == 2
    assert "is no list of numbers" in ran.stderr
