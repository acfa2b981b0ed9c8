"""Rows of sites and shelters, judged one by one: kept, outside, or in quarantine with a reason."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence

import msgspec

from geo.importers.spoken_names import spoken_names
from geo.kana import hiragana
from geo.names_as_text import name_as_text
from geo.sites import HAZARDS, mask_of

Row = Mapping[str, str]
Inside = Callable[[float, float], bool]

_YES = {"1", "1.0", "○", "〇", "◯", "◎", "●", "有", "true", "yes", "y"}
_NO = {"", "0", "0.0", "-", "－", "―", "ー", "×", "✕", "無", "false", "no", "n"}
_FIGURE = re.compile(r"(\d[\d,]*)\s*(?:人|名)?")
# "…コウズイ：ニカイイジョウ（…）" behind the reading of a name, as one prefecture publishes it.
_REMARK_IN_READING = re.compile(
    "(こうずい|たかしお|つなみ|ないすい)[:：](いっ|に|さん|よん|ご)かい"
)
_SPOKEN = {"こうずい": "洪水", "たかしお": "高潮", "つなみ": "津波", "ないすい": "内水氾濫"}
_SPOKEN |= {"いっ": "1", "に": "2", "さん": "3", "よん": "4", "ご": "5"}
_NOBODY_ELSE = ("ありません", "なし", "無し", "該当なし")
_WELFARE = "福祉避難所"


class PlaceRow(msgspec.Struct, frozen=True, kw_only=True):
    """A place as its row says. `hazards` is the mask of `geo.sites`; None without such columns.

    `capacity` is a number only where the text is nothing but one. `restricted_to`: for whom alone.
    """

    id: str
    name: dict[str, str]
    lon: float
    lat: float
    hazards: int | None
    remark: str
    capacity: int | None
    address: str
    restricted_to: str


class Quarantined(msgspec.Struct, frozen=True):
    """A row that is not used: its number (from 1, the heading not counted), name and why."""

    row: int
    name: str
    reason: str


class JudgedRows(msgspec.Struct, frozen=True):
    """`outside` counts rows beyond the streets; `odd_flags` are values that no flag should have."""

    kept: tuple[PlaceRow, ...]
    outside: int
    quarantined: tuple[Quarantined, ...]
    odd_flags: dict[str, int]


def judged(rows: Sequence[Row], inside: Inside) -> JudgedRows:
    """`inside` tells whether a position, lon and lat in degrees, is within the streets' reach."""
    kept: list[PlaceRow] = []
    bad: list[Quarantined] = []
    odd: dict[str, int] = {}
    outside = 0
    for number, row in enumerate(rows, start=1):
        at = _position(row, inside)
        if isinstance(at, str):
            bad.append(Quarantined(number, row.get("name", ""), at))
        elif not inside(*at):
            outside += 1
        elif not row.get("name"):
            bad.append(Quarantined(number, "", "it has no name"))
        else:
            kept.append(_place(row, *at, odd))
    return JudgedRows(tuple(kept), outside, tuple(bad), odd)


def _position(row: Row, inside: Inside) -> tuple[float, float] | str:
    """Longitude and latitude, or what is wrong with them."""
    lon, lat = _degrees(row.get("lon", "")), _degrees(row.get("lat", ""))
    if not row.get("lon") or not row.get("lat"):
        return "it has no position"
    if lon is None or lat is None:
        return "its position is not in decimal degrees"
    swapped = abs(lon) <= 90 and inside(lat, lon)
    if (swapped and not inside(lon, lat)) or (abs(lat) > 90 and abs(lon) <= 90):
        return "latitude and longitude are swapped"
    if abs(lat) > 90 or abs(lon) > 180 or (lon == 0 and lat == 0):
        return "its position is nowhere on earth"
    return lon, lat


def _degrees(text: str) -> float | None:
    try:
        value = float(unicodedata.normalize("NFKC", text))
    except ValueError:
        return None
    return value if value == value and abs(value) < 1e6 else None


def _place(row: Row, lon: float, lat: float, odd: dict[str, int]) -> PlaceRow:
    name = unicodedata.normalize("NFC", name_as_text(row["name"]))
    kana, remark = _reading_and_remark(row.get("kana", ""))
    return PlaceRow(
        id=row.get("id", ""),
        name=spoken_names(name, kana),
        lon=lon,
        lat=lat,
        hazards=_hazards(row, odd),
        remark=row.get("remark", "") or remark,
        capacity=_capacity(row.get("capacity", "")),
        address=row.get("address", ""),
        restricted_to=_restricted_to(row),
    )


def _reading_and_remark(kana: str) -> tuple[str, str]:
    """The reading of the name, and the remark that stands behind it in words for the ear."""
    reading = hiragana(kana)
    found = _REMARK_IN_READING.search(reading)
    if found is None:
        return kana, ""
    return reading[: found.start()], f"{_SPOKEN[found[1]]}：{_SPOKEN[found[2]]}階以上"


def _hazards(row: Row, odd: dict[str, int]) -> int | None:
    """No flag is not designated, and so is one that nobody can read."""
    if not any(hazard in row for hazard in HAZARDS):
        return None
    flags = {hazard: row.get(hazard, "").casefold() for hazard in HAZARDS}
    for flag in flags.values():
        if flag not in _YES and flag not in _NO:
            odd[flag] = odd.get(flag, 0) + 1
    return mask_of(*(hazard for hazard, flag in flags.items() if flag in _YES))


def _capacity(text: str) -> int | None:
    """A bare number; "100人2.0㎡あたり1人" is for people to read, never to count on."""
    found = _FIGURE.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return int(found[1].replace(",", "")) if found else None


def _restricted_to(row: Row) -> str:
    """For whom a shelter is kept. A 1 in the column for other matters says nothing to anybody."""
    whom, other = row.get("for", ""), row.get("other", "")
    told = [one for one in (whom, other) if one and one != "1" and not one.endswith(_NOBODY_ELSE)]
    if told:
        return "、".join(told)
    named = _WELFARE in row.get("name", "") + row.get("remark", "")
    return _WELFARE if named else ""
