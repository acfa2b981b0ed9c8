"""What is told of earthquakes beside the shaking itself (VXSE52, 56, 60, 61, VZSE40, VYSE50 to 52).

None of these names an area by code. Two of the Nankai Trough's still ask something of people, and
so must not be passed over: they match no ground, and the desk is rung.
"""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from alerts.model import Kind, Strength
from alerts.report import AreaClaim, Code
from alerts.sources.jma import hypocentre, seismic
from alerts.sources.jma.body import Reader, Reading
from alerts.sources.jma.earthquakes import STREAM, known_only
from alerts.sources.jma.elements import text
from alerts.sources.jma.telegram import InfoType, Telegram

HYPOCENTRE = (
    "It tells where an earthquake was, not who felt it: that comes as 震度速報 and "
    "震源・震度に関する情報. The status page keeps it."
)
UPDATED = (
    "It gives the place and size of an earlier earthquake more exactly and asks nothing of people. "
    "The status page keeps it."
)
COUNTED = (
    "It counts the earthquakes of a swarm in a table; each that is felt comes by itself as "
    "震源・震度に関する情報. The status page keeps it."
)
OUTLOOK = (
    "It explains in plain words how earthquakes go on somewhere and names no area by code. The "
    "status page keeps it; read it at the desk."
)
NOTICE = (
    "It is a notice about the agency's telegrams, to those who receive them; people hear nothing "
    "from it."
)
REGULAR = (
    "It explains the state of the Nankai Trough, as every month or after a 臨時情報, and names no "
    "area by code. The status page keeps it; a 臨時情報 comes by itself."
)

NANKAI_AREA = "南海トラフ地震で被害が想定される地域"
"""In the agency's words; the telegram lists no municipality and no table of ours guesses them."""
NANKAI_CODE = "jma:nankai"

NANKAI: Mapping[str, Strength] = MappingProxyType(
    {
        "111": Strength.KNOW,
        "112": Strength.KNOW,
        "113": Strength.KNOW,
        "120": Strength.LEAVE_IF_SLOW,
        "130": Strength.READY,
        "190": Strength.KNOW,
    }
)
"""By `InfoSerial/Code` of 南海トラフ地震臨時情報: 調査中, 巨大地震警戒, 巨大地震注意, 調査終了."""

_BY_WORD = MappingProxyType(
    {"巨大地震警戒": Strength.LEAVE_IF_SLOW, "巨大地震注意": Strength.READY}
)


class _Page(msgspec.Struct, frozen=True):
    """A telegram for the desk to read: whose stream it is, and why no phone hears of it."""

    family: str
    reason: str

    def __call__(self, telegram: Telegram) -> Reading:
        stream = seismic.stream(self.family, telegram)
        if telegram.info_type is InfoType.CANCELLED:
            return Reading(stream=stream, not_public=self.reason)
        shown = known_only(
            telegram,
            part=telegram.kind,
            parameters=hypocentre.parameters(telegram.body),
            description=_told(telegram),
        )
        return Reading(hazards=(shown,), stream=stream, not_public=self.reason)


def read_nankai(telegram: Telegram) -> Reading:
    """南海トラフ地震臨時情報. 調査終了 is no all-clear: "at any time" still holds, it says."""
    stream = seismic.stream("nankai", telegram)
    if telegram.info_type is InfoType.CANCELLED:
        return Reading(stream=stream)
    code, notes = _serial(telegram), list[str]()
    strength = NANKAI.get(code)
    if strength is None:
        notes.append(f"The Nankai code “{code[:20]}” is in no table; the telegram's title counts.")
        said = (asks for word, asks in _BY_WORD.items() if word in telegram.title)
        strength = next(said, Strength.KNOW)
    asked = seismic.hazard(
        telegram,
        Kind.EARTHQUAKE,
        strength,
        event=telegram.title or telegram.kind,
        part="南海トラフ地震",
        areas=(AreaClaim(description=NANKAI_AREA),),
        parameters=(Code(name=NANKAI_CODE, value=code),) if code else (),
        description=_told(telegram),
    )
    return Reading(hazards=(asked,), stream=stream, notes=tuple(notes))


def _serial(telegram: Telegram) -> str:
    if telegram.body is None:
        return ""
    return text(telegram.body, "EarthquakeInfo/InfoSerial/Code")


def _told(telegram: Telegram) -> str:
    """The free text of a body, wherever its type keeps it, then its comments."""
    if telegram.body is None:
        return ""
    paths = ("Text", "EarthquakeInfo/Text", "NextAdvisory")
    said = (text(telegram.body, path) for path in paths)
    return "\n\n".join(filter(None, (*said, seismic.tells(telegram))))


KINDS: Mapping[str, Reader] = MappingProxyType(
    {
        "震源に関する情報": _Page(STREAM, HYPOCENTRE),
        "顕著な地震の震源要素更新のお知らせ": _Page(STREAM, UPDATED),
        "地震回数に関する情報": _Page("earthquake-count", COUNTED),
        "地震の活動状況等に関する情報": _Page("earthquake-outlook", OUTLOOK),
        "地震・津波に関するお知らせ": _Page("seismic-notice", NOTICE),
        "南海トラフ地震臨時情報": read_nankai,
        "南海トラフ地震関連解説情報": _Page("nankai-explained", REGULAR),
    }
)
