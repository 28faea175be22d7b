"""A worker that cannot work as it is set up says so in one sentence, before anybody speaks to it."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cloud_relay.test_command_line import TIMEOUT, environment, one_sentence

LIVEKIT = {"LIVEKIT__API_KEY": "devkey", "LIVEKIT__API_SECRET": "of-the-tests-" * 3}


def started(folder: Path, *arguments: str, more: dict[str, str] | None = None, **settings: str) -> str:
    ran = subprocess.run(
        [sys.executable, "-m", "cloud_relay", *arguments],
        env=environment(folder, **settings) | (more or {}),
        capture_output=True,
        text=True,
        timeout=TIMEOUT,
        check=False,
    )
    return one_sentence(ran) if arguments == ("worker",) else ran.stdout


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "HERO365_RELAY_LIVEKIT__API_KEY"),
        ({"LIVEKIT__API_KEY": "devkey"}, "HERO365_RELAY_LIVEKIT__API_SECRET"),
        ({**LIVEKIT, "LIVEKIT__URL": "ws://livekit.example.com"}, "is not encrypted"),
        ({**LIVEKIT, "EAR": "deepgram/nova-3"}, "HERO365_RELAY_EAR: deepgram/nova-3 is no plugin"),
        ({**LIVEKIT, "MOUTH": "cartesia/sonic-3:voice"}, "HERO365_RELAY_MOUTH: cartesia/sonic-3:voice is no plugin"),
        ({**LIVEKIT, "EAR": "livekit.plugins.nobody:STT"}, "livekit.plugins.nobody:STT can't be used"),
        ({**LIVEKIT, "MOUTH": "livekit.agents.inference:TTS"}, "LiveKit's cloud"),
        ({**LIVEKIT, "EAR__URL": "http://127.0.0.1:9/v1"}, "HERO365_RELAY_EAR__MODEL"),
    ],
    ids=str,
)
def test_what_is_set_wrongly_is_said(tmp_path: Path, settings: dict[str, str], said: str) -> None:
    assert said in started(tmp_path, "worker", **settings)


def test_it_does_not_run_in_livekits_development_mode(tmp_path: Path) -> None:
    assert "LIVEKIT_DEV_MODE" in started(tmp_path, "worker", more={"LIVEKIT_DEV_MODE": "1"}, **LIVEKIT)


def test_the_self_test_tries_the_engines(tmp_path: Path) -> None:
    settings = {"EAR": "livekit.plugins.nobody:STT", "MOUTH__URL": "http://127.0.0.1:9/v1", "MOUTH__MODEL": "kokoro"}
    found = started(tmp_path, "doctor", HERO365="http://127.0.0.1:9", **settings)
    assert "fails   ear in rooms: livekit.plugins.nobody:STT can't be used" in found
    assert "fails   mouth in rooms: http://127.0.0.1:9/v1 can't be reached." in found
