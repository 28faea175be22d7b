"""How the unit stands with Hero365: reached or not, signed in or not, in the right business or not."""

import logging
from collections.abc import Callable
from enum import StrEnum

from sync.answers import RefusedError
from sync.client import Hero365Client
from sync.errors import LostAnswerError, NotSentError, SignInError, WrongBusinessError
from sync.timing import Timing, now

_log = logging.getLogger(__name__)


class Link(StrEnum):
    """The states of the connection."""

    UNTRIED = "untried"
    ONLINE = "online"
    OFFLINE = "offline"
    """Nobody is reached; it is tried again and again."""
    SIGN_IN_NEEDED = "sign_in_needed"
    """Everything waits until the person has signed in."""
    WRONG_BUSINESS = "wrong_business"
    """Hero365 acts for another business: everything waits, or it would land there."""


class Connection:
    """Whether it makes sense to send. Only an answer to an authenticated request proves it."""

    def __init__(self, hero365: Hero365Client, timing: Timing, on_link: Callable[[Link], None]) -> None:
        self.link = Link.UNTRIED
        self.paused_until = 0.0
        """By the monotonic clock: nothing is tried before."""
        self._hero365 = hero365
        self._timing = timing
        self._on_link = on_link
        self._known_until = 0.0
        self._failures = 0

    async def reaches(self) -> bool:
        """Whether Hero365 answers, knows the person, and acts for the right business; asks it unless just known."""
        if now() < self._known_until:
            return True
        try:
            await self._hero365.check_business()
        except (NotSentError, LostAnswerError, RefusedError):
            self._pause(Link.OFFLINE)
        except SignInError:
            self._pause(Link.SIGN_IN_NEEDED)
        except WrongBusinessError:
            self._pause(Link.WRONG_BUSINESS)
        else:
            self._failures = 0
            self._known_until = now() + self._timing.business_known
            self._become(Link.ONLINE)
            return True
        return False

    def doubt(self) -> None:
        """Something went wrong: it is asked anew before the next command."""
        self._known_until = 0.0

    def _pause(self, link: Link) -> None:
        self.paused_until = now() + self._timing.pause(self._failures)
        self._failures += 1
        self._become(link)

    def _become(self, link: Link) -> None:
        if link is not self.link:
            self.link = link
            _log.info("link changed", extra={"link": str(link)})
            self._on_link(link)
