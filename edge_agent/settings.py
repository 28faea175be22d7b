"""Where one unit keeps its things."""

from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_data_path


@dataclass(frozen=True, slots=True)
class Places:
    """The files of one unit, all below one folder that must survive a power cut."""

    folder: Path

    @property
    def database(self) -> Path:
        """Outbox and cache."""
        return self.folder / "hero365.db"

    @property
    def account(self) -> Path:
        """The account of whoever the unit works for; among several people a link to one of `people`."""
        return self.folder / "account.json"

    @property
    def relay(self) -> Path:
        """The relay that sends messages to customers, where one is connected: its ``url`` and ``token``."""
        return self.folder / "relay.json"

    @property
    def people(self) -> Path:
        """The accounts of everybody who has signed in; readable by the owner only."""
        return self.folder / "people"

    @property
    def practice(self) -> Path:
        """The practice business, where nobody is signed in to a real one."""
        return self.folder / "practice.db"

    @property
    def is_practice(self) -> bool:
        """Whether this is the practice business's folder: its account is nobody's."""
        return self.practice.is_file()

    @property
    def are_a_units(self) -> bool:
        """Whether a unit keeps anything in the folder, or did: one makes its database before anything else. A folder
        with files of the same names may be anybody's."""
        folders = (self.folder, *self.folder.glob("practice/*"), *self.folder.glob("demo/*"))
        return any((folder / name).is_file() for folder in folders for name in ("hero365.db", "practice.db"))

    def everything(self) -> list[Path]:
        """All files and folders of the unit that are there; what else lies in its folder is not its own."""
        databases = (file for name in ("hero365.db", "practice.db") for file in sorted(self.folder.glob(f"{name}*")))
        others = (self.folder / name for name in ("practice", "demo"))
        # A power cut may leave a file with tokens under the name that it was written under.
        half = (file for whole in (self.account, self.relay) for file in sorted(self.folder.glob(f".{whole.name}.*")))
        return [
            path
            for path in (*databases, self.account, self.people, self.relay, *half, self.replies, *others)
            if path.exists() or path.is_symlink()
        ]

    @property
    def replies(self) -> Path:
        """Spoken replies as WAV files, where there is no loudspeaker to play them."""
        return self.folder / "replies"


def default_places() -> Places:
    """The places of the user who runs the program, by the system's own rules (``XDG_DATA_HOME``)."""
    return Places(user_data_path("hero365-edge"))
