"""What the engines cost on this machine."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

from assistant.engines import this_profile
from assistant.wake_phrase import with_wake_word
from conversation.books import IDLE, book
from conversation.english import ENGLISH
from edge_agent.cli.models import Folder, store_at
from edge_agent.cli.options import Json, console, print_json
from edge_agent.costs import REPLIES, UTTERANCES, Costs, Setting, Unmeasured, measure, settings
from edge_agent.free_sentences import FREE_SENTENCES
from edge_agent.practice import practising
from edge_agent.settings import Places
from edge_agent.unit import opened
from models.machine import this_machine
from models.phrases import PhraseBook


def bench(folder: Folder = None, as_json: Json = False) -> None:
    """Measure every engine on this machine: how long it takes, with one thread and with two, and how much memory."""
    machine, profile = this_machine(), this_profile()
    store = store_at(folder)
    phrases = asyncio.run(_practice_phrases())
    measured = []
    chosen = settings(store, machine.cores)
    with _progress(len(chosen), as_json) as tell:
        for setting in chosen:
            tell(setting)
            measured.append(measure(setting, store, phrases))
            if as_json:
                print_json(measured[-1].as_json())
    if as_json:
        print_json({"machine": str(machine), "profile": list(profile.models), "threads": profile.threads})
        return
    console.print(_table(measured))
    for costs in measured:
        if isinstance(costs, Unmeasured) and costs.setting.threads == 1:
            console.print(f"{costs.setting.name}: {costs.why}")
    console.print(f"{machine}: {profile.why}; threads: {profile.threads}.")


async def _practice_phrases() -> PhraseBook:
    """What can be said to the practice business."""
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder))
        async with practising(places), opened(places) as unit:
            await unit.refresh()
            return with_wake_word(book(IDLE, unit.cache.snapshot(), ENGLISH))


def _table(measured: list[Costs | Unmeasured]) -> Table:
    sentences = sum(map(len, FREE_SENTENCES.values()))
    title = f"{len(UTTERANCES)} recorded commands, {len(REPLIES)} replies, {sentences} sentences in free words"
    table = Table(title=title, title_justify="left")
    table.add_column("engine", no_wrap=True)
    for column in ("threads", "load ms", "ms each", "ms a second", "MB", "private"):
        table.add_column(column, justify="right")
    for costs in measured:
        if isinstance(costs, Costs):
            numbers = (costs.load_ms, costs.each_ms, costs.second_ms, costs.memory.peak, costs.memory.private)
            shown = ("" if number is None else f"{number:.0f}" for number in numbers)
            table.add_row(costs.setting.name, str(costs.setting.threads), *shown)
            for part, ms in costs.parts_ms.items():
                table.add_row(f"  {part}", "", "", f"{ms:.1f}", style="dim")
    return table


class _Tell(Protocol):
    def __call__(self, setting: Setting, /) -> None: ...


@contextmanager
def _progress(settings: int, as_json: bool) -> Iterator[_Tell]:
    """Shows what is being measured: a bar on a terminal, elsewhere a line each."""
    errors = Console(stderr=True, highlight=False)
    if as_json or not errors.is_terminal:
        yield lambda setting: None if as_json else typer.echo(_called(setting), err=True)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=errors, transient=True) as bars:
        bar = bars.add_task("", total=settings)
        yield lambda setting: bars.update(bar, description=_called(setting), advance=1)


def _called(setting: Setting) -> str:
    return f"{setting.name}, {setting.threads} thread{'s' if setting.threads > 1 else ''}"
