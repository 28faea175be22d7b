"""Which recogniser is opened for whom."""

import logging
from pathlib import Path

import pytest
from pydantic import SecretStr

from edge_agent.engines import Engine, language_heard, opened_recogniser
from erp import SPOKEN, Language
from models.phrase_recogniser import PhraseRecogniser
from models.store import ModelMissingError
from sync.account import Account


@pytest.fixture
def no_models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HERO365_EDGE_MODELS", str(tmp_path))


def speaker(language: Language) -> Account:
    known = dict.fromkeys(("url", "email", "user_id", "full_name", "business_id", "business_name"), "x")
    tokens = {"access_token": SecretStr("x"), "refresh_token": SecretStr("x")}
    return Account(**known, **tokens, time_zone="America/Chicago", language=language)  # type: ignore[arg-type]


def test_a_language_that_no_commands_are_in_is_answered_with_english_and_a_sentence(
    caplog: pytest.LogCaptureFixture,
) -> None:
    if "es" in SPOKEN:
        pytest.skip("all commands can be said in Spanish")
    with caplog.at_level(logging.WARNING):
        assert language_heard(speaker("es")) == "en"
    assert [record.message for record in caplog.records] == ["hearing English"]


def test_english_is_heard_without_a_word(caplog: pytest.LogCaptureFixture) -> None:
    assert language_heard(speaker("en")) == "en"
    assert not caplog.records


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
