"""Protocol Buffers' wire format, as much of it as Chromium's messaging needs."""

from collections.abc import Iterator

import msgspec

Value = int | bytes


class Field(msgspec.Struct, frozen=True):
    """`value`: bytes for strings and messages, else the number (fixed 64 and 32 included)."""

    number: int
    value: Value


def varint(number: int) -> bytes:
    """An unsigned number, seven bits a byte, the lowest first."""
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def number(field: int, value: int) -> bytes:
    return varint(field << 3) + varint(value)


def fixed64(field: int, value: int) -> bytes:
    return varint(field << 3 | 1) + value.to_bytes(8, "little")


def text(field: int, value: str | bytes) -> bytes:
    """A string, bytes, or a message that is encoded already."""
    data = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(data)) + data


def fields(data: bytes) -> Iterator[Field]:
    """Raises ValueError for what is no message."""
    at = 0
    while at < len(data):
        key, at = take_varint(data, at)
        value, at = _value(data, at, key & 7)
        yield Field(key >> 3, value)


def take_varint(data: bytes, at: int) -> tuple[int, int]:
    """The number that begins at `at`, and where it ends. Raises ValueError if it does not end."""
    result = shift = 0
    for position in range(at, len(data)):
        result |= (data[position] & 0x7F) << shift
        shift += 7
        if data[position] < 0x80:
            return result, position + 1
    raise ValueError("a varint that does not end")


def _value(data: bytes, at: int, wire: int) -> tuple[Value, int]:
    if wire == 0:
        return take_varint(data, at)
    if wire in (1, 5):
        end = at + (8 if wire == 1 else 4)
        return int.from_bytes(data[at:end], "little"), end
    if wire != 2:
        raise ValueError(f"wire type {wire}")
    length, start = take_varint(data, at)
    if start + length > len(data):
        raise ValueError("a field that does not end")
    return data[start : start + length], start + length
