"""Web pages of other origins use the relay where its operator says so, and not otherwise."""

import pytest

from cloud_relay.composition import composed
from cloud_relay.settings import Settings
from sync.standin import StandIn
from tests.cloud_relay.conftest import running_at

OFFICE = "https://office.example.com"
PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization, content-type"}


@pytest.fixture
def database() -> str:
    return ""


@pytest.mark.parametrize(
    ("origins", "origin", "is_let_in"),
    [
        ("", OFFICE, False),
        (OFFICE, OFFICE, True),
        (f"https://desk.example.com, {OFFICE}", OFFICE, True),
        (OFFICE, "https://evil.example.com", False),
    ],
)
async def test_a_page_of_another_origin_is_let_in_where_that_is_set(
    settings: Settings, hero365: StandIn, origins: str, origin: str, is_let_in: bool
) -> None:
    async with (
        composed(settings.model_copy(update={"origins": origins})) as relay,
        running_at(relay, hero365) as running,
    ):
        asked = await running.http.options("/v1/callbacks", headers={"Origin": origin, **PREFLIGHT})
        refused = await running.http.get("/v1/callbacks", headers={"Origin": origin})
    for answer in (asked, refused):
        assert answer.headers.get("Access-Control-Allow-Origin") == (origin if is_let_in else None)
    assert asked.is_success is is_let_in
    assert refused.status_code == 401
