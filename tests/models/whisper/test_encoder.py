"""What the encoder says of a model, of the library and of sound that it cannot use."""

from pathlib import Path

import numpy as np
import pytest

from models.errors import RecogniserError
from models.store import ModelDamagedError
from models.whisper.encoder import LONGEST_S, Encoder


def test_a_library_that_takes_no_short_window_is_not_called_a_damaged_model(
    whisper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def whole_windows_only(encoder: Encoder, sound: object) -> None:
        raise ValueError("Invalid input features shape: expected (1, 80, 3000), but got (1, 80, 160) instead")

    monkeypatch.setattr(Encoder, "encode", whole_windows_only)
    with pytest.raises(RecogniserError, match=r"CTranslate2 \d.*a second of sound.*\(1, 80, 160\)") as refused:
        Encoder(whisper, threads=1)
    assert "verify" not in str(refused.value)


def test_a_folder_without_a_model_is_sent_to_verification(tmp_path: Path) -> None:
    with pytest.raises(ModelDamagedError, match="models verify"):
        Encoder(tmp_path, threads=1)


def test_the_encoding_is_as_long_as_the_sound(whisper: Path) -> None:
    encoder = Encoder(whisper, threads=1)
    assert encoder.encode(np.zeros(16_000, np.int16)).shape == (1, 80, 384)  # 1.6 s: what was spoken and the slack
    assert encoder.encode(np.zeros(32_000, np.int16)).shape == (1, 130, 384)


def test_sound_beyond_the_window_is_refused(whisper: Path) -> None:
    with pytest.raises(RecogniserError, match="Whisper hears 29 s at once"):
        Encoder(whisper, threads=1).encode(np.zeros(int((LONGEST_S + 1) * 16_000), np.int16))
