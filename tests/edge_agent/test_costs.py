"""What engines cost is measured on real ones, each in a process of its own. How long they take is not judged here."""

import importlib
import json
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from shutil import copyfile

import pytest
from typer.testing import CliRunner

from assistant.command_model import FILE
from edge_agent.cli.app import app
from edge_agent.cli.models import store_at
from edge_agent.costs import Costs, Setting, Unmeasured, measure, settings
from edge_agent.free_sentences import free_sentences
from models.phrases import PhraseBook
from models.store import Manifest, ModelStore, default_models
from models.store.manifest import ModelFile

pytestmark = pytest.mark.programs

BOOK = PhraseBook({"today": ("hey jarvis what's my schedule today",)})


needs_the_engine = pytest.mark.skipif(
    find_spec("llama_cpp") is None, reason="the language model's engine is not here; `make llm` builds it"
)


def measured(name: str, threads: int = 1) -> Costs:
    costs = of(measure(Setting(name, threads), ModelStore(default_models()), BOOK))
    assert costs.second_ms
    return costs


def of(costs: Costs | Unmeasured) -> Costs:
    assert isinstance(costs, Costs), costs
    assert costs.load_ms > 0
    assert costs.each_ms > 0
    assert costs.memory.peak > 0
    assert costs.memory.private > 0  # not always less: what another process let go of meanwhile is private too
    return costs


def test_all_that_hears_or_speaks_is_measured_with_one_thread_and_where_there_are_cores_with_two(
    tmp_path: Path,
) -> None:
    store = ModelStore(tmp_path)
    names = {model.name for model in store.manifest.models if model.kind in {"recognition", "speech"}}
    names |= {"PocketSphinx", "espeak-ng", "wake word", "voice activity", "command model"}
    assert {setting.name for setting in settings(store, 1)} == names
    assert {setting.threads for setting in settings(store, 1)} == {1}
    assert {setting.threads for setting in settings(store, 8)} == {1, 2}


@pytest.fixture
def with_a_fetched_reader(tmp_path: Path) -> ModelStore:
    """A store with the command model in it, as if it were one of the manifest."""
    file = ModelFile(name=FILE.name, bytes=FILE.stat().st_size, sha256=sha256(FILE.read_bytes()).hexdigest())
    shipped = Manifest.load().models[-1]
    model = shipped.model_copy(update={"name": "fetched", "kind": "understanding", "files": (file,)})
    place = tmp_path / model.name / model.revision / file.name
    place.parent.mkdir(parents=True)
    copyfile(FILE, place)
    return ModelStore(tmp_path, Manifest(models=(model,)))


def test_of_what_reads_only_what_was_fetched_is_measured_beside_the_command_model(
    with_a_fetched_reader: ModelStore,
) -> None:
    chosen = settings(with_a_fetched_reader, 8)
    assert Setting("fetched") in chosen
    assert Setting("fetched", 2) not in chosen  # threads of a language model wait for one another by spinning


@needs_the_engine
def test_what_reads_is_measured_without_sound() -> None:
    costs = of(measure(Setting("command model"), ModelStore(default_models()), BOOK))
    assert costs.second_ms is None
    assert costs.as_json()["real_time_factor"] is None
    assert costs.memory.peak < 200


@needs_the_engine
def test_a_fetched_model_is_measured_as_the_command_model_is(with_a_fetched_reader: ModelStore) -> None:
    assert of(measure(Setting("fetched"), with_a_fetched_reader, BOOK)).second_ms is None


def test_where_its_engine_is_not_built_that_is_said_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "llama_cpp.py").write_text("raise ModuleNotFoundError")
    monkeypatch.syspath_prepend(tmp_path)  # a process that is started from here looks there first too
    unmeasured = measure(Setting("command model"), ModelStore(default_models()), BOOK)
    assert isinstance(unmeasured, Unmeasured)
    assert "make llm" in unmeasured.why
    assert "\n" not in unmeasured.why


def test_no_phrase_fits_what_is_read() -> None:
    for sentence in free_sentences():
        understood = sentence.understanding.command(sentence.words, sentence.now)
        assert understood.source == "none", sentence.words


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
    monkeypatch.setattr(command, "settings", lambda store, cores: chosen)
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
