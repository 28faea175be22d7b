"""The stand-in's application: all routers under both base paths, over one store, with one face."""

from fastapi import FastAPI

from sync.standin import account, activities, bookings, contacts, errors, jobs, parts, projects, sales, scheduling, team
from sync.standin.face import Face
from sync.standin.store import Store

BASE_PATHS = ("/v1", "/api/v1")
"""Where production and a local server put the same routes."""

ROUTERS = (
    account.router,
    team.router,
    *contacts.ROUTERS,
    *jobs.ROUTERS,
    *projects.ROUTERS,
    *sales.ROUTERS,
    *parts.ROUTERS,
    *activities.ROUTERS,
    *bookings.ROUTERS,
    *scheduling.ROUTERS,
)


def build(store: Store, face: Face = Face.CONTRACT) -> FastAPI:
    """The application that answers like Hero365."""
    app = FastAPI(title="Stand-in Hero365", redirect_slashes=False, docs_url=None, redoc_url=None)
    app.state.store = store
    app.state.face = face
    errors.install(app)
    for base in BASE_PATHS:
        for router in ROUTERS:
            app.include_router(router, prefix=base)
    return app
