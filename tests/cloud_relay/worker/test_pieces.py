"""What somebody says comes in pieces that end in pauses, and nothing is lost between them."""

from collections import deque
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from cloud_relay.voice.sound import HEARING_RATE, LONGEST_S, Samples
from cloud_relay.worker.pieces import Pieces
from cloud_relay.worker.resampling import resampled
from models.voice_activity import WINDOW, VoiceActivity
from tests.cloud_relay.worker.conftest import Voice
from tests.cloud_relay.worker.headset import RATE

FRAME = HEARING_RATE // 50


class Told:
    """Voice activity that is told what it is about to find, window by window."""

    def __init__(self, probabilities: list[float]) -> None:
        self._probabilities = deque(probabilities)

    def hear(self, samples: Samples) -> list[float]:
        assert len(samples) == WINDOW
        return [self._probabilities.popleft()]

    def reset(self) -> None: ...


def followed(probabilities: list[float]) -> tuple[Samples, list[Samples]]:
    """All that was fed, each sample another, and the pieces that were cut as soon as there was one."""
    pieces, cut = Pieces(Told(probabilities)), []
    sound = np.arange(len(probabilities) * WINDOW)
    for begin in range(0, len(sound), WINDOW):
        pieces.feed(sound[begin : begin + WINDOW])
        if pieces.has_speech and pieces.is_paused:
            cut.append(pieces.cut())
    return sound, cut


def test_a_pause_in_a_sentence_ends_a_piece(any_voice: Voice) -> None:
    quiet = np.zeros(RATE // 3, np.int16)
    spoken = np.concatenate([quiet, any_voice("Put job fifty seven"), quiet, any_voice("on hold."), quiet])
    sound = np.frombuffer(resampled(spoken.tobytes(), RATE, HEARING_RATE), np.int16)
    pieces, cut = Pieces(VoiceActivity()), []
    for begin in range(0, len(sound), FRAME):
        pieces.feed(sound[begin : begin + FRAME])
        if pieces.has_speech and pieces.is_paused:
            cut.append(pieces.cut())
    assert len(cut) >= 2
    assert np.array_equal(np.concatenate(cut), sound[: sum(map(len, cut))])


@given(st.lists(st.sampled_from([0.0, 0.4, 0.9]), max_size=120))
def test_the_pieces_are_what_was_said_without_a_gap(probabilities: list[float]) -> None:
    sound, cut = followed(probabilities)
    for piece, following in pairwise(cut):
        gap = np.flatnonzero(sound == following[0])[0] - np.flatnonzero(sound == piece[-1])[0] - 1
        assert gap == 0 or len(following) >= HEARING_RATE  # only silence of more than a second is left out
    assert all(np.array_equal(piece, sound[np.flatnonzero(sound == piece[0])[0] :][: len(piece)]) for piece in cut)


@given(st.lists(st.sampled_from([0.0, 0.3]), max_size=120))
def test_what_is_no_speech_is_no_piece(probabilities: list[float]) -> None:
    assert followed(probabilities)[1] == []


def test_a_click_is_no_piece() -> None:
    assert followed([0.0, 0.9, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0])[1] == []


def test_the_closure_of_a_plosive_is_no_pause() -> None:
    assert len(followed([0.9] * 8 + [0.0] * 2 + [0.9] * 8 + [0.0] * 3)[1]) == 1


def test_who_never_pauses_is_kept_for_a_minute() -> None:
    windows = (LONGEST_S + 20) * HEARING_RATE // WINDOW
    pieces = Pieces(Told([0.9] * windows))
    for _ in range(windows):
        pieces.feed(np.zeros(WINDOW, np.int16))
    assert 0 <= len(pieces.cut()) - LONGEST_S * HEARING_RATE < WINDOW
