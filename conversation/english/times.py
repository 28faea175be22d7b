"""When something is meant to happen, as people say it, and how a time is said.

Written forms: ``2026-11-26T09:00``; ``2026-11-26`` where no time was said; ``2026-11-26/morning`` where only that was.
An hour without a.m. or p.m. lies in the working day, 07:00 to 18:59; alone it is the next such hour, today or
tomorrow. "First thing" is in the morning and "after lunch" in the afternoon; "after three" is no time. "Friday at
midnight" is the end of Friday, and said as the time on Saturday that it is.
"""

import re
from datetime import date, datetime, time

from conversation.clock import HALF_DAY, WORKING_DAY, hour_and_minute, is_this_week, time_of_day
from conversation.english import days
from conversation.english.days import MONTHS, WEEKDAY, WEEKDAYS, one_or
from conversation.english.forms import normal
from conversation.english.numbers import count
from conversation.said_times import Pieces, SaidTimes

DAY_PARTS = {"morning": "morning", "afternoon": "afternoon", "evening": "evening", "night": "evening"}
_PART = re.compile(
    r"\b(?:(?P<tonight>tonight)|(?:(?P<this>this )|(?:in|of) the |at )?(?P<part>morning|afternoon|evening|night))\b"
)
_PARTS_OF_AN_HOUR = {
    "half": 30, "a half": 30, "quarter": 15, "a quarter": 15, "1 quarter": 15, "3 quarters": 45, "3 quarter": 45,
}  # fmt: skip
_PART_OF_AN_HOUR = "|".join(_PARTS_OF_AN_HOUR)
_LENGTH = (
    rf"(?:about |around )?(?:(?P<part>{_PART_OF_AN_HOUR})(?:(?: of)? an)? hour|(?P<minutes>\d+|a) minutes?"
    rf"|(?:(?P<hours>\d+|an)(?: and (?P<in_front>{_PART_OF_AN_HOUR})| point (?P<tenths>\d))? |(?=hour and ))"
    rf"(?:hours?|h r(?: s)?)"
    rf"(?: and (?P<behind>{_PART_OF_AN_HOUR})|(?: and)? (?P<and_minutes>\d\d?)(?: minutes?)?)?)"
)
_CLOCK = re.compile(
    r"\b(?:(?:12 )?(?P<named>noon|midday|midnight)(?: [ap] m)?"
    r"|(?:(?:a )?(?P<minutes>half|quarter|5|10|15|20|25|\d+(?= minutes?| past| after))(?: minutes?)?"
    r" (?P<side>past|after|to|before) )?"
    r"(?P<figures>\d{1,4})(?: o'clock|(?<=\d{3}) hours)?(?: (?P<half>[ap]) m)?)"
    r"(?: ish| sharp| on the dot| on the nose| exactly)?(?: slot)?\b"
)
_A_DAY = rf"(?:today|tomorrow|(?:this |next )?(?:{WEEKDAY}))"
_RESPELLED = {
    "mornin": "morning", "evenin": "evening", "noonish": "noon", "oclock": "o'clock", "mins": "minutes",
    "min": "minutes", "am": "a m",
}  # fmt: skip
_SAID_OTHERWISE = tuple(
    (re.compile(rf"\b(?:{wording})\b"), plainer)
    for wording, plainer in (
        ("a couple(?: of)?(?= (?:minute|hour|day|week|month|year)s)", "2"),
        ("another (?=hour|minute)", "an "),
        (r"another (?=[\w ]+(?:hour|minute))|extra (?=hour)|more (?=hours?|minutes?)", ""),
        ("(hours?|minutes?) more", r"\1"),
        ("1st thing(?: in the (?:morning|a m))?|bright and early|before lunch", "in the morning"),
        ("(?:right )?after lunch", "in the afternoon"),
        ("in the a m", "in the morning"),
        ("in the p m", "in the afternoon"),
        (rf"({_A_DAY}) a m", r"\1 in the morning"),
        (rf"({_A_DAY}) p m", r"\1 in the afternoon"),
        (r"the (morning|afternoon|evening) of (?=\w)", r"in the \1 "),
        (rf"(?:early|mid|late) (?=(?:in the |{_A_DAY} )?(?:morning|afternoon|evening))", ""),
        (rf"early (?:on )?(?={_A_DAY}\b)", "in the morning "),
        (rf"({_A_DAY}) early", r"\1 in the morning"),
        (rf"(?:any ?time|some ?time|later) (?:on )?(?={_A_DAY}|this)", ""),
        (r"((?:quarter|\d+) )(?:of|till?)(?= \d\d?\b)", r"\1to"),
    )
)
"""Lengths, parts of the day and hours in other words than those that are read, and in these."""
_KNOWN = days.WORDS | {
    "morning", "afternoon", "evening", "night", "tonight", "noon", "midday", "midnight", "early", "mid", "late",
    "later", "any", "some", "anytime", "sometime", "bright", "thing", "lunch", "right", "o'clock", "a", "p", "m",
    "half", "quarter", "quarters", "past", "to", "till", "til", "ish", "sharp", "dot", "nose", "exactly", "slot",
    "hour", "hours", "h", "r", "s", "minute", "minutes", "and", "point", "more", "another", "extra", "couple", "about",
    "around", "full", "whole", "working", "for", "by", "at", "hundred", "oh",
}  # fmt: skip


def _part_of_day(said: re.Match[str]) -> tuple[str, str]:
    return DAY_PARTS[said["part"] or "night"], "today" if said["this"] or said["tonight"] else ""


def _time_of_day(clock: re.Match[str], part: str | None) -> time | None:
    if clock["named"]:
        return time(0 if clock["named"] == "midnight" else 12)
    hour, minute = hour_and_minute(clock["figures"])
    if clock["minutes"]:
        minutes = _PARTS_OF_AN_HOUR.get(clock["minutes"]) or int(clock["minutes"])
        minute += minutes if clock["side"] in {"past", "after"} else -minutes
        if int(clock["figures"]) > 12:  # "ten to fifteen"
            return None
    return time_of_day(hour, minute, clock["half"] or "", part)


def _minutes(length: re.Match[str]) -> int:
    if length["part"]:
        return _PARTS_OF_AN_HOUR[length["part"]]
    if length["minutes"]:
        return one_or(length["minutes"])
    parts = sum(_PARTS_OF_AN_HOUR.get(length[part] or "", 0) for part in ("in_front", "behind"))
    tenths, minutes = int(length["tenths"] or 0), int(length["and_minutes"] or 0)
    return 60 * one_or(length["hours"] or "an") + 6 * tenths + parts + minutes


_TIMES = SaidTimes(
    Pieces(
        normal=normal,
        respelled=_RESPELLED,
        known=_KNOWN,
        plainly=(*_SAID_OTHERWISE, *days.SAID_OTHERWISE),
        now=frozenset({"now", "right now", "this minute", "right this minute"}),
        length=_LENGTH,
        minutes=_minutes,
        working_days=dict.fromkeys(("half a day", "a half day", "half day"), HALF_DAY)
        | dict.fromkeys(("a full day", "a whole day", "a full working day"), WORKING_DAY),
        ahead="(?=in |.* from now$)(?:in )?{}(?: from now)?",
        weeks=days.WEEKS,
        week_of=days.WEEK_OF,
        part=_PART,
        part_of_day=_part_of_day,
        its_night=re.compile(rf"\b(?:today|tomorrow|{WEEKDAY}) night\b"),
        day=days.DAY,
        date=days.meant,
        day_alone=days.DAY_ALONE,
        clock=_CLOCK,
        time_of_day=_time_of_day,
        small_words=re.compile(r"\b(?:the|on|at|for|by|around|about)\b"),
    )
)
parse_when, parse_date, parse_duration = _TIMES.parse_when, _TIMES.parse_date, _TIMES.parse_duration
names_day, names_half = _TIMES.names_day, _TIMES.names_half


def spoken_when(when: str, now: datetime | None) -> str:
    """``tomorrow at 9 a.m.``, ``Friday morning``, ``Friday, December 4 at 2:30 p.m.``; without `now` always with the
    date."""
    if "T" in when:
        moment = datetime.fromisoformat(when)
        return f"{spoken_date(moment.date().isoformat(), now)} {at_time(moment.time())}"
    day, _, part = when.partition("/")
    said = spoken_date(day, now)
    if not part:
        return said
    return f"{said} in the {part}" if "," in said else f"{'this' if said == 'today' else said} {part}"


def spoken_date(day: str, now: datetime | None) -> str:
    """``today``, ``tomorrow``, a weekday within this week, else with its date."""
    meant = date.fromisoformat(day)
    weekday, month = WEEKDAYS[meant.weekday()].capitalize(), MONTHS[meant.month - 1].capitalize()
    if now is None:
        return f"{weekday}, {month} {meant.day}"
    ahead = (meant - now.date()).days
    if ahead in (0, 1):
        return ("today", "tomorrow")[ahead]
    if is_this_week(meant, now.date()):
        return weekday
    if 0 < ahead < 365:
        return f"{weekday}, {month} {meant.day}"
    return f"{month} {meant.day}" if meant.year == now.year else f"{month} {meant.day}, {meant.year}"


def on_date(day: str, now: datetime | None) -> str:
    """As it stands in a sentence: ``today``, ``on Friday``."""
    said = spoken_date(day, now)
    return said if said in {"today", "tomorrow"} else f"on {said}"


def spoken_time(at: time) -> str:
    """``9 a.m.``, ``2:30 p.m.``, ``noon``."""
    if (at.hour, at.minute) == (12, 0):
        return "noon"
    minutes = f":{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'a.m.' if at.hour < 12 else 'p.m.'}"


def at_time(at: time) -> str:
    """``at 9 a.m.``."""
    return f"at {spoken_time(at)}"


def spoken_duration(minutes: int) -> str:
    """``20 minutes``, ``1 hour and 30 minutes``."""
    hours, rest = divmod(minutes, 60)
    said = [count(hours, "hour", "hours")] if hours else []
    return " and ".join([*said, count(rest, "minute", "minutes")] if rest or not said else said)
