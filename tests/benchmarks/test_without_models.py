"""A benchmark that lacks a model measures nothing, and leaves the last result as it is."""

from pathlib import Path

import pytest

from benchmarks import building, report, route, speaking


@pytest.mark.parametrize("main", [building.main, route.main, speaking.main])
def test_what_is_missing_is_one_sentence(main, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HERO365_EDGE_MODELS", str(tmp_path / "models"))
    monkeypatch.setattr(report, "RESULTS", tmp_path / "results")
    with pytest.raises(SystemExit, match=r"Nothing was measured.*hero365-edge models pull"):
        main()
    assert not (tmp_path / "results").exists()
