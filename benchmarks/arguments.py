"""The command line of what is measured on recordings: a folder of them, DATA."""

from argparse import ArgumentParser, Namespace
from pathlib import Path


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
    """What was given; ends the program where DATA has no `folder`."""
    given = parser.parse_args()
    if not (given.data / folder).is_dir():
        parser.error(f"{given.data} has no folder {folder} with recordings")
    return given
