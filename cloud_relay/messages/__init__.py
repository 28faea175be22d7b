"""Messages to customers: whether one may be sent and when, by which carrier, and what became of it."""
