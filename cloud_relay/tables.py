"""What the relay keeps."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cloud_relay.database import Base


class EnrolmentCode(Base):
    """With it one unit can be signed in, once."""

    __tablename__ = "enrolment_codes"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    """SHA-256 of the code, which itself is kept nowhere."""
    business: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[str] = mapped_column(String(64))
    ends_at: Mapped[datetime]
    used_by: Mapped[UUID | None]
    """The unit."""


class Device(Base):
    """A unit that belongs to a business."""

    __tablename__ = "devices"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    business: Mapped[str] = mapped_column(String(64), index=True)
    name: Mapped[str] = mapped_column(String(100))
    enrolled_by: Mapped[str] = mapped_column(String(64))
    enrolled_at: Mapped[datetime]
    removed_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    """When it last gave a sign of life; None since it went."""
    last_job: Mapped[str | None] = mapped_column(String(64))
    """Hero365's id of the job that was last spoken of."""
    busy: Mapped[bool] = mapped_column(default=False)
    """Somebody is talking with it."""


class RevokedToken(Base):
    """A token that ended before its time."""

    __tablename__ = "revoked_tokens"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    ends_at: Mapped[datetime] = mapped_column(index=True)
    """When it would have ended, and need not be remembered any more."""


class CustomerMessage(Base):
    """A message to a customer: what was asked for, and what became of it."""

    __tablename__ = "messages"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    business: Mapped[str] = mapped_column(String(64))
    asked_by: Mapped[str] = mapped_column(String(64))
    """The unit, or the person."""
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """A `sync.messages.Message`."""
    status: Mapped[str] = mapped_column(String(16))
    """A `sync.messages.Status`."""
    reason: Mapped[dict[str, str] | None] = mapped_column(JSON)
    """Why it failed, in each language."""
    due_at: Mapped[datetime]
    """Not before that is it looked at: the morning, the next try, or the end of a gateway's lease on it."""
    attempts: Mapped[int] = mapped_column(default=0)
    """How often it was given to the carrier in vain."""
    tried_at: Mapped[datetime | None]
    """When it was first given to the carrier, as long as nobody knows whether the carrier took it."""
    carrier_id: Mapped[str | None] = mapped_column(String(100), unique=True)
    """What the carrier calls it; never two of them by one id."""
    taken_at: Mapped[datetime]
    failed_at: Mapped[datetime | None]

    __table_args__ = (Index("messages_due", "status", "due_at"), Index("messages_failed", "asked_by", "failed_at"))


class CarrierReport(Base):
    """What a carrier has said became of a message, before it is known which one that is: its answer was lost."""

    __tablename__ = "carrier_reports"

    carrier_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    status: Mapped[str] = mapped_column(String(16))
    """A `sync.messages.Status`."""
    reason: Mapped[dict[str, str] | None] = mapped_column(JSON)
    at: Mapped[datetime] = mapped_column(index=True)


class OptOut(Base):
    """Somebody who wants no more messages. It holds for every business of this relay: they share its number."""

    __tablename__ = "opt_outs"

    address: Mapped[str] = mapped_column(String(254), primary_key=True)
    """A number in E.164, or an e-mail address in lower case."""
    since: Mapped[datetime]
    words: Mapped[str] = mapped_column(String(100))
    """How it was asked for."""


class NotedOptOut(Base):
    """A customer who has told a business by phone, or face to face, that they want no more messages from it."""

    __tablename__ = "noted_opt_outs"

    business: Mapped[str] = mapped_column(String(64), primary_key=True)
    address: Mapped[str] = mapped_column(String(254), primary_key=True)
    """As in `OptOut`."""
    since: Mapped[datetime]
    words: Mapped[str] = mapped_column(String(100))
    noted_by: Mapped[str] = mapped_column(String(64))
    """Hero365's id of a person."""


class Request(Base):
    """One request, and who made it: never what was in it."""

    __tablename__ = "requests"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    business: Mapped[str | None] = mapped_column(String(64), index=True)
    who: Mapped[str | None] = mapped_column(String(80))
    method: Mapped[str] = mapped_column(String(10))
    route: Mapped[str] = mapped_column(String(100))
    """The template: ``/v1/messages/{message_id}``."""
    status: Mapped[int]
    milliseconds: Mapped[int]


class Desk(Base):
    """Somebody who speaks to the relay, at one business."""

    __tablename__ = "desks"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    business: Mapped[str] = mapped_column(String(64))
    person: Mapped[str] = mapped_column(String(64))
    """Hero365's id."""
    account: Mapped[bytes]
    """Their Hero365 login (a `sync.account.Account`), encrypted; empty once it is forgotten."""
    seen_at: Mapped[datetime]
    """When they last signed in or spoke."""
    waits: Mapped[bool] = mapped_column(default=False)
    """Whether something they said is still on its way to Hero365."""
    holder: Mapped[UUID | None]
    """The process that works on it."""
    held_until: Mapped[datetime]
    """When another one may take it over."""
    turn: Mapped[int] = mapped_column(default=0)
    """Counts the holders: what an earlier one still writes is refused."""
    wanted: Mapped[bool] = mapped_column(default=False)
    """Whether another process waits for its holder to let go."""

    __table_args__ = (UniqueConstraint("business", "person"),)


class DeskRow(Base):
    """A row of a desk's outbox: what was said, and how far it has come. The truth about it is here."""

    __tablename__ = "desk_rows"

    desk: Mapped[UUID] = mapped_column(ForeignKey("desks.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    """The table that it is of, as `sync.schema` names it."""
    key: Mapped[str] = mapped_column(String(300), primary_key=True)
    row: Mapped[dict[str, Any]] = mapped_column(JSON)


class VoiceSession(Base):
    """A spoken session in a LiveKit room: who, when, how often; never what was said."""

    __tablename__ = "voice_sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    business: Mapped[str] = mapped_column(String(64), index=True)
    person: Mapped[str] = mapped_column(String(64))
    agent_type: Mapped[str] = mapped_column(String(16))
    status: Mapped[str] = mapped_column(String(16), index=True)
    """A `cloud_relay.sessions.kinds.Status`."""
    started_at: Mapped[datetime]
    last_activity: Mapped[datetime]
    ends_at: Mapped[datetime]
    """At the latest."""
    watcher: Mapped[UUID | None]
    """The gateway that looks after it."""
    claim: Mapped[int] = mapped_column(default=0, server_default="0")
    """Counts the gateways that have looked after it: what an earlier one still notes is refused."""
    watched_until: Mapped[datetime]
    """When another gateway may look after it, whatever is on there."""
    agent: Mapped[str | None] = mapped_column(String(100))
    """The agent that is served, as the room knows it."""
    gone: Mapped[list[str]] = mapped_column(JSON, default=list, server_default="[]")
    """The agents that were lost: each is taken out of the room, and is served nowhere."""
    unheard: Mapped[UUID | None]
    """The last turn, as long as the person may not have heard its answer, which itself is at their desk."""
    turns: Mapped[int] = mapped_column(default=0)
    commands: Mapped[int] = mapped_column(default=0)
    errors: Mapped[int] = mapped_column(default=0)
    """How often an agent was lost."""


class ServiceKey(Base):
    """What a service is known by."""

    __tablename__ = "service_keys"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    """SHA-256 of the key, which itself is kept nowhere."""
    business: Mapped[str | None] = mapped_column(String(64), index=True)
    """None: it is for the machine, with all its businesses."""
    name: Mapped[str] = mapped_column(String(100))
    permissions: Mapped[list[str]] = mapped_column(JSON)
    """`cloud_relay.identity.principal.Grant`s."""
    made_by: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class HeardWebhook(Base):
    """Of which records of which business a webhook has told that was signed with a key's secret."""

    __tablename__ = "heard_webhooks"

    key: Mapped[UUID] = mapped_column(ForeignKey("service_keys.id"), primary_key=True)
    business: Mapped[str] = mapped_column(String(64), primary_key=True)
    record: Mapped[str] = mapped_column(String(32), primary_key=True)
    """A kind of record, as `sync.signals.Changed` has it."""
    heard_at: Mapped[datetime]
    """The last time."""


class AskedEscalation(Base):
    """A request for a person, and who sees to it."""

    __tablename__ = "escalations"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    business: Mapped[str] = mapped_column(String(64))
    asked_by: Mapped[str] = mapped_column(String(80))
    """The kind and the id of the unit, person or service."""
    asked_name: Mapped[str] = mapped_column(String(200))
    asked_at: Mapped[datetime]
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """A `sync.escalations.Escalation`."""
    stage: Mapped[str] = mapped_column(String(16))
    """A `sync.escalations.Stage`."""
    taken_by: Mapped[str | None] = mapped_column(String(64))
    """Hero365's id of a person."""
    taken_name: Mapped[str | None] = mapped_column(String(200))
    taken_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    __table_args__ = (Index("escalations_of_business", "business", "stage", "asked_at"),)


class AskedCallback(Base):
    """A customer who wants to be called back, and who does it."""

    __tablename__ = "callbacks"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    business: Mapped[str] = mapped_column(String(64))
    asked_name: Mapped[str] = mapped_column(String(200))
    """Of whoever took it down."""
    asked_at: Mapped[datetime] = mapped_column(index=True)
    content: Mapped[dict[str, Any]] = mapped_column(JSON)
    """A `cloud_relay.office.callback.Callback`."""
    begins_at: Mapped[datetime]
    """Of the window in which somebody may call."""
    ends_at: Mapped[datetime]
    stage: Mapped[str] = mapped_column(String(16))
    """A `cloud_relay.office.callback.Stage`."""
    taken_by: Mapped[str | None] = mapped_column(String(64))
    """Hero365's id of a person."""
    taken_name: Mapped[str | None] = mapped_column(String(200))
    taken_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(16))
    """A `cloud_relay.office.callback.Outcome`."""
    done_at: Mapped[datetime | None]

    __table_args__ = (Index("callbacks_of_business", "business", "stage", "begins_at"),)
