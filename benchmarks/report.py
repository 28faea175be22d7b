"""How a measurement is printed and kept."""

import json
import os
import platform
import sys
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

RESULTS = Path(__file__).with_name("results")
_WIDE = 160
"""Columns of a table that no terminal shows."""


def publish(name: str, about: str, rows: Sequence[Mapping[str, Any]]) -> None:
    """Prints `rows` as a table and keeps them, with machine and date, as the last result of `name`."""
    table = Table(title=about, title_justify="left")
    for column in rows[0]:
        table.add_column(column)
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    Console(width=None if sys.stdout.isatty() else _WIDE).print(table)
    kept = {"about": about, "date": datetime.now(UTC).date().isoformat(), "machine": _machine(), "rows": list(rows)}
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(kept, indent=1) + "\n")


def _machine() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    models = [
        line.partition(":")[2].strip() for line in cpuinfo.read_text().splitlines() if line.startswith("model name")
    ]
    model = models[0] if models else platform.machine()
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, {platform.system()}"
