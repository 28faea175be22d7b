"""Changes of several contacts at once; they work on every face, if not as they say."""

from collections.abc import Callable
from uuid import UUID

from fastapi import APIRouter

from sync.standin import wire
from sync.standin.auth import Desk
from sync.standin.contacts.requests import ContactBulkUpdateRequest, ContactTagsRequest
from sync.standin.contacts.routes import Edit
from sync.standin.face import Face
from sync.standin.wire import Document

router = APIRouter(prefix="/contacts")

_DONE = {"add": "added tags to", "remove": "removed tags from", "replace": "replaced tags for"}


@router.post("/bulk-update")
async def bulk_update(body: ContactBulkUpdateRequest, desk: Edit) -> Document:
    """Change several contacts; the measured server keeps status and new tags, and counts those that got a status."""
    updated = _change(desk, body.contact_ids, lambda contact: _changed(contact, body, desk.face))
    counted = updated if body.status or desk.face is Face.CONTRACT else 0
    return _result(counted, f"Successfully updated {counted} contacts")


@router.post("/tags")
async def tags(body: ContactTagsRequest, desk: Edit) -> Document:
    """Change the tags of several contacts; the measured server does so and counts none."""

    def tagged(contact: Document) -> Document:
        given, had = set(body.tags), set(contact["tags"])
        outcome = {"add": had | given, "remove": had - given, "replace": given}[body.operation]
        return {"tags": sorted(outcome)}

    updated = _change(desk, body.contact_ids, tagged)
    counted = updated if desk.face is Face.CONTRACT else 0
    return _result(counted, f"Successfully {_DONE[body.operation]} {counted} contacts")


def _change(desk: Desk, contact_ids: list[UUID], changes: Callable[[Document], Document]) -> int:
    """Change those of the contacts that are there; says how many."""
    found = [row for row in desk.store.all("contacts", desk.business_id) if UUID(row["id"]) in contact_ids]
    for contact in found:
        desk.store.update("contacts", contact | changes(contact) | {"last_modified": wire.now()})
    return len(found)


def _changed(contact: Document, body: ContactBulkUpdateRequest, face: Face) -> Document:
    removed = set(body.tags_to_remove or ()) if face is Face.CONTRACT else set()
    changes: Document = {"tags": sorted({*contact["tags"], *(body.tags_to_add or ())} - removed)}
    if body.status:
        changes["status"] = body.status
    if face is Face.CONTRACT:
        changes |= body.model_dump(exclude_none=True, include={"priority", "assigned_to"})
        changes["custom_fields"] = contact["custom_fields"] | (body.custom_fields or {})
    return changes


def _result(updated: int, message: str) -> Document:
    return {"updated_count": updated, "success": True, "message": message}
