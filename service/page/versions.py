"""The page's versions on disk: the last three, each whole: an open page keeps its own files.

While a grave alert is live the served version does not change: nobody's page is replaced while they
are being led out of danger. A new version then waits until none is live.
"""

import json
import logging
import secrets
import shutil
import threading
from collections.abc import Mapping
from pathlib import Path

import msgspec

from pwa.serving import Version, hash_of, version_of

MOST_KEPT = 3
_ORDER = "order.json"
_log = logging.getLogger(__name__)


class Versions:
    """Versions that can be asked for, and the one that new pages are made with."""

    def __init__(self, folder: Path, files: Mapping[str, bytes], *, held: bool) -> None:
        """`files` are this program's own; `held`: a grave alert is live now.

        What was kept and is damaged is dropped.
        """
        self._folder = folder
        self._lock = threading.Lock()
        self._kept = _read(folder)
        self._waiting: Version | None = version_of(files)
        if not (held and self._kept):
            self.release()

    @property
    def served(self) -> Version:
        return self._kept[-1]

    @property
    def is_waiting(self) -> bool:
        """Whether a newer version waits for the end of a grave alert."""
        return self._waiting is not None

    def find(self, hash: str) -> Version | None:
        return next((one for one in self._kept if one.hash == hash), None)

    def release(self) -> None:
        """Serves the newest version from now on, and keeps it and the two before it."""
        with self._lock:
            new, self._waiting = self._waiting, None
            if new is None:
                return
            before = [one for one in self._kept if one.hash != new.hash]
            kept = [*before, new][-MOST_KEPT:]
            self._kept = kept
            try:
                _write(self._folder, kept)
            except OSError:
                _log.exception("page versions cannot be kept in %s; free space there", self._folder)


def _read(folder: Path) -> list[Version]:
    """Kept versions, oldest first."""
    try:
        order = msgspec.json.decode((folder / _ORDER).read_bytes(), type=list[str])
    except (OSError, msgspec.DecodeError):
        return []
    found = [(hash, _files(folder / Path(hash).name)) for hash in order]
    return [version_of(files) for hash, files in found if files and hash_of(files) == hash]


def _files(folder: Path) -> dict[str, bytes]:
    try:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        }
    except OSError:
        return {}


def _write(folder: Path, kept: list[Version]) -> None:
    """Whole folders first, then the list that names them, then away with the rest."""
    folder.mkdir(parents=True, exist_ok=True)
    for version in kept:
        _write_version(folder, version)
    names = [one.hash for one in kept]
    partial = folder / f"{_ORDER}.{secrets.token_hex(4)}"
    partial.write_text(json.dumps(names), "utf-8")
    partial.replace(folder / _ORDER)
    for old in folder.iterdir():
        if old.is_dir() and old.name not in names:
            shutil.rmtree(old, ignore_errors=True)


def _write_version(folder: Path, version: Version) -> None:
    """A folder under its final name is whole: it is renamed into place."""
    target = folder / version.hash
    if hash_of(_files(target)) == version.hash:
        return
    shutil.rmtree(target, ignore_errors=True)
    partial = folder / f"new-{version.hash}-{secrets.token_hex(4)}"
    for path, file in version.files.items():
        place = partial / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(file.plain)
    partial.rename(target)
