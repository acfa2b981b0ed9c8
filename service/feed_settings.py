"""`[[feeds]]` of the settings: which sources are watched, how often, and what they may do alone."""

import re
from base64 import b64decode
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from alerts.push.endpoints import is_loopback_address

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_PIN = re.compile(r"sha256//([A-Za-z0-9+/]{43}=)")
_SHORTEST_S, _LONGEST_S = 10, 3600


class FeedSetting(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One source.

    name: small letters, digits and `-`; stands in tables, metrics and the log for good.
    address: https; in training also http or https of this machine.
    titles: its name for readers, by language; empty: `name`.
    form: `pointers`, an Atom or RSS feed that leads to the warnings; `whole`, a document that is
        the warning or holds it.
    every_s: seconds between two questions. at_second: past each minute, for feeds made anew once a
        minute (JMA asks for 20).
    senders: whose warnings may go out without a person when they come this way; empty: nobody's.
    pin: `sha256//…` of its public key, as libcurl takes it, several with `;` between; without it
        nothing that comes this way goes out without a person.
    jurisdiction: keys of official areas beyond which nothing goes out without a person; empty: the
        town.
    most_km2: no larger area without a person. most_per_hour: no more revisions in an hour.
    mapping: file that says what the properties of its GeoJSON mean.
    ca_file: PEM of the authorities to trust instead of the usual ones; training mode only.
    """

    name: str
    address: str
    titles: dict[str, str] = msgspec.field(default_factory=dict)
    form: Literal["pointers", "whole"] = "pointers"
    every_s: int = 60
    at_second: int | None = None
    senders: tuple[str, ...] = ()
    pin: str = ""
    jurisdiction: tuple[str, ...] = ()
    most_km2: float = 5_000.0
    most_per_hour: int = 20
    mapping: Path | None = None
    ca_file: Path | None = None

    @property
    def is_loopback(self) -> bool:
        """Whether it lies on this machine."""
        host = _host(self.address)
        return host == "localhost" or is_loopback_address(host)

    @property
    def is_pinned(self) -> bool:
        return bool(self.pin)


def faults(feeds: tuple[FeedSetting, ...], *, is_real: bool) -> tuple[str, ...]:
    """What cannot hold, each a sentence that says what to write instead."""
    found = [f"{one.name}: {fault}" for one in feeds if (fault := _fault(one, is_real=is_real))]
    names = [one.name for one in feeds]
    found += [f"{name}: two feeds have this name" for name in names if names.count(name) > 1]
    return tuple(found)


def _fault(one: FeedSetting, *, is_real: bool) -> str | None:
    if not _NAME.fullmatch(one.name):
        return "write a name of small letters, digits and -, at most 40"
    if (fault := _address_fault(one, is_real=is_real)) is not None:
        return fault
    if not _SHORTEST_S <= one.every_s <= _LONGEST_S:
        return f"every_s: write seconds from {_SHORTEST_S} to {_LONGEST_S}"
    if one.at_second is not None and (not 0 <= one.at_second < 60 or one.every_s % 60):
        return "at_second: write 0 to 59, and whole minutes in every_s"
    if not one.most_km2 >= 0 or one.most_per_hour < 0:
        return "most_km2 and most_per_hour: write no number below 0"
    return _file_fault(one, is_real=is_real)


def _address_fault(one: FeedSetting, *, is_real: bool) -> str | None:
    host, scheme = _host(one.address), urlsplit(one.address).scheme if _host(one.address) else ""
    if not host or scheme not in ("http", "https") or (scheme == "http" and not one.is_loopback):
        return "address: write one that begins with https://"
    if "@" in urlsplit(one.address).netloc:
        return "address: write no name and no password into it; the status page may show it"
    if is_real and (scheme != "https" or one.is_loopback):
        return "address: real mode asks https addresses of other machines only"
    if one.pin and scheme != "https":
        return "pin: only an https address shows a key"
    if one.pin and not all(_is_pin(part) for part in one.pin.split(";")):
        return "pin: write sha256// and the 44 characters of the key's digest (docs/operations.md)"
    return None


def _file_fault(one: FeedSetting, *, is_real: bool) -> str | None:
    if one.ca_file is not None and is_real:
        return "ca_file: for training mode only; take it out"
    for name, file in (("mapping", one.mapping), ("ca_file", one.ca_file)):
        if file is not None and not file.is_file():
            return f"{name}: {file} is not there; name another file"
    return None


def _is_pin(part: str) -> bool:
    found = _PIN.fullmatch(part)
    return found is not None and len(b64decode(found.group(1))) == 32


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
