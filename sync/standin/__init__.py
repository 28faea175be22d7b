"""A stand-in Hero365 server that keeps to the real contract, for tests, demonstrations and practice."""

from sync.standin.face import Face
from sync.standin.faults import Kind
from sync.standin.process import StandIn, StandInError
from sync.standin.seed import (
    OWNER_EMAIL,
    OWNER_PHONE,
    PRACTICE,
    PRACTICE_PASSWORD,
    VIEWER_EMAIL,
    Seed,
    SeedError,
    email_of,
)
from sync.standin.store import Effect

__all__ = [
    "OWNER_EMAIL",
    "OWNER_PHONE",
    "PRACTICE",
    "PRACTICE_PASSWORD",
    "VIEWER_EMAIL",
    "Effect",
    "Face",
    "Kind",
    "Seed",
    "SeedError",
    "StandIn",
    "StandInError",
    "email_of",
]
