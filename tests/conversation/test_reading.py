"""What is written in replies is read aloud as people say it; a voice is given words alone."""

import re
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conversation import english
from conversation.prompts import fixed
from conversation.reading import read_aloud
from conversation.reading.english_numbers import label
from models.figures import figures
from models.phrases import Language

ENGLISH = [
    # numbers of records and houses count nothing
    ("Job 42 is saved.", "Job forty two is saved."),
    ("job 5001", "job fifty oh one"),
    ("job 123", "job one twenty three"),
    ("job 105", "job one oh five"),
    ("job 200", "job two hundred"),
    ("job 4400", "job forty four hundred"),
    ("job 2000", "job two thousand"),
    ("job 10014", "job one oh oh one four"),
    ("jobs 5001, 57 and 204", "jobs fifty oh one, fifty seven and two oh four"),
    ("project number 17", "project number seventeen"),
    ("JOB-000123", "job one twenty three"),
    ("EST-001250", "estimate twelve fifty"),
    ("INV-2024-0017", "invoice twenty twenty four, seventeen"),
    ("#42", "number forty two"),
    # what is counted
    ("150 are in stock.", "one hundred fifty are in stock."),
    ("12,000 BTU", "twelve thousand BTU"),
    ("2.5 hours", "two point five hours"),
    ("50% off", "fifty percent off"),
    ("It was -5 °F.", "It was minus five degrees Fahrenheit."),
    ("serial number 0012345", "serial number oh oh one, two three four five"),
    # money
    ("$1,250.00", "one thousand two hundred fifty dollars"),
    ("$1249.50", "one thousand two hundred forty nine dollars and fifty cents"),
    ("$1.01", "one dollar and one cent"),
    ("$0.75", "seventy five cents"),
    ("-$20", "minus twenty dollars"),
    ("1249 dollars and 50 cents", "one thousand two hundred forty nine dollars and fifty cents"),
    # telephone
    ("(312) 555-0147", "three one two, five five five, oh one four seven"),
    ("312-555-0147", "three one two, five five five, oh one four seven"),
    ("+13125550147", "one, three one two, five five five, oh one four seven"),
    ("1-800-555-0147 x204", "one, eight hundred, five five five, oh one four seven, extension two oh four"),
    ("555-0147", "five five five, oh one four seven"),
    ("+52 55 1234 5678", "plus five two, five five, one two three four, five six seven eight"),
    # addresses
    (
        "1420 W Elm St, Naperville, IL 60540",
        "fourteen twenty West Elm Street, Naperville, Illinois, six oh five four oh",
    ),
    ("at 205 Main St.", "at two oh five Main Street."),
    ("103 5th Ave. N, Chicago", "one oh three fifth Avenue North, Chicago"),
    ("12 St. Charles St, Elgin", "twelve Saint Charles Street, Elgin"),
    ("7 Oak Dr, Apt. 4B", "seven Oak Drive, apartment four B"),
    ("Joliet, IL", "Joliet, Illinois"),
    ("zip code 60540-1234", "zip code six oh five four oh, one two three four"),
    # streets and saints, drives and doctors
    ("Dr. Ruiz of St. Mary's", "Doctor Ruiz of Saint Mary's"),
    ("They live on Elm St. Call them.", "They live on Elm Street. Call them."),
    ("on Oak Dr for tomorrow", "on Oak Drive for tomorrow"),
    ("Mr. Lee, Jr.", "Mister Lee, Junior."),
    ("Smith Bros. & Co.", "Smith Brothers and Co."),
    # times and dates
    ("at 9 a.m.", "at nine a.m."),
    ("at 9am.", "at nine a.m."),
    ("2:05 p.m.", "two oh five p.m."),
    ("1:00 PM", "one p.m."),
    ("at 2:00", "at two o'clock"),
    ("14:30", "fourteen thirty"),
    ("9-11 a.m.", "nine to eleven a.m."),
    ("March 5", "March fifth"),
    ("Nov. 26, 2026", "November twenty sixth, twenty twenty six"),
    ("11/26/2026", "November twenty sixth, twenty twenty six"),
    ("2026-11-26T09:05:00Z", "November twenty sixth, twenty twenty six, at nine oh five"),
    ("the 22nd", "the twenty second"),
    # measures and parts
    ('3/4" elbow', "three quarter inch elbow"),
    ('1/2"', "half inch"),
    ('1 1/2" pipe', "one and a half inch pipe"),
    ('It is 1½" wide.', "It is one and a half inches wide."),
    ("3/4 of them", "three quarters of them"),
    ("3/4 in pipe", "three quarter inch pipe"),
    ("42 in stock", "forty two in stock"),
    ("It is 15 A.", "It is fifteen amps."),
    ("a 20A breaker", "a twenty amp breaker"),
    ("120/240V", "one twenty two forty volts"),
    ("5' 6\" tall", "five feet six inches tall"),
    ("50 gal water heater", "fifty gallon water heater"),
    ("10 sq ft", "ten square feet"),
    ("20x25x1 filter", "twenty by twenty five by one filter"),
    ("2 x 4", "two by four"),
    ("14/2 wire", "fourteen two wire"),
    ("R-410A", "R four ten eigh"),
    ("GFCI and HVAC", "GFCI and HVAC"),
    ("an AFCI breaker", "an A.F.C.I breaker"),
    ("the A/C", "the A.C"),
    ("w/ 2 techs", "with two techs"),
]

SPANISH = [
    ("El trabajo 5001 está guardado.", "El trabajo cincuenta cero uno está guardado."),
    ("trabajo 123", "trabajo ciento veintitrés"),
    ("trabajos 42 y 5001", "trabajos cuarenta y dos y cincuenta cero uno"),
    ("JOB-000123", "trabajo ciento veintitrés"),
    ("#42", "número cuarenta y dos"),
    ("21 trabajos", "veintiún trabajos"),
    ("21 piezas", "veintiuna piezas"),
    ("200 libras", "doscientas libras"),
    ("1 día", "un día"),
    ("Quedan 21.", "Quedan veintiuno."),
    ("2.5 horas", "dos punto cinco horas"),
    ("50%", "cincuenta por ciento"),
    ("$1,250.00", "mil doscientos cincuenta dólares"),
    ("$1.01", "un dólar con un centavo"),
    ("$1,000,000", "un millón de dólares"),
    ("(312) 555-0147", "tres uno dos, cinco cinco cinco, cero uno cuatro siete"),
    (
        "1420 W Elm St, Naperville, IL 60540",
        "catorce veinte West Elm Street, Naperville, Illinois, seis cero cinco cuatro cero",
    ),
    ("Santa Fe, NM", "Santa Fe, Nuevo México"),
    ("código postal 60540", "código postal seis cero cinco cuatro cero"),
    ("El Sr. López y la Dra. Ruiz", "El Señor López y la Doctora Ruiz"),
    ("a las 9 a.m.", "a las nueve de la mañana"),
    ("a la 1:30 p.m.", "a la una y media de la tarde"),
    ("a las 8:15 p.m. Luego", "a las ocho y cuarto de la noche. Luego"),
    ("a las 12 p.m.", "a las doce del mediodía"),
    ("14:05", "catorce cero cinco"),
    ("2026-11-26", "veintiséis de noviembre de dos mil veintiséis"),
    ("1 de marzo", "primero de marzo"),
    ('codo de 3/4"', "codo de tres cuartos de pulgada"),
    ('1/2"', "media pulgada"),
    ('2 1/2"', "dos pulgadas y media"),
    ("15 A", "quince amperios"),
    ("5 ft de tubo", "cinco pies de tubo"),
    ("20x25x1", "veinte por veinticinco por uno"),
    ("GFCI y HVAC", "GFCI y H.V.A.C"),
]


@pytest.mark.parametrize(("written", "said"), ENGLISH)
def test_in_english(written: str, said: str) -> None:
    assert read_aloud(written, "en") == said


@pytest.mark.parametrize(("written", "said"), SPANISH)
def test_in_spanish(written: str, said: str) -> None:
    assert read_aloud(written, "es") == said


def test_hero365_is_called_by_its_name() -> None:
    assert read_aloud("Hero365 refused it.", "en") == "Hero three sixty five refused it."
    assert read_aloud("Hero365 lo rechazó.", "es") == "Hero tres sesenta y cinco lo rechazó."


@pytest.mark.parametrize("text", fixed(english.ENGLISH))
def test_fixed_prompts_are_said_as_they_are_written(text: str) -> None:
    assert read_aloud(text, "en") == text.replace("Hero365", "Hero three sixty five")


def test_the_number_of_a_job_is_understood_as_it_is_said() -> None:
    numbers = [str(number) for number in range(1, 10_000)]
    assert [figures(label(number)) for number in numbers] == numbers


_TRICKY = [
    *(written for written, _ in ENGLISH + SPANISH),
    *"0123456789 .,:;-–/'\"#$%&+()x×AVWStD½°\n",
    *("St", "Dr.", "Elm", "IL", "OK", "a.m.", "in", "job", "trabajo", "de", "March", "JOB-", "No.", "1/2", "60540"),
]
LANGUAGES = st.sampled_from(("en", "es"))
texts = st.one_of(
    st.text(max_size=40),
    st.lists(st.sampled_from(_TRICKY), max_size=8).map("".join),
    st.lists(st.sampled_from(_TRICKY), max_size=8).map(" ".join),
)
SHORT = {"approx", "aprox", "mins", "inch"}
"""Words that stand for others."""


class TestAnyText:
    @given(texts, LANGUAGES)
    def test_no_figure_is_left_to_the_voice(self, text: str, language: Language) -> None:
        assert not re.search("[0-9]", read_aloud(text, language))

    @pytest.mark.parametrize(
        "around", ["{}", "${}", "{}.5", "1,{}", "{}/2", '1 {}/2"', "job {}", "{} A", "{}th", "+{}"]
    )
    def test_so_long_a_number_as_nobody_writes_is_read_too(self, around: str) -> None:
        text = around.format("123" * 2000)
        assert not re.search("[0-9]", read_aloud(text, "en") + read_aloud(text, "es"))

    @given(texts, LANGUAGES)
    def test_what_was_read_stays_as_it_is(self, text: str, language: Language) -> None:
        once = read_aloud(text, language)
        assert read_aloud(once, language) == once

    @given(
        st.lists(st.from_regex("[a-zñáéíóú]{4,12}", fullmatch=True).filter(lambda word: word not in SHORT), max_size=6),
        st.lists(st.sampled_from(["", " 42", " $7.50", ' 3/4"', " 9:30", " (312) 555-0147", ",", "."]), min_size=6),
        LANGUAGES,
    )
    def test_a_word_that_is_no_number_is_never_lost(
        self, words: Sequence[str], between: Sequence[str], language: Language
    ) -> None:
        said = read_aloud(" ".join(word + more for word, more in zip(words, between, strict=False)), language)
        left = iter(re.findall(r"\w+", said))
        assert all(word in left for word in words)  # each behind the one before
