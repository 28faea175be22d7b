"""Outbox, delivery, local cache and the Hero365 client: what keeps a command safe and takes it there exactly once."""
