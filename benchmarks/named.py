"""What a record is called."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """A record's name, and how people say it."""

    name: str
    said: str
