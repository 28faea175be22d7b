"""Bookings of services, for which mostly no token is asked."""

from sync.standin.bookings import routes

ROUTERS = (routes.router,)
