"""Estimates and invoices, and what becomes of them."""

from sync.standin.sales import changes, routes, steps

ROUTERS = (
    routes.estimates,
    routes.invoices,
    changes.estimates,
    changes.invoices,
    steps.estimates,
    steps.invoices,
)
