"""The key that signs the log's heads: one Ed25519 key per service, `audit-<id>.pem`, 0600.

Its public half lies beside the exported heads, so that they can be verified elsewhere. Note its id
on paper when it is made: whoever exchanges key and heads together is found by that.
"""

import hashlib
from pathlib import Path

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from service.keys import KeysRefused
from service.private_files import is_private, make_private_folder, write_private

_ID_BYTES = 8


class AuditKey(msgspec.Struct, frozen=True, kw_only=True):
    private: Ed25519PrivateKey
    key_id: str


def audit_key(folder: Path) -> AuditKey:
    """The newest key in `folder`; made if there is none. Raises KeysRefused."""
    files = sorted(folder.glob("audit-*.pem"), key=lambda file: file.stat().st_mtime_ns)
    if files:
        return _read(files[-1])
    private = Ed25519PrivateKey.generate()
    key_id = id_of(private.public_key())
    make_private_folder(folder)
    content = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    write_private(folder / f"audit-{key_id}.pem", content, over=False)
    return AuditKey(private=private, key_id=key_id)


def own_public_keys(folder: Path) -> dict[str, Ed25519PublicKey]:
    """By id, of every signing key in `folder`. Raises KeysRefused."""
    keys = map(_read, sorted(folder.glob("audit-*.pem")))
    return {key.key_id: key.private.public_key() for key in keys}


def public_keys_in(file: Path) -> dict[str, Ed25519PublicKey]:
    """The one public key in a PEM file, by its id. Raises KeysRefused."""
    try:
        key = load_pem_public_key(file.read_bytes())
    except (OSError, ValueError) as error:
        raise KeysRefused(f"{file} holds no public key ({error}); name another file") from error
    if not isinstance(key, Ed25519PublicKey):
        raise KeysRefused(f"{file} holds no Ed25519 key; name the one exported with the heads")
    return {id_of(key): key}


def public_pem(key: AuditKey) -> bytes:
    public = key.private.public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def id_of(key: Ed25519PublicKey) -> str:
    """16 hexadecimal digits of SHA-256 over the raw public key."""
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()[: 2 * _ID_BYTES]


def _read(file: Path) -> AuditKey:
    if not is_private(file):
        raise KeysRefused(f"others may read {file}, or it is not ours. Run: chmod 600 {file}")
    try:
        private = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise KeysRefused(f"{file} is damaged; put it back from its offline copy") from error
    if not isinstance(private, Ed25519PrivateKey):
        raise KeysRefused(f"{file} is not an Ed25519 key; put the right file back")
    return AuditKey(private=private, key_id=id_of(private.public_key()))
