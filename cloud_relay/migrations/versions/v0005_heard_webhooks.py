"""Of which records a webhook tells, business by business, where it was noted by key."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes it. What was noted says nothing of records: the relay looks itself until a webhook is heard again."""
    op.create_table(
        "heard_webhooks",
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("business", sa.String(length=64), nullable=False),
        sa.Column("record", sa.String(length=32), nullable=False),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["key"], ["service_keys.id"]),
        sa.PrimaryKeyConstraint("key", "business", "record"),
    )
    op.drop_column("service_keys", "heard_at")
