"""The audio of the unit: what it is made of, where it comes from and where it goes.

Everywhere: one channel of 16-bit samples at 16 kHz, in frames of 80 ms, the step of the wake word model.
"""

from collections.abc import Iterable, Iterator
from threading import Event
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 16_000
"""Samples a second of everything that is heard."""

FRAME = 1280
"""Samples in a frame: 80 ms."""


BLOCK_S = 0.02
"""Seconds of sound that are played in one go: so soon it is seen that nobody wants to hear more."""


class AudioSource(Protocol):
    """Something that hears."""

    def frames(self) -> Iterator[NDArray[np.int16]]:
        """Frames of exactly `FRAME` samples, until the source has no more or is closed.

        Raises:
            AudioError: the source failed; the sentence says how and what to do.
        """

    def close(self) -> None:
        """Lets go of the device or file; `frames` ends."""


@runtime_checkable
class LiveSource(AudioSource, Protocol):
    """A source that goes on whether anybody listens or not, as a microphone does and a recording does not."""

    def drain(self) -> None:
        """Drops what was captured and not taken yet. May be called from any thread."""


class AudioSink(Protocol):
    """Something that can be heard."""

    def play(
        self, sounds: Iterable[NDArray[np.int16]], sample_rate: int, name: str = "", stop: Event | None = None
    ) -> None:
        """Plays the samples (one channel) as they come, and returns when the last are heard; `name` says what they are.

        When `stop` is set, from any thread, no more than `BLOCK_S` seconds of them are still taken, and what a device
        has in its buffers is not heard any more.

        Raises:
            AudioError: they could not be played.
        """

    def close(self) -> None:
        """Lets go of the device."""


class AudioError(Exception):
    """Base of the errors of this room."""


class DeviceError(AudioError):
    """A sound device, or the system's support for it, that is missing or refuses."""


class MicrophoneLost(DeviceError):  # noqa: N818 - says what happened
    """A microphone that stopped delivering."""


class MicrophoneSilent(DeviceError):  # noqa: N818 - says what happened
    """A microphone that delivers nothing but zeros: muted, or blocked by the system."""


class RecordingError(AudioError):
    """Base of what can be wrong with a recording."""


class RecordingMissing(RecordingError):  # noqa: N818 - says what happened
    """No file is there, or it is a directory."""


class RecordingUnreadable(RecordingError):  # noqa: N818 - says what happened
    """A file that cannot be opened, is damaged, or holds no audio."""


class RecordingEmpty(RecordingError):  # noqa: N818 - says what happened
    """An audio file without a single sample."""


class RecordingTooLong(RecordingError):  # noqa: N818 - says what happened
    """A recording beyond what one sitting with the unit can be."""
