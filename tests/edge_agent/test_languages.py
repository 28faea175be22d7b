"""Which recogniser is opened for whom."""

from pathlib import Path

import pytest

from assistant.engines import Engine, opened_recogniser
from models.phrase_recogniser import PhraseRecogniser
from models.store import ModelMissingError


@pytest.fixture
def no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HERO365_EDGE_MODELS", str(tmp_path))


@pytest.mark.usefixtures("no_models")
def test_without_models_english_is_heard_by_pocketsphinx() -> None:
    with opened_recogniser() as recogniser:
        assert isinstance(recogniser, PhraseRecogniser)


@pytest.mark.usefixtures("no_models")
def test_without_its_model_spanish_is_not_heard_and_the_model_is_named() -> None:
    with pytest.raises(ModelMissingError, match="models pull whisper-base"), opened_recogniser(language="es"):
        pass


@pytest.mark.usefixtures("no_models")
def test_who_chooses_a_recogniser_gets_no_other() -> None:
    with pytest.raises(ModelMissingError, match="models pull whisper-tiny"), opened_recogniser(Engine.FREE):
        pass
