"""Days and times in words, with their dates."""

import pytest

from erp.days import spoken_with_year


@pytest.mark.parametrize(
    ("when", "en", "es"),
    [
        ("2026-11-27T09:00", "Friday, November 27, 2026 at 9 a.m.", "el viernes 27 de noviembre de 2026 a las 9 a.m."),
        ("2026-11-27T13:30", "Friday, November 27, 2026 at 1:30 p.m.",
         "el viernes 27 de noviembre de 2026 a la 1:30 p.m."),
        ("2026-11-27", "Friday, November 27, 2026", "el viernes 27 de noviembre de 2026"),
        ("2026-11-27/morning", "Friday, November 27, 2026 in the morning",
         "el viernes 27 de noviembre de 2026 por la mañana"),
    ],
)  # fmt: skip
def test_a_day_is_told_with_its_year(when: str, en: str, es: str) -> None:
    assert spoken_with_year(when) == {"en": en, "es": es}
