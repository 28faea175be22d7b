"""For whoever operates the relay: health and metrics."""

import asyncio
from uuid import uuid4

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.composition import Relay
from cloud_relay.gateway.access import UsesRelay
from cloud_relay.tables import RevokedToken

router = APIRouter(tags=["operation"])

_STORE_TAKES = 5.0
"""Seconds at the longest."""


@router.get("/healthz", responses={503: {"description": "It says what is not.", "model": dict[str, str]}})
async def health(request: Request, relay: UsesRelay, response: Response) -> dict[str, str]:
    """Whether it can keep what it is given, and is at work."""
    if over := [name for name, task in request.app.state.work.items() if task.done()]:
        response.status_code = 503
        return {"status": f"no {over[0]}"}
    if stuck := relay.engines.stuck:
        response.status_code = 503
        return {"status": f"no {stuck}"}
    keeping = asyncio.create_task(_keeps(relay))
    await asyncio.wait({keeping}, timeout=_STORE_TAKES)
    if not keeping.done() or not keeping.result():
        keeping.cancel()  # and nobody waits for that: a store that does not answer takes its time with it, too
        response.status_code = 503
        return {"status": "no database"}
    return {"status": "ok"}


async def _keeps(relay: Relay) -> bool:
    """Writes something down and takes it back: a disk that is full, and a store that is only read, let all be read."""
    try:
        async with relay.database() as session:
            session.add(RevokedToken(id=uuid4().hex, ends_at=relay.clock()))
            await session.flush()
            await session.rollback()
    except (SQLAlchemyError, OSError):
        return False
    return True


@router.get("/metrics", include_in_schema=False)
def metrics() -> Response:
    """For Prometheus."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
