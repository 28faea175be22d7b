"""The forms that slot values are written in; the same for every command that has the slot."""

from typing import Annotated, Literal

from pydantic import StringConstraints

Number = Annotated[str, StringConstraints(pattern=r"^[1-9]\d*$")]
"""Of a job or a project: digits without prefix or leading zeros."""

Name = Annotated[str, StringConstraints(min_length=1, max_length=200)]
"""Exactly as the cache writes it, or as it was said where it is new."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000)]

When = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d(T\d\d:\d\d|/(morning|afternoon|evening))?$")]
"""Local: ``2026-11-26T09:00``; ``2026-11-26`` where no time was said; ``2026-11-26/morning`` where only that was."""

Date = Annotated[str, StringConstraints(pattern=r"^\d{4}-\d\d-\d\d$")]

Duration = Annotated[str, StringConstraints(pattern=r"^[1-9]\d*$")]
"""Minutes."""

Quantity = Annotated[str, StringConstraints(pattern=r"^-?\d+(\.\d+)?$")]
"""Of a part; signed where stock is adjusted: what goes out is negative."""

Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+\.[a-z]{2,}$", max_length=254)]
"""Lower case."""

Amount = Annotated[str, StringConstraints(pattern=r"^\d+(\.\d\d?)?$")]
"""Decimal, without a currency sign: ``268``, ``1249.50``."""

State = Annotated[str, StringConstraints(min_length=2, max_length=50)]
"""Two letters where it was said; as the contact has it where it comes from there."""

PostalCode = Annotated[str, StringConstraints(min_length=1, max_length=20)]
"""Five digits where it was said; as the contact has it where it comes from there."""

Phone = Annotated[str, StringConstraints(pattern=r"^(\d{10}|\+\d{8,15})$")]
"""Ten digits, or E.164."""

JobType = Literal[
    "service", "project", "maintenance", "installation", "repair", "inspection", "consultation", "emergency"
]
"""Hero365 lists ``quote`` and ``follow_up`` too, which its older databases refuse."""

ProjectStatus = Literal["planning", "active", "on_hold", "completed", "cancelled"]

LeadStatus = Literal["prospect", "qualified", "proposal", "negotiation", "closed_won", "closed_lost", "dormant"]
"""Hero365's ``relationship_status``."""

PaymentMethod = Literal["cash", "check", "credit_card", "debit_card", "bank_transfer", "online_payment", "other"]

Channel = Literal["email", "sms"]

Priority = Literal["low", "medium", "high", "urgent", "emergency"]
