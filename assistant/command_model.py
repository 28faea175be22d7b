"""The shipped command model: one for all that a process understands."""

import logging
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import models
from models.completion import Completer
from models.llama import Llama

_log = logging.getLogger(__name__)

FILE: Final = Path(models.__file__).with_name("command_model.gguf")
_PROMPT_END: Final = " =>"
_MOST_TOKENS: Final = 160
"""Of an answer: a note may be as long as what was said."""
_WITHIN_S: Final = 3.0
"""Whoever speaks has waited long enough by then, and is told that it takes too long."""


@cache
def command_model() -> Completer | None:
    """The model, which is loaded when it is first asked; None where its engine was not built, or it is not here."""
    if find_spec("llama_cpp") is None:
        _log.info("no language model: its engine is not here")
        return None
    if not FILE.is_file():
        _log.info("no language model: it is not here")
        return None
    return reader(FILE, _WITHIN_S)


def reader(file: Path, within_s: float) -> Completer:
    """The model of a GGUF file, asked as the shipped one is: with nothing before the utterance, which may take
    `within_s` seconds."""
    return Llama(file, tail=_PROMPT_END, most_tokens=_MOST_TOKENS, within_s=within_s)
