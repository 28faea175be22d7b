"""The phrase books: what may be said when nothing is open, to a question, and to a "shall I?"."""

import re
from collections.abc import Mapping
from dataclasses import replace

from conversation.vocabulary import lists
from erp import COMMANDS, Snapshot
from models.phrases import PhraseBook

IDLE = "idle"
CONFIRM = "confirm"
CANCEL = "cancel"
YES = "yes"
NO = "no"
NEITHER = "neither"
ANSWER = "answer"
TALK = "talk"
"""What is said though nothing was asked: no command, and known so that it is not taken for the nearest one."""
_MOST_NAMES = 100
ANY_NAME = "any_name"
"""The list that is free for any words in typed text."""

_CANCEL = (
    "(cancel|cancel that|cancel it|cancel this|never mind|nevermind|scratch that|stop|abort|drop it|leave it)",
    "(forget it|forget that|forget about it)",
    "(no|oh|actually) (cancel|never mind|forget it|cancel that)",
    "never mind that",
)
_YES = (
    "(yes|yeah|yep|yup|sure|correct|right|exactly|okay|ok|affirmative|confirm|confirmed|absolutely|of course|yes yes)",
    "(yes|yeah|yep|yup|sure|okay) (please|sir|do it|do that|go ahead|that's right|that is right|correct|confirm|sure)",
    "(do it|do that|go ahead|go for it|please do|that's right|that is right|that's correct|that's it)",
    "(sounds good|looks good)",
    "yes (create it|save it|send it|a new customer|new customer|it is|that's a new customer)",
)
_NO = (
    "(no|nope|nah|negative|wrong|incorrect|not now|not yet|no no|no thanks|no thank you|yeah no)",
    "(don't|do not|please don't|no don't|no do not) [do (it|that)|go ahead]",
    "(that's|that is|it's) (wrong|not right|incorrect|not it)",
    "no (that's|that is) (wrong|not right|incorrect)",
    "no it isn't",
)
_NEITHER = (
    "(yes|yeah|sure|okay|right|correct) but [not|not now|not yet|change|change it|make it|wait|first|only]",
    "(yes|yeah|sure|okay|right|correct) but (today|tomorrow)",
    "(hold on|hang on|wait|wait a minute|wait a second|just a minute|just a second|one moment|not sure|i'm not sure)",
    "(yes|yeah|okay|no) (wait|hold on|hang on)",
    "(what|what was that|say that again|repeat that|pardon|sorry|come again|maybe|i don't know|i guess|let me think)",
    "(make|change) (it|that) [to]",
    "(yes|no|yeah) (tomorrow|today|make it)",
)
_TALK = (
    "(yes|yeah|yep|no|nope|okay|all right|sure|right|good|great|well|so|what|sorry|hello|hi|bye|thanks|thank you)",
    "(yes|yeah|no|okay|oh|well) (yes|yeah|no|okay|thanks|thank you|please|sure|right|well|good)",
    "{figures:number}",  # a telephone number, said to somebody else
)

_ANSWERS: Mapping[str, tuple[str, ...]] = {
    "customer": (
        "[for|it's|it is] <anyone>",
        "{known_first_names:customer}",
        "[it's] a new customer [named|called] <anyone>",
        "[the] {nth:nth} [one]",
    ),
    "job": (
        "[for|it's|it is] <job>",
        "[number] {job_numbers:job}",
        "[the|for|for the] {job_names:job} [one|job]",
        "[the] {nth:nth} [one]",
    ),
    "project": ("[for|it's|it is] <project>", "[number] {project_numbers:project}", "[the] {nth:nth} [one]"),
    "part": ("[for|it's] [the|a|an] {parts:part}", "[the] {nth:nth} [one]"),
    "status": ("[to|as] {statuses:status}",),
    "when": ("[for|on|at] <when>",),
    "amount": ("[for|over|it's|of] <amount>",),
    "street": (
        "[it's] {house_numbers:street} [{directions:street}] {streets:street} {street_kinds:street}",
        "[it's] {known_streets:street}",
    ),
    "city": ("[in|it's] {cities:city}",),
    "state": ("[in|it's] {states:state}",),
    "postal_code": ("[it's] {postal_figures:postal_code}",),
    "phone": ("[it's] [area code] {phone_figures:phone}",),
}
SLOT_BOOKS: tuple[str, ...] = tuple(f"slot:{name}" for name in _ANSWERS)
BOOKS: tuple[str, ...] = (IDLE, CONFIRM, *SLOT_BOOKS)
"""The names of all books: the values of ``Decision.expects``."""

_LEAD = (
    "[uh|um|hey|okay|so] [please|can you|could you|would you|can you please|could you please|i want to|i'd like to"
    "|i need to|i need you to|let's|go ahead and]"
)
_TAIL = "[please|thanks|thank you|for me]"


def book(expects: str, snapshot: Snapshot, *, typed: bool = False) -> PhraseBook:
    """The book named `expects` for the records of `snapshot`.

    With `typed` it also takes any name for a new customer: its list `ANY_NAME` is left for the matcher to free.

    Raises:
        KeyError: there is no book of that name.
    """
    rules = _rules(typed=typed)
    if expects == IDLE:
        return _bound({**_commands(), CANCEL: _CANCEL, TALK: _TALK}, rules, snapshot)
    if expects == CONFIRM:
        yes_or_no = _bound({YES: _YES, NO: _NO, NEITHER: _NEITHER, CANCEL: _CANCEL}, rules, snapshot)
        return replace(yes_or_no, names=(), guessable=False)
    return _bound({ANSWER: _ANSWERS[expects.removeprefix("slot:")], CANCEL: _CANCEL}, rules, snapshot)


def _commands() -> dict[str, tuple[str, ...]]:
    """Every command's phrases, with what people say in front of and behind a request."""
    return {
        command.spec.name: tuple(f"{_LEAD} {phrase} {_TAIL}" for phrase in command.spec.phrases["en"])
        for command in COMMANDS
    }


def _rules(*, typed: bool) -> dict[str, str]:
    """The rules that phrases refer to. The slot that a rule fills is named in it."""
    new_name = "{first_names:customer} {surnames:customer}"
    # A first name alone is for typed text: heard, it may be half of a name that no record has.
    first_name = "|{known_first_names:customer}" if typed else ""
    known = f"({{customers:customer}}|[mister|missus|miss] {{known_surnames:customer}}{first_name})"
    return {
        "make": "(create|make|open|add|start|set up|book|log|write up|put in|do)",
        "an": "(a|an|a new|new|another)",
        "job_noun": "(job|work order|ticket)",
        "kind_of_job": "[{priorities:priority}] [{job_types:job_type}] <job_noun>",
        "job": "(<job_noun> [number] {job_numbers:job}|[the] {job_names:job} job)",
        "project": (
            "(project ([number] {project_numbers:project}|{project_names:project})"
            "|[the] {project_names:project} [project])"
        ),
        "known": known,
        "anyone": f"({known}|{new_name}{f'|{{{ANY_NAME}:customer}}' if typed else ''})",
        "job_or_customer": "(<job>|<anyone>)",
        "stock": "(stock|inventory|stock level|stock levels)",
        "check_stock": (
            "([(check|look up|show|show me|get me|what's|what is)] [the|our] <stock> (for|of|on) [the]"
            "|how (many|much) [of the]|(do we have|do i have|have we got|are there|is there) [any|a|an|enough]"
            "|(what's|what is) left (of|on) [the]|how are we [doing] (on|for|with))"
        ),
        "in_stock": "((do we have|do i have|have we got|are there|is there|are left|is left) [<where>]|<where>)",
        "where": "([left] in stock|on hand|left|on the truck|in the truck|in the van|on the shelf)",
        "amount": (
            "({dollars:amount} (dollars|bucks) [[and] {cents:amount} [cents]]|{amounts:amount}|{round_amounts:amount})"
        ),
        "for_amount": "(for|over|of|at) <amount>",
        "at_clock": "(at|around|by) {clocks:when} [{meridiems:when}]",
        "clock": "[at|around|by] {clocks:when} [{meridiems:when}]",
        "day": _day("when"),
        "day_and_clock": (
            "(<day> [[in the] {day_parts:when}] [<clock>]|{these_parts:when} [<clock>]|{spans:when}"
            "|{months:when} {days_of_month:when} [<at_clock>])"  # "march five nine thirty" may be anything
        ),
        "when": "(<day_and_clock>|<clock> [[on] <day>])",
        # A bare figure does not follow the number of a job: "job four nine thirty" may be anything.
        "on_when": "((for|on|at) <when>|<day_and_clock>)",
        "on_date": f"[for|on] ({_day('date')}|{{months:date}} {{days_of_month:date}})",
    }


def _day(slot: str) -> str:
    return (
        f"({{days:{slot}}}|{{months:{slot}}} [the] {{ordinals:{slot}}}|the {{ordinals:{slot}}} [of {{months:{slot}}}])"
    )


def _bound(intents: Mapping[str, tuple[str, ...]], rules: Mapping[str, str], snapshot: Snapshot) -> PhraseBook:
    """A book with no more lists and rules than its sentences refer to: long lists take their time."""
    sentences = [sentence for said in intents.values() for sentence in said]
    used_rules: dict[str, str] = {}
    while sentences:
        found = {name for sentence in sentences for name in re.findall(r"<(\w+)>", sentence)} - used_rules.keys()
        used_rules |= {name: rules[name] for name in found}
        sentences = [rules[name] for name in found]
    text = " ".join([*used_rules.values(), *(sentence for said in intents.values() for sentence in said)])
    used_lists = dict.fromkeys(re.findall(r"\{(\w+)[:}]", text))
    used_lists.pop(ANY_NAME, None)
    return PhraseBook(intents, lists(used_lists, snapshot), used_rules, names=_names(snapshot))


def _names(snapshot: Snapshot) -> tuple[str, ...]:
    """Today's names: of the customers who have a job, and then of projects, of other customers and of parts."""
    names = [
        *(job.customer for job in snapshot.jobs if job.customer),
        *(project.name for project in snapshot.projects),
        *(customer.name for customer in snapshot.customers),
        *(part.name for part in snapshot.parts),
    ]
    return tuple(dict.fromkeys(names))[:_MOST_NAMES]
