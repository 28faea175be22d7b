"""Days, times of day and lengths of time as people say them: what the pieces of a language come to together."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from conversation.clock import DAY_BEGINS, next_date, night_of, to_the_minute, week_begins

TAKEN = "|"
"""Stands where a piece was, once it is read."""


@dataclass(frozen=True, slots=True, eq=False)
class Pieces:
    """How a language says each piece of a time. All but `normal` is about words in that form."""

    normal: Callable[[str], str]
    respelled: Mapping[str, str]
    """Words that are said or typed in another form, and the one in which they are read."""
    known: frozenset[str]
    """Every word that may stand in a time, figures apart: what has another one is none, and is refused at once. A
    figure in words counts as one."""
    plainly: Sequence[tuple[re.Pattern[str], str]]
    """What says the same as plainer words, and those; each is replaced where the one before it has been."""
    now: frozenset[str]
    """What means this minute."""
    length: str
    """A pattern for a length of time: an hour and a half."""
    minutes: Callable[[re.Match[str]], int]
    """How long that is."""
    working_days: Mapping[str, int]
    """Lengths that are counted in working days, in minutes."""
    ahead: str
    """A pattern for what makes of a length, which stands in it as ``{}``, a time that is so far ahead."""
    weeks: Mapping[str, int]
    """How many weeks lie between this one and those that have a name."""
    week_of: re.Pattern[str]
    """A week that is named by a day: ``day``, and what puts it behind that week, ``behind``."""
    part: re.Pattern[str]
    """A part of the day."""
    part_of_day: Callable[[re.Match[str]], tuple[str, str]]
    """Which it is, and the day that it names besides: "this morning" is today's."""
    its_night: re.Pattern[str]
    """A night that is said to be the day's: "tomorrow night"."""
    day: re.Pattern[str]
    date: Callable[[re.Match[str], date], date | None]
    """The day that is meant, seen from today; None for one that cannot be, "Friday the seventh" that is a Monday."""
    day_alone: re.Pattern[str]
    """A day of the month by its figures only: a date, but in a time an hour."""
    clock: re.Pattern[str]
    time_of_day: Callable[[re.Match[str], str | None], time | None]
    """What a clock shows then, in that part of the day; None for "nine ninety"."""
    small_words: re.Pattern[str]
    """What may stand in front of a piece."""


class SaidTimes:
    """Reads the times of one language."""

    def __init__(self, pieces: Pieces) -> None:
        self._pieces = pieces
        self._length = re.compile(pieces.length)
        self._span = re.compile(pieces.ahead.format(pieces.length))
        self._may_be_said = lru_cache(maxsize=4096)(self._may_stand)
        self._plain = lru_cache(maxsize=4096)(self._in_plain_words)

    def parse_when(self, said: str, now: datetime) -> str | None:
        """What `said` means, seen from `now`; None for what is no time ("the thirty second", "nine ninety")."""
        text = self._plain(said)
        if (ahead := self._minutes_ahead(text)) is not None:
            return to_the_minute(now + timedelta(minutes=ahead))
        part, rest = self._take_part(text)
        day, rest = self._take_day(rest, now.date())
        clock = self._pieces.clock.search(rest)
        rest = self._pieces.clock.sub(TAKEN, rest, count=1)
        if self._says_more(rest):
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
        text = self._plain(said)
        counted = self._minutes_ahead(text) is not None
        return counted or self._pieces.day.search(self._take_part(text)[1]) is not None

    def names_half(self, said: str) -> bool:
        """Whether the time that was `said` tells whether it is before noon: not so "at ten"."""
        part, rest = self._take_part(self._plain(said))
        clock = self._pieces.clock.search(rest)
        return part is not None or clock is None or bool(clock["half"] or clock["named"])

    def parse_date(self, said: str, now: datetime) -> str | None:
        """The date that `said` means, seen from `now`; of a week its Monday."""
        text, today = self._plain(said), now.date()
        if text in self._pieces.weeks:
            return (week_begins(today) + timedelta(weeks=self._pieces.weeks[text])).isoformat()
        week = self._pieces.week_of.fullmatch(text)
        day, rest = self._take_day(week["day"] if week else self._take_part(text)[1], today)
        if alone := self._pieces.day_alone.fullmatch(text):
            day, rest = next_date(int(alone[1]) if alone[1].isdecimal() else 1, None, today), TAKEN
        if day is None or self._says_more(rest):
            return None
        return (week_begins(day) + timedelta(weeks=bool(week["behind"])) if week else day).isoformat()

    def parse_duration(self, said: str) -> str | None:
        """Minutes: ``90`` for an hour and a half; None for what is no length of time."""
        text = self._plain(said)
        if text in self._pieces.working_days:
            return str(self._pieces.working_days[text])
        if length := self._length.fullmatch(text):
            return str(self._pieces.minutes(length))
        return text if text.isdecimal() else None

    def _in_plain_words(self, said: str) -> str:
        """`said` as it is read; empty where it has a word that is in no time."""
        if not all(map(self._may_be_said, said.split())):
            return ""
        text = " ".join(map(self._read_as, self._pieces.normal(said).split()))
        for wording, plainer in self._pieces.plainly:
            text = wording.sub(plainer, text)
        return " ".join(text.split())

    def _may_stand(self, word: str) -> bool:
        read = (self._read_as(piece) for piece in self._pieces.normal(word).split())
        return all(piece[0].isdigit() or self._pieces.known.issuperset(piece.split()) for piece in read)

    def _read_as(self, word: str) -> str:
        """A word without what makes it an owner: "tomorrow's"."""
        owner = word.removesuffix("'s")
        return self._pieces.respelled.get(owner, owner)

    def _minutes_ahead(self, text: str) -> int | None:
        """How far ahead of now that is, where it is so counted."""
        if text in self._pieces.now:
            return 0
        span = self._span.fullmatch(text)
        return self._pieces.minutes(span) if span else None

    def _take_part(self, text: str) -> tuple[str | None, str]:
        """The part of the day that is named first in `text`, and what else it says."""
        found = self._pieces.part.search(text)
        if found is None:
            return None, text
        rest = self._pieces.part.sub(lambda other: self._pieces.part_of_day(other)[1] or TAKEN, text)
        return self._pieces.part_of_day(found)[0], rest

    def _take_day(self, text: str, today: date) -> tuple[date | None, str]:
        """The day named in `text`, and what else it says."""
        found = self._pieces.day.search(text)
        day = self._pieces.date(found, today) if found else None
        return (day, f"{text[: found.start()]}{TAKEN}{text[found.end() :]}") if found and day else (None, text)

    def _says_more(self, rest: str) -> bool:
        """Whether something besides the pieces was said, or a small word with nothing behind it: "friday at"."""
        return not rest.endswith(TAKEN) or bool(self._pieces.small_words.sub("", rest).strip(f" {TAKEN}"))
