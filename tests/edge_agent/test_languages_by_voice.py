"""A person asks for their language: it is spoken at once and kept; where nothing here hears it, that is said."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from numpy.typing import NDArray
from pydantic import SecretStr

from conversation.english import ENGLISH
from conversation.spanish import SPANISH
from conversation.tones import tongue_in
from edge_agent.agent import Agent, SpokenTurn
from edge_agent.cli import text
from edge_agent.languages import Engines
from edge_agent.listening_events import Heard, ListeningEvent, Spent
from edge_agent.practice import practising
from edge_agent.settings import Places
from edge_agent.speaking import Speaker
from edge_agent.unit import Unit, opened
from erp import Language
from models.errors import ModelError
from models.phrases import PhraseBook
from models.recognition import Transcript
from sync.account import Account


class Voice:
    sample_rate = 16_000

    def __init__(self, language: Language = "en") -> None:
        self.language, self.spoken = language, list[str]()

    def speak(self, said: str) -> NDArray[np.int16]:
        self.spoken.append(said)
        return np.zeros(160, np.int16)

    def close(self) -> None:
        """Nothing to let go of."""


class Recogniser:
    def __init__(self) -> None:
        self.prepared: list[PhraseBook] = []

    def prepare(self, _: str, book: PhraseBook) -> None:
        self.prepared.append(book)


class OtherEngines(Engines):
    """Those of a machine on which some languages are missing."""

    def __init__(self, *here: Language) -> None:
        super().__init__()
        self.here, self.recogniser, self.voice = here, Recogniser(), Voice()

    def change(self, language: Language) -> Any:
        if language not in self.here:
            raise ModelError("whisper-base is not here.")
        self.recogniser, self.voice = Recogniser(), Voice(language)
        return self.recogniser, self.voice


class Sink:
    def play(self, sounds: Any, *_: object, **__: object) -> None:
        list(sounds)


class Ears:
    """Hears sentences, whatever sounds."""

    def __init__(self, *sentences: str) -> None:
        self.sentences, self.recogniser = sentences, None

    def events(self, _: object) -> Iterator[ListeningEvent]:
        for words in self.sentences:
            transcript = Transcript(words, engine="held", confidence=1.0, accepted=True)
            yield Heard(transcript, "idle", 0.9, 0.0, 1.0, 1.2, 0.0, 0.0, Spent())

    def expect(self, _: str, *, wake: bool) -> None:
        """Nobody else speaks."""

    def interrupt(self) -> None:
        """Nothing to look up."""

    def hear_with(self, recogniser: Any) -> None:
        self.recogniser = recogniser


async def renew(unit: Unit) -> None:
    """Hero365 has forgotten the token, and gives another one."""
    unit.client.account = unit.client.account.model_copy(update={"access_token": SecretStr("forgotten")})
    await unit.refresh()
    assert unit.client.account.access_token.get_secret_value() != "forgotten"


async def heard(unit: Unit, engines: OtherEngines, *sentences: str) -> tuple[list[SpokenTurn], Ears]:
    ears, sink, first = Ears(*sentences), Sink(), Recogniser()
    parts: list[Any] = [unit, first, ears, Speaker(engines.voice, sink)]  # type: ignore[arg-type] # stand-ins
    agent = Agent(*parts, engines=engines)
    return [turn async for turn in agent.turns(sink, uuid4)], ears  # type: ignore[arg-type] # nothing sounds


async def test_the_next_turn_is_heard_and_answered_in_the_language_that_was_asked_for(unit: Unit) -> None:
    engines = OtherEngines("en", "es")
    turns, ears = await heard(unit, engines, "speak spanish", "qué tengo hoy", "habla inglés", "what's my schedule")
    replies = [turn.reply for turn in turns]
    assert (replies[0], replies[2]) == (SPANISH.sentences.SPEAKS, ENGLISH.sentences.SPEAKS)
    assert turns[1].turn.decision.command == turns[3].turn.decision.command == "schedule.today"
    assert ears.recogniser is engines.recogniser
    assert (engines.voice.language, unit.assistant.tongue) == ("en", ENGLISH)
    assert {book.language for book in engines.recogniser.prepared} == {"en"}


async def test_the_reply_is_in_the_new_voice_already(unit: Unit) -> None:
    engines = OtherEngines("es")
    await heard(unit, engines, "habla español")
    assert engines.voice.spoken == [SPANISH.sentences.SPEAKS]


async def test_where_nothing_hears_it_that_is_said_and_the_language_stays(unit: Unit) -> None:
    turns, ears = await heard(unit, OtherEngines("en"), "speak spanish", "say that again", "what's my schedule")
    refusal = ENGLISH.sentences.CANNOT_SPEAK.format(language="Spanish")
    assert [turn.reply for turn in turns[:2]] == [refusal, refusal]
    assert turns[2].turn.decision.command == "schedule.today"
    assert ears.recogniser is None
    assert unit.client.account.language == "en"


async def test_it_is_kept_in_the_account_also_when_hero365_gives_new_tokens(tmp_path: Path) -> None:
    places = Places(tmp_path)
    async with practising(places):
        async with opened(places) as unit:
            unit.speak("es")
            assert Account.load(places.account).language == "es"
            await renew(unit)
        assert Account.load(places.account).language == "es"
        async with opened(places) as unit:
            assert unit.assistant.tongue is SPANISH


async def test_what_is_spoken_this_time_only_is_kept_nowhere(tmp_path: Path) -> None:
    places = Places(tmp_path)
    async with practising(places):
        async with opened(places, "es") as unit:
            await renew(unit)
        assert Account.load(places.account).language == "en"


@pytest.mark.parametrize(("is_here", "tongue"), [(True, SPANISH), (False, ENGLISH)])
async def test_typed_it_is_taken_where_an_agent_could_hear_it(
    unit: Unit, is_here: bool, tongue: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    def require(_: Language) -> None:
        if not is_here:
            raise ModelError("whisper-base is not here.")

    monkeypatch.setattr(text, "require_ears", require)
    await text._say_one(unit, "speak spanish", as_json=True)
    assert unit.assistant.tongue is tongue


async def test_a_tone_is_kept_in_the_account_too(tmp_path: Path) -> None:
    places = Places(tmp_path)
    async with practising(places):
        async with opened(places) as unit:
            turns, _ = await heard(unit, OtherEngines("en"), "be brief", "cancel", "create a job", "cancel")
            replies = [turn.reply for turn in turns]
            assert replies == ["Brief.", "Cancelled.", "For which customer?", "Cancelled."]
        async with opened(places) as unit:
            assert unit.assistant.tongue is tongue_in("en", "brief")
