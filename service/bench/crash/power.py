"""What the disk holds after a power cut, rebuilt from what the service asked of it.

Everything written to a file before its last sync is there. Of what came later, each write is there
or not, whole or in some of its sectors, in any order, as a disk with a cache may leave it. Names
are kept in order, but the last of them that no sync followed may be missing.
"""

import random
import struct
from collections.abc import Iterator
from pathlib import Path

import msgspec

_HEAD = struct.Struct("<cIQQ")
_SECTOR = 512
# What only lives while a process does.
_LEFT_OUT = ("-shm", ".lock", ".sock")


class Operation(msgspec.Struct, frozen=True, kw_only=True):
    """One line of shim.c's record. `op`: Opened, Write, Truncate, Sync, Unlink, Rename, Link."""

    op: str
    file: int
    offset: int
    payload: bytes


class _File:
    """One file whatever it is called: what is on the disk for sure, and what may be."""

    def __init__(self, content: bytes = b"") -> None:
        self.durable = bytearray(content)
        self.pending: list[Operation] = []

    def sync(self) -> None:
        for one in self.pending:
            _apply(self.durable, one)
        self.pending.clear()

    def after_the_cut(self, chance: random.Random) -> bytes:
        content = bytearray(self.durable)
        for one in self.pending:
            if chance.random() < 0.5:
                continue
            if one.op == "W" and chance.random() < 0.3:
                _apply_torn(content, one, chance)
            else:
                _apply(content, one)
        return bytes(content)


def read_record(raw: bytes) -> Iterator[Operation]:
    """An operation that the cut left half is none."""
    at = 0
    while at + _HEAD.size <= len(raw):
        op, file, offset, length = _HEAD.unpack_from(raw, at)
        at += _HEAD.size
        if at + length > len(raw):
            return
        yield Operation(
            op=op.decode(), file=file, offset=offset, payload=bytes(raw[at : at + length])
        )
        at += length


def after_power_cut(before: Path, record: Path, data: Path, to: Path, seed: str) -> None:
    """Writes into the new folder `to` what is on the disk.

    before: the folder as it was when the service started; data: where the service had it.
    """
    chance = random.Random(seed)  # noqa: S311 (repeatable on purpose)
    names = {
        str(data / file.relative_to(before)): _File(file.read_bytes())
        for file in sorted(before.rglob("*"))
        if file.is_file() and not file.name.endswith(_LEFT_OUT)
    }
    disk = _Disk(names)
    for one in read_record(record.read_bytes()):
        disk.take(one)
    to.mkdir()
    for name, file in disk.names_after_the_cut(chance).items():
        place = to / Path(name).relative_to(data)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        place.write_bytes(file.after_the_cut(chance))
        place.chmod(0o600)


class _Disk:
    def __init__(self, names: dict[str, _File]) -> None:
        self._names = names
        self._opened: dict[int, _File] = {}
        # Names as they were after each change since the last sync of anything.
        self._unsynced: list[dict[str, _File]] = []

    def take(self, one: Operation) -> None:
        match one.op:
            case "O":
                self._open(one)
            case "W" | "T":
                self._opened[one.file].pending.append(one)
            case "S":
                self._opened[one.file].sync()
                self._unsynced.clear()
            case _:
                self._rename(one)

    def names_after_the_cut(self, chance: random.Random) -> dict[str, _File]:
        if not self._unsynced:
            return self._names
        return chance.choice([*self._unsynced, self._names])

    def _open(self, one: Operation) -> None:
        name = one.payload.decode()
        if name not in self._names:
            self._unsynced.append(dict(self._names))
            self._names[name] = _File()
        self._opened[one.file] = self._names[name]
        if one.offset:
            cut = Operation(op="T", file=one.file, offset=0, payload=b"")
            self._names[name].pending.append(cut)

    def _rename(self, one: Operation) -> None:
        self._unsynced.append(dict(self._names))
        first, _, second = one.payload.decode().partition("\0")
        file = self._names.get(first)
        if one.op in "UR":
            self._names.pop(first, None)
        if one.op in "RL" and file is not None:
            self._names[second] = file


def _apply(content: bytearray, one: Operation) -> None:
    if one.op == "T":
        del content[one.offset :]
        content.extend(bytes(one.offset - len(content)))
        return
    content.extend(bytes(max(0, one.offset - len(content))))
    content[one.offset : one.offset + len(one.payload)] = one.payload


def _apply_torn(content: bytearray, one: Operation, chance: random.Random) -> None:
    for start in range(0, len(one.payload), _SECTOR):
        if chance.random() < 0.5:
            piece = one.payload[start : start + _SECTOR]
            _apply(content, Operation(op="W", file=0, offset=one.offset + start, payload=piece))
