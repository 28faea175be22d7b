"""The demonstration as a live table."""

from collections.abc import AsyncIterator

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from edge_agent.demo.play import Event, Moved, Played, Summary

_STYLES = {"saved": "yellow", "answered": "green", "refused": "magenta", "cancelled": "magenta", "nothing": "dim"}
_STATES = {
    "pending": ("waits on the unit", "yellow"),
    "in_flight": ("is being sent", "yellow"),
    "unknown": ("answer lost, looking", "red"),
    "done": ("in Hero365", "green"),
    "rejected": ("refused", "red"),
}


async def show(events: AsyncIterator[Event], console: Console) -> Summary | None:
    """Draws the events until the last, and returns the summary."""
    steps: list[Played] = []
    states: dict[str, Moved] = {}
    summary = None
    with Live(console=console, refresh_per_second=8) as live:
        async for event in events:
            match event:
                case Played():
                    steps.append(event)
                case Moved():
                    states[event.id] = event
                case Summary():
                    summary = event
            live.update(Group(_table(steps, states), _closing(summary, steps)))
    return summary


def _table(steps: list[Played], states: dict[str, Moved]) -> Table:
    table = Table(
        "heard", "answered", "Hero365", "ms to saved", title="Hero365 Edge", title_justify="left", show_lines=True
    )
    table.columns[0].ratio, table.columns[1].ratio, table.columns[2].ratio = 4, 5, 3
    for step in steps:
        if step.step.network:
            table.add_section()
            table.add_row(Text(f"NETWORK {step.network.upper()}", style="bold"), "", "", "")
        table.add_row(_heard(step), _replies(step), _fate(step, states), _milliseconds(step))
    return table


def _heard(step: Played) -> Text:
    if not step.turns:
        return Text(f"({step.step.name}: saved before the interruption)", style="dim")
    return Text("\n").join(
        Text(turn.heard.transcript.text if turn.heard.transcript.accepted else "(nothing that fits)")
        for turn in step.turns
    )


def _replies(step: Played) -> Text:
    return Text("\n").join(
        Text(turn.reply or "-", style=_STYLES.get(turn.turn.decision.outcome, "")) for turn in step.turns
    )


def _fate(step: Played, states: dict[str, Moved]) -> Text:
    lines = []
    for turn in step.turns:
        for instruction in turn.turn.saved:
            moved = states.get(str(instruction.id))
            says, style = _STATES.get(moved.state if moved else "pending", ("", ""))
            number = f"{moved.number} " if moved and moved.number else ""
            lines.append(Text(f"{number}{says}", style=style))
    return Text("\n").join(lines)


def _milliseconds(step: Played) -> Text:
    return Text("\n").join(Text(f"{turn.saved_ms:.0f}") for turn in step.turns if turn.turn.saved)


def _closing(summary: Summary | None, steps: list[Played]) -> Text:
    if summary is None:
        return Text(f"{len(steps)} exchanges so far ...", style="dim")
    median, p95 = (
        "-" if ms is None else f"{ms:.0f} ms" for ms in (summary.median_ms_to_saved, summary.p95_ms_to_saved)
    )
    good = summary.lost == summary.duplicated == 0
    return Text(
        f"spoken {summary.spoken}, answered {summary.answered}, saved {summary.saved}, delivered {summary.delivered}, "
        f"lost {summary.lost}, duplicated {summary.duplicated}; end of speech to saved: median {median}, p95 {p95}\n"
        f"What was said back: {summary.replies}",
        style="bold green" if good else "bold red",
    )
