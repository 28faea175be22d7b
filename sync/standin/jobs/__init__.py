"""Jobs: their life by the rules, who does them and when."""

from sync.standin.jobs import routes, workload

ROUTERS = (routes.router, workload.router)
