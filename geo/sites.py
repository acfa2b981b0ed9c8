"""Sites (指定緊急避難場所: escape now), shelters (指定避難所: stay afterwards) and their states.

Section SITE of the city bundle, JSON. Positions are `[lon5, lat5]`, units of 10⁻⁵°. Only a site is
ever the target of a way. A state is never in the bundle: what nobody has said is unknown.
"""

from enum import StrEnum

import msgspec

from geo.streets import MOST_LAT5, MOST_LON5
from geo.unreadable import BytesUnreadable, json_of

# The order is the number of the bit in `Site.hazards` and of the hazard in a bundle.
HAZARDS = (
    "flood",
    "landslide",
    "storm_surge",
    "earthquake",
    "tsunami",
    "fire",
    "inland_flood",
    "volcano",
)
NUMBER_OF = {hazard: number for number, hazard in enumerate(HAZARDS)}

_MOST_SITES = 100_000
_LARGEST_DM = 2**26


class SiteState(StrEnum):
    """What the town says of a site just now."""

    OPEN = "open"
    FULL = "full"
    CLOSED = "closed"
    UNKNOWN = "unknown"


class Site(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A designated place to escape to.

    `node` is where it is entered from the streets, `off_dm` the straight way from there; None if
    it lies more than 150 m off them, and then no way leads to it. `hazards` has bit n set where the
    site is designated for `HAZARDS[n]`, less what its remark takes away. `floors` are the lowest
    floors to go to and `parts` the part to go to (`geo.remarks.INDOORS`, `OUTDOORS`), by hazard, as
    the remark says (`geo.remarks`); the remark itself stands as it was written.
    `spread` are decimetres added to the start cost, by hazard, so that capacities are not exceeded.
    """

    id: str
    name: dict[str, str]
    at: tuple[int, int]
    node: int | None
    off_dm: int = 0
    hazards: int
    remark: str = ""
    floors: dict[str, int] = {}
    parts: dict[str, str] = {}
    capacity: int | None = None
    spread: dict[str, int] = {}
    address: str = ""

    def designated_for(self, hazard: str) -> bool:
        return bool(self.hazards >> NUMBER_OF[hazard] & 1)


class Shelter(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place to stay afterwards, shown once the town opens it; never the target of a way.

    `hazards` is None: the national file has no flags for shelters. `restricted_to` says for whom it
    is kept; empty for everyone.
    """

    id: str
    name: dict[str, str]
    at: tuple[int, int]
    hazards: int | None = None
    remark: str = ""
    restricted_to: str = msgspec.field(name="for", default="")


class Places(msgspec.Struct, frozen=True):
    """Section SITE. A site's position in `sites` is its number, the tie-break between equals."""

    sites: tuple[Site, ...]
    shelters: tuple[Shelter, ...] = ()


def mask_of(*hazards: str) -> int:
    """The bits of these hazards. Raises KeyError for one that is none of `HAZARDS`."""
    return sum(1 << NUMBER_OF[hazard] for hazard in set(hazards))


def encode_places(places: Places) -> bytes:
    """The bytes of section SITE."""
    return msgspec.json.encode(places)


def decode_places(raw: bytes, nodes: int) -> Places:
    """Reads section SITE of a graph with `nodes` nodes. Raises `BytesUnreadable`."""
    places = json_of(raw, Places, "the list of sites")
    if max(len(places.sites), len(places.shelters)) > _MOST_SITES:
        raise BytesUnreadable(f"more than {_MOST_SITES} sites are not read; build a smaller city")
    names = [site.id for site in places.sites]
    if len(set(names)) < len(names):
        raise BytesUnreadable("two sites have one id; give each its own and build the city anew")
    for site in places.sites:
        if not _is_sound(site, nodes):
            raise BytesUnreadable(f"site {site.id} has a value out of range; build the city anew")
    for shelter in places.shelters:
        if not _is_on_earth(shelter.at):
            raise BytesUnreadable(f"shelter {shelter.id} is nowhere on earth; build the city anew")
    return places


def _is_sound(site: Site, nodes: int) -> bool:
    return (
        _is_on_earth(site.at)
        and (site.node is None or 0 <= site.node < nodes)
        and 0 <= site.off_dm < _LARGEST_DM
        and 0 <= site.hazards < 1 << len(HAZARDS)
        and (site.capacity is None or site.capacity >= 0)
        and all(hazard in NUMBER_OF for hazard in (*site.spread, *site.floors, *site.parts))
        and all(0 <= extra < _LARGEST_DM for extra in site.spread.values())
    )


def _is_on_earth(at: tuple[int, int]) -> bool:
    return abs(at[0]) <= MOST_LON5 and abs(at[1]) <= MOST_LAT5
