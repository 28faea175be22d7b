"""An employee speaks with the internal agent, from sound to sound, over a real line to a real gateway."""

import asyncio
from collections.abc import AsyncIterator

import numpy as np
import pytest

from cloud_relay.errors import BusyError
from cloud_relay.sessions.line import Said as SaidMessage
from cloud_relay.sessions.line import Told
from cloud_relay.sessions.sentences import GONE, ONE_MOMENT
from cloud_relay.voice.mouth import Mouth, Speech
from cloud_relay.worker import speaker
from cloud_relay.worker.line import Line, Saying
from conversation.reading import sentences
from tests.cloud_relay.test_sign_in import OWNER
from tests.cloud_relay.worker.conftest import Office, Voice
from tests.cloud_relay.worker.headset import RATE, Said

HELLO = Said("Hello. What can I do?", interrupted=False)


async def test_a_command_is_answered_and_arrives(office: Office, voice: Voice) -> None:
    session, who, headset = await office.call()
    assert await headset.hears() == HELLO
    headset.speak(voice("Put job forty two on hold."))
    assert await headset.hears() == Said("Job 42 is now on hold.", interrupted=False)
    assert [effect.changed for effect in await office.arrived("JOB-000042")] == [["internal_notes", "status"]]
    standing = await office.status(session, who)
    assert (standing["status"], standing["function_calls_count"], standing["voice_interactions_count"]) == (
        "active",
        1,
        1,
    )


async def test_what_has_to_be_confirmed_waits_for_a_yes(office: Office, voice: Voice) -> None:
    _, _, headset = await office.call(OWNER)
    await headset.hears()
    headset.speak(voice("Cancel job sixty one."))
    assert (await headset.hears()).text.endswith("?")
    assert await office.arrived("JOB-000061") == []
    headset.speak(voice("Yes."))
    await headset.hears()
    assert len(await office.arrived("JOB-000061")) == 1


async def test_a_pause_in_the_middle_of_a_command_is_no_end_of_it(office: Office, voice: Voice) -> None:
    _, _, headset = await office.call()
    await headset.hears()
    headset.speak(voice("Put job fifty seven"), 0.4, voice("on hold."))
    assert await headset.hears() == Said("Job 57 is now on hold.", interrupted=False)
    assert headset.said.empty()


async def test_who_speaks_over_a_reply_is_heard_and_answered(office: Office, voice: Voice) -> None:
    _, _, headset = await office.call()
    await headset.hears()
    headset.speak(voice("Tell me about job forty two."))
    await headset.ears.begins.wait()
    headset.speak(voice("Put job forty two on hold."))
    cut = await headset.hears()
    assert cut.interrupted
    assert len(headset.ears.heard[-1]) < 2 * RATE
    assert "on hold" in (await headset.hears()).text


async def test_noise_is_answered_once_at_most(office: Office, voice: Voice) -> None:
    _, _, headset = await office.call()
    await headset.hears()
    hiss = np.random.default_rng(1).normal(0, 3000, RATE).astype(np.int16)
    headset.speak(hiss, 0.8, voice("The weather was fine yesterday, wasn't it?")[::-1], 1.5, voice("Who am I?"))
    answers = [await headset.hears()]
    while "Rosa" not in answers[-1].text:
        answers.append(await headset.hears())
    assert len(answers) <= 2


async def test_who_leaves_ends_the_session(office: Office) -> None:
    session, who, headset = await office.call()
    await headset.hears()
    headset.gone.set()
    await office.agents[0]
    await office.ended(session)
    assert (await office.status(session, who))["status"] == "inactive"
    assert len(office.agents) == 1


async def test_who_hangs_up_in_the_middle_of_a_word_ends_the_session(office: Office, any_voice: Voice) -> None:
    session, who, headset = await office.call()
    await headset.hears()
    assert headset.session is not None
    speaks = asyncio.Event()
    headset.session.on("user_state_changed", lambda changed: changed.new_state == "speaking" and speaks.set())
    headset.speak(any_voice("Tell me about job forty two."))
    await speaks.wait()
    headset.gone.set()
    await office.agents[0]
    await office.ended(session)
    assert (await office.status(session, who))["status"] == "inactive"


ON_HOLD = "Job 42 is now on hold."


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the voice is too busy to say, each as often as it stands here."""
    busy: list[str] = []
    speak = Mouth.speak

    async def speak_unless_busy(self: Mouth, text: str) -> AsyncIterator[Speech]:
        if text in busy:
            busy.remove(text)
            raise BusyError("Too many speak at the same time; try again in a moment.")
        async for sentence in speak(self, text):
            yield sentence

    monkeypatch.setattr(Mouth, "speak", speak_unless_busy)
    monkeypatch.setattr(speaker, "_AGAIN_AFTER_S", (0.0, 0.0, 0.0))
    return busy


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> "asyncio.Queue[Saying]":
    """What the gateway hears was said."""
    told: asyncio.Queue[Saying] = asyncio.Queue()
    tell = Line.told

    def noted(line: Line, saying: Saying) -> None:
        told.put_nowait(saying)
        tell(line, saying)

    monkeypatch.setattr(Line, "told", noted)
    return told


async def made_ahead(office: Office) -> None:
    """Returns once an agent has all that it says without a voice."""
    made = office.running.relay.engines.mouths["en"]._kept
    while not {*sentences(ONE_MOMENT["en"]), *sentences(GONE["en"])} <= made.keys():  # noqa: ASYNC110 - it tells nobody
        await asyncio.sleep(0.05)


async def test_an_answer_for_which_the_voice_is_too_busy_is_heard_when_it_is_free(
    office: Office, voice: Voice, busy: list[str], told: "asyncio.Queue[Saying]"
) -> None:
    _, _, headset = await office.call()
    assert await headset.hears() == HELLO
    assert (await told.get()).heard == SaidMessage(id=0)
    await made_ahead(office)
    busy += [ON_HOLD] * 4
    headset.speak(voice("Put job forty two on hold."))
    await headset.ears.begins.wait()
    assert busy == [ON_HOLD] * 3  # and yet there is something to hear: "One moment, please."
    assert await headset.hears() == Said(ON_HOLD, interrupted=False)
    assert busy == []
    assert (await told.get()).text == ON_HOLD
    assert len(office.agents) == 1


async def test_news_behind_an_answer_that_nobody_has_heard_do_not_stand_for_it(
    office: Office, voice: Voice, busy: list[str], told: "asyncio.Queue[Saying]", monkeypatch: pytest.MonkeyPatch
) -> None:
    agents: list[Line] = []
    run = Line.run
    monkeypatch.setattr(Line, "run", lambda line: (agents.append(line), run(line))[1])
    _, _, headset = await office.call()
    assert await headset.hears() == HELLO
    assert (await told.get()).heard == SaidMessage(id=0)
    await made_ahead(office)
    busy += [ON_HOLD] * 5
    headset.speak(voice("Put job forty two on hold."))
    await headset.ears.begins.wait()
    agents[0].sayings.put_nowait(Saying("Job 57 was accepted.", Told(id=99)))
    assert (await headset.hears()).text == "Job 57 was accepted."
    assert (await told.get()).heard == Told(id=99)
    (live,) = office.running.relay.voice_sessions._lives.values()  # type: ignore[union-attr]
    assert live.unheard == ON_HOLD
