"""Nothing that was said is in a log, whatever is switched on, and no collector of traces is told anything."""

import io
import logging
import subprocess
import sys
from collections.abc import Iterator

import pytest

from cloud_relay.worker.discretion import keep_speech_out_of_logs, without_collectors
from sync.logs import log_to_stderr
from tests.cloud_relay.worker.conftest import Office, Voice

COLLECTED = {
    "OTEL_TRACES_EXPORTER": "otlp",
    "OTEL_EXPORTER_OTLP_ENDPOINT": "http://127.0.0.1:9",
    "OTEL_PYTHON_TRACER_PROVIDER": "sdk_tracer_provider",
    "OTEL_PYTHON_METER_PROVIDER": "sdk_meter_provider",
    "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "true",
}
SHOWS = """
from livekit.agents import telemetry
from opentelemetry import metrics, trace
with telemetry.tracer.start_as_current_span("turn") as span:
    providers = trace.get_tracer_provider(), metrics.get_meter_provider()
    print(span.is_recording(), *[type(provider).__module__ for provider in providers])
"""


@pytest.fixture
def logged(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """All that a worker and a gateway write with `--verbose`."""
    root, written = logging.getLogger(), io.StringIO()
    handlers, levels = root.handlers[:], {name: logging.getLogger(name).level for name in ("", "cloud_relay", "sync")}
    monkeypatch.setattr(sys, "stderr", written)
    root.handlers[:] = []
    log_to_stderr(verbose=True)
    keep_speech_out_of_logs()
    yield written
    root.handlers[:] = handlers
    for name, level in levels.items():
        logging.getLogger(name).setLevel(level)


async def test_no_log_tells_what_was_said(office: Office, voice: Voice, logged: io.StringIO) -> None:
    _, _, headset = await office.call()
    await headset.hears()
    headset.speak(voice("Put job forty two on hold."))
    answer = (await headset.hears()).text
    assert "on hold" in answer
    office.agents[0].cancel()
    await (await office.come.get()).hears()
    written = logged.getvalue()
    assert '"logger": "cloud_relay' in written
    for said in ("on hold", "forty", "ob 42", "Rosa", "What can I do", answer):
        assert said not in written


def test_what_livekit_marks_as_speech_is_taken_out(logged: io.StringIO) -> None:
    logging.getLogger("livekit.agents").warning("skipping user input", extra={"lk.pii.user_input": "cancel job 61"})
    assert "skipping user input" in logged.getvalue()
    assert "cancel job" not in logged.getvalue()


@pytest.mark.parametrize(("environment", "is_sdk"), [(COLLECTED, True), (without_collectors(COLLECTED), False)])
def test_traces_go_to_nobody(environment: dict[str, str], is_sdk: bool) -> None:
    shown = subprocess.run(
        [sys.executable, "-c", SHOWS], env=environment, capture_output=True, text=True, check=True, timeout=100
    ).stdout
    assert ("True" in shown, "opentelemetry.sdk.trace" in shown, "opentelemetry.sdk.metrics" in shown) == (is_sdk,) * 3
