"""Extended messages of QZSS (DCX, message type 44): L-Alert, J-Alert and towns, in CAMF.

They say hazard, severity, advice by number, and ground as an ellipse or by code. They name neither
themselves nor when they were sent, and are repeated every few seconds for as long as they hold: one
message is what says the same within ten minutes. Whether an order stands behind an L-Alert they do
not say; it is read as a warning of its provider, never as the mayor's order (DOMAIN section 1).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from azarashi.reports import dcx

from alerts.model import Strength
from alerts.report import (
    AreaClaim,
    Code,
    Hazard,
    MessageType,
    Official,
    Report,
    Scope,
    Status,
    Text,
)
from alerts.sources import qzss_codes as codes
from alerts.sources.qzss_dcr import UnknownCode
from geo.ellipses import ring_round_ellipse
from geo.refused import Refused

FORMAT = "qzss-dcx"
REPEATED_WITHIN = timedelta(minutes=10)

_TEST, _UPDATE, _ALL_CLEAR = 0, 2, 3
_JAPAN = 111
_PROVIDERS = {1: "fmmc", 2: "fdma", 3: "ministry", 4: "town"}
_NAMES = {1: "Ｌアラート", 2: "Ｊアラート", 3: "Ｊアラート", 4: "自治体からの情報"}
_HOURS = {1: 6, 2: 12, 3: 24}
_ABROAD = "It speaks of another country than Japan, through Japan's satellites."


def read(message: dcx.Base, arrived: datetime) -> tuple[Report, ...]:
    """One report for each area. Raises UnknownCode for what no table here knows."""
    if not isinstance(message, dcx.AlertBase):
        raise UnknownCode("The satellite says that it has nothing to say. Nothing is to be done.")
    camf = message.camf
    if camf.a2 != _JAPAN:
        return (_report(message, message.raw.hex(), arrived, (), "qzss/abroad", _ABROAD),)
    if camf.a3 not in _PROVIDERS:
        raise UnknownCode(
            f"The satellite's message is of a provider ({camf.a3}) that is not known here. Look at "
            "it, and ask the Cabinet Office; then add the provider to alerts/sources/qzss_dcx.py."
        )
    if camf.a4 not in codes.KIND_OF_HAZARD:
        raise UnknownCode(
            f"The satellite's message is of a hazard ({camf.a4}) that no table here knows. Look at "
            "it now; then add the code to alerts/sources/qzss_codes.py."
        )
    return tuple(
        _report(
            message,
            f"{message.raw.hex()}/{key}",
            arrived,
            (_hazard(message, area),),
            f"qzss/{_PROVIDERS[camf.a3]}/{camf.a4}/{key}",
            "",
        )
        for key, area in _areas(message)
    )


def _areas(message: dcx.AlertBase) -> Iterator[tuple[str, AreaClaim]]:
    """What tells an area from others, and the area; never the second ellipse, which is a refuge."""
    camf = message.camf
    drawn = not message.ignore_a12_to_a16 and any((camf.a12, camf.a13, camf.a14, camf.a15))
    found = list(_coded(message, drawn=drawn))
    if drawn:
        key = f"{camf.a12}-{camf.a13}-{camf.a14}-{camf.a15}-{camf.a16}"
        found.append((key, _ellipse(message)))
    yield from found or [("nowhere", AreaClaim(description=""))]


def _coded(message: dcx.AlertBase, *, drawn: bool) -> Iterator[tuple[str, AreaClaim]]:
    """Municipalities (JIS X 0402, five digits) and prefectures (two); none beside a drawing."""
    camf = message.camf
    if not message.ignore_ex1 and camf.ex1 and not drawn:
        yield _jis(f"{camf.ex1:05d}", message.ex1_target_area_ja or "")
    if message.ignore_ex8_to_ex9:
        return
    names = iter(message.ex9_target_area_list_ja or ())
    if camf.ex8 == 0:
        listed = [f"{bit + 1:02d}" for bit in range(47) if camf.ex9 >> 17 >> bit & 1]
    else:
        shifts = (48, 32, 16, 0)
        listed = [f"{one:05d}" for at in shifts if (one := camf.ex9 >> at & 0xFFFF)]
    for code in listed:
        yield _jis(code, next(names, ""))


def _jis(code: str, name: str) -> tuple[str, AreaClaim]:
    return code, AreaClaim(description=name, geocodes=(Code(name="jis", value=code),))


def _ellipse(message: dcx.AlertBase) -> AreaClaim:
    lat = _finer(
        message.c1_refined_latitude_of_centre_of_main_ellipse, message.a12_ellipse_centre_latitude
    )
    lon = _finer(
        message.c2_refined_longitude_of_centre_of_main_ellipse,
        message.a13_ellipse_centre_longitude,
    )
    ring = ring_round_ellipse(
        lon,
        lat,
        _finer(message.c3_refined_length_of_semi_major_axis, message.a14_ellipse_semi_major_axis),
        _finer(message.c4_refined_length_of_semi_minor_axis, message.a15_ellipse_semi_minor_axis),
        message.a16_ellipse_azimuth or 0.0,
    )
    if isinstance(ring, Refused):
        return AreaClaim(description="", faults=(ring.reason,))
    return AreaClaim(description="", polygons=(ring,))


def _finer(refined: float | None, coarse: float | None) -> float:
    return refined if refined is not None else coarse or 0.0


def _hazard(message: dcx.AlertBase, area: AreaClaim) -> Hazard:
    camf = message.camf
    ended = camf.a1 == _ALL_CLEAR
    called_off = camf.a11 in codes.CALLED_OFF and message.a11_japanese_library is not None
    strength = Strength.KNOW if ended or called_off else codes.SEVERITY[camf.a5]
    onset = message.a6a7_hazard_onset_datetime
    hours = _HOURS.get(camf.a8)
    return Hazard(
        texts=_texts(message),
        areas=(area,),
        response_types=("AllClear",) if ended else (),
        urgency="Past" if ended else "Unknown",
        onset=onset,
        expires=onset + timedelta(hours=hours) if onset and hours else None,
        official=Official(kind=codes.KIND_OF_HAZARD[camf.a4].value, strength=strength.value),
        part=str(camf.a4),
    )


def _texts(message: dcx.AlertBase) -> tuple[Text, ...]:
    advice = (
        message.a11_japanese_library
        or message.a11_international_library
        or message.a11_international_library_a
        or ""
    )
    english = Text(
        language="en",
        event=message.a4_hazard_type,
        description=message.get_text("en") or "",
        instruction="" if message.camf.a11 == 0 else advice,
        sender_name=message.a3_provider_identifier,
    )
    japanese = Text(
        language="ja",
        event=_NAMES[message.camf.a3],
        instruction="" if message.camf.a11 == 0 else message.a11_japanese_library_ja or "",
    )
    return (japanese, english)


def _report(
    message: dcx.AlertBase,
    identifier: str,
    arrived: datetime,
    hazards: tuple[Hazard, ...],
    stream: str,
    why: str,
) -> Report:
    camf = message.camf
    is_test = camf.a1 == _TEST or camf.a4 in codes.TESTS
    return Report(
        format=FORMAT,
        sender=f"qzss:{_PROVIDERS.get(camf.a3, 'unknown')}",
        identifier=identifier,
        sent=_since(arrived),
        status=Status.TEST if is_test else Status.ACTUAL,
        message_type=(
            MessageType.UPDATE if camf.a1 in (_UPDATE, _ALL_CLEAR) else MessageType.ALERT
        ),
        scope=Scope.PUBLIC,
        source=message.dcx_message_type,
        stream=stream,
        not_public=why,
        hazards=hazards,
    )


def _since(arrived: datetime) -> datetime:
    """When it came, to the ten minutes: the same for its repetitions, never later than now."""
    seconds = int(REPEATED_WITHIN.total_seconds())
    return datetime.fromtimestamp(arrived.timestamp() // seconds * seconds, arrived.tzinfo)
