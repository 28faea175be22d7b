"""Who is signed in, where, and what they may do."""

from collections.abc import Mapping
from datetime import datetime

from conversation.answers.pieces import Answer
from conversation.tongue import Tongue
from erp import Command, Slots, Snapshot
from erp.business import BusinessList, BusinessPermissions, BusinessWhoAmI

_RECORDS = {
    "contacts": ("customers", "clientes"),
    "jobs": ("jobs", "trabajos"),
    "projects": ("projects, estimates, invoices and stock", "proyectos, presupuestos, facturas e inventario"),
}
"""What Hero365's permissions are about, as far as commands need them."""


def _who_am_i(_slots: Slots, snapshot: Snapshot, _now: datetime, tongue: Tongue) -> str:
    return tongue.says(
        f"You are {snapshot.technician}, working for {snapshot.business}.",
        f"Eres {snapshot.technician} y trabajas para {snapshot.business}.",
    )


def _list(_slots: Slots, snapshot: Snapshot, _now: datetime, tongue: Tongue) -> str:
    names = snapshot.businesses or (snapshot.business,)
    if len(names) == 1:
        return tongue.says(f"You belong to one business: {names[0]}.", f"Perteneces a una sola empresa: {names[0]}.")
    listed = ", ".join(names)
    return tongue.says(
        f"You belong to {len(names)} businesses: {listed}. Hero365 files your work under {names[0]}.",
        f"Perteneces a {len(names)} empresas: {listed}. Hero365 guarda tu trabajo en {names[0]}.",
    )


def _permissions(_slots: Slots, snapshot: Snapshot, _now: datetime, tongue: Tongue) -> str:
    may = {
        tongue.says("change", "cambiar"): [name for name in _RECORDS if f"edit_{name}" in snapshot.permissions],
        tongue.says("only see", "solo ver"): [
            name
            for name in _RECORDS
            if f"view_{name}" in snapshot.permissions and f"edit_{name}" not in snapshot.permissions
        ],
    }
    said = [f"{verb} {_listed(names, tongue)}" for verb, names in may.items() if names]
    if not said:
        return tongue.says(
            f"You have no permissions at {snapshot.business}.", f"No tienes permisos en {snapshot.business}."
        )
    return tongue.says(
        f"At {snapshot.business} you can {'; you can '.join(said)}.",
        f"En {snapshot.business} puedes {'; puedes '.join(said)}.",
    )


def _listed(names: list[str], tongue: Tongue) -> str:
    return ", ".join(tongue.says(*_RECORDS[name]) for name in names)


ANSWERS: Mapping[type[Command], Answer] = {
    BusinessWhoAmI: _who_am_i,
    BusinessList: _list,
    BusinessPermissions: _permissions,
}
