"""What the unit and the program of a voice say to each other over two pipes.

A frame is a length of four bytes, big-endian, and that many bytes. The program writes one frame with its sample rate
(in digits) or with why it cannot speak; then, for each frame of text in UTF-8, one of 16-bit samples. It ends when its
input does.
"""

import os
import signal
import struct
import sys
from collections.abc import Callable
from typing import IO


def write_frame(pipe: IO[bytes], content: bytes) -> None:
    """Writes `content` and its length."""
    pipe.write(struct.pack(">I", len(content)) + content)
    pipe.flush()


def read_frame(pipe: IO[bytes]) -> bytes | None:
    """The content of the next frame, or None where the pipe ends."""
    header = pipe.read(4)
    if len(header) < 4:
        return None
    length: int = struct.unpack(">I", header)[0]
    content = pipe.read(length)
    return content if len(content) == length else None


def answers() -> IO[bytes]:
    """Standard output, for frames alone: what a library prints goes to standard error from now on. The program ends
    silently when nobody reads them any more."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    frames = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return frames


def serve(frames: IO[bytes], sample_rate: int, speak: Callable[[bytes], bytes]) -> None:
    """Speaks every text that comes, until no more does."""
    write_frame(frames, str(sample_rate).encode())
    while (text := read_frame(sys.stdin.buffer)) is not None:
        write_frame(frames, speak(text))
