"""The field's test vectors, shared with the page: `python -m geo.field_vectors > FILE`.

FILE is `tests/pwa/field_vectors.json`: `{"cities": [{"bundle": base64 of a city.bundle, "cases":
[{"hazard", "profile", "live", "step", "cost"}]}]}`, `live` as docs/formats.md has the changes,
`step` base64 of a byte per node, `cost` a number per node or null. A test fails when it is out of
date. The cities are random: streets that cross, zones, closures, ties, sites in odd places.
"""

import json
import random
import sys
from base64 import b64encode
from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np

from geo.bundle import Bundle, Head, write_bundle
from geo.changes import VERSION
from geo.field import UNREACHED, field_in, shipped_fields
from geo.ground import Bits, Ground, HazardLayers
from geo.live import NOTHING_CHANGED, Live
from geo.sites import HAZARDS, Places, Site, SiteState
from geo.street_building import build_graph
from geo.streets import StreetGraph
from geo.walking import Profile

_SEED = 4
_CITIES = 14
_CORNERS = ((13_660_000, 3_650_000), (-20, -20), (1_890_000, 6_960_000), (-7_000_000, -3_350_000))
_STEP5 = 36  # between streets, in 10⁻⁵°: with their unevenness never more than 60 m


def random_city(chance: random.Random) -> Bundle:
    """Two to about a hundred nodes, anywhere on earth."""
    graph = _streets(chance)
    ground = random_ground(chance, graph)
    places = Places(tuple(_site(chance, graph, number) for number in range(chance.randint(0, 7))))
    lon5, lat5 = graph.lon5, graph.lat5
    head = Head(
        id="random",
        name={"en": "Random"},
        made=0,
        bbox5=(int(lon5.min()), int(lat5.min()), int(lon5.max()), int(lat5.max())),
        kx=graph.kx,
        fictional=True,
        zones=tuple(h for h, layer in zip(HAZARDS, ground.layers, strict=True) if layer.has_zone),
    )
    fields = shipped_fields(graph, ground, places)
    return Bundle(head=head, graph=graph, ground=ground, places=places, fields=fields)


def random_ground(chance: random.Random, graph: StreetGraph) -> Ground:
    """Zones, closed and costly edges for every hazard; a zone for six in ten of them."""
    return Ground(tuple(_layers(chance, graph) for _ in HAZARDS))


def random_live(chance: random.Random, city: Bundle) -> Live:
    """Some streets closed, some in a new zone, some sites open, full or closed."""
    edges = range(len(city.graph.edges))

    def some(most: int) -> tuple[int, ...]:
        return tuple(sorted(chance.sample(edges, min(chance.randint(0, most), len(edges)))))

    return Live(
        n=1,
        closed=some(4),
        closed_for={hazard: some(4) for hazard in HAZARDS if chance.random() < 0.3},
        zone_for={hazard: some(8) for hazard in HAZARDS if chance.random() < 0.2},
        sites={
            site.id: chance.choice(list(SiteState))
            for site in city.places.sites
            if chance.random() < 0.6
        },
    )


def _streets(chance: random.Random) -> StreetGraph:
    west, south = chance.choice(_CORNERS)
    grain = chance.choice((1, 1, 6, 12))
    points, edges = chance.choice((_tangle, _blocks))(chance, grain)
    m = len(edges)
    return build_graph(
        [west + x for x, _ in points],
        [south + y for _, y in points],
        edges,
        [chance.randint(1, 5) for _ in range(m)],
        [_flags(chance) for _ in range(m)],
        [chance.randint(0, 2) for _ in range(m)],
        [{}, {"ja": "中通り", "en": "Nakadori"}, {"ja": "坂"}],
    ).graph


Points = list[tuple[int, int]]
Edges = list[tuple[int, int]]


def _tangle(chance: random.Random, grain: int) -> tuple[Points, Edges]:
    n = chance.randint(2, 24)
    most = _STEP5 // grain
    points = [(chance.randint(0, most) * grain, chance.randint(0, most) * grain) for _ in range(n)]
    edges = [(chance.randrange(n), chance.randrange(n)) for _ in range(chance.randint(1, 2 * n))]
    return points, edges


def _blocks(chance: random.Random, grain: int) -> tuple[Points, Edges]:
    wide, high = chance.randint(2, 11), chance.randint(2, 9)
    shake = 6 // grain
    points = [
        (_STEP5 * x + chance.randint(-shake, shake), _STEP5 * y + chance.randint(-shake, shake))
        for y in range(high)
        for x in range(wide)
    ]
    across = [(at, at + 1) for at in range(wide * high) if at % wide < wide - 1]
    along = [(at, at + wide) for at in range(wide * (high - 1))]
    kept = chance.uniform(0.5, 1)
    return points, [edge for edge in across + along if chance.random() < kept] or [(0, 1)]


def _flags(chance: random.Random) -> int:
    if chance.random() < 0.6:
        return 0
    return sum(1 << bit for bit in range(12) if chance.random() < 0.15)


def _layers(chance: random.Random, graph: StreetGraph) -> HazardLayers:
    m = len(graph.edges)
    has_zone = chance.random() < 0.6
    return HazardLayers(
        has_zone=has_zone,
        zone=_zone(chance, graph) if has_zone else np.zeros(m, np.bool_),
        closed=_scattered(chance, m, chance.choice((0, 0.08))),
        costly=_scattered(chance, m, chance.choice((0, 0.2))),
    )


def _zone(chance: random.Random, graph: StreetGraph) -> Bits:
    """Half of the time a strip of coast, half of the time here and there."""
    if chance.random() < 0.5:
        return _scattered(chance, len(graph.edges), chance.choice((0, 0.2, 0.5, 0.9)))
    south, north = int(graph.lat5.min()), int(graph.lat5.max())
    reach = chance.uniform(south, north + 1)
    return np.asarray((graph.lat5[graph.edges] < reach).any(axis=1), np.bool_)


def _scattered(chance: random.Random, m: int, share: float) -> Bits:
    return np.array([chance.random() < share for _ in range(m)], np.bool_)


def _site(chance: random.Random, graph: StreetGraph, number: int) -> Site:
    return Site(
        id=f"s{number}",
        name={"ja": f"第{number}公園"},
        at=(int(graph.lon5[0]), int(graph.lat5[0])),
        node=chance.randrange(len(graph.lon5)) if chance.random() < 0.9 else None,
        off_dm=chance.choice((0, 0, chance.randint(1, 1500))),
        hazards=chance.choice((255, chance.randrange(256))),
        spread={h: chance.randint(0, 3000) for h in HAZARDS if chance.random() < 0.1},
    )


def _case(city: Bundle, hazard: str, live: Live, profile: Profile) -> dict[str, Any]:
    field = field_in(city.graph, city.ground, city.places, hazard, live, profile)
    return {
        "hazard": hazard,
        "profile": profile.value,
        "live": {"v": VERSION, **msgspec.to_builtins(live)},
        "step": b64encode(field.step.tobytes()).decode(),
        "cost": [None if cost == UNREACHED else cost for cost in field.cost.tolist()],
    }


def _cases(chance: random.Random, city: Bundle) -> list[dict[str, Any]]:
    still = [_case(city, hazard, NOTHING_CHANGED, Profile.DEFAULT) for hazard in HAZARDS]
    moved = [
        _case(city, chance.choice(HAZARDS), random_live(chance, city), chance.choice(list(Profile)))
        for _ in range(6)
    ]
    return still + moved


def text_of(cities: Iterable[Bundle], chance: random.Random) -> str:
    """A file of vectors about these cities, one case a line."""
    texts: list[str] = []
    for city in cities:
        bundle = json.dumps(b64encode(write_bundle(city)).decode())
        cases = ",\n".join(json.dumps(case, separators=(",", ":")) for case in _cases(chance, city))
        texts.append(f'{{"bundle": {bundle}, "cases": [\n{cases}\n]}}')
    return '{"cities": [\n' + ",\n".join(texts) + "\n]}\n"


def text() -> str:
    """The whole file that the page shares."""
    chance = random.Random(_SEED)  # noqa: S311  # nothing secret: the same cities for ever
    return text_of((random_city(chance) for _ in range(_CITIES)), chance)


if __name__ == "__main__":
    sys.stdout.write(text())
