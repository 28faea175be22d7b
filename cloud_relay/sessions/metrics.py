"""What Prometheus is told of spoken sessions: how many and how long, never whose. Each gateway counts its own."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

_SECONDS: Final = (0.1, 0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 8.0, 15.0, 30.0)

OPEN: Final = Gauge("hero365_relay_sessions_open", "Spoken sessions that this gateway looks after.")
STARTED: Final = Counter("hero365_relay_sessions_started", "Spoken sessions that were started here.")
ENDED: Final = Counter("hero365_relay_sessions_ended", "Spoken sessions that have ended here.", ("status",))
LOST: Final = Counter("hero365_relay_agents_lost", "Agents that were lost in the middle of a session.")
FIRST_AGENT: Final = Histogram(
    "hero365_relay_first_agent_seconds", "From a session's start until an agent is there.", buckets=_SECONDS
)
TURN: Final = Histogram(
    "hero365_relay_turn_seconds",
    "From an agent's word that a turn is at its end until the reply.",
    buckets=_SECONDS,
)
