"""Whisper's tokenizer, whose published file for the multilingual models lacks a rule."""

import json
from pathlib import Path

from tokenizers import Tokenizer

from models.store import ModelDamagedError

_FIRST = ["Ġ", "t"]
"""A space and a "t" are one token: the first rule that was learnt. Without it " the" and " trabajo" come out in pieces
that Whisper never writes."""


def read_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of the model in `folder`, with all its rules.

    Raises:
        ModelDamagedError: its file is missing, or no such tokenizer.
    """
    path = folder / "tokenizer.json"
    try:
        description = json.loads(path.read_text("utf-8"))
        rules = description["model"]["merges"]
        if rules[0] not in (_FIRST, " ".join(_FIRST)):
            rules.insert(0, " ".join(_FIRST) if isinstance(rules[0], str) else _FIRST)
        return Tokenizer.from_str(json.dumps(description))
    except Exception as error:  # tokenizers raises nothing narrower
        raise ModelDamagedError(f"{path} is no tokenizer of Whisper's ({error!r}); pull it again.") from error
