"""The map orients people within 60 KB, what is worth most first."""

import numpy as np
import pytest
import shapely

from geo.context import LAYERS, Feature
from geo.importers import context as importer
from geo.importers.context import Context, context
from geo.importers.osm import Feature as MapFeature
from tests.geo.importers.flat_streets import KX, area, feature, place

COVERAGE = shapely.box(*place(-3000, -3000), *place(3000, 3000))


class Names:
    """Numbers for names, as the bundle gives them."""

    def __init__(self) -> None:
        self.all: list[dict[str, str]] = [{}]

    def number(self, names: dict[str, str]) -> int:
        if names not in self.all:
            self.all.append(names)
        return self.all.index(names)


def drawn(*features: MapFeature) -> tuple[Context, Names]:
    names = Names()
    return context(features, COVERAGE, KX, names.number), names


def layers(made: Context) -> list[str]:
    return [LAYERS[one.layer] for one in made.features]


def point(kind: str, x: float, y: float, name: str, rank: int = 0) -> MapFeature:
    return MapFeature(kind, shapely.Point(*place(x, y)), {"ja": name}, rank)


def square(kind: str, x: float, size: float) -> MapFeature:
    return area(kind, [(x, 0), (x + size, 0), (x + size, size), (x, size)])


def parts(one: Feature) -> list[list[list[int]]]:
    return [part.tolist() for part in one.parts]


def test_layers_come_in_the_order_of_their_worth() -> None:
    made, _ = drawn(
        point("landmark", 0, 0, "城"),
        square("green", 100, 50),
        feature("rail", (0, 0), (500, 0)),
        point("bridge", 0, 0, "大橋"),
        feature("river", (0, 0), (0, 500)),
        feature("coastline", (-2000, -4000), (-2000, 4000)),
    )

    assert layers(made) == ["sea", "river", "bridge", "rail", "green", "landmark"]
    assert made.counts == {
        "sea": 1, "river": 1, "bridge": 1, "rail": 1, "green": 1, "landmark": 1,
    }  # fmt: skip


def test_what_the_extract_does_not_hold_is_said() -> None:
    made, _ = drawn(feature("river", (0, 0), (0, 500)))

    assert made.notes == tuple(
        f"no {layer} in the extract" for layer in ("sea", "rail", "green", "quarter")
    )


def test_names_are_numbered_and_nameless_things_have_none() -> None:
    made, names = drawn(point("bridge", 0, 0, "大橋"), feature("river", (0, 0), (0, 500)))

    assert [names.all[one.name] for one in made.features] == [{}, {"ja": "大橋"}]


def test_the_lights_of_one_crossing_are_one_point() -> None:
    made, _ = drawn(
        point("crossing", 0, 0, "本町"),
        point("crossing", 30, 0, "本町"),
        point("crossing", 30, 0, "栄町"),
        point("crossing", 900, 0, "本町"),
    )

    assert len(made.features) == 3


def test_the_twenty_best_known_landmarks_are_kept() -> None:
    many = [point("landmark", 10 * i, 0, f"名所{i}", rank=30 - i) for i in range(30)]

    made, names = drawn(*many)

    assert [names.all[one.name]["ja"] for one in made.features] == [
        f"名所{i}" for i in range(29, 9, -1)
    ]


def test_pieces_of_a_river_are_joined() -> None:
    made, _ = drawn(feature("river", (0, 0), (0, 500)), feature("river", (0, 500), (300, 900)))

    assert [len(one.parts) for one in made.features] == [1]


def test_a_ring_is_written_without_its_last_point_and_with_its_hole() -> None:
    hole = shapely.Polygon([place(20, 20), place(80, 20), place(80, 80), place(20, 80)])
    park = square("green", 0, 100)
    made, _ = drawn(MapFeature("green", park.shape.difference(hole), {}))

    assert [len(part) for part in parts(made.features[0])] == [4, 4]


def test_what_lies_beyond_the_coverage_is_left_out() -> None:
    made, _ = drawn(square("green", 9000, 100), square("green", 2950, 100))

    assert len(made.features) == 1
    assert max(x for x, _ in parts(made.features[0])[0]) <= round(place(3000, 0)[0] * 1e5) + 1


def winding(seed: int) -> MapFeature:
    """A river whose bends simplifying cannot take away."""
    chance = np.random.default_rng(seed)
    at = np.cumsum(chance.integers(-90, 91, (60, 2)), axis=0)
    return feature("river", *[(float(x), float(y)) for x, y in at])


@pytest.mark.parametrize("most", [60_000, 3_000, 300])
def test_it_fits_whatever_the_extract_holds(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(importer, "MOST_BYTES", most)
    rivers = [MapFeature("river", winding(i).shape, {"ja": f"川{i}"}) for i in range(20)]

    made, _ = drawn(*rivers)

    assert 0 < made.bytes_br <= most
    assert made.features
