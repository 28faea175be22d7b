"""What can go wrong between the manifest and a model on disk."""

from models.errors import ModelError


class ModelMissingError(ModelError):
    """A model that is not on this machine, or that no manifest names."""


class ModelDamagedError(ModelError):
    """A model whose files are not the ones that the manifest names."""


class PullError(ModelError):
    """A model that could not be fetched; what was there before is as it was."""


class NoRoomError(PullError):
    """A model that does not fit on the disk."""


class SourceError(ModelError):
    """A source that does not give a file. The next one may."""


class SourceUnreachableError(SourceError):
    """A source that does not answer at all, or has nothing of the model: asking it for another file is of no use."""
