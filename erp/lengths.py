"""How long may be what is said freely. Who says more hears that at once, and not hours later from Hero365."""

from erp.sentences import Sentence, in_each

NOTES = 2000
"""Characters that Hero365 takes of all notes of a job, or of a project, together."""
MARK = len(" [cmd:00000000-0000-0000-0000-000000000000]")
"""What the unit writes behind a note so as to find it again."""
STATUS_NOTE = 500 - MARK
"""Characters of a note that goes with a status."""
REASON = 500
"""Characters of a reason for days off."""


def too_long(said: str | None, most: int) -> Sentence | None:
    """That `said` has more than so many characters; None where it has not."""
    if said is None or len(said) <= most:
        return None
    return in_each(
        f"That is too long: Hero365 takes {most} characters of it, and this has {len(said)}. Say it shorter.",
        f"Eso es demasiado largo: Hero365 admite {most} caracteres, y esto tiene {len(said)}. Dilo más corto.",
    )
