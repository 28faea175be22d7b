"""What a benchmark needs before it begins: a folder of recordings, DATA, where it hears them, and the models."""

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path

from models.errors import ModelError
from models.store import ModelStore, default_models


def data_parser(name: str, about: str) -> ArgumentParser:
    """Takes DATA; others may be added.

    Args:
        name: of the module in `benchmarks`.
        about: its docstring, whose first line is shown.
    """
    parser = ArgumentParser(prog=f"python -m benchmarks.{name}", description=about.splitlines()[0])
    parser.add_argument("data", type=Path, metavar="DATA", help="the folder with the recordings")
    return parser


def parsed(parser: ArgumentParser, folder: str = "speech_to_intent") -> Namespace:
    """What was given; ends the program where DATA has no `folder`, or where Whisper tiny.en is not here."""
    given = parser.parse_args()
    if not (given.data / folder).is_dir():
        parser.error(f"{given.data} has no folder {folder} with recordings")
    require_models("whisper-tiny.en")
    return given


def require_models(*names: str) -> None:
    """Ends the program with a sentence where a model is missing or damaged, before anything is measured."""
    store = ModelStore(default_models())
    try:
        for name in names:
            store.verify(name)
    except ModelError as error:
        sys.exit(f"Nothing was measured. {error}")
