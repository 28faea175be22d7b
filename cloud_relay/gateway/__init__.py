"""The relay's HTTP side."""
