"""The demonstration told on a terminal: lines that scroll, and below them one that says what is going on."""

from collections.abc import AsyncIterator

from rich.console import Console
from rich.status import Status
from rich.table import Table
from rich.text import Text

from edge_agent.demo.events import Begun, Event, Moved, NetworkChanged, Played, Summary
from edge_agent.demo.script import FREELY, SCRIPT
from models.recognition import Transcript
from sync.rows import LIVE, State

_TITLE = """\
Recorded voices speak to the unit, and a practice Hero365 runs on this machine.
In the middle the network is cut."""
_LEGEND = (
    ("said", "what the recording says"),
    ("heard", "what the unit made of it"),
    ("replied", "what the unit says back, aloud"),
    ("saved", "the command is on the unit's own disk, where nothing is lost"),
    ("delivered", "Hero365 has it, under this number; this unit's letters begin the number of what is new"),
)
_NETWORK = {
    "down": ("NETWORK DOWN: what is said now is kept on the unit", "bold red"),
    "up": ("NETWORK UP: what was kept is delivered", "bold green"),
}
_LEFT_OUT = (
    "Left out are {count} exchanges in words that no phrase fits: they take Whisper and the language model "
    "(make models, make llm)."
)
_REPLIES = {"saved": "yellow", "answered": "green", "refused": "magenta", "cancelled": "magenta"}


async def tell(events: AsyncIterator[Event], console: Console) -> None:
    """Tells the events until the last."""
    with console.status("starting the practice Hero365, and what hears and speaks", refresh_per_second=4) as status:
        story = _Story(console, status)
        async for event in events:
            story.tell(event)


class _Story:
    """What was told so far."""

    def __init__(self, console: Console, status: Status) -> None:
        self._console = console
        self._status = status
        self._network = "up"
        self._played = 0
        self._exchanges = len(SCRIPT)
        self._stand: dict[str, State] = {}
        self._answers: tuple[str, ...] = ()

    def tell(self, event: Event) -> None:
        """Tells what happened, and what is going on now."""
        match event:
            case Begun():
                self._tell_beginning(event)
            case NetworkChanged(network):
                self._network = network
                words, style = _NETWORK[network]
                self._console.rule(Text(words), style=style)
            case Played():
                if event.step is FREELY[0]:
                    self._console.rule(Text("IN OTHER WORDS: no phrase fits, the language model understands"))
                self._tell_exchange(event)
            case Moved():
                self._stand[event.id] = event.state
                self._tell_move(event)
            case Summary():
                self._tell_account(event)
        self._status.update(self._going_on())

    def _tell_beginning(self, begun: Begun) -> None:
        self._stand = {moved.id: moved.state for moved in begun.kept}
        self._exchanges -= begun.left_out
        self._console.print(Text(_TITLE, style="bold"))
        for label, meaning in _LEGEND:
            self._line("", label, Text(meaning, style="dim"))
        if begun.resumed:
            delivered = sum(moved.state is State.DONE for moved in begun.kept)
            kept = (
                f"{len(begun.kept)} commands were saved then, {delivered} of them delivered: they are not said again."
                if begun.kept
                else "Nothing was saved by then."
            )
            self._console.print(
                f"An earlier run was interrupted, and goes on. {kept} Questions are said again.", style="bold"
            )
        if begun.left_out:
            self._console.print(_LEFT_OUT.format(count=begun.left_out), style="dim")
        self._console.line()

    def _tell_exchange(self, played: Played) -> None:
        self._played = played.number
        if played.kept:
            self._tell_kept(played)
        number = str(played.number)
        for said, turns in zip(played.step.said, played.heard, strict=False):
            self._line(number, "said", Text(f"“{said}”"))
            number = ""
            for turn in turns:
                style = _REPLIES.get(turn.turn.decision.outcome, "")
                self._line("", "heard", _heard(turn.heard.transcript))
                self._line("", "replied", Text(turn.reply or "(nothing)", style=style))
                if turn.turn.saved:
                    kept = "; kept until the network is back" if played.network == "down" else ""
                    self._line("", "saved", Text(f"{turn.saved_ms:.0f} ms after the last word{kept}"))
            if not turns:
                self._line("", "heard", Text("(no wake word)", style="dim"))
        self._answers = tuple(turn.reply for turn in played.turns)

    def _tell_kept(self, played: Played) -> None:
        said = ", ".join(f"“{words}”" for words in played.step.said)
        self._line(str(played.number), "said", Text(f"before the interruption: {said}", style="dim"))
        for moved in played.kept:
            if moved.state in LIVE:
                self._line("", "saved", Text("before the interruption; delivered after it", style="dim"))
            else:
                self._line("", "delivered", Text(f"before the interruption: {_named(moved)}", style="dim"))

    def _tell_move(self, moved: Moved) -> None:
        number = str(moved.exchange or "")
        if moved.found:
            self._line(number, "found", Text(f"{_named(moved)} It had arrived: not sent again.", style="bold green"))
        elif moved.state is State.DONE and moved.number and moved.says in self._answers:  # the unit has just said it
            self._line("", "delivered", Text(moved.number, style="green"))
        elif moved.state is State.DONE:
            self._line(number, "delivered", Text(_named(moved), style="green"))
        elif moved.state is State.REJECTED:
            self._line(number, "refused", Text(moved.says or moved.reason, style="red"))
        elif moved.state is State.UNKNOWN and moved.reason:
            doubt = f"{moved.reason} The unit looks whether it arrived."
            self._line(number, "no answer", Text(doubt, style="bold red"))
        elif moved.state is State.PENDING and moved.reason:
            self._line(number, "waits", Text(moved.reason, style="yellow"))

    def _tell_account(self, summary: Summary) -> None:
        self._console.rule("The account")
        if summary.found:
            self._console.print(
                f"Answers that never came although Hero365 had done the work: {summary.found}. The unit looked, found "
                "the work done, and did not send it again."
            )
        elif summary.spoken_before:
            self._console.print(
                "No answer was lost behind the interruption; in a run of its own the demonstration loses one."
            )
        self._console.print(f"What was said back: {summary.replies}", soft_wrap=True)
        before = f" ({summary.spoken_before} of them before the interruption)" if summary.spoken_before else ""
        median, p95 = (
            "-" if ms is None else f"{ms:.0f} ms" for ms in (summary.median_ms_to_saved, summary.p95_ms_to_saved)
        )
        good = summary.lost == summary.duplicated == 0
        self._console.print(
            f"spoken {summary.spoken}{before}, answered {summary.answered}, saved {summary.saved}, "
            f"delivered {summary.delivered}, lost {summary.lost}, duplicated {summary.duplicated}; "
            f"end of speech to saved: median {median}, p95 {p95}",
            style="bold green" if good else "bold red",
        )

    def _line(self, number: str, label: str, words: Text) -> None:
        line = Table.grid(padding=(0, 1))
        line.add_column(width=2, justify="right")
        line.add_column(width=9)
        line.add_column()
        line.add_row(Text(number, style="bold"), Text(label, style="dim"), words)
        self._console.print(line)

    def _going_on(self) -> str:
        """One line of 80 columns: what is told above it is never drawn over."""
        states = self._stand.values()
        waiting, delivered = (sum(state in wanted for state in states) for wanted in (LIVE, {State.DONE}))
        is_over = self._played >= self._exchanges
        exchange = "all spoken" if is_over else f"exchange {self._played + 1} of {self._exchanges}"
        return f"{exchange}; network {self._network}, {waiting} waiting, {delivered} delivered"


def _heard(transcript: Transcript) -> Text:
    if transcript.accepted:
        return Text(transcript.text)
    guesses = " / ".join(transcript.guesses)
    return Text(f"(perhaps: {guesses})" if guesses else "(nothing that can be said to the unit)", style="dim")


def _named(moved: Moved) -> str:
    return f"{moved.number}: {moved.says}" if moved.number else moved.says
