"""When something is meant to happen, in Spanish. It is Wednesday, the twenty fifth of November 2026, eleven o'clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from conversation.spanish.times import parse_date, parse_duration, parse_when, spoken_when

NOW = datetime(2026, 11, 25, 11, 0, tzinfo=ZoneInfo("America/Chicago"))


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("mañana a las nueve y media", "2026-11-26T09:30"),
        ("mañana a las 9:30", "2026-11-26T09:30"),
        ("a las nueve", "2026-11-26T09:00"),
        ("a las cinco", "2026-11-25T17:00"),
        ("a la una", "2026-11-25T13:00"),
        ("hoy a las dos y cuarto", "2026-11-25T14:15"),
        ("a las dos y cuarto de la tarde", "2026-11-25T14:15"),
        ("a las diez menos cuarto", "2026-11-26T09:45"),
        ("cuarto para las diez", "2026-11-26T09:45"),
        ("diez para las ocho de la mañana", "2026-11-26T07:50"),
        ("a las nueve treinta", "2026-11-26T09:30"),
        ("a las nueve y cinco", "2026-11-26T09:05"),
        ("a mediodía", "2026-11-25T12:00"),
        ("el martes al mediodía", "2026-12-01T12:00"),
        ("a las siete de la noche", "2026-11-25T19:00"),
        ("a las nueve de la mañana del viernes", "2026-11-27T09:00"),
        ("esta tarde", "2026-11-25/afternoon"),
        ("esta tarde a las cuatro", "2026-11-25T16:00"),
        ("hoy en la noche", "2026-11-25/evening"),
        ("por la mañana", "2026-11-26/morning"),
        ("mañana por la mañana", "2026-11-26/morning"),
        ("mañana en la mañana a las ocho", "2026-11-26T08:00"),
        ("mañana temprano", "2026-11-26/morning"),
        ("pasado mañana por la tarde", "2026-11-27/afternoon"),
        ("dentro de dos semanas", "2026-12-09"),
        ("de hoy en ocho", "2026-12-02"),
        ("del lunes en ocho a las nueve", "2026-12-07T09:00"),
        ("el viernes en quince días por la mañana", "2026-12-11/morning"),
        ("mañana", "2026-11-26"),
        ("el viernes", "2026-11-27"),
        ("miércoles", "2026-12-02"),
        ("el lunes que viene", "2026-11-30"),
        ("el próximo martes", "2026-12-01"),
        ("el viernes de la próxima semana", "2026-12-04"),
        ("el viernes 4 de diciembre a las nueve", "2026-12-04T09:00"),
        ("el viernes 27", "2026-11-27"),
        ("el quince", "2026-12-15"),
        ("el día veinte", "2026-12-20"),
        ("primero de diciembre", "2026-12-01"),
        ("el cinco de marzo a las dos y media", "2027-03-05T14:30"),
        ("mañana a las doce de la noche", "2026-11-27T00:00"),
        ("el viernes a medianoche", "2026-11-28T00:00"),
        ("hoy a medianoche", "2026-11-26T00:00"),
        ("mañana a medianoche", "2026-11-27T00:00"),
        ("esta noche a medianoche", "2026-11-26T00:00"),
        ("mañana a las doce y media de la noche", "2026-11-26T00:30"),
        ("mañana en la noche a las doce", "2026-11-27T00:00"),
        ("mañana por la noche a las nueve", "2026-11-26T21:00"),
        ("esta noche a las doce", "2026-11-26T00:00"),
        ("mañana a las nueve de la noche", "2026-11-26T21:00"),
        ("las siete menos cuarto", "2026-11-25T18:45"),
        ("cuarto para las siete", "2026-11-25T18:45"),
        ("las seis y media", "2026-11-25T18:30"),
        ("dentro de media hora", "2026-11-25T11:30"),
        ("en una hora y media", "2026-11-25T12:30"),
        ("en dos días", "2026-11-27"),
        ("dentro de una semana", "2026-12-02"),
        ("en veinte minutos", "2026-11-25T11:20"),
    ],
)
def test_when(said: str, when: str) -> None:
    assert parse_when(said, NOW) == when


@pytest.mark.parametrize(
    ("said", "when"),
    [
        ("ahora mismo", "2026-11-25T11:00"),
        ("ahorita", "2026-11-25T11:00"),
        ("mañana a primera hora", "2026-11-26/morning"),
        ("a primera hora del lunes", "2026-11-30/morning"),
        ("el viernes tempranito", "2026-11-27/morning"),
        ("mañana temprano en la mañana", "2026-11-26/morning"),
        ("mañana en la mañanita", "2026-11-26/morning"),
        ("el viernes en la tardecita", "2026-11-27/afternoon"),
        ("la mañana del viernes", "2026-11-27/morning"),
        ("mañana antes de comer", "2026-11-26/morning"),
        ("el jueves después del lonche", "2026-11-26/afternoon"),
        ("hoy mismo", "2026-11-25"),
        ("el día de mañana", "2026-11-26"),
        ("mañana al medio día", "2026-11-26T12:00"),
        ("un cuarto para las diez", "2026-11-26T09:45"),
        ("mañana a las 14 horas", "2026-11-26T14:00"),
        ("el jueves tipo tres", "2026-11-26T15:00"),
        ("el viernes desde las siete", "2026-11-27T07:00"),
        ("el lunes ocho y media", "2026-11-30T08:30"),
        ("el jueves alas nueve", "2026-11-26T09:00"),
        ("el biernes a las dies", "2026-11-27T10:00"),
        ("las sinco", "2026-11-25T17:00"),
        ("friday en la mañana", "2026-11-27/morning"),
        ("tomorrow a las nueve", "2026-11-26T09:00"),
        ("el jueves de la semana que viene", "2026-12-03"),
        ("la semana que entra el jueves a las tres", "2026-12-03T15:00"),
        ("el viernes de esta semana", "2026-11-27"),
        ("el lunes que sigue a las diez", "2026-11-30T10:00"),
        ("en una semana a las tres", "2026-12-02T15:00"),
        ("dentro de tres días a las ocho", "2026-11-28T08:00"),
        ("en seis meses", "2027-05-25"),
        ("en un par de horas", "2026-11-25T13:00"),
        ("dentro de hora y media", "2026-11-25T12:30"),
        ("en unos veinte minutos", "2026-11-25T11:20"),
        ("el primero de mes a las ocho", "2026-12-01T08:00"),
        ("el último viernes del mes a las dos", "2026-11-27T14:00"),
        ("el primer lunes de diciembre", "2026-12-07"),
        ("el segundo martes del mes que viene", "2026-12-08"),
        ("el último día del mes", "2026-11-30"),
        ("el mes que viene el día tres", "2026-12-03"),
        ("el tres del próximo mes a las nueve", "2026-12-03T09:00"),
        ("el cinco de marzo del 2027", "2027-03-05"),
        ("nochebuena", "2026-12-24"),
        ("el día después de navidad", "2026-12-26"),
        ("el día de acción de gracias", "2026-11-26"),
        ("viernes santo", "2027-03-26"),
    ],
)
def test_in_other_words(said: str, when: str) -> None:
    assert parse_when(said, NOW) == when


@pytest.mark.parametrize("said", ["el treinta y dos", "las nueve y noventa", "algún día", "el trabajo nueve", ""])
def test_what_is_no_time(said: str) -> None:
    assert parse_when(said, NOW) is None


@pytest.mark.parametrize(
    "said",
    [
        "la próxima semana", "esta semana", "la otra semana", "ayer", "la mañana", "la noche", "el viernes siguiente",
        "mañana después de las cuatro", "mañana de dos a tres", "a las tres y pico", "a fin de mes", "dos horas",
        "el mes que viene", "trece a las diez", "un par de", "otros dos", "el martes medio día", "eso hoy",
    ],
)  # fmt: skip
def test_what_is_not_clear_is_no_time(said: str) -> None:
    assert parse_when(said, NOW) is None


@pytest.mark.parametrize(
    "said", ["el viernes a", "el viernes en", "mañana a las", "el viernes el", "de la", "el", "las"]
)
def test_a_time_does_not_end_in_a_word_that_waits_for_more(said: str) -> None:
    assert parse_when(said, NOW) is parse_date(said, NOW) is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("el sábado", "2026-11-28"),
        ("tres", "2026-12-03"),
        ("primero", "2026-12-01"),
        ("del diez de diciembre", "2026-12-10"),
        ("proxima semana", "2026-11-30"),
        ("la semana que entra", "2026-11-30"),
        ("la semana entrante", "2026-11-30"),
        ("la semana del quince", "2026-12-14"),
        ("la semana de navidad", "2026-12-21"),
        ("la semana después de navidad", "2026-12-28"),
        ("hoy", "2026-11-25"),
        ("la próxima semana", "2026-11-30"),
        ("del quince", "2026-12-15"),
    ],
)
def test_dates(said: str, day: str) -> None:
    assert parse_date(said, NOW) == day


def test_a_time_of_day_is_no_date() -> None:
    assert parse_date("mañana a las nueve", NOW) is None


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("media hora", "30"), ("una hora", "60"), ("hora y media", "90"), ("una hora y media", "90"),
        ("dos horas", "120"), ("veinte minutos", "20"), ("tres cuartos de hora", "45"), ("una hora y cuarto", "75"),
        ("una horita", "60"), ("media horita", "30"), ("quince minutitos", "15"), ("un par de horas", "120"),
        ("un cuarto de hora", "15"), ("una hora quince", "75"), ("una hora con quince minutos", "75"),
        ("una hora y tres cuartos", "105"), ("dos horas y media", "150"), ("unos veinte minutos", "20"),
        ("otra hora", "60"), ("otra media hora", "30"), ("veinte minutos más", "20"), ("1.5 horas", "90"),
        ("medio día", "240"), ("todo un día", "480"),
    ],
)  # fmt: skip
def test_lengths_of_time(said: str, minutes: str) -> None:
    assert parse_duration(said) == minutes


@pytest.mark.parametrize("said", ["hora", "horas", "de diez a quince minutos", "un día", "una hora y"])
def test_what_is_no_length_of_time(said: str) -> None:
    assert parse_duration(said) is None


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2026-11-26T09:00", "mañana a las 9 a.m."),
        ("2026-11-27T13:30", "pasado mañana a la 1:30 p.m."),
        ("2026-11-28/morning", "el sábado 28 por la mañana"),
        ("2026-11-25T12:00", "hoy al mediodía"),
        ("2027-03-05T14:30", "el viernes 5 de marzo a las 2:30 p.m."),
        ("2028-02-29", "el 29 de febrero de 2028"),
    ],
)
def test_how_a_time_is_said(when: str, said: str) -> None:
    assert spoken_when(when, NOW) == said


def test_without_knowing_what_day_it_is_the_date_is_said() -> None:
    assert spoken_when("2026-11-26T09:00", None) == "el jueves 26 de noviembre a las 9 a.m."


@pytest.mark.parametrize(
    ("today", "said", "day"),
    [
        ("2026-11-26", "el próximo viernes", "2026-12-04"),  # dicho un jueves: el otro es mañana
        ("2026-11-26", "el viernes que viene", "2026-12-04"),
        ("2026-11-26", "el viernes", "2026-11-27"),
        ("2026-11-23", "el próximo viernes", "2026-11-27"),
        ("2026-11-27", "el viernes que viene", "2026-12-04"),
        ("2026-11-29", "el lunes que viene", "2026-12-07"),
    ],
)
def test_the_coming_one_is_the_nearest_and_never_tomorrow(today: str, said: str, day: str) -> None:
    now = datetime.fromisoformat(f"{today}T11:00")
    assert parse_when(said, now) == parse_date(said, now) == day


def test_of_every_day_behind_the_next_two_the_date_is_said() -> None:
    on_monday = datetime.fromisoformat("2026-11-23T11:00")
    assert spoken_when("2026-11-27", on_monday) == "el viernes 27"
    assert spoken_when("2026-12-04", on_monday) == "el viernes 4 de diciembre"


def test_a_date_that_is_another_weekday_is_none() -> None:
    assert parse_when("el lunes 4 de diciembre", NOW) is None
