"""Text -> the codewords of a QR code (ISO/IEC 18004): bytes, padded, with Reed-Solomon remainders.

Byte mode and level M alone (15 % of a code may be unreadable), versions 1 to 20: at most 666 bytes.
"""

from functools import cache

HIGHEST = 20
_MODE_BYTES = 0b0100
_PADS = (0xEC, 0x11)
_POLYNOMIAL = 0x11D
# ISO/IEC 18004, table 9, level M, by version from 1.
_CHECKS_PER_BLOCK = (10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26)
_BLOCKS = (1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16)


class TooLong(ValueError):
    """The text does not fit; show it as text alone."""


def codewords(text: str) -> tuple[int, bytes]:
    """The smallest version that holds the text as UTF-8, and all its codewords, interleaved.

    Raises TooLong.
    """
    content = text.encode()
    for version in range(1, HIGHEST + 1):
        room = _data_bytes(version)
        if len(content) + _head_bits(version) / 8 <= room:
            return version, _interleaved(_padded(content, version, room), version)
    raise TooLong(f"{len(content)} bytes are too long for a QR code")


def capacity(version: int) -> int:
    """Codewords of a whole code: all modules that are no pattern and no format, by eight."""
    modules = (16 * version + 128) * version + 64
    if version > 1:
        aligned = version // 7 + 2
        modules -= (25 * aligned - 10) * aligned - 55
    return (modules - (36 if version > 6 else 0)) // 8


def _data_bytes(version: int) -> int:
    return capacity(version) - _CHECKS_PER_BLOCK[version - 1] * _BLOCKS[version - 1]


def _head_bits(version: int) -> int:
    return 4 + (8 if version < 10 else 16)


def _padded(content: bytes, version: int, room: int) -> bytes:
    """Mode, length and content; then a terminator as far as it fits, and the fixed fillers."""
    bits = f"{_MODE_BYTES:04b}{len(content):0{_head_bits(version) - 4}b}"
    bits += "".join(f"{byte:08b}" for byte in content)
    bits += "0" * min(4, room * 8 - len(bits))
    bits += "0" * (-len(bits) % 8)
    made = bytes(int(bits[at : at + 8], 2) for at in range(0, len(bits), 8))
    return made + bytes(_PADS[at % 2] for at in range(room - len(made)))


def _interleaved(data: bytes, version: int) -> bytes:
    blocks, checks = _BLOCKS[version - 1], _CHECKS_PER_BLOCK[version - 1]
    short, longer = divmod(len(data), blocks)
    parts, at = [], 0
    for block in range(blocks):
        length = short + (block >= blocks - longer)
        parts.append(data[at : at + length])
        at += length
    remainders = [_remainder(part, checks) for part in parts]
    return bytes(_columns(parts)) + bytes(_columns(remainders))


def _columns(parts: list[bytes]) -> list[int]:
    longest = max(map(len, parts))
    return [part[at] for at in range(longest) for part in parts if at < len(part)]


def _remainder(data: bytes, length: int) -> bytes:
    """Of data(x)·x^length divided by the generator, over GF(256)."""
    divisor, rest = _generator(length), [0] * length
    for byte in data:
        factor = byte ^ rest.pop(0)
        rest.append(0)
        rest = [one ^ product(term, factor) for one, term in zip(rest, divisor, strict=True)]
    return bytes(rest)


@cache
def _generator(length: int) -> tuple[int, ...]:
    """(x - 1)(x - 2)(x - 4)…, highest power first, without the leading 1."""
    terms, root = [0] * (length - 1) + [1], 1
    for _ in range(length):
        for at in range(length):
            following = terms[at + 1] if at + 1 < length else 0
            terms[at] = product(terms[at], root) ^ following
        root = product(root, 2)
    return tuple(terms)


@cache
def product(left: int, right: int) -> int:
    """In GF(256), by ISO/IEC 18004's polynomial."""
    made = 0
    for bit in range(7, -1, -1):
        made = (made << 1) ^ ((made >> 7) * _POLYNOMIAL)
        made ^= ((right >> bit) & 1) * left
    return made
