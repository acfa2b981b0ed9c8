"""Sites (指定緊急避難場所) and shelters (指定避難所): where, for which hazards, with which remarks.

Remarks are of the kinds that real towns write: which floor, which part of the grounds, what it is
not for. On purpose: no site for inland flooding north of the river, none for a volcano in the east,
one site far from every street, and one whose remark contradicts its flag.
"""

from collections.abc import Iterator, Mapping
from random import Random

import msgspec

from service.demo.fictional import hazards, names
from service.demo.fictional.blocks import Town, area_of
from service.demo.fictional.hazards import Zone
from service.demo.fictional.inside import middle_of
from service.demo.fictional.names import Name
from service.demo.fictional.plan import Plan
from service.demo.fictional.quarters import Quarter
from service.demo.fictional.streets import Point
from service.demo.fictional.terrain import Terrain

HAZARDS = (
    "flood", "landslide", "storm_surge", "earthquake", "tsunami", "fire", "inland_flood", "volcano",
)  # fmt: skip
"""In the order of the national file's columns."""

_CAPACITIES = {"school": (380, 900), "park": (200, 700), "hall": (60, 140), "tower": (150, 400)}
_DRY = ("flood", "landslide", "storm_surge", "tsunami")
_SCHOOL = ("小学校", "しょうがっこう", " Elementary School")
_JUNIOR = ("中学校", "ちゅうがっこう", " Junior High School")
_PARK = ("公園", "こうえん", " Park")
_HALL = ("公民館", "こうみんかん", " Community Hall")
_TOWER = ("津波避難ビル", "つなみひなんびる", " Tsunami Evacuation Building")


class Site(msgspec.Struct, frozen=True):
    """`block`: index into the town's blocks. `capacity` None where the town gives none."""

    name: Name
    place: Point
    kind: str
    address: str
    hazards: frozenset[str]
    remark: str
    capacity: int | None
    block: int | None


def make_sites(
    plan: Plan, town: Town, terrain: Terrain, zones: tuple[Zone, ...], quarters: list[Quarter]
) -> list[Site]:
    maker = _Maker(plan, town, terrain, zones)
    return [site for quarter in quarters for site in maker.of(quarter)] + [maker.far_away()]


class _Maker:
    def __init__(self, plan: Plan, town: Town, terrain: Terrain, zones: tuple[Zone, ...]) -> None:
        self._plan = plan
        self._town = town
        self._terrain = terrain
        self._zones = zones
        self._chance: Random = plan.chance("sites")
        self._schools = 0
        self._contradicted = False

    def of(self, quarter: Quarter) -> Iterator[Site]:
        """A school, a park, every second time a hall, and by the sea a tall building."""
        blocks = sorted(quarter.blocks, key=lambda k: (-self._fitness(k), k))
        self._schools += 1
        school = _JUNIOR if self._schools % 4 == 0 else _SCHOOL
        yield self._site(quarter, blocks[0], school, "school")
        yield self._site(quarter, blocks[1], _PARK, "park")
        if self._schools % 2:
            yield self._site(quarter, self._chance.choice(blocks[2:]), _HALL, "hall")
        low = [k for k in blocks[2:] if self._flooded(k).get("tsunami")]
        if low:
            yield self._site(quarter, self._chance.choice(low), _TOWER, "tower")

    def far_away(self) -> Site:
        """A lookout in the forest, more than 150 m from the next street."""
        name = Name("峰の展望台", "みねのてんぼうだい", "Mine Lookout")
        place = (-self._plan.edge - 420.0, 0.22 * self._plan.side)
        designated = frozenset({"earthquake", "tsunami"})
        return Site(name, place, "park", "湊浜市神山", designated, "車では近づけない", None, None)

    def _fitness(self, block: int) -> float:
        """Large blocks on gentle ground make good schools; whole fields do not."""
        corners = [self._town.web.points[node] for node in self._town.blocks[block].corners]
        place = middle_of(self._town.web, self._town.blocks[block])
        return min(area_of(corners), 16_000.0) - 40_000 * float(self._terrain.slope(*place))

    def _flooded(self, block: int) -> Mapping[str, bool]:
        return hazards.inside(self._zones, *middle_of(self._town.web, self._town.blocks[block]))

    def _site(self, quarter: Quarter, block: int, ending: tuple[str, str, str], kind: str) -> Site:
        x, y = middle_of(self._town.web, self._town.blocks[block])
        flags, remark = self._designated(kind, (x, y), self._flooded(block))
        number = f"{self._chance.randrange(1, 30)}番{self._chance.randrange(1, 20)}号"
        district = names.DISTRICTS[quarter.district].ja
        return Site(
            name=quarter.name.followed_by(*ending),
            place=(x, y),
            kind=kind,
            address=f"湊浜市{district}{quarter.name.ja}{number}",
            hazards=frozenset(flags),
            remark=remark,
            capacity=self._capacity(kind),
            block=block,
        )

    def _capacity(self, kind: str) -> int | None:
        least, most = _CAPACITIES.get(kind, (0, 0))
        return 10 * self._chance.randrange(least // 10, most // 10) if most else None

    def _designated(
        self, kind: str, place: Point, zone: Mapping[str, bool]
    ) -> tuple[set[str], str]:
        if kind == "tower":
            return {"tsunami", "storm_surge"}, "津波と高潮は３階以上の廊下を使用"
        if kind == "park":
            return self._park(place, zone)
        dry = {hazard for hazard in _DRY if not zone[hazard]}
        if place[1] < 0 and not zone["inland_flood"]:
            dry.add("inland_flood")
        if kind == "hall":
            return dry - {"tsunami"}, "" if self._chance.random() < 0.7 else "駐車場を除く"
        flags = dry | {"earthquake"} | ({"fire"} if self._schools % 2 else set())
        flags |= {"volcano"} if place[0] < 0.05 * self._plan.side else set()
        return self._school(flags, zone)

    def _school(self, flags: set[str], zone: Mapping[str, bool]) -> tuple[set[str], str]:
        if zone["flood"] and not self._contradicted and self._schools > 2:
            self._contradicted = True
            return flags | {"flood"}, "洪水時は使用不可"
        if zone["flood"] and self._chance.random() < 0.7:
            return flags | {"flood"}, "洪水時は校舎の２階以上に避難"
        if zone["tsunami"] and self._chance.random() < 0.5:
            return flags | {"tsunami"}, "津波は３階以上"
        remarks = ("", "", "地震は校庭に避難", "校舎と体育館", "夜間は通用門から入る")
        return flags, self._chance.choice(remarks)

    def _park(self, place: Point, zone: Mapping[str, bool]) -> tuple[set[str], str]:
        flags = {"earthquake"} | ({"fire"} if self._chance.random() < 0.7 else set())
        if not zone["tsunami"] and float(self._terrain.height(*place)) > 9:
            flags |= {"tsunami", "flood"} - ({"flood"} if zone["flood"] else set())
        if place[0] < -0.1 * self._plan.side and self._chance.random() < 0.4:
            flags.add("volcano")
        return flags, "" if self._chance.random() < 0.8 else "広場の部分に限る"
