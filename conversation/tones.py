"""How the unit words what it says: in short, warmly or formally, as the person likes it.

Only the sentences of its own change. What is read back for a yes, amounts and names are the same in every tone.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any, cast

from conversation.english import tones as english
from conversation.sentences import Sentences
from conversation.spanish import tones as spanish
from conversation.tongue import Tongue
from conversation.tongues import TONGUES
from erp import Language, Tone

_OTHERWISE: Mapping[Language, Mapping[Tone, Mapping[str, str]]] = {"en": english.OTHERWISE, "es": spanish.OTHERWISE}
_NOTHING_SAVED = ("NOT_REACHED", "NOT_SAVED", "LEFT", "NO_YES", "CANCELLED")


@cache
def tongue_in(language: Language, tone: Tone) -> Tongue:
    """The language with its sentences in that tone."""
    tongue, otherwise = TONGUES[language], _OTHERWISE[language].get(tone, {})
    if not otherwise:
        return tongue
    own = tongue.sentences
    rest = {otherwise.get(name, getattr(own, name)): own.REST_UNSAVED[getattr(own, name)] for name in _NOTHING_SAVED}
    sentences = cast("Sentences", _Otherwise(own, {**otherwise, "REST_UNSAVED": rest}))
    addressed = spanish.to_usted if (language, tone) == ("es", "formal") else tongue.addressed
    return replace(tongue, sentences=sentences, addressed=addressed)


class _Otherwise:
    """Sentences of which some are worded otherwise."""

    def __init__(self, own: Sentences, otherwise: Mapping[str, Any]) -> None:
        self._own, self._otherwise = own, otherwise

    def __getattr__(self, name: str) -> Any:
        return self._otherwise[name] if name in self._otherwise else getattr(self._own, name)
