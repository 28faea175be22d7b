"""What happens in the demonstration, in the order of happening; each event has a form for machines."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from edge_agent.agent import SpokenTurn
from edge_agent.demo.script import Network, Step
from sync.rows import State


@dataclass(frozen=True, slots=True)
class Moved:
    """Where a saved command stands, when it has come to stand there."""

    id: str
    exchange: int | None
    """The number of the exchange that it was said in, the first being 1."""
    command: str
    state: State
    number: str | None
    """Hero365's number for the record, where it has one."""
    reason: str
    says: str
    """What the unit would say of it; nothing while Hero365 has not decided."""
    found: bool = False
    """Its fate was unknown, and then it was found in Hero365: it had arrived, and was not sent again."""

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Begun:
    """The run begins, or goes on where an earlier attempt was interrupted."""

    resumed: bool
    kept: tuple[Moved, ...]
    """The commands that the earlier attempt saved, as they stood when it was interrupted."""
    left_out: int = 0
    """Exchanges at the end that are not played, since what they take is not here."""

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {
            "resumed": self.resumed,
            "kept": [moved.as_json() for moved in self.kept],
            "left_out": self.left_out,
        }


@dataclass(frozen=True, slots=True)
class NetworkChanged:
    """From here on the network is another."""

    network: Network

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return {"network": self.network}


@dataclass(frozen=True, slots=True)
class Played:
    """One exchange of the script, as it went."""

    number: int
    """The first is 1."""
    step: Step
    heard: tuple[tuple[SpokenTurn, ...], ...]
    """The turns that were heard in each recording; empty where the exchange was not played again."""
    kept: tuple[Moved, ...]
    """Its commands that an earlier attempt had saved, as they stood when that was interrupted. With any, it was not
    played again."""
    network: Network

    @property
    def turns(self) -> tuple[SpokenTurn, ...]:
        """All turns that were heard."""
        return tuple(turn for turns in self.heard for turn in turns)

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        last = self.turns[-1] if self.turns else None
        return {
            "step": self.step.name,
            "exchange": self.number,
            "network": self.network,
            "said": self.step.said,
            "heard": [turn.heard.transcript.text for turn in self.turns],
            "replies": [turn.reply for turn in self.turns],
            "command": last and last.turn.decision.command,
            "slots": dict(last.turn.decision.slots) if last else {},
            "outcome": "saved before the interruption" if self.kept else last and last.turn.decision.outcome,
            "saved": [moved.id for moved in self.kept]
            + [str(instruction.id) for turn in self.turns for instruction in turn.turn.saved],
            "ms_to_saved": round(last.saved_ms, 1) if last and last.turn.saved else None,
        }


@dataclass(frozen=True, slots=True)
class Summary:
    """The account of a whole run."""

    spoken: int
    """Exchanges, the one without a command among them."""
    spoken_before: int
    """Those of them that were not played again, as their commands were saved before the run was interrupted."""
    answered: int
    """Questions answered from the cache."""
    saved: int
    delivered: int
    found: int
    """Commands whose fate was unknown for a while, and which were found in Hero365 and not sent again."""
    lost: int
    duplicated: int
    median_ms_to_saved: float | None
    """From the end of speech until the command was on disk; None where everything was saved in an earlier attempt."""
    p95_ms_to_saved: float | None
    """Interpolated between the two nearest turns, as numpy does by default."""
    replies: Path
    """The folder with what was said back, as WAV files."""

    def as_json(self) -> Mapping[str, Any]:
        """For machines."""
        return {"summary": True, **asdict(self)}


Event = Begun | NetworkChanged | Played | Moved | Summary
