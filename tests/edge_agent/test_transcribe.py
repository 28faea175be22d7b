"""What the desk is shown of words that were not heard clearly."""

import json
from pathlib import Path

import pytest

from edge_agent.cli import speech
from edge_agent.recordings.make import FOLDER
from models.recognition import Transcript

RECORDING = FOLDER / "job_complete.rms.flac"
ACCEPTED = Transcript("cancel", "test", 0.9, accepted=True)
DOUBTFUL = Transcript("cancel", "test", 0.4, accepted=False, guesses=("cancel", "cancel job 42"))
REFUSED = Transcript("", "test", 0.0, accepted=False)


@pytest.mark.parametrize(
    ("heard", "shown"),
    [(ACCEPTED, "cancel"), (DOUBTFUL, "(perhaps: cancel / cancel job 42)"), (REFUSED, "(refused)")],
)
def test_what_may_have_been_said_is_shown(
    heard: Transcript, shown: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(speech, "transcripts", lambda *_: [heard])
    speech.transcribe([RECORDING], tmp_path)
    assert capsys.readouterr().out == f"{RECORDING.name}: {shown}\n"
    speech.transcribe([RECORDING], tmp_path, as_json=True)
    line = json.loads(capsys.readouterr().out)
    assert (line["text"], line["guesses"]) == (heard.text, list(heard.guesses))
