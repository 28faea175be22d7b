"""The queue beside others that keep theirs in SQLite: saving, draining over a slow link, opening."""
