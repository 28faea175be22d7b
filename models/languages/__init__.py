"""What the held recogniser must know of each language; the machinery itself knows none."""

from collections.abc import Mapping

from models.languages.english import ENGLISH
from models.languages.orthography import Orthography
from models.languages.spanish import SPANISH
from models.phrases import Language

ORTHOGRAPHIES: Mapping[Language, Orthography] = {"en": ENGLISH, "es": SPANISH}

__all__ = ["ORTHOGRAPHIES", "Orthography"]
