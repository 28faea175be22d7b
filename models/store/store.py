"""The models on this machine: fetched, checked and held while they are used."""

import errno
import logging
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.store.errors import (
    ModelDamagedError,
    ModelMissingError,
    NoRoomError,
    PullError,
    SourceError,
    SourceUnreachableError,
)
from models.store.integrity import MISSING, complaint, put_in_place, sync
from models.store.leftovers import partial_folder, remove_leftovers
from models.store.locks import in_use, only_writer, unused
from models.store.manifest import Manifest, Model, ModelFile
from models.store.room import require_room
from models.store.sources import Source

_LOCK = ".lock"
_PULL = "hero365-edge models pull"
_DISK_FULL = {errno.ENOSPC, errno.EDQUOT}

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Step:
    """How far the fetching of one file is."""

    model: str
    file: str
    source: str
    done: int
    """Bytes; of the file, or of the package that carries it."""
    total: int


Progress = Callable[[Step], None]


@dataclass(frozen=True, slots=True)
class Pulled:
    """What became of a pull."""

    model: Model
    origins: dict[str, str]
    """Which source each fetched file came from; empty where the model was there already."""
    passed_over: tuple[str, ...] = ()
    """Why sources did not serve, one sentence each."""
    completed: tuple[str, ...] = ()
    """Files that an interrupted pull left whole, so that no source was asked for them."""


def _silent(*_told: Step | str) -> None:
    pass


class ModelStore:
    """A folder of models: `MODEL/REVISION/FILE`.

    Whatever a source gives, only the hash decides: a file gets its name after its bytes were verified and are on disk,
    and every file is hashed again when a model is opened. What is not verified yet lies in `.partial`. One process at a
    time writes to the folder; any number may use the models meanwhile, for a revision's files never change.
    """

    def __init__(self, folder: Path, manifest: Manifest | None = None, pull_command: str = _PULL) -> None:
        """`pull_command` is what a person types, with a model's name behind it, to pull into this folder."""
        self.folder = folder
        self.pull_command = pull_command
        self.manifest = manifest or Manifest.load()

    def installed(self, name: str) -> bool:
        """Whether all files of the model are here, by their sizes; `open` and `verify` look at every byte.

        Raises:
            ModelMissingError: the manifest has no such model.
        """
        model = self.manifest.model(name)
        places = [(self._place(model, file), file.bytes) for file in model.files]
        return all(place.is_file() and place.stat().st_size == size for place, size in places)

    def begun(self, name: str) -> bool:
        """Whether anything of the model is here.

        Raises:
            ModelMissingError: the manifest has no such model.
        """
        return self._home(self.manifest.model(name)).is_dir()

    def used(self, name: str) -> bool:
        """Whether somebody, in whatever process, has the model open.

        Raises:
            ModelMissingError: the manifest has no such model.
        """
        try:
            with unused(self._home(self.manifest.model(name))) as free:
                return not free
        except OSError:  # it is not here, or may not be read
            return False

    @contextmanager
    def open(self, name: str) -> Iterator[Path]:
        """The folder with the model's verified files. Until this is left, nobody removes them. It never calls out.

        Raises:
            ModelMissingError: it is not here, or only some of its files.
            ModelDamagedError: a file is not the one that the manifest names, or may not be read.
        """
        model = self.manifest.model(name)
        with ExitStack() as held:
            try:
                held.enter_context(in_use(self._home(model)))
            except (FileNotFoundError, NotADirectoryError) as error:
                raise ModelMissingError(f"The model {name} is not here; {self._fetch_it(model)}.") from error
            except OSError as error:
                wrong = f"{self._home(model)} cannot be opened ({error.strerror}); check whose it is"
                raise ModelDamagedError(f"The model {name} cannot be used: {wrong}.") from error
            self._check(model)
            yield self._home(model)

    def verify(self, name: str) -> None:
        """Reads every byte of the model. Raises as `open` does."""
        with self.open(name):
            pass

    def pull(
        self,
        name: str,
        sources: Sequence[Source],
        progress: Progress = _silent,
        waiting: Callable[[], None] = _silent,
        passing_over: Callable[[str], None] = _silent,
    ) -> Pulled:
        """Makes the model be here, whole: what is missing or damaged is fetched from the first source that has it.

        A second pull calls `waiting`, waits until the first is through, and then finds its work done. What an
        interrupted pull downloaded is continued. `passing_over` is told at once why a source does not serve, and the
        same reason once only.

        Raises:
            ModelMissingError: the manifest has no such model.
            NoRoomError: it does not fit on the disk; what was downloaded of it is removed again.
            PullError: no source has it, or the folder cannot be written.
        """
        model = self.manifest.model(name)
        if not self._wanting(model):
            return Pulled(model, {})  # also where the store may only be read
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            with only_writer(self.folder / _LOCK, waiting), self._working_folder(model) as partial:
                return self._fetch_wanting(model, sources, partial, progress, passing_over)
        except OSError as error:
            if error.errno in _DISK_FULL:
                raise NoRoomError(
                    f"The disk under {self.folder} is full, so {name} was not fetched; make room and pull again."
                ) from error
            raise PullError(f"{self.folder} cannot be written, so {name} was not fetched: {error.strerror}.") from error

    def remove_leftovers(self) -> list[Path]:
        """Removes what no longer serves (see `leftovers.remove_leftovers`), unless a pull is going on.

        What cannot be removed stays: it does no harm. Gives what was removed.
        """
        if not self.folder.is_dir():
            return []
        try:
            with only_writer(self.folder / _LOCK) as alone:
                return remove_leftovers(self.folder, self.manifest, self.installed) if alone else []
        except OSError as error:
            logger.info("leftovers stay in %s: %s", self.folder, error)
            return []

    def _home(self, model: Model) -> Path:
        return self.folder / model.name / model.revision

    def _place(self, model: Model, file: ModelFile) -> Path:
        return self._home(model) / file.name

    def _wanting(self, model: Model) -> list[ModelFile]:
        """The files that are missing or damaged."""
        return [file for file in model.files if complaint(self._place(model, file), file)]

    def _check(self, model: Model) -> None:
        for file in model.files:
            place = self._place(model, file)
            wrong = complaint(place, file)
            if wrong == MISSING:
                raise ModelMissingError(f"The model {model.name} lacks {file.name}; {self._fetch_it(model)}.")
            if wrong:
                raise ModelDamagedError(f"The model {model.name} is damaged: {place} {wrong}; {self._fetch_it(model)}.")

    def _fetch_it(self, model: Model) -> str:
        return f"`{self.pull_command} {model.name}` fetches it"

    @contextmanager
    def _working_folder(self, model: Model) -> Iterator[Path]:
        """Where a pull keeps what is not verified. It goes when the model is there, and when the disk is full."""
        partial = partial_folder(self.folder, model)
        partial.mkdir(parents=True, exist_ok=True)
        try:
            yield partial
        except (OSError, NoRoomError) as error:
            if isinstance(error, NoRoomError) or error.errno in _DISK_FULL:
                shutil.rmtree(partial, ignore_errors=True)  # a full disk also keeps commands from being saved
            raise
        shutil.rmtree(partial)

    def _fetch_wanting(
        self,
        model: Model,
        sources: Sequence[Source],
        partial: Path,
        progress: Progress,
        passing_over: Callable[[str], None],
    ) -> Pulled:
        wanting = self._wanting(model)
        if wanting:
            there = sum(path.stat().st_size for path in partial.iterdir())
            require_room(self.folder, sum(file.bytes for file in wanting) - there)
            home = self._home(model)
            home.mkdir(parents=True, exist_ok=True)
            sync(home.parent)
            sync(self.folder)
        completed = tuple(file.name for file in wanting if self._was_left_whole(model, file, partial))
        wanting = [file for file in wanting if file.name not in completed]
        origins: dict[str, str] = {}
        reasons: list[str] = []
        for source in sources:
            for file in [file for file in wanting if file.name not in origins]:
                try:
                    self._fetch(model, file, source, partial, progress)
                except SourceError as error:
                    reason = f"{source.name}: {error}"
                    if reason not in reasons:
                        reasons.append(reason)
                        passing_over(reason)
                    if isinstance(error, SourceUnreachableError):
                        break
                else:
                    origins[file.name] = source.name
        lacking = [file.name for file in wanting if file.name not in origins]
        if lacking:
            what = model.name if len(lacking) == len(model.files) else f"{', '.join(lacking)} of {model.name}"
            why = "; ".join(reasons) or "none was given"
            raise PullError(f"No source has {what} ({why}); find a network or a stick with the models and pull again.")
        return Pulled(model, origins, tuple(reasons), completed)

    def _was_left_whole(self, model: Model, file: ModelFile, partial: Path) -> bool:
        """Whether a pull was interrupted between a file's last byte and its name. It gets its name now."""
        left = _partial_file(partial, file)
        if complaint(left, file):
            return False
        put_in_place(left, self._place(model, file))
        logger.info("%s of %s was here whole", file.name, model.name)
        return True

    def _fetch(self, model: Model, file: ModelFile, source: Source, partial: Path, progress: Progress) -> None:
        """Fetches one file from one source, and puts it in its place if it is right.

        Raises:
            SourceError: the source does not have it, or has another one.
        """

        def moved(done: int, total: int) -> None:
            progress(Step(model.name, file.name, source.name, done, total))

        into = _partial_file(partial, file)
        continued = into.exists()
        source.fetch(model, file, into, moved)
        wrong = complaint(into, file)
        if wrong and continued:  # perhaps only the beginning was wrong, and that came from elsewhere
            into.unlink(missing_ok=True)
            source.fetch(model, file, into, moved)
            wrong = complaint(into, file)
        if wrong:
            into.unlink(missing_ok=True)
            raise SourceError(f"its {file.name} {wrong}")
        put_in_place(into, self._place(model, file))
        logger.info("%s of %s came from %s", file.name, model.name, source.name)


def _partial_file(partial: Path, file: ModelFile) -> Path:
    return partial / f"{file.name}.partial"
