"""Which gateway looks after a spoken session, by what right, and which agent it serves."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes them. A session that goes on meanwhile is looked after by whichever gateway comes first."""
    op.add_column("voice_sessions", sa.Column("watcher", sa.Uuid(), nullable=True))
    op.add_column("voice_sessions", sa.Column("claim", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("voice_sessions", sa.Column("agent", sa.String(length=100), nullable=True))
    op.add_column("voice_sessions", sa.Column("gone", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("voice_sessions", sa.Column("unheard", sa.Uuid(), nullable=True))
