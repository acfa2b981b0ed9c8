"""Closed tables: what the codes of Japan's satellite messages (QZSS) ask of people.

Disaster and crisis reports (DCR, IS-QZSS-DCR) are the Meteorological Agency's and follow its own
classes, as docs/sources.md has them for its telegrams. Extended messages (DCX, IS-QZSS-DCX) are in
the Common Alert Message Format: kind by hazard type (A4), strength by severity (A5).
"""

from collections.abc import Mapping
from types import MappingProxyType

from alerts.model import Kind, Strength

ENDED = None
"""In the place of a strength: the code lifts what was told before."""

Meaning = Strength | None

TSUNAMI: Mapping[int, Meaning] = MappingProxyType(
    {1: ENDED, 2: ENDED, 3: Strength.LEAVE, 4: Strength.PROTECT, 5: Strength.PROTECT}
)
"""津波なし, 警報解除, 津波警報, 大津波警報, 大津波警報：発表."""

WEATHER: Mapping[int, tuple[Kind, Strength]] = MappingProxyType(
    {
        1: (Kind.SNOW, Strength.PROTECT),  # 暴風雪特別警報
        2: (Kind.FLOOD, Strength.PROTECT),  # 大雨特別警報
        3: (Kind.STORM, Strength.PROTECT),  # 暴風特別警報
        4: (Kind.SNOW, Strength.PROTECT),  # 大雪特別警報
        5: (Kind.STORM, Strength.PROTECT),  # 波浪特別警報
        6: (Kind.STORM_SURGE, Strength.PROTECT),  # 高潮特別警報
        21: (Kind.FLOOD, Strength.READY),  # 記録的短時間大雨情報
        22: (Kind.TORNADO, Strength.READY),  # 竜巻注意情報
        23: (Kind.LANDSLIDE, Strength.LEAVE),  # 土砂災害警戒情報
    }
)
ALL_SPECIAL = 7
"""全ての気象特別警報: stands for 1 to 6 together, in practice where all are lifted."""
ISSUED, LIFTED = 1, 2

FLOOD: Mapping[int, Meaning] = MappingProxyType(
    {1: ENDED, 2: Strength.LEAVE_IF_SLOW, 3: Strength.LEAVE, 4: Strength.PROTECT}
)
"""警報解除, 氾濫警戒情報, 氾濫危険情報, 氾濫発生情報."""

ASH: Mapping[int, Strength] = MappingProxyType(
    {1: Strength.KNOW, 2: Strength.KNOW, 3: Strength.READY, 4: Strength.READY}
)
"""少量, やや多量, 多量, 小さな噴石の落下."""

ERUPTED = frozenset({52, 62})
"""噴火, 噴火したもよう."""

INTENSITY: Mapping[int, Strength] = MappingProxyType(
    {
        1: Strength.KNOW,  # 4未満
        2: Strength.KNOW,  # 4
        3: Strength.LEAVE_IF_SLOW,  # 5弱
        4: Strength.LEAVE_IF_SLOW,  # 5強
        5: Strength.LEAVE,  # 6弱
        6: Strength.LEAVE,  # 6強
        7: Strength.LEAVE,  # 7
    }
)

SEVERITY: Mapping[int, Strength] = MappingProxyType(
    {0: Strength.READY, 1: Strength.LEAVE_IF_SLOW, 2: Strength.LEAVE, 3: Strength.PROTECT}
)
"""A5 unknown, moderate, severe, extreme. Unknown never raises further than to be ready."""

CALLED_OFF = frozenset({129, 130, 131, 135})
"""A11 of Japan's library: the missile passed, or does not come; the call to shelter is off."""

_KINDS: Mapping[Kind, tuple[int, ...]] = {
    Kind.ATTACK: (1, 3, 8, 98, 99, 101, 102, 103),
    Kind.INDUSTRIAL: (4, 5, 6, 9, 10, 11, 17, 86, 90, 94, 106, 109),
    Kind.FIRE: (24, 26, 27, 28, 30, 31),
    Kind.VOLCANO: (32, 40, 41, 45, 46),
    Kind.LANDSLIDE: (34, 35, 39),
    Kind.EARTHQUAKE: (36,),
    Kind.TSUNAMI: (44,),
    Kind.STORM_SURGE: (43, 47, 62),
    Kind.FLOOD: (68, 74, 78, 83, 84),
    Kind.SNOW: (33, 38, 42, 61, 63, 75, 76, 81),
    Kind.HEAT: (71,),
    Kind.STORM: (64, 66, 70, 72, 77, 80, 82),
    Kind.TORNADO: (79,),
}
MOST_HAZARD = 113
KIND_OF_HAZARD: Mapping[int, Kind] = MappingProxyType(
    dict.fromkeys(range(1, MOST_HAZARD + 1), Kind.OTHER)
    | {code: kind for kind, codes in _KINDS.items() for code in codes}
)
"""A4, all 113 of CAMF; whatever is none of ours is `other`."""
TESTS = frozenset({13, 113})
"""A4 siren test and test alert: whatever else they say, no warning."""
