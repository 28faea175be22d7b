"""What the unit says in always the same words, so that it can be made sound ahead of time."""

from conversation.tongue import Tongue
from erp import COMMANDS, slots_of


def fixed(tongue: Tongue) -> tuple[str, ...]:
    """The sentences without places, and the questions for what is missing."""
    said = tongue.sentences
    asked = (slot.ask[tongue.language] for command in COMMANDS for slot in slots_of(command).values() if slot.ask)
    own = (said.CANCELLED, said.NOT_SAVED, said.NOT_UNDERSTOOD, said.SAVED_ALREADY, said.SAY_AGAIN, said.UNSAVED)
    controls = (said.NOTHING_TO_UNDO,)
    connection = (said.OFFLINE, said.SIGN_IN_AGAIN, said.OTHER_BUSINESS, said.CONNECTED)
    return tuple(dict.fromkeys([*own, *controls, *connection, *asked]))
