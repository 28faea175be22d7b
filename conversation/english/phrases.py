"""What people say in English, beside what each command is asked for with."""

from collections.abc import Mapping

from erp import Language, Tone

LEAD = (
    "[uh|um|er|hey|okay|so] [please|(can|could|would) you [please]|i want to|i'd like to"
    "|i need to|i need you to|let's|go ahead and]"
)
TAIL = "[please|thanks|thank you|for me]"

CANCEL: tuple[str, ...] = (
    "(cancel|cancel that|cancel it|cancel this|never mind|nevermind|scratch that|stop|abort|drop it|leave it)",
    "(forget it|forget that|forget about it)",
    "(no|oh|actually) (cancel|never mind|forget it|cancel that)",
    "never mind that",
)
REPEAT: tuple[str, ...] = (
    "(repeat|repeat that|say that again|say it again|come again|what was that|what did you say|pardon [me])",
)
UNDO: tuple[str, ...] = (
    "(undo|undo that|undo it|undo the last one|take that back|take it back|i take that back|take back the last one)",
    "(revert|reverse) (that|it|the last one)",
)
HELP: tuple[str, ...] = (
    "(help|help me|what can i do|what can you do|what are my options|what do you understand)",
    "what (can|could|should|do) i (say|answer) [now|here|to that]",
)
HELP_TO_ANSWER: tuple[str, ...] = (
    "(what are my options|what (can|could|should|do) i (say|answer) [now|here|to that])",
)
THANKS: tuple[str, ...] = (
    "[yes|yeah|no|okay|oh|well|great|good|perfect|all right] (thanks|thank you) [so much|very much|a lot|again]",
    "[i] (appreciate it|appreciate that)",
)
MORE: tuple[str, ...] = (
    "[and] [what are|tell me|read me|show me] (the rest|the others|the other ones)",
    "[and] (what else|more)",
)
SLEEP: tuple[str, ...] = (
    "[please] (go to sleep|sleep now|take a nap|stop listening|don't listen|do not listen) [please|now|for a while]",
)
WAKE: tuple[str, ...] = (
    "[okay|ok|hey|hey there] [please]"
    " (wake up|start listening [again]|listen again|listen to me [again]|are you awake) [please|now]",
)
QUIET: tuple[str, ...] = (
    "[please] ((be|keep|stay|go) quiet|be silent|stop talking|don't talk|mute yourself) [please|now|for a while]",
    "[go into|turn on|switch to|start] (quiet mode|silent mode) [on|please]",
)
SPEAK: tuple[str, ...] = (
    "[please|you can|you may] (speak again|talk again|start talking [again]|start speaking [again]|unmute yourself)",
    "[you can|you may] (talk|speak) now",
    "(end|leave|stop|turn off|switch off) [the] (quiet mode|silent mode)",
    "(quiet mode|silent mode) off",
)
IN_LANGUAGE: Mapping[Language, tuple[str, ...]] = {
    "en": (
        "[please|can you|could you|let's] (speak|talk|switch to|change to|go back to) [in|to] english [please]",
        "[change|set|switch] the language to english",
        "(habla|háblame en|en) inglés",
    ),
    "es": (
        "[please|can you|could you|let's] (speak|talk|switch to|change to|go back to) [in|to] spanish [please]",
        "[change|set|switch] the language to spanish",
        "(habla|habla en|háblame en|hable|en) español",
    ),
}
IN_TONE: Mapping[Tone, tuple[str, ...]] = {
    "plain": ("[please] (speak|talk) (normally|as usual|like before) [again] [please]", "be your usual self [again]"),
    "brief": (
        "[please] (be|be more) (brief|concise) [please]",
        "[please] (keep it|make it|be) short [please]",
        "short answers [please]",
    ),
    "friendly": ("[please] (be|be more) (friendly|nice|warm) [with me] [please]",),
    "formal": (
        "[please] (be|be more) formal [with me] [please]",
        "[please] (speak|talk) formally [to me|with me] [please]",
    ),
}
YES: tuple[str, ...] = (
    "(yes|yeah|yep|yup|sure|correct|right|exactly|okay|ok|affirmative|confirm|confirmed|absolutely|of course|yes yes)",
    "(yes|yeah|yep|yup|sure|okay) (please|sir|do it|do that|go ahead|that's right|that is right|correct|confirm|sure)",
    "(yes|yeah|yep|yup|sure) (thanks|thank you)",
    "(do it|do that|go ahead|go for it|please do|that's right|that is right|that's correct|that's it)",
    "(sounds good|looks good)",
    "yes (create it|save it|send it|a new customer|new customer|it is|that's a new customer)",
)
NO: tuple[str, ...] = (
    "(no|nope|nah|negative|wrong|incorrect|not now|not yet|no no|no thanks|no thank you|yeah no)",
    "(don't|do not|please don't|no don't|no do not) [do (it|that)|go ahead]",
    "(that's|that is|it's) (wrong|not right|incorrect|not it)",
    "no (that's|that is) (wrong|not right|incorrect)",
    "no it isn't",
)
NEITHER: tuple[str, ...] = (
    "(yes|yeah|sure|okay|right|correct) but [not|not now|not yet|change|change it|make it|wait|first|only]",
    "(yes|yeah|sure|okay|right|correct) but (today|tomorrow)",
    "(hold on|hang on|wait|wait a minute|wait a second|just a minute|just a second|one moment|not sure|i'm not sure)",
    "(yes|yeah|okay|no) (wait|hold on|hang on)",
    "(what|what was that|say that again|repeat that|pardon|sorry|come again|maybe|perhaps)",
    "(i don't know|i guess|let me think)",
    "(make|change) (it|that) [to]",
    "(yes|no|yeah) (tomorrow|today|make it)",
)
_NO = (
    "(no|nope|nah|no no|wait|sorry|actually|not quite|wrong|that's wrong|i mean|i meant|i said|yes|yeah|yep|sure|okay"
    "|right|correct) [wait|sorry|actually|but|rather|i mean|i meant|i said|that's wrong]"
)
_MAKE_IT = (
    "([please] (make|change|switch|set|put|move|do) (it|that) [to|into|for]|it's|it is|it was|that's|it should be"
    "|should be|it has to be|they paid|he paid|she paid|rather|better)"
)
INSTEAD = f"({_NO} [{_MAKE_IT}]|{_MAKE_IT})"
_THE = "(<instead> [the]|[<instead>] (the|[please] (change|correct) [the]))"
NAMED: tuple[str, ...] = (
    "[<instead>] [change|correct] ([the] {slot_names:slot}|the {short_slot_names:slot})",
    f"{_THE} ({{slot_names:slot}}|{{short_slot_names:slot}}) [is|to|was|should be|has to be] {{words:words}}",
)
WORDED: tuple[str, ...] = ("[please] (say|write|put down) [that] {words:words}",)
TALK: tuple[str, ...] = (
    "(yes|yeah|yep|no|nope|okay|all right|sure|right|good|great|well|so|what|sorry|hello|hi|bye)",
    "(yes|yeah|no|okay|oh|well) (yes|yeah|no|okay|please|sure|right|well|good)",
    "{figures:number}",  # a telephone number, said to somebody else
)

_KNOWN = "({customers:customer}|[mister|missus|miss] {known_surnames:customer}|{that_customer:customer})"
_NEW = "{first_names:customer} {surnames:customer}"
# A first name alone is for typed text: heard, it may be half of a name that no record has.
_KNOWN_TYPED = f"({_KNOWN}|{{known_first_names:customer}})"


def _day(slot: str) -> str:
    return (
        f"({{days:{slot}}}|{{months:{slot}}} [the] {{ordinals:{slot}}}|the {{ordinals:{slot}}} [of {{months:{slot}}}])"
    )


def _date(slot: str) -> str:
    return f"({_day(slot)}|{{months:{slot}}} {{days_of_month:{slot}}})"


def _dated(slot: str) -> str:
    """As it is written and as the unit says it: "Friday, December 4". Where the two are not the same day it is none."""
    return (
        f"{{weekdays:{slot}}} ({{months:{slot}}} [the] ({{ordinals:{slot}}}|{{days_of_month:{slot}}})"
        f"|the {{ordinals:{slot}}} [of {{months:{slot}}}])"
    )


def _record(slot: str, noun: str) -> str:
    """By number, by name and by its noun."""
    return (
        f"([the] {noun} [number] {{{slot}_numbers:{slot}}}|[the] {{{slot}_names:{slot}}} {noun}"
        f"|[the] {noun} for {{{slot}_names:{slot}}}|{{this_{slot}:{slot}}})"
    )


_NAMED_JOB = "([the] <job_noun> [number] {job_numbers:job}|[the] {job_names:job} job|{this_job:job})"

RULES: Mapping[str, str] = {
    "make": "(create|make|open|add|start|set up|book|log|write up|put in|do)",
    "an": "(a|an|a new|new|another)",
    "job_noun": "(job|work order|ticket)",
    "kind_of_job": "[{priorities:priority}] [{job_types:job_type}] <job_noun>",
    # Those that are named are for what would be ordinary talk with "it": "how's it going", "hand it to Sam", "send it".
    "job": "(<named_job>|{that_job:job})",
    "named_job": _NAMED_JOB,
    # By its number alone only behind what is said of jobs: "invoice 101" is one.
    "job_or_number": "(<job>|{job_numbers:job})",
    "asked_job": "(<named_job>|{mentioned_job:job}|{next_job:job})",
    "project": "(<named_project>|{that_project:project})",
    "named_project": (
        "(project ([number] {project_numbers:project}|{project_names:project})|[the] {project_names:project} [project]"
        "|{this_project:project})"
    ),
    "estimate": "(<named_estimate>|{that_estimate:estimate})",
    "named_estimate": _record("estimate", "(estimate|quote)"),
    "invoice": "(<named_invoice>|{that_invoice:invoice})",
    "named_invoice": _record("invoice", "(invoice|bill)"),
    "part": "[the|a|an|some] {parts:part}",
    "quantity": "({counts:quantity}|{counted:quantity}) [<unit>]",
    "unit": "(piece|pieces|foot|feet|length|lengths|stick|sticks|can|cans) [of]",
    # Nobody knows how many are in one: it is asked.
    "packed": "({counts:packs}|{counted:packs}) (box|boxes|bag|bags|roll|rolls|case|cases|pack|packs) [of]",
    "quantity_of_part": (
        "([the last] (<quantity>|<packed>) [of|more] [the|those|these] {parts:part}|[the|some] {parts:part})"
    ),
    "assignee": "({team:assignee}|{me:assignee})",
    "anybody": "<assignee>",
    "business": "{businesses:business}",
    "duration": "({minutes:duration} (minute|minutes)|{lengths:duration})",
    "known": _KNOWN,
    "anyone": f"({_KNOWN}|{_NEW})",
    "job_or_customer": "(<job>|<anyone>)",
    "stock": "(stock|inventory|stock level|stock levels)",
    "check_stock": (
        "([(check|look up|show|show me|get me|what's|what is)] [the|our] <stock> (for|of|on) [the]"
        "|how (many|much) [of the]|(do we have|do i have|have we got|do we got|are there|is there)"
        " [any|a|an|enough]|[got] any"
        "|(what's|what is) left [in stock] (of|on) [the]|how are we [doing] (on|for|with))"
    ),
    "in_stock": "((do we have|do i have|have we got|we got|we have|are there|is there|are left|is left) [<where>]"
    "|<where>)",
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
    "date": _date("date"),
    "on_date": "[for|on] <date>",
    "until_date": f"(until|till|through|to) {_date('end_date')}",
}

_ANY_CLOCK = "({clocks:when}|{other_clocks:when})"
TYPED_RULES: Mapping[str, str] = {
    "at_clock": f"(at|around|by) {_ANY_CLOCK} [{{meridiems:when}}]",
    "clock": f"[at|around|by] {_ANY_CLOCK} [{{meridiems:when}}]",
    "named_job": f"({_NAMED_JOB}|the {{job_keywords:job}} job)",
    "day": f"({_day('when')}|{_dated('when')})",
    "date": f"({_date('date')}|{_dated('date')})",
    "until_date": f"(until|till|through|to) ({_date('end_date')}|{_dated('end_date')})",
    "anybody": "(<assignee>|{any_name:assignee})",
    # A name that no record has is said back.
    "known": f"({_KNOWN_TYPED}|{_NEW})",
    "anyone": f"({_KNOWN_TYPED}|{_NEW}|{{any_name:customer}})",
}

OF_A_PART: tuple[str, ...] = (
    "(order|reorder|restock) [(more|another|some|some more)] [<quantity>] [of] [the|some] {any_name:part}",
    "[check|what's|what is] [the|our] <stock> (for|of|on) [the] {any_name:part}",
    "(do we have|have we got|are there) [any] {any_name:part} in stock",
    "([what's|what is] [the] price (of|for|on)|how much (does|do)) [a|an|the] {any_name:part} [cost]",
)


def _answers(slot: str, noun: str) -> tuple[str, ...]:
    return (
        f"[for|it's|it is] <{slot}>",
        f"[number] {{{slot}_numbers:{slot}}}",
        f"[the|for|for the] {{{slot}_names:{slot}}} [one|{noun}]",
        "[the] {nth:nth} [one]",
    )


ANSWERS: Mapping[str, tuple[str, ...]] = {
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
    "estimate": _answers("estimate", "(estimate|quote)"),
    "invoice": _answers("invoice", "(invoice|bill)"),
    "part": ("[for|it's] <part>", "[the] {nth:nth} [one]"),
    "quantity": ("[it's|about] <quantity>",),
    "assignee": ("[to|for|it's] <assignee>", "[the] {nth:nth} [one]"),
    "status": ("[to|as] {statuses:status}",),
    "estimate_statuses": ("[to|as|it's] {estimate_statuses:status}",),
    "project_statuses": ("[to|as|it's] {project_statuses:status}",),
    "lead_statuses": ("[to|as|a|it's|it's a|they're|they are] {lead_statuses:status}",),
    "channels": ("[by|as|in|with] [a|an] {channels:method}",),
    "payment_methods": ("[by|in|with|it was|they paid] [a|by|in|with] {payment_methods:method}",),
    "date": ("[for|on|from|it's] <date>",),
    "duration": ("[for|about|it's|in] <duration> [late]", "[about] {minutes:duration}"),
    "words": ("{words:words}",),
    "when": ("[for|on|at] <when>",),
    "amount": ("[for|over|it's|of] <amount>", "[the] {nth:nth} [one]"),
    "street": (
        "[it's] {house_numbers:street} [{directions:street}] {streets:street} {street_kinds:street}",
        "[it's] {known_streets:street}",
    ),
    "city": ("[in|it's] {cities:city}",),
    "state": ("[in|it's] {states:state}",),
    "postal_code": ("[it's] {postal_figures:postal_code}",),
    "reminder": ("[the] [one|reminder] [about|to|for] [the] {reminder_names:reminder}", "[the] {nth:nth} [one]"),
    "email": ("[it's|it is|the address is] {emails:email}",),
    "phone": ("[it's] [area code] {phone_figures:phone}",),
}

_HAS_NO = (
    "([no] (i don't|i do not|we don't|they don't|she doesn't|he doesn't) have|(i|we|they) have no|(he|she) has no"
    "|there is no|there's no|there isn't|without|no|i don't know)"
)
_OF_THEIRS = "[a|an|any|her|his|their|the]"
_LEAVE_OUT = "(none|no|nope|skip|skip (it|that|this)|leave (it|that) out)"
WITHOUT: Mapping[str, tuple[str, ...]] = {
    "phone": (f"{_HAS_NO} {_OF_THEIRS} (phone|phone number|number|telephone)", f"{_HAS_NO} (one|any)", _LEAVE_OUT),
    "email": (
        f"{_HAS_NO} {_OF_THEIRS} ((email|e mail) [address]|address) [either]",
        f"{_HAS_NO} (one|any) [either]",
        _LEAVE_OUT,
    ),
}
