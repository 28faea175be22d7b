"""`POST /v1/voice`: one spoken request, answered in words and sound, and delivered to Hero365 in the speaker's name."""

import asyncio
import base64
import io
import wave
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx
import numpy as np
import pytest

from assistant.engines import opened_voice
from cloud_relay.composition import composed
from cloud_relay.settings import Settings
from cloud_relay.voice.conversation import NOT_HEARD, not_heard
from conversation.english import sentences as english
from conversation.spanish import sentences as spanish
from models.errors import RecogniserError, SpeechError
from models.store import ModelMissingError, ModelStore, default_models
from sync.standin import StandIn
from sync.standin.faults import Kind
from tests.cloud_relay.conftest import Running, Watch, bearer, hero365_token, running_at, somebody
from tests.cloud_relay.desks.conftest import come_to_an_end
from tests.cloud_relay.recordings import noise, silence
from tests.cloud_relay.test_sign_in import OWNER, ROSA
from tests.cloud_relay.told_engines import ToldEngines

Saying = Callable[[str], bytes]


@pytest.fixture
def database() -> str:
    """SQLite: what both stores keep is looked at where desks are."""
    return ""


@pytest.fixture
def told() -> ToldEngines:
    return ToldEngines()


@pytest.fixture
async def answering(settings: Settings, watch: Watch, hero365: StandIn, told: ToldEngines) -> AsyncIterator[Running]:
    """A gateway that hears what it is told."""
    engines = told.engines()
    async with (
        composed(settings, watch) as relay,
        running_at(replace(relay, engines=engines), hero365) as running,
    ):
        yield running
    told.free.set()
    told.loaded.set()
    await engines.close()
    hero365.clear_faults()


@pytest.fixture(scope="session")
def saying() -> Saying:
    """Sentences as recordings of a synthetic voice."""
    if not ModelStore(default_models()).installed("whisper-tiny.en"):
        pytest.skip("whisper-tiny.en is not here; `make models` fetches it")

    def say(text: str) -> bytes:
        file = io.BytesIO()
        with opened_voice() as voice, wave.open(file, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(2)
            sound.setframerate(voice.sample_rate)
            silence = np.zeros(voice.sample_rate // 3, np.int16)
            sound.writeframes(np.concatenate([silence, voice.speak(text), silence]).tobytes())
        return file.getvalue()

    return say


async def ask(running: Running, who: dict[str, str], recording: bytes = b"", **more: str) -> httpx.Response:
    headers = {**who, "Content-Type": "audio/wav", **more}
    return await running.http.post("/v1/voice", content=recording or silence(), headers=headers, timeout=60)


async def answer_to(running: Running, who: dict[str, str], **more: str) -> dict[str, Any]:
    answer: dict[str, Any] = (await ask(running, who, **more)).raise_for_status().json()
    return answer


async def test_a_command_is_carried_out_and_answered(running: Running, saying: Saying) -> None:
    who = await running.person(ROSA)
    answer = (await ask(running, who, saying("Put job forty two on hold."))).json()
    assert answer["command"] == "job.set_status"
    assert len(base64.b64decode(answer["audio"])) > 10_000


async def test_what_was_said_is_answered_in_words_and_sound(answering: Running, told: ToldEngines) -> None:
    told.words.append("add a note to job 57 that the pump hums")
    answer = await answer_to(answering, await answering.person(ROSA))
    assert answer | {"audio": "", "operations": []} == {
        "transcript": "add a note to job 57 that the pump hums",
        "guesses": [],
        "text": "The note is in job 57.",
        "audio": "",
        "language": "en",
        "outcome": "saved",
        "command": "job.add_note",
        "slots": {"job": "57", "note": "the pump hums"},
        "asks": False,
        "operations": [],
    }
    assert [(each["command"], each["state"]) for each in answer["operations"]] == [("job.add_note", "done")]
    with wave.open(io.BytesIO(base64.b64decode(answer["audio"]))) as sound:
        assert sound.getnframes() > 1000


async def test_a_question_is_answered_by_the_next_request(answering: Running, told: ToldEngines) -> None:
    who = await answering.person(ROSA)
    told.words += ["cancel job 42", "no"]
    asked = await answer_to(answering, who)
    assert (asked["outcome"], asked["asks"], asked["operations"]) == ("confirming", True, [])
    answered = await answer_to(answering, who)
    assert (answered["text"], answered["asks"]) == (english.NOT_SAVED, False)


async def test_what_may_have_been_said_is_shown_and_asked(answering: Running, told: ToldEngines) -> None:
    who, key = await answering.person(ROSA), {"Idempotency-Key": str(uuid4())}
    told.guesses = ("put job 42 on hold", "put job 57 on hold")
    asked = await answer_to(answering, who, **key)
    assert asked["text"].startswith("Did you say")
    assert (asked["transcript"], asked["guesses"]) == ("", ["put job 42 on hold", "put job 57 on hold"])
    again = await answer_to(answering, who, **key)
    assert (again["text"], again["guesses"]) == (asked["text"], asked["guesses"])
    told.words.append("no")
    assert "57" in (await answer_to(answering, who))["text"]


class TestLater:
    """What Hero365 makes of a command after it was answered."""

    async def test_it_is_said_before_the_next_answer_and_can_be_asked_for(
        self, answering: Running, told: ToldEngines, hero365: StandIn
    ) -> None:
        who = await answering.person(ROSA)
        told.words += ["what's my schedule today", "put job 456 on hold", "no", "no", "no"]
        await answer_to(answering, who)  # the names are there, and get older
        hero365.fault(Kind.DOWN)
        saved = await answer_to(answering, who)
        [operation] = saved["operations"]
        assert await command(answering, who, operation["id"]) == operation
        hero365.clear_faults()
        cancelled_at(hero365, "JOB-000456")
        async with answering.relay.desks.at(await somebody(answering, who)) as desk:
            await come_to_an_end(desk)
        standing = await command(answering, who, operation["id"])
        assert (standing["state"], bool(standing["reason"])) == ("rejected", True)
        key = {"Idempotency-Key": str(uuid4())}
        for _ in range(2):  # the second time since the answer was lost
            answer = await answer_to(answering, who, **key)
            assert "Hero365 refused job 456" in answer["text"]
            assert answer["text"].endswith(english.NOT_UNDERSTOOD)
        assert (await answer_to(answering, who))["text"] == english.NOT_UNDERSTOOD

    async def test_nobody_elses_is_shown(self, answering: Running, told: ToldEngines) -> None:
        told.words.append("add a note to job 57 that the door sticks")
        said = await answer_to(answering, await answering.person(ROSA))
        path = f"/v1/commands/{said['operations'][0]['id']}"
        assert (await answering.http.get(path, headers=await answering.person(OWNER))).status_code == 404


async def command(running: Running, who: dict[str, str], named: str) -> dict[str, Any]:
    shown: dict[str, Any] = (await running.http.get(f"/v1/commands/{named}", headers=who)).raise_for_status().json()
    return shown


class TestSentAgain:
    """With the same key, since the answer was lost."""

    async def test_it_is_carried_out_once(self, answering: Running, told: ToldEngines) -> None:
        who, key = await answering.person(ROSA), str(uuid4())
        told.words += ["add a note to job 57 that the belt slips", "cancel job 42"]
        first = await answer_to(answering, who, **{"Idempotency-Key": key})
        again = await answer_to(answering, who, **{"Idempotency-Key": key})
        assert [each["id"] for each in again["operations"]] == [each["id"] for each in first["operations"]]
        assert (again["outcome"], again["transcript"]) == ("saved", first["transcript"])
        assert len(told.words) == 1
        assert arrived(answering, first) == 1

    async def test_at_the_same_time(self, answering: Running, told: ToldEngines) -> None:
        who, key = await answering.person(ROSA), str(uuid4())
        told.words += ["add a note to job 57 that the fan squeaks", "cancel job 42"]
        asking = [answer_to(answering, who, **{"Idempotency-Key": key}) for _ in range(3)]
        answers = await asyncio.gather(*asking)
        assert len({each["id"] for answer in answers for each in answer["operations"]}) == 1
        assert (len(told.words), arrived(answering, answers[0])) == (1, 1)

    async def test_it_is_answered_by_what_has_become_of_it(
        self, answering: Running, told: ToldEngines, hero365: StandIn
    ) -> None:
        who, key = await answering.person(ROSA), str(uuid4())
        told.words += ["what's my schedule today", "put job 104 on hold"]
        await answer_to(answering, who)  # the names are there, and get older
        cancelled_at(hero365, "JOB-000104")
        await answer_to(answering, who, **{"Idempotency-Key": key})
        async with answering.relay.desks.at(await somebody(answering, who)) as desk:
            await come_to_an_end(desk)
        again = await answer_to(answering, who, **{"Idempotency-Key": key})
        assert [each["state"] for each in again["operations"]] == ["rejected"]
        assert again["text"].startswith("Hero365 refused job 104")
        assert again["text"].count("refused") == 1
        assert desk.desk.outcomes.untold() == []

    async def test_to_another_process(
        self, answering: Running, told: ToldEngines, settings: Settings, watch: Watch
    ) -> None:
        """A yes is no command, and would not be understood a second time."""
        who, key = await answering.person(ROSA), str(uuid4())
        told.words += ["cancel job 230", "yes"]
        await answer_to(answering, who)
        first = await answer_to(answering, who, **{"Idempotency-Key": key})
        assert first["outcome"] == "saved"
        engines = told.engines()
        async with (
            composed(settings, watch) as relay,
            running_at(replace(relay, engines=engines), answering.hero365) as restarted,
        ):
            again = await answer_to(restarted, who, **{"Idempotency-Key": key})
        await engines.close()
        assert (again["outcome"], again["operations"][0]["id"]) == ("saved", first["operations"][0]["id"])
        assert arrived(answering, first) == 1


class TestRefused:
    """In one sentence, and nothing is heard."""

    async def test_another_business(self, answering: Running) -> None:
        answer = await answering.http.post(
            "/v1/voice", params={"business": "another"}, headers=await answering.person(ROSA), content=silence()
        )
        assert (answer.status_code, answer.json()) == (403, {"detail": "This token is for another business."})

    async def test_ones_own_may_be_named(self, answering: Running) -> None:
        who = await answering.person(ROSA)
        business = (await answering.http.get("/v1/me", headers=who)).json()["business"]
        headers = {**who, "Content-Type": "audio/wav"}
        answer = await answering.http.post(
            "/v1/voice", params={"business": business}, headers=headers, content=silence()
        )
        assert answer.status_code == 200

    async def test_an_agent_for_customers(self, answering: Running) -> None:
        answer = await answering.http.post(
            "/v1/voice", params={"agent_type": "external"}, headers=await answering.person(ROSA), content=silence()
        )
        assert answer.status_code == 422
        assert "agent_type has to be internal" in answer.json()["detail"]

    async def test_a_unit_and_a_stranger(self, answering: Running) -> None:
        assert (await ask(answering, await answering.unit(OWNER))).status_code == 403
        assert (await ask(answering, {})).status_code == 401
        assert (await ask(answering, bearer("of.nobody.here"))).status_code == 401

    @pytest.mark.parametrize(
        ("recording", "media_type", "said"),
        [
            (b"no sound at all", "audio/wav", "This is no wav recording."),
            (noise("audio/ogg"), "audio/flac", "The recording holds no sound."),
            (silence(), "text/plain", "text/plain is not taken; send one of"),
            (silence(61), "audio/wav", "A request is 60 seconds long at most."),
            (silence(90), "audio/wav", "A request has at most 2097152 bytes."),
            (b"\0" * 2_000_000, "audio/mpeg", "This is no mp3 recording."),
        ],
    )
    async def test_what_is_no_recording(
        self, answering: Running, told: ToldEngines, recording: bytes, media_type: str, said: str
    ) -> None:
        answer = await ask(answering, await answering.person(ROSA), recording, **{"Content-Type": media_type})
        assert answer.status_code in {413, 422}
        assert answer.json()["detail"].startswith(said)
        assert told.heard_in == []


async def test_while_hero365_is_away_it_is_kept_and_that_is_said(
    answering: Running, told: ToldEngines, hero365: StandIn
) -> None:
    who = await answering.person(ROSA)
    told.words += ["what's my schedule today", "add a note to job 57 that it rains in"]
    await answer_to(answering, who)  # the names are there
    hero365.fault(Kind.DOWN)
    answer = await answer_to(answering, who)
    assert english.OFFLINE in answer["text"]
    assert [each["state"] for each in answer["operations"]] == ["pending"]
    hero365.clear_faults()
    async with answering.relay.desks.at(await somebody(answering, who)) as desk:
        await come_to_an_end(desk)
    assert arrived(answering, answer) == 1


class TestEngines:
    """That are slow, or fail."""

    async def test_a_slow_ear_is_not_waited_for_and_holds_nobody_else_up(
        self, answering: Running, told: ToldEngines
    ) -> None:
        who = await answering.person(ROSA)
        answering.relay.engines.ears["en"].engine.within_s = 0.5
        told.words.append("what was heard too late")
        told.free.clear()
        asking = asyncio.create_task(answer_to(answering, who))
        assert (await answering.http.get("/v1/me", headers=who)).status_code == 200
        answer = await asking
        assert (answer["outcome"], answer["text"]) == ("failed", NOT_HEARD["en"])
        told.free.set()
        told.words.append("put job 42 on hold")
        answering.relay.engines.ears["en"].engine.within_s = 60
        assert (await answer_to(answering, who))["command"] == "job.set_status"

    async def test_whoever_speaks_first_waits_until_they_are_loaded(
        self, answering: Running, told: ToldEngines
    ) -> None:
        who, ear = await answering.person(ROSA), answering.relay.engines.ears["en"].engine
        told.words.append("put job 42 on hold")
        told.loaded.clear()
        ear.within_s = 0
        asking = asyncio.create_task(answer_to(answering, who))
        await asyncio.to_thread(told.loads.wait)
        ear.within_s = 60
        told.loaded.set()
        assert (await asking)["command"] == "job.set_status"

    async def test_an_ear_that_hears_nothing(self, answering: Running, told: ToldEngines) -> None:
        answer = await answer_to(answering, await answering.person(ROSA))
        assert (answer["outcome"], answer["transcript"], answer["text"]) == ("nothing", "", english.NOT_UNDERSTOOD)

    async def test_an_ear_that_fails(self, answering: Running, told: ToldEngines) -> None:
        told.ear = RecogniserError("The ear is broken.")
        answer = await answer_to(answering, await answering.person(ROSA))
        assert (answer["outcome"], answer["text"]) == ("failed", NOT_HEARD["en"])

    async def test_without_a_voice_the_words_are_there(self, answering: Running, told: ToldEngines) -> None:
        told.mouth = SpeechError("The voice is broken.")
        told.words.append("put job 42 on hold")
        answer = await answer_to(answering, await answering.person(ROSA))
        assert (answer["audio"], answer["command"]) == (None, "job.set_status")
        assert answer["text"]


async def test_two_requests_at_once_are_taken_one_behind_the_other(answering: Running, told: ToldEngines) -> None:
    who = await answering.person(ROSA)
    told.words += ["add a note to job 57 that one is done", "add a note to job 57 that two are done"]
    answers = await asyncio.gather(answer_to(answering, who), answer_to(answering, who))
    assert sorted(answer["slots"]["note"] for answer in answers) == ["one is done", "two are done"]
    assert [arrived(answering, answer) for answer in answers] == [1, 1]


async def test_spanish_is_heard_and_answered(answering: Running, told: ToldEngines) -> None:
    body = {"hero365_token": answering.hero365_token(ROSA), "language": "es"}
    who = bearer((await answering.http.post("/v1/sign-in", json=body)).json()["token"])
    told.words += ["cancela el trabajo 42", "no"]
    asked = await answer_to(answering, who)
    assert (asked["language"], asked["asks"], told.heard_in) == ("es", True, ["es"])
    assert (await answer_to(answering, who))["text"] == spanish.NOT_SAVED


class TestSpanish:
    """That cannot be had."""

    async def test_it_is_refused_in_words_and_english_goes_on(self, answering: Running, told: ToldEngines) -> None:
        who = await answering.person(ROSA)
        told.words += ["speak spanish", "what's my schedule today"]
        assert (await answer_to(answering, who))["text"] == english.ON_A_UNIT
        on = await answer_to(answering, who)
        assert (on["language"], on["command"], told.heard_in) == ("en", "schedule.today", ["en", "en"])

    async def test_where_nothing_hears_it_that_is_said_and_not_to_say_it_again(
        self, answering: Running, told: ToldEngines
    ) -> None:
        body = {"hero365_token": answering.hero365_token(ROSA), "language": "es"}
        who = bearer((await answering.http.post("/v1/sign-in", json=body)).json()["token"])
        told.ear = ModelMissingError("The model whisper-base is not here.")
        answer = await answer_to(answering, who)
        assert (answer["outcome"], answer["text"]) == ("failed", not_heard(told.ear, "es"))
        assert answer["text"].startswith("Aquí no puedo oír español: falta con qué oírlo.")


async def test_who_asks_too_often_is_told_so(answering: Running) -> None:
    who = await answering.person(ROSA)
    statuses = [(await ask(answering, who, b"nothing")).status_code for _ in range(31)]
    assert statuses == [422] * 30 + [429]


def cancelled_at(hero365: StandIn, number: str) -> None:
    """The office cancels a job at Hero365 itself."""
    office = bearer(hero365_token(hero365.url, OWNER))
    with httpx.Client(base_url=hero365.url, headers=office, trust_env=False) as http:
        jobs = http.get("/jobs").raise_for_status().json()["jobs"]
        cancelled = {"job_ids": [job["id"] for job in jobs if job["job_number"] == number], "status": "cancelled"}
        http.post("/jobs/bulk-update", json=cancelled).raise_for_status()


def arrived(running: Running, answer: dict[str, Any]) -> int:
    """How often Hero365 has carried out what an answer says was put on its way."""
    commands = {each["id"] for each in answer["operations"]}
    return sum(effect.command in commands for effect in running.hero365.journal())
