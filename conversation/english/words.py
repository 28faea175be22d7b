"""English words that are known in what is said: what leads in, what is nobody's name, how places are spoken of."""

from collections.abc import Mapping

from conversation.american_names import STATES

FILLERS = r"\b(?:uh+|um+|erm|h+m+)\b[,.]?\s*|(?:^|(?<=, ))er,\s*"
TAKING_BACK = (
    r"(?:and )?(?:oh )?(?:no,? wait|wait,? no|wait"
    r"|(?:no,? )?(?:sorry|i mean|make that|scratch that|hold on|hold up)|no)"
)
LIMITS = (
    r"no|not|nope|nah|never|cannot|neither|nor|without|\w+n't|dont|isnt|arent|wasnt|wont|cant|didnt|havent|hasnt|aint"
    r"|forget|forgot|disregard|scratch|ignore|wait|hold on|stop|never ?mind|undo|garbage|off hold|cancel that"
    r"|instead|rather|from|or|except|but (?:for|not)|if|unless|until|till|once|provided|assuming|as soon as|only when"
    r"|nearly|almost|half|halfway|partly|partially|hardly|barely|scarcely|(?:far|long way) from|nowhere near|close to"
    r"|anything but|all but|just about|not quite|as good as|supposed to|meant to|have yet to|has yet to|is yet to"
    r"|later|some ?day|eventually|no longer|any ?more|used to|once was|was going to|were going to"
    r"|should|(?:would|could|must|may) (?:have|be)|might|ought to|wish|hope|hoping|wanted to"
    r"|plan|planning|ready to|going to|gonna|about to|fixing to|heading|try(?:ing)? to|tried to|refused? to|failed to"
    r"|(?:avoid|skip|delay|resist|postpone|(?:hold|put)(?:ing)? off)(?: on)? \w+ing|allowed|needs? to be"
    r"|(?:is|are) to be"
    r"|think|thinking|thought|guess|believe|suppose|doubt|maybe|perhaps|probably|possibly|supposedly|pretend"
)
CONTRAST = (
    r"(?:and |but )?not|rather than|instead of|in place of|as opposed to"
    r"|(?:all|every\w*|any\w*)(?: \w+){0,3}? (?:but|except|besides|apart from|other than)(?: for)?"
)
FORBIDDING = (
    r"(?:^|[,.;] |[,.;]? (?:and|but|so|or) |(?<=\w) )(?:please |just )?(?:don't|dont|do not|never)(?: ever)?"
    r" (?!let\b|forget|remind|need|have\b|want|worry|know\b|think|get\b)\w[^,.;]*?(?=$|[,.;]| but\b| just\b| instead\b)"
)
BUT = r"but|just|instead"
DROPPING = r"cancel|delete|remove|void|erase|scrap|revoke|call (?:\w+ ){0,4}off|get rid of|take back"
PRIORITY = r"priority"
REMINDER = r"remind\w*|alarms?|alerts?|ping|nudge|wake"
REMIND_NOT_TO = r"(?:remind me|(?:set|make|create|add|give me|need) a reminder) (?:.*? )??(?=(?:not|never) to )"
OFF_HOLD = r"off (?:of )?(?:the )?hold|unhold"
NOT_COMING = (
    r"(?:not|never|won't|can't|cannot) (?:be )?(?:able to )?(?:coming|come|there)"
    r"(?! (?:until|till|before|on time|in time))"
)
AND = r"and"
AND_THEN = r"[,.;]? (?:and then|and also|and|then) |[.;] "
FROM_HOUR = r"from"
TO_HOUR = r"to|until|till|through"
AT_HOUR, FOR_LENGTH = "at {hour}", "for {length}"
MOVING = r"move|change|push|shift|bump|reschedule|switch"
LEAD_IN = "that|saying(?: that)?|says(?: that)?|to say(?: that)?"
POLITE = r"(?:can|could|would|will) you|please"
ME: tuple[str, ...] = ("me", "myself")
TO_ME: tuple[str, ...] = ("i'll take", "i'm taking", "i can take", "i'll handle", "i'll cover")
INSISTS = r"(?:no,? )*i (?:just |already )?(?:said|told you|meant)\b"
REFERRING = (
    r"it|it's|that|that's|this|that one|this one|these|those|him|her|he|he's|she|she's|his|hers|them|they|they're|"
    r"their|same"
)
BEGINNINGS = "the|that|this|there|is|was|to|i|i'm|he|she|it|it's|we|you|they|and|but|my|his|her|our|your|their|please"
BEFORE_FIGURES = r"(?:it's |it is |area code |zip code )*"
# A telephone number is none.
STREET = r"(?:it's |it is |at )*((?!(?:\d ?){7})\d+(?: [\w']+){0,5} [a-z][\w']*(?: (?!\d{7})\w+)?)"
BEFORE_STATE = r"(?:in|it's in|it is in|it's|it is|that's|the state of) "
TWO_LETTER_WORDS = frozenset({"ok", "oh", "in", "or", "me", "hi", "ma", "pa", "la", "id", "al"})
IN_TOWNS = frozenset({"the", "of", "and", "to", "or"})
BESIDE_NAMES = frozenset({
    "mister", "missus", "miss", "doctor", "sir", "madam", "the", "a", "an", "for", "of", "from", "to", "my", "our",
    "called", "named", "1", "customer", "client", "job", "jobs", "order", "work", "ticket", "visit", "appointment",
    "stop", "project", "estimate", "quote", "invoice", "bill", "part", "reminder",
})  # fmt: skip
ALSO_VERBS = frozenset({"order", "work", "visit", "stop", "estimate", "quote", "invoice", "bill"})
SIZES = frozenset({
    "half", "third", "thirds", "quarter", "quarters", "eighth", "eighths", "sixteenth", "sixteenths",
})  # fmt: skip
INSIDE_NUMBERS = frozenset({"and", "a", "point", "over"})
ACCENTED_NAMES: Mapping[str, str] = {}
NO_NAME: frozenset[str] = frozenset({
    "a", "an", "the", "this", "that", "these", "those", "it", "him", "her", "them", "me", "us", "my", "his", "our",
    "their", "you", "i", "he", "she", "they", "we", "who", "what", "when", "where", "to", "for", "of", "and", "or",
    "not", "no", "job", "jobs", "customer", "somebody", "someone", "anybody", "everyone", "is", "was",
    "are", "be", "do", "did", "does", "if", "with", "yes", "yeah", "yep", "nope", "okay", "ok", "sure",
    "thanks", "please", "number", "maybe", "perhaps",
})  # fmt: skip
NAMES_OF_STATES: Mapping[str, str] = {name.lower(): letters for name, letters in STATES.items()}
"""The names of states, in lower case, to their two letters."""


def state(said: str) -> str | None:
    """The two letters of a state by its name."""
    return NAMES_OF_STATES.get(said)


def possessive(owner: str) -> tuple[str, ...]:
    """``garcia's``, as it stands in front of a job."""
    return () if owner.endswith("s") else (f"{owner}'s",)
