"""The store of models that are too large to ship: fetched once, verified each time, used without a network."""

from models.store.errors import (
    ModelDamagedError,
    ModelMissingError,
    NoRoomError,
    PullError,
    SourceError,
    SourceUnreachableError,
)
from models.store.folder import default_models
from models.store.manifest import Manifest, Model, ModelFile, Part
from models.store.sources import FolderSource, Source, WebSource, default_sources, hub_source, mirror_source
from models.store.store import ModelStore, Progress, Pulled, Step
from models.store.wheels import WheelSource

__all__ = [
    "FolderSource",
    "Manifest",
    "Model",
    "ModelDamagedError",
    "ModelFile",
    "ModelMissingError",
    "ModelStore",
    "NoRoomError",
    "Part",
    "Progress",
    "PullError",
    "Pulled",
    "Source",
    "SourceError",
    "SourceUnreachableError",
    "Step",
    "WebSource",
    "WheelSource",
    "default_models",
    "default_sources",
    "hub_source",
    "mirror_source",
]
