"""The shipped manifest says what it has to, and a manifest that cannot be right is refused."""

import pytest
from pydantic import ValidationError

from models.store import Manifest, Model, ModelFile, ModelMissingError, Part

SHIPPED = Manifest.load()


def test_the_shipped_models_are_these() -> None:
    assert [model.name for model in SHIPPED.models] == [
        "whisper-tiny.en",
        "whisper-base",
        "piper-en_US-joe-medium",
        "qwen2.5-coder-0.5b-instruct",
        "qwen2.5-0.5b-instruct",
        "qwen2.5-1.5b-instruct",
        "qwen3-0.6b",
        "smollm2-360m-instruct",
    ]


@pytest.mark.parametrize("model", SHIPPED.models, ids=lambda model: model.name)
def test_a_shipped_model_is_pinned_and_its_files_add_up(model: Model) -> None:
    assert model.licence in {"MIT", "CC0-1.0", "Apache-2.0"}
    assert len({file.sha256 for file in model.files}) == len(model.files)
    for file in model.files:
        assert len(bytes.fromhex(file.sha256)) == 32
        assert model.hub_path(file).startswith(f"{model.repository}/resolve/{model.revision}/")
        assert model.hub_path(file).endswith(f"/{file.name}")
        assert sum(part.bytes for part in file.parts) in {0, file.bytes}


def test_a_model_nobody_knows_is_named_with_those_there_are() -> None:
    with pytest.raises(ModelMissingError, match=r"whisper-tiny\.en"):
        SHIPPED.model("whisper-enormous")


@pytest.mark.parametrize("name", ["../outside", "/etc/passwd", ".hidden", "", "a/b"])
def test_a_file_stays_in_its_folder(name: str) -> None:
    with pytest.raises(ValidationError):
        ModelFile(name=name, bytes=1, sha256="0" * 64)


def test_parts_that_do_not_add_up_are_refused() -> None:
    part = Part(package="carrier", version="1.0", member="carrier/part", bytes=3)
    with pytest.raises(ValidationError, match="add up"):
        ModelFile(name="model.bin", bytes=7, sha256="0" * 64, parts=(part, part))


def test_a_revision_that_can_move_is_refused(model: Model) -> None:
    with pytest.raises(ValidationError, match="revision"):
        Model.model_validate(model.model_dump() | {"revision": "main"})


def test_a_name_stands_for_one_model(model: Model) -> None:
    with pytest.raises(ValidationError, match="twice"):
        Manifest(models=(model, model))
