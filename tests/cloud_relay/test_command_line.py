"""`hero365-relay` as a process."""

import asyncio
import errno
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import httpx
import pytest
from pydantic import HttpUrl
from sqlalchemy import text

from cloud_relay.database import connected, opened, prepared
from cloud_relay.doctor import Finding, findings
from cloud_relay.identity.enrolment import Enrolment
from cloud_relay.identity.principal import Principal
from cloud_relay.sessions.book import SessionBook
from cloud_relay.sessions.kinds import AgentType
from cloud_relay.settings import Settings, signing_key
from models import known_answer
from models.llama_engine import library
from sync.standin import PRACTICE_PASSWORD, StandIn
from tests.cloud_relay import postgres
from tests.cloud_relay.sessions.rooms import SERVER
from tests.cloud_relay.test_sign_in import OWNER

TIMEOUT = 60


def environment(folder: Path, **settings: str) -> dict[str, str]:
    own = {"FOLDER": str(folder), "PORT": "0"}  # somebody's gateway may run beside it
    return {f"HERO365_RELAY_{name}": value for name, value in (own | settings).items()}


def ran(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "cloud_relay", *arguments],
        env=environment(folder, **settings),
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )


def one_sentence(ran: subprocess.CompletedProcess[str]) -> str:
    assert ran.returncode == 1
    assert len(ran.stderr.splitlines()) == 1, ran.stderr
    return ran.stderr


@contextmanager
def serving(folder: Path, **settings: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A relay, and where it listens."""
    with subprocess.Popen(
        [sys.executable, "-m", "cloud_relay", "serve"],
        env=environment(folder, PORT="0", **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        try:
            yield process, process.stdout.readline().split()[2].rstrip(";")
        finally:
            process.terminate()


def test_it_serves_until_it_is_told_to_stop(tmp_path: Path) -> None:
    for _ in range(2):  # with the key and the database of the first time
        with serving(tmp_path) as (process, url):
            assert httpx.get(f"{url}/healthz", trust_env=False).json() == {"status": "ok"}
            process.send_signal(signal.SIGTERM)
            assert process.communicate(timeout=TIMEOUT)[1] == ""
        assert process.returncode == 0
    kept = {path.name: oct(path.stat().st_mode)[-3:] for path in tmp_path.glob("relay.*")}
    assert kept.keys() >= {"relay.db", "relay.key"}
    assert set(kept.values()) == {"600"}


def test_health_tells_whether_there_is_room_on_the_disk(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, url):
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (0, resource.RLIM_INFINITY))  # no byte more in any file
        full = httpx.get(f"{url}/healthz", trust_env=False)
        assert (full.status_code, full.json()) == (503, {"status": "no database"})
        resource.prlimit(process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        assert httpx.get(f"{url}/healthz", trust_env=False).json() == {"status": "ok"}


@pytest.mark.parametrize(("proxies", "status"), [("127.0.0.0/8", 401), ("10.0.0.1", 429)])
def test_only_a_known_proxy_tells_where_somebody_asks_from(tmp_path: Path, proxies: str, status: int) -> None:
    guess = {"code": "ABCD-2345", "name": "Van 3"}
    with serving(tmp_path, PROXIES=proxies) as (_, url), httpx.Client(base_url=url, trust_env=False) as http:
        asked = [
            http.post("/v1/devices/enrol", json=guess, headers={"X-Forwarded-For": f"192.0.2.{number}"})
            for number in range(11)
        ]
    assert asked[-1].status_code == status


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"PORT": "99999"}, "HERO365_RELAY_PORT"),
        ({"HOST": "0.0.0.0"}, "HERO365_RELAY_PUBLIC_URL=https://"),  # noqa: S104 - that is refused
        ({"PUBLIC_URL": "http://relay.example.com"}, "is not https"),
        ({"SECRET": "short"}, "32 bytes"),
        ({"TIME_ZONE": "Mars"}, "Mars is no time zone"),
        ({"PROXIES": "127.0.0.1, proxy.example.com"}, "proxy.example.com is no address or network"),
        ({"ORIGINS": "*"}, "* is no origin of a web page"),
        ({"ORIGINS": "https://office.example.com/"}, "is no origin of a web page"),
        ({"TWILIO__ACCOUNT": "x"}, "HERO365_RELAY_TWILIO__"),
        ({"DATABASE": "relay.db"}, "HERO365_RELAY_DATABASE"),
        ({"REDIS": "localhost:6379"}, "HERO365_RELAY_REDIS: this is no address of a Redis"),
        ({"TWILLIO__SENDER": "+13125550100"}, "HERO365_RELAY_TWILIO__SENDER may be meant."),
        ({"LIVEKIT__APIKEY": "office"}, "HERO365_RELAY_LIVEKIT__API_KEY may be meant."),
        ({"XYZZY": "1"}, "HERO365_RELAY_XYZZY is no setting of the relay; docs/relay.md lists them."),
        ({"HERO365": "http://api.example.com/v1"}, "http://api.example.com/v1 is not encrypted"),
        ({"EAR__URL": "http://ear.example.com/v1", "EAR__MODEL": "whisper"}, "ear.example.com/v1 is not encrypted"),
        ({"DATABASE": "postgresql+psycopg://relay@127.0.0.1:9/relay"}, "cannot be used"),
        (
            {"REDIS": "redis://relay:of-the-tests@127.0.0.1:9/0"},
            "redis://***@127.0.0.1:9/0 can't be reached; set HERO365_RELAY_REDIS, or leave it empty.",
        ),
    ],
    ids=str,
)
def test_what_is_set_wrongly_is_said(tmp_path: Path, settings: dict[str, str], said: str) -> None:
    assert said in one_sentence(ran(tmp_path, "serve", **settings))


def test_a_port_that_another_program_has_is_named(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        said = one_sentence(ran(tmp_path, "serve", PORT=port))
    assert said == (
        f"hero365-relay: 127.0.0.1:{port} cannot be listened on (address already in use); set HERO365_RELAY_PORT or "
        "HERO365_RELAY_HOST to a free one.\n"
    )


def test_a_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert str(file) in one_sentence(ran(file, "serve"))


def test_a_key_that_was_cut_off_is_named(tmp_path: Path) -> None:
    """As a disk that was full leaves one, where it was not written at once."""
    key = tmp_path / "relay.key"
    key.touch()
    assert f"{key} holds no key of 32 bytes" in one_sentence(ran(tmp_path, "serve"))


def test_a_key_that_cannot_be_written_leaves_none_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as full, pytest.raises(OSError, match="No space"):
        full.setattr(os, "fsync", fail)
        signing_key(Settings(folder=tmp_path))
    assert list(tmp_path.iterdir()) == []
    with ThreadPoolExecutor(8) as threads:
        keys = set(threads.map(lambda _: signing_key(Settings(folder=tmp_path)), range(16)))
    assert [len(key) for key in keys] == [64]


async def test_a_database_of_an_earlier_version_is_left_to_the_start_of_the_relay(
    tmp_path: Path, hero365: StandIn
) -> None:
    database = connected(Settings(folder=tmp_path).database_url)
    await prepared(database)
    async with database.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = '0004'"))
    found = await asyncio.to_thread(ran, tmp_path, "doctor", HERO365=hero365.url)
    assert found.returncode == 0
    assert "absent  database: The database" in found.stdout
    assert "is of an earlier version of the relay" in found.stdout
    listed = await asyncio.to_thread(ran, tmp_path, "keys", "list")
    assert "is of an earlier version of the relay" in one_sentence(listed)
    async with database.connect() as connection:
        assert await connection.scalar(text("SELECT version_num FROM alembic_version")) == "0004"
    await database.dispose()


@pytest.mark.parametrize("encoding", ["SQL_ASCII", "LATIN1"])
def test_a_database_that_cannot_keep_every_name_is_said(tmp_path: Path, postgres_folder: Path, encoding: str) -> None:
    database = postgres.made(postgres_folder, encoding, encoding)
    said = f"keeps text as {encoding}; the relay needs UTF8 (createdb --encoding UTF8 --template template0)."
    assert said in one_sentence(ran(tmp_path, "serve", DATABASE=database))
    found = ran(tmp_path, "doctor", DATABASE=database)
    assert (found.returncode, found.stderr) == (1, "")
    assert f"{said}\n" in found.stdout


def test_the_self_test_says_what_works_and_what_is_missing(tmp_path: Path, hero365: StandIn) -> None:
    found = ran(tmp_path, "doctor", HERO365=hero365.url)
    assert (found.returncode, found.stderr) == (0, "")
    marks = [line.split(":")[0].split(None, 1) for line in found.stdout.splitlines()]
    its_own = ["ear", "ear for Spanish", "free wordings"]  # depend on the machine
    assert [about for _, about in marks if about in its_own] == its_own
    assert [[mark, about] for mark, about in marks if about not in its_own] == [
        ["works", "database"],
        ["works", "Hero365"],
        ["absent", "Redis"],
        ["absent", "LiveKit"],
        ["absent", "text messages"],
        ["absent", "e-mail"],
        ["absent", "reports"],
        ["works", "changes"],
    ]


def test_the_self_test_says_how_spanish_and_free_wordings_are_had(
    tmp_path: Path, hero365: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    def not_built() -> None:
        monkeypatch.setitem(sys.modules, "llama_cpp", None)
        library.__wrapped__()

    monkeypatch.setenv("HERO365_EDGE_MODELS", str(tmp_path))
    monkeypatch.setattr(known_answer, "check", not_built)
    found = asyncio.run(findings(Settings(folder=tmp_path, hero365=HttpUrl(hero365.url))))
    absent = {each.about: each.said for each in found if each.mark == "absent"}
    assert "`hero365-edge models pull whisper-base` fetches it" in absent["ear for Spanish"]
    assert "`make llm` builds it" in absent["free wordings"]


async def test_the_self_test_says_when_a_worker_was_last_there(tmp_path: Path, hero365: StandIn) -> None:
    settings = Settings(folder=tmp_path, hero365=HttpUrl(hero365.url), livekit=SERVER)
    assert (await workers(settings)).said.startswith("none has served anybody yet; whether one is there now")
    async with opened(settings.database_url) as sessions:
        book, now = SessionBook(sessions, 2), datetime(2026, 11, 25, 18, 0, tzinfo=UTC)
        rosa = Principal("person", "rosa", "northside", "Rosa")
        session, _ = await book.start(rosa, AgentType.INTERNAL, timedelta(hours=1), uuid4(), now=now)
        await book.count_turn(session.id, uuid4(), 1, now=now)
    found = await workers(settings)
    assert (found.mark, found.said[:53]) == ("unknown", "one has served somebody last at 2026-11-25 18:00 UTC;")


async def workers(settings: Settings) -> Finding:
    """What is found about them."""
    return next(each for each in await findings(settings) if each.about == "workers")


def test_the_relay_signs_in_for_a_business(tmp_path: Path, hero365: StandIn) -> None:
    signed_in = ran(tmp_path, "login", OWNER, "--password", PRACTICE_PASSWORD, HERO365=hero365.url)
    assert signed_in.stdout.startswith("The relay is signed in as ")
    [kept] = (tmp_path / "logins").iterdir()
    assert oct(kept.stat().st_mode)[-3:] == "600"
    wrong = ran(tmp_path, "login", OWNER, "--password", "wrong", HERO365=hero365.url)
    assert "does not accept" in one_sentence(wrong)


async def test_the_self_test_names_businesses_whose_changes_nobody_tells(tmp_path: Path, hero365: StandIn) -> None:
    async with opened(Settings(folder=tmp_path).database_url) as sessions:
        enrolment, now = Enrolment(sessions), datetime.now(UTC)
        owner = Principal("person", "somebody", "northside", "Somebody", role="owner")
        code, _ = await enrolment.code(owner, now=now)
        await enrolment.enrol(code, "Van 3", now=now)
    found = await asyncio.to_thread(ran, tmp_path, "doctor", HERO365=hero365.url)
    assert "absent  changes: of northside no webhook tells all, and there is no login to look with" in found.stdout


def test_the_self_test_fails_with_what_fails(tmp_path: Path) -> None:
    found = ran(tmp_path, "doctor", HERO365="http://127.0.0.1:9", REDIS="redis://127.0.0.1:9/0")
    assert found.returncode == 1
    assert {"fails   Hero365", "fails   Redis"} <= {line.split(":")[0] for line in found.stdout.splitlines()}


def test_the_self_test_shows_no_password(tmp_path: Path, hero365: StandIn) -> None:
    found = ran(tmp_path, "doctor", HERO365=hero365.url, REDIS="redis://relay:of-the-tests@127.0.0.1:9/0")
    assert "redis://***@127.0.0.1:9/0 can't be reached" in found.stdout
    assert "of-the-tests" not in found.stdout


def test_keys_are_made_shown_and_revoked(tmp_path: Path) -> None:
    made = ran(tmp_path, "keys", "add", "phones", "-p", "callbacks", "-p", "escalations")
    shown = dict(line.rsplit(None, 1) for line in made.stdout.splitlines())
    assert list(shown) == ["id", "key", "webhook secret"]
    listed = ran(tmp_path, "keys", "list").stdout
    assert listed == f"{shown['id']}  phones: callbacks, escalations; all of this machine\n"
    with serving(tmp_path) as (_, url):
        header = {"Authorization": f"Bearer {shown['key']}"}
        assert httpx.get(f"{url}/v1/me", headers=header, trust_env=False).json()["kind"] == "service"
        assert ran(tmp_path, "keys", "revoke", shown["id"]).returncode == 0
        assert httpx.get(f"{url}/v1/me", headers=header, trust_env=False).status_code == 401
    assert ran(tmp_path, "keys", "list").stdout == ""
    assert "There is no such key." in one_sentence(ran(tmp_path, "keys", "revoke", shown["id"]))


def test_a_permission_that_there_is_not_is_named(tmp_path: Path) -> None:
    refused = ran(tmp_path, "keys", "add", "phones", "-p", "everything")
    assert refused.returncode != 0
    assert "everything is no permission" in refused.stderr


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_what_the_page_says_to_type_can_be_pasted_at_once(tmp_path: Path) -> None:
    """But for what a LiveKit server is needed for."""
    page = (Path(__file__).parents[2] / "docs" / "relay.md").read_text(encoding="utf-8")
    [typed] = (block for block in page.split("```") if "hero365-relay serve &" in block)
    needs_livekit = "livekit", ":7880", "make ", "hero365-relay worker", "hero365-relay call"
    lines = [line for line in typed.splitlines() if not any(each in line.lower() for each in needs_livekit)]
    hero365, relay = free_ports(2)
    pasted = "\n".join(["trap 'kill $(jobs -p)' EXIT", *lines, f"curl --silent http://127.0.0.1:{relay}/healthz"])
    for said, here in {
        ".venv/bin/python": sys.executable,
        ".venv/bin/hero365-relay": f"{sys.executable} -m cloud_relay",
        "practice.db": str(tmp_path / "practice.db"),
        "8365": str(hero365),
        "8080": str(relay),
    }.items():
        pasted = pasted.replace(said, here)
    variables = {**os.environ, **environment(tmp_path, PORT=str(relay))}
    shell = subprocess.run(
        ["bash", "-c", pasted], env=variables, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    assert f"works   Hero365: http://127.0.0.1:{hero365}/v1 answers" in shell.stdout, shell.stderr
    assert shell.stdout.endswith('{"status":"ok"}'), shell.stderr


def free_ports(count: int) -> list[int]:
    with ExitStack() as held:
        taken = [held.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in taken]


@pytest.mark.parametrize(
    "arguments", [["--help"], ["serve", "--help"], ["doctor", "-h"], ["keys", "add", "--help"]], ids=" ".join
)
def test_every_command_has_help(tmp_path: Path, arguments: list[str]) -> None:
    assert ran(tmp_path, *arguments).returncode == 0
