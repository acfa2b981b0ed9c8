"""Single points with tags: traffic signals, level crossings, stations, quarters, landmarks."""

from collections.abc import Iterator, Sequence

import numpy as np

from service.demo.fictional import names
from service.demo.fictional.blocks import Town
from service.demo.fictional.plan import Plan
from service.demo.fictional.quarters import Quarter
from service.demo.fictional.roads import Tags, Way
from service.demo.fictional.streets import MAIN, Web

_STATION_V = (-0.085, 0.27, -0.36)
_TEMPLE = {"amenity": "place_of_worship", "religion": "buddhist"}
_SHRINE = {"amenity": "place_of_worship", "religion": "shinto"}
_LANDMARKS = (
    (0.12, 0.16, {"historic": "castle"}, "湊浜城跡 みなとはまじょうあと Minatohama_Castle_Ruins"),
    (0.075, 0.055, {"amenity": "townhall"}, "湊浜市役所 みなとはましやくしょ Minatohama_City_Hall"),
    (0.10, -0.13, {"amenity": "hospital"}, "湊浜病院 みなとはまびょういん Minatohama_Hospital"),
    (0.482, 0.43, {"man_made": "lighthouse"}, "岬灯台 みさきとうだい Misaki_Lighthouse"),
    (0.27, 0.20, _TEMPLE, "湊寺 みなとでら Minatodera_Temple"),
    (-0.30, 0.09, _SHRINE, "川上神社 かわかみじんじゃ Kawakami_Shrine"),
    (0.46, -0.05, {"amenity": "marketplace"}, "湊魚市場 みなとうおいちば Minato_Fish_Market"),
)
"""u, v, tags, and the name in the form of `names.read`."""


def tagged_points(
    plan: Plan, town: Town, ways: Sequence[Way], quarters: Sequence[Quarter]
) -> dict[int, Tags]:
    """Point number -> tags. Adds points to the web."""
    web = town.web
    tagged: dict[int, Tags] = {node: {"railway": "level_crossing"} for node in web.level_crossings}
    tagged |= dict(_signals(web, quarters))
    tagged |= dict(_stations(plan, web, ways))
    for quarter in quarters:
        tags = {"place": "quarter", **quarter.name.tags()}
        tagged[web.add_point(quarter.place)] = tags
    for u, v, kind, name in _LANDMARKS:
        place = web.add_point((u * plan.side, v * plan.side))
        tagged[place] = {**kind, **names.read(name)[0].tags()}
    return tagged


def _signals(web: Web, quarters: Sequence[Quarter]) -> Iterator[tuple[int, Tags]]:
    """Where two main roads meet: a signal, with the name of the nearest quarter the first time."""
    met: dict[int, int] = {}
    for street in web.streets:
        if street.is_road and street.rank <= MAIN:
            for _, node in street.stops:
                met[node] = met.get(node, 0) + 1
    named: set[str] = set()
    places = np.array([quarter.place for quarter in quarters])
    for node in sorted(node for node, count in met.items() if count > 1):
        tags = {"highway": "traffic_signals"}
        if len(places):
            away = np.hypot(*(places - np.array(web.points[node])).T)
            quarter = quarters[int(away.argmin())]
            if quarter.name.ja not in named:
                named.add(quarter.name.ja)
                tags |= quarter.name.tags()
        yield node, tags


def _stations(plan: Plan, web: Web, ways: Sequence[Way]) -> Iterator[tuple[int, Tags]]:
    """On plain nodes of the railway, where no street crosses."""
    crossed = set(web.level_crossings)
    rails = [n for way in ways if "railway" in way.tags for n in way.nodes if n not in crossed]
    stations = (
        names.STATION,
        names.DISTRICTS[7],
        names.DISTRICTS[1].followed_by("口", "ぐち", "guchi"),
    )
    for v, name in zip(_STATION_V, stations, strict=True):
        node = min(rails, key=lambda n: abs(web.points[n][1] - v * plan.side))
        full = name.followed_by("駅", "えき", " Station")
        yield node, {"railway": "station", **full.tags()}
