"""What Alembic runs for each command: the connection is given, and so is the transaction."""

from alembic import context

from cloud_relay.database import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
context.run_migrations()
