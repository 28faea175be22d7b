"""Tables of sentences and what they mean, as the tests of the families have them."""

from erp import Language

Row = tuple[Language, str, str, dict[str, str]]


def rows(language: Language, text: str) -> list[Row]:
    """A command's name, and below it lines of ``sentence | slot=value; slot=value``."""
    found, command = [], ""
    for line in filter(None, map(str.rstrip, text.splitlines())):
        if not line.startswith(" "):
            command = line
            continue
        sentence, _, slots = line.partition("|")
        pairs = [pair.split("=", 1) for pair in slots.split(";") if pair.strip()]
        found.append((language, sentence.strip(), command, {name.strip(): value.strip() for name, value in pairs}))
    return found
