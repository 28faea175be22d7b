"""The control: faults, journal and the end, on a port that stays up when the API is down."""

import asyncio

from fastapi import FastAPI

from sync.standin.fault_middleware import FaultMiddleware
from sync.standin.faults import Fault, Faults, Kind
from sync.standin.server import Listener
from sync.standin.store import Effect, Store


def build_control(store: Store, faults: Faults, api: Listener, app: FaultMiddleware, end: asyncio.Event) -> FastAPI:
    """The application that steers the one behind `api`."""
    control = FastAPI(title="Control of the stand-in", docs_url=None, redoc_url=None)

    @control.post("/faults", status_code=204)
    async def set_fault(fault: Fault) -> None:
        if fault.kind is Kind.DOWN:
            await api.close()
        else:
            faults.add(fault)

    @control.get("/faults")
    async def set_faults() -> list[Fault]:
        return faults.standing()

    @control.delete("/faults", status_code=204)
    async def clear_faults() -> None:
        faults.clear()
        await api.open(app)

    @control.post("/finish", status_code=204)
    async def finish() -> None:
        await app.finish()

    @control.get("/journal")
    async def journal() -> list[Effect]:
        return store.journal()

    @control.post("/shutdown", status_code=204)
    async def shut_down() -> None:
        end.set()

    return control
