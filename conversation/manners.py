"""How the unit listens and speaks, as it is told: asleep until it is woken, quiet until it shall speak again, in the
language that was asked for."""

from dataclasses import dataclass, replace
from enum import StrEnum

from conversation.books import ASLEEP, IDLE, IN_LANGUAGE, IN_TONE
from conversation.decision import Decision, Outcome
from conversation.tones import tongue_in
from conversation.tongue import Tongue
from conversation.tongues import TONGUES
from erp import Language


@dataclass(frozen=True, slots=True)
class Manners:
    """What was asked for last. A unit that is started anew listens and speaks."""

    asleep: bool = False
    """Nothing is heard but that it shall wake."""
    quiet: bool = False
    """A sound takes the place of what says no more than that it was done."""


class Answering(StrEnum):
    """How a person is answered."""

    IN_WORDS = "in words"
    DONE = "done"
    """By a sound: it was taken."""
    NOT_UNDERSTOOD = "not understood"
    """By another one."""


def told(control: str, manners: Manners, tongue: Tongue) -> tuple[Decision, Manners]:
    """What is answered to one of `books.PREFERENCES`, and how the unit listens and speaks from then on."""
    said = tongue.sentences
    match control:
        case "sleep":
            return Decision(Outcome.ANSWERED, said.ASLEEP, expects=ASLEEP), replace(manners, asleep=True)
        case "quiet":
            return Decision(Outcome.ANSWERED, said.QUIET), replace(manners, quiet=True)
        case "speak":
            return Decision(Outcome.ANSWERED, said.SPEAKS_AGAIN), replace(manners, quiet=False)
        case "wake":
            return Decision(Outcome.ANSWERED, said.AWAKE), replace(manners, asleep=False)
        case _ if control in IN_TONE:
            said = tongue_in(tongue.language, IN_TONE[control]).sentences
            return Decision(Outcome.ANSWERED, said.TONE_TAKEN, tone=IN_TONE[control]), manners
        case _:
            return _in(IN_LANGUAGE[control], tongue), manners


def _in(language: Language, tongue: Tongue) -> Decision:
    """It is answered in the language that was asked for."""
    said = TONGUES[language].sentences
    if language == tongue.language:
        return Decision(Outcome.ANSWERED, said.SPEAKS_ALREADY)
    return Decision(Outcome.ANSWERED, said.SPEAKS, language=language)


def answering(decision: Decision, manners: Manners) -> Answering:
    """How the unit answers. Questions, confirmations among them, what was asked for, and why something is not done are
    in words however quiet it shall be."""
    has_words = decision.expects != IDLE or decision.outcome in (Outcome.ANSWERED, Outcome.REFUSED)
    if not manners.quiet or has_words:
        return Answering.IN_WORDS
    return Answering.NOT_UNDERSTOOD if decision.outcome is Outcome.NOTHING else Answering.DONE
