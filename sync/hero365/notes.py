"""Notes of jobs and projects, which Hero365 takes as a whole only: what was noted before, and a line of ours."""

from erp import Sentence
from erp.lengths import NOTES
from sync.errors import ImpossibleError
from sync.hero365.mapping import Task


def with_note(held: str | None, note: str, task: Task, full: Sentence) -> str:
    """The notes that were `held`, and the new one, by whose marker it is found again.

    Raises:
        ImpossibleError: there is no room for it, in the words of `full`.
    """
    line = f"{note} [{task.marker}]"
    notes = f"{held}\n{line}" if held else line
    if len(notes) > NOTES:
        raise ImpossibleError(full)
    return notes
