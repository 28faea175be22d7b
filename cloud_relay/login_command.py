"""`hero365-relay login`: the relay signs in at Hero365 for a business."""

import asyncio
from typing import Annotated

import typer

from cloud_relay.identity.service_logins import ServiceLogins
from cloud_relay.settings import load
from sync.client import Hero365Client


def login(
    email: Annotated[str, typer.Argument(metavar="E-MAIL", help="Of an account at Hero365 that only the relay uses.")],
    password: Annotated[
        str, typer.Option(envvar="HERO365_PASSWORD", prompt=True, hide_input=True, help="Better asked than given.")
    ],
) -> None:
    """Sign the relay in for a business, so that it sees what changes there. Tokens are kept in its folder."""
    settings = load()
    url = str(settings.hero365).rstrip("/")
    account = asyncio.run(Hero365Client.sign_in(url, email, password, time_zone=settings.time_zone))
    ServiceLogins(settings.service_logins).keep(account)
    typer.echo(f"The relay is signed in as {account.full_name} at {account.business_name}.")
