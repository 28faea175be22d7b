"""The sentences that the unit says by itself, of which each language has its own."""

from collections.abc import Mapping
from typing import Protocol


class Sentences(Protocol):
    """What the unit says by itself. Names in braces are places for `str.format`."""

    CANCELLED: str
    ASLEEP: str
    """To who sends the unit to sleep."""
    AWAKE: str
    QUIET: str
    """To who asks it to be quiet."""
    SPEAKS_AGAIN: str
    DROPPED: str
    """Behind one of these, where something was asked before."""
    SPEAKS: str
    """The first that is said in a language that was asked for."""
    SPEAKS_ALREADY: str
    CANNOT_SPEAK: str
    """`language`, for which nothing is here to hear it with."""
    LANGUAGES: Mapping[str, str]
    TONE_TAKEN: str
    """To who says how they like to be spoken to: in that tone already."""
    ON_A_UNIT: str
    """To who asks a relay for one of these."""
    SAVED_ALREADY: str
    NOT_SAVED: str
    NOT_THAT: str
    """The same where more was said in the same breath, which is taken."""
    LEFT_TOO: str
    """Nothing comes of `words` either, which were said behind what was dropped."""
    NOT_TAKEN: str
    """Behind a language that was asked for, and of a name that was read over: `words` of the breath were not read."""
    NOT_UNDERSTOOD: str
    TAKES_TOO_LONG: str
    """There was no time to read all of it, or it is longer than what is read."""
    WELCOME: str
    """To thanks."""
    SAY_AGAIN: str
    UNSAVED: str
    """The disk did not take it."""
    THAT_INSTEAD: str
    """In front of the reply to a command that took the place of the one that had asked."""
    HELP: str
    """Names commands that fit the moment, the `hints`."""
    HELP_AND_MORE: str
    """The same, where there are others."""
    NEXT_STEP: str
    """Behind a job that is saved as completed: the `step` that follows, as it can be said."""
    HELP_TO_ANSWER: str
    """In front of the question that is open."""
    HELP_WITH_EXAMPLE: str
    """The same with an `example` of an answer."""
    HELP_TO_CONFIRM: str
    """The same where something was read back."""
    HELP_YES_OR_NO: str
    EXAMPLES: Mapping[str, str]
    """Kind of values to how one is said, but those that are names of records."""
    TAKE_BACK: str
    """Asks whether `about` what was saved last is to be taken back."""
    NOT_TAKEN_BACK: str
    """Behind a no to that."""
    TAKEN_BACK: str
    """`about` what was saved last."""
    TOO_LATE: str
    """The same, where it has gone already."""
    TOO_LATE_TO_CHANGE: str
    """The same to who says what it shall be instead."""
    TAKEN_BACK_BEFORE: str
    """The same, where somebody has done so before."""
    NOTHING_TO_UNDO: str
    NO_MORE: str
    """To who asks for the rest of what was listed."""
    NOT_REACHED: str
    """Of a new customer who has neither a telephone number nor an e-mail address."""
    LEFT: str
    """Behind a second answer that was none."""
    STILL_NEEDED: str
    """In front of the question then, where others were answered before it."""
    CORRECTED: str
    """In front of the question that is open, where something that was answered before is `said` anew."""
    YES: str
    """The answer to a question that was read back, where both are shown."""
    YES_OR_NO: str
    CHANGE_WHAT: str
    """In front of what is read back again, where nothing in it can be what was said instead."""
    CHANGE_WHICH: str
    """Where several things can, which are `names`."""
    NO_YES: str
    """Behind a second answer that was neither yes nor no."""
    REST_UNSAVED: Mapping[str, str]
    """What takes the place of those that say that nothing was saved, where something of the same breath was."""
    A_NEW_CUSTOMER: str
    IS_NEW: str
    """The same where the contacts were never read."""
    """Asks whether `name`, whom no record has, is new."""
    WHICH_ONE: str
    """`names` are all there is."""
    MANY_FIT: str
    """`count` and the first `names`."""
    DID_YOU_SAY: str
    A_SECOND_COMMAND: str
    """Asks whether `words`, behind words that are kept, are a command."""
    NOT_PERMITTED: str
    """`permission` as `PERMISSIONS` has it."""
    PAST: str
    """`when`, at the beginning."""
    KEPT: str
    """`about`, which Hero365 does not take for now."""
    MESSAGE_STAYS: str
    """The same of a message to a customer, which goes elsewhere."""
    IT_IS_KEPT: str
    """As `KEPT`, behind what was just said to be saved."""
    IT_STAYS: str
    """As `MESSAGE_STAYS`, likewise."""
    OFFLINE: str
    """Behind the first that is saved while Hero365 is not reached; of the network nothing is known."""
    SIGN_IN_AGAIN: str
    """The same while it does not let the person in."""
    OTHER_BUSINESS: str
    """The same while it would act for another business."""
    CONNECTED: str
    """Where one of these was said, once it is over."""
    WORKS_FOR_NOBODY: str
    """The person has been signed out of the unit, which ends."""
    MANY_ARRIVED: str
    """`count` of those that were saved, too many to be told one by one."""
    MESSAGE_WAITS: str
    """To `customer`: the very same was said before and has not gone yet."""
    ASKS: str
    """`about`, of which a person has to decide, and the `reason` without its full stop."""
    REFUSED: str
    """`about`, and the `reason` without its full stop."""
    NOT_SENT: str
    """The same of a message, which Hero365 has nothing to do with."""
    UNKNOWN: Mapping[str, str]
    """Kind of values to what is said of a `name` that no record has."""
    UNREAD: Mapping[str, str]
    """The same kind to what is said where its records were never read, so that nobody knows which there are."""
    NAMESAKES: Mapping[str, str]
    """Slot to what is said of a `name` that `count` records have."""
    RECORDS: Mapping[str, str]
    """Slot to how a record is named by its `number`, with its `title`."""
    OTHER_WAYS: Mapping[str, str]
    """Kind of values to how else one is said, for who was not understood again and again."""
    ELSEWHERE: str
    """The same where there is no other way of saying it."""
    SHORT_QUESTION: str
    """Asks for what is `called` so, of `SLOTS`."""
    SLOTS: Mapping[str, str]
    """Slot to what it is called where one has to choose what is changed."""
    PERMISSIONS: Mapping[str, str]
    """What Hero365's permissions permit."""
    VALUES: Mapping[str, Mapping[str, str]]
    """Kind of values to how those of Hero365's words are spoken that are not spoken as they are written."""
    PIECES: tuple[tuple[str, str, str], ...]
    """The pieces of a wording that are there only when a slot is: their name, the slot, and what is said then. Of those
    with one name the first counts."""
    NEW_CUSTOMER: str
    """Reads back what is `said` of a customer: the name, and of these what there is."""
    ITS_PHONE: str
    ITS_EMAIL: str
    ITS_POSTAL_CODE: str
    STILL: str
    """Another `day`, and the hour `at` which a visit stays."""
    TAKEN_OUT: str
    """Parts that go out of stock, `counted`."""
    PUT_IN: str
    """Parts that come into it."""
    OR: str
    AND: str
    """Between the last two things of a list."""
