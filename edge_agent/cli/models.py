"""The models that are fetched once and kept on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn
from rich.table import Table

from edge_agent.cli.options import Json, console, print_json
from edge_agent.engines import this_profile
from edge_agent.settings import default_models
from models.errors import ModelError
from models.store import Model, ModelStore, Pulled, Step, default_sources
from models.store import Progress as Told

models = typer.Typer(name="models", help="The larger models, which are fetched once.", no_args_is_help=True)

Folder = Annotated[
    Path | None,
    typer.Option(
        "--models",
        envvar="HERO365_EDGE_MODELS",
        help="Where the models are kept.",
        show_default="in the user's data folder",
    ),
]


@models.command("list")
def list_models(folder: Folder = None, as_json: Json = False) -> None:
    """List the models there are, and which of them are here."""
    store = _store(folder)
    lines = [_described(model, store.installed(model.name)) for model in store.manifest.models]
    if as_json:
        for line in lines:
            print_json(line)
        return
    table = Table("model", "for", "languages", "MB", "licence", "here")
    for line in lines:
        megabytes = f"{line['bytes'] / 1_000_000:.0f}"
        here = "yes" if line["installed"] else "no"
        table.add_row(line["model"], line["kind"], ", ".join(line["languages"]), megabytes, line["licence"], here)
    console.print(table)


@models.command()
def pull(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[NAME]...", show_default="those of this machine's profile")
    ] = None,
    sources: Annotated[
        list[Path] | None,
        typer.Option("--from", exists=True, file_okay=False, help="A folder that has them as MODEL/FILE; repeatable."),
    ] = None,
    mirror: Annotated[
        str | None,
        typer.Option(envvar="HERO365_EDGE_MIRROR", help="Address of a web server that has them as MODEL/FILE."),
    ] = None,
    folder: Folder = None,
    as_json: Json = False,
) -> None:
    """Fetch models, or what is missing or damaged of them. An interrupted fetch is continued."""
    store = _store(folder)
    asked = default_sources(sources or (), mirror)
    failed = False
    for name in names or this_profile().models:
        try:
            with _progress(as_json) as told:
                _print_pulled(store.pull(name, asked, told, _print_waiting), as_json)
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
    """Read every byte of models, and say whether they are what they should be."""
    store = _store(folder)
    failed = False
    chosen = names or [model.name for model in store.manifest.models if store.begun(model.name)]
    if not chosen:
        typer.echo(f"No model is in {store.folder}.", err=True)
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


def _store(folder: Path | None) -> ModelStore:
    return ModelStore(folder or default_models())


def _described(model: Model, installed: bool) -> dict[str, Any]:
    return {
        "model": model.name,
        "kind": model.kind,
        "languages": list(model.languages),
        "bytes": model.bytes,
        "memory_mb": model.memory_mb,
        "licence": model.licence,
        "origin": f"{model.repository}@{model.revision}",
        "installed": installed,
    }


@contextmanager
def _progress(as_json: bool) -> Iterator[Told]:
    """Shows how far a fetch is: a bar on a terminal; elsewhere a line per file, for a log is no place for bars."""
    errors = Console(stderr=True, highlight=False)
    if not errors.is_terminal or as_json:
        begun: set[tuple[str, str]] = set()

        def line(step: Step) -> None:
            if not as_json and (step.file, step.source) not in begun:
                begun.add((step.file, step.source))
                typer.echo(f"{step.model}: {step.file} from {step.source}", err=True)

        yield line
        return
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    with Progress(*columns, console=errors, transient=True) as bars:
        bar = bars.add_task("", visible=False)

        def move(step: Step) -> None:
            bars.update(bar, description=escape(step.file), completed=step.done, total=step.total, visible=True)

        yield move


def _print_waiting() -> None:
    typer.echo("Another pull is going on; this one waits until it is through.", err=True)


def _print_pulled(pulled: Pulled, as_json: bool) -> None:
    name = pulled.model.name
    if as_json:
        print_json({"model": name, "passed": True, "origins": pulled.origins, "passed_over": pulled.passed_over})
        return
    for reason in pulled.passed_over:
        typer.echo(f"{name}: not from {reason}", err=True)
    origins = ", ".join(dict.fromkeys(pulled.origins.values()))
    typer.echo(f"{name}: fetched from {origins}." if origins else f"{name}: is here already.")


def _print_failure(name: str, error: ModelError, as_json: bool) -> None:
    if as_json:
        print_json({"model": name, "passed": False, "says": str(error)})
    typer.echo(f"hero365-edge: {error}", err=True)
