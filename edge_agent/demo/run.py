"""One run of the demonstration, kept in its folder: a run that was killed is taken up where it stopped."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from uuid import UUID, uuid4, uuid5

from edge_agent.demo.script import SCRIPT, Step
from edge_agent.settings import Places


@dataclass(frozen=True, slots=True)
class Run:
    """A run and its identity, from which the ids of its turns derive."""

    places: Places
    id: UUID
    resumed: bool = False
    """An earlier attempt at it was interrupted."""

    @classmethod
    def begin_or_resume(cls, places: Places) -> "Run":
        """The run that was interrupted, else a new one in an emptied folder."""
        record = _record(places)
        if record.is_file():
            kept = json.loads(record.read_text())
            if not kept["finished"]:
                return cls(places, UUID(kept["id"]), resumed=True)
        if places.folder.exists():
            shutil.rmtree(places.folder)
        places.folder.mkdir(parents=True)
        run = cls(places, uuid4())
        run._write(finished=False)
        return run

    def finish(self) -> None:
        """The next run is a new one."""
        self._write(finished=True)

    def turn_ids(self, step: Step) -> Iterator[UUID]:
        """The same ids for the same step in every attempt: what was saved once is not saved again."""
        return (uuid5(self.id, f"{step.name}/{index}") for index in count())

    def exchange_of(self, turn: UUID) -> int | None:
        """The number of the exchange that a turn belongs to, the first being 1; None where it belongs to none."""
        for number, step in enumerate(SCRIPT, start=1):
            if turn in islice(self.turn_ids(step), len(step.recordings)):
                return number
        return None

    def _write(self, *, finished: bool) -> None:
        record = _record(self.places)
        fresh = record.with_suffix(".new")
        try:
            fresh.write_text(json.dumps({"id": str(self.id), "finished": finished}))
            fresh.replace(record)
        except OSError as error:
            error.filename = str(record)  # a full disk is told without
            raise


def _record(places: Places) -> Path:
    return places.folder / "run.json"
