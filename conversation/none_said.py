"""How likely words are no command at all, by the language model and the second opinion weighed together.

They err about different sentences. Believing neither of the two alone lets more commands pass, and no more of what
is none.
"""

from math import exp, log
from typing import Final

from models.second_opinion import odds_of_none

_MODELS, _SECOND, _BOTH = 0.36, 0.42, -0.07
"""What the odds of each count, and what is added: chosen on wordings that neither was made of."""
_LEAST: Final = 1e-6
"""No share counts as certain."""


def share_of_none(share: float, words: str) -> float:
    """0 to 1: for `words`, in the form in which words are compared, where the model's own share for it is `share`."""
    own = min(max(share, _LEAST), 1 - _LEAST)
    odds = _MODELS * log(own / (1 - own)) + _SECOND * odds_of_none(words) + _BOTH
    return 1 / (1 + exp(-odds))
