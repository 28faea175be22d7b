"""Numbers made on the unit: a device code and a counter. They are the one key by which Hero365 knows a repeated create.

They are unique over all of Hero365, so the code tells this unit from every other; and they are spoken, so code
and counter leave out what is mistaken for something else.
"""

import secrets

from sync.store import Store

_NEXT = "next_job_number"
"""The setting of the counter, under the name that it had when it counted jobs alone."""
_FIRST_NUMBERS = range(5001, 9901, 100)
"""Above what Hero365 counts in an office of this size; each unit begins at another one, so that two units without a
network seldom give the same digits."""
_ALPHABET = "ACDEFHJKMNPRTUVWXY3479"
"""Without what looks like something else: 0 O Q, 1 I L, 2 Z, 5 S, 6 G, 8 B."""


def device_code(store: Store) -> str:
    """The unit's own three characters, made once: ``E7K``."""
    return store.setting("device_code") or new_device_code(store)


def new_device_code(store: Store) -> str:
    """Another code, for a unit whose own turned out to be somebody else's too."""
    code = "".join(secrets.choice(_ALPHABET) for _ in range(3))
    store.set(device_code=code)
    return code


def next_number(store: Store) -> int:
    """The digits that the next record made here will have."""
    if store.setting(_NEXT) is None:
        store.set(**{_NEXT: str(secrets.choice(_FIRST_NUMBERS))})
    return int(store.setting(_NEXT) or 0)


def count_number(store: Store, used: int) -> None:
    """Moves the counter past a number that was given."""
    if used >= next_number(store):
        store.set(**{_NEXT: str(used + 1)})


def spoken_number(full_number: str) -> str:
    """What people say of a number: ``JOB-000042`` is ``42``, ``E7K-9001`` is ``9001``."""
    digits = full_number.rpartition("-")[2]
    return (digits if digits.isdigit() else "".join(filter(str.isdigit, digits))).lstrip("0") or full_number
