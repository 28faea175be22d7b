"""People come in by what Hero365 knows of them, and by nothing else."""

import asyncio
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from pydantic import HttpUrl, SecretStr
from sqlalchemy import select

from cloud_relay.composition import composed
from cloud_relay.errors import UpstreamError
from cloud_relay.identity.people import whoever_shows
from cloud_relay.settings import Settings
from cloud_relay.tables import Request
from sync.standin import StandIn
from tests.cloud_relay.conftest import Running, Watch, bearer, running_at, somebody

ROSA = "rosa.delgado@example.com"
OWNER = "owner@example.com"


async def test_a_person_is_who_hero365_says(running: Running) -> None:
    me = (await running.http.get("/v1/me", headers=await running.person(ROSA))).json()
    assert (me["kind"], me["name"], me["role"]) == ("person", "Rosa Delgado", "employee")
    assert "create_jobs" in me["permissions"]


@pytest.mark.parametrize("token", ["of.somebody.else", "de.mañana", "two\r\nlines", " "])
async def test_a_token_that_hero365_does_not_know_opens_nothing(running: Running, token: str) -> None:
    answer = await running.http.post("/v1/sign-in", json={"hero365_token": token})
    assert (answer.status_code, answer.json()) == (
        401,
        {"detail": "Hero365 does not know this token; sign in there again."},
    )


async def test_nobody_comes_into_a_business_that_is_not_theirs(running: Running) -> None:
    body = {"hero365_token": running.hero365_token(ROSA), "business": "another"}
    answer = await running.http.post("/v1/sign-in", json=body)
    assert answer.status_code == 403


async def test_hero365s_own_token_is_none_of_ours(running: Running) -> None:
    answer = await running.http.get("/v1/me", headers=bearer(running.hero365_token(ROSA)))
    assert answer.status_code == 401


async def test_while_hero365_is_away_nobody_can_sign_in_and_may_try_again(settings: Settings) -> None:
    away = settings.model_copy(update={"hero365": HttpUrl("http://127.0.0.1:9")})
    async with composed(away) as relay:
        with pytest.raises(UpstreamError):
            await whoever_shows(SecretStr("a.token"), None, relay.hero365, time_zone="UTC")


class TestTimeZone:
    """By which "nine a.m." is meant: a wrong one is an hour that a customer waits."""

    @pytest.fixture
    def settings(self, settings: Settings) -> Settings:
        return settings.model_copy(update={"time_zone": "America/New_York"})

    @pytest.mark.parametrize("said", [{}, {"time_zone": "America/Denver"}], ids=["nothing", "the device's"])
    async def test_it_is_that_of_the_business_whatever_was_said(self, running: Running, said: dict[str, str]) -> None:
        assert await zone_of_whoever_says(running, said) == "America/Chicago"

    @pytest.mark.parametrize(
        ("said", "zone"), [({}, "America/New_York"), ({"time_zone": "America/Denver"}, "America/Denver")]
    )
    async def test_where_hero365_tells_none_it_is_the_devices_and_else_the_setting(
        self, running: Running, no_faults: StandIn, said: dict[str, str], zone: str
    ) -> None:
        no_faults.fault("error", path="/businesses/")
        assert await zone_of_whoever_says(running, said) == zone


async def zone_of_whoever_says(running: Running, said: dict[str, str]) -> str:
    """The time zone in which somebody who signs in so is understood, which is the one that they are told."""
    body = {"hero365_token": running.hero365_token(ROSA), **said}
    told = (await running.http.post("/v1/sign-in", json=body)).raise_for_status().json()
    async with running.relay.desks.at(await somebody(running, bearer(told["token"]))) as desk:
        assert desk.desk.account.time_zone == told["time_zone"]
    return str(told["time_zone"])


async def test_without_a_token_one_is_asked_for(running: Running) -> None:
    answer = await running.http.get("/v1/me")
    assert (answer.status_code, answer.headers["WWW-Authenticate"]) == (401, "Bearer")


async def test_a_token_ends(running: Running) -> None:
    header = await running.person(ROSA)
    claims = jwt.decode(header["Authorization"].removeprefix("Bearer "), options={"verify_signature": False})
    assert claims["exp"] - claims["iat"] == timedelta(minutes=30).total_seconds()
    assert {claims["iss"], claims["aud"]} == {"hero365-relay"}


async def test_who_signs_out_is_out(running: Running) -> None:
    header = await running.person(ROSA)
    assert (await running.http.post("/v1/sign-out", headers=header)).status_code == 204
    assert (await running.http.get("/v1/me", headers=header)).status_code == 401


def forged(
    running: Running, header: dict[str, str], key: str | None = None, algorithm: str = "HS256", **claims: object
) -> str:
    """Rosa's own token with something in it changed."""
    own = jwt.decode(header["Authorization"].removeprefix("Bearer "), options={"verify_signature": False})
    return jwt.encode(own | claims, running.relay.tokens.key if key is None else key, algorithm=algorithm)


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "somebody"},
        {"aud": "somebody"},
        {"exp": datetime(2020, 1, 1, tzinfo=UTC)},
        {"kind": None},
        {"business": None},
    ],
    ids=lambda wrong: next(iter(wrong)),
)
async def test_a_token_of_another_make_opens_nothing(running: Running, wrong: dict[str, object]) -> None:
    token = forged(running, await running.person(ROSA), **wrong)
    assert (await running.http.get("/v1/me", headers=bearer(token))).status_code == 401


async def test_another_key_or_algorithm_opens_nothing(running: Running) -> None:
    header = await running.person(ROSA)
    for token in (
        forged(running, header, key="another key, which is long enough too"),
        forged(running, header, key="", algorithm="none"),
        forged(running, header, algorithm="HS512"),
    ):
        assert (await running.http.get("/v1/me", headers=bearer(token))).status_code == 401


async def test_whoever_guesses_is_slowed_down(running: Running) -> None:
    tried = [await running.http.post("/v1/sign-in", json={"hero365_token": "wrong"}) for _ in range(21)]
    assert [answer.status_code for answer in tried[:20]] == 20 * [401]
    assert (tried[20].status_code, tried[20].headers["Retry-After"]) == (429, "60")


async def test_whoever_tries_tokens_is_slowed_down_and_nobody_else(running: Running) -> None:
    rosa = await running.person(ROSA)
    tried = [await running.http.get("/v1/me", headers=bearer("of.somebody.else")) for _ in range(241)]
    assert {answer.status_code for answer in tried[:200]} == {401}
    assert tried[-1].status_code == 429
    assert (await running.http.get("/v1/me", headers=rosa)).status_code == 200


async def test_a_request_is_noted_without_what_was_in_it(running: Running) -> None:
    await running.http.get("/v1/me", headers=await running.person(ROSA))
    async with asyncio.timeout(30), running.relay.database() as session:
        while len(noted := (await session.scalars(select(Request).order_by(Request.status))).all()) < 2:
            await session.rollback()
            await asyncio.sleep(0.01)
    assert [(each.route, each.status, each.business is None) for each in noted] == [
        ("/v1/me", 200, False),
        ("/v1/sign-in", 201, True),
    ]


async def test_who_is_not_known_leaves_no_traces_but_tries_to_come_in(running: Running) -> None:
    """Nobody fills the disk or the memory without a name."""
    for number in range(3):
        await running.http.get(f"/nothing/{number}")
        await running.http.request(f"METHOD{number}", "/v1/sign-in")
        await running.http.get("/v1/me")
        await running.http.get("/v1/me", headers=bearer("of.somebody.else"))
        await running.http.post("/v1/sign-in", content=b"{")
    tries = [await running.http.post("/v1/sign-in", json={"hero365_token": "wrong"}) for _ in range(21)]
    assert tries[-1].status_code == 429
    async with running.relay.database() as session:
        noted = (await session.scalars(select(Request))).all()
    assert {(each.route, each.status) for each in noted} == {("/v1/sign-in", 401), ("/v1/sign-in", 422)}
    assert len(noted) == 20
    assert 'method="METHOD' not in (await running.http.get("/metrics")).text


async def test_a_body_that_is_too_large_is_not_read_to_its_end(running: Running) -> None:
    answer = await running.http.post("/v1/sign-in", content=b"x" * 70_000)
    assert (answer.status_code, answer.json()) == (413, {"detail": "A request has at most 65536 bytes."})


async def test_a_recording_that_is_too_large_is_told_how_a_minute_fits(running: Running) -> None:
    """48 kHz, 16 bits, mono."""
    for seconds, rate, status in ((60, 48_000, 413), (60, 16_000, 401)):
        answer = await running.http.post("/v1/voice", content=bytes(44 + 2 * seconds * rate))
        assert answer.status_code == status
        assert status == 401 or "A minute of WAV has no more at 16 kHz, mono, with 16 bits" in answer.json()["detail"]


async def test_without_the_count_of_who_asked_how_often_nobody_is_let_in(
    settings: Settings, hero365: StandIn, watch: Watch
) -> None:
    away = settings.model_copy(update={"redis": "redis://127.0.0.1:9/0"})
    async with composed(away, watch) as relay, running_at(relay, hero365) as running:
        answer = await running.http.post("/v1/sign-in", json={"hero365_token": running.hero365_token(ROSA)})
    assert (answer.status_code, answer.json()) == (503, {"detail": "A part of the relay is away; try again."})


@pytest.mark.parametrize("body", [b"{", b"\xff\x0c"], ids=["no JSON", "no text"])
async def test_a_body_that_cannot_be_read_is_told_as_any_that_is_misshapen(running: Running, body: bytes) -> None:
    answer = await running.http.post("/v1/sign-in", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert [(wrong["type"], wrong["loc"][0]) for wrong in answer.json()["detail"]] == [("json_invalid", "body")]


async def test_a_body_that_is_not_understood_is_not_shown_to_whoever_logs_answers(running: Running) -> None:
    answer = await running.http.post("/v1/sign-in", json={"email": ROSA, "pasword": "a secret"})
    assert answer.status_code == 422
    assert ["body", "pasword"] in [wrong["loc"] for wrong in answer.json()["detail"]]
    assert "a secret" not in answer.text
