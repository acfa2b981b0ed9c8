"""Files that nobody else on the machine may read: written whole, on the disk, 0600."""

import os
import stat
from pathlib import Path


def is_private(file: Path) -> bool:
    """Whether it is ours and closed to all others."""
    status = file.stat()
    return not stat.S_IMODE(status.st_mode) & 0o077 and status.st_uid == os.geteuid()


def make_private_folder(folder: Path) -> None:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)


def write_private(file: Path, content: bytes, *, over: bool) -> None:
    """Writes a 0600 file whole or not at all, and waits until it is on the disk."""
    draft = file.with_name(f".{file.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if over:
            draft.replace(file)
        else:
            file.hardlink_to(draft)  # unlike a rename, this fails where a file is
    finally:
        draft.unlink(missing_ok=True)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Returns once the names in it are on the disk."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
