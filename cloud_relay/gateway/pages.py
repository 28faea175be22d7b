"""Long lists, a page at a time."""

from dataclasses import dataclass
from typing import Annotated, Final
from uuid import UUID

from fastapi import Depends, Request, Response

MOST: Final = 100


@dataclass(frozen=True, slots=True)
class Page:
    """One, as it is asked for."""

    request: Request
    response: Response
    after: UUID | None
    """The last of the page before."""

    def holds(self, ids: list[UUID]) -> None:
        """Where it is full, the answer says where the next one is (RFC 8288)."""
        if len(ids) == MOST:
            on = self.request.url.include_query_params(after=ids[-1])
            self.response.headers["Link"] = f'<{on.path}?{on.query}>; rel="next"'


def _page(request: Request, response: Response, after: UUID | None = None) -> Page:
    return Page(request, response, after)


OnePage = Annotated[Page, Depends(_page)]
