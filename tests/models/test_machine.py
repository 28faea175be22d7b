"""What machines look like, from files as their systems write them."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from models.machine import Machine, free_memory_mb, this_machine

MEMINFO = "MemTotal:        1891832 kB\nMemFree:          102400 kB\nMemAvailable:    1250000 kB\n"
L4T = "# R36 (release), REVISION: 4.3, GCID: 38968081, BOARD: generic, EABI: aarch64\n"
UNLIMITED_V1 = "9223372036854771712"


def write(root: Path, files: dict[str, str]) -> Path:
    for name, content in ({"proc/meminfo": MEMINFO} | files).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(content)
    return root


@pytest.fixture(autouse=True)
def _four_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: {0, 1, 2, 3})


@pytest.mark.parametrize(
    ("model", "board"),
    [
        ("Raspberry Pi 4 Model B Rev 1.1", "Raspberry Pi 4"),
        ("Raspberry Pi 4 Model B Rev 1.5", "Raspberry Pi 4"),
        ("Raspberry Pi 400 Rev 1.0", "Raspberry Pi 4"),
        ("Raspberry Pi Compute Module 4 Rev 1.1", "Raspberry Pi 4"),
        ("Raspberry Pi 5 Model B Rev 1.0", "Raspberry Pi 5"),
        ("Raspberry Pi 500 Rev 1.0", "Raspberry Pi 5"),
        ("Raspberry Pi Compute Module 5 Rev 1.0", "Raspberry Pi 5"),
        ("NVIDIA Jetson Orin Nano Engineering Reference Developer Kit Super", "Jetson Orin Nano"),
        ("NVIDIA Jetson Orin Nano Developer Kit", "Jetson Orin Nano"),
        ("NVIDIA Orin Nano Developer Kit", "Jetson Orin Nano"),
        ("NVIDIA Jetson AGX Orin Developer Kit", "NVIDIA Jetson AGX Orin Developer Kit"),
        ("Raspberry Pi 3 Model B Plus Rev 1.3", "Raspberry Pi 3 Model B Plus Rev 1.3"),
        ("Raspberry Pi Zero 2 W Rev 1.0", "Raspberry Pi Zero 2 W Rev 1.0"),
        ("Radxa ROCK 5B", "Radxa ROCK 5B"),
    ],
)
def test_a_board_is_known_by_its_device_tree(tmp_path: Path, model: str, board: str) -> None:
    assert this_machine(write(tmp_path, {"proc/device-tree/model": f"{model}\0"})) == Machine(board, 1937, 4)


def test_a_jetson_whose_device_tree_is_hidden_is_known_by_its_release(tmp_path: Path) -> None:
    assert this_machine(write(tmp_path, {"etc/nv_tegra_release": L4T})).board == "Jetson"


def test_a_machine_without_a_device_tree_is_called_by_its_processor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platform.machine", lambda: "x86_64")
    machine = this_machine(write(tmp_path, {}))
    assert str(machine) == "x86_64, 1.9 GB, 4 cores"


@pytest.mark.parametrize(
    ("files", "memory_mb", "cores"),
    [
        (  # a service with MemoryMax=1G and CPUQuota=250%
            {
                "proc/self/cgroup": "0::/system.slice/edge.service\n",
                "sys/fs/cgroup/system.slice/edge.service/memory.max": "1073741824\n",
                "sys/fs/cgroup/system.slice/edge.service/cpu.max": "250000 100000\n",
                "sys/fs/cgroup/system.slice/memory.max": "max\n",
                "sys/fs/cgroup/system.slice/cpu.max": "max 100000\n",
            },
            1073,
            2,
        ),
        (  # the slice around it has less
            {
                "proc/self/cgroup": "0::/system.slice/edge.service\n",
                "sys/fs/cgroup/system.slice/edge.service/memory.max": "max\n",
                "sys/fs/cgroup/system.slice/memory.max": "536870912\n",
            },
            536,
            4,
        ),
        (  # a container sees its own group as the root; half a core is one
            {
                "proc/self/cgroup": "0::/\n",
                "sys/fs/cgroup/memory.max": "805306368\n",
                "sys/fs/cgroup/cpu.max": "50000 100000\n",
            },
            805,
            1,
        ),
        (  # the first version: a path that only the host knows
            {
                "proc/self/cgroup": "5:cpu,cpuacct:/docker/4f\n4:memory:/docker/4f\n0::/\n",
                "sys/fs/cgroup/memory/memory.limit_in_bytes": "1000000000\n",
                "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "300000\n",
                "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
            },
            1000,
            3,
        ),
        (  # the first version without limits
            {
                "proc/self/cgroup": "5:cpu,cpuacct:/\n4:memory:/\n",
                "sys/fs/cgroup/memory/memory.limit_in_bytes": f"{UNLIMITED_V1}\n",
                "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "-1\n",
                "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
            },
            1937,
            4,
        ),
    ],
    ids=["service", "slice", "container", "first-version", "first-version-unlimited"],
)
def test_limits_of_containers_and_services_count(
    tmp_path: Path, files: dict[str, str], memory_mb: int, cores: int
) -> None:
    machine = this_machine(write(tmp_path, files))
    assert (machine.memory_mb, machine.cores) == (memory_mb, cores)


def test_what_is_free_is_what_the_kernel_says(tmp_path: Path) -> None:
    assert free_memory_mb(write(tmp_path, {})) == 1280


@pytest.mark.parametrize(
    ("limit", "used", "reclaimable", "free"),
    [
        ("1000000000", "400000000", "100000000", 700),
        ("1000000000", "1100000000", "0", 0),
        ("max", "400000000", "0", 1280),
    ],
)
def test_what_is_free_in_a_group_is_bounded(tmp_path: Path, limit: str, used: str, reclaimable: str, free: int) -> None:
    group = "sys/fs/cgroup/edge"
    files = {
        "proc/self/cgroup": "0::/edge\n",
        f"{group}/memory.max": f"{limit}\n",
        f"{group}/memory.current": f"{used}\n",
        f"{group}/memory.stat": f"anon 1\ninactive_file {reclaimable}\n",
    }
    assert free_memory_mb(write(tmp_path, files)) == free


def test_a_limit_on_addresses_counts() -> None:
    program = (
        "import resource; from models.machine import free_memory_mb;"
        "used = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize();"
        "resource.setrlimit(resource.RLIMIT_AS, (used + 50_000_000,) * 2); print(free_memory_mb())"
    )
    free = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert 40 <= int(free) <= 50


def test_this_machine_has_memory_and_cores() -> None:
    machine = this_machine()
    assert machine.board
    assert 100 < free_memory_mb() <= machine.memory_mb
    assert machine.cores >= 1
