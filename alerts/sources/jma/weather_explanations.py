"""Explanations in words, of weather, tide and typhoons: to know, and for the desk to read.

VPFJ51 and VMCJ55 name forecast areas by code beside the headline, VPZJ51, VPCJ51, VMCJ53 and
VMCJ54 whole regions of the country. The older plain texts and the typhoon information (VPTI) name
none, so that nobody can be told by them who is meant.
"""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from alerts.model import Kind, Strength
from alerts.report import AreaClaim, Official
from alerts.sources.jma.body import Reader, Reading
from alerts.sources.jma.elements import texts
from alerts.sources.jma.telegram import InfoType, Telegram
from alerts.sources.jma.weather_areas import DISTRICTS, headlines, lines, unique
from alerts.sources.jma.weather_codes import Meant
from alerts.sources.jma.weather_hazards import hazard
from alerts.sources.jma.weather_tags import TAG_LIST, kind_of, tags_of

NO_AREA = (
    "It explains in words and names no area by code, so that nobody can be told by it; it "
    "stands on the status page, and what it warns of comes in the warnings of each municipality."
)
WHOLE_REGIONS = (
    "It speaks of whole regions of the country, far beyond any one town; it stands on the "
    "status page, and what it warns of comes in the warnings of each municipality."
)
_PART = "解説"
_REGIONS = "全国・地方予報区等"


def explained_of(kind: Kind | None) -> Reader:
    """A reader of one type. `kind` None: by the telegram's tags."""

    def read(telegram: Telegram) -> Reading:
        about = "".join((telegram.event or telegram.editor).split())
        stream = f"explanation/{telegram.kind}/{about}"
        if telegram.info_type is InfoType.CANCELLED:
            return Reading(stream=stream)
        tags, areas = _tagged(telegram)
        official = Official(
            kind=(kind_of(tags) if kind is None else kind).value, strength=Strength.KNOW.value
        )
        found = hazard(
            telegram,
            Meant(name=telegram.title or telegram.kind, phenomenon=_PART, official=official),
            areas,
            description=_words(telegram),
            expires=telegram.ends,
        )
        return Reading(
            # To know has one strength: the part needs none.
            hazards=(msgspec.structs.replace(found, part=_PART),),
            stream=stream,
            not_public=_why_not_public(areas),
        )

    return read


def _why_not_public(areas: tuple[AreaClaim, ...]) -> str:
    if not areas:
        return NO_AREA
    of_regions = all(code.name == _REGIONS for area in areas for code in area.geocodes)
    return WHOLE_REGIONS if of_regions else ""


def _tagged(telegram: Telegram) -> tuple[tuple[str, ...], tuple[AreaClaim, ...]]:
    found = [
        line
        for one in headlines(telegram)
        if one.get("type") == TAG_LIST
        for line in lines(one, DISTRICTS)
    ]
    tags = dict.fromkeys(tag for line in found for tag in tags_of(line.kinds))
    return tuple(tags), unique(area for line in found for area in line.areas)


def _words(telegram: Telegram) -> str:
    """All running text of the body, paragraph by paragraph, each once."""
    return (
        "" if telegram.body is None else "\n".join(dict.fromkeys(texts(telegram.body, ".//Text")))
    )


_OF_ALL_SIZES = ("全般", "地方", "府県")

KINDS: Mapping[str, Reader] = MappingProxyType(
    {
        **{f"{size}気象情報": explained_of(None) for size in _OF_ALL_SIZES},
        **{f"{size}気象解説情報": explained_of(None) for size in _OF_ALL_SIZES},
        **{f"{size}潮位情報": explained_of(Kind.OTHER) for size in _OF_ALL_SIZES},
        **{f"{size}気象解説情報（潮位）": explained_of(Kind.OTHER) for size in _OF_ALL_SIZES},
        "全般台風情報": explained_of(Kind.STORM),
        "全般台風情報（定型）": explained_of(Kind.STORM),
        "全般台風情報（詳細）": explained_of(Kind.STORM),
        "熱中症警戒アラート": explained_of(Kind.HEAT),
    }
)
