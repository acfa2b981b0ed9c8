"""Unsigned LEB128 and zigzag, whole arrays at a time; reads refuse what is cut short or too large.

A number is at most 2³² − 1 and so at most five bytes long. Byte order is that of LEB128: lowest
seven bits first, the highest bit of a byte says that another one follows.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geo.unreadable import BytesUnreadable

Ints = NDArray[np.int64]

_LARGEST = 2**32 - 1
_MOST_BYTES = 5


def uvarints(numbers: ArrayLike) -> bytes:
    """The numbers one after another. Raises ValueError below 0 or above 2³² − 1."""
    values = np.asarray(numbers, dtype=np.int64).ravel()
    if values.size and not (values.min() >= 0 and values.max() <= _LARGEST):
        raise ValueError("a number is below 0 or above 2³² − 1 and has no unsigned form")
    shifts = np.arange(_MOST_BYTES, dtype=np.int64) * 7
    groups = values[:, None] >> shifts
    wanted = groups > 0
    wanted[:, 0] = True
    digits = (groups & 127) | np.where(groups >> 7 > 0, 128, 0)
    return digits.astype(np.uint8)[wanted].tobytes()


def zigzag(numbers: ArrayLike) -> Ints:
    """n → 2n, or −2n − 1 for those below 0, so that small differences stay small numbers."""
    values = np.asarray(numbers, dtype=np.int64)
    return (values << 1) ^ (values >> 63)


def unzigzag(numbers: Ints) -> Ints:
    return (numbers >> 1) ^ -(numbers & 1)


def runs_of(values: NDArray[np.generic]) -> tuple[Ints, Ints]:
    """Lengths and values of the stretches in which neighbours are equal."""
    if values.size == 0:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    starts = np.concatenate(([0], np.flatnonzero(values[1:] != values[:-1]) + 1))
    return np.diff(np.append(starts, values.size)), values[starts].astype(np.int64)


class VarintReader:
    """Takes numbers from the front of bytes that hold nothing but unsigned LEB128."""

    __slots__ = ("_at", "_numbers", "_what")

    def __init__(self, raw: bytes, what: str) -> None:
        """`what` names the bytes in messages. Raises `BytesUnreadable`."""
        self._what = what
        self._at = 0
        self._numbers = self._decoded(np.frombuffer(raw, dtype=np.uint8))

    def take(self, count: int) -> Ints:
        """The next `count` numbers. Raises `BytesUnreadable` if there are fewer."""
        if not 0 <= count <= self._numbers.size - self._at:
            raise self.fault("it ends too early")
        self._at += count
        return self._numbers[self._at - count : self._at]

    def one(self, most: int, name: str) -> int:
        """The next number; refused above `most`."""
        number = int(self.take(1)[0])
        if number > most:
            raise self.fault(f"{name} is {number}, and more than {most} is not read")
        return number

    def runs(self, total: int, most: int, name: str) -> Ints:
        """`total` values from pairs of length and value; values above `most` are refused."""
        lengths = self._stretches(total, 2, name)
        values = self._numbers[self._at + 1 :: 2][: lengths.size]
        if values.size < lengths.size:
            raise self.fault("it ends too early")
        if lengths.size and lengths.min() == 0:
            raise self.fault(f"a run of {name} is empty")
        if lengths.size and values.max() > most:
            raise self.fault(f"{name} is {values.max()}, and more than {most} is not read")
        self._at += 2 * lengths.size
        return np.repeat(values, lengths)

    def bits(self, total: int, name: str) -> NDArray[np.bool_]:
        """`total` bits from lengths that alternate out, in, out, …; only the first may be 0."""
        lengths = self._stretches(total, 1, name)
        if lengths.size > 1 and lengths[1:].min() == 0:
            raise self.fault(f"a run of {name} is empty")
        self._at += lengths.size
        return np.repeat(np.arange(lengths.size) % 2 == 1, lengths)

    def _stretches(self, total: int, step: int, name: str) -> Ints:
        """The lengths, each `step` numbers after the last, that together make `total`."""
        lengths = self._numbers[self._at :: step][: total + 1]
        ends = np.cumsum(lengths)
        last = int(np.searchsorted(ends, total))
        if total and (last == ends.size or ends[last] != total):
            raise self.fault(f"the runs of {name} do not make {total}")
        return lengths[: last + 1 if total else 0]

    def end(self) -> None:
        """Raises `BytesUnreadable` if numbers are left over."""
        if self._at != self._numbers.size:
            raise self.fault(f"{self._numbers.size - self._at} numbers are left over at its end")

    def fault(self, reason: str) -> BytesUnreadable:
        return BytesUnreadable(f"{self._what} cannot be read: {reason}; fetch or build it anew")

    def _decoded(self, raw: NDArray[np.uint8]) -> Ints:
        last = np.flatnonzero(raw < 128)
        if raw.size and (last.size == 0 or last[-1] != raw.size - 1):
            raise self.fault("it ends within a number")
        first = np.concatenate((np.zeros(min(1, last.size), np.int64), last[:-1] + 1))
        lengths = last - first + 1
        if lengths.size and lengths.max() > _MOST_BYTES:
            raise self.fault("a number is too long")
        if not lengths.size:
            return np.zeros(0, np.int64)
        place = np.arange(raw.size) - np.repeat(first, lengths)
        numbers: Ints = np.add.reduceat((raw & 127).astype(np.int64) << (7 * place), first)
        if numbers.max() > _LARGEST:
            raise self.fault("a number is too large")
        return numbers


def bit_runs(bits: NDArray[np.bool_]) -> bytes:
    """What `VarintReader.bits` reads: lengths that alternate, beginning with those that are out."""
    lengths, values = runs_of(bits)
    if values.size and values[0]:
        lengths = np.concatenate(([0], lengths))
    return uvarints(lengths)
