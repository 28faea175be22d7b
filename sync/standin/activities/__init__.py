"""Activities of contacts: reminders, notes, tasks."""

from sync.standin.activities import routes, views

ROUTERS = (views.router, routes.router)
