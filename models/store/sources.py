"""Where the files of a model come from: the hub, a mirror, a folder or a stick. Wheels have a module of their own."""

import os
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Protocol

import httpx

from models.store.download import Moved, download, http_client, web_address
from models.store.errors import PullError, SourceError, SourceUnreachableError
from models.store.manifest import Model, ModelFile
from models.store.wheels import WheelSource

HUB = "https://huggingface.co"
STICK_FOLDER = "hero365-models"
"""What the folder on a USB stick is called; in it, `MODEL/FILE` or a store's `MODEL/REVISION/FILE`."""
_MOUNTED_UNDER = ("/media", "/run/media", "/mnt")
_CHUNK = 1 << 20


class Source(Protocol):
    """Gives files of models. What it gives is believed only after it was hashed."""

    @property
    def name(self) -> str:
        """How it is called in a sentence."""
        ...

    def fetch(self, model: Model, file: ModelFile, into: Path, moved: Moved) -> None:
        """Writes the file to `into`; what an earlier try left there may be continued. Calls `moved` as bytes come.

        Beside `into` it may keep what it needs until the pull of the model is done.

        Raises:
            SourceUnreachableError: it has no file of the model, or does not answer.
            SourceError: it does not have this file, or not whole.
            OSError: `into` cannot be written.
        """
        ...


class WebSource:
    """A web server that keeps the files, at an address that `path` gives for each.

    Raises:
        SourceUnreachableError: `url` is no address of a web server.
    """

    def __init__(self, client: httpx.Client, name: str, url: str, path: Callable[[Model, ModelFile], str]) -> None:
        self._client = client
        address = web_address(url)
        self._url = str(address).rstrip("/")
        self._path = path
        self.name = f"{name} ({address.host})"

    def fetch(self, model: Model, file: ModelFile, into: Path, moved: Moved) -> None:
        """Downloads the file."""
        download(self._client, f"{self._url}/{self._path(model, file)}", into, file.bytes, moved)


def hub_source(client: httpx.Client, url: str = HUB) -> WebSource:
    """The official hub, at the revision that the manifest pins."""
    return WebSource(client, "the hub", url, Model.hub_path)


def mirror_source(client: httpx.Client, url: str) -> WebSource:
    """A web server that keeps the files as `MODEL/FILE`. Raises as `WebSource` does."""
    return WebSource(client, "the mirror", url, lambda model, file: f"{model.name}/{file.name}")


class FolderSource:
    """A folder that keeps the files as `MODEL/FILE`, or as a store does, itself or in its folder `hero365-models`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.name = str(folder)

    def fetch(self, model: Model, file: ModelFile, into: Path, moved: Moved) -> None:
        """Copies the file, always from its beginning."""
        try:
            homes = [folder / model.name for folder in (self._folder, self._folder / STICK_FOLDER)]
            if not any(home.is_dir() for home in homes):
                raise SourceUnreachableError(f"it has no folder {model.name}")
            places = [place / file.name for home in homes for place in (home / model.revision, home)]
            found = next((place for place in places if place.is_file()), None)
            if found is None:
                raise SourceError(f"{self._folder} has no {model.name}/{file.name}")
            origin = found.open("rb")
        except OSError as error:
            raise SourceError(f"{self._folder} cannot be read: {error.strerror}") from error
        with origin, into.open("wb") as copy:
            done = 0
            while chunk := self._read(origin.fileno()):
                done += len(chunk)
                if done > file.bytes:
                    raise SourceError(f"{found} is longer than the {file.bytes} bytes of the file")
                copy.write(chunk)
                moved(done, file.bytes)

    def _read(self, descriptor: int) -> bytes:
        # Errors of the stick are told from errors of the disk that is written to: only the latter end the pull.
        try:
            return os.read(descriptor, _CHUNK)
        except OSError as error:
            raise SourceError(f"{self._folder} cannot be read: {error.strerror}") from error


def sticks(mounted_under: Iterable[str | Path] = _MOUNTED_UNDER) -> list[Path]:
    """The folders for models on whatever is mounted now."""
    found: set[Path] = set()
    for place in map(Path, mounted_under):
        for pattern in (STICK_FOLDER, f"*/{STICK_FOLDER}", f"*/*/{STICK_FOLDER}"):
            # A stick that another user mounted may not be looked into; it is as if it were not there.
            found |= {path for path in place.glob(pattern) if os.access(path, os.R_OK | os.X_OK)}
    return sorted(found)


def default_sources(folders: Sequence[Path] = (), mirror: str | None = None) -> list[Source]:
    """All sources, in the order in which they are asked: hub, mirror, given folders and sticks, wheels from PyPI.

    Args:
        folders: those that the person names.
        mirror: the base of a mirror; without it, the environment's `HERO365_EDGE_MIRROR`, if any.

    Raises:
        PullError: the mirror's address is none, or the environment's proxy cannot be used.
    """
    client = http_client()
    address = mirror or os.environ.get("HERO365_EDGE_MIRROR")
    try:
        mirrors = [mirror_source(client, address)] if address else []
    except SourceUnreachableError as error:
        raise PullError(f"The mirror (--mirror or HERO365_EDGE_MIRROR) cannot be asked: {error}.") from error
    return [
        hub_source(client),
        *mirrors,
        *(FolderSource(folder) for folder in (*folders, *sticks())),
        WheelSource(client),
    ]
