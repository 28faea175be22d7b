"""Projects: their teams, jobs and figures."""

from sync.standin.projects import routes, work

ROUTERS = (routes.router, work.router)
