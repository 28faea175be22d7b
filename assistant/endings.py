"""What may come behind the words that were said so far."""

from enum import StrEnum


class Ending(StrEnum):
    """How words may end."""

    COMPLETE = "complete"
    """Nothing more: all was said."""
    OPEN = "open"
    """They can stand so, and more may be said."""
    UNFINISHED = "unfinished"
    """They cannot stand so."""
    READ_OUT = "read out"
    """Nor can they, and the rest comes bit by bit: figures that somebody reads from paper."""
