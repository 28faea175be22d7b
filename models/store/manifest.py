"""Which models there are, where they come from and what their bytes must be."""

import tomllib
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from models.store.errors import ModelMissingError

_SHIPPED = Path(__file__).with_name("manifest.toml")

# Names become file names, so they hold no slash and begin with no dot.
_Name = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
_Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
_Bytes = Annotated[int, Field(ge=0)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Part(_Frozen):
    """A member of a wheel on PyPI that is a file of a model, or the next piece of one."""

    package: _Name
    version: _Name
    member: str
    """Its path inside the wheel."""
    bytes: _Bytes


class ModelFile(_Frozen):
    """One file of a model."""

    name: _Name
    bytes: _Bytes
    sha256: _Sha256
    parts: tuple[Part, ...] = ()
    """The members which, one after the other, are the file; empty where no package carries it."""

    @model_validator(mode="after")
    def _parts_make_the_file(self) -> Self:
        if self.parts and sum(part.bytes for part in self.parts) != self.bytes:
            raise ValueError(f"the parts of {self.name} do not add up to its {self.bytes} bytes")
        return self


class Model(_Frozen):
    """One model at one revision."""

    name: _Name
    kind: Literal["recognition", "speech", "understanding"]
    languages: tuple[str, ...]
    """As in BCP 47; ``mul`` is a model of many languages."""
    licence: str
    """As in SPDX."""
    memory_mb: Annotated[int, Field(gt=0)]
    """What it adds to what is resident, at most, while a unit uses it."""
    repository: str
    """``owner/name`` on the hub."""
    revision: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]
    """A commit of the repository."""
    folder: Annotated[str, StringConstraints(pattern=r"^([^/]+/)*$")] = ""
    """Where in the repository its files are; ends with a slash unless it is the root."""
    files: Annotated[tuple[ModelFile, ...], Field(min_length=1)]

    @property
    def bytes(self) -> int:
        """What all its files take on disk."""
        return sum(file.bytes for file in self.files)

    def hub_path(self, file: ModelFile) -> str:
        """The address of a file below the hub's own."""
        return f"{self.repository}/resolve/{self.revision}/{self.folder}{file.name}"


class Manifest(_Frozen):
    """The models that a release knows."""

    models: tuple[Model, ...]

    @model_validator(mode="after")
    def _names_are_told_apart(self) -> Self:
        for names in ([m.name for m in self.models], *([f.name for f in m.files] for m in self.models)):
            if len(set(names)) != len(names):
                raise ValueError(f"a name stands twice among {names}")
        return self

    @classmethod
    def load(cls, path: Path = _SHIPPED) -> Self:
        """Reads a manifest; without a path, the one that is shipped."""
        return cls.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))

    def model(self, name: str) -> Model:
        """The model of that name.

        Raises:
            ModelMissingError: there is none.
        """
        for model in self.models:
            if model.name == name:
                return model
        known = ", ".join(model.name for model in self.models)
        raise ModelMissingError(f"There is no model named {name!r}; there are {known}.")
