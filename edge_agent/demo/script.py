"""What is said in the demonstration, and what happens to the network meanwhile."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from edge_agent.recordings.script import FREE_SENTENCES, SENTENCES

RECORDINGS = Path(__file__).parents[1] / "recordings"

Network = Literal["up", "down"]

LOST_ANSWER = ("POST", "/estimates")
"""When the network is back, the first of these requests is carried out and its answer lost."""

_SPOKEN = {sentence.name: sentence.spoken for sentence in (*SENTENCES, *FREE_SENTENCES)}


@dataclass(frozen=True, slots=True)
class Step:
    """One exchange: a command, and the answers to what is asked about it."""

    name: str
    recordings: tuple[str, ...]
    """File names below `RECORDINGS`, in the order of speaking."""
    network: Network | None = None
    """What the network is from this step on, where it changes."""

    @property
    def said(self) -> tuple[str, ...]:
        """What the recordings say."""
        return tuple(_SPOKEN[name.partition(".")[0]] for name in self.recordings)

    @property
    def paths(self) -> tuple[Path, ...]:
        """The recordings' files."""
        return tuple(RECORDINGS / f"{name}.flac" for name in self.recordings)


FREELY: tuple[Step, ...] = (
    Step("a part in stock, said freely", ("free_stock.rms",)),
    Step("a project, said freely", ("free_project.rms",)),
    Step("a job on hold, said freely", ("free_hold.awb", "yes.awb")),
    Step("a note, said freely", ("free_note.slt", "yes.slt")),
    Step("a price, said freely", ("free_price.awb",)),
)
"""What no phrase fits: Whisper writes it down, and the language model understands it. Where one of the two is not here,
these are left out."""
SCRIPT: tuple[Step, ...] = (
    Step("what is on today", ("schedule_today.slt",)),
    Step("a part in stock", ("check_stock.rms",)),
    Step("a project", ("project_status.awb",)),
    Step("start of work", ("job_in_progress.slt",)),
    Step("a new job", ("create_job.rms", "yes.rms")),
    Step("an estimate, without network", ("create_estimate.awb", "yes.awb"), network="down"),
    Step("a missing time", ("schedule_job_88.slt", "tomorrow_at_nine.slt")),
    Step("an invoice", ("create_invoice.rms", "yes.rms")),
    Step("a job and its time", ("schedule_new.awb", "yes.awb")),
    Step("refused at the question", ("create_job.slt", "no.slt")),
    Step("no command at all", ("nonsense.rms",)),
    Step("end of work", ("job_complete.awb",), network="up"),
    *FREELY,
)
