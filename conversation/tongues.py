"""The languages that the conversation speaks."""

from collections.abc import Mapping

from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tongue import Tongue
from erp import Language

TONGUES: Mapping[Language, Tongue] = {tongue.language: tongue for tongue in (ENGLISH, SPANISH)}
