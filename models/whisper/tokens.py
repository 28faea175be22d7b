"""Whisper's tokenizer, whose published file for the multilingual models lacks a rule."""

import json
from pathlib import Path

from tokenizers import Tokenizer

from models.errors import RecogniserError
from models.phrases import Language
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
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise _damaged(path, error) from error
    try:
        return Tokenizer.from_str(json.dumps(description))
    except Exception as error:  # the tokenizers package raises bare Exception, and nothing narrower
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> ModelDamagedError:
    return ModelDamagedError(f"{path} is no tokenizer of Whisper's ({error!r}); pull it again.")


def special(tokenizer: Tokenizer, name: str) -> int:
    """The token ``<|name|>``.

    Raises:
        ModelDamagedError: the tokenizer has no such token.
    """
    token = tokenizer.token_to_id(f"<|{name}|>")
    if token is None:
        raise ModelDamagedError(f"The tokenizer of the Whisper model lacks {name}; pull the model again.")
    return token


def beginning(tokenizer: Tokenizer, folder: Path, language: Language, *, multilingual: bool) -> tuple[int, ...]:
    """What every text of the model in `folder` begins with. Models that know English only were trained without a
    language in it.

    Raises:
        RecogniserError: the model knows English only, and `language` is another.
    """
    if not multilingual and language != "en":
        raise RecogniserError(
            f"The Whisper model in {folder} knows English only; {language!r} needs one for all languages."
        )
    task = (language, "transcribe") if multilingual else ()
    return tuple(special(tokenizer, name) for name in ("startoftranscript", *task, "notimestamps"))


def letters_of(tokenizer: Tokenizer) -> tuple[str, ...]:
    """Of each token its letters and figures in lower case: all that spellings of the same words have in common."""
    texts = [tokenizer.id_to_token(token) or "" for token in range(tokenizer.get_vocab_size())]
    return tuple("".join(filter(str.isalnum, text.removeprefix("Ġ"))).lower() for text in texts)
