"""The jobs of projects, and figures over all projects.

The measured server puts no job into a project, adds up nothing and fails over its statistics; the contract's face does.
"""

from collections import Counter
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from sync.standin import wire
from sync.standin.auth import Desk, InBusiness
from sync.standin.errors import late_422
from sync.standin.face import Face
from sync.standin.jobs import documents as job_documents
from sync.standin.projects.requests import ProjectJobsRequest
from sync.standin.projects.routes import found_project, permit
from sync.standin.wire import Document

router = APIRouter(prefix="/projects")


@router.get("/{project_id}/jobs")
async def list_jobs(project_id: UUID, desk: InBusiness) -> list[Document]:
    found_project(desk, project_id, "view_projects")
    members = _job_ids(desk, project_id)
    return [
        job_documents.item(job, desk.store) for job in desk.store.all("jobs", desk.business_id) if job["id"] in members
    ]


@router.post("/{project_id}/jobs")
async def add_jobs(project_id: UUID, body: ProjectJobsRequest, desk: InBusiness) -> Document:
    """Put jobs into a project; jobs that are unknown or in it already are not counted."""
    found_project(desk, project_id, "edit_projects")
    added = 0
    if desk.face is Face.CONTRACT:
        members = _job_ids(desk, project_id)
        known = {job["id"] for job in desk.store.all("jobs", desk.business_id)}
        for job_id in {str(job_id) for job_id in body.job_ids} & known - members:
            row = {"project_id": str(project_id), "job_id": job_id, "business_id": desk.business_id}
            desk.store.insert("project_jobs", {"id": f"{project_id}/{job_id}", **row})
            added += 1
    return {
        "project_id": str(project_id),
        "job_ids": [str(job_id) for job_id in body.job_ids],
        "message": f"Successfully assigned {added} jobs to project",
    }


@router.get("/analytics/statistics", response_model=None)
async def statistics(desk: InBusiness) -> Document | JSONResponse:
    """How many projects there are of each kind, and what all of them are to cost and did cost."""
    permit(desk, "view_projects")
    if desk.face is not Face.CONTRACT:
        return late_422("response.budget_totals", "Input should be a valid dictionary", "dict_type")
    projects = desk.store.all("projects", desk.business_id)
    return {
        "total_projects": len(projects),
        "by_status": Counter(project["status"] for project in projects),
        "by_priority": Counter(project["priority"] for project in projects),
        "by_type": Counter(project["project_type"] for project in projects),
        "budget_totals": {
            "total_budget": str(_total(projects, "estimated_budget")),
            "total_actual": str(_total(projects, "actual_cost")),
        },
    }


@router.get("/analytics/budget-summary")
async def budget_summary(start_date: date, end_date: date, desk: InBusiness) -> Document:
    """Budget and cost of the projects that begin in a range of days, both included; the measured server finds none."""
    permit(desk, "view_projects")
    projects = [
        project
        for project in desk.store.all("projects", desk.business_id)
        if start_date <= datetime.fromisoformat(project["start_date"]).astimezone(UTC).date() <= end_date
    ]
    if desk.face is not Face.CONTRACT:
        projects = []
    budget, cost = _total(projects, "estimated_budget"), _total(projects, "actual_cost")
    return {
        "total_budget": str(budget),
        "total_actual": str(cost),
        "variance": str(cost - budget),
        "project_count": len(projects),
    }


def _job_ids(desk: Desk, project_id: UUID) -> set[str]:
    rows = desk.store.all("project_jobs", desk.business_id)
    return {row["job_id"] for row in rows if row["project_id"] == str(project_id)}


def _total(projects: list[Document], name: str) -> Decimal:
    return sum((wire.decimal(project[name]) for project in projects), Decimal("0.00"))
