"""Days, times of day and lengths of time as people say them: what the pieces of a language come to together."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from conversation.clock import DAY_BEGINS, night_of, to_the_minute


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """How a language says each piece of a time. All but `normal` is about words in that form."""

    normal: Callable[[str], str]
    length: str
    """A pattern for a length of time: an hour and a half."""
    minutes: Callable[[re.Match[str]], int]
    """How long that is."""
    within: str
    """A pattern for what makes of a length a time that is so far ahead."""
    days_ahead: Callable[[str], int | None]
    """The same of days and weeks; None for what is neither."""
    weeks: Mapping[str, int]
    """How many weeks lie between this one and those that have a name."""
    part: Callable[[str], tuple[str | None, str]]
    """The part of the day that is named in some words, and what else they say. "This morning" says "today" besides."""
    its_night: re.Pattern[str]
    """A night that is said to be the day's: "tomorrow night"."""
    day: re.Pattern[str]
    date: Callable[[re.Match[str], date], date | None]
    """The day that is meant, seen from today; None for one that cannot be, "Friday the seventh" that is a Monday."""
    clock: re.Pattern[str]
    time_of_day: Callable[[re.Match[str], str | None], time | None]
    """What a clock shows then, in that part of the day; None for "nine ninety"."""
    small_words: re.Pattern[str]
    """What may stand between the pieces."""


class SaidTimes:
    """Reads the times of one language."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._length = re.compile(pieces.length)
        self._span = re.compile(f"{pieces.within} {pieces.length}")

    def parse_when(self, said: str, now: datetime) -> str | None:
        """What `said` means, seen from `now`; None for what is no time ("the thirty second", "nine ninety")."""
        text = self._pieces.normal(said)
        if span := self._span.fullmatch(text):
            return to_the_minute(now + timedelta(minutes=self._pieces.minutes(span)))
        if (ahead := self._pieces.days_ahead(text)) is not None:
            return (now.date() + timedelta(days=ahead)).isoformat()
        part, rest = self._pieces.part(text)
        day, rest = self._take_day(rest, now.date())
        clock = self._pieces.clock.search(rest)
        rest = self._pieces.clock.sub(" ", rest, count=1)
        if self._says_more(rest) or (day is None and clock is None and part is None):
            return None
        if clock is None:
            over = part == "morning" and now.hour >= DAY_BEGINS
            day = day or now.date() + timedelta(days=over)
            return day.isoformat() + (f"/{part}" if part else "")
        at = self._pieces.time_of_day(clock, part)
        if at is None:
            return None
        is_its_night = self._pieces.its_night.search(text) is not None
        if day is None:  # the next time the clock says so
            day = now.date() + timedelta(days=at <= now.time())
        elif at == time() and (clock["named"] or part == "evening"):  # midnight ends the day that is named
            part, is_its_night = "evening", True
        return to_the_minute(datetime.combine(night_of(day, at, part, now, is_its_night=is_its_night), at))

    def names_day(self, said: str) -> bool:
        """Whether the time that was `said` has its day: not so "at ten", and "in the morning"."""
        text = self._pieces.normal(said)
        counted = self._span.fullmatch(text) or self._pieces.days_ahead(text) is not None
        return bool(counted or self._pieces.day.search(self._pieces.part(text)[1]))

    def names_half(self, said: str) -> bool:
        """Whether the time that was `said` tells whether it is before noon: not so "at ten"."""
        part, rest = self._pieces.part(self._pieces.normal(said))
        clock = self._pieces.clock.search(rest)
        return part is not None or clock is None or bool(clock["half"] or clock["named"])

    def parse_date(self, said: str, now: datetime) -> str | None:
        """The date that `said` means, seen from `now`; of a week its Monday."""
        text = self._pieces.normal(said)
        if text in self._pieces.weeks:
            return (now.date() + timedelta(days=7 * self._pieces.weeks[text] - now.weekday())).isoformat()
        day, rest = self._take_day(self._pieces.part(text)[1], now.date())
        return day.isoformat() if day and not self._says_more(rest) else None

    def parse_duration(self, said: str) -> str | None:
        """Minutes: ``90`` for an hour and a half; None for what is no length of time."""
        text = self._pieces.normal(said)
        if length := self._length.fullmatch(text):
            return str(self._pieces.minutes(length))
        return text if text.isdecimal() else None

    def _take_day(self, text: str, today: date) -> tuple[date | None, str]:
        """The day named in `text`, and what else it says."""
        found = self._pieces.day.search(text)
        day = self._pieces.date(found, today) if found else None
        return (day, f"{text[: found.start()]} {text[found.end() :]}") if found and day else (None, text)

    def _says_more(self, rest: str) -> bool:
        return bool(self._pieces.small_words.sub(" ", rest).strip())
