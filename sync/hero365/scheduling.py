"""Scheduling: days off."""

from erp.appointments import ScheduleTimeOff
from sync.client import Hero365Client
from sync.hero365.mapping import Absent, CommandMapping, Finding, Task


class RequestTimeOff(CommandMapping):
    """``POST /scheduling/users/{id}/time-off`` for the person signed in. Hero365 lists requests for the office only."""

    decidable = False

    async def send(self, task: Task, hero365: Hero365Client) -> str | None:
        command: ScheduleTimeOff = task.command
        body = {
            "time_off_type": "personal",
            "start_date": command.date,
            "end_date": command.end_date or command.date,
            "reason": command.reason,
            "notes": task.marker,
        }
        made = await hero365.ask("POST", f"/scheduling/users/{hero365.account.user_id}/time-off", json=body)
        return str(made["time_off_request"]["id"])

    async def find(self, task: Task, hero365: Hero365Client) -> Finding:  # noqa: ARG002 - there is nothing to read
        return Absent()
