"""How many there may be in truth, when so many were seen."""

from math import exp, lgamma, log

CONFIDENCE = 0.95
_HALVINGS = 50


def at_most(seen: int, trials: int) -> float:
    """The largest share of events that is believable when `seen` of `trials` were events: with a larger one, so few or
    fewer would come up less than one time in twenty (Clopper and Pearson's exact bound, one-sided, 95 %)."""
    if seen == trials:
        return 1.0
    low, high = seen / trials, 1.0
    for _ in range(_HALVINGS):
        share = (low + high) / 2
        if _so_few(seen, trials, share) > 1 - CONFIDENCE:
            low = share
        else:
            high = share
    return high


def _so_few(seen: int, trials: int, share: float) -> float:
    """The probability of `seen` events or fewer."""
    return sum(
        exp(
            lgamma(trials + 1) - lgamma(events + 1) - lgamma(trials - events + 1)
            + events * log(share) + (trials - events) * log(1 - share)
        )
        for events in range(seen + 1)
    )  # fmt: skip
