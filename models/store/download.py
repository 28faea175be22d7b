"""One file over HTTP: streamed to disk, and continued where an earlier try ended."""

import ssl
from collections.abc import Callable
from pathlib import Path

import httpx

from models.store.errors import PullError, SourceError, SourceUnreachableError

Moved = Callable[[int, int], None]
"""Is told how many bytes are there, and how many there will be."""

_TIMEOUT = httpx.Timeout(30, connect=10)
_NOBODY = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError, httpx.UnsupportedProtocol)
_TRIES = 20
"""How often a download that gets on each time may be cut."""


def http_client() -> httpx.Client:
    """A client with the system's certificates, which may hold a company's own, and the environment's proxies.

    Raises:
        PullError: a proxy of the environment is of a kind that is not known here, or its address is none.
    """
    try:
        return httpx.Client(verify=ssl.create_default_context(), timeout=_TIMEOUT, follow_redirects=True)
    except (ImportError, ValueError, httpx.InvalidURL) as error:  # SOCKS would need another package
        raise PullError(
            "The proxy that ALL_PROXY, HTTPS_PROXY or HTTP_PROXY names cannot be used; name one as http://HOST:PORT, "
            "or unset it."
        ) from error


def web_address(text: str) -> httpx.URL:
    """An address of a web server.

    Raises:
        SourceUnreachableError: `text` is none.
    """
    try:
        url = httpx.URL(text)
        url.host.encode("idna")  # as it is encoded to be looked up
    except (httpx.InvalidURL, UnicodeError) as error:
        raise _no_address(text) from error
    if url.scheme not in {"http", "https"} or not url.host:
        raise _no_address(text)
    return url


def _no_address(text: str) -> SourceUnreachableError:
    shown = text.rpartition("@")[2]  # a password may stand before it
    return SourceUnreachableError(f"{shown!r} is no address of a web server, such as https://example.com/models")


def download(client: httpx.Client, url: httpx.URL | str, into: Path, expected: int, moved: Moved) -> None:
    """Fetches what is missing in the file `into`, until it has `expected` bytes. Nobody has checked them yet.

    A connection that is cut is taken up again for as long as each try brings something.

    Raises:
        SourceUnreachableError: nobody answers there.
        SourceError: it is not there, ends early or is longer than it should be.
        OSError: `into` cannot be written.
    """
    url = httpx.URL(url)
    there = _size(into)
    if there > expected:
        into.unlink()
        there = 0
    for _ in range(_TRIES):
        if there == expected and into.exists():
            return
        cut = _continue(client, url, into, there, expected, moved)
        if isinstance(cut, _NOBODY):
            raise SourceUnreachableError(f"{url.host} cannot be reached ({_reason(cut)})") from cut
        before, there = there, _size(into)
        if there <= before and there != expected:  # a server that knows no ranges begins anew each time
            why = f" ({_reason(cut)})" if cut else ""
            raise SourceError(f"{url.host} broke off after {there} of {expected} bytes{why}") from cut
    if there != expected:
        raise SourceError(f"{url.host} broke off {_TRIES} times, after {there} of {expected} bytes")


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def _reason(error: Exception) -> str:
    return str(error) or type(error).__name__


def _continue(  # noqa: PLR0913, PLR0917 - the one request, with all that stands fast about it
    client: httpx.Client, url: httpx.URL, into: Path, there: int, expected: int, moved: Moved
) -> Exception | None:
    """One request. Gives what cut it short, or None."""
    # Compressed on the way, the bytes could not be counted against the range.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={there}-"} if there else {})
    try:
        with client.stream("GET", url, headers=headers) as response:
            if response.status_code not in {httpx.codes.OK, httpx.codes.PARTIAL_CONTENT}:
                raise SourceError(f"{url.host} answers {response.status_code} {response.reason_phrase}".rstrip())
            continues = response.status_code == httpx.codes.PARTIAL_CONTENT
            if continues and not response.headers.get("Content-Range", "").startswith(f"bytes {there}-"):
                raise SourceError(f"{url.host} answers with another part of the file than it was asked for")
            done = there if continues else 0
            with into.open("ab" if continues else "wb") as file:
                for chunk in response.iter_bytes():  # as they come: larger ones would be lost with the connection
                    done += len(chunk)
                    if done > expected:
                        into.unlink()  # nothing of it is to be continued
                        raise SourceError(f"{url.host} sends more than the {expected} bytes of the file")
                    file.write(chunk)
                    moved(done, expected)
    except (httpx.RequestError, httpx.InvalidURL) as error:
        return error
    return None
