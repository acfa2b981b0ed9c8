"""Weather telegrams that are never for the public: recognised by title, their bodies unread.

The agency's feeds carry them beside the warnings; whatever is in no table is set aside for a person
(alerts.sources.jma.reading), and these must not bury that.
"""

from collections.abc import Mapping
from types import MappingProxyType

from alerts.sources.jma.body import Reader, Reading
from alerts.sources.jma.telegram import Telegram
from alerts.sources.jma.weather_areas import prefecture

_GROUPS: tuple[tuple[str, str], ...] = (
    (
        "It lists values hour by hour behind the warnings of each municipality, which people "
        "hear of; the values stand on the agency's pages.",
        "気象警報・注意報時系列情報（Ｒ０６）",
    ),
    (
        "It repeats the warnings of the whole country every ten minutes; people hear of them by "
        "the telegram of their own prefecture.",
        "気象警報・注意報（Ｒ０６）（集約通報）",
    ),
    (
        "It maps how dangerous the rain is, square by square; what that asks of people comes in "
        "the warnings of each municipality.",
        "大雨危険度通知",
    ),
    (
        "It says how likely warnings are in the next days; people find it on the agency's pages.",
        "早期注意情報（明日まで）（Ｒ０６） 早期注意情報（明後日まで） 警報級の可能性（明日まで） "
        "警報級の可能性（明後日以降） 台風の暴風域に入る確率",
    ),
    (
        "It is for ships at sea; they get it by radio and from the agency's pages.",
        "全般海上警報（定時） 全般海上警報（臨時） 全般海上警報（定時）（Ｈ２９） "
        "全般海上警報（臨時）（Ｈ２９） 全般海上警報（定時）（Ｒ０８） "
        "全般海上警報（臨時）（Ｒ０８） 地方海上警報 地方海上警報（Ｈ２８） 地方海上予報 "
        "地方海上予報（Ｈ２８）",
    ),
    (
        "It is a forecast or a weather map; people find it on the agency's pages.",
        "府県天気予報 府県天気予報（Ｒ１） 府県天気概況 天気概況 全般週間天気予報 地方週間天気予報 "
        "府県週間天気予報 地上実況図 地上２４時間予想図 地上４８時間予想図 "
        "アジア太平洋地上実況図 アジア太平洋海上悪天２４時間予想図 "
        "アジア太平洋海上悪天４８時間予想図",
    ),
    (
        "It is about heat, cold or snow a week and more ahead; people find it on the agency's "
        "climate pages.",
        "早期天候情報 全般季節予報（２週間気温予報） 地方季節予報（２週間気温予報）",
    ),
    (
        "It is about the course of a season; people find it on the agency's climate pages.",
        "地方天候情報 全般天候情報 府県天候情報 全般１か月予報 全般３か月予報 全般暖・寒候期予報 "
        "地方１か月予報 地方３か月予報 地方暖・寒候期予報",
    ),
    (
        "It tells what was observed in nature or in the air, and warns of nothing.",
        "季節観測 生物季節観測 特殊気象報 紫外線観測データ",
    ),
)
REASONS: Mapping[str, str] = MappingProxyType(
    {title: reason for reason, titles in _GROUPS for title in titles.split()}
)
"""By `Control/Title`: why, and where people get it instead."""


def _read(telegram: Telegram) -> Reading:
    return Reading(stream=f"table/{prefecture(telegram)}", not_public=REASONS[telegram.kind])


KINDS: Mapping[str, Reader] = MappingProxyType(dict.fromkeys(REASONS, _read))
