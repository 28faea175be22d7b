"""Who has time when: what is planned for a person, and what is left of a stretch of time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sync.standin import wire
from sync.standin.auth import Desk
from sync.standin.scheduling.calendars import event_answer, time_off_answer
from sync.standin.wire import Document

_OPEN = ("draft", "quoted", "scheduled", "in_progress", "on_hold")
_OFF = ("pending", "approved")


@dataclass(frozen=True, slots=True)
class Busy:
    """A stretch of somebody's time that is taken, and by what."""

    start: datetime
    end: datetime
    why: str

    def touches(self, start: datetime, end: datetime) -> bool:
        """Whether it takes any of the time between."""
        return self.start < end and start < self.end


def busy(desk: Desk, user_id: str, zone: datetime) -> list[Busy]:
    """What takes a person's time, the earliest first; days off are days in the offset of `zone`."""
    taken = [
        Busy(datetime.fromisoformat(job["scheduled_start"]), datetime.fromisoformat(job["scheduled_end"]), job["title"])
        for job in desk.store.all("jobs", desk.business_id)
        if user_id in job["assigned_to"] and job["status"] in _OPEN and job["scheduled_start"] and job["scheduled_end"]
    ]
    taken += [
        Busy(datetime.fromisoformat(row["start_datetime"]), datetime.fromisoformat(row["end_datetime"]), row["title"])
        for row in _own(desk, "calendar_events", user_id)
        if row["blocks_scheduling"]
    ]
    taken += [
        Busy(_midnight(row["start_date"], zone), _midnight(row["end_date"], zone) + timedelta(days=1), "Time off")
        for row in _own(desk, "time_off", user_id)
        if row["affects_scheduling"] and row["status"] in _OFF
    ]
    return sorted(taken, key=lambda stretch: stretch.start)


def free(taken: list[Busy], start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
    """What is left of the time between."""
    left, at = [], start
    for stretch in taken:
        if stretch.touches(at, end):
            if stretch.start > at:
                left.append((at, stretch.start))
            at = max(at, stretch.end)
    return [*left, (at, end)] if at < end else left


def user_availability(desk: Desk, user_id: str, start: datetime, end: datetime) -> Document:
    """What a person has to do between two times, and what time is left."""
    taken = busy(desk, user_id, start)
    left = free(taken, start, end)
    touching = [stretch for stretch in taken if stretch.touches(start, end)]
    return {
        "user_id": user_id,
        "availability_date": start.date().isoformat(),
        "is_available": not touching,
        "available_slots": [{"start": _text(begin), "end": _text(finish)} for begin, finish in left],
        "total_available_hours": sum((finish - begin) / timedelta(hours=1) for begin, finish in left),
        "calendar_events": [event_answer(row) for row in _own(desk, "calendar_events", user_id)],
        "time_off": [time_off_answer(row) for row in _own(desk, "time_off", user_id)],
        "unavailable_reason": touching[0].why if touching else None,
        "working_hours": None,
    }


def _own(desk: Desk, kind: str, user_id: str) -> list[Document]:
    return [row for row in desk.store.all(kind, desk.business_id) if row["user_id"] == user_id]


def _midnight(day: str, zone: datetime) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), zone.tzinfo)


def _text(moment: datetime) -> str:
    return str(wire.in_utc(wire.stored(moment)))
