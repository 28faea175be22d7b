"""Numbers of records and other figures, as people say them and as recognisers write them."""

from random import Random

from conversation.tongue import Tongue

_TYPED = 0.3
"""The share of numbers that a recogniser writes in figures."""


def record_number(tongue: Tongue, chance: Random) -> str:
    """The number of a job, an invoice and so on."""
    figures = chance.choices((1, 2, 3, 4, 5), (8, 40, 32, 18, 2))[0]
    return said(str(chance.randrange(10 ** (figures - 1), 10**figures)), tongue, chance)


def said(digits: str, tongue: Tongue, chance: Random) -> str:
    """Figures, said as a whole, in pairs or one by one."""
    if chance.random() < _TYPED:
        return digits
    forms = tongue.forms.spoken_forms(digits)
    form = forms[0] if chance.random() < 0.5 else chance.choice(forms)
    if tongue.language == "en":
        if len(digits) == 3 and digits[1] == "0" and digits[2] != "0" and chance.random() < 0.5:
            return f"{tongue.numbers.in_words(int(digits[0]))} oh {tongue.numbers.in_words(int(digits[2]))}"
        if " hundred " in form and chance.random() < 0.2:
            return form.replace(" hundred ", " hundred and ")
        if chance.random() < 0.3:
            return form.replace("zero", "oh")
    return form


def phone(tongue: Tongue, chance: Random) -> str:
    """Ten figures."""
    digits = f"{chance.choice('23456789')}{chance.randrange(10**9):09}"
    return _in_groups(digits, (3, 3, 4), tongue, chance)


def postal_code(tongue: Tongue, chance: Random) -> str:
    """Five figures."""
    return _in_groups(f"{chance.randrange(501, 99951):05}", (5,), tongue, chance)


def _in_groups(digits: str, groups: tuple[int, ...], tongue: Tongue, chance: Random) -> str:
    if chance.random() < _TYPED:
        parts, start = [], 0
        for length in groups:
            parts.append(digits[start : start + length])
            start += length
        return chance.choice((" ", "")).join(parts)
    one_by_one = tongue.numbers.one_by_one(digits)
    return one_by_one.replace("zero", "oh") if chance.random() < 0.3 else one_by_one
