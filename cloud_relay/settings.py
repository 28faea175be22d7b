"""What an operator sets: environment variables that begin with ``HERO365_RELAY_``."""

import os
import re
import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress
from difflib import get_close_matches
from ipaddress import ip_network
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, Self, get_args
from zoneinfo import ZoneInfo

from platformdirs import user_data_path
from pydantic import (
    AfterValidator,
    AnyUrl,
    BaseModel,
    Discriminator,
    Field,
    HttpUrl,
    RedisDsn,
    SecretStr,
    Tag,
    TypeAdapter,
    ValidationError,
    model_validator,
)
from pydantic_settings import BaseSettings, SettingsConfigDict

from cloud_relay.errors import SettingsError
from sync.transport import LOOPBACK

_PREFIX = "HERO365_RELAY_"
_SECRET_BYTES = 48
_SHORTEST_SECRET = 32
"""Bytes."""
_ENCRYPTED = frozenset({"wss", "https"})


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError) as error:  # no such name, a folder's, none at all
        raise ValueError(f"{name} is no time zone; one is called like America/Chicago") from error
    return name


class Twilio(BaseModel):
    """An account that sends text messages."""

    account: str = Field(pattern=r"^AC[0-9a-f]{32}$")
    """The account's SID."""
    auth_token: SecretStr
    sender: str
    """A number in E.164, or the SID of a messaging service (``MG...``)."""
    url: HttpUrl = HttpUrl("https://api.twilio.com")


class Resend(BaseModel):
    """An account that sends e-mail."""

    api_key: SecretStr
    sender: str
    """``Name <address>`` of a verified domain."""
    webhook_secret: SecretStr
    """``whsec_...``, of the webhook that reports deliveries."""
    url: HttpUrl = HttpUrl("https://api.resend.com")


class LiveKit(BaseModel):
    """A LiveKit server, where sessions are spoken."""

    url: AnyUrl = AnyUrl("ws://127.0.0.1:7880")
    """How relay and workers reach it."""
    public_url: AnyUrl | None = None
    """How phones and browsers reach it; as the relay where nothing else is set."""
    api_key: str
    api_secret: SecretStr = Field(min_length=32)

    @property
    def for_people(self) -> str:
        """The address that people's devices are given."""
        return str(self.public_url or self.url).rstrip("/")


class EngineServer(BaseModel):
    """An OpenAI-compatible server that hears or speaks."""

    url: HttpUrl
    """Of its API: ``http://127.0.0.1:8000/v1``."""
    model: str
    voice: str = "alloy"
    """Where it speaks."""
    api_key: SecretStr = SecretStr("none")


def _redis_address(url: str) -> str:
    try:
        if url:
            TypeAdapter(RedisDsn).validate_python(url)
    except ValidationError as error:  # its words show the password
        raise ValueError("this is no address of a Redis; one is written redis://host:6379/0") from error
    return url


def _proxies(written: str) -> str:
    for each in map(str.strip, written.split(",")):
        try:
            ip_network(each)
        except ValueError as error:
            raise ValueError(f"{each} is no address or network; one is written 10.0.0.1 or 10.0.0.0/8") from error
    return written


def _origins(written: str) -> str:
    for each in filter(None, map(str.strip, written.split(","))):
        if not re.fullmatch(r"https?://[^/\s?#*]+", each):
            raise ValueError(f"{each} is no origin of a web page; one is written https://office.example.com")
    return written


def _plugin(name: str) -> str:
    if not re.fullmatch(r"[\w.]+:\w+", name):
        raise ValueError(f"{name} is no plugin; one is written livekit.plugins.deepgram:STT")
    return name


_SERVER, _PLUGIN = "server", "plugin"
Engine = Annotated[
    Annotated[EngineServer, Tag(_SERVER)] | Annotated[str, AfterValidator(_plugin), Tag(_PLUGIN)],
    Discriminator(lambda value: _PLUGIN if isinstance(value, str) else _SERVER),
]
"""Or a plugin of LiveKit Agents, as ``livekit.plugins.deepgram:STT``. LiveKit's names for models mean its cloud, and
are none."""


class Settings(BaseSettings):
    """How one relay is set up. A nested value is set with two underscores: ``HERO365_RELAY_TWILIO__SENDER``."""

    model_config = SettingsConfigDict(env_prefix=_PREFIX, env_nested_delimiter="__", extra="ignore")

    folder: Path = Field(default_factory=lambda: user_data_path("hero365-relay"))
    """Where a relay on one machine keeps its database and its key."""
    database: str = ""
    """SQLAlchemy's URL, for instance ``postgresql+psycopg://user@host/relay``; empty is SQLite in `folder`."""
    redis: Annotated[str, AfterValidator(_redis_address)] = ""
    """``redis://host:6379/0`` where several gateways share rate limits; empty is one gateway."""
    host: str = "127.0.0.1"
    port: int = Field(default=8080, ge=0, le=65535)
    public_url: HttpUrl | None = None
    """How it is reached from outside, through a proxy that ends TLS; webhooks are signed with it."""
    proxies: Annotated[str, AfterValidator(_proxies)] = "127.0.0.1"
    """Addresses or networks, with commas between, of the proxies whose word is taken for where a request came from
    (``X-Forwarded-For``): by that those are slowed down whom nobody knows."""
    origins: Annotated[str, AfterValidator(_origins)] = ""
    """Of the web pages whose scripts may use the relay (CORS), with commas between; its own may anyway."""
    allow_plain: bool = False
    """Listen on more than this machine's loopback without TLS in front, and reach others without it."""
    hero365: HttpUrl = HttpUrl("https://api.hero365.ai/v1")
    secret: SecretStr | None = None
    """What our tokens are signed with, 32 bytes or more; each of several gateways needs the same. Without it one is
    made and kept in `folder`."""
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "America/New_York"
    """Of customers about whom nothing better is known."""
    twilio: Twilio | None = None
    resend: Resend | None = None
    livekit: LiveKit | None = None
    ear: Engine | None = None
    """What hears in LiveKit's rooms; the relay's own recogniser where nothing is set."""
    mouth: Engine | None = None
    """What speaks there; the relay's own voice where nothing is set."""
    gateway: HttpUrl = HttpUrl("http://127.0.0.1:8080")
    """How workers reach the gateway."""
    sessions: int = Field(default=10, ge=1)
    """Spoken sessions of one business at the same time."""
    capacity: int = Field(default=4, ge=1)
    """Sessions that one worker takes; how fast they are answered then, benchmarks/relay measures."""

    @model_validator(mode="after")
    def _is_safe(self) -> Self:
        if self.secret is not None and len(self.secret.get_secret_value().encode()) < _SHORTEST_SECRET:
            raise ValueError("HERO365_RELAY_SECRET has to be 32 bytes long at least")
        if self.host not in LOOPBACK and self.public_url is None and not self.allow_plain:
            raise ValueError(
                f"listening on {self.host} needs a proxy that ends TLS and HERO365_RELAY_PUBLIC_URL=https://..., "
                "or HERO365_RELAY_ALLOW_PLAIN=1"
            )
        if self.public_url is not None and self.public_url.scheme != "https" and not self.allow_plain:
            raise ValueError(f"{self.public_url} is not https; HERO365_RELAY_ALLOW_PLAIN=1 allows it")
        for url in self._reached:
            host = (url.host or "").strip("[]")
            if url.scheme not in _ENCRYPTED and host not in LOOPBACK and not self.allow_plain:
                raise ValueError(f"{url} is not encrypted; HERO365_RELAY_ALLOW_PLAIN=1 allows it")
        return self

    @property
    def _reached(self) -> Iterator[AnyUrl]:
        """To where tokens, keys, sound and words are sent."""
        yield from (self.hero365, self.gateway)
        if self.livekit:
            yield from filter(None, (self.livekit.url, self.livekit.public_url))
        for server in (self.ear, self.mouth, self.twilio, self.resend):
            if server is not None and not isinstance(server, str):
                yield server.url

    @property
    def allowed_origins(self) -> list[str]:
        """Of web pages, each by itself."""
        return [each.strip() for each in self.origins.split(",") if each.strip()]

    @property
    def service_logins(self) -> Path:
        """Where the relay's own logins are kept."""
        return self.folder / "logins"

    @property
    def database_url(self) -> str:
        """Of the database that is used."""
        return self.database or f"sqlite+aiosqlite:///{self.folder / 'relay.db'}"


def load() -> Settings:
    """From the environment.

    Raises:
        SettingsError: something is set wrongly, or there is no such setting.
    """
    _must_be_known(os.environ)
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        named = [str(part).upper() for part in first["loc"] if part not in {_SERVER, _PLUGIN}]
        where = _PREFIX + "__".join(named) if named else "settings"
        raise SettingsError(f"{where}: {first['msg'].removeprefix('Value error, ')}.") from error


def _must_be_known(environment: Iterable[str]) -> None:
    """What is misspelt would be as good as not set, and nobody would know."""
    known = [name.upper() for name in _names(Settings)]
    for variable in sorted(environment):
        name = variable.upper().removeprefix(_PREFIX)
        if name != variable.upper() and name not in known:
            near = get_close_matches(name, known, n=1)
            meant = f"{_PREFIX}{near[0]} may be meant" if near else "docs/relay.md lists them"
            raise SettingsError(f"{variable} is no setting of the relay; {meant}.")


def _names(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield name
        for nested in _models_in(field.annotation):
            yield from (f"{name}__{inner}" for inner in _names(nested))


def _models_in(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)


def signing_key(settings: Settings) -> str:
    """What tokens are signed with; made and kept the first time, where none is set.

    Raises:
        SettingsError: what is kept is no key.
        OSError: it cannot be kept.
    """
    if settings.secret is not None:
        return settings.secret.get_secret_value()
    path = settings.folder / "relay.key"
    if not path.exists():
        settings.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        _keep_new_key(path)
    key = path.read_text(encoding="ascii", errors="replace").strip()
    if len(key) < _SHORTEST_SECRET:
        raise SettingsError(
            f"{path} holds no key of {_SHORTEST_SECRET} bytes; put it back from a backup, or delete it: "
            "then another one is made, and all units join anew."
        )
    return key


def _keep_new_key(path: Path) -> None:
    """All of it or nothing, whatever fails or is killed; of processes that start together the first one's."""
    with NamedTemporaryFile("w", encoding="ascii", dir=path.parent, prefix=f"{path.name}-") as beside:
        beside.write(secrets.token_urlsafe(_SECRET_BYTES))
        beside.flush()
        os.fsync(beside.fileno())
        with suppress(FileExistsError):
            path.hardlink_to(beside.name)
