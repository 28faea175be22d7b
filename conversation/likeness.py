"""How alike two words are written, for want of how alike they sound."""

from difflib import SequenceMatcher
from functools import lru_cache


@lru_cache(maxsize=65_536)
def alike(one: str, other: str, share: float) -> bool:
    """Whether the words have more than `share` of their letters in common, in the same order."""
    matcher = SequenceMatcher(None, one, other)
    return matcher.quick_ratio() > share and matcher.ratio() > share  # the quick one is never less
