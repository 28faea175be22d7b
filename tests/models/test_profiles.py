"""Which models a machine runs."""

import pytest

from models.machine import Machine
from models.phrases import Language
from models.profiles import choose
from models.store import Manifest

MANIFEST = Manifest.load()
MEMORY = {model.name: model.memory_mb for model in MANIFEST.models}
TINY, BASE, JOE, ESPEAK = "whisper-tiny.en", "whisper-base", "piper-en_US-joe-medium", None
PI_4, PI_5, ORIN = "Raspberry Pi 4", "Raspberry Pi 5", "Jetson Orin Nano"


@pytest.mark.parametrize(
    ("machine", "language", "recogniser", "voice", "threads"),
    [
        (Machine(PI_4, 1_940, 4), "en", TINY, JOE, 3),  # sold with 2 GB: the kernel gives a little less
        (Machine(PI_4, 3_980, 4), "en", TINY, JOE, 3),
        (Machine(PI_4, 8_190, 4), "en", TINY, JOE, 3),
        (Machine(PI_4, 1_940, 4), "es", BASE, ESPEAK, 3),
        (Machine(PI_5, 4_240, 4), "en", TINY, JOE, 3),
        (Machine(PI_5, 8_460, 4), "es", BASE, ESPEAK, 3),
        (Machine(ORIN, 7_990, 6), "en", TINY, JOE, 4),
        (Machine("x86_64", 25_270, 2), "en", TINY, JOE, 2),
        (Machine("x86_64", 67_000, 64), "en", TINY, JOE, 4),
        (Machine("another board", 2_000, 1), "en", TINY, ESPEAK, 1),
        (Machine("x86_64", 1_200, 4), "en", TINY, ESPEAK, 3),  # a container
    ],
    ids=str,
)
def test_models_are_chosen_by_memory_cores_and_language(
    machine: Machine, language: Language, recogniser: str, voice: str | None, threads: int
) -> None:
    profile = choose(machine, language)
    assert (profile.recogniser, profile.voice, profile.threads) == (recogniser, voice, threads)
    assert profile.fits


@pytest.mark.parametrize(
    ("machine", "language"),
    [
        (Machine("Raspberry Pi Zero 2 W Rev 1.0", 440, 4), "en"),
        (Machine(PI_4, 950, 4), "en"),
        (Machine("x86_64", 1_200, 4), "es"),
    ],
    ids=str,
)
def test_a_machine_that_is_too_small_is_told_so(machine: Machine, language: Language) -> None:
    profile = choose(machine, language)
    assert not profile.fits
    needs = f"needs a machine with {profile.memory_mb} MB of memory, and this one has {machine.memory_mb} MB"
    assert needs in profile.why


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("cores", [1, 2, 4])
def test_what_does_not_fit_is_never_chosen(language: Language, cores: int) -> None:
    for memory_mb in range(100, 3_000, 20):
        profile = choose(Machine("x86_64", memory_mb, cores), language)
        assert profile.fits == (profile.memory_mb <= memory_mb)
        assert profile.memory_mb > sum(MEMORY[name] for name in profile.models)


@pytest.mark.parametrize("cores", range(1, 65))
def test_the_sound_keeps_a_core_and_threads_are_bounded(cores: int) -> None:
    threads = choose(Machine("x86_64", 8_000, cores)).threads
    assert 1 <= threads <= 4
    assert threads < cores or cores <= 2


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_recogniser_knows_the_language(language: Language) -> None:
    model = MANIFEST.model(choose(Machine(PI_5, 8_000, 4), language).recogniser)
    assert model.kind == "recognition"
    assert {language, "mul"} & set(model.languages)


@pytest.mark.parametrize(
    ("machine", "language", "why"),
    [
        (Machine(PI_5, 8_000, 4), "en", "whisper-tiny.en hears English, piper-en_US-joe-medium speaks"),
        (Machine(PI_5, 8_000, 4), "es", "whisper-base hears Spanish, espeak-ng speaks, for there is no other voice"),
        (Machine(PI_5, 8_000, 1), "en", "Piper would keep the only core from listening"),
        (Machine("x86_64", 1_200, 4), "en", f"Piper needs {MEMORY[JOE]} MB more"),
    ],
)
def test_it_says_why(machine: Machine, language: Language, why: str) -> None:
    assert why in choose(machine, language).why
