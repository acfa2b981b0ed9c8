"""docs/formats.md says enough: a verifier written from its text alone agrees with ours."""

import hashlib
import json
from datetime import UTC, datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from service.audit_keys import id_of
from service.desk.audit_heads import line_of, signed_head
from service.desk.ports import AuditRow
from service.desk.testing import MemoryAuditLog
from tests.ports.test_audit_log import entry

NOW = datetime(2026, 11, 22, 18, 2, 3, 456789, tzinfo=UTC)


def eight(number: int) -> bytes:
    return number.to_bytes(8, "big", signed=True)


def micros(at: datetime) -> int:
    return int(at.replace(microsecond=0).timestamp()) * 10**6 + at.microsecond


def described(row: AuditRow) -> bytes:
    parts = b"hansho-audit-1\n" + row.previous
    parts += eight(row.n) + eight(micros(row.at)) + eight(row.actor)
    for text in (row.act.encode(), row.subject.encode(), row.body):
        parts += eight(len(text)) + text
    return hashlib.sha256(parts).digest()


def test_an_entrys_hash_is_the_one_that_is_described():
    log = MemoryAuditLog()
    rows = [log.append(entry(number)) for number in range(3)]

    assert [row.hash for row in rows] == [described(row) for row in rows]
    assert [row.previous for row in rows] == [bytes(32), rows[0].hash, rows[1].hash]


def test_a_head_is_the_one_that_is_described():
    key, row = Ed25519PrivateKey.generate(), MemoryAuditLog().append(entry(1))
    public = key.public_key()

    told = json.loads(line_of(signed_head(row, NOW, key, id_of(public))))

    at = datetime.fromisoformat(told["at"])
    told_hash = bytes.fromhex(told["hash"])
    signed = b"hansho-audit-head-1\n" + eight(told["n"]) + eight(micros(at)) + told_hash
    public.verify(bytes.fromhex(told["signature"]), signed)
    assert told["key"] == hashlib.sha256(public.public_bytes_raw()).hexdigest()[:16]
