"""For whoever operates the relay: health and metrics."""

from fastapi import APIRouter, Request, Response
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from cloud_relay.gateway.access import UsesRelay

router = APIRouter(tags=["operation"])


@router.get("/healthz")
async def health(request: Request, relay: UsesRelay, response: Response) -> dict[str, str]:
    """Whether it can keep what it is given, and is at work."""
    if over := [name for name, task in request.app.state.work.items() if task.done()]:
        response.status_code = 503
        return {"status": f"no {over[0]}"}
    if stuck := relay.engines.stuck:
        response.status_code = 503
        return {"status": f"no {stuck}"}
    try:
        async with relay.engine.connect() as connection:
            await connection.execute(text("SELECT 1"))
    except (SQLAlchemyError, OSError):
        response.status_code = 503
        return {"status": "no database"}
    return {"status": "ok"}


@router.get("/metrics", include_in_schema=False)
def metrics() -> Response:
    """For Prometheus."""
    return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)
