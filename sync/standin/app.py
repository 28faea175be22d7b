"""The stand-in's application: all routers under both base paths, over one store, with one face."""

from fastapi import FastAPI

from sync.standin import (
    account,
    activities,
    activity_views,
    bookings,
    calendars,
    contact_bulk,
    contact_dealings,
    contacts,
    errors,
    jobs,
    products,
    project_work,
    projects,
    purchase_orders,
    sale_changes,
    sale_steps,
    sales,
    scheduling,
    stock,
    suppliers,
    team,
    workload,
)
from sync.standin.face import Face
from sync.standin.store import Store

BASE_PATHS = ("/v1", "/api/v1")
"""Where production and a local server put the same routes."""

ROUTERS = (
    account.router,
    contacts.router,
    contact_bulk.router,
    contact_dealings.router,
    jobs.router,
    workload.router,
    project_work.router,
    projects.router,
    sales.estimates,
    sales.invoices,
    sale_changes.estimates,
    sale_changes.invoices,
    sale_steps.estimates,
    sale_steps.invoices,
    stock.router,
    products.router,
    suppliers.router,
    purchase_orders.router,
    team.router,
    activity_views.router,
    activities.router,
    bookings.router,
    scheduling.router,
    calendars.router,
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
