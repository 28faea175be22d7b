"""Redis, where several gateways count requests and tell each other what has changed."""

import re

from limits.aio.storage import RedisStorage
from limits.errors import StorageError

from cloud_relay.errors import SettingsError


def storage_at(url: str) -> RedisStorage:
    """What counts requests there. It connects with the first of them."""
    return RedisStorage(f"async+{url}", implementation="redispy")


def shown(url: str) -> str:
    """The address for people, who need not know the password."""
    return re.sub(r"//.*@", "//***@", url)


async def require_redis(url: str) -> None:
    """Makes sure that Redis is there.

    Raises:
        SettingsError: it cannot be reached.
    """
    try:
        works = await storage_at(url).check()
    except (StorageError, OSError):
        works = False
    if not works:
        raise SettingsError(f"{shown(url)} can't be reached; set HERO365_RELAY_REDIS, or leave it empty.")
