"""Projects: create, read, list, search, change, assign, delete."""

import re
from uuid import UUID

from fastapi import APIRouter

from sync.standin import wire
from sync.standin.auth import Desk, InBusiness
from sync.standin.errors import refused
from sync.standin.face import Face
from sync.standin.projects.documents import answer, item, new
from sync.standin.projects.requests import (
    ProjectAssignmentRequest,
    ProjectCreateRequest,
    ProjectSearchRequest,
    ProjectStatus,
    ProjectUpdateRequest,
)
from sync.standin.wire import Document, Limit, Skip

router = APIRouter(prefix="/projects")

_SEARCHED = ("name", "description", "client_name")


@router.post("", status_code=201)
async def create(body: ProjectCreateRequest, desk: InBusiness) -> Document:
    permit(desk, "create_projects")
    if body.client_name is None:
        raise refused(500, "Internal server error")
    taken = [project["project_number"] for project in desk.store.all("projects", desk.business_id)]
    if body.project_number in taken:
        raise refused(400, f"Project number '{body.project_number}' already exists")
    document = new(desk.business_id, desk.user_id, body.project_number or _next_number(taken), **body.row())
    return answer(desk.store.insert("projects", document))


@router.get("")
async def list_page(desk: InBusiness, skip: Skip = 0, limit: Limit = 100) -> Document:
    permit(desk, "view_projects")
    return _page(desk.store.all("projects", desk.business_id)[skip : skip + limit], skip, limit)


@router.post("/search")
async def search(body: ProjectSearchRequest, desk: InBusiness, skip: Skip = 0, limit: Limit = 100) -> Document:
    permit(desk, "view_projects")
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
    permit(desk, "view_projects")
    found = [project for project in desk.store.all("projects", desk.business_id) if project["status"] == status]
    return [item(project) for project in found[skip : skip + limit]]


@router.get("/{project_id}")
async def read(project_id: UUID, desk: InBusiness) -> Document:
    return answer(found_project(desk, project_id, "view_projects"))


@router.put("/{project_id}")
async def update(project_id: UUID, body: ProjectUpdateRequest, desk: InBusiness) -> Document:
    """Change what is given; the measured server breaks before it looks at who asks."""
    if desk.face is not Face.CONTRACT:
        raise refused(500, "Internal server error")
    project = found_project(desk, project_id, "edit_projects")
    return answer(desk.store.update("projects", project | body.row() | {"last_modified": wire.now()}))


@router.post("/{project_id}/assign")
async def assign(project_id: UUID, body: ProjectAssignmentRequest, desk: InBusiness) -> Document:
    project = found_project(desk, project_id, "edit_projects")
    kept = [] if body.replace_existing else project["team_members"]
    team = list(dict.fromkeys([*kept, *body.user_ids]))
    return answer(desk.store.update("projects", project | {"team_members": team, "last_modified": wire.now()}))


@router.delete("/{project_id}")
async def delete(project_id: UUID, desk: InBusiness) -> Document:
    desk.store.delete("projects", found_project(desk, project_id, "delete_projects"))
    return {"success": True, "message": "Project deleted successfully", "project_id": None}


def _page(projects: list[Document], skip: int, limit: int) -> Document:
    """A page whose `total` is its own length."""
    pagination = {
        "total": len(projects),
        "skip": skip,
        "limit": limit,
        "has_next": len(projects) == limit,
        "has_previous": skip > 0,
    }
    return {"projects": [item(project) for project in projects], "pagination": pagination}


def _next_number(taken: list[str]) -> str:
    numbers = [re.fullmatch(r"PROJ-(\d+)", number) for number in taken]
    return f"PROJ-{max((int(number[1]) for number in numbers if number), default=0) + 1:03d}"


def permit(desk: Desk, permission: str) -> None:
    if not desk.may(permission):
        raise refused(403, f"Permission denied for operation 'User does not have permission: {permission}'")


def found_project(desk: Desk, project_id: UUID, permission: str) -> Document:
    project = desk.store.get("projects", project_id)
    if project is None or project["business_id"] != desk.business_id:
        raise refused(404, "Project not found not found")
    permit(desk, permission)
    return project
