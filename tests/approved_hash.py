"""What two people signed, worked out from nothing but the bytes that phones decrypted.

By docs/decisions/0020 and docs/formats.md; no code is shared with the service.
"""

import hashlib
from base64 import urlsafe_b64decode
from collections.abc import Iterable
from typing import Any

import msgspec


def approved_hash(payloads: Iterable[bytes]) -> str:
    """Of one revision, as phones of every language and relation got it; hexadecimal.

    Fails where they do not agree on what was approved.
    """
    told = tuple(payloads)
    (about,) = {
        (data["mode"], data["phase"], data["id"], str(data["rev"]), data["rest"])
        for data in map(_data, told)
    }
    *names, rest = about
    return _hashed("hansho-approval-2", *names, urlsafe_b64decode(rest + "=").hex(), root_of(told))


def rest_of(ground: bytes, withdrawal: str, all_clear: str) -> str:
    """`data.rest`, hexadecimal, of an area's WKB and the roots of the two prepared endings."""
    return _hashed(hashlib.sha256(ground).hexdigest(), withdrawal, all_clear)


def rest_told(payload: bytes) -> str:
    return urlsafe_b64decode(_data(payload)["rest"] + "=").hex()


def root_of(payloads: Iterable[bytes]) -> str:
    """Each says itself for whom it is; however many phones got it, it counts once."""
    lines = {
        f"{_data(one)['lang']} {_data(one)['relation']} {hashlib.sha256(one).hexdigest()}"
        for one in payloads
    }
    return _hashed(*sorted(lines))


def _data(payload: bytes) -> dict[str, Any]:
    return dict(msgspec.json.decode(payload)["notification"]["data"])


def _hashed(*lines: str) -> str:
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
