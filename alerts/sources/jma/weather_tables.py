"""Weather telegrams that are never for the public: values by the hour, repeats, climate."""

from collections.abc import Mapping
from types import MappingProxyType

from alerts.sources.jma.body import Reader, Reading
from alerts.sources.jma.telegram import Telegram
from alerts.sources.jma.weather_areas import prefecture

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "気象警報・注意報時系列情報（Ｒ０６）": (
            "It lists values hour by hour behind the warnings of each municipality, which people "
            "hear of; the values stand on the agency's pages."
        ),
        "気象警報・注意報（Ｒ０６）（集約通報）": (
            "It repeats the warnings of the whole country every ten minutes; people hear of them "
            "by the telegram of their own prefecture."
        ),
        "早期天候情報": (
            "It is about heat, cold or snow a week and more ahead; people find it on the agency's "
            "climate pages."
        ),
        "地方天候情報": (
            "It is about the course of a season; people find it on the agency's climate pages."
        ),
    }
)


def _read(telegram: Telegram) -> Reading:
    return Reading(stream=f"table/{prefecture(telegram)}", not_public=REASONS[telegram.kind])


KINDS: Mapping[str, Reader] = MappingProxyType(dict.fromkeys(REASONS, _read))
