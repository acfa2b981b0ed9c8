"""shim.c, compiled when it is needed, and the memory that it shares with the bench."""

import mmap
import os
import shutil
import struct
import subprocess
from pathlib import Path

from service.bench.measuring import BenchFailed

WRITING_PROCESS, SENDER_PROCESS = 1, 2
STORE_WRITE, STORE_SYNC, SENDING, RECEIVING, MARK = 1, 2, 4, 8, 16
KILL_ITSELF, KILL_ALL = 1, 2

_SOURCE = Path(__file__).with_name("shim.c")
_CONTROL = struct.Struct("<7q")
_ROLES, _KINDS, _ACTION, _COUNTDOWN, _FIRED, _CLOCK = range(0, 48, 8)


def compiled(folder: Path) -> Path:
    """The library, in `folder`. Raises BenchFailed without a C compiler."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None:
        raise BenchFailed(
            "no C compiler, which the crash tests need: apt-get install gcc libc6-dev"
        )
    library = folder / "shim.so"
    command = [compiler, "-shared", "-fPIC", "-O2", "-o", str(library), str(_SOURCE), "-ldl"]
    done = subprocess.run([*command, "-lpthread"], capture_output=True, text=True)  # noqa: S603
    if done.returncode != 0:
        raise BenchFailed(f"{_SOURCE.name} does not compile:\n{done.stderr}")
    return library


class Shim:
    """Lies under every process that is started with `environment`. Close it."""

    def __init__(self, library: Path, folder: Path) -> None:
        self._library = library
        self._file = folder / "shim.control"
        self._file.write_bytes(bytes(_CONTROL.size))
        with self._file.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), _CONTROL.size)

    def close(self) -> None:
        self._memory.close()

    def environment(self, record: Path | None = None, under: Path | None = None) -> dict[str, str]:
        """For the service's process. `record`: what it asks of the disk for files of `under`."""
        added = {"LD_PRELOAD": str(self._library), "HANSHO_SHIM_CONTROL": str(self._file)}
        if record is not None and under is not None:
            added |= {"HANSHO_SHIM_RECORD": str(record), "HANSHO_SHIM_UNDER": f"{under}{os.sep}"}
        return added

    def arm(self, roles: int, kinds: int, calls: int, action: int) -> None:
        """At the `calls`-th system call of these kinds in processes of these roles, from now."""
        self.disarm()
        for place, value in ((_FIRED, 0), (_ACTION, action), (_KINDS, kinds), (_COUNTDOWN, calls)):
            self._write(place, value)
        self._write(_ROLES, roles)

    def disarm(self) -> None:
        self._write(_ROLES, 0)

    @property
    def fired(self) -> int:
        """The id of the process that came to the call; 0 while none did."""
        return int(struct.unpack_from("<q", self._memory, _FIRED)[0])

    @property
    def left(self) -> int:
        """How many of the calls are still to come; negative once it is over."""
        return int(struct.unpack_from("<q", self._memory, _COUNTDOWN)[0])

    def move_clock(self, seconds: float) -> None:
        """The service's clock from now on, against the machine's."""
        self._write(_CLOCK, int(seconds * 1e9))

    def _write(self, place: int, value: int) -> None:
        struct.pack_into("<q", self._memory, place, value)
