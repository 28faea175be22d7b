"""The people who use this unit: an account each, and which of them it works for now.

`Places.account` is a link to the account of whoever it works for. What they said stays theirs: a queue is delivered
under no other login.
"""

import json
import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import VerifyMismatchError
from pydantic import BaseModel, ValidationError

from edge_agent.settings import Places
from erp import Language, Tone
from models.store.locks import only_writer
from sync.account import Account
from sync.errors import AccountError
from sync.owned_files import write_for_owner

_log = logging.getLogger(__name__)

_FEWEST_FIGURES, _MOST_FIGURES = 4, 8
_MOST_FAILURES = 5
"""Wrong PINs one after the other; then only the password of Hero365 helps, which counts its failures itself."""


class PinError(AccountError):
    """The PIN is wrong, missing, or none."""


class _Pin(BaseModel):
    """A person's PIN as it is kept. It keeps colleagues apart, not thieves: whoever has the file soon guesses it."""

    hash: str
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has signed in on this unit."""

    account: Account
    file: Path
    is_current: bool
    """Whether the unit works for them now."""
    has_pin: bool


class People:
    """The accounts at the places of one unit."""

    def __init__(self, places: Places) -> None:
        self._link = places.account
        self._folder = places.people
        self._pins = places.people / "pins.json"
        self._lock = places.people / "pins.lock"

    def all(self) -> list[Person]:
        """Everybody whose account can be read, by name."""
        current = self._link.resolve()
        pins = self._kept_pins()
        found = [(account, file) for file, account in self._accounts() if isinstance(account, Account)]
        people = [Person(account, file, file.resolve() == current, _key(account) in pins) for account, file in found]
        return sorted(people, key=lambda person: (person.account.full_name, person.account.business_name))

    def damaged(self) -> list[str]:
        """A sentence about each account that cannot be read. It keeps nobody else from the unit."""
        return [str(account) for _, account in self._accounts() if isinstance(account, AccountError)]

    @property
    def were_here(self) -> bool:
        """Whether anybody has ever signed in on this unit, though they may all be forgotten."""
        return self._folder.is_dir() and any(self._folder.iterdir())

    def sign_in(self, account: Account) -> Account:
        """Keeps an account that Hero365 has just confirmed by its password, in the tone that its person likes; the unit
        works for it from now on, and until it is kept for whoever it did before. Returns it as it is kept.

        Raises:
            AccountError: it cannot be kept.
        """
        self._adopt_file()
        file = self._file_of(account)
        with suppress(AccountError):  # there is none, or none that can be read
            account = account.model_copy(update={"tone": Account.load(file).tone})
        account.save(file)
        with self._alone():
            pins = self._kept_pins()
            if _key(account) in pins:  # the password counts for more than wrong PINs before
                self._keep_pins(pins | {_key(account): pins[_key(account)].model_copy(update={"failures": 0})})
            self._point_to(file)
        return account

    def give_pin(self, pin: str) -> Person:
        """Gives the person that the unit works for a PIN, by which they can come back to it.

        Raises:
            PinError: it is none.
            AccountError: nobody is signed in.
        """
        if not (pin.isdecimal() and pin.isascii() and _FEWEST_FIGURES <= len(pin) <= _MOST_FIGURES):
            raise PinError(f"A PIN has {_FEWEST_FIGURES} to {_MOST_FIGURES} figures.")
        kept = _Pin(hash=PasswordHasher().hash(pin))
        with self._alone():
            person = self._current()
            self._keep_pins(self._kept_pins() | {_key(person.account): kept})
        return person

    def prefer(self, language: Language | None = None, tone: Tone | None = None) -> Person:
        """How the unit speaks with whoever it works for: what is given changes.

        Raises:
            AccountError: nobody is signed in, or it cannot be kept.
        """
        preferred = {name: value for name, value in (("language", language), ("tone", tone)) if value}
        with self._alone():
            person = self._current()
            account = person.account.model_copy(update=preferred)
            account.save(person.file)
        return replace(person, account=account)

    def switch(self, name: str, pin: str) -> Person:
        """Makes the unit work for somebody else who has signed in on it.

        Raises:
            PinError: they have no PIN, it is another one, or too many were wrong.
            AccountError: nobody has that name, or several have.
        """
        with self._alone():
            person = self.named(name)
            self.require_pin(person)
            pins = self._kept_pins()
            kept = pins[_key(person.account)]
            if kept.failures >= _MOST_FAILURES:
                raise PinError("Too many PINs were wrong; sign in with the password, `hero365-edge login`.")
            # Counted before it is compared: whoever pulls the plug in between has not tried for nothing.
            self._keep_pins(pins | {_key(person.account): kept.model_copy(update={"failures": kept.failures + 1})})
            try:
                PasswordHasher().verify(kept.hash, pin)
            except VerifyMismatchError as error:
                raise PinError("That is not the PIN.") from error
            self._keep_pins(pins | {_key(person.account): kept.model_copy(update={"failures": 0})})
            self._point_to(person.file)
        return person

    def require_pin(self, person: Person) -> None:
        """Makes sure that somebody can come back by a PIN.

        Raises:
            PinError: they have none.
        """
        if not person.has_pin:
            raise PinError(f"{person.account.full_name} has no PIN on this unit; sign in with `hero365-edge login`.")

    def forget(self, name: str) -> Person:
        """Takes somebody's account off the unit; what they said and was not delivered waits until they sign in again.

        Raises:
            AccountError: nobody has that name, or several have.
        """
        with self._alone():
            person = self.named(name)
            pins = self._kept_pins()
            pins.pop(_key(person.account), None)
            self._keep_pins(pins)
            if person.is_current:
                self._link.unlink()
            person.file.unlink()
        return person

    def named(self, name: str) -> Person:
        """The person whose name or e-mail address is, or begins with, `name`.

        Raises:
            AccountError: nobody's does, or several people's do.
        """
        people, wanted = self.all(), name.casefold()
        exact = [p for p in people if wanted in (p.account.full_name.casefold(), p.account.email.casefold())]
        found = exact or [p for p in people if wanted and p.account.full_name.casefold().startswith(wanted)]
        if len(found) == 1:
            return found[0]
        if not found:
            known = ", ".join(person.account.full_name for person in people) or "nobody yet"
            raise AccountError(f"Nobody called {name!r} has signed in on this unit; it knows: {known}.")
        several = ", ".join(f"{person.account.email} at {person.account.business_name}" for person in found)
        raise AccountError(f"{name!r} fits several people: {several}. Give the e-mail address.")

    def _current(self) -> Person:
        person = next((person for person in self.all() if person.is_current), None)
        if person is None:
            raise AccountError("Nobody is signed in on this unit; run `hero365-edge login`.")
        return person

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other command changes who is here meanwhile, or their PINs. Where nobody ever was there is nothing to
        change, and no folder to lock."""
        if not self.were_here:
            yield
            return
        with only_writer(self._lock, waiting=lambda: _log.info("another command changes the people first")):
            yield

    def _accounts(self) -> Iterator[tuple[Path, Account | AccountError]]:
        for file in sorted(self._folder.glob("*.account.json")):
            try:
                yield file, Account.load(file)
            except AccountError as error:
                yield file, error

    def _file_of(self, account: Account) -> Path:
        return self._folder / f"{_key(account)}.account.json"

    def _adopt_file(self) -> None:
        """An account that was kept where the link belongs is kept among the others too: the link takes its place."""
        if self._link.is_symlink():
            return
        try:
            account = Account.load(self._link)
        except AccountError:  # there is none, or none that can be read, against which signing in is what helps
            return
        account.save(self._file_of(account))

    def _point_to(self, file: Path) -> None:
        """In one step, so that there is never nobody."""
        with tempfile.TemporaryDirectory(dir=self._link.parent) as beside:
            link = Path(beside) / "account"
            link.symlink_to(os.path.relpath(file, self._link.parent))
            link.replace(self._link)
        folder = os.open(self._link.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def _kept_pins(self) -> dict[str, _Pin]:
        try:
            kept = json.loads(self._pins.read_bytes())
            return {key: _Pin.model_validate(pin) for key, pin in kept.items()}
        except FileNotFoundError:
            return {}
        except (ValueError, ValidationError, AttributeError) as error:
            raise AccountError(f"{self._pins} cannot be read; remove it, and give the PINs anew.") from error

    def _keep_pins(self, pins: dict[str, _Pin]) -> None:
        write_for_owner(self._pins, json.dumps({key: pin.model_dump() for key, pin in pins.items()}))


def _key(account: Account) -> str:
    """A person may work for two businesses: these are two accounts."""
    return f"{account.user_id}.{account.business_id}"
