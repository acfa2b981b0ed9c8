"""JMA's codes of volcanic warnings (VolcanicWarning), and what each asks of people.

Volcanoes have a scale of their own, which is said in words and never as one of the five levels
(DOMAIN section 1): level 3 is 入山規制, keep off the mountain; level 4 高齢者等避難; level 5 避難.
A 噴火警報（居住地域） is an emergency warning (特別警報) in law; it asks people to leave, so it is
`leave` and not `protect`, which would tell them to stay. 火口周辺警報 asks nothing of whoever
stays off the mountain or the crater.
"""

import re
import unicodedata
from collections.abc import Mapping
from types import MappingProxyType

from alerts.model import Strength
from alerts.sources.jma.saying import strength_by_name

OF_VOLCANO: Mapping[str, Strength] = MappingProxyType(
    {
        "11": Strength.KNOW,  # レベル１（活火山であることに留意）
        "12": Strength.KNOW,  # レベル２（火口周辺規制）
        "13": Strength.READY,  # レベル３（入山規制）
        "14": Strength.LEAVE_IF_SLOW,  # レベル４（高齢者等避難）
        "15": Strength.LEAVE,  # レベル５（避難）
        "21": Strength.KNOW,  # 活火山であることに留意
        "22": Strength.KNOW,  # 火口周辺危険
        "23": Strength.READY,  # 入山危険
        "24": Strength.LEAVE,  # 山麓厳重警戒
        "25": Strength.LEAVE,  # 居住地域厳重警戒
        "35": Strength.KNOW,  # 活火山であることに留意（海底火山）
        "36": Strength.KNOW,  # 周辺海域警戒
    }
)
OF_MUNICIPALITY: Mapping[str, Strength] = MappingProxyType(
    {
        "03": Strength.KNOW,  # 噴火警報（周辺海域）
        "42": Strength.READY,  # 噴火警報：入山規制等
        "43": Strength.READY,  # 火口周辺警報：入山規制等
        "44": Strength.KNOW,  # 噴火警報（周辺海域）：周辺海域警戒
        "46": Strength.LEAVE,  # 噴火警報：当該居住地域厳重警戒
        "47": Strength.LEAVE,  # 噴火警報：当該山麓厳重警戒
        "48": Strength.KNOW,  # 噴火警報：火口周辺警戒
        "49": Strength.KNOW,  # 火口周辺警報：火口周辺警戒
    }
)
SHARED: Mapping[str, tuple[Strength, Mapping[str, Strength]]] = MappingProxyType(
    {
        "01": (Strength.LEAVE, {"14": Strength.LEAVE_IF_SLOW}),  # 噴火警報
        "41": (Strength.LEAVE, {"14": Strength.LEAVE_IF_SLOW}),  # 噴火警報：避難等
        "02": (Strength.READY, {"12": Strength.KNOW, "22": Strength.KNOW}),  # 火口周辺警報
    }
)
"""Codes of municipalities that two levels share: what they ask, unless the volcano's own level is
the lower one."""
QUIET = frozenset({"04", "05", "11", "21", "35", "45"})
"""噴火予報, 活火山であることに留意: no warning holds. What was one before is over by it."""
RELEASED = "04"

STOPPED = frozenset({"55", "65"})
"""連続噴火停止(したもよう), the only reports of an eruption that tell of its end."""

OF_ASH: Mapping[str, Strength] = MappingProxyType(
    {
        "70": Strength.KNOW,  # 降灰
        "71": Strength.KNOW,  # 少量の降灰
        "72": Strength.KNOW,  # やや多量の降灰: umbrella, mask, drive slowly
        "73": Strength.READY,  # 多量の降灰: do not go out
        "75": Strength.READY,  # 小さな噴石の落下: under a solid roof
    }
)

_LEVEL = re.compile(r"レベル([1-5])")


def strength(code: str, name: str, level: str) -> Strength:
    """Of a municipality's or a volcano's `code`; `level` is the volcano's own, "" if untold."""
    if code in SHARED:
        usual, lower = SHARED[code]
        return lower.get(level, usual)
    known = OF_VOLCANO.get(code) or OF_MUNICIPALITY.get(code)
    if known or code in QUIET:
        return known or Strength.KNOW
    named = _LEVEL.search(unicodedata.normalize("NFKC", name))
    return OF_VOLCANO[f"1{named.group(1)}"] if named else strength_by_name(name)
