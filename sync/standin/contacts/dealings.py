"""What is done with a contact: talked to, won or lost, converted.

The measured server takes none of it, except that it says it marked a contact as contacted.
"""

from typing import Annotated
from uuid import UUID, uuid4

from fastapi import APIRouter, Query

from sync.standin import wire
from sync.standin.contacts.documents import answer, standing
from sync.standin.contacts.requests import ContactConversionRequest, ContactStatusRequest, InteractionRequest
from sync.standin.contacts.routes import EditOne, ViewOne, found_contact
from sync.standin.errors import NO_ENUM_MEMBERS, pydantic_text, refused
from sync.standin.face import Face
from sync.standin.wire import Document, Skip

router = APIRouter(prefix="/contacts")


@router.post("/{contact_id}/interactions", status_code=201)
async def add_interaction(contact_id: UUID, body: InteractionRequest, desk: EditOne) -> Document:
    """Note a call, a visit, a mail; the contact was contacted by it."""
    if desk.face is not Face.CONTRACT:
        raise refused(400, "'ContactInteractionCreateRequest' object has no attribute 'interaction_type'")
    contact = found_contact(desk, contact_id, 404)
    now = wire.now()
    interaction = body.model_dump(mode="json") | {
        "id": str(uuid4()),
        "contact_id": contact["id"],
        "scheduled_follow_up": wire.in_utc(wire.stored(body.scheduled_follow_up)),
        "performed_by": desk.user_id,
        "timestamp": wire.to_the_second(now),
    }
    history = [*contact["interaction_history"], interaction]
    desk.store.update(
        "contacts", contact | {"interaction_history": history, "last_contacted": now, "last_modified": now}
    )
    return interaction


@router.get("/{contact_id}/interactions")
async def interactions(
    contact_id: UUID, desk: ViewOne, skip: Skip = 0, limit: Annotated[int, Query(ge=1, le=100)] = 50
) -> Document:
    """What was noted of a contact, the latest first."""
    if desk.face is not Face.CONTRACT:
        shown = "input_value={'interactions': [], 'tot..., 'has_previous': False}, input_type=dict"
        missing = [(name, "Field required", "missing", shown) for name in ("total", "skip", "limit")]
        raise refused(404, pydantic_text("ContactInteractionListResponse", *missing))
    history = found_contact(desk, contact_id, 404)["interaction_history"][::-1]
    return {"interactions": history[skip : skip + limit], "total": len(history), "skip": skip, "limit": limit}


@router.post("/{contact_id}/mark-contacted")
async def mark_contacted(contact_id: UUID, desk: EditOne) -> Document:
    """Keep that a contact was contacted; the measured server keeps only that something was changed."""
    contact = found_contact(desk, contact_id, 404)
    if desk.face is Face.PUBLISHED:
        raise refused(404, f"Failed to update contact: {NO_ENUM_MEMBERS}")
    now = wire.now()
    contacted = {"last_contacted": now} if desk.face is Face.CONTRACT else {}
    return answer(desk.store.update("contacts", contact | contacted | {"last_modified": now}), desk.face)


@router.post("/{contact_id}/convert")
async def convert(contact_id: UUID, body: ContactConversionRequest, desk: EditOne) -> Document:
    """Make a lead a customer, and the like."""
    if desk.face is not Face.CONTRACT:
        raise refused(400, "'ContactConversionRequest' object has no attribute 'from_type'")
    contact = found_contact(desk, contact_id, 404)
    changed = contact | {"contact_type": body.to_type, "last_modified": wire.now()}
    return answer(desk.store.update("contacts", changed, {"notes": body.notes}), desk.face)


@router.put("/{contact_id}/status")
async def set_status(contact_id: UUID, body: ContactStatusRequest, desk: EditOne) -> Document:
    """Set where a contact stands; the measured server knows other words for it, and fails over those it shares."""
    if desk.face is not Face.CONTRACT:
        unknown = f"'{body.relationship_status}' is not a valid RelationshipStatus"
        unfit = "Contact.update_relationship_status() got an unexpected keyword argument 'lifecycle_stage'"
        raise refused(400, unfit if body.relationship_status == "prospect" else unknown)
    contact = found_contact(desk, contact_id, 404)
    old_status, old_stage = standing(contact)
    now = wire.now()
    entry = {
        "id": str(uuid4()),
        "from_status": old_status,
        "to_status": body.relationship_status,
        "timestamp": wire.to_the_second(now),
        "changed_by": desk.user_id,
        "reason": body.reason,
    }
    changes = {
        "relationship_status": body.relationship_status,
        "lifecycle_stage": body.lifecycle_stage or old_stage,
        "status_history": [*contact["status_history"], entry],
        "last_modified": now,
    }
    desk.store.update("contacts", contact | changes, {"notes": body.notes})
    return {
        "contact_id": contact["id"],
        "old_status": old_status,
        "new_status": body.relationship_status,
        "old_lifecycle_stage": old_stage,
        "new_lifecycle_stage": changes["lifecycle_stage"],
        "reason": body.reason,
        "changed_by": desk.user_id,
        "timestamp": entry["timestamp"],
    }
