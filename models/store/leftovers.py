"""What the store no longer needs: other models, other revisions, and what interrupted pulls left."""

import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

from models.store.locks import unused
from models.store.manifest import Manifest, Model

_PARTIAL = ".partial"
_STALE = 30 * 24 * 3600
"""Seconds after which an interrupted pull is not expected to be continued."""
_REVISION = re.compile(r"[0-9a-f]{40}")


def partial_folder(folder: Path, model: Model) -> Path:
    """Where the store in `folder` keeps what it has of a model and did not verify yet."""
    return folder / _PARTIAL / f"{model.name}@{model.revision}"


def remove_leftovers(folder: Path, manifest: Manifest, installed: Callable[[str], bool]) -> list[Path]:
    """Removes revisions that the manifest does not name, and partial files that no pull will continue.

    A revision in use stays. The caller is the store's only writer. Gives what was removed.
    """
    named = {folder / model.name / model.revision for model in manifest.models}
    removed = [home for home in _revisions(folder) if home not in named and _remove_unused(home)]
    for model in {home.parent for home in removed}:
        if not any(model.iterdir()):
            model.rmdir()
    awaited = {partial_folder(folder, model) for model in manifest.models if not installed(model.name)}
    for partial in (folder / _PARTIAL).glob("*@*"):
        if partial not in awaited or not any(partial.iterdir()) or _age(partial) > _STALE:
            shutil.rmtree(partial)
            removed.append(partial)
    return removed


def _revisions(folder: Path) -> list[Path]:
    """The revisions of models below the folder. Only these are the store's own, wherever somebody lets it be."""
    return [
        revision
        for model in folder.glob("[!.]*")
        if model.is_dir() and not model.is_symlink()
        for revision in model.iterdir()
        if _REVISION.fullmatch(revision.name) and revision.is_dir() and not revision.is_symlink()
    ]


def _remove_unused(home: Path) -> bool:
    with unused(home) as free:
        if free:
            shutil.rmtree(home)
        return free


def _age(folder: Path) -> float:
    """Seconds since something was last written there."""
    return time.time() - max(path.stat().st_mtime for path in (folder, *folder.iterdir()))
