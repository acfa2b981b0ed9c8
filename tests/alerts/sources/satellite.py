"""Sentences of the satellites for tests: bits at their places, sums that fit (IS-QZSS-DCR, -DCX)."""

from collections.abc import Mapping

Fields = Mapping[tuple[int, int], int]
"""(first bit, number of bits) → value."""

_DATA_BITS, _SUM_BITS = 226, 24
_POLYNOMIAL = 0x1864CFB


def sentence(fields: Fields) -> bytes:
    """One `$QZQSM` line of the satellite 55."""
    inner = f"QZQSM,55,{digits(fields)}"
    total = 0
    for letter in inner:
        total ^= ord(letter)
    return f"${inner}*{total:02X}\r\n".encode()


def digits(fields: Fields) -> str:
    """The same as 63 hexadecimal digits."""
    value = 0
    for (first, bits), number in ({(0, 8): 0x53} | dict(fields)).items():
        assert 0 <= number < 1 << bits, (first, bits, number)
        value |= number << (_DATA_BITS - first - bits)
    whole = (value << _SUM_BITS | _sum_of(value)) << 2
    return f"{whole:063X}"


def _sum_of(value: int) -> int:
    """CRC-24Q of the first 226 bits."""
    rest = value << _SUM_BITS
    for bit in range(_DATA_BITS + _SUM_BITS - 1, _SUM_BITS - 1, -1):
        if rest >> bit & 1:
            rest ^= _POLYNOMIAL << (bit - _SUM_BITS)
    return rest


def dcr(category: int, fields: Fields, **head: int) -> Fields:
    """A report of the agency of 1 July, 03:00 UTC; `rank` 7 is training, `kind` 2 a cancellation."""
    return {
        (8, 6): 43,
        (14, 3): head.get("rank", 1),
        (17, 4): category,
        (21, 4): 7,
        (25, 5): 1,
        (30, 5): 3,
        (35, 6): 0,
        (41, 2): head.get("kind", 0),
        (214, 6): 1,
        **fields,
    }


def dcx(**fields: int) -> Fields:
    """An extended message by CAMF's names; of Japan, if `a2` says nothing else."""
    return {
        (8, 6): 44,
        **{_PLACES[name]: value for name, value in ({"a2": 111, "vn": 1} | fields).items()},
    }


_PLACES = {
    "a1": (24, 2), "a2": (26, 9), "a3": (35, 5), "a4": (40, 7), "a5": (47, 2), "a6": (49, 1),
    "a7": (50, 14), "a8": (64, 2), "a9": (66, 1), "a10": (67, 3), "a11": (70, 10), "a12": (80, 16),
    "a13": (96, 17), "a14": (113, 5), "a15": (118, 5), "a16": (123, 6), "ex1": (146, 16),
    "ex8": (146, 1), "ex9": (147, 64), "vn": (214, 6),
}  # fmt: skip
