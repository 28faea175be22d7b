"""Amounts of money in words: the one form in which replies show and speak them."""

from decimal import Decimal

from erp.sentences import Sentence, in_each


def dollars(amount: Decimal | str) -> Sentence:
    """``1249.50`` as 1,249 dollars and 50 cents, 1,249 dólares con 50 centavos."""
    whole, _, cents = f"{Decimal(amount):.2f}".partition(".")
    return in_each(
        _both(whole, cents, (("dollar", "dollars"), ("cent", "cents")), "and"),
        _both(whole, cents, (("dólar", "dólares"), ("centavo", "centavos")), "con"),
    )


def _both(whole: str, cents: str, names: tuple[tuple[str, str], tuple[str, str]], between: str) -> str:
    counted = [(int(whole), names[0])] if int(whole) or not int(cents) else []
    counted += [(int(cents), names[1])] if int(cents) else []
    return f" {between} ".join(f"{count:,} {one if count == 1 else several}" for count, (one, several) in counted)
