"""Too little memory for Whisper, in a process whose addresses are limited: PocketSphinx hears, and nothing dies."""

import json
import subprocess
import sys

import pytest

PROGRAM = """
import resource, sys
from assistant import engines
from sync.logs import log_to_stderr
from edge_agent.recordings.make import FOLDER
from hardware.recordings import Recording
from models.phrases import PhraseBook
from models.whisper import decoder
import faster_whisper, pocketsphinx

def leave(megabytes):
    used = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + megabytes * 1_000_000, resource.RLIM_INFINITY))

def suddenly(graph, threads, *, session=decoder.session):
    leave(5)
    try:
        return session(graph, threads)
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)  # it was a moment's shortage

log_to_stderr(verbose=False)
if sys.argv[1] == "midway":
    decoder.session = suddenly
else:
    leave(int(sys.argv[1]))
with engines.opened_recogniser() as recogniser:
    recogniser.prepare("book", PhraseBook({"a": ("hey jarvis what's my schedule today",), "b": ("nothing else",)}))
    hearing = recogniser.hear("book")
    for frame in Recording(FOLDER / "schedule_today.slt.flac").frames():
        hearing.feed(frame)
    print(hearing.finish().engine)
"""


@pytest.mark.faults
@pytest.mark.usefixtures("pulled")
@pytest.mark.parametrize("left", ["150", "200", "250", "300", "350", "400", "midway"])
def test_the_floor_hears_where_whisper_has_no_memory(left: str) -> None:
    ran = subprocess.run([sys.executable, "-c", PROGRAM, left], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout == "phrase\n"
    (line,) = [json.loads(line) for line in ran.stderr.splitlines()]
    assert line["event"] == "hearing with PocketSphinx"
    assert ("does not work on this machine" if left == "midway" else "There is no memory for whisper") in line["why"]
