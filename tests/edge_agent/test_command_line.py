"""The command line with good and bad input, as a process of its own."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
import typer
from pydantic import SecretStr
from typer.main import get_command
from typer.testing import CliRunner

from edge_agent.cli.app import app
from edge_agent.cli.options import practice_places
from edge_agent.settings import Places
from sync.account import Account
from sync.standin import PRACTICE
from sync.store import Store

pytestmark = pytest.mark.programs


def hero365_edge(*arguments: str | Path, typed: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "edge_agent", *map(str, arguments)],
        capture_output=True,
        text=True,
        input=typed,
        timeout=100,
        check=False,
        env=os.environ | {"COLUMNS": "160"} | environment,
    )


def places_of_practice(state: Path) -> Path:
    return practice_places(Places(state)).folder


def one_sentence(ran: subprocess.CompletedProcess[str]) -> str:
    """What went wrong, when it is one line that is no traceback."""
    assert ran.returncode != 0
    assert "Traceback" not in ran.stderr
    assert len(ran.stderr.strip().splitlines()) == 1, ran.stderr
    return ran.stderr.strip()


def commands_of(group: typer.core.TyperGroup, name: str = "") -> Iterator[tuple[str, str]]:
    """Each command with the name of its group and a space, or with nothing."""
    for command in group.commands.values():
        if isinstance(command, typer.core.TyperGroup):
            yield from commands_of(command, f"{command.name} ")
        else:
            yield name, command.name


@pytest.fixture
def not_audio(tmp_path: Path) -> Path:
    text = tmp_path / "letter.wav"
    text.write_text("Dear customer")
    return text


@pytest.mark.parametrize("command", ["listen", "transcribe"])
@pytest.mark.parametrize("name", ["nowhere.flac", "letter.wav", "empty.wav", "folder"])
def test_a_recording_that_is_none_is_named(command: str, name: str, not_audio: Path) -> None:
    (not_audio.parent / "empty.wav").touch()
    (not_audio.parent / "folder").mkdir()
    ran = hero365_edge(command, not_audio.with_name(name))
    assert name in one_sentence(ran)
    assert ran.returncode == 1


def test_an_empty_name_names_no_recording() -> None:
    ran = hero365_edge("transcribe", "")
    assert ran.returncode == 2
    assert "an empty name names no recording" in ran.stderr


@pytest.mark.parametrize(
    "arguments",
    [("transcribe", "a.wav", "--engine", "loud"), ("login", "--email", "a", "--password", "x", "--language", "loud")],
)
def test_a_choice_that_is_none_is_named(arguments: tuple[str, ...]) -> None:
    ran = hero365_edge(*arguments)
    assert ran.returncode == 2
    assert "'loud' is none of" in ran.stderr
    assert "Value error" not in ran.stderr


def test_strings_without_labels_are_one_sentence(tmp_path: Path) -> None:
    assert "labels.json" in one_sentence(hero365_edge("eval", "digits", tmp_path))


def test_a_seed_that_was_changed_is_another_business(tmp_path: Path) -> None:
    seed = tmp_path / "seed.json"

    def reply() -> str:
        said = hero365_edge(
            "say", "create a job for marta garcia", "--seed", seed, "--state", tmp_path / "state", "--json"
        )
        return str(json.loads(said.stdout.splitlines()[0])["reply"])

    seed.write_text(PRACTICE.read_text())
    assert "I don't know Marta Garcia" in reply()
    seed.write_text(PRACTICE.read_text().replace("Maria", "Marta"))
    assert "I don't know" not in reply()


@pytest.mark.parametrize("content", ["Dear customer", "{}"])
def test_a_file_that_is_no_seed_is_named(content: str, tmp_path: Path) -> None:
    seed = tmp_path / "seed.json"
    seed.write_text(content)
    said = hero365_edge("say", "cancel", "--seed", seed, "--state", tmp_path / "state")
    assert f"{seed} is no seed file" in one_sentence(said)


def test_an_unknown_flag_is_named() -> None:
    ran = hero365_edge("demo", "--loud")
    assert ran.returncode != 0
    assert "--loud" in ran.stderr


def test_a_database_that_is_none_is_named(tmp_path: Path) -> None:
    places_of_practice(tmp_path).mkdir(parents=True)
    (places_of_practice(tmp_path) / "hero365.db").write_text(
        "this is no database, and long enough to be told from an empty one" * 20
    )
    assert "hero365.db" in one_sentence(hero365_edge("outbox", "list", "--state", tmp_path))


def test_the_outbox_of_a_unit_that_was_not_used_yet_is_empty(tmp_path: Path) -> None:
    listed = hero365_edge("outbox", "list", "--state", tmp_path)
    assert (listed.returncode, listed.stdout) == (0, "Outbox: empty\n")
    assert hero365_edge("outbox", "export", "--state", tmp_path).returncode == 0
    assert "nothing was saved" in one_sentence(hero365_edge("outbox", "cancel", "5f", "--state", tmp_path))
    assert list(tmp_path.iterdir()) == []


def test_a_unit_lives_in_a_folder(not_audio: Path) -> None:
    ran = hero365_edge("status", "--state", not_audio)
    assert ran.returncode == 2
    assert "letter.wav" in ran.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("say", "cancel", "--state", ""),
        ("demo", "--state", ""),
        ("models", "list", "--models", ""),
        ("models", "pull", "--from", ""),
        ("eval", "digits", ""),
        ("eval", "speech-to-intent", "", "--phrases", "phrases.yaml"),
    ],
)
def test_an_empty_name_names_no_folder(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(app, arguments)
    assert ran.exit_code == 2
    assert "an empty name" in ran.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command", ["status", "outbox list", "outbox export", "outbox show 5f", "outbox retry 5f", "outbox cancel 5f"]
)
def test_a_folder_that_is_not_there_is_not_taken_for_an_unused_one(command: str, tmp_path: Path) -> None:
    ran = hero365_edge(*command.split(), "--state", tmp_path / "typo")
    assert one_sentence(ran) == f"hero365-edge: There is no folder {tmp_path / 'typo'}."
    assert ran.returncode == 1


@pytest.mark.parametrize("command", ["names list", "names part Foo", "people list", "people pin --pin 4711"])
def test_nor_is_one_made_of_a_typing_error(command: str, tmp_path: Path) -> None:
    ran = hero365_edge(*command.split(), "--state", tmp_path / "typo")
    assert one_sentence(ran) == f"hero365-edge: There is no folder {tmp_path / 'typo'}."
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command", ["outbox show", "outbox cancel", "say", "understand", "names part", "people switch", "people forget"]
)
def test_what_is_no_text_is_refused(command: str, tmp_path: Path) -> None:
    ran = hero365_edge(*command.split(), "\udcff\udcfe", "--state", tmp_path)
    assert ran.returncode == 2
    assert "is no text in UTF-8" in ran.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("command", "typed", "told"),
    [
        ("login", "", "There was no answer to 'E-mail'; --email gives it."),
        (
            "login --email a@b.example",
            "",
            "There was no answer to 'Password'; HERO365_PASSWORD or --password gives it.",
        ),
        ("people pin", "4711\n", "There was no answer to 'PIN'; HERO365_PIN or --pin gives it."),
        ("data wipe", "", "Nobody said yes, so nothing was done; --yes says it."),
    ],
)
def test_a_question_to_which_the_input_has_no_answer(command: str, typed: str, told: str, tmp_path: Path) -> None:
    Store.open(tmp_path / "hero365.db").close()
    ran = hero365_edge(*command.split(), "--state", tmp_path, typed=typed)
    assert one_sentence(ran) == f"hero365-edge: {told}"
    assert ran.returncode == 1


def test_who_says_no_keeps_everything(tmp_path: Path) -> None:
    assert hero365_edge("say", "start job 57", "--state", tmp_path).returncode == 0
    assert one_sentence(hero365_edge("data", "wipe", "--state", tmp_path, typed="n\n")) == "Nothing was deleted."
    assert json.loads(hero365_edge("status", "--json", "--state", tmp_path).stdout)["outbox"] == {"done": 1}


@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_what_was_closed_by_whoever_started_it_is_not_missed(closed: str, tmp_path: Path) -> None:
    command = f'"{sys.executable}" -m edge_agent say "start job 57" --state "{tmp_path}" {closed}'
    ran = subprocess.run(command, shell=True, capture_output=True, text=True, timeout=100, check=True)  # noqa: S602 - closes
    assert "Traceback" not in ran.stderr
    assert json.loads(hero365_edge("status", "--json", "--state", tmp_path).stdout)["outbox"] == {"done": 1}


def test_a_user_who_did_nothing_yet_has_an_empty_outbox(tmp_path: Path) -> None:
    listed = hero365_edge("outbox", "list", XDG_DATA_HOME=str(tmp_path / "data"))
    assert (listed.returncode, listed.stdout) == (0, "Outbox: empty\n")


@pytest.mark.parametrize("command", ["show", "retry", "cancel"])
def test_an_empty_id_names_no_command(command: str, tmp_path: Path) -> None:
    assert hero365_edge("say", "start job 57", "--state", tmp_path).returncode == 0
    assert "empty id" in one_sentence(hero365_edge("outbox", command, "", "--state", tmp_path))


def test_a_command_that_is_done_is_not_sent_again(tmp_path: Path) -> None:
    said = json.loads(hero365_edge("say", "start job 57", "--json", "--state", tmp_path).stdout)
    (command,) = said["saved"]
    assert "is done: there is nothing to send again" in one_sentence(
        hero365_edge("outbox", "retry", command, "--state", tmp_path)
    )


def test_nobody_is_signed_in_to_the_practice_business(tmp_path: Path) -> None:
    nobody = "Practice business (nobody is signed in)"
    assert nobody in hero365_edge("understand", "cancel", "--state", tmp_path).stderr
    assert nobody in hero365_edge("status", "--state", tmp_path).stdout
    status = json.loads(hero365_edge("status", "--json", "--state", tmp_path).stdout)
    assert (status["account"], bool(status["business"])) == (None, True)
    checks = map(json.loads, hero365_edge("doctor", "--json", "--state", tmp_path).stdout.splitlines())
    (account,) = (check for check in checks if check["check"] == "account")
    assert not account["passed"]
    assert nobody.lower() in account["says"]


@pytest.mark.parametrize(
    "command", ["demo", "run", "listen", "transcribe", "understand", "say", "outbox", "models", "eval", "doctor"]
)
def test_every_command_has_help(command: str) -> None:
    ran = hero365_edge(command, "--help")
    assert ran.returncode == 0
    assert "Usage" in ran.stdout


def test_who_signs_in_is_asked_for_what_was_not_given(tmp_path: Path) -> None:
    assert "[required]" not in hero365_edge("login", "--help").stdout
    nowhere = ("--url", "http://127.0.0.1:9")
    ran = hero365_edge("login", "--email", "a@b.example", *nowhere, "--state", tmp_path, typed="secret\n")
    assert "Password" in ran.stdout + ran.stderr
    assert "can't be reached" in ran.stderr


def test_the_readme_names_every_command() -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text().replace("\\|", "|")
    rows = re.findall(r"^\| `hero365-edge ((?:[a-z]+ )?)([a-z|-]+)", readme, re.MULTILINE)
    named = {(group, command) for group, commands in rows for command in commands.split("|")}
    assert named == set(commands_of(get_command(app)))


def test_a_sentence_is_understood_with_its_confidence(tmp_path: Path) -> None:
    ran = hero365_edge("understand", "mark job 42 complete", "--json", "--state", tmp_path)
    line = json.loads(ran.stdout)
    assert (line["command"], line["slots"]) == ("job.set_status", {"job": "42", "status": "completed"})
    assert (line["missing"], line["source"]) == ([], "phrases")
    assert 0 < line["confidence"] <= 1


def test_that_a_sentence_is_no_command_is_an_answer_and_no_failure(tmp_path: Path) -> None:
    ran = hero365_edge("understand", "i like trains", "--state", tmp_path)
    assert (ran.returncode, ran.stdout) == (0, "That is no command.\n")


def test_what_cancels_is_understood_as_that(tmp_path: Path) -> None:
    ran = hero365_edge("understand", "never mind", "--state", tmp_path)
    assert (ran.returncode, ran.stdout.split(";")[0]) == (0, "Whatever is open is dropped")
    line = json.loads(hero365_edge("understand", "cancel", "--json", "--state", tmp_path).stdout)
    assert (line["command"], line["cancels"], line["source"]) == (None, True, "phrases")


def test_the_wake_word_may_be_typed_too(tmp_path: Path) -> None:
    ran = hero365_edge("understand", "Hey Jarvis, mark job 42 complete.", "--json", "--state", tmp_path)
    assert json.loads(ran.stdout)["command"] == "job.set_status"


def test_a_question_that_nobody_answers_is_told(tmp_path: Path) -> None:
    ran = hero365_edge("say", "create a job for Maria Garcia", "--state", tmp_path)
    assert (ran.returncode, ran.stdout) == (
        0,
        "Create a job for Maria Garcia at 18 Mill Road, Aurora, called Service for Maria Garcia?\n",
    )
    assert "nothing more was saved" in ran.stderr
    assert json.loads(hero365_edge("status", "--json", "--state", tmp_path).stdout)["outbox"] == {}


@pytest.mark.parametrize("answers", ["yes\n", "perhaps\nyes", "yes\nand what nobody asked for\n"])
def test_answers_come_through_a_pipe(answers: str, tmp_path: Path) -> None:
    ran = hero365_edge("say", "create a job for Maria Garcia", "--json", "--state", tmp_path, typed=answers)
    assert ran.returncode == 0
    assert json.loads(ran.stdout.splitlines()[-1])["outcome"] == "saved"
    assert "Nobody answered" not in ran.stderr


def test_a_pipe_that_ends_before_the_answer_is_told(tmp_path: Path) -> None:
    ran = hero365_edge("say", "create a job for Maria Garcia", "--state", tmp_path, typed="perhaps\n")
    assert "Yes or no?" in ran.stdout
    assert "Nobody answered: nothing more was saved." in ran.stderr


def test_what_stands_beside_spanish_replies_is_spanish(tmp_path: Path) -> None:
    spanish = ("--language", "es", "--state", tmp_path)
    ran = hero365_edge("say", "dile a Maria Garcia que ya voy", "sí", "crea un trabajo para Ann Bauer", *spanish)
    assert ran.stderr.splitlines() == [
        "Empresa de práctica (nadie ha iniciado sesión): nada sale de esta máquina.",
        "Nadie contestó: no se guardó nada más.",
        "Una orden espera en esta unidad: `hero365-edge outbox list` muestra por qué, `hero365-edge run` envía lo que"
        " se puede enviar.",
    ]
    assert hero365_edge("understand", "buenas noches luna", *spanish).stdout == "Eso no es ninguna orden.\n"
    assert "espera" in hero365_edge("outbox", "list", "--state", tmp_path).stdout


def test_a_pipe_that_stays_open_is_read_line_by_line(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "edge_agent", "say", "create a job for Maria Garcia", "--state", str(tmp_path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as saying:
        assert saying.stdin
        saying.stdin.write("perhaps\nyes\n")
        saying.stdin.flush()
        assert saying.wait(timeout=100) == 0


def test_answers_come_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "answers").write_text("perhaps\nyes\n")
    command = [sys.executable, "-m", "edge_agent", "say", "create a job for Maria Garcia", "--state", str(tmp_path)]
    with (tmp_path / "answers").open() as answers:
        ran = subprocess.run(command, stdin=answers, capture_output=True, text=True, timeout=100, check=True)
    assert "Nobody answered" not in ran.stderr


def test_typed_commands_are_kept_and_shown(tmp_path: Path) -> None:
    said = hero365_edge("say", "create a job for Maria Garcia", "yes", "--json", "--state", tmp_path)
    turns = [json.loads(line) for line in said.stdout.splitlines()]
    assert [turn["outcome"] for turn in turns] == ["confirming", "saved"]
    listed = hero365_edge("outbox", "list", "--json", "--state", tmp_path)
    (row,) = [json.loads(line) for line in listed.stdout.splitlines()]
    assert (row["id"], row["state"]) == (turns[1]["saved"][0], "done")
    assert json.loads(hero365_edge("status", "--json", "--state", tmp_path).stdout)["outbox"] == {"done": 1}


def test_a_recording_of_another_kind_is_converted(tmp_path: Path) -> None:
    stereo = tmp_path / "stereo.mp3"
    with av.open(stereo, "w") as file:
        track = file.add_stream("mp3", rate=44100, layout="stereo")
        noise = np.random.default_rng(1).integers(-2000, 2000, (2, 44100)).astype(np.int16)
        sound = av.AudioFrame.from_ndarray(noise, format="s16p", layout="stereo")
        sound.sample_rate = 44100
        for packet in (*track.encode(sound), *track.encode(None)):
            file.mux(packet)
    ran = hero365_edge("transcribe", stereo, "--json", "--state", tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert json.loads(ran.stdout)["engine"] in {"phrase", "held"}


def test_a_time_zone_that_is_none_is_named(tmp_path: Path) -> None:
    ran = hero365_edge(
        "login", "--email", "a@b.example", "--password", "x", "--time-zone", "Foo/Bar", "--state", tmp_path
    )
    assert ran.returncode != 0
    assert "Foo/Bar" in ran.stderr


def test_an_address_that_is_none_is_named(tmp_path: Path) -> None:
    address = ("--url", "http://h:abc")
    ran = hero365_edge("login", "--email", "a@b.example", "--password", "x", *address, "--state", tmp_path)
    assert "http://h:abc" in one_sentence(ran)


def test_a_proxy_that_cannot_be_used_is_one_sentence(tmp_path: Path) -> None:
    socks = dict.fromkeys(("ALL_PROXY", "all_proxy"), "socks5://127.0.0.1:9")
    ran = hero365_edge("login", "--email", "a@b.example", "--password", "x", "--state", tmp_path, **socks)
    assert "ALL_PROXY" in one_sentence(ran)


def test_nobody_signs_in_beside_a_running_agent(tmp_path: Path) -> None:
    with Store.open(tmp_path / "hero365.db"):
        said = one_sentence(hero365_edge("login", "--email", "a@b.example", "--password", "x", "--state", tmp_path))
    assert "in use" in said


def test_the_self_test_passes_beside_a_running_agent(tmp_path: Path) -> None:
    with Store.open(tmp_path / "hero365.db"):
        ran = hero365_edge("doctor", "--json", "--state", tmp_path)
    checks = {line["check"]: line for line in map(json.loads, ran.stdout.splitlines())}
    assert ran.returncode == 0, ran.stdout
    assert checks["database"]["passed"]
    assert not checks["account"]["passed"]
    assert checks["account"]["optional"]
    assert checks["message service"]["says"].startswith("none is connected: messages to customers are kept")
    assert checks["message service"]["optional"]


def test_the_self_test_says_what_a_spanish_speaker_lacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HERO365_EDGE_MODELS", str(tmp_path / "models"))
    known = dict.fromkeys(("email", "user_id", "full_name", "business_id", "business_name"), "x")
    spanish = Account(
        url="http://localhost/v1", **known, time_zone="America/Chicago", language="es",
        access_token=SecretStr("x"), refresh_token=SecretStr("x"),
    )  # fmt: skip
    spanish.save(tmp_path / "account.json")
    ran = hero365_edge("doctor", "--json", "--state", tmp_path)
    says = {line["check"]: line["says"] for line in map(json.loads, ran.stdout.splitlines())}
    assert "models pull whisper-base" in says["whisper"]
