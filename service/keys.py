"""VAPID keys on disk: a life of their own, outside the store (DESIGN section 6).

One file per key, `<purpose>-<key_id>.pem` (PKCS#8, 0600), and `<purpose>.current` with the id of
the key that new phones subscribe with. The purpose is the service's mode; `training` keys reach
loopback services only. Whoever loses a real key loses every phone that subscribed with it. The
`desk` has a key of its own, for rings to its staff: theirs are other phones, and few.
"""

from collections.abc import Collection
from pathlib import Path
from typing import Literal

import msgspec
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from alerts.push.endpoints import PushService
from alerts.push.vapid import VapidKey, vapid_key
from geo.errors import HanshoError
from service.private_files import is_private, make_private_folder, write_private

Purpose = Literal["real", "training", "desk"]

_PREFIXES: dict[Purpose, str] = {"real": "vapid", "training": "training", "desk": "desk"}


class KeysRefused(HanshoError):
    """The VAPID keys cannot be used; the message says what to do."""


class KeyRing(msgspec.Struct, frozen=True, kw_only=True):
    """All keys of one purpose. Rotation adds one; older ones go on signing for older phones."""

    purpose: Purpose
    current: VapidKey
    keys: dict[str, VapidKey]

    @property
    def ids(self) -> frozenset[str]:
        return frozenset(self.keys)

    def find(self, key_id: str) -> VapidKey | None:
        return self.keys.get(key_id)


def load_keys(folder: Path, purpose: Purpose) -> KeyRing:
    """Reads all keys of `purpose`. Raises KeysRefused: none there, loose permissions, damage."""
    keys = {key.key_id: key for key in map(_read, _files(folder, purpose))}
    if not keys:
        raise KeysRefused(
            f"no {purpose} VAPID key in {folder}. If phones are registered already, put the key "
            "back from its offline copy; else run: hansho keys init"
        )
    current = _current_id(folder, purpose, keys)
    return KeyRing(purpose=purpose, current=keys[current], keys=keys)


def desk_keys(folder: Path) -> KeyRing:
    """The desk's own, made on first need: whoever loses it sets up a handful of devices anew."""
    if not _files(folder, "desk"):
        create_key(folder, "desk")
    return load_keys(folder, "desk")


def check_keys(ring: KeyRing, needed: frozenset[str]) -> None:
    """Refuses to start without a key that registered phones depend on: they would be lost.

    `needed` is `SubscriptionStore.key_ids()`. Raises KeysRefused.
    """
    missing = sorted(needed - ring.keys.keys())
    if missing:
        raise KeysRefused(
            f"phones are registered with VAPID keys that are not here: {', '.join(missing)}. Put "
            f"{_PREFIXES[ring.purpose]}-{missing[0]}.pem back from its offline copy. A new key "
            "does not help: push services refuse it for these phones."
        )


def check_reach(
    ring: KeyRing, services: tuple[PushService, ...], stand_ins: Collection[str] = ()
) -> None:
    """Keeps training keys on this machine. Raises KeysRefused.

    `stand_ins` are origins of services that something on the loopback stands in for.
    """
    far = [one.origin for one in services if not (one.is_loopback or one.origin in stand_ins)]
    if ring.purpose == "training" and far:
        raise KeysRefused(f"a training key reaches loopback services only, not {', '.join(far)}")


def create_key(folder: Path, purpose: Purpose, *, rotating: bool = False) -> Path:
    """Makes a key, makes it the current one, and returns its file.

    Raises KeysRefused if there is a key and `rotating` is not set. Never writes over a key.
    """
    if _files(folder, purpose) and not rotating:
        raise KeysRefused(
            f"{folder} holds a {purpose} VAPID key already; nothing was written. To add a newer "
            "one that phones change to when they open the app, run: hansho keys rotate"
        )
    make_private_folder(folder)
    private = ec.generate_private_key(ec.SECP256R1())
    key_id = vapid_key(private).key_id
    file = folder / f"{_PREFIXES[purpose]}-{key_id}.pem"
    write_private(
        file, private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()), over=False
    )
    write_private(_current_file(folder, purpose), f"{key_id}\n".encode(), over=True)
    return file


def _files(folder: Path, purpose: Purpose) -> list[Path]:
    return sorted(folder.glob(f"{_PREFIXES[purpose]}-*.pem"))


def _current_file(folder: Path, purpose: Purpose) -> Path:
    return folder / f"{_PREFIXES[purpose]}.current"


def _current_id(folder: Path, purpose: Purpose, keys: dict[str, VapidKey]) -> str:
    file = _current_file(folder, purpose)
    named = file.read_text("ascii").strip() if file.exists() else ""
    if named in keys:
        return named
    if not named and len(keys) == 1:
        return next(iter(keys))
    raise KeysRefused(
        f"{file} does not name one of the keys beside it ({', '.join(sorted(keys))}). Write the id "
        "of the key that new phones are to use into it; the newest, if you are not sure."
    )


def _read(file: Path) -> VapidKey:
    if not is_private(file):
        raise KeysRefused(f"others may read {file}, or it is not ours. Run: chmod 600 {file}")
    try:
        private = load_pem_private_key(file.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise KeysRefused(f"{file} is damaged; put it back from its offline copy") from error
    if not isinstance(private, ec.EllipticCurvePrivateKey) or private.curve.name != "secp256r1":
        raise KeysRefused(f"{file} is not a P-256 key; put the right file back")
    key = vapid_key(private)
    if file.stem.split("-", 1)[1] != key.key_id:
        raise KeysRefused(f"{file} holds the key {key.key_id}: name the file after what it holds")
    return key
