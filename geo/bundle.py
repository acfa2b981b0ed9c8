"""One city, one file for the phone: `city.bundle`, read whole or not at all.

Sections with a checksum each, and SHA-256 over everything; byte by byte in docs/formats.md. Unknown
sections are skipped, so that a newer file can carry more.
"""

import hashlib
import zlib
from collections.abc import Iterator, Sequence
from struct import Struct

import msgspec

from geo.context import Feature, decode_context, encode_context
from geo.ground import Ground, decode_ground, encode_ground
from geo.sites import HAZARDS, Places, decode_places, encode_places
from geo.street_bytes import decode_streets, encode_streets
from geo.streets import KY, Names, StreetGraph
from geo.unreadable import BytesUnreadable, json_of

MAGIC = b"HANSHOCB"
VERSION = 1
MOST_BYTES = 64 * 2**20

_START = Struct("<8sBB")
_ENTRY = Struct("<4sII")
_DIGEST_BYTES = 32
_MOST_NAMES = 1_000_000


class Source(msgspec.Struct, frozen=True):
    """Where data came from, as it must be named beside the map. `date` is ISO 8601, or empty."""

    name: str
    attribution: str
    licence: str
    date: str = ""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Section HEAD. `made` in epoch seconds; `bbox5` west, south, east, north in 10⁻⁵°.

    `coverage` are closed rings of [lon5, lat5]: within them the streets are complete, by the
    even-odd rule. `zones` are the hazards for which a zone was mapped.
    """

    v: int = VERSION
    id: str
    name: dict[str, str]
    made: int
    bbox5: tuple[int, int, int, int]
    kx: int
    ky: int = KY
    coverage: tuple[tuple[tuple[int, int], ...], ...] = ()
    sources: tuple[Source, ...] = ()
    counts: dict[str, int] = {}
    fictional: bool = False
    zones: tuple[str, ...] = ()


class Bundle(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """A city. `fields` are the shipped fields' bytes, one a node, by hazard; names in `graph`.

    `zones` are mapped zones to be drawn: `layer` is the hazard's number, counted from 1.
    """

    head: Head
    graph: StreetGraph
    ground: Ground
    places: Places
    fields: dict[str, bytes] = {}
    context: tuple[Feature, ...] = ()
    zones: tuple[Feature, ...] = ()


def write_bundle(bundle: Bundle) -> bytes:
    """The whole file. Raises ValueError if head and graph disagree about kx, ky."""
    if (bundle.head.kx, bundle.head.ky) != (bundle.graph.kx, bundle.graph.ky):
        raise ValueError("head and graph have different kx, ky; take them from the graph")
    sections = (
        (b"HEAD", msgspec.json.encode(bundle.head)),
        (b"GRPH", encode_streets(bundle.graph)),
        (b"NAME", msgspec.json.encode(bundle.graph.names)),
        (b"GRND", encode_ground(bundle.ground)),
        (b"SITE", encode_places(bundle.places)),
        (b"FLDS", _encoded_fields(bundle.fields, len(bundle.graph.lon5))),
        (b"CTXT", encode_context(bundle.context)),
    )
    zones = ((b"ZONE", encode_context(bundle.zones)),) if bundle.zones else ()
    return packed(sections + zones)


def read_bundle(raw: bytes) -> Bundle:
    """Reads a whole file. Raises `geo.unreadable.BytesUnreadable`, saying what is wrong with it."""
    sections = unpacked(raw)
    missing = [tag for tag in ("HEAD", "GRPH", "NAME", "GRND", "SITE") if tag not in sections]
    if missing:
        raise _unreadable(f"section {missing[0]} is missing")
    head = json_of(sections["HEAD"], Head, "section HEAD")
    names = json_of(sections["NAME"], tuple[dict[str, str], ...], "section NAME")
    _check_head(head, names)
    graph = decode_streets(sections["GRPH"], names, head.kx, head.ky)
    return Bundle(
        head=head,
        graph=graph,
        ground=decode_ground(sections["GRND"], len(graph.edges)),
        places=decode_places(sections["SITE"], len(graph.lon5)),
        fields=_decoded_fields(sections.get("FLDS", b"\0"), len(graph.lon5)),
        context=decode_context(sections.get("CTXT", b"\0"), len(names)),
        zones=_decoded_zones(sections.get("ZONE", b"\0")),
    )


def packed(sections: Sequence[tuple[bytes, bytes]]) -> bytes:
    """A file of these (tag, bytes)."""
    start = _START.pack(MAGIC, VERSION, len(sections))
    table = b"".join(_ENTRY.pack(tag, len(raw), zlib.crc32(raw)) for tag, raw in sections)
    whole = start + table + b"".join(raw for _, raw in sections)
    return whole + hashlib.sha256(whole).digest()


def unpacked(raw: bytes) -> dict[str, bytes]:
    """The sections of a file by tag. Raises `BytesUnreadable`."""
    if len(raw) > MOST_BYTES:
        raise _unreadable(f"it is larger than {MOST_BYTES} bytes")
    if len(raw) < _START.size + _DIGEST_BYTES:
        raise _unreadable("it is cut short")
    magic, version, count = _START.unpack_from(raw)
    if magic != MAGIC:
        raise _unreadable("it does not begin as one")
    if version != VERSION:
        raise _unreadable(f"it has version {version}, and this program reads {VERSION}")
    if hashlib.sha256(raw[:-_DIGEST_BYTES]).digest() != raw[-_DIGEST_BYTES:]:
        raise _unreadable("its checksum is wrong")
    return dict(_sections(raw[:-_DIGEST_BYTES], count))


def _sections(raw: bytes, count: int) -> Iterator[tuple[str, bytes]]:
    at = _START.size + count * _ENTRY.size
    seen: set[bytes] = set()
    for number in range(count):
        if at > len(raw):
            raise _unreadable("its sections are cut short")
        tag, length, checksum = _ENTRY.unpack_from(raw, _START.size + number * _ENTRY.size)
        section = raw[at : at + length]
        name = tag.decode("ascii", "replace")
        if len(section) != length or zlib.crc32(section) != checksum or tag in seen:
            raise _unreadable(f"section {name} is cut short, altered or there twice")
        seen.add(tag)
        at += length
        yield name, section
    if at != len(raw):
        raise _unreadable("bytes are left over after its sections")


def _encoded_fields(fields: dict[str, bytes], nodes: int) -> bytes:
    if any(len(field) != nodes for field in fields.values()):
        raise ValueError("a field has one byte for every node")
    kept = [(number, fields[hazard]) for number, hazard in enumerate(HAZARDS) if hazard in fields]
    return bytes([len(kept)]) + b"".join(bytes([number]) + field for number, field in kept)


def _decoded_fields(raw: bytes, nodes: int) -> dict[str, bytes]:
    stride = nodes + 1
    if not raw or raw[0] > len(HAZARDS) or len(raw) != 1 + raw[0] * stride:
        raise _unreadable("its fields do not fit its nodes")
    numbers = [raw[1 + at * stride] for at in range(raw[0])]
    if numbers != sorted(set(numbers)) or any(number >= len(HAZARDS) for number in numbers):
        raise _unreadable("its fields are out of order")
    return {
        HAZARDS[number]: raw[2 + at * stride : 2 + at * stride + nodes]
        for at, number in enumerate(numbers)
    }


def _decoded_zones(raw: bytes) -> tuple[Feature, ...]:
    zones = decode_context(raw, names=1)
    if any(zone.layer > len(HAZARDS) for zone in zones):
        raise _unreadable("a zone is of no hazard")
    return zones


def _check_head(head: Head, names: Sequence[Names]) -> None:
    if head.v != VERSION:
        raise _unreadable(f"its head has version {head.v}, and this program reads {VERSION}")
    if head.ky != KY or not 0 < head.kx <= KY:
        raise _unreadable("its scale kx, ky is none that a place on earth has")
    if not names or names[0] or len(names) > _MOST_NAMES:
        raise _unreadable("its names do not begin with the empty one, or are too many")


def _unreadable(reason: str) -> BytesUnreadable:
    return BytesUnreadable(f"this is no city bundle: {reason}; fetch or build it anew")
