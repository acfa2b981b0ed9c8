"""The city as it is served: its bundle, packed beforehand, and what changed in its streets since.

Phones load the bundle once and keep it; what changed is a small answer that they ask for whenever
the app is opened (docs/formats.md, "Changes").
"""

import gzip
import hashlib
import logging
import threading
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import brotli
import msgspec

from geo.bundle import Bundle, read_bundle
from geo.changes import CityChanges, EdgeIndex, lost, wire
from geo.ports import CityStore
from geo.sites import SiteState
from geo.stretches import Stretches
from geo.unreadable import BytesUnreadable
from geo.zones import Zones
from pwa.serving import Served
from service.city_ways import CityWays
from service.settings import SettingsRefused

BUNDLE = "city.bundle"
ZONES = "city.zones"
HASH_LENGTH = 16
PART_BYTES = 64 * 1024
"""About 20 KB as it travels: so much at most is lost, 4 s at 50 kbit/s, when a line breaks off."""
_MEDIA_TYPE = "application/octet-stream"
# What the page promises to keep (BRIEF); a larger city is served, and the operator told.
_MOST_KEPT_BYTES = 2**20
_LOST = (
    "closure %d: %d pieces of it are no street of this city any more: close it anew with "
    "`hansho city close`, then `hansho city reopen %d`"
)
_log = logging.getLogger(__name__)


class CityAnswer(msgspec.Struct, frozen=True, kw_only=True):
    """`GET /api/v1/city`. `bytes`, `bytes_br`: the bundle's size, plain and packed; `parts`: the
    hashes of its parts in order, each at `/city/<hash>.part`; `made` in epoch seconds; `name` per
    language of ours; `changes` as `geo.changes.wire` has them."""

    hash: str
    url: str
    parts: list[str]
    bytes: int
    bytes_br: int
    made: int
    name: dict[str, str]
    fictional: bool
    changes: dict[str, Any]


class BuiltCity(msgspec.Struct, frozen=True, eq=False):
    """What `hansho city build` wrote: read, and packed for phones."""

    bundle: Bundle
    file: Served
    parts: tuple[Served, ...] = ()

    @property
    def hash(self) -> str:
        return hash_of(self.file)


class City:
    """One bundle and its store of changes. Every thread may use it."""

    def __init__(self, built: BuiltCity, store: CityStore) -> None:
        """Says in the log which closures have streets that this bundle does not have."""
        self.bundle = built.bundle
        self.file = built.file
        self.parts = [hash_of(part) for part in built.parts]
        self.files: Mapping[str, Served] = {
            f"{built.hash}.bundle": built.file,
            **{f"{hash_of(part)}.part": part for part in built.parts},
        }
        self.hash = built.hash
        self._store = store
        self._guard = threading.Lock()
        self._told: tuple[int, dict[str, Any]] = (-1, {})
        for number, count in lost(self.changes, self.index).items():
            _log.warning(_LOST, number, count, number)

    @cached_property
    def index(self) -> EdgeIndex:
        graph = self.bundle.graph
        return EdgeIndex(graph.lon5, graph.lat5, graph.edges)

    @property
    def changes(self) -> CityChanges:
        return self._store.changes()

    @cached_property
    def ways(self) -> CityWays:
        return CityWays(self.bundle, self.index)

    @cached_property
    def stretches(self) -> Stretches:
        return Stretches(self.bundle.graph)

    def change(
        self,
        decide: Callable[[CityChanges], CityChanges],
        keep: Callable[[CityChanges], None],
    ) -> CityChanges:
        """Makes one change; `decide` is given what holds now, `keep` stores what it decided
        together with the log's entry. Raises what they raise."""
        with self._guard:
            changed = decide(self._store.changes())
            keep(changed)
        return changed

    def site_states(self) -> dict[str, SiteState]:
        """What the town says of its sites now, by each of their names."""
        changes, sites = self._store.changes(), self.bundle.places.sites
        return {name: changes.state_of(one.id) for one in sites for name in one.name.values()}

    def told(self) -> dict[str, Any]:
        """The changes as phones get them; worked out once per change."""
        changes = self._store.changes()
        if self._told[0] != changes.n:
            self._told = (changes.n, wire(changes, self.index, self.hash))
        return self._told[1]

    def answer(self) -> CityAnswer:
        head = self.bundle.head
        return CityAnswer(
            hash=self.hash,
            url=f"/city/{self.hash}.bundle",
            parts=self.parts,
            bytes=len(self.file.plain),
            bytes_br=len(self.file.brotli or self.file.plain),
            made=head.made,
            name=head.name,
            fictional=head.fictional,
            changes=self.told(),
        )


def read_city(folder: Path) -> BuiltCity:
    """Reads `city.bundle` there. Raises SettingsRefused, saying how to make one."""
    file = folder / BUNDLE
    try:
        built = built_city(file.read_bytes())
    except OSError as error:
        reason = f"city: {file}: {error.strerror}; `hansho city build … -o {folder}` makes it"
        raise SettingsRefused(reason) from error
    except BytesUnreadable as error:
        raise SettingsRefused(f"city: {file}: {error}") from error
    if len(built.file.plain) > _MOST_KEPT_BYTES:
        _log.warning("the city bundle is larger than 1 MiB: phones short of room will not keep it")
    return built


def read_zones(folder: Path | None) -> Zones:
    """Reads `city.zones` there; none where the city was built before there were any.

    Raises geo.zone_file.ZonesUnreadable, saying how to make it.
    """
    file = None if folder is None else folder / ZONES
    return Zones() if file is None or not file.exists() else Zones.load(file)


def built_city(raw: bytes) -> BuiltCity:
    """A bundle's bytes, read and packed. Raises geo.unreadable.BytesUnreadable."""
    bundle = read_bundle(raw)
    pieces = (raw[at : at + PART_BYTES] for at in range(0, len(raw), PART_BYTES))
    return BuiltCity(bundle=bundle, file=_packed(raw), parts=tuple(map(_packed, pieces)))


def hash_of(file: Served) -> str:
    """The first `HASH_LENGTH` hexadecimal digits of the SHA-256 of a file packed here."""
    return file.etag.strip('"')


def _packed(raw: bytes) -> Served:
    return Served(
        media_type=_MEDIA_TYPE,
        etag=f'"{hashlib.sha256(raw).hexdigest()[:HASH_LENGTH]}"',
        plain=raw,
        gzip=gzip.compress(raw, 9, mtime=0),
        brotli=brotli.compress(raw),
    )
