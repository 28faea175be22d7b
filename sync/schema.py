"""The tables of the unit's database. Migrations only ever add: the version before must still be able to read."""

from sqlite_utils import Database, Migrations

migrations = Migrations("hero365_edge")


@migrations()
def outbox(db: Database) -> None:
    """Commands on their way. AUTOINCREMENT, because order and client-made numbers must never come twice."""
    db.execute(
        """
        CREATE TABLE outbox (
            seq INTEGER PRIMARY KEY AUTOINCREMENT,
            id TEXT NOT NULL UNIQUE,
            command TEXT NOT NULL,
            slots TEXT NOT NULL,
            refs TEXT NOT NULL,
            entity TEXT NOT NULL,
            needs TEXT NOT NULL,
            user TEXT NOT NULL,
            business TEXT NOT NULL,
            time_zone TEXT NOT NULL,
            turn TEXT NOT NULL,
            words TEXT NOT NULL,
            engine TEXT NOT NULL,
            confirmation TEXT NOT NULL,
            said_at TEXT NOT NULL,
            state TEXT NOT NULL DEFAULT 'pending'
                CHECK (state IN ('pending', 'in_flight', 'unknown', 'done', 'rejected', 'cancelled')),
            attempts INTEGER NOT NULL DEFAULT 0,
            reason TEXT NOT NULL DEFAULT '',
            progress TEXT NOT NULL DEFAULT '{}',
            outcome TEXT NOT NULL DEFAULT '{}',
            settled INTEGER,
            settled_at TEXT
        ) STRICT
        """
    )
    db.execute("CREATE INDEX outbox_live ON outbox (seq) WHERE state IN ('pending', 'in_flight', 'unknown')")
    db.execute("CREATE INDEX outbox_settled ON outbox (settled) WHERE settled IS NOT NULL")


@migrations()
def cache(db: Database) -> None:
    """Hero365's records as they were last read, and how far each family was read."""
    db.execute(
        """
        CREATE TABLE records (
            family TEXT NOT NULL,
            position INTEGER NOT NULL,
            document TEXT NOT NULL,
            PRIMARY KEY (family, position)
        ) STRICT
        """
    )
    db.execute("CREATE TABLE families (family TEXT PRIMARY KEY, as_of TEXT NOT NULL, settled INTEGER NOT NULL) STRICT")


@migrations()
def settings(db: Database) -> None:
    """What the unit is called, counts and knows about itself."""
    db.execute("CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT")


@migrations()
def single_records(db: Database) -> None:
    """A record that was read by itself since its family was: how many commands had come to an end by then."""
    db.execute("ALTER TABLE records ADD COLUMN settled INTEGER")


@migrations()
def questions(db: Database) -> None:
    """What a person has to decide about a command, and has decided."""
    db.execute("ALTER TABLE outbox ADD COLUMN asks INTEGER NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE outbox ADD COLUMN decisions INTEGER NOT NULL DEFAULT 0")


@migrations()
def edits(db: Database) -> None:
    """What a command said before a person changed it."""
    db.execute(
        """
        CREATE TABLE edits (
            seq INTEGER NOT NULL,
            edit INTEGER NOT NULL,
            slots TEXT NOT NULL,
            edited_at TEXT NOT NULL,
            PRIMARY KEY (seq, edit)
        ) STRICT
        """
    )


@migrations()
def operations(db: Database) -> None:
    """What each server was found to do with a command."""
    db.execute(
        """
        CREATE TABLE operations (
            server TEXT NOT NULL,
            command TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('works', 'refuses', 'does_not_store')),
            reason TEXT NOT NULL,
            since TEXT NOT NULL,
            tried_at TEXT NOT NULL,
            PRIMARY KEY (server, command)
        ) STRICT
        """
    )


@migrations()
def clock(db: Database) -> None:
    """When a command was saved by all clocks, and when each start of the machine truly was."""
    db.execute("ALTER TABLE outbox ADD COLUMN boot TEXT NOT NULL DEFAULT ''")
    db.execute("ALTER TABLE outbox ADD COLUMN elapsed REAL NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE outbox ADD COLUMN wall REAL NOT NULL DEFAULT 0")
    db.execute("ALTER TABLE outbox ADD COLUMN trust TEXT NOT NULL DEFAULT 'plausible'")
    db.execute("ALTER TABLE outbox ADD COLUMN confirmed INTEGER NOT NULL DEFAULT 0")
    db.execute("CREATE TABLE boots (boot TEXT PRIMARY KEY, began REAL NOT NULL, verified REAL NOT NULL) STRICT")


@migrations()
def retention(db: Database) -> None:
    """When a command was first seen to have come to an end, by Hero365's time."""
    db.execute("ALTER TABLE outbox ADD COLUMN over_since REAL")


@migrations()
def rejected(db: Database) -> None:
    """What was refused is told again and again, and stays."""
    db.execute("CREATE INDEX outbox_rejected ON outbox (seq) WHERE state = 'rejected'")


@migrations()
def sentences(db: Database) -> None:
    """Why a command stands where it stands, in each language, where the reason is the unit's own."""
    db.execute("ALTER TABLE outbox ADD COLUMN sentence TEXT NOT NULL DEFAULT '{}'")


@migrations()
def sentences_of_operations(db: Database) -> None:
    """Why a server does not take a command, in each language."""
    db.execute("ALTER TABLE operations ADD COLUMN sentence TEXT NOT NULL DEFAULT '{}'")


@migrations()
def untold(db: Database) -> None:
    """Whether there is something about a command that its person was not told; of what there was before, nothing."""
    db.execute("ALTER TABLE outbox ADD COLUMN untold INTEGER NOT NULL DEFAULT 0")
    db.execute("CREATE INDEX outbox_untold ON outbox (seq) WHERE untold = 1")
