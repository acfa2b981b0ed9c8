"""The disk after a power cut: what was synced is there, what was not may be, in any sectors."""

import random
import struct
from pathlib import Path

import pytest

from service.bench.crash.power import after_power_cut, read_record

HEAD = struct.Struct("<cIQQ")
DATA = Path("/data")


def line(op: str, file: int = 0, offset: int = 0, payload: bytes = b"") -> bytes:
    return HEAD.pack(op.encode(), file, offset, len(payload)) + payload


def opened(file: int, name: str) -> bytes:
    return line("O", file, 0, f"/data/{name}".encode())


class Disk:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.before = folder / "before"
        self.before.mkdir()

    def after(self, *lines: bytes, seed: str = "1") -> dict[str, bytes]:
        """File name -> content."""
        record, to = self._folder / "record", self._folder / f"after-{seed}"
        record.write_bytes(b"".join(lines))
        after_power_cut(self.before, record, DATA, to, seed)
        return {file.name: file.read_bytes() for file in to.rglob("*") if file.is_file()}


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path)


def test_what_was_synced_is_there_whatever_the_disk_does(disk: Disk) -> None:
    (disk.before / "store").write_bytes(b"old old")
    lines = (opened(1, "store"), line("W", 1, 4, b"new"), line("S", 1))

    every = [disk.after(*lines, seed=str(seed)) for seed in range(20)]

    assert every == [{"store": b"old new"}] * 20


def test_what_was_not_synced_is_there_or_not_or_torn(disk: Disk) -> None:
    before = bytes(2048)
    (disk.before / "store").write_bytes(before)
    written = b"x" * 2048
    lines = (opened(1, "store"), line("W", 1, 0, written))

    every = {disk.after(*lines, seed=str(seed))["store"] for seed in range(60)}

    assert {before, written} < every
    torn = every - {before, written}
    sectors = {one[start : start + 512] for one in torn for start in range(0, 2048, 512)}
    assert sectors == {bytes(512), b"x" * 512}


def test_a_later_write_may_be_there_without_an_earlier_one(disk: Disk) -> None:
    (disk.before / "store").write_bytes(b"....")
    lines = (opened(1, "store"), line("W", 1, 0, b"a"), line("W", 1, 3, b"b"))

    every = {disk.after(*lines, seed=str(seed))["store"] for seed in range(60)}

    assert every == {b"....", b"a...", b"...b", b"a..b"}


def test_a_file_cut_short_and_synced_stays_short(disk: Disk) -> None:
    (disk.before / "wal").write_bytes(b"long ago")

    after = disk.after(opened(1, "wal"), line("T", 1, 0), line("S", 1))

    assert after == {"wal": b""}


def test_a_file_put_in_place_of_another_is_whole_or_the_old_one_is(disk: Disk) -> None:
    (disk.before / "served").write_bytes(b"1")
    lines = (
        opened(1, "draft"),
        line("W", 1, 0, b"2"),
        line("S", 1),
        line("R", payload=b"/data/draft\0/data/served"),
    )

    every = {disk.after(*lines, seed=str(seed))["served"] for seed in range(20)}

    assert every == {b"1", b"2"}
    assert disk.after(*lines, line("S", 1), seed="synced") == {"served": b"2"}


def test_what_only_lives_with_the_process_is_gone(disk: Disk) -> None:
    for name in ("store", "store-shm", "store.lock"):
        (disk.before / name).write_bytes(b"x")

    assert disk.after() == {"store": b"x"}


def test_a_line_that_the_cut_left_half_is_none() -> None:
    whole = line("W", 1, 0, b"whole")
    cut = random.Random(1).randint(1, len(whole) - 1)

    assert len(list(read_record(whole + whole[:cut]))) == 1
