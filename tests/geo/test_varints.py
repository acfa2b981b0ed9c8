"""Numbers in a bundle, byte by byte, and the sections whose bytes follow from the format."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.ground import HazardLayers, bare_ground, decode_ground, encode_ground
from geo.sites import HAZARDS
from geo.street_building import build_graph
from geo.street_bytes import decode_streets, encode_streets
from geo.streets import SEAWARD, STAIRS
from geo.unreadable import BytesUnreadable
from geo.varints import VarintReader, bit_runs, runs_of, unzigzag, uvarints, zigzag

NUMBERS = st.lists(st.integers(0, 2**32 - 1), max_size=20)


@pytest.mark.parametrize(
    ("number", "raw"),
    [(0, "00"), (127, "7f"), (128, "8001"), (300, "ac02"), (2**32 - 1, "ffffffff0f")],
)
def test_a_number_has_these_bytes(number: int, raw: str) -> None:
    assert uvarints([number]).hex() == raw


@given(NUMBERS)
def test_numbers_come_back(numbers: list[int]) -> None:
    reader = VarintReader(uvarints(numbers), "a list")

    assert reader.take(len(numbers)).tolist() == numbers
    reader.end()


@given(st.lists(st.integers(-(2**31), 2**31 - 1)))
def test_numbers_below_nought_come_back(numbers: list[int]) -> None:
    folded = zigzag(np.array(numbers, np.int64))

    assert folded.tolist() == [2 * n if n >= 0 else -2 * n - 1 for n in numbers]
    assert unzigzag(folded).tolist() == numbers


@given(st.lists(st.integers(0, 3), max_size=30))
def test_runs_come_back(values: list[int]) -> None:
    raw = uvarints(np.stack(runs_of(np.array(values, np.int64)), axis=1))

    reader = VarintReader(raw, "runs")

    assert reader.runs(len(values), 3, "value").tolist() == values
    reader.end()


@given(st.lists(st.booleans(), max_size=30))
def test_bits_come_back(bits: list[bool]) -> None:
    reader = VarintReader(bit_runs(np.array(bits, np.bool_)), "bits")

    assert reader.bits(len(bits), "bit").tolist() == bits
    reader.end()


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        ("80", "ends within a number"),
        ("808080808001", "too long"),
        ("ffffffff1f", "too large"),
    ],
)
def test_what_is_no_number_is_refused(raw: str, why: str) -> None:
    with pytest.raises(BytesUnreadable, match=why):
        VarintReader(bytes.fromhex(raw), "a list")


@pytest.mark.parametrize("raw", ["", "02", "0103", "010002", "04"])
def test_bits_that_do_not_make_three_are_refused(raw: str) -> None:
    reader = VarintReader(bytes.fromhex(raw), "bits")

    with pytest.raises(BytesUnreadable):
        reader.bits(3, "bit")


@pytest.mark.parametrize("raw", ["", "03", "0103", "0005030a", "0405", "030a"])
def test_runs_that_do_not_make_three_values_up_to_nine_are_refused(raw: str) -> None:
    reader = VarintReader(bytes.fromhex(raw), "runs")

    with pytest.raises(BytesUnreadable):
        reader.runs(3, 9, "value")


@pytest.mark.parametrize("numbers", [[-1], [2**32]])
def test_numbers_out_of_range_are_not_written(numbers: list[int]) -> None:
    with pytest.raises(ValueError, match="no unsigned form"):
        uvarints(numbers)


def test_three_streets_have_the_bytes_that_the_format_says() -> None:
    built = build_graph(
        lon5=[0, 40, 40, 80],
        lat5=[0, 0, 40, 0],
        edges=[(1, 0), (1, 2), (1, 3)],
        classes=[3, 4, 2],
        flags=[SEAWARD, STAIRS, 0],
        name=[0, 1, 0],
        names=[{}, {"ja": "坂"}],
    )
    graph = built.graph

    raw = encode_streets(graph)

    # Nodes 0 (0, 0), 1 (40, 0), 2 (80, 0), 3 (40, 40); edges 0-1, 1-2, 1-3.
    assert raw.hex(" ") == (
        "04 03 "  # n, m
        "00 50 50 4f "  # lon5: 0, +40, +40, −40
        "00 00 00 50 "  # lat5: 0, 0, 0, +40
        "01 01 02 01 01 00 00 "  # 0: one, +1; 1: two, +1, then +1; 2, 3: none
        "01 03 01 02 01 04 "  # classes 3, 2, 4
        "01 80 08 01 00 01 01 "  # flags: seaward from 1 to 0; none; stairs
        "02 00 01 01"  # names: none twice, then 1
    )
    assert encode_streets(decode_streets(raw, graph.names, graph.kx, graph.ky)) == raw


def test_ground_has_the_bytes_that_the_format_says() -> None:
    bare = bare_ground(3)
    layers = list(bare.layers)
    layers[4] = HazardLayers(
        True, np.array([True, False, True]), np.array([False, True, True]), layers[4].costly
    )

    raw = encode_ground(type(bare)(tuple(layers)))

    nothing = "00 03 03 03"
    tsunami = "01 00 01 01 01 01 02 03"
    wanted = [tsunami if hazard == "tsunami" else nothing for hazard in HAZARDS]
    assert raw.hex(" ") == " ".join(wanted)
    assert encode_ground(decode_ground(raw, 3)) == raw


def test_an_edge_in_a_zone_that_was_never_mapped_is_refused() -> None:
    raw = bytes.fromhex("00 00 03 03 03" + "00 03 03 03" * 7)

    with pytest.raises(BytesUnreadable, match="flood has edges in a zone, and no zone"):
        decode_ground(raw, 3)
