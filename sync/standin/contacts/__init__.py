"""Contacts: people and companies, and what is done with them."""

from sync.standin.contacts import bulk, dealings, routes

ROUTERS = (routes.router, bulk.router, dealings.router)
