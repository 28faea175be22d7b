"""The shapes in which Hero365 says no."""

from collections.abc import Iterable
from typing import Any

from fastapi import FastAPI, HTTPException, Request
from fastapi.encoders import jsonable_encoder
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

_PYDANTIC_HELP = "https://errors.pydantic.dev/2.11/v"
"""The deployed server runs pydantic 2.11, and its texts reach the client."""

NO_ENUM_MEMBERS = "'str' object has no attribute 'value'"
"""What breaks every write of a contact and a job on the published server."""
MISSING = "EntityNotFoundError.__init__() missing 1 required positional argument: 'entity_id'"
"""What the server says of an unknown contact: it stumbles over its own error."""


class UnforeseenError(Exception):
    """Something that Hero365's own code does not catch: answered by its middleware with 500."""


class DomainError(Exception):
    """A refusal that the middleware words: a status, and an error with type, message, code and details."""

    def __init__(self, status: int, kind: str, message: str, code: str, **details: str) -> None:
        super().__init__(message)
        self.status = status
        self.body = {"error": {"type": kind, "message": message, "code": code, "details": details}}


def refused(status: int, text: str) -> HTTPException:
    """The usual shape, ``{"detail": text}``."""
    return HTTPException(status, text)


def broken(text: str) -> HTTPException:
    """How most routers answer an exception they did not foresee, a refused rule included."""
    return refused(500, f"Internal server error: {text}")


def pydantic_text(model: str, *problems: tuple[str, str, str, str]) -> str:
    """What pydantic says of a value inside the server: (field or "", message, error type, input) each."""
    count = f"{len(problems)} validation error{'s' if len(problems) > 1 else ''} for {model}"
    return "\n".join([count, *_problem_lines(problems)])


def _problem_lines(problems: Iterable[tuple[str, str, str, str]]) -> Iterable[str]:
    for field, message, kind, given in problems:
        if field:
            yield field
        yield f"  {message} [type={kind}, {given}]"
        yield f"    For further information visit {_PYDANTIC_HELP}/{kind}"


def validation_body(details: list[dict[str, Any]]) -> dict[str, Any]:
    """The envelope of a 422; without ``input`` in its details it was written after the work."""
    return {"error": {"type": "validation_error", "message": "Request validation failed", "details": details}}


def late_422(field: str, message: str, kind: str) -> JSONResponse:
    """A 422 about the server's own answer: what was asked for has been stored."""
    return JSONResponse(validation_body([{"field": field, "message": message, "type": kind}]), 422)


def install(app: FastAPI) -> None:
    """Answer validation errors and unforeseen ones in Hero365's shapes."""

    @app.exception_handler(RequestValidationError)
    async def invalid_request(_: Request, error: RequestValidationError) -> JSONResponse:
        details = [
            {
                "field": ".".join(str(part) for part in problem["loc"]),
                "message": problem["msg"],
                # Hero365 declares its closed lists as enums; the message is the same for both kinds.
                "type": {"literal_error": "enum"}.get(problem["type"], problem["type"]),
                "input": jsonable_encoder(problem.get("input")),
            }
            for problem in error.errors()
        ]
        return JSONResponse(validation_body(details), 422)

    @app.exception_handler(DomainError)
    async def refused_by_domain(_: Request, error: DomainError) -> JSONResponse:
        return JSONResponse(error.body, error.status)

    @app.exception_handler(UnforeseenError)
    @app.exception_handler(Exception)
    async def unforeseen(_: Request, __: Exception) -> JSONResponse:
        body = {
            "type": "internal_server_error",
            "message": "An unexpected error occurred",
            "code": "INTERNAL_ERROR",
        }
        return JSONResponse({"error": body}, 500)
