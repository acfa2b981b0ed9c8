"""What a look at the whole log comes to: its rows by themselves, and against their heads."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from service.desk.audit import Fault, Verifier
from service.desk.audit_heads import Head, faults_of
from service.desk.ports import AuditRow


class Findings(msgspec.Struct, frozen=True, kw_only=True):
    """`covered`: the highest entry that a head names, 0 without heads. Entries after it could still
    be exchanged unseen."""

    entries: int
    heads: int
    covered: int
    faults: tuple[Fault, ...]


def examined(
    rows: Iterable[AuditRow], heads: Sequence[Head], keys: Mapping[str, Ed25519PublicKey]
) -> Findings:
    """`keys`: the public keys that heads may be signed with, by id."""
    verifier = Verifier()
    verifier.take(rows)
    faults = [*verifier.faults, *faults_of(heads, verifier.hashes, keys)]
    return Findings(
        entries=len(verifier.hashes),
        heads=len(heads),
        covered=max((head.n for head in heads), default=0),
        faults=tuple(sorted(faults, key=lambda one: one.n)),
    )
