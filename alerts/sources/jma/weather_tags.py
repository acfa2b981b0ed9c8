"""Tags beside a headline (情報タグ): which phenomena a telegram speaks of."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from lxml import etree

from alerts.model import Kind
from alerts.sources.jma.elements import text

TAG_LIST = "情報タグ"
"""The type of the list beside the headline, and the name of a `Kind` whose condition is tags."""

_TAGS: Mapping[Kind, str] = MappingProxyType(
    {
        Kind.STORM: "台風 暴風 強風 高波 波浪 雷 落雷 突風 竜巻 ひょう 発達する低気圧",
        Kind.SNOW: "大雪 暴風雪 風雪 強い冬型 なだれ 着雪 着氷 短時間大雪",
        Kind.FLOOD: "大雨 長雨 融雪 記録雨 線状降水帯予測 線状降水帯直前 線状降水帯発生",
        Kind.LANDSLIDE: "土砂災害",
        Kind.STORM_SURGE: "高潮",
        Kind.HEAT: "高温 熱中症",
    }
)
_KIND_OF_TAG = MappingProxyType({tag: kind for kind, tags in _TAGS.items() for tag in tags.split()})


def tags_of(kinds: Iterable[etree._Element]) -> tuple[str, ...]:
    """The tags of one item, each once: a condition lists several, parted by blanks."""
    found = (
        tag
        for kind in kinds
        if text(kind, "Name") == TAG_LIST
        for tag in text(kind, "Condition").split()
    )
    return tuple(dict.fromkeys(found))


def kind_of(tags: Iterable[str]) -> Kind:
    """Of the first tag in the table, else OTHER. 大潮 and 副振動 are no storm surge, and OTHER."""
    return next((_KIND_OF_TAG[tag] for tag in tags if tag in _KIND_OF_TAG), Kind.OTHER)
