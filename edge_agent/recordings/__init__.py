"""Spoken commands for the demonstration and the tests: FLAC, 16 kHz, mono. `make.py` makes them again."""
