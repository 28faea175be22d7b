"""The page that lists every command, made from the declarations."""

from conversation.manual.page import page

__all__ = ["page"]
