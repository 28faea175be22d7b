"""What the unit says in English by itself."""

from collections.abc import Mapping

ASLEEP = "Okay, I hear nothing until you say wake up."
AWAKE = "I'm listening."
QUIET = "Okay. I'll only ask, and answer what you ask."
SPEAKS_AGAIN = "Okay, I speak again."
DROPPED = "What I had asked is dropped."
SPEAKS = "Now I speak English."
SPEAKS_ALREADY = "I speak English already."
CANNOT_SPEAK = "I can't speak {language} yet: what I would hear it with is not on this unit, or has no room."
LANGUAGES: Mapping[str, str] = {"en": "English", "es": "Spanish"}
TONE_TAKEN = "Okay, as usual."
ON_A_UNIT = "Only a unit of your own can do that."
CANCELLED = "Operation cancelled."
SAVED_ALREADY = "Nothing is open. What was saved stays saved."
NOT_SAVED = "Okay, nothing was saved."
NOT_THAT = "Okay, not that."
LEFT_TOO = "So this is left too: {words}."
NOT_TAKEN = "This I have not taken: {words}. It has to be said again."
NOT_UNDERSTOOD = "I didn't get that."
TAKES_TOO_LONG = "That takes me too long. Please say it again, in fewer words."
WELCOME = "You're welcome."
UNSAVED = "That could not be saved. Please say it again later."
SAY_AGAIN = "Okay. Please say it again."
THAT_INSTEAD = "Okay, that instead."
HELP = "You can say, for instance: {hints}."
HELP_AND_MORE = "You can say, for instance: {hints}. Say more for others."
NEXT_STEP = "You can say next: {step}."
HELP_TO_ANSWER = "You can answer, or say cancel."
HELP_WITH_EXAMPLE = "You can say, for instance, {example}; or cancel."
HELP_TO_CONFIRM = "You can say yes, no, what I should change, or cancel."
HELP_YES_OR_NO = "You can say yes, no, or cancel."
TAKE_BACK = "Take back {about}?"
NOT_TAKEN_BACK = "Okay, it stays saved."
TAKEN_BACK = "Taken back: {about}."
TOO_LATE = "It's too late to take back {about}. It has already been sent."
TOO_LATE_TO_CHANGE = "It's too late for that: {about} has already been sent."
TAKEN_BACK_BEFORE = "Already taken back before: {about}."
NOTHING_TO_UNDO = "There is nothing that I could take back."
NO_MORE = "That was all."
NOT_REACHED = "Hero365 takes no customer without a phone number or an e-mail address. Nothing was saved."
LEFT = "Let's leave it. Nothing was saved."
STILL_NEEDED = "I still need this, or say cancel."
CORRECTED = "Okay, {said}."
YES = "Yes."
YES_OR_NO = "Yes or no?"
CHANGE_WHAT = "What shall I change?"
CHANGE_WHICH = "Which one shall I change: {names}?"
NO_YES = "That wasn't a yes. Nothing was saved."
A_NEW_CUSTOMER = "I don't know {name}. A new customer?"
IS_NEW = "Is {name} a new customer?"
WHICH_ONE = "Which one: {names}?"
MANY_FIT = "{count} fit: {names}, and others. Which one?"
DID_YOU_SAY = "Did you say: {words}?"
A_SECOND_COMMAND = "Is this a second command: {words}?"
NOT_PERMITTED = "You don't have the permission to {permission} in Hero365."
KEPT = "Hero365 does not take {about} right now; I keep it here."
MESSAGE_STAYS = "There is no message service right now; {about} stays here until there is one."
IT_IS_KEPT = "Hero365 does not take it right now; I keep it here."
IT_STAYS = "There is no message service right now; it stays here until there is one."
OFFLINE = "There is no connection to Hero365 right now; I keep everything here and send it later."
SIGN_IN_AGAIN = "Hero365 wants you to sign in again; until then I keep everything here."
OTHER_BUSINESS = "At Hero365 you work for another business right now; until you are back I keep everything here."
CONNECTED = "The connection to Hero365 is back."
WORKS_FOR_NOBODY = "Nobody is signed in on this unit any more, so I stop. Sign in, and start me again."
MANY_ARRIVED = "{count} saved commands have arrived at Hero365."
MESSAGE_WAITS = "This message to {customer} is saved already and waits to go out."
PAST = "{when} is in the past. Say a later time."
ASKS = "You have to decide about {about}: {reason}."
REFUSED = "Hero365 refused {about}: {reason}."
NOT_SENT = "I could not send {about}: {reason}."
NEW_CUSTOMER = "New customer {said}."
ITS_PHONE = "phone {phone}"
ITS_EMAIL = "e-mail {email}"
ITS_POSTAL_CODE = "zip code {postal_code}"
STILL = "{day}, still {at}"
TAKEN_OUT, PUT_IN = "{counted} taken out", "{counted} put in"
OR, AND = "or", "and"

REST_UNSAVED: Mapping[str, str] = {
    NOT_REACHED: "Hero365 takes no customer without a phone number or an e-mail address. The rest was not saved.",
    NOT_SAVED: "Okay, the rest was not saved.",
    LEFT: "Let's leave it. The rest was not saved.",
    NO_YES: "That wasn't a yes. The rest was not saved.",
    CANCELLED: "Operation cancelled. The rest was not saved.",
}
UNKNOWN: Mapping[str, str] = {
    "jobs": "I don't know job {name}.",
    "projects": "I don't know project {name}.",
    "estimates": "I don't know estimate {name}.",
    "invoices": "I don't know invoice {name}.",
    "team": "I don't know anybody called {name} in your team.",
    "businesses": "You don't belong to a business called {name}.",
    "parts": "I don't know a part called {name}.",
    "customers": "I don't know a customer called {name}. Say the whole name, or add {name} as a new customer.",
}
UNREAD: Mapping[str, str] = {
    "jobs": "I have not been able to read the jobs yet.",
    "projects": "I have not been able to read the projects yet.",
    "estimates": "I have not been able to read the estimates yet.",
    "invoices": "I have not been able to read the invoices yet.",
    "team": "I have not been able to read yet who is in your team.",
    "parts": "I have not been able to read the parts yet.",
    "customers": "I have not been able to read the contacts yet.",
}
NAMESAKES: Mapping[str, str] = {
    "job": "You have {count} jobs called {name}. Tell them apart in Hero365 first.",
    "project": "You have {count} projects called {name}. Tell them apart in Hero365 first.",
    "estimate": "You have {count} estimates called {name}. Tell them apart in Hero365 first.",
    "invoice": "You have {count} invoices called {name}. Tell them apart in Hero365 first.",
    "part": "You have {count} parts called {name}. Tell them apart in Hero365 first.",
    "assignee": "There are {count} people called {name} in your team. Tell them apart in Hero365 first.",
    "customer": "You have {count} customers called {name}. Tell them apart in Hero365 first.",
}
RECORDS: Mapping[str, str] = {
    "job": "job {number}",
    "project": "project {number}",
    "estimate": "estimate {number}",
    "invoice": "invoice {number}",
}
EXAMPLES: Mapping[str, str] = {
    "anyone": "Jane Miller, or spell it", "times": "tomorrow at nine", "dates": "next Friday",
    "durations": "twenty minutes", "amounts": "two hundred fifty dollars", "quantities": "ten",
    "statuses": "on hold", "project_statuses": "on hold",
    "estimate_statuses": "accepted", "lead_statuses": "qualified", "payment_methods": "cash",
    "channels": "text message", "phones": "3 1 2, 5 5 5, 0 1 0 1", "emails": "jane at example dot com, or spell it",
    "streets": "12 Oak Street", "cities": "Aurora", "states": "Illinois", "postal_codes": "6 0 5 0 2",
}  # fmt: skip
_BY_LETTERS, _BY_NUMBER = "You can spell it, letter by letter.", "You can just say its number."
OTHER_WAYS: Mapping[str, str] = {
    **dict.fromkeys(("anyone", "customers", "team", "emails"), _BY_LETTERS),
    **dict.fromkeys(("jobs", "projects", "estimates", "invoices"), _BY_NUMBER),
    **dict.fromkeys(("amounts", "quantities", "phones", "postal_codes"), "You can say it figure by figure."),
}
ELSEWHERE = "If I keep getting it wrong, you can also enter it in Hero365, on the phone or at the desk."
SHORT_QUESTION = "{called}?"
SLOTS: Mapping[str, str] = {
    "customer": "the customer", "job": "the job", "invoice": "the invoice", "estimate": "the estimate",
    "project": "the project", "part": "the part", "quantity": "the quantity", "amount": "the amount",
    "method": "the method", "status": "the status", "when": "the time", "date": "the first day",
    "end_date": "the last day", "duration": "the length",
}  # fmt: skip
PERMISSIONS: Mapping[str, str] = {}
VALUES: Mapping[str, Mapping[str, str]] = {
    "payment_methods": {
        "credit_card": "credit card", "debit_card": "debit card", "bank_transfer": "bank transfer",
        "online_payment": "online payment",
    },
    "channels": {"sms": "text message"},
    "lead_statuses": {"closed_won": "won", "closed_lost": "lost"},
}  # fmt: skip
PIECES: tuple[tuple[str, str, str], ...] = (
    ("subject", "job", "job {job}"),
    ("subject", "customer", "{customer}"),
    ("in_state", "state", ", {state}"),
    ("with_postal_code", "postal_code", " {postal_code}"),
    ("for_amount", "amount", " for {amount}"),
    ("with_budget", "amount", " with a budget of {amount}"),
    ("for_when", "when", " for {when}"),
    ("for_customer", "customer", " for {customer}"),
    ("as_status", "status", " as {status}"),
    ("now_status", "status", ": {status}"),
    ("with_note", "note", ", with the note: {note}"),
    ("for_good", "irreversible", " That can't be undone."),
    ("with_reason", "reason", ", for this reason: {reason}"),
    ("for_duration", "duration", ", for {duration}"),
    ("titled", "title", ", called {title}"),
    ("described", "description", ", with the description: {description}"),
    ("with_phone", "phone", ", phone {phone}"),
    ("with_email", "email", ", e-mail {email}"),
    ("with_street", "street", ", at {street}"),
    ("with_city", "city", ", {city}"),
    ("off", "end_date", "from {date} through {end_date}"),
    ("off", "date", "{on_date}"),
)
