"""English words that mean something by themselves: statuses, kinds of work, days and times, amounts."""

from collections.abc import Iterator, Mapping

from conversation.english.days import MONTHS, WEEKDAYS
from conversation.english.numbers import in_words, ordinal_in_words
from conversation.english.words import NAMES_OF_STATES
from conversation.focus import MENTION, REFERENCE
from conversation.lists import mapped, said, values
from erp.estimates import ESTIMATE_ANSWERS, ESTIMATE_STATUS_WORDS
from erp.job_questions import NEXT
from erp.job_status import STATUS_VERBS, STATUS_WORDS
from erp.project_status import PROJECT_STATUS_VERBS, PROJECT_STATUS_WORDS
from models.phrases import SpokenValue, Values

_JOB_TYPES = {
    "service": "service", "maintenance": "maintenance", "installation": "installation", "install": "installation",
    "repair": "repair", "inspection": "inspection", "consultation": "consultation", "emergency": "emergency",
}  # fmt: skip
_PRIORITIES = {
    "low priority": "low", "medium priority": "medium", "high priority": "high", "urgent": "urgent", "rush": "urgent",
    "top priority": "urgent",
}  # fmt: skip
_LEAD_STATUSES = {
    "prospect": "prospect", "a prospect": "prospect", "qualified": "qualified", "proposal": "proposal",
    "in negotiation": "negotiation", "negotiation": "negotiation", "negotiating": "negotiation",
    "won": "closed_won", "closed won": "closed_won", "lost": "closed_lost", "closed lost": "closed_lost",
    "dormant": "dormant", "gone cold": "dormant", "cold": "dormant",
}  # fmt: skip
_PAYMENT_METHODS = {
    "cash": "cash", "check": "check", "cheque": "check", "credit card": "credit_card", "card": "credit_card",
    "credit": "credit_card", "debit card": "debit_card", "debit": "debit_card", "bank transfer": "bank_transfer",
    "transfer": "bank_transfer", "wire": "bank_transfer", "wire transfer": "bank_transfer",
    "online": "online_payment", "online payment": "online_payment", "zelle": "online_payment",
    "venmo": "online_payment", "something else": "other", "other": "other",
}  # fmt: skip
_CHANNELS = {"email": "email", "e mail": "email", "mail": "email", "text": "sms", "text message": "sms", "s m s": "sms"}
_STOCK_OUT = ("take", "pull", "remove", "grab", "subtract", "take out", "i took", "took", "i pulled", "we took")
_STOCK_USED = (
    "use", "i used", "used", "we used", "i've used", "i just used", "just used", "i installed", "installed",
    "we installed", "i broke", "broke", "i lost", "lost", "scrap", "scrapped", "used up", "i used up", "we used up",
)  # fmt: skip
_STOCK_IN = ("add", "put", "return", "put back", "i put", "i returned", "we returned", "receive", "we received", "load")
_STOCK_RETURNED = ("put back", "i put back", "returned", "i returned", "we returned", "received", "we received")
_DONE_HERE = (
    "i'm done here", "i'm all done here", "we're done here", "we're all done here", "all done here",
    "i'm finished here", "we're finished here", "i'm through here",
)  # fmt: skip
_CLEAR_ANSWERS = {"accepted": "accepted", "approved": "accepted", "declined": "rejected", "rejected": "rejected"}
_COUNTED = {
    "a": "1", "an": "1", "a dozen": "12", "half a dozen": "6", "a half dozen": "6", "a couple": "2", "a couple of": "2",
    "two dozen": "24", "a pair of": "2", "half a": "0.5", "one and a half": "1.5", "two and a half": "2.5",
    "the last": "1",
}  # fmt: skip
_SLOT_NAMES = {
    "customer": ("customer", "client", "name", "customer's name"),
    "job": ("job", "job number"),
    "invoice": ("invoice", "invoice number", "bill"),
    "estimate": ("estimate", "estimate number", "quote"),
    "project": ("project", "project number"),
    "part": ("part",),
    "quantity": ("quantity", "count"),
    "amount": ("amount", "price", "total", "budget"),
    "method": ("method", "payment method"),
    "status": ("status",),
    "when": ("time", "day", "date", "hour"),
    "date": ("day", "date", "first day", "start date"),
    "end_date": ("last day", "end date", "end"),
    "duration": ("length", "duration"),
    "title": ("title",),
    "description": ("description",),
    "note": ("note",),
    "reason": ("reason",),
    "message": ("message", "words"),
    "email": ("email address", "e mail address"),
    "phone": ("phone", "phone number", "telephone"),
    "street": ("street", "address", "street address"),
    "city": ("city", "town"),
    "state": ("state",),
    "postal_code": ("zip code", "zip", "postal code"),
}  # fmt: skip
_WORKS = (
    "water heater", "leaking faucet", "leaky faucet", "burst pipe", "clogged drain", "drain cleaning", "toilet repair",
    "sewer line", "sump pump", "garbage disposal", "gas leak", "repipe", "furnace repair", "furnace tune up",
    "no heat", "air conditioning", "air conditioner", "heat pump", "thermostat", "duct cleaning", "mini split",
    "panel upgrade", "breaker", "outlet", "ceiling fan", "lighting", "generator", "e v charger", "rewire",
)  # fmt: skip


def _clocks() -> Iterator[SpokenValue]:
    """What means the same has the same value: then it does not matter which of the two was said."""
    yield from values(["noon", "midnight"])
    for hour in range(1, 13):
        name = in_words(hour)
        yield SpokenValue(name, name)
        yield SpokenValue(f"{name} o'clock", name)
        yield SpokenValue(f"half past {name}", f"{name} thirty")
        yield SpokenValue(f"quarter past {name}", f"{name} fifteen")
        yield SpokenValue(f"quarter to {name}", f"quarter to {name}")
        yield from values(f"{name} {'oh ' if minute < 10 else ''}{in_words(minute)}" for minute in range(5, 60, 5))


def _other_clocks() -> Iterator[str]:
    """To the minute, and by the twenty four hours: as people type it, "9:17" and "17:30"."""
    for hour in range(1, 24):
        for minute in range(60):
            if hour > 12 or minute % 5:
                past = f"{'oh ' if minute < 10 else ''}{in_words(minute)}" if minute else ""
                yield f"{in_words(hour)} {past}".rstrip()


def _lengths() -> Iterator[str]:
    yield from ("half an hour", "an hour", "one hour", "an hour and a half", "a quarter of an hour")
    yield from ("three quarters of an hour", "one and a half hours")
    yield from (f"{in_words(hours)} {rest}" for hours in range(2, 11) for rest in ("hours", "and a half hours"))
    yield from (f"{whole} and {in_words(m)} minutes" for whole in ("an hour", "two hours") for m in (15, 20, 30, 45))


def _spans() -> Iterator[str]:
    yield from ("in half an hour", "in an hour", "in an hour and a half")
    yield from (f"in {in_words(hours)} hours" for hours in range(2, 13))
    yield from (f"in {in_words(minutes)} minutes" for minutes in (*range(2, 61), 90))
    yield from ("in a week", "in one week", *(f"in {in_words(weeks)} weeks" for weeks in range(2, 5)))
    yield from (f"in {in_words(days)} days" for days in range(2, 15))


_FORMS_OF_DAYS = ("{}", "next {}", "this {}", "{} next week", "a week from {}", "{} after next", "the {} after next")
_NEAR_DAYS = (
    "today", "tomorrow", "the day after tomorrow", "day after tomorrow", "a week from today", "a week from tomorrow",
)  # fmt: skip
_WEEK = [form.format(day) for day in WEEKDAYS for form in _FORMS_OF_DAYS]
_THOUSANDS = {f"{in_words(count)} thousand": f"{count}000" for count in range(10, 100)}
_AND_A_HALF = {f"{in_words(count)} thousand five hundred": f"{count}500" for count in range(10, 100)}
_GRANDS = {"a grand": "1000"} | {f"{in_words(count)} grand": f"{count}000" for count in range(1, 51)}

LISTS: Mapping[str, Values] = {
    "statuses": mapped(STATUS_WORDS["en"]),
    "status_verbs": mapped(STATUS_VERBS["en"]),
    "project_verbs": mapped(PROJECT_STATUS_VERBS["en"]),
    "job_types": mapped(_JOB_TYPES),
    "priorities": mapped(_PRIORITIES),
    "estimate_answers": mapped(ESTIMATE_ANSWERS["en"]),
    "clear_answers": mapped(_CLEAR_ANSWERS),
    "turned": said("rejected", ("turned",)),
    "estimate_statuses": mapped(ESTIMATE_STATUS_WORDS["en"]),
    "project_statuses": mapped(PROJECT_STATUS_WORDS["en"]),
    "anew": said("status", ("update", "change")),
    "lead_statuses": mapped(_LEAD_STATUSES),
    "payment_methods": mapped(_PAYMENT_METHODS),
    "channels": mapped(_CHANNELS),
    "stock_out": said("out", _STOCK_OUT),
    "stock_used": said("out", _STOCK_USED),
    "stock_in": said("in", _STOCK_IN),
    "stock_returned": said("in", _STOCK_RETURNED),
    "done_here": said("yes", _DONE_HERE),
    "also": said("also", ("add",)),
    "counted": mapped(_COUNTED),
    "nth": mapped({"first": "1", "second": "2", "third": "3"}),
    "slot_names": tuple(SpokenValue(name, slot) for slot, names in _SLOT_NAMES.items() for name in names),
    # by this word with its article only: written for short, "no.", it is a no
    "short_slot_names": (SpokenValue("number", "quantity"), SpokenValue("number", "phone")),
    # what was spoken of last
    "that_job": said(REFERENCE, ("it", "that one", "this one")),
    "this_job": said(REFERENCE, ("that job", "this job", "the same job")),
    "that_customer": said(REFERENCE, ("him", "her", "them", "that customer", "this customer", "the same customer")),
    "that_estimate": said(REFERENCE, ("it", "that one")),
    "this_estimate": said(REFERENCE, ("that estimate", "this estimate", "that quote", "this quote")),
    "that_invoice": said(REFERENCE, ("it", "that one")),
    "this_invoice": said(REFERENCE, ("that invoice", "this invoice", "that bill", "this bill")),
    "that_project": said(REFERENCE, ("it", "that one")),
    "this_project": said(REFERENCE, ("that project", "this project")),
    "more_of_it": said(REFERENCE, ("more", "more of them", "more of those", "more of it", "of them", "of those")),
    # and what is asked about it
    "mentioned_job": said(MENTION, ("it", "that one", "this one")),
    "mentioned_notes": said(MENTION, ("the notes", "its notes")),
    "mentioned_address": said(MENTION, ("the address",)),
    "mentioned_customer": said(MENTION, ("he", "she", "they")),
    "mentioned_owner": said(MENTION, ("his", "her", "their")),
    "mentioned_estimate": said(MENTION, ("it", "that one")),
    # what the day's order says
    "next": said(NEXT, ("next", "after this", "after that")),
    "next_job": said(
        NEXT, tuple(f"{my} next {job}" for my in ("my", "the") for job in ("job", "stop", "call", "customer", "one"))
    ),
    "works": tuple(SpokenValue(work, work.capitalize()) for work in _WORKS),
    # days and times: their values are the words themselves, which are read together
    "days": values([*_NEAR_DAYS, *_WEEK]),
    "weekdays": values(WEEKDAYS),
    "weeks": values(["next week", "the week after next"]),
    "months": values(MONTHS),
    # "the" keeps the day apart from the figures of a time in front of it: "two thirty the seventh"
    "ordinals": mapped({ordinal_in_words(day): f"the {ordinal_in_words(day)}" for day in range(1, 32)}),
    "days_of_month": mapped({in_words(day): f"the {ordinal_in_words(day)}" for day in range(1, 32)}),
    "clocks": tuple(_clocks()),
    "other_clocks": values(_other_clocks()),
    "meridiems": values(["a m", "p m", "in the morning", "in the afternoon", "in the evening", "at night"]),
    "day_parts": values(["morning", "afternoon", "evening", "night"]),
    "these_parts": values(["this morning", "this afternoon", "this evening", "tonight", "in the morning"]),
    "spans": values(_spans()),
    "lengths": values(_lengths()),
    "cents": tuple(SpokenValue(in_words(cents), f".{cents:02}") for cents in range(1, 100)),
    "round_amounts": mapped(_GRANDS | _THOUSANDS | _AND_A_HALF),
    "directions": values(["North", "South", "East", "West"]),
    "states": mapped(NAMES_OF_STATES),
}
