"""Projects: create, read, list, search, change, assign, delete."""

import re
from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID, uuid4

from fastapi import APIRouter
from pydantic import BaseModel, Field

from sync.standin import wire
from sync.standin.auth import Desk, InBusiness
from sync.standin.contact_documents import address_answer
from sync.standin.contact_requests import AddressFields
from sync.standin.errors import refused
from sync.standin.face import Face
from sync.standin.wire import Document, Limit, Skip

router = APIRouter(prefix="/projects")

ProjectStatus = Literal["planning", "active", "on_hold", "completed", "cancelled"]
ProjectPriority = Literal["low", "medium", "high", "critical"]
ProjectType = Literal[
    "maintenance", "installation", "renovation", "emergency", "consultation", "inspection", "repair", "construction"
]
Amount = Annotated[Decimal, Field(ge=0, decimal_places=2)]

_SEARCHED = ("name", "description", "client_name")
_LISTED = (
    "id",
    "name",
    "client_id",
    "client_name",
    "project_type",
    "status",
    "priority",
    "start_date",
    "end_date",
    "estimated_budget",
    "actual_cost",
    "manager",
    "is_overdue",
    "is_over_budget",
    "created_date",
    "last_modified",
    "status_display",
    "priority_display",
    "type_display",
)


class ProjectFields(BaseModel):
    """What create and update have in common."""

    contact_id: UUID | None = None
    client_name: str | None = Field(None, max_length=200)
    address: AddressFields | None = None
    end_date: datetime | None = None
    budget_amount: Amount | None = None
    actual_cost: Amount | None = None
    manager_id: UUID | None = None
    team_members: list[str] | None = Field(None, max_length=20)
    tags: list[str] | None = Field(None, max_length=50)
    notes: str | None = Field(None, max_length=2000)
    start_date: datetime | None = None

    def row(self) -> Document:
        """The given fields as they are stored."""
        given = self.model_dump(mode="json", exclude_none=True)
        renamed = {"contact_id": "client_id", "budget_amount": "estimated_budget"}
        row = {renamed.get(name, name): value for name, value in given.items()}
        for name in ("start_date", "end_date"):
            if name in row:
                row[name] = wire.stored(getattr(self, name))
        for name in ("estimated_budget", "actual_cost"):
            if name in row:
                row[name] = float(row[name])
        return row


class ProjectCreateRequest(ProjectFields):
    """A new project."""

    name: str = Field(min_length=1, max_length=200)
    description: str = Field(min_length=1, max_length=1000)
    project_type: ProjectType
    status: ProjectStatus
    priority: ProjectPriority
    start_date: datetime
    project_number: str | None = Field(None, max_length=50)


class ProjectUpdateRequest(ProjectFields):
    """What is to change; null leaves it."""

    name: str | None = Field(None, min_length=1, max_length=200)
    description: str | None = Field(None, min_length=1, max_length=1000)
    project_type: ProjectType | None = None
    status: ProjectStatus | None = None
    priority: ProjectPriority | None = None


class ProjectSearchRequest(BaseModel):
    """A term, and filters that act on the page it gave."""

    search: str | None = Field(None, max_length=100)
    status: ProjectStatus | None = None
    project_type: ProjectType | None = None
    priority: ProjectPriority | None = None


class ProjectAssignmentRequest(BaseModel):
    """Who is to work on it."""

    user_ids: list[str] = Field(min_length=1, max_length=20)
    replace_existing: bool = False


@router.post("", status_code=201)
async def create(body: ProjectCreateRequest, desk: InBusiness) -> Document:
    _permit(desk, "create_projects")
    if body.client_name is None:
        raise refused(500, "Internal server error")
    taken = [project["project_number"] for project in desk.store.all("projects", desk.business_id)]
    if body.project_number in taken:
        raise refused(400, f"Project number '{body.project_number}' already exists")
    document = new(desk.business_id, desk.user_id, body.project_number or _next_number(taken), **body.row())
    return answer(desk.store.insert("projects", document))


@router.get("")
async def list_page(desk: InBusiness, skip: Skip = 0, limit: Limit = 100) -> Document:
    _permit(desk, "view_projects")
    return _page(desk.store.all("projects", desk.business_id)[skip : skip + limit], skip, limit)


@router.post("/search")
async def search(body: ProjectSearchRequest, desk: InBusiness, skip: Skip = 0, limit: Limit = 100) -> Document:
    _permit(desk, "view_projects")
    term = body.search
    if term and wire.unparsable(term, _SEARCHED):
        raise refused(500, "Internal server error")
    found = desk.store.all("projects", desk.business_id)
    if term:
        found = [project for project in found if any(wire.ilike(term, project[column]) for column in _SEARCHED)]
    exact = body.model_dump(exclude_none=True, exclude={"search"})
    page = found[skip : skip + limit]
    return _page([row for row in page if all(row[name] == value for name, value in exact.items())], skip, limit)


@router.get("/status/{status}")
async def list_by_status(status: ProjectStatus, desk: InBusiness, skip: Skip = 0, limit: Limit = 100) -> list[Document]:
    _permit(desk, "view_projects")
    found = [project for project in desk.store.all("projects", desk.business_id) if project["status"] == status]
    return [_item(project) for project in found[skip : skip + limit]]


@router.get("/{project_id}")
async def read(project_id: UUID, desk: InBusiness) -> Document:
    return answer(_found(desk, project_id, "view_projects"))


@router.put("/{project_id}")
async def update(project_id: UUID, body: ProjectUpdateRequest, desk: InBusiness) -> Document:
    """Change what is given; the measured server breaks before it looks at who asks."""
    if desk.face is not Face.CONTRACT:
        raise refused(500, "Internal server error")
    project = _found(desk, project_id, "edit_projects")
    return answer(desk.store.update("projects", project | body.row() | {"last_modified": wire.now()}))


@router.post("/{project_id}/assign")
async def assign(project_id: UUID, body: ProjectAssignmentRequest, desk: InBusiness) -> Document:
    project = _found(desk, project_id, "edit_projects")
    kept = [] if body.replace_existing else project["team_members"]
    team = list(dict.fromkeys([*kept, *body.user_ids]))
    return answer(desk.store.update("projects", project | {"team_members": team, "last_modified": wire.now()}))


@router.delete("/{project_id}")
async def delete(project_id: UUID, desk: InBusiness) -> Document:
    desk.store.delete("projects", _found(desk, project_id, "delete_projects"))
    return {"success": True, "message": "Project deleted successfully", "project_id": None}


def new(business_id: str, created_by: str, number: str, **fields: Any) -> Document:
    """A project's row with the given fields over the defaults; one without a contact gets a client of its own."""
    created = wire.now()
    return (
        {
            "id": str(uuid4()),
            "business_id": business_id,
            "project_number": number,
            "created_by": created_by,
            "client_id": str(uuid4()),
            "address": None,
            "project_type": "renovation",
            "status": "planning",
            "priority": "medium",
            "end_date": None,
            "estimated_budget": 0.0,
            "actual_cost": 0.0,
            "manager": None,
            "manager_id": None,
            "team_members": [],
            "tags": [],
            "notes": None,
            "created_date": created,
            "last_modified": created,
        }
        | fields
        | {"project_number": number}
    )


def answer(project: Document) -> Document:
    """A project as it is answered alone."""
    budget, cost = wire.decimal(project["estimated_budget"]), wire.decimal(project["actual_cost"])
    end = project["end_date"]
    is_open = project["status"] not in ("completed", "cancelled")
    return project | {
        "address": address_answer(project["address"]),
        "tags": sorted(project["tags"]),
        "estimated_budget": str(budget),
        "actual_cost": str(cost),
        "is_overdue": is_open and end is not None and end < wire.now(),
        "is_over_budget": cost > budget,
        "budget_variance": str(cost - budget),
        "budget_variance_percentage": str((cost - budget) / budget * 100) if budget else None,
        "duration_days": _days(project["start_date"], end),
        **{name: wire.to_the_second(project[name]) for name in ("start_date", "end_date")},
        **{name: wire.to_the_second(project[name]) for name in ("created_date", "last_modified")},
        "status_display": wire.display(project["status"]),
        "priority_display": wire.display(project["priority"]),
        "type_display": wire.display(project["project_type"]),
    }


def _item(project: Document) -> Document:
    whole = answer(project)
    return {name: whole[name] for name in _LISTED}


def _page(projects: list[Document], skip: int, limit: int) -> Document:
    """A page whose `total` is its own length."""
    pagination = {
        "total": len(projects),
        "skip": skip,
        "limit": limit,
        "has_next": len(projects) == limit,
        "has_previous": skip > 0,
    }
    return {"projects": [_item(project) for project in projects], "pagination": pagination}


def _days(start: str, end: str | None) -> int | None:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(start)).days if end else None


def _next_number(taken: list[str]) -> str:
    numbers = [re.fullmatch(r"PROJ-(\d+)", number) for number in taken]
    return f"PROJ-{max((int(number[1]) for number in numbers if number), default=0) + 1:03d}"


def _permit(desk: Desk, permission: str) -> None:
    if not desk.may(permission):
        raise refused(403, f"Permission denied for operation 'User does not have permission: {permission}'")


def _found(desk: Desk, project_id: UUID, permission: str) -> Document:
    project = desk.store.get("projects", project_id)
    if project is None or project["business_id"] != desk.business_id:
        raise refused(404, "Project not found not found")
    _permit(desk, permission)
    return project
