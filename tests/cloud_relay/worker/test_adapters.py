"""What LiveKit asks of the gateway's mind."""

from cloud_relay.sessions.line import LONGEST_WORDS
from cloud_relay.sessions.sentences import TOO_LONG
from cloud_relay.worker.adapters import RelayMind
from cloud_relay.worker.line import Line


async def test_more_than_is_taken_at_once_is_refused_and_not_cut() -> None:
    mind = RelayMind(Line("ws://127.0.0.1:9", str, "agent"), "en", heard_elsewhere=True)
    reply = await mind.answer("put job 42 on hold " * LONGEST_WORDS)
    assert reply is mind.reply
    assert reply
    assert (reply.text, reply.heard) == (TOO_LONG["en"], None)
