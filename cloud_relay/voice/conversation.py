"""Somebody's spoken conversation with their desk: sound in, a decision on disk, words and sound out."""

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from assistant.endings import Ending
from assistant.remembered import Answered
from assistant.turns import Assistant
from cloud_relay.desks.open_desk import OpenDesk
from cloud_relay.errors import BusyError
from cloud_relay.voice.engines import Engines
from cloud_relay.voice.mouth import Speech
from cloud_relay.voice.sound import Samples
from conversation.decision import Outcome
from erp import Language
from erp.sentences import in_each
from models.errors import ModelError
from models.recognition import Transcript
from models.store import ModelMissingError
from sync.errors import ContradictionError, StoreError

_log = logging.getLogger(__name__)

NOT_HEARD: Final = in_each(
    "I'm sorry, I can't listen right now. Please say that again in a moment.",
    "Lo siento, ahora mismo no puedo escuchar. Repítelo en un momento, por favor.",
)
_NO_EAR: Final = in_each(
    "I can't hear English here: what I would hear it with is missing. Please tell your office.",
    "Aquí no puedo oír español: falta con qué oírlo. Llama en inglés, por favor, y díselo a tu oficina.",
)
_MOST_NEWS: Final = 3
"""Pieces before a reply: whoever has asked something waits for that."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to somebody."""

    text: str
    to: Answered | None = None
    """The turn; None where nothing was decided, since an engine or the store failed."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One person's, at an open desk."""

    at: OpenDesk
    engines: Engines
    session: str = ""
    """The spoken session that it is; single requests have none, and are one conversation."""

    @property
    def language(self) -> Language:
        """What is heard and answered."""
        return self.at.desk.account.language

    async def hear(self, sound: Samples) -> tuple[Transcript, Ending]:
        """What was said, and what may come behind it. Nothing is decided yet.

        Raises:
            BusyError, models.errors.ModelError: the ear failed, or has too much to do.
        """
        assistant = await self._assistant()
        phrases = await asyncio.to_thread(assistant.phrases)
        spot = self.at.hold.desk, assistant.expects
        transcript = await self.engines.ears[self.language].hear(spot, phrases, sound)
        words = transcript.text if transcript.accepted else ""
        return transcript, await asyncio.to_thread(assistant.ending_of, words)

    async def take(self, transcript: Transcript, turn: UUID) -> Answer:
        """Decides about what was heard, keeps what comes of it, and says so. Taken again, it keeps nothing twice."""
        async with self.at.turn:
            desk = self.at.desk
            desk.assistant.go_on_in(self.session)
            try:
                taken = await asyncio.to_thread(desk.assistant.take, transcript, turn)
            except (StoreError, ContradictionError) as error:
                _log.error("a turn was not saved", extra={"error": str(error)})
                return Answer(desk.assistant.tongue.sentences.UNSAVED)
            async with desk.reply(taken) as text:
                said = text
            answered = Answered.of(turn, transcript, taken.decision)
        if taken.decision.outcome is Outcome.NOTHING and not said:
            said = desk.assistant.tongue.sentences.NOT_UNDERSTOOD
        return Answer(said, answered)

    async def _assistant(self) -> Assistant:
        """As it goes on in this session."""
        async with self.at.turn:
            assistant = self.at.desk.assistant
            assistant.go_on_in(self.session)
            return assistant

    async def respond(self, sound: Samples, turn: UUID) -> Answer:
        """Hears and takes, each turn once, and one behind the other: the next is heard as the answer to what this one
        asks. What fails is said, and never left in silence. News come first: nobody would hear them later."""
        async with self.at.request:
            if again := await self._again(turn):
                return again
            news = await self._news(turn)
            answer = await self._heard_and_taken(sound, turn)
            return replace(answer, text=_behind(news, answer.text))

    async def _again(self, turn: UUID) -> Answer | None:
        """The answer to a turn that was taken already, by what has become of it since; None where it was not."""
        said = self.at.desk.assistant.tongue.sentences
        try:
            answered = await asyncio.to_thread(self.at.desk.assistant.answer_to, turn)
            if answered is None:
                return None
            async with self.at.desk.reply_again(answered) as text:
                return Answer(_behind(self._news_beside(turn), text or said.NOT_UNDERSTOOD), answered)
        except StoreError as error:
            _log.error("a turn was not answered again", extra={"error": str(error)})
            return Answer(said.UNSAVED)

    def _news_beside(self, turn: UUID) -> str:
        beside = self.at.news_beside
        return beside[1] if beside and beside[0] == turn else ""

    async def _news(self, turn: UUID) -> str:
        """What is to be said before the reply to a turn: also what was said so in an answer to it that may be lost."""
        told = list(filter(None, [self._news_beside(turn)]))
        try:
            while len(told) < _MOST_NEWS:
                async with self.at.desk.news() as news:
                    if not news:
                        break
                    told.append(news)
        except StoreError as error:  # told when it can be read again
            _log.warning("no news", extra={"error": str(error)})
        news = " ".join(told)
        self.at.news_beside = turn, news
        return news

    async def _heard_and_taken(self, sound: Samples, turn: UUID) -> Answer:
        try:
            transcript, _ = await self.hear(sound)
        except StoreError as error:
            _log.error("a turn was not taken", extra={"error": str(error)})
            return Answer(self.at.desk.assistant.tongue.sentences.UNSAVED)
        except (BusyError, ModelError) as error:
            _log.error("not heard", extra={"error": str(error)})
            return Answer(not_heard(error, self.language))
        return await self.take(transcript, turn)

    async def question(self) -> str:
        """What is open in this session, as it was asked; empty where nothing is."""
        assistant = await self._assistant()
        return assistant.question

    def speak(self, text: str) -> AsyncIterator[Speech]:
        """The sound of a reply. Raises as `Mouth.speak`."""
        return self.engines.mouths[self.language].speak(text)

    async def get_ready(self) -> None:
        """Makes ready for the next words: nobody is to wait for that who has begun to speak."""
        assistant = await self._assistant()
        await asyncio.to_thread(assistant.lay_out)
        phrases = await asyncio.to_thread(assistant.phrases)
        try:
            await self.engines.ears[self.language].prepare((self.at.hold.desk, assistant.expects), phrases)
        except (BusyError, ModelError) as error:
            _log.warning("not made ready", extra={"error": str(error)})
        await asyncio.to_thread(assistant.load)


def not_heard(why: Exception, language: Language) -> str:
    """What is said to somebody whom the ear has failed: to say it again is of no use where there is none."""
    return (_NO_EAR if isinstance(why, ModelMissingError) else NOT_HEARD)[language]


def _behind(news: str, text: str) -> str:
    return f"{news} {text}".lstrip()
