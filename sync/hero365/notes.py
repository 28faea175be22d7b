"""Notes of jobs and projects, which Hero365 takes as a whole only: what was noted before, and a line of ours."""

from erp import Sentence
from sync.errors import ImpossibleError
from sync.hero365.mapping import Task

_LONGEST = 2000
"""Characters that Hero365 takes."""


def with_note(held: str | None, note: str, task: Task, full: Sentence) -> str:
    """The notes that were `held`, and the new one, by whose marker it is found again.

    Raises:
        ImpossibleError: there is no room for it, in the words of `full`.
    """
    line = f"{note} [{task.marker}]"
    notes = f"{held}\n{line}" if held else line
    if len(notes) > _LONGEST:
        raise ImpossibleError(full)
    return notes
