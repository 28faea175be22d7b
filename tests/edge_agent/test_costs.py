"""What engines cost is measured on real ones, each in a process of its own. How long they take is not judged here."""

import importlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from edge_agent.cli.app import app
from edge_agent.cli.models import store_at
from edge_agent.costs import Costs, Setting, Unmeasured, measure, settings
from models.phrases import PhraseBook
from models.store import Manifest, ModelStore, default_models

pytestmark = pytest.mark.programs

BOOK = PhraseBook({"today": ("hey jarvis what's my schedule today",)})


def measured(name: str, threads: int = 1) -> Costs:
    costs = measure(Setting(name, threads), ModelStore(default_models()), BOOK)
    assert isinstance(costs, Costs), costs
    assert costs.load_ms > 0
    assert costs.each_ms > 0
    assert costs.second_ms > 0
    assert costs.memory.peak > 0
    assert costs.memory.private > 0  # not always less: what another process let go of meanwhile is private too
    return costs


def test_all_that_hears_or_speaks_is_measured_with_one_thread_and_where_there_are_cores_with_two() -> None:
    manifest = Manifest.load()
    names = {model.name for model in manifest.models if model.kind in {"recognition", "speech"}}
    names |= {"PocketSphinx", "espeak-ng", "wake word", "voice activity"}
    assert {setting.name for setting in settings(manifest, 1)} == names
    assert {setting.threads for setting in settings(manifest, 1)} == {1}
    assert {setting.threads for setting in settings(manifest, 8)} == {1, 2}


def test_a_model_that_is_not_here_is_to_be_pulled_into_the_folder_that_was_given(tmp_path: Path) -> None:
    costs = measure(Setting("whisper-base", 1), store_at(tmp_path), BOOK)
    assert isinstance(costs, Unmeasured)
    assert costs.why == f"not here; `hero365-edge models pull --models {tmp_path} whisper-base` fetches it"


@pytest.mark.parametrize("name", ["voice activity", "wake word"])
def test_what_listens_all_the_time(name: str) -> None:
    assert measured(name).memory.peak < 200


def test_a_voice_with_the_memory_of_its_own_process() -> None:
    costs = measured("espeak-ng")
    assert costs.memory.peak < 50  # the process that asked it has more
    assert set(costs.parts_ms) == {"first sound"}


@pytest.mark.usefixtures("pulled")
def test_the_parts_of_the_held_recogniser_are_told_apart() -> None:
    costs = measured("whisper-tiny.en")
    assert set(costs.parts_ms) == {"while spoken", "afterwards", "encoder", "cross", "search"}
    assert sum(costs.parts_ms[name] for name in ("encoder", "cross", "search")) > 0
    assert costs.parts_ms["search"] < costs.parts_ms["afterwards"]


@pytest.mark.usefixtures("pulled")
def test_the_manifest_has_at_least_what_is_measured() -> None:
    assert measured("whisper-tiny.en").memory.peak <= Manifest.load().model("whisper-tiny.en").memory_mb


def test_a_model_that_is_not_here_is_said(tmp_path: Path) -> None:
    unmeasured = measure(Setting("whisper-base"), ModelStore(tmp_path), BOOK)
    assert isinstance(unmeasured, Unmeasured)
    assert "models pull whisper-base" in unmeasured.why


def test_a_model_that_is_damaged_is_said(tmp_path: Path) -> None:
    store = ModelStore(tmp_path)
    model = store.manifest.model("piper-en_US-joe-medium")
    for file in model.files:
        place = tmp_path / model.name / model.revision / file.name
        place.parent.mkdir(parents=True, exist_ok=True)
        with place.open("wb") as written:
            written.truncate(file.bytes)
    unmeasured = measure(Setting(model.name), store, BOOK)
    assert isinstance(unmeasured, Unmeasured)
    assert "damaged" in unmeasured.why


@pytest.fixture
def two_engines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    command = importlib.import_module("edge_agent.cli.bench")
    chosen = [Setting("espeak-ng"), Setting("whisper-base")]
    monkeypatch.setattr(command, "settings", lambda manifest, cores: chosen)
    monkeypatch.setenv("HERO365_EDGE_MODELS", str(tmp_path))


@pytest.mark.usefixtures("two_engines")
def test_the_command_prints_a_table_what_is_missing_and_the_profile() -> None:
    ran = CliRunner().invoke(app, ["models", "bench"])
    assert ran.exit_code == 0, ran.output
    assert "espeak-ng" in ran.stdout
    assert "whisper-base: not here" in ran.stdout
    assert "hears English" in ran.stdout
    assert ran.stderr == "espeak-ng, 1 thread\nwhisper-base, 1 thread\n"


@pytest.mark.usefixtures("two_engines")
def test_the_command_speaks_to_machines() -> None:
    ran = CliRunner().invoke(app, ["models", "bench", "--json"])
    espeak, base, last = [json.loads(line) for line in ran.stdout.splitlines()]
    assert espeak["real_time_factor"] > 0
    assert base["why"].startswith("not here")
    assert last["profile"][0] == "whisper-tiny.en"
