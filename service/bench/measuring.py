"""What processes cost: processor seconds and memory, read from /proc while they run.

Black box: nothing is built into what is measured. A family is a process with everything that it
started, however deep; processes come and go in it.
"""

import os
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

from geo.errors import HanshoError

_PROC = Path("/proc")
_TICKS_PER_S = os.sysconf("SC_CLK_TCK")
_KIB = 1024
# Fields of /proc/PID/stat after the name in brackets, counted from 0 (proc_pid_stat(5)).
_PARENT, _FIRST_TIME, _LAST_TIME = 1, 11, 14


class BenchFailed(HanshoError):
    """Nothing was measured that may be believed; the message says what to do."""


def family(pid: int) -> frozenset[int]:
    """The process and all that descend from it, as they live now."""
    parents = {int(one): stat[_PARENT] for one, stat in _stats()}
    found, new = {pid}, {pid}
    while new:
        new = {one for one, parent in parents.items() if parent in new} - found
        found |= new
    return frozenset(found & parents.keys())


def cpu_s(pid: int) -> float:
    """Processor seconds of the family since it began, those that ended and were waited for too.

    In steps of a hundredth of a second.
    """
    ours = family(pid)
    ticks = sum(
        sum(stat[_FIRST_TIME : _LAST_TIME + 1]) for one, stat in _stats() if int(one) in ours
    )
    return ticks / _TICKS_PER_S


def pss_bytes(pid: int) -> int:
    """Proportional set size of the family: what it shares with others counts for its share."""
    return sum(_pss(one) for one in family(pid))


class PeakMemory:
    """Samples a family's memory until it is left. A context manager; `mib` is the peak so far.

    Reading walks the family's page tables, so it is done rarely; peaks between are not seen.
    """

    def __init__(self, pid: int, every_s: float = 0.5) -> None:
        self._pid = pid
        self._every_s = every_s
        self._peak = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, name="peak memory", daemon=True)

    @property
    def mib(self) -> float:
        return self._peak / _KIB**2

    def __enter__(self) -> Self:
        self._sample()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()
        self._sample()

    def _run(self) -> None:
        while not self._done.wait(self._every_s):
            self._sample()

    def _sample(self) -> None:
        self._peak = max(self._peak, pss_bytes(self._pid))


def wait_for(
    what: str, is_so: Callable[[], bool], seconds: float, every_s: Callable[[], float] | float
) -> None:
    """Asks every `every_s` until it is so. Raises BenchFailed after `seconds`."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise BenchFailed(f"waited {seconds:.0f} s for {what}; run it alone on the machine")
        time.sleep(every_s if isinstance(every_s, float) else every_s())


def _stats() -> Iterator[tuple[str, list[int]]]:
    for folder in _PROC.iterdir():
        if folder.name.isdigit():
            try:
                text = (folder / "stat").read_text("ascii", "replace")
            except OSError:  # it has ended meanwhile
                continue
            # The name may hold anything, brackets and blanks too; the state is a letter.
            state, *numbers = text[text.rindex(")") + 2 :].split()
            yield folder.name, [ord(state), *map(int, numbers)]


def _pss(pid: int) -> int:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text("ascii").splitlines()
    except OSError:  # it has ended meanwhile
        return 0
    return next((int(one.split()[1]) * _KIB for one in lines if one.startswith("Pss:")), 0)
