"""The rooms import one another in one direction only."""

import ast
import re
from pathlib import Path

import grimp
import pytest

ROOT = Path(__file__).parents[1]
MAY_IMPORT = {
    "erp": set(),
    "models": set(),
    "hardware": set(),
    "conversation": {"erp", "models"},
    "sync": {"erp"},
    "assistant": {"erp", "models", "conversation", "sync"},
    "edge_agent": {"erp", "models", "hardware", "conversation", "sync", "assistant"},
    "cloud_relay": {"erp", "models", "hardware", "conversation", "sync", "assistant"},
}


@pytest.fixture(scope="module")
def imports() -> grimp.ImportGraph:
    return grimp.build_graph(*MAY_IMPORT, cache_dir=None)


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_a_room_imports_only_the_rooms_below_it(room: str, imports: grimp.ImportGraph) -> None:
    forbidden = set(MAY_IMPORT) - MAY_IMPORT[room] - {room}
    crossings = [
        f"{module} imports {imported}"
        for module in {room, *imports.find_descendants(room)}
        for imported in imports.find_modules_directly_imported_by(module)
        if imported.split(".")[0] in forbidden
    ]
    assert crossings == []


def test_the_table_of_the_rooms_says_the_same() -> None:
    rows = re.findall(r"^\| `(\w+)` \| .* \| (.*) \|$", (ROOT / "docs/architecture.md").read_text(), re.MULTILINE)
    assert {room: set(re.findall(r"`(\w+)`", below)) for room, below in rows} == MAY_IMPORT


def test_every_folder_of_code_is_a_room_with_declared_arrows() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert rooms - {"tests", "benchmarks"} == set(MAY_IMPORT)


@pytest.mark.parametrize("room", ["erp", "conversation"])
def test_what_decides_does_no_input_or_output(room: str) -> None:
    world = {"asyncio", "httpx", "socket", "sqlite3", "sqlite_utils", "subprocess", "threading", "time", "urllib"}
    crossings = [
        f"{path.name} imports {name}" for path in (ROOT / room).rglob("*.py") for name in imported(path) & world
    ]
    assert crossings == []


def imported(path: Path) -> set[str]:
    """The top-level names of everything that the module at `path` imports."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names
