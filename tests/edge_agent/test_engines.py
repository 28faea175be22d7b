"""Whatever is wrong with a model, a unit starts, hears and speaks, and says what is wrong."""

import os
import shutil
import socket
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import onnxruntime
import pytest

from assistant import engines
from assistant.endings import Ending
from assistant.engines import Engine, opened_recogniser, opened_voice
from conversation.english import ENGLISH
from edge_agent import languages
from edge_agent.checks import checks
from edge_agent.composition import opened_agent
from edge_agent.recordings.make import FOLDER
from edge_agent.settings import Places
from edge_agent.unit import Unit
from hardware.audio import AudioSink
from hardware.recordings import Recording
from models import known_answer, llama_engine
from models.errors import ModelError, RecogniserError
from models.held_recogniser import HeldRecogniser
from models.phrase_recogniser import PhraseRecogniser
from models.phrases import PhraseBook
from models.recognition import Recogniser, Transcript
from models.steady_voice import SteadyVoice
from models.store import ModelStore

BOOK = PhraseBook({"today": ("hey jarvis what's my schedule today",), "other": ("hey jarvis check the weather",)})


def heard(recogniser: Recogniser) -> Transcript:
    recogniser.prepare("book", BOOK)
    hearing = recogniser.hear("book")
    for frame in Recording(FOLDER / "schedule_today.slt.flac").frames():
        hearing.feed(frame)
    return hearing.finish()


@pytest.fixture
def copied(pulled: ModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store of whole models that a test may damage."""
    for name in ("whisper-tiny.en", "piper-en_US-joe-medium"):
        model = pulled.manifest.model(name)
        shutil.copytree(pulled.folder / name / model.revision, tmp_path / "models" / name / model.revision)
    monkeypatch.setenv("HERO365_EDGE_MODELS", str(tmp_path / "models"))
    return tmp_path / "models"


def cut(file: Path) -> None:
    os.truncate(file, file.stat().st_size // 2)


def zero(file: Path) -> None:
    size = file.stat().st_size
    os.truncate(file, 0)
    os.truncate(file, size)


def swap(file: Path) -> None:
    """Another file of the right size."""
    size = file.stat().st_size
    other = next(path for path in file.parents[2].rglob("*") if path.is_file() and path.stat().st_size not in (0, size))
    file.write_bytes(other.read_bytes().ljust(size, b"\0")[:size])


def files_of(folder: Path, model: str, name: str) -> list[Path]:
    return list((folder / model).glob(f"*/{name}"))


@pytest.mark.parametrize("damage", [cut, zero, swap, Path.unlink])
@pytest.mark.parametrize("name", ["model.bin", "tokenizer.json", "config.json"])
def test_a_damaged_recogniser_is_never_loaded_and_pocketsphinx_hears(
    copied: Path, name: str, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    (file,) = files_of(copied, "whisper-tiny.en", name)
    damage(file)
    with opened_recogniser() as recogniser:
        assert heard(recogniser).engine == "phrase"
    (record,) = caplog.records
    assert record.getMessage() == "hearing with PocketSphinx"
    assert name in vars(record)["why"]
    with pytest.raises(ModelError, match=r"models pull whisper-tiny\.en"), opened_recogniser(Engine.HELD):
        pass


@pytest.mark.parametrize("damage", [cut, zero, swap, Path.unlink])
def test_a_damaged_voice_is_never_loaded_and_espeak_speaks(
    copied: Path, damage: Callable[[Path], None], caplog: pytest.LogCaptureFixture
) -> None:
    (file,) = files_of(copied, "piper-en_US-joe-medium", "*.onnx")
    damage(file)
    with opened_voice() as voice:
        assert len(voice.speak("Saved."))
    (record,) = caplog.records
    assert record.getMessage() == "speaking with espeak-ng"
    assert ".onnx" in vars(record)["why"]


def test_the_self_test_names_what_is_damaged_and_passes(copied: Path, tmp_path: Path) -> None:
    cut(files_of(copied, "whisper-tiny.en", "model.bin")[0])
    zero(files_of(copied, "piper-en_US-joe-medium", "*.onnx")[0])
    told = {check.name: check for check in checks(Places(tmp_path))}
    for name, model, instead in (
        ("whisper", "whisper-tiny.en", "PocketSphinx hears"),
        ("piper", "piper-en_US-joe-medium", "espeak-ng speaks"),
    ):
        assert not told[name].passed
        assert told[name].optional
        assert told[name].says.startswith(f"The model {model} is damaged")
        assert told[name].says.endswith(f"; meanwhile {instead}.")
    assert told["phrase recogniser"].passed
    assert told["voice"].passed


def test_the_self_test_says_the_profile_and_why(tmp_path: Path) -> None:
    told = {check.name: check for check in checks(Places(tmp_path))}
    assert f"chosen for it: {engines.this_profile().why}" in told["profile"].says


@pytest.mark.parametrize("built", [True, False])
def test_the_self_test_says_whether_language_models_can_be_run(
    built: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if built and not find_spec("llama_cpp"):
        pytest.skip("the language model's engine is not here; `make llm` builds it")
    if not built:
        monkeypatch.setitem(sys.modules, "llama_cpp", None)
        known_answer.check.cache_clear()
        llama_engine.library.cache_clear()
    (check,) = (check for check in checks(Places(tmp_path)) if check.name == "language model")
    assert check.passed == built
    assert check.optional
    if built:
        assert check.says.endswith("gives the known answer, and command_model.gguf is loaded")
    else:
        assert check.says.endswith("is not here; `make llm` builds it; meanwhile phrases alone understand.")


@pytest.mark.usefixtures("copied")
def test_the_self_test_says_what_has_no_memory_beside_the_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(engines, "free_memory_mb", lambda: 900)
    told = {check.name: check for check in checks(Places(tmp_path))}
    assert "whisper-tiny.en and piper-en_US-joe-medium: 1030 MB are needed, 900 MB are left" in told["profile"].says
    assert not told["profile"].passed
    assert told["profile"].optional
    assert told["whisper"].passed
    assert told["piper"].passed


@pytest.mark.usefixtures("copied")
def test_too_little_memory_is_seen_before_anything_is_loaded(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(engines, "free_memory_mb", lambda: 300)
    monkeypatch.setattr(HeldRecogniser, "__init__", lambda *_, **__: pytest.fail("it was loaded"))
    monkeypatch.setattr(engines, "piper_voice", lambda *_: pytest.fail("it was loaded"))
    with opened_recogniser() as recogniser, opened_voice() as voice:
        assert heard(recogniser).engine == "phrase"
        assert len(voice.speak("Saved."))
    assert [record.getMessage() for record in caplog.records] == [
        "hearing with PocketSphinx",
        "speaking with espeak-ng",
    ]
    assert all("300 MB are left" in vars(record)["why"] for record in caplog.records)


@pytest.mark.usefixtures("copied")
def test_an_onnxruntime_that_cannot_load_leaves_the_floor(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    failure = onnxruntime.capi.onnxruntime_pybind11_state.NotImplemented

    def failing(*_: object) -> None:
        raise failure("MatMulNBits is not implemented\nand a second line")

    monkeypatch.setattr("models.whisper.decoder.session", failing)
    with opened_recogniser() as recogniser:
        assert isinstance(recogniser, PhraseRecogniser)
    (record,) = caplog.records
    assert vars(record)["why"] == "Whisper does not work on this machine: MatMulNBits is not implemented"


@pytest.mark.usefixtures("copied")
def test_an_engine_that_fails_while_it_hears_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    with opened_recogniser(Engine.HELD) as recogniser:
        failure = onnxruntime.capi.onnxruntime_pybind11_state.RuntimeException
        monkeypatch.setattr("models.whisper.search.Search.run", lambda *_: (_ for _ in ()).throw(failure("no more")))
        with pytest.raises(RecogniserError, match="Whisper does not work on this machine: no more"):
            heard(recogniser)
        monkeypatch.undo()
        assert heard(recogniser).accepted


@pytest.mark.usefixtures("copied")
def test_a_voice_that_fails_later_gives_its_place_to_espeak(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with opened_voice() as voice:
        assert isinstance(voice, SteadyVoice)
        piper = voice._voice
        monkeypatch.setattr(piper, "_program", [sys.executable, "-c", "raise SystemExit(3)"])
        piper._worker.kill()  # type: ignore[attr-defined]
        assert len(voice.speak("Saved.")) > voice.sample_rate / 4
    assert "did not start (exit code 3)" in vars(caplog.records[-1])["why"]


class Silence:
    """A sink that nothing is played into."""

    def close(self) -> None:
        self.closed = True


def a_unit() -> Unit:
    """As much of one as loading asks for."""
    assistant = SimpleNamespace(load=lambda: None, ending_of=lambda _: Ending.UNFINISHED, tongue=ENGLISH)
    return cast(Unit, SimpleNamespace(assistant=assistant))


@pytest.mark.usefixtures("copied")
async def test_an_agent_loads_whisper_once_and_the_self_test_beside_it_not_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    loaded = []
    load = HeldRecogniser.__init__
    monkeypatch.setattr(HeldRecogniser, "__init__", lambda *given, **named: loaded.append(1) or load(*given, **named))
    sink = Silence()
    async with opened_agent(a_unit(), cast(AudioSink, sink)):
        told = {check.name: check for check in checks(Places(tmp_path))}
        for name in ("whisper", "piper"):
            assert told[name].passed
            assert "in use by the agent" in told[name].says
    assert len(loaded) == 1
    assert sink.closed


@pytest.mark.usefixtures("copied")
async def test_what_runs_already_needs_no_memory_in_the_self_test(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    async with opened_agent(a_unit(), cast(AudioSink, Silence())):
        monkeypatch.setattr(engines, "free_memory_mb", lambda: 50)
        told = {check.name: check for check in checks(Places(tmp_path))}
    assert all(told[name].passed for name in ("profile", "whisper", "piper"))


@pytest.mark.usefixtures("copied")
async def test_an_agent_looks_at_its_memory_before_it_loads_anything(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """What is left while recogniser and voice are being loaded is no longer looked at."""
    left = iter((1030,))
    monkeypatch.setattr(languages, "free_memory_mb", lambda: next(left, 100))
    async with opened_agent(a_unit(), cast(AudioSink, Silence())):
        assert not caplog.records


@pytest.mark.usefixtures("copied")
async def test_a_voice_that_does_not_fit_beside_the_recogniser_gives_its_place_to_espeak(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(languages, "free_memory_mb", lambda: 1029)
    async with opened_agent(a_unit(), cast(AudioSink, Silence())):
        (record,) = caplog.records
    assert record.getMessage() == "speaking with espeak-ng"
    assert "359 MB are left" in vars(record)["why"]


async def test_an_agent_starts_although_everything_is_damaged(copied: Path, caplog: pytest.LogCaptureFixture) -> None:
    cut(files_of(copied, "whisper-tiny.en", "model.bin")[0])
    cut(files_of(copied, "piper-en_US-joe-medium", "*.onnx")[0])
    async with opened_agent(a_unit(), cast(AudioSink, Silence())):
        pass
    events = {record.getMessage() for record in caplog.records}
    assert events == {"hearing with PocketSphinx", "speaking with espeak-ng"}


def _refuse_sockets(*_: object) -> None:
    raise AssertionError("the network was asked")


@pytest.mark.usefixtures("copied")
@pytest.mark.parametrize("tokenizer", [True, False], ids=["whole", "without tokenizer"])
def test_nobody_is_called_when_engines_start(copied: Path, tokenizer: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not tokenizer:
        files_of(copied, "whisper-tiny.en", "tokenizer.json")[0].unlink()
    for name in ("connect", "connect_ex", "sendto", "bind"):
        monkeypatch.setattr(socket.socket, name, _refuse_sockets, raising=False)
    monkeypatch.setattr(socket, "getaddrinfo", _refuse_sockets)
    with opened_recogniser() as recogniser, opened_voice() as voice:
        assert heard(recogniser).engine == ("held" if tokenizer else "phrase")
        assert len(voice.speak("Saved."))
