"""What the script that builds the language model's engine asks uv for, and what it says where that fails.

uv, the machine's kind and the environment's Python are stand-ins here: a build takes minutes.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "build_llm.sh"
TOOLS = ("sh", "mkdir", "rm", "printf", "chmod", "grep", "nproc", "cat")
NO_ENGINE = "The language model's engine cannot be had here"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with the script, in which uv does nothing but note what it was asked for."""
    clone = tmp_path / "a clone"
    clone.mkdir()
    shutil.copy(SCRIPT, clone)
    (clone / "path").mkdir()
    for tool in TOOLS:
        (clone / "path" / tool).symlink_to(shutil.which(tool) or tool)
    program(clone / "path" / "python3", f'echo "{clone}/uv"')
    program(clone / "uv", f"""echo "$*" >>"{clone}/asked"; case "$*" in *"${{FAILS:-nothing}}"*) exit 1;; esac""")
    program(clone / ".venv" / "bin" / "python", "exit ${WRONG:-0}")
    return clone


def test_the_build_is_for_a_class_of_processors_and_with_pinned_tools(clone: Path) -> None:
    ran = build(clone, compiler=True)
    assert ran.returncode == 0, ran.stderr
    (asked,) = asked_for(clone)
    assert asked.startswith("pip install --offline --python .venv --no-deps --require-hashes")
    for part in (
        "GGML_NATIVE=OFF",
        "GGML_CPU_ARM_ARCH=armv8",
        "--build-constraints requirements/build.lock",
        "-r requirements/llm.lock",
    ):
        assert part in asked


def test_without_a_compiler_one_is_fetched_that_builds_for_no_very_cpu(clone: Path) -> None:
    ran = build(clone, compiler=False)
    assert ran.returncode == 0, ran.stderr
    zig, engine = asked_for(clone)
    assert zig.endswith("-r requirements/zig.lock")
    assert "GGML_OPENMP=OFF" in engine
    assert not (clone / ".tools" / "cc").exists()


def test_what_is_not_in_the_cache_is_fetched(clone: Path) -> None:
    ran = build(clone, compiler=True, FAILS="--offline")
    assert ran.returncode == 0, ran.stderr
    offline, online = asked_for(clone)
    assert offline.replace(" --offline", "") == online


@pytest.mark.parametrize(
    ("machine", "compiler", "circumstances", "why"),
    [
        ("riscv64", True, {}, "it is not built for riscv64"),
        ("aarch64", True, {"FAILS": "llm.lock"}, "it did not build; see .tools/llm.log"),
        ("aarch64", False, {"FAILS": "zig.lock"}, "there is no C++ compiler, and none could be fetched"),
        ("aarch64", True, {"WRONG": "1"}, "what was built is not used, for it reckons wrongly"),
    ],
)
def test_why_it_cannot_be_had_is_one_line(
    clone: Path, machine: str, compiler: bool, circumstances: dict[str, str], why: str
) -> None:
    ran = build(clone, machine, compiler, **circumstances)
    assert ran.returncode == 1
    (line,) = (line for line in ran.stderr.splitlines() if not line.startswith("Building"))
    assert line.startswith(f"{NO_ENGINE}: {why}")
    assert line.endswith("`make llm` tries again.")


def test_what_reckons_wrongly_is_removed(clone: Path) -> None:
    build(clone, compiler=True, WRONG="1")
    assert asked_for(clone)[-1] == "pip uninstall --quiet --python .venv llama-cpp-python"


def program(path: Path, does: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(0o755)


def build(
    clone: Path, machine: str = "aarch64", compiler: bool = True, **circumstances: str
) -> subprocess.CompletedProcess[str]:
    program(clone / "path" / "uname", f"echo {machine}")
    if compiler:
        program(clone / "path" / "c++", "exit 1")
    return subprocess.run(
        [str(clone / "path" / "sh"), "build_llm.sh"],
        cwd=clone,
        env={**os.environ, "PATH": str(clone / "path"), "PYTHON": "python3", **circumstances},
        capture_output=True,
        text=True,
        check=False,
    )


def asked_for(clone: Path) -> list[str]:
    """What uv was asked for."""
    return (clone / "asked").read_text().splitlines()
