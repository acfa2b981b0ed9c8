"""Encryption per message: ours beside pywebpush and http_ece, in one run on the same phones.

The libraries agree a key at every message; ours agreed it in quiet time. So that nobody is misled,
ours is also measured with the agreement included. CPU time of this process; medians over pairs, in
which the order of the contestants alternates.
"""

import gc
import os
import statistics
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable

import http_ece
import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from pywebpush import WebPusher

from alerts.ports import AgreedKey
from alerts.push.envelope import agree, public_bytes
from service.push.agreeing import new_sender_key
from service.push.sealing import sealed


class Phone(msgspec.Struct, frozen=True, kw_only=True):
    """What a server holds of a phone, in the shapes that the contestants want."""

    public_key: bytes
    auth: bytes
    agreed: AgreedKey
    subscription: dict[str, object]


Contestant = Callable[[bytes, Phone], bytes]


def ours(plaintext: bytes, phone: Phone) -> bytes:
    return sealed(plaintext, phone.agreed)


def ours_agreeing(plaintext: bytes, phone: Phone) -> bytes:
    return sealed(plaintext, agree(phone.public_key, phone.auth, new_sender_key()))


def by_pywebpush(plaintext: bytes, phone: Phone) -> bytes:
    return bytes(WebPusher(phone.subscription).encode(plaintext)["body"])


def by_http_ece(plaintext: bytes, phone: Phone) -> bytes:
    key = ec.generate_private_key(ec.SECP256R1())
    body = http_ece.encrypt(plaintext, private_key=key, dh=phone.public_key, auth_secret=phone.auth)
    return bytes(body)


CONTESTANTS: dict[str, Contestant] = {
    "ours": ours,
    "ours_agreeing": ours_agreeing,
    "pywebpush": by_pywebpush,
    "http_ece": by_http_ece,
}
WORDS = {
    "ours": "hansho, key agreed in quiet time",
    "ours_agreeing": "hansho, key agreed at each message",
    "pywebpush": "pywebpush, WebPusher.encode",
    "http_ece": "http_ece.encrypt",
}
_PEERS = ("pywebpush", "http_ece")


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """Median items per CPU second by contestant, over `pairs` turns of `messages` each."""

    messages: int
    pairs: int
    plaintext_bytes: int
    items_per_cpu_s: dict[str, float]


def measure(messages: int, pairs: int, plaintext_bytes: int) -> Measured:
    """Seals one plaintext for `messages` phones, `pairs` times by each contestant."""
    plaintext = os.urandom(plaintext_bytes)
    phones = [_phone() for _ in range(messages)]
    speeds: dict[str, list[float]] = {name: [] for name in CONTESTANTS}
    for pair in range(pairs):
        names = list(CONTESTANTS) if pair % 2 == 0 else list(reversed(CONTESTANTS))
        for name in names:
            speeds[name].append(_items_per_cpu_s(CONTESTANTS[name], plaintext, phones))
    return Measured(
        messages=messages,
        pairs=pairs,
        plaintext_bytes=plaintext_bytes,
        items_per_cpu_s={name: statistics.median(each) for name, each in speeds.items()},
    )


def report(measured: Measured) -> dict[str, object]:
    """The last line of `hansho bench` (DESIGN section 12); a ratio above 1: ours is better."""
    speed = measured.items_per_cpu_s
    ratios = {name: round(speed["ours"] / speed[name], 2) for name in _PEERS}
    for name in _PEERS:
        ratios[f"{name}_with_agreement"] = round(speed["ours_agreeing"] / speed[name], 2)
    result = {
        "size": measured.messages,
        "plaintext_bytes": measured.plaintext_bytes,
        "ours": {
            "items_per_cpu_s": round(speed["ours"]),
            "items_per_cpu_s_with_agreement": round(speed["ours_agreeing"]),
        },
        "peers": {name: {"items_per_cpu_s": round(speed[name])} for name in _PEERS},
        "ratios": ratios,
    }
    return {"bench": "encryption", "results": [result]}


def _items_per_cpu_s(seal: Contestant, plaintext: bytes, phones: list[Phone]) -> float:
    gc.collect()
    start = time.process_time()
    for phone in phones:
        seal(plaintext, phone)
    return len(phones) / max(time.process_time() - start, 1e-9)


def _phone() -> Phone:
    public_key = public_bytes(new_sender_key().public_key())
    auth = os.urandom(16)
    keys = {"p256dh": _base64(public_key), "auth": _base64(auth)}
    return Phone(
        public_key=public_key,
        auth=auth,
        agreed=agree(public_key, auth, new_sender_key()),
        subscription={"endpoint": "https://push.example.org/1", "keys": keys},
    )


def _base64(raw: bytes) -> str:
    return urlsafe_b64encode(raw).rstrip(b"=").decode()
