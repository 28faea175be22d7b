"""What the records will look like when everything that was saved has been delivered. Pure; one module per family."""

from collections.abc import Iterable, Mapping

from sync.errors import OutboxError
from sync.projection import contacts, jobs, parts, projects, sales
from sync.projection.frame import Change, Effect, Effects, Records
from sync.rows import QueuedCommand

__all__ = ["EFFECTS", "Change", "Effect", "Records", "Seen", "project"]

EFFECTS: Effects = {
    **contacts.EFFECTS,
    **jobs.EFFECTS,
    **parts.EFFECTS,
    **projects.EFFECTS,
    **sales.EFFECTS,
}
"""What commands change. The others make records that no question is answered from."""


class Seen:
    """Up to which command records show what commands did: how many had come to an end when they were asked for."""

    def __init__(self, families: Mapping[str, int], reread: Mapping[tuple[str, str], int]) -> None:
        """`families` by their names, `reread` single records of them by family and `ref`."""
        self._families = families
        self._reread = reread

    def shows(self, change: Change, effect: Effect) -> bool:
        """Whether the records have the effect already."""
        settled = change.row.settled
        if settled is None:
            return False
        read = self._families.get(effect.family, 0)
        return settled <= max(read, self._reread.get((effect.family, change.target), 0))


def project(
    records: Records,
    rows: Iterable[QueuedCommand],
    creators: Mapping[str, QueuedCommand],
    device: str,
    seen: Seen,
) -> Records:
    """`records` with the effects of `rows`, in their order.

    Args:
        records: as Hero365 last showed them.
        rows: commands whose effect may not be in them.
        creators: by their id, the queued commands that make records which `rows` speak about.
        device: the unit's code, which full numbers made here begin with.
        seen: which effects are in them.
    """
    for row in rows:
        try:
            command = row.instruction.command
        except OutboxError:  # delivery says so; until then it has no effect
            continue
        change = Change(row, creators, device)
        for effect in EFFECTS.get(type(command), ()):
            if not seen.shows(change, effect):
                records = effect.on(records, command, change)
    return records
