"""A file system that forgets at a power cut what was never synced. A program of its own; it needs FUSE.

`python forgetful.py MOUNT DISK [--early SEED]`. What programs see below MOUNT is held in the memory of this process.
DISK gets what was synced and nothing else: to kill this process is the power cut, and DISK/root is found afterwards.

A file's content, size and mode are kept by fsync or fdatasync of that file; that it stands in its folder, or no longer
does, by fsync of the folder alone. That is all POSIX promises: what usual file systems do beyond it is not relied upon.
With `--early`, blocks of unsynced files also reach the disk by chance and out of order, as they do in real systems.

Simplified: no links and no owners, times are not kept, a block of 4096 bytes is written whole or not at all.
"""

import argparse
import errno
import itertools
import os
import random
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import mfusepy

BLOCK = 4096
NOT_MOUNTED = 77
"""Exit status where the system does not let us mount."""
_EARLY = 0.2
"""How often a write is followed by blocks that reach the disk early, and how many of those waiting do."""


@dataclass(eq=False)
class File:
    """What programs see, and which blocks of it the disk does not hold yet."""

    disk: Path
    mode: int
    content: bytearray = field(default_factory=bytearray)
    unsynced: set[int] = field(default_factory=set)

    def write(self, content: bytes, offset: int) -> None:
        """Overwrites and lengthens, in memory alone."""
        if offset > len(self.content):
            self.truncate(offset)
        self.content[offset : offset + len(content)] = content
        self.unsynced.update(_blocks(offset, offset + len(content)))

    def truncate(self, size: int) -> None:
        """Shortens or fills up with zeros, in memory alone."""
        self.unsynced.update(_blocks(size, len(self.content)), _blocks(len(self.content), size))
        del self.content[size:]
        self.content.extend(bytes(size - len(self.content)))

    def sync(self) -> None:
        """Everything is on disk afterwards."""
        self.sync_blocks(self.unsynced)
        os.truncate(self.disk, len(self.content))
        self.disk.chmod(stat.S_IMODE(self.mode))
        self.unsynced.clear()

    def sync_blocks(self, blocks: Iterable[int]) -> None:
        """These blocks are on disk afterwards, whatever lies between them."""
        with self.disk.open("r+b") as disk:
            for block in blocks:
                disk.seek(block * BLOCK)
                disk.write(self.content[block * BLOCK : (block + 1) * BLOCK])


@dataclass(eq=False)
class Folder:
    """Names, as programs see them."""

    disk: Path
    mode: int
    entries: dict[str, "File | Folder"] = field(default_factory=dict)

    def sync(self) -> None:
        """The disk has these names afterwards, and no others."""
        for old in self.disk.iterdir():
            if old.name not in self.entries:
                old.unlink()
        for name, node in self.entries.items():
            self._name(node, self.disk / name)

    def _name(self, node: "File | Folder", path: Path) -> None:
        if path.exists() and path.samefile(node.disk):
            return
        new = path.with_name(f"{path.name}.new")
        if isinstance(node, File):
            new.hardlink_to(node.disk)
        else:
            new.symlink_to(node.disk)  # folders have no hard links
        new.replace(path)


class Forgetful(mfusepy.Operations):
    """The operations that the kernel asks for."""

    use_ns = True

    def __init__(self, disk: Path, early: random.Random | None) -> None:
        self._disk = disk.absolute()
        self._early = early
        self._numbers = itertools.count()
        self._open: dict[int, File] = {}
        self._root = self._new_folder("root", 0o755)

    def init(self, path: str) -> None:
        """Says that it is mounted."""
        print("mounted", flush=True)  # noqa: T201 - whoever started it waits for that

    def getattr(self, path: str, fh: int | None = None) -> dict[str, int]:
        """Kind, mode and size."""
        node = self._file(path, fh) if fh is not None else self._node(path)
        size = len(node.content) if isinstance(node, File) else 0
        kind = stat.S_IFREG if isinstance(node, File) else stat.S_IFDIR
        links = {"st_nlink": 1, "st_uid": os.getuid(), "st_gid": os.getgid()}
        return {"st_mode": kind | stat.S_IMODE(node.mode), "st_size": size, **links}

    def readdir(self, path: str, fh: int) -> Iterator[str]:
        """The names of a folder."""
        return iter([".", "..", *self._folder(path).entries])

    def mkdir(self, path: str, mode: int) -> int:
        """A new folder, which the disk has under no name yet."""
        parent, name = self._place(path)
        parent.entries[name] = self._new_folder(f"folder-{next(self._numbers)}", mode)
        return 0

    def create(self, path: str, mode: int) -> int:
        """A new file, which the disk has under no name yet."""
        parent, name = self._place(path)
        disk = self._disk / f"file-{next(self._numbers)}"
        disk.touch()
        parent.entries[name] = File(disk, mode)
        return self.open(path, 0)

    def open(self, path: str, flags: int) -> int:
        """A number to read and write by, also after the file has lost its name."""
        node = self._node(path)
        if not isinstance(node, File):
            raise OSError(errno.EISDIR, path)
        number = next(self._numbers)
        self._open[number] = node
        return number

    def release(self, path: str, fh: int) -> int:
        """The number is not used any more."""
        del self._open[fh]
        return 0

    def read(self, path: str, size: int, offset: int, fh: int) -> bytes:
        """What programs see."""
        return bytes(self._open[fh].content[offset : offset + size])

    def write(self, path: str, data: bytes, offset: int, fh: int) -> int:
        """Into memory; by chance, some blocks go to the disk early."""
        self._open[fh].write(data, offset)
        if self._early and self._early.random() < _EARLY:
            waiting = sorted(self._open[fh].unsynced)
            self._open[fh].sync_blocks(block for block in waiting if self._early.random() < _EARLY)
        return len(data)

    def truncate(self, path: str, length: int, fh: int | None = None) -> int:
        """In memory alone."""
        self._file(path, fh).truncate(length)
        return 0

    def chmod(self, path: str, mode: int) -> int:
        """In memory alone."""
        self._node(path).mode = mode
        return 0

    def utimens(self, path: str, times: tuple[int, int] | None = None) -> int:
        """Nothing: times are not kept."""
        return 0

    def fsync(self, path: str, datasync: int, fh: int) -> int:
        """The file goes to the disk."""
        self._open[fh].sync()
        return 0

    def fsyncdir(self, path: str, datasync: int, fh: int) -> int:
        """The names of the folder go to the disk."""
        self._folder(path).sync()
        return 0

    def unlink(self, path: str) -> int:
        """The name is gone, in memory alone; those who have the file open keep it."""
        parent, name = self._place(path)
        del parent.entries[name]
        return 0

    def rename(self, old: str, new: str) -> int:
        """In memory alone."""
        parent, name = self._place(new)
        parent.entries[name] = self._node(old)
        self.unlink(old)
        return 0

    def _new_folder(self, name: str, mode: int) -> Folder:
        disk = self._disk / name
        disk.mkdir()
        return Folder(disk, mode)

    def _node(self, path: str) -> File | Folder:
        node: File | Folder = self._root
        for name in Path(path).parts[1:]:
            if not isinstance(node, Folder) or name not in node.entries:
                raise OSError(errno.ENOENT, path)
            node = node.entries[name]
        return node

    def _folder(self, path: str) -> Folder:
        node = self._node(path)
        if not isinstance(node, Folder):
            raise OSError(errno.ENOTDIR, path)
        return node

    def _file(self, path: str, number: int | None) -> File:
        node = self._open[number] if number is not None else self._node(path)
        if not isinstance(node, File):
            raise OSError(errno.EISDIR, path)
        return node

    def _place(self, path: str) -> tuple[Folder, str]:
        return self._folder(str(Path(path).parent)), Path(path).name


def _blocks(start: int, end: int) -> range:
    """Those that hold any of the bytes from `start` to before `end`."""
    return range(start // BLOCK, -(-end // BLOCK) if end > start else start // BLOCK)


def main() -> None:
    """Serves until it is killed."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("mount", type=Path)
    parser.add_argument("disk", type=Path)
    parser.add_argument("--early", type=int, metavar="SEED")
    given = parser.parse_args()
    early = None if given.early is None else random.Random(given.early)  # noqa: S311 - no secret
    served = Forgetful(given.disk, early)
    try:
        # A file that is open when it loses its name is not renamed aside: its end is ours to know.
        mfusepy.FUSE(served, str(given.mount), foreground=True, nothreads=True, hard_remove=True)
    except RuntimeError:  # libfuse has said why
        sys.exit(NOT_MOUNTED)


if __name__ == "__main__":
    main()
