"""What the desk is shown of words that were not heard clearly."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from edge_agent import transcribing
from edge_agent.cli import speech
from edge_agent.recordings.make import FOLDER
from edge_agent.transcribing import transcripts
from hardware.recordings import Recording
from models.errors import RecogniserError
from models.phrases import PhraseBook
from models.recognition import Frame, Transcript

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


class OutOfBreath:
    """A recogniser to which everything is too long."""

    def prepare(self, name: str, book: PhraseBook) -> None:
        """Any."""

    def hear(self, _name: str) -> "OutOfBreath":
        return self

    def feed(self, frame: Frame) -> None:
        """Any."""

    def finish(self) -> Transcript:
        raise RecogniserError("40 s were spoken, and 29 s are heard at once.")


def test_a_recording_that_is_too_long_for_the_engine_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def opened(_engine: object) -> Iterator[OutOfBreath]:
        yield OutOfBreath()

    monkeypatch.setattr(transcribing, "opened_recogniser", opened)
    with pytest.raises(RecogniserError, match=f"{RECORDING}: 40 s were spoken"):
        list(transcripts([Recording(RECORDING)], PhraseBook({}), None))
