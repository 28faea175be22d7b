"""How far apart words sound."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.phone_distance import distance, sound_alike

PHONES = st.text("iɪeɛæaəɚʌɑɔoʊupbtdkɡmnŋfvθðszʃʒhlɹjwxβɾ", max_size=12)


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        ("mɛɹi", "meɹi", "ɡæɹi"),  # Mary: a neighbouring vowel, not another consonant
        ("beɪts", "peɪts", "ɡeɪts"),  # Bates: voiced and voiceless
        ("mɪlɚ", "nɪlɚ", "kɪlɚ"),  # Miller: two nasals
        ("smɪθ", "smɪf", "smɪk"),  # Smith
        ("əlɪsə", "lɪsə", "plɪsə"),  # a neutral vowel is hardly heard
        ("bika", "vika", "rika"),  # Spanish has one sound for both
    ],
)
def test_what_ears_mix_up_is_nearer(one: str, near: str, far: str) -> None:
    assert distance(one, near) < distance(one, far)


@given(PHONES, PHONES)
def test_it_is_a_distance(one: str, other: str) -> None:
    assert distance(one, one) == 0
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert 0 <= sound_alike(one, other) <= 1


def test_what_is_the_same_sounds_the_same() -> None:
    assert sound_alike("ɡɑɹsiə", "ɡɑɹsiə") == sound_alike("", "") == 1
