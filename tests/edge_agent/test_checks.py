"""What the self-test says about Hero365."""

import asyncio
from pathlib import Path

import pytest
from pydantic import SecretStr

from edge_agent.checks import Check, checks
from edge_agent.settings import Places
from sync.account import Account
from sync.client import Hero365Client
from sync.standin import PRACTICE_PASSWORD, StandIn


@pytest.fixture(scope="module")
def account(tmp_path_factory: pytest.TempPathFactory) -> Account:
    """Rosa's, at a server that has ended since."""
    with StandIn.start(tmp_path_factory.mktemp("standin") / "hero365.db") as stand_in:
        email = "rosa.delgado@example.com"
        return asyncio.run(Hero365Client.sign_in(stand_in.url, email, PRACTICE_PASSWORD, time_zone="America/Chicago"))


def told_of_hero365(account: Account, folder: Path) -> Check:
    account.save(Places(folder).account)
    return next(check for check in checks(Places(folder)) if check.name == "hero365")


def test_that_it_is_not_reached(account: Account, tmp_path: Path) -> None:
    told = told_of_hero365(account, tmp_path)
    assert (told.passed, told.says) == (False, "Hero365 can't be reached.")


def test_that_it_answers_and_that_it_wants_a_sign_in(account: Account, tmp_path: Path) -> None:
    with StandIn.start(tmp_path / "standin.db") as stand_in:
        email = "rosa.delgado@example.com"
        known = asyncio.run(Hero365Client.sign_in(stand_in.url, email, PRACTICE_PASSWORD, time_zone="America/Chicago"))
        told = told_of_hero365(known, tmp_path)
        assert (told.passed, told.says) == (True, f"{stand_in.url} answers")
        unknown = known.model_copy(update={"access_token": SecretStr("of.somebody.else")})
        told = told_of_hero365(unknown, tmp_path)
        assert (told.passed, "wants a sign-in" in told.says) == (False, True)
