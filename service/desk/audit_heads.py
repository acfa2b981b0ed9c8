"""Signed heads of the log, kept off the machine: they show what the chain alone cannot.

Whoever cuts the log's end off, or writes it anew from some entry on, leaves a chain without fault.
A head says "entry n has this hash", signed with Ed25519 over `hansho-audit-head-1\\n`, n and the
time (microseconds since 1970; eight bytes each, big-endian), then the hash. One JSON object a line:
`{"n", "at", "hash", "key", "signature"}`, hashes and signatures in hexadecimal. Lines are only
ever added, so that a head put in place of another shows too.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from geo.errors import HanshoError
from service.desk.audit import Fault, What
from service.desk.ports import AuditRow

HEADS_FILE = "audit-heads.jsonl"

_MARK = b"hansho-audit-head-1\n"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class HeadUnreadable(HanshoError):
    """The file holds a line that is no head; fetch the file again from where heads are kept."""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What the newest row was at `at`. `hash`, `signature`: hexadecimal; `key`: id of the key."""

    n: int
    at: datetime
    hash: str
    key: str
    signature: str


def signed_head(row: AuditRow, at: datetime, key: Ed25519PrivateKey, key_id: str) -> Head:
    signature = key.sign(_told(row.n, at, row.hash)).hex()
    return Head(n=row.n, at=at, hash=row.hash.hex(), key=key_id, signature=signature)


def line_of(head: Head) -> bytes:
    return msgspec.json.encode(head) + b"\n"


def read_heads(content: bytes) -> tuple[Head, ...]:
    """Raises HeadUnreadable, naming the line. A line without its end is left out: a crash cut the
    write of it off."""
    lines = enumerate(content.splitlines(), 1)
    return tuple(_read(number, line) for number, line in lines if line.endswith(b"}"))


def faults_of(
    heads: Iterable[Head], hashes: Mapping[int, bytes], keys: Mapping[str, Ed25519PublicKey]
) -> list[Fault]:
    """What the heads say against the log; `hashes` are its rows', by n."""
    found: list[Fault] = []
    for head in heads:
        against = _against(head, hashes, keys)
        if against is not None:
            what, reason = against
            found.append(Fault(n=head.n, what=what, reason=reason))
    return found


def _against(
    head: Head, hashes: Mapping[int, bytes], keys: Mapping[str, Ed25519PublicKey]
) -> tuple[What, str] | None:
    key = keys.get(head.key)
    if key is None:
        said = f"its head is signed with a key that is not ours ({head.key}): it was exchanged"
        return "key", said
    try:
        signature, told = bytes.fromhex(head.signature), bytes.fromhex(head.hash)
        key.verify(signature, _told(head.n, head.at, told))
    except (InvalidSignature, ValueError):
        return "signature", "its head's signature is wrong: the head was changed"
    if head.n not in hashes:
        return "cut", "a head was exported for it, and the log ends before: entries were cut off"
    if told != hashes[head.n]:
        said = "its head names another content: the log was written anew, or the head exchanged"
        return "anew", said
    return None


def _told(n: int, at: datetime, digest: bytes) -> bytes:
    micros = (at - _EPOCH) // timedelta(microseconds=1)
    return _MARK + n.to_bytes(8, "big") + micros.to_bytes(8, "big", signed=True) + digest


def _read(number: int, line: bytes) -> Head:
    try:
        return msgspec.json.decode(line, type=Head)
    except msgspec.MsgspecError as error:
        raise HeadUnreadable(
            f"line {number} is no head ({error}); fetch the file again from where heads are kept"
        ) from error
