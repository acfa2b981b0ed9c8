"""The city bundle: what is written is read, and nothing else is."""

import hashlib
import random
import zlib
from struct import pack

import msgspec
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from geo.bundle import Bundle, packed, read_bundle, unpacked, write_bundle
from geo.context import Feature, decode_context, encode_context
from geo.field_vectors import random_city
from geo.unreadable import BytesUnreadable

CITIES = st.integers(0, 2**32).map(lambda seed: random_city(random.Random(seed)))
CITY = random_city(random.Random(11))
WHOLE = write_bundle(CITY)
SECTIONS = unpacked(WHOLE)


def _with(**changed: bytes | None) -> bytes:
    """The city with these sections put in place of its own; None leaves one out."""
    sections = SECTIONS | changed
    return packed([(tag.encode(), raw) for tag, raw in sections.items() if raw is not None])


def _signed(body: bytes) -> bytes:
    return body + hashlib.sha256(body).digest()


def _same_city(a: Bundle, b: Bundle) -> bool:
    columns = ("lon5", "lat5", "edges", "edge_class", "edge_flags", "edge_name")
    return (
        all(np.array_equal(getattr(a.graph, one), getattr(b.graph, one)) for one in columns)
        and (a.graph.names, a.graph.kx, a.graph.ky) == (b.graph.names, b.graph.kx, b.graph.ky)
        and (a.head, a.places, a.fields) == (b.head, b.places, b.fields)
        and all(
            p.has_zone == q.has_zone
            and all(
                np.array_equal(getattr(p, x), getattr(q, x)) for x in ("zone", "closed", "costly")
            )
            for p, q in zip(a.ground.layers, b.ground.layers, strict=True)
        )
    )


@given(CITIES)
def test_what_is_written_is_read(city: Bundle) -> None:
    raw = write_bundle(city)

    read = read_bundle(raw)

    assert _same_city(read, city)
    assert write_bundle(read) == raw


def test_a_file_is_laid_out_as_the_format_says() -> None:
    raw = packed([(b"HEAD", b"one"), (b"XTRA", b"")])

    table = pack("<4sII", b"HEAD", 3, zlib.crc32(b"one")) + pack("<4sII", b"XTRA", 0, 0)
    assert raw == _signed(b"HANSHOCB\x01\x02" + table + b"one")


def test_sections_that_are_not_known_are_skipped_and_those_of_the_map_may_be_missing() -> None:
    read = read_bundle(_with(XTRA=b"of a newer version", CTXT=None, FLDS=None))

    assert _same_city(read, msgspec.structs.replace(CITY, fields={}))
    assert read.context == ()


@pytest.mark.parametrize("tag", ["HEAD", "GRPH", "NAME", "GRND", "SITE"])
def test_a_city_without_one_of_its_parts_is_refused(tag: str) -> None:
    with pytest.raises(BytesUnreadable, match=f"section {tag} is missing"):
        read_bundle(_with(**{tag: None}))


@given(st.integers(0, len(WHOLE) - 1))
def test_a_file_cut_short_is_refused(length: int) -> None:
    with pytest.raises(BytesUnreadable):
        read_bundle(WHOLE[:length])


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_file_with_one_wrong_byte_is_refused(at: int, change: int) -> None:
    spoilt = bytearray(WHOLE)
    spoilt[at] ^= change

    with pytest.raises(BytesUnreadable):
        read_bundle(bytes(spoilt))


@settings(max_examples=400)
@given(
    st.sampled_from(["GRPH", "GRND", "FLDS", "CTXT", "NAME", "SITE", "HEAD"]),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=4),
    st.integers(0, 3),
)
def test_whatever_the_sections_hold_is_read_as_a_sound_city_or_refused(
    tag: str, spoils: list[tuple[int, int]], cut: int
) -> None:
    section = bytearray(SECTIONS[tag])
    assume(section)
    for at, byte in spoils:
        section[at % len(section)] = byte
    spoilt = _with(**{tag: bytes(section[: len(section) - cut])})

    try:
        read = read_bundle(spoilt)
    except BytesUnreadable:
        return

    assert _same_city(read_bundle(write_bundle(read)), read)
    assert len(read.graph.edges) == 0 or read.graph.edges.max() < len(read.graph.lon5)
    assert all(s.node is None or s.node < len(read.graph.lon5) for s in read.places.sites)


@given(st.binary(max_size=200))
def test_any_bytes_at_all_are_refused(raw: bytes) -> None:
    with pytest.raises(BytesUnreadable):
        read_bundle(raw)
    with pytest.raises(BytesUnreadable):
        read_bundle(_signed(b"HANSHOCB\x01" + raw))


def test_counts_larger_than_any_city_are_refused_before_anything_is_made() -> None:
    million_of_millions = b"\x80\x80\x80\x80\x0f"

    for tag in ("GRPH", "CTXT"):
        with pytest.raises(BytesUnreadable, match="more than"):
            read_bundle(_with(**{tag: million_of_millions * 4}))


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"v": 2}, "version 2"),
        ({"kx": 0}, "kx, ky"),
        ({"ky": 1}, "kx, ky"),
    ],
)
def test_a_head_that_cannot_be_is_refused(changes: dict[str, int], why: str) -> None:
    head = msgspec.json.encode(msgspec.to_builtins(CITY.head) | changes)

    with pytest.raises(BytesUnreadable, match=why):
        read_bundle(_with(HEAD=head))


def test_a_head_must_have_the_scale_of_its_graph() -> None:
    head = msgspec.structs.replace(CITY.head, kx=CITY.head.kx - 1)

    with pytest.raises(ValueError, match="kx, ky"):
        write_bundle(msgspec.structs.replace(CITY, head=head))


FEATURES = st.lists(
    st.builds(
        Feature,
        st.integers(1, 10),
        st.integers(0, 24),
        st.integers(0, 4),
        st.lists(
            st.lists(
                st.tuples(st.integers(-18_000_000, 18_000_000), st.integers(-9_000_000, 9_000_000)),
                min_size=1,
                max_size=5,
            ).map(np.array),
            max_size=3,
        ).map(tuple),
    ),
    max_size=5,
)


@given(FEATURES)
def test_what_the_map_shows_beside_streets_comes_back(features: list[Feature]) -> None:
    read = decode_context(encode_context(features), names=5)

    assert [(f.layer, f.zoom, f.name, [p.tolist() for p in f.parts]) for f in read] == [
        (f.layer, f.zoom, f.name, [p.tolist() for p in f.parts]) for f in features
    ]
