"""How names that people write are spoken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation.english.forms import normal, spoken_forms


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ('3/4" ball valve', "three quarter inch ball valve"),
        ("1/2 inch copper elbow", "half inch copper elbow"),
        ("1/2 inch copper elbow", "one half inch copper elbow"),
        ('1 1/2" PVC trap', "one and a half inch p v c trap"),
        ("1-1/2 in ball valve", "one and a half inch ball valve"),
        ("5/8 drywall", "five eighths drywall"),
        ("R-410A refrigerant", "r four ten a refrigerant"),
        ("R-410A refrigerant", "r four one zero a refrigerant"),
        ("45/5 MFD capacitor", "forty five five m f d capacitor"),
        ("45/5 MFD capacitor", "forty five over five m f d capacitor"),
        ("20x25x1 filter", "twenty by twenty five by one filter"),
        ('1" x 6" brass nipple', "one inch by six inch brass nipple"),
        ('1 1/2" x 3/4" copper reducer', "one and a half inch by three quarter inch copper reducer"),
        ("14/2 Romex", "fourteen two romex"),
        ("GFCI outlet", "g f c i outlet"),
        ("PEX 3/4", "pex three quarter"),
        ("24V thermostat", "twenty four volt thermostat"),
        ("20 A breaker", "twenty amp breaker"),
        ("2.5 ton unit", "two and a half ton unit"),
        ("#8 screw", "number eight screw"),
        ("50 gal water heater", "fifty gallon water heater"),
        ("O'Brien & Sons", "o'brien and sons"),
        ("O’Brien", "o'brien"),
        ("J.D. Power", "j d power"),
        ("Zoë García", "zoe garcia"),
        ("Mr. Smith", "mister smith"),
        ("St. John", "saint john"),
        ("123 Main St.", "one twenty three main street"),
        ("4 Dr. King Dr", "four doctor king drive"),
        ("½ inch", "half inch"),
    ],
)
def test_a_name_is_spoken(written: str, spoken: str) -> None:
    assert spoken in spoken_forms(written)


@pytest.mark.parametrize("written", ["", "  ", "—", "()"])
def test_nothing_to_say(written: str) -> None:
    assert spoken_forms(written) == ()
    assert normal(written) == ""


@given(st.text(max_size=40))
def test_whatever_is_written_gives_words_without_figures(written: str) -> None:
    for form in spoken_forms(written):
        assert form == " ".join(form.split())
        assert form == form.lower()
        assert not any(character.isdecimal() for character in form)


@pytest.mark.parametrize(
    ("typed", "heard"),
    [
        ("Mark job #42 complete.", "mark job number forty two complete"),
        ("MARK JOB 42 COMPLETE", "mark job forty two complete"),
        ("schedule job 42 for tomorrow at 9:30am", "schedule job forty two for tomorrow at nine thirty a m"),
        ("at 9 a.m.", "at nine a m"),
        ("at nine pm", "at nine p m"),
        (
            "invoice JOB-000456 for $1,249.50",
            "invoice job four fifty six for twelve hundred forty nine dollars and fifty cents",
        ),
        ("schedule job 42 in 20 minutes", "schedule job forty two in twenty minutes"),
        ("what's left of the R-410A?", "what's left of the r four ten a"),
        ('3/4" ball valve', "three quarter inch ball valve"),
        ("march 5th", "march fifth"),
    ],
)
def test_typed_and_heard_come_to_the_same(typed: str, heard: str) -> None:
    assert normal(typed) == normal(heard)


_WORDS = st.sampled_from(
    [
        "two",
        "twenty",
        "hundred",
        "a",
        "and",
        "oh",
        "double",
        "fifth",
        "dozen",
        "GFCI",
        "mfd",
        "oz",
        "Mr",
        "in",
        "x",
        "PM",
    ]
)


@given(words=st.lists(_WORDS, min_size=1, max_size=6))
def test_text_of_words_alone_comes_to_what_any_text_comes_to(words: list[str]) -> None:
    assert normal(" ".join(words)) == normal(f"{' '.join(words)}!")
