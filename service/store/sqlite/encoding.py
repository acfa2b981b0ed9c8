"""Values <-> what a SQLite column holds. Times are whole microseconds since 1970 in UTC."""

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import numpy as np

from alerts.model import Revision
from alerts.ports import Numbers, Runs
from geo.area import Area

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
# Endpoints are padded to whole blocks, so that a freed slot fits the next phone (migrations.py).
_ENDPOINT_BLOCK = 64
_LENGTH_BYTES = 2


def micros(time: datetime) -> int:
    """Raises TypeError for a time without a zone."""
    return (time - _EPOCH) // _MICROSECOND


def moment(value: int) -> datetime:
    return _EPOCH + value * _MICROSECOND


def moment_or_none(value: int | None) -> datetime | None:
    return None if value is None else moment(value)


def pack(numbers: Numbers) -> bytes:
    """Little-endian int64, eight bytes each."""
    return np.ascontiguousarray(numbers, "<i8").tobytes()


def unpack(blob: bytes) -> Numbers:
    return np.frombuffer(blob, "<i8").astype(np.int64)


def unpack_runs(blob: bytes) -> Runs:
    """Shape (n, 2): what `pack` made of runs."""
    return unpack(blob).reshape(-1, 2)


def listed(numbers: Numbers) -> str:
    """A JSON array (nested for runs), for `json_each` to read as a table."""
    return msgspec.json.encode(numbers.tolist()).decode()


def pack_endpoint(endpoint: str) -> bytes:
    """Length (2 bytes), UTF-8, zeros up to a whole block."""
    text = endpoint.encode()
    body = len(text).to_bytes(_LENGTH_BYTES, "little") + text
    return body.ljust(-(-len(body) // _ENDPOINT_BLOCK) * _ENDPOINT_BLOCK, b"\0")


def unpack_endpoint(blob: bytes) -> str:
    length = int.from_bytes(blob[:_LENGTH_BYTES], "little")
    return blob[_LENGTH_BYTES : _LENGTH_BYTES + length].decode()


def _encode_area(value: Any) -> bytes:
    if isinstance(value, Area):
        return value.to_wkb()
    raise NotImplementedError(f"{type(value).__name__} has no stored form")


def _decode_area(kind: type, value: Any) -> Any:
    if kind is Area:
        return Area.from_wkb(value)
    raise NotImplementedError(f"{kind.__name__} has no stored form")


_encoder = msgspec.msgpack.Encoder(enc_hook=_encode_area)
_decoder = msgspec.msgpack.Decoder(Revision, dec_hook=_decode_area)


def pack_revision(revision: Revision) -> bytes:
    """MessagePack; the area within is WKB."""
    return _encoder.encode(revision)


def unpack_revision(blob: bytes) -> Revision:
    return _decoder.decode(blob)
