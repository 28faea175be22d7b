"""The unit's hardware, each driver beside the stand-in that tests and desks use."""
