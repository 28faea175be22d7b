"""What an agent in a room and the relay tell each other, over one WebSocket that is the agent's life line as well.

The agent has the sound, and the relay has the conversation: so whatever happens to an agent, what was said is not lost
with it. Sound follows its announcement in one binary message: mono, 16 bit, little endian.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from assistant.endings import Ending
from cloud_relay.voice.sound import HEARING_RATE, LONGEST_S
from erp import Language

BEATS_EVERY = 0.5
"""Seconds between two signs of life of an agent."""
STUCK_AFTER = 2.0
"""Seconds without one, after which another agent takes its place."""
LONGEST_SOUND = LONGEST_S * HEARING_RATE * 2
"""Bytes. Of what is longer the beginning is gone, and nothing is made of it."""
UNHEARD = "…"
"""Words, but which?"""


LONGEST_WORDS = 2000
"""Characters, of the same where another ear hears."""

_WITHOUT_WORDS = ConfigDict(hide_input_in_errors=True)
"""What was said is in no error, and so in no log."""


class _Message(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Hello(_Message):
    """An agent is in the room."""

    kind: Literal["hello"] = "hello"
    identity: Annotated[str, Field(max_length=100)]
    """How the room knows it."""


class Beat(_Message):
    """It lives."""

    kind: Literal["beat"] = "beat"


class Hear(_Message):
    """Somebody has said this since their last turn, in the sound that follows: all of it, again and again, since nobody
    knows who has heard the beginning."""

    kind: Literal["hear"] = "hear"
    id: int
    over_reply: bool = False
    """It began while the agent spoke: what cannot be understood there is a cough, or somebody else."""


class Take(_Message):
    """The person has come to an end: decide about what was heard, or about `words` where another ear has heard them."""

    kind: Literal["take"] = "take"
    id: int
    words: Annotated[str, Field(max_length=LONGEST_WORDS)] | None = None


class Speak(_Message):
    """Make these words sound."""

    kind: Literal["speak"] = "speak"
    id: int
    text: Annotated[str, Field(max_length=5000)]


class Hush(_Message):
    """These words are not to be spoken to their end: the person has interrupted them."""

    kind: Literal["hush"] = "hush"
    id: int


class Said(_Message):
    """The person has heard a reply, or has interrupted it."""

    kind: Literal["said"] = "said"
    id: int
    """Of the turn that was answered; 0 is what the agent was told to begin with."""


class Told(_Message):
    """The person has heard a piece of news, or has interrupted it. What is not told so is news still."""

    kind: Literal["told"] = "told"
    id: int


class Bye(_Message):
    """The person has gone: the session is over. An agent that leaves for another reason leaves without a word."""

    kind: Literal["bye"] = "bye"


AgentMessage = Hello | Beat | Hear | Take | Speak | Hush | Said | Told | Bye
FromAgent = TypeAdapter[AgentMessage](Annotated[AgentMessage, Field(discriminator="kind")], config=_WITHOUT_WORDS)


class Begin(_Message):
    """What the agent says first, and in which language it hears."""

    kind: Literal["begin"] = "begin"
    text: str
    language: Language
    person: str
    """How the room knows whoever is served."""


class Heard(_Message):
    """What was said, as far as it was understood."""

    kind: Literal["heard"] = "heard"
    id: int
    text: str
    ending: Ending


class Reply(_Message):
    """What is said to it. Once this comes, what the person wanted is on disk."""

    kind: Literal["reply"] = "reply"
    id: int
    text: str


class Sound(_Message):
    """One sentence follows; or, with a rate of 0, nothing more."""

    kind: Literal["sound"] = "sound"
    id: int
    sample_rate: int


class Failed(_Message):
    """That could not be done."""

    kind: Literal["failed"] = "failed"
    id: int


class News(_Message):
    """To be said as soon as nobody speaks."""

    kind: Literal["news"] = "news"
    id: int
    text: str


class End(_Message):
    """The session is over, or another agent serves it: leave."""

    kind: Literal["end"] = "end"


RelayMessage = Begin | Heard | Reply | Sound | Failed | News | End
FromRelay = TypeAdapter[RelayMessage](Annotated[RelayMessage, Field(discriminator="kind")], config=_WITHOUT_WORDS)
