"""Disaster and crisis reports of QZSS (DCR, type 43): the Meteorological Agency by satellite.

A message has room for a few regions, so that one warning comes in several, each with other regions
or none. Each region is therefore a message and a stream of its own here: what ends or rises in one
says nothing of another, and nothing that is merely missing ends.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec
from azarashi.reports import dcr

from alerts.model import Kind, Strength
from alerts.report import AreaClaim, Code, Hazard, MessageType, Official, Report, Scope, Status
from alerts.report import Text as Words
from alerts.sources import qzss_codes as codes
from alerts.sources.jma import volcano_codes

FORMAT = "qzss-dcr"
SENDER = "qzss:jma"

TOWNS = "気象・地震・火山情報／市町村等"
PREFECTURES = "気象情報／府県予報区・細分区域等"
RIVERS = "指定河川洪水予報（予報区域）"
COASTS = "津波予報区"
EARLY_WARNING = "QZSS 緊急地震速報予報区"
"""The satellite numbers these regions in its own way; a town's table may map them."""

_TRAINING = 7
_CORRECTED, _CANCELLED = 1, 2
_PLACE_ONLY = {
    "震源": "It names the hypocentre and no place where it shook; people hear by 震度.",
    "南海トラフ地震": "It is one page of a longer text; read the whole at the agency's own site.",
    "北西太平洋津波": "It speaks of the coasts of other countries; Japan's hear by 津波.",
    "台風": "It tells where a typhoon is; people hear of what it does by warnings.",
    "海上": "It speaks to ships of areas of the sea.",
}
_Code = TypeVar("_Code")


class UnknownCode(Exception):
    """A sentence that says what to do."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """One region's part of a message. `strength` None: what was told before is over."""

    kind: Kind
    strength: Strength | None
    event: str
    part: str
    stream: str
    areas: tuple[AreaClaim, ...]
    expires: datetime | None = None


def read(message: dcr.Base) -> tuple[Report, ...]:
    """Raises UnknownCode for a code that no table here knows."""
    why = _PLACE_ONLY.get(message.disaster_category)
    if why is not None:
        return (_report(message, message.raw.hex(), (), why, f"qzss/{message.disaster_category}"),)
    found = tuple(_told(message))
    if not found:
        raise UnknownCode(
            f"The satellite's message ({message.disaster_category}) names no region. Look at it, "
            "and at the agency's own site."
        )
    return tuple(
        _report(message, f"{message.raw.hex()}/{number}", (_hazard(message, one),), "", one.stream)
        for number, one in enumerate(found, 1)
    )


def _told(message: dcr.Base) -> Iterator[Told]:
    for kind, reader in _READERS:
        if isinstance(message, kind):
            yield from reader(message)
            return


def _known(table: dict[int, _Code], code: int, said: str) -> _Code:
    if code not in table:
        raise UnknownCode(
            f"The satellite says “{said[:60]}” (code {code}), which no table here knows. Look at "
            "the agency's own site now; then add the code to alerts/sources/qzss_codes.py."
        )
    return table[code]


def _area(name: str, code_type: str, code: int, digits: int) -> tuple[AreaClaim, ...]:
    value = Code(name=code_type, value=f"{code:0{digits}d}")
    return (AreaClaim(description=name, geocodes=(value,)),)


def _tsunami(message: dcr.Tsunami) -> Iterator[Told]:
    name, code = message.tsunami_warning_code, message.tsunami_warning_code_raw
    strength = _known(dict(codes.TSUNAMI), code, name)
    for place, raw in zip(
        message.tsunami_forecast_regions, message.tsunami_forecast_regions_raw, strict=True
    ):
        yield Told(
            kind=Kind.TSUNAMI,
            strength=strength,
            event=name,
            part="津波",
            stream=f"qzss/tsunami/{raw}",
            areas=_area(place, COASTS, raw, 3),
        )


def _weather(message: dcr.Weather) -> Iterator[Told]:
    state = message.weather_warning_state_raw
    _known({codes.ISSUED: 0, codes.LIFTED: 0}, state, message.weather_warning_state)
    for name, code, place, raw in zip(
        message.weather_related_disaster_sub_categories,
        message.weather_related_disaster_sub_categories_raw,
        message.weather_forecast_regions,
        message.weather_forecast_regions_raw,
        strict=True,
    ):
        for each in range(1, 7) if code == codes.ALL_SPECIAL else (code,):
            kind, strength = _known(dict(codes.WEATHER), each, name)
            yield Told(
                kind=kind,
                strength=strength if state == codes.ISSUED else codes.ENDED,
                event=name,
                part=str(each),
                stream=f"qzss/weather/{each}/{raw}",
                areas=_area(place, PREFECTURES, raw, 6),
            )


def _flood(message: dcr.Flood) -> Iterator[Told]:
    for name, code, place, raw in zip(
        message.flood_warning_levels,
        message.flood_warning_levels_raw,
        message.flood_forecast_regions,
        message.flood_forecast_regions_raw,
        strict=True,
    ):
        yield Told(
            kind=Kind.FLOOD,
            strength=_known(dict(codes.FLOOD), code, name),
            event=f"{place} {name}",
            part="氾濫",
            stream=f"qzss/flood/{raw}",
            areas=_area(place, RIVERS, raw, 12),
        )


def _volcano(message: dcr.Volcano) -> Iterator[Told]:
    code, name = message.volcanic_warning_code_raw, message.volcanic_warning_code
    erupted = code in codes.ERUPTED
    table = {int(one): strength for one, strength in volcano_codes.OF_VOLCANO.items()}
    table |= dict.fromkeys(codes.ERUPTED, Strength.PROTECT)
    strength = _known(table, code, name)
    over = str(code) in volcano_codes.QUIET
    what = "eruption" if erupted else "volcano"
    for place, raw in zip(message.local_governments, message.local_governments_raw, strict=True):
        yield Told(
            kind=Kind.VOLCANO,
            strength=codes.ENDED if over else strength,
            event=f"{message.volcano_name} {name}",
            part="噴火" if erupted else "噴火警報",
            stream=f"qzss/{what}/{message.volcano_name_raw}/{raw}",
            areas=_area(place, TOWNS, raw, 7),
        )


def _ash(message: dcr.AshFall) -> Iterator[Told]:
    for hours, name, code, place, raw in zip(
        message.expected_ash_fall_times_raw,
        message.ash_fall_warning_codes,
        message.ash_fall_warning_codes_raw,
        message.local_governments,
        message.local_governments_raw,
        strict=True,
    ):
        yield Told(
            kind=Kind.VOLCANO,
            strength=_known(dict(codes.ASH), code, name),
            event=f"{message.volcano_name} {name}",
            part=name,
            stream=f"qzss/ash/{message.volcano_name_raw}/{code}/{raw}",
            areas=_area(place, TOWNS, raw, 7),
            expires=message.report_time + timedelta(hours=max(hours, 1)),
        )


def _intensity(message: dcr.SeismicIntensity) -> Iterator[Told]:
    for name, code, place, raw in zip(
        message.seismic_intensities,
        message.seismic_intensities_raw,
        message.prefectures,
        message.prefectures_raw,
        strict=True,
    ):
        yield Told(
            kind=Kind.EARTHQUAKE,
            strength=_known(dict(codes.INTENSITY), code, name),
            event=f"震度速報 震度{name}",
            part="震度",
            stream=f"qzss/quake/{_occurred(message)}/{raw}",
            areas=_area(place, "jis", raw, 2),
        )


def _early_warning(message: dcr.EarthquakeEarlyWarning) -> Iterator[Told]:
    areas = zip(message.eew_forecast_regions, message.eew_forecast_regions_raw, strict=True)
    yield Told(
        kind=Kind.EARTHQUAKE,
        strength=Strength.PROTECT,
        event="緊急地震速報（警報）",
        part="緊急地震速報",
        stream=f"qzss/eew/{_occurred(message)}",
        areas=tuple(one for name, raw in areas for one in _area(name, EARLY_WARNING, raw, 1)),
    )


def _occurred(message: dcr.SeismicIntensity | dcr.EarthquakeEarlyWarning) -> str:
    when = message.occurrence_time_of_earthquake or message.report_time
    return f"{when:%Y%m%d%H%M}"


_READERS: tuple[tuple[type[dcr.Base], Callable[..., Iterator[Told]]], ...] = (
    (dcr.Tsunami, _tsunami),
    (dcr.Weather, _weather),
    (dcr.Flood, _flood),
    (dcr.Volcano, _volcano),
    (dcr.AshFall, _ash),
    (dcr.SeismicIntensity, _intensity),
    (dcr.EarthquakeEarlyWarning, _early_warning),
)


def _hazard(message: dcr.Base, told: Told) -> Hazard:
    ended = told.strength is None
    texts = [
        Words(language=language, event=told.event, description=said)
        for language, said in message.get_texts().items()
        if language == "ja"
    ]
    english = message.get_text("en")
    if english is not None:
        texts.append(Words(language="en", event=message.disaster_category_en, description=english))
    return Hazard(
        texts=tuple(texts),
        areas=told.areas,
        response_types=("AllClear",) if ended else (),
        urgency="Past" if ended else "Unknown",
        expires=told.expires,
        official=Official(kind=told.kind.value, strength=(told.strength or Strength.KNOW).value),
        part=told.part,
    )


def _report(
    message: dcr.Base, identifier: str, hazards: tuple[Hazard, ...], why: str, stream: str
) -> Report:
    ended = any("AllClear" in hazard.response_types for hazard in hazards)
    corrected = message.information_type_no == _CORRECTED
    kind = MessageType.UPDATE if ended or corrected else MessageType.ALERT
    training = message.report_classification_no == _TRAINING
    return Report(
        format=FORMAT,
        sender=SENDER,
        identifier=identifier,
        sent=message.report_time,
        status=Status.TEST if training else Status.ACTUAL,
        message_type=(MessageType.CANCEL if message.information_type_no == _CANCELLED else kind),
        scope=Scope.PUBLIC,
        source=message.disaster_category,
        stream=stream,
        not_public=why,
        hazards=hazards,
    )
