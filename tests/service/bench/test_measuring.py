"""What a family of processes costs, those that have ended already too."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from service.bench.measuring import (
    BenchFailed,
    PeakMemory,
    cpu_s,
    family,
    pss_bytes,
    wait_for,
)

BURN = "import time\nwhile time.process_time() < 0.35: pass"
PARENT = f"""
import subprocess, sys
subprocess.run([sys.executable, "-c", {BURN!r}])
child = subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], stdin=-1)
print(child.pid, flush=True)
sys.stdin.read()
child.stdin.close()
child.wait()
"""


@pytest.fixture
def parent() -> Iterator[tuple[int, int]]:
    """Ids of a process and its living child; another child has burned more than 0.3 s and ended."""
    pipe = subprocess.PIPE
    with subprocess.Popen([sys.executable, "-c", PARENT], stdin=pipe, stdout=pipe) as running:
        assert running.stdout is not None
        yield running.pid, int(running.stdout.readline())


def test_a_family_is_a_process_with_all_that_descend_from_it(parent: tuple[int, int]) -> None:
    assert family(parent[0]) == set(parent)
    assert family(os.getpid()) >= {os.getpid(), *parent}


def test_children_that_have_ended_are_counted(parent: tuple[int, int]) -> None:
    assert cpu_s(parent[0]) >= 0.3


def test_memory_is_that_of_the_whole_family(parent: tuple[int, int]) -> None:
    with PeakMemory(parent[0]) as memory:
        pass

    assert memory.mib * 2**20 >= pss_bytes(parent[1]) > 0


def test_who_has_gone_costs_nothing() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as gone:
        pass

    assert (family(gone.pid), cpu_s(gone.pid), pss_bytes(gone.pid)) == (frozenset(), 0, 0)


def test_what_never_happens_is_named() -> None:
    with pytest.raises(BenchFailed, match="waited 0 s for rain"):
        wait_for("rain", lambda: False, 0, 0.0)
