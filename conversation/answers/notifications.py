"""What needs attention, and what there is to be reminded of."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from conversation.answers.inventory import low
from conversation.answers.pieces import TOLD, Answer, capitalised, ended, money, told
from conversation.replies import about, spoken_reminder
from conversation.tongue import Tongue
from erp import CATALOGUE, Command, Reminder, Slots, Snapshot, Trouble
from erp.calendar import asked_about, span
from erp.kept_reminders import ListReminders
from erp.messages import ByRelay
from erp.payments import unpaid
from erp.reminders import ReadAlerts


def _alerts(_slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    sentences = [
        *_refused(snapshot, tongue),
        *_waiting(snapshot, tongue),
        *_overdue(snapshot, now, tongue),
        *_low(snapshot, tongue),
    ]
    unread = [tongue.sentences.UNREAD[records] for records in ("invoices", "parts") if not snapshot.was_read(records)]
    return " ".join(sentences or unread) or tongue.says("Nothing needs your attention.", "Nada necesita tu atención.")


def _refused(snapshot: Snapshot, tongue: Tongue) -> Iterator[str]:
    refused = [trouble for trouble in snapshot.troubles if trouble.refused]
    if refused:
        said = told([_trouble(trouble, snapshot, tongue) for trouble in refused], tongue)
        yield tongue.says(f"Refused: {said}.", f"Rechazado: {said}.")


def _waiting(snapshot: Snapshot, tongue: Tongue) -> Iterator[str]:
    held = [trouble for trouble in snapshot.troubles if not trouble.refused]
    if held:
        said = told([_trouble(trouble, snapshot, tongue) for trouble in held], tongue)
        yield tongue.says(f"Waiting: {said}.", f"En espera: {said}.")
    others = snapshot.waiting - len(held)
    if others > 0:
        count = tongue.numbers.count(others, tongue.says("command", "orden"), tongue.says("commands", "órdenes"))
        verb = tongue.says("is" if others == 1 else "are", "ha" if others == 1 else "han")
        yield tongue.says(f"{count} {verb} still to reach Hero365.", f"{count} todavía no {verb} llegado a Hero365.")


def _trouble(trouble: Trouble, snapshot: Snapshot, tongue: Tongue) -> str:
    command = CATALOGUE.get(trouble.command)
    reason = trouble.reason.rstrip(". ")
    if command is None:
        return reason
    what = about(command, trouble.slots, snapshot, tongue)
    if not trouble.kept:
        return f"{what}: {reason}"
    if issubclass(command, ByRelay):  # the reason is known, and so it is told in the language that is spoken
        return tongue.sentences.MESSAGE_STAYS.format(about=what).rstrip(".")
    return tongue.sentences.KEPT.format(about=what).rstrip(".")


def _overdue(snapshot: Snapshot, now: datetime, tongue: Tongue) -> Iterator[str]:
    """Reckoned here: Hero365 answers that nothing is overdue."""
    late = [invoice for invoice in unpaid(snapshot) if invoice.due_date and invoice.due_date < now.date()]
    if late:
        total = money(sum((invoice.balance_due or Decimal(0) for invoice in late), start=Decimal(0)), tongue)
        count = tongue.numbers.count(len(late), tongue.says("invoice", "factura"), tongue.says("invoices", "facturas"))
        verb = "is" if len(late) == 1 else "are"
        ending = "vencida" if len(late) == 1 else "vencidas"
        yield tongue.says(f"{count} {verb} overdue, {total} in all.", f"{count} {ending}, {total} en total.")


def _low(snapshot: Snapshot, tongue: Tongue) -> Iterator[str]:
    if names := low(snapshot, tongue):
        said = told(names, tongue)
        yield tongue.says(f"Low in stock: {said}.", f"Poco inventario: {said}.")


def _reminders(slots: Slots, snapshot: Snapshot, now: datetime, tongue: Tongue) -> str:
    """All, or those for some time; where the first were told before, those behind them."""
    when = slots.get("when", "")
    asked = [reminder for reminder in snapshot.reminders if not when or _is_for(reminder, when)]
    then = tongue.says(" for ", " para ") + tongue.times.spoken_when(when, now) if when else ""
    if not asked:
        return ended(tongue.says(f"You have no reminders{then}", f"No tienes recordatorios{then}"))
    each = [spoken_reminder(reminder, now, tongue) for reminder in asked]
    if before := int(slots.get(TOLD, 0)):
        return ended(capitalised(told(each[before:], tongue))) if each[before:] else tongue.sentences.NO_MORE
    one, several = tongue.says("reminder", "recordatorio"), tongue.says("reminders", "recordatorios")
    count, listed = tongue.numbers.count(len(each), one, several), told(each, tongue)
    return tongue.says(f"You have {count}{then}: {listed}.", f"Tienes {count}{then}: {listed}.")


def _is_for(reminder: Reminder, when: str) -> bool:
    """Whether a reminder is for that time, that part of the day, or some time of that day."""
    zone = ZoneInfo("UTC")
    return asked_about(when, zone).start <= span(reminder.when, zone, timedelta()).start < asked_about(when, zone).end


ANSWERS: Mapping[type[Command], Answer] = {ListReminders: _reminders, ReadAlerts: _alerts}
