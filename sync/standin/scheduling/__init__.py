"""Scheduling: calendars, days off, who has time."""

from sync.standin.scheduling import calendars, routes

ROUTERS = (routes.router, calendars.router)
