"""The faces that the stand-in can show."""

from enum import StrEnum


class Face(StrEnum):
    """Which Hero365 is shown."""

    CONTRACT = "contract"
    """Everything does what the published types promise."""
    REPAIRED = "repaired"
    """The measured server with its two run-time defects mended: jobs and contacts work, the rest as measured."""
    PUBLISHED = "published"
    """The server as it is published: most writes fail."""
