"""The stand-in as a process: what it keeps, and how it ends."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from sync.standin import PRACTICE, Face, StandIn, StandInError

SignIn = Callable[..., httpx.Client]


def test_kill_loses_nothing_that_was_answered(tmp_path: Path, sign_in: SignIn) -> None:
    database = tmp_path / "hero365.db"
    stand_in = StandIn.start(database)
    before = sign_in(stand_in)
    made = before.post("/contacts", json={"contact_type": "lead", "first_name": "Ann", "phone": "+13125550190"})
    stand_in.kill()
    with StandIn.start(database, port=stand_in.port) as again:
        assert again.url == stand_in.url
        token = {"Authorization": before.headers["Authorization"]}  # a restart voids no token
        found = httpx.get(f"{again.url}/contacts/{made.json()['id']}", headers=token, trust_env=False)
        assert found.json()["display_name"] == "Ann"
        assert [effect.row_id for effect in again.journal()] == [made.json()["id"]]


def test_an_existing_database_is_not_seeded_again(tmp_path: Path, sign_in: SignIn) -> None:
    totals = []
    for _ in range(2):
        with StandIn.start(tmp_path / "hero365.db") as stand_in:
            totals.append(sign_in(stand_in).get("/contacts").json()["total_count"])
    assert totals == [12, 12]


def test_both_base_paths_are_served(stand_in: StandIn, rosa: httpx.Client) -> None:
    local = stand_in.url.removesuffix("/v1") + "/api/v1/jobs"
    token = {"Authorization": rosa.headers["Authorization"]}
    assert httpx.get(local, headers=token, trust_env=False).json() == rosa.get("/jobs").json()


def test_it_ends_with_its_parent(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sync.standin", "--database", str(tmp_path / "h.db"), "--end-with-stdin"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdin
    assert process.stdout
    assert json.loads(process.stdout.readline()).keys() == {"url", "control"}
    process.stdin.close()
    assert process.wait() == 0
    process.stdout.close()


def test_a_parent_that_is_gone_before_it_listens_is_not_complained_about(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "sync.standin", "--database", str(tmp_path / "h.db"), "--end-with-stdin"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin
        assert process.stdout
        assert process.stderr
        process.stdin.close()
        process.stdout.close()
        assert process.stderr.read() == ""
    assert process.returncode == 0


def test_it_can_be_shut_down_by_its_control(tmp_path: Path) -> None:
    with StandIn.start(tmp_path / "hero365.db") as stand_in:
        httpx.post(f"{stand_in.control}/shutdown", trust_env=False)
        with pytest.raises(httpx.TransportError):  # refused, or cut in the middle of its going
            while True:
                httpx.get(stand_in.url, trust_env=False)


@pytest.mark.parametrize(
    ("seed", "said"),
    [("{}", "is no seed file: it lacks now."), ("[", "is no seed file: it is not JSON."), (None, "No such file")],
)
def test_a_file_that_is_no_seed_is_named(
    seed: str | None, said: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "seed.json"
    if seed:
        path.write_text(seed)
    with pytest.raises(StandInError, match=re.escape(str(path))) as refused:
        StandIn.start(tmp_path / "hero365.db", path)
    assert said in str(refused.value)
    assert capfd.readouterr().err == ""


def test_a_database_that_is_none_is_named(tmp_path: Path) -> None:
    letter = tmp_path / "letter.db"
    letter.write_text("Dear customer, " * 100)
    with pytest.raises(StandInError, match=r"letter\.db is damaged or no database"):
        StandIn.start(letter)


def test_a_port_that_is_taken_is_named(stand_in: StandIn, tmp_path: Path) -> None:
    with pytest.raises(StandInError, match=f"port {stand_in.port} cannot be used"):
        StandIn.start(tmp_path / "hero365.db", port=stand_in.port)


def test_the_measured_faces_fail_as_measured(tmp_path: Path, sign_in: SignIn) -> None:
    with StandIn.start(tmp_path / "hero365.db", PRACTICE, face=Face.REPAIRED) as stand_in:
        assert sign_in(stand_in).get("/products").status_code == 500
