"""Where models are kept."""

import os
from pathlib import Path

from platformdirs import user_data_path


def default_models() -> Path:
    """Where models are kept: ``HERO365_EDGE_MODELS``, else a folder beside what the unit keeps.

    They are not among the places of a unit: they can be fetched again, are the same for every account and for the
    practice business, and are large enough to belong on another disk.
    """
    given = os.environ.get("HERO365_EDGE_MODELS")
    return Path(given) if given else user_data_path("hero365-edge") / "models"
