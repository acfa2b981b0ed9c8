"""A QR code as modules (ISO/IEC 18004): for a secret that a person scans instead of typing it."""

from collections.abc import Callable, Iterator
from itertools import pairwise

from service.qr_codewords import codewords

Modules = list[list[bool]]
"""Rows from the top, True is dark; without the quiet zone of four modules around it."""

_MASKS: tuple[Callable[[int, int], int], ...] = (
    lambda x, y: (x + y) % 2,
    lambda _x, y: y % 2,
    lambda x, _y: x % 3,
    lambda x, y: (x + y) % 3,
    lambda x, y: (x // 3 + y // 2) % 2,
    lambda x, y: x * y % 2 + x * y % 3,
    lambda x, y: (x * y % 2 + x * y % 3) % 2,
    lambda x, y: ((x + y) % 2 + x * y % 3) % 2,
)
_FINDER_LIKE = (
    [True, False, True, True, True, False, True] + [False] * 4,
    [False] * 4 + [True, False, True, True, True, False, True],
)
_FORMAT_MASK, _FORMAT_DIVISOR, _VERSION_DIVISOR = 0x5412, 0x537, 0x1F25


def qr_code(text: str) -> Modules:
    """The smallest code of level M that holds the text. Raises TooLong above 666 bytes."""
    version, content = codewords(text)
    drawings = [_Drawing(version, content, mask).modules for mask in range(len(_MASKS))]
    return min(drawings, key=_penalty)


class _Drawing:
    """One code with one mask. `_fixed` are modules of patterns, which carry no data."""

    def __init__(self, version: int, content: bytes, mask: int) -> None:
        self._version = version
        self._size = 17 + 4 * version
        self.modules: Modules = [[False] * self._size for _ in range(self._size)]
        self._fixed: Modules = [[False] * self._size for _ in range(self._size)]
        self._patterns()
        self._format(mask)
        self._about_version()
        self._fill(content, mask)

    def _set(self, x: int, y: int, dark: bool) -> None:
        self.modules[y][x] = dark
        self._fixed[y][x] = True

    def _patterns(self) -> None:
        last = self._size - 1
        for at in range(self._size):
            self._set(6, at, at % 2 == 0)
            self._set(at, 6, at % 2 == 0)
        for x, y in ((3, 3), (last - 3, 3), (3, last - 3)):
            self._rings(x, y, 4, light=(2, 4))
        for x, y in self._aligned():
            self._rings(x, y, 2, light=(1,))
        self._set(8, self._size - 8, True)

    def _rings(self, x: int, y: int, reach: int, light: tuple[int, ...]) -> None:
        """Squares around a middle; what lies outside the code is left out."""
        for dy in range(-reach, reach + 1):
            for dx in range(-reach, reach + 1):
                if 0 <= x + dx < self._size and 0 <= y + dy < self._size:
                    self._set(x + dx, y + dy, max(abs(dx), abs(dy)) not in light)

    def _aligned(self) -> Iterator[tuple[int, int]]:
        """Middles of the alignment patterns: a grid without the corners of the finders."""
        if self._version == 1:
            return
        count = self._version // 7 + 2
        step = (self._version * 8 + count * 3 + 5) // (count * 4 - 4) * 2
        far = self._size - 7
        places = [6, *(far - step * back for back in reversed(range(count - 1)))]
        corners = {(6, 6), (6, far), (far, 6)}
        yield from ((x, y) for x in places for y in places if (x, y) not in corners)

    def _format(self, mask: int) -> None:
        """Level M (00) and the mask, with their check bits, twice."""
        told = (mask << 10 | _check_bits(mask, 10, _FORMAT_DIVISOR)) ^ _FORMAT_MASK
        bits = [bool(told >> at & 1) for at in range(15)]
        far = self._size - 1
        first = [*((8, y) for y in (0, 1, 2, 3, 4, 5, 7)), *((x, 8) for x in (8, 7, 5, 4, 3, 2))]
        first += [(1, 8), (0, 8)]
        second = [(far - at, 8) for at in range(8)] + [(8, far - 6 + at) for at in range(7)]
        for places in (first, second):
            for (x, y), dark in zip(places, bits, strict=True):
                self._set(x, y, dark)

    def _about_version(self) -> None:
        if self._version < 7:
            return
        told = self._version << 12 | _check_bits(self._version, 12, _VERSION_DIVISOR)
        for at in range(18):
            far, near, dark = self._size - 11 + at % 3, at // 3, bool(told >> at & 1)
            self._set(far, near, dark)
            self._set(near, far, dark)

    def _fill(self, content: bytes, mask: int) -> None:
        """In pairs of columns from the right, up and down by turns, past all that is fixed."""
        bits = (byte >> at & 1 for byte in content for at in range(7, -1, -1))
        for x, y in self._path():
            self.modules[y][x] = bool(next(bits, 0)) != (_MASKS[mask](x, y) == 0)

    def _path(self) -> Iterator[tuple[int, int]]:
        up = True
        for right in (*range(self._size - 1, 6, -2), 5, 3, 1):
            for y in range(self._size - 1, -1, -1) if up else range(self._size):
                yield from ((x, y) for x in (right, right - 1) if not self._fixed[y][x])
            up = not up


def _check_bits(value: int, length: int, divisor: int) -> int:
    rest = value
    for _ in range(length):
        rest = (rest << 1) ^ ((rest >> (length - 1)) * divisor)
    return rest


def _penalty(modules: Modules) -> int:
    """How hard a code is to read: ISO/IEC 18004, section 7.8.3."""
    lines = [*modules, *map(list, zip(*modules, strict=True))]
    dark = sum(map(sum, modules)) / len(modules) ** 2
    return sum(map(_of_line, lines)) + _of_squares(modules) + int(abs(dark - 0.5) * 20) * 10


def _of_line(line: list[bool]) -> int:
    runs, length = 0, 1
    for at in range(1, len(line) + 1):
        if at < len(line) and line[at] == line[at - 1]:
            length += 1
            continue
        runs += length - 2 if length >= 5 else 0
        length = 1
    windows = (line[at : at + 11] for at in range(len(line) - 10))
    return runs + 40 * sum(one in _FINDER_LIKE for one in windows)


def _of_squares(modules: Modules) -> int:
    pairs = pairwise(modules)
    return 3 * sum(
        upper[at] == upper[at + 1] == lower[at] == lower[at + 1]
        for upper, lower in pairs
        for at in range(len(upper) - 1)
    )
