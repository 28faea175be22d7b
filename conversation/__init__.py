"""Words become decisions: understanding and dialogue, on text and on a snapshot of today's names."""
