"""Sealing with a salt from the operating system at every encryption: first try, retry, after a
crash, from a restored backup. No counter, no state, so nothing can be replayed (DESIGN section 6).
"""

from alerts.ports import Address, AgreedKey
from alerts.push.envelope import KeyRefused, agree, seal
from alerts.push.refusal import Refusal
from service.push.randomness import new_salt as new_salt
from service.push.randomness import new_sender_key


def sealed(plaintext: bytes, key: AgreedKey) -> bytes:
    """The encrypted body for one phone; two calls never give the same bytes."""
    return seal(plaintext, key, new_salt())


def sealed_for(address: Address, plaintext: bytes) -> bytes | Refusal:
    """The encrypted body for a phone, agreeing a key on the spot if quiet time did not come yet."""
    if address.agreed is not None:
        return sealed(plaintext, address.agreed)
    try:
        key = agree(address.public_key, address.auth, new_sender_key())
    except KeyRefused as refused:
        return Refusal(str(refused))
    return sealed(plaintext, key)
