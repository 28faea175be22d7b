"""What libraries of machine code raise when they fail, told in one sentence of ours."""

from collections.abc import Iterator
from contextlib import contextmanager

from google.protobuf.message import Error as ProtobufError
from onnxruntime.capi import onnxruntime_pybind11_state as onnxruntime_state

from models.errors import RecogniserError

_ONNXRUNTIME: tuple[type[Exception], ...] = tuple(
    kind for kind in vars(onnxruntime_state).values() if isinstance(kind, type) and issubclass(kind, Exception)
)
"""Its errors have no base in common."""
_LIBRARIES: tuple[type[Exception], ...] = (*_ONNXRUNTIME, RuntimeError, ProtobufError, MemoryError)


@contextmanager
def failing_as(engine: str) -> Iterator[None]:
    """Around what an engine does, or as a decorator of it.

    Raises:
        RecogniserError: a library failed, or had too little memory.
    """
    try:
        yield
    except _LIBRARIES as error:
        why = str(error).partition("\n")[0] or "there is too little memory"
        raise RecogniserError(f"{engine} does not work on this machine: {why}") from error
