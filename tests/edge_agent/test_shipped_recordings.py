"""The recordings that are shipped are those of the script, small, and in the form of the microphone."""

import av
import pytest

from edge_agent.recordings.make import FOLDER
from edge_agent.recordings.script import FREE_SENTENCES, SENTENCES
from hardware.audio import SAMPLE_RATE

RECORDINGS = {
    f"{sentence.name}.{voice}.flac" for sentence in (*SENTENCES, *FREE_SENTENCES) for voice in sentence.voices
}


def test_every_sentence_is_there_in_each_of_its_voices_and_nothing_else() -> None:
    assert {path.name for path in FOLDER.glob("*.flac")} == RECORDINGS


def test_they_are_small() -> None:
    assert max(path.stat().st_size for path in FOLDER.glob("*.flac")) < 100_000


@pytest.mark.parametrize("name", sorted(RECORDINGS))
def test_they_are_16_khz_mono(name: str) -> None:
    with av.open(FOLDER / name) as file:
        track = file.streams.audio[0]
        assert (track.codec_context.name, track.rate, track.channels) == ("flac", SAMPLE_RATE, 1)
