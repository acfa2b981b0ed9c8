"""Readers at a fixed rate beside something else: starts `paced_child`, and takes what it says."""

import subprocess
import sys
from typing import Self

import msgspec
import numpy as np

from service.bench.measuring import BenchFailed
from service.bench.reads.paced_child import READY, Paced, Task

_PATIENCE_S = 60.0


class Within(msgspec.Struct, frozen=True, kw_only=True):
    """Requests that were due within a time: how many, and how long answers took, milliseconds."""

    asked: int
    failed: int
    p50_ms: float
    p99_ms: float
    worst_ms: float
    generator_cpu_s: float


class PacedReaders:
    """Ready when entered; `start` begins, `stop` ends. A context manager that leaves no process."""

    def __init__(self) -> None:
        command = [sys.executable, "-P", "-m", "service.bench.reads.paced_child"]
        self._child = subprocess.Popen(  # noqa: S603 (our own command)
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def __enter__(self) -> Self:
        assert self._child.stdout is not None
        if self._child.stdout.readline() != READY:
            self.__exit__()
            raise BenchFailed("the readers did not begin; what they say stands above")
        return self

    def __exit__(self, *_: object) -> None:
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                pipe.close()

    def start(self, task: Task) -> None:
        assert self._child.stdin is not None
        self._child.stdin.write(msgspec.json.encode(task) + b"\n")
        self._child.stdin.flush()

    def stop(self) -> Paced:
        """Raises BenchFailed if it did not say what it saw."""
        said, _ = self._child.communicate(timeout=_PATIENCE_S)
        try:
            return msgspec.json.decode(said, type=Paced)
        except msgspec.DecodeError as error:
            raise BenchFailed("the readers ended by themselves; run it once more") from error


def within(paced: Paced, since: float, until: float) -> Within:
    """Of those that were due from `since` to `until`. Raises BenchFailed if there are none."""
    due, took = np.array(paced.due), np.array(paced.took)
    chosen = took[(due >= since) & (due <= until)] * 1000
    if not len(chosen):
        raise BenchFailed("nobody read while the alert went out: take a larger --size")
    return Within(
        asked=len(chosen),
        failed=paced.failed,
        p50_ms=float(np.percentile(chosen, 50)),
        p99_ms=float(np.percentile(chosen, 99)),
        worst_ms=float(chosen.max()),
        generator_cpu_s=paced.cpu_s,
    )
