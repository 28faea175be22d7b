"""What was said goes into no log and to no collector of traces, whatever the environment asks for."""

import logging
from collections.abc import Mapping
from typing import Final

_SPEECH: Final = "lk.pii."
"""How LiveKit marks what somebody has said in its logs; it says so in warnings too."""


class WithoutSpeech(logging.Filter):
    """Takes what LiveKit marks out of whatever is logged."""

    def filter(self, record: logging.LogRecord) -> bool:
        """The record stays, without it."""
        for name in [name for name in vars(record) if name.startswith(_SPEECH)]:
            delattr(record, name)
        return True


def keep_speech_out_of_logs() -> None:
    """Out of those of this process, and of the ones of its sessions, which come through it."""
    for handler in logging.getLogger().handlers:
        handler.addFilter(WithoutSpeech())


def without_collectors(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment in which OpenTelemetry sends nothing to nobody: LiveKit's traces hold whole conversations."""
    kept = {name: value for name, value in environment.items() if not name.startswith("OTEL_")}
    return {**kept, "OTEL_SDK_DISABLED": "true"}
