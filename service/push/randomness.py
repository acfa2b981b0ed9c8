"""What is drawn from the operating system's randomness: a salt per push, a sender key per phone.

No counter, no state: a forked process shares nothing with its parent.
"""

import os
from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric import ec

from alerts.push.envelope import SALT_BYTES

Randomness = Callable[[int], bytes]

_P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
# 64 bits more than the order makes the bias of the remainder negligible (FIPS 186-5, A.2.1).
_SEED_BYTES = 40


def new_salt() -> bytes:
    """16 bytes, fresh at every encryption."""
    return os.urandom(SALT_BYTES)


def new_sender_key(randomness: Randomness = os.urandom) -> ec.EllipticCurvePrivateKey:
    """A fresh key for one phone. It is discarded after the agreement and never signs anything."""
    seed = int.from_bytes(randomness(_SEED_BYTES))
    return ec.derive_private_key(seed % (_P256_ORDER - 1) + 1, ec.SECP256R1())
