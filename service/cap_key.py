"""The key that signs the CAP which the service puts out: `cap.pem` and its certificate `cap.crt`.

Made when it is first needed, beside the VAPID keys. Losing it loses no phone; readers who pinned
its certificate have to be told of the new one. A town with a certificate of an authority puts both
files there itself (docs/operations.md).
"""

import os
import stat
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from alerts.channels.cap_signing import CapKey
from service.keys import KeysRefused

_BITS = 3072
_LASTS = timedelta(days=3650)
# An alert issued before the key was made is signed too: its time has to lie in the certificate's.
_REACHES_BACK = timedelta(days=365)
_LONGEST_NAME = 64


def cap_key(folder: Path, host: str, now: datetime) -> CapKey:
    """Reads the key of `folder`, or makes one for `host`. Raises KeysRefused for a damaged one."""
    pem, certificate = folder / "cap.pem", folder / "cap.crt"
    if not pem.exists():
        _create(pem, certificate, host, now)
    if stat.S_IMODE(pem.stat().st_mode) & 0o077:
        raise KeysRefused(f"others may read {pem}. Run: chmod 600 {pem}")
    try:
        key = load_pem_private_key(pem.read_bytes(), password=None)
        x509.load_pem_x509_certificate(certificate.read_bytes())
    except (OSError, ValueError, TypeError) as error:
        raise KeysRefused(
            f"{pem} or {certificate.name} cannot be read: put both back from their copy, or move "
            "both away, and a new pair is made"
        ) from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise KeysRefused(f"{pem} is no RSA key: CAP is signed by RSA here")
    return CapKey(key, certificate.read_text("ascii"))


def _create(pem: Path, certificate: Path, host: str, now: datetime) -> None:
    """The certificate first: a key without one would be taken for damage after a crash."""
    key = rsa.generate_private_key(65537, _BITS)
    pem.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    certificate.write_bytes(_certificate(key, host, now).public_bytes(Encoding.PEM))
    draft = pem.with_name(f".{pem.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    draft.replace(pem)


def _certificate(key: rsa.RSAPrivateKey, host: str, now: datetime) -> x509.Certificate:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host[:_LONGEST_NAME])])
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - _REACHES_BACK)
        .not_valid_after(now + _LASTS)
        .sign(key, hashes.SHA256())
    )
