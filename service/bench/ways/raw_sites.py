"""Designated sites from their lists (the national form, the open-data standard), with remarks."""

import csv
import gzip
import math
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec

HAZARDS = {
    "flood": "洪水",
    "landslide": "崖崩れ、土石流及び地滑り",
    "storm_surge": "高潮",
    "earthquake": "地震",
    "tsunami": "津波",
    "fire": "大規模な火事",
    "inland_flood": "内水氾濫",
    "volcano": "火山現象",
}
"""The eight hazards and the words of their columns."""

_YES = {"1", "1.0", "○", "〇", "◯", "◎", "●", "有", "true", "yes", "y"}
_SHUT = (
    "使用不可", "利用不可", "避難不可", "使用できない", "利用できない", "推奨できない",
    "使えません", "使用禁止", "利用禁止", "開設しない",
)  # fmt: skip
_MEANT = {
    "洪水": {"flood"}, "氾濫": {"flood"}, "大雨": {"flood", "inland_flood", "landslide"},
    "水害": {"flood", "storm_surge", "inland_flood"}, "内水": {"inland_flood"},
    "土砂": {"landslide"}, "高潮": {"storm_surge"}, "地震": {"earthquake"}, "津波": {"tsunami"},
    "火災": {"fire"}, "噴火": {"volcano"}, "火山": {"volcano"},
}  # fmt: skip


class RawSite(msgspec.Struct):
    """`hazards`: what it is designated for, less what its remark takes away."""

    id: str
    name: str
    lon: float
    lat: float
    hazards: set[str]


def read_sites(files: Sequence[Path]) -> list[RawSite]:
    """Rows of one id, or of one name within 30 m, are one place, for what all of them name."""
    sites: list[RawSite] = []
    for file in files:
        for row in _rows(file):
            site = _site(row)
            twin = next((one for one in sites if _is_same(one, site)), None) if site else None
            if site and twin:
                twin.hazards &= site.hazards
            elif site:
                sites.append(site)
    return sites


def _rows(file: Path) -> list[dict[str, str]]:
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8-sig", newline="") as text:
        return list(csv.DictReader(text))


def _site(row: dict[str, str]) -> RawSite | None:
    name = row.get("施設・場所名") or row.get("名称") or ""
    try:
        lon, lat = float(row["経度"]), float(row["緯度"])
    except (KeyError, ValueError):
        return None
    marked = {
        hazard
        for hazard, column in HAZARDS.items()
        if (row.get(column) or row.get(f"災害種別_{column}") or "").strip().lower() in _YES
    }
    ident = row.get("common_id") or row.get("共通ID") or row.get("ID") or ""
    return RawSite(ident, name, lon, lat, marked - _taken_away(row.get("備考") or ""))


def _taken_away(remark: str) -> set[str]:
    """Hazards that a sentence of the remark names together with words for "not to be used"."""
    taken: set[str] = set()
    for sentence in unicodedata.normalize("NFKC", remark).replace("。", "\n").splitlines():
        if any(word in sentence for word in _SHUT):
            taken |= {one for word, meant in _MEANT.items() if word in sentence for one in meant}
    return taken


def _is_same(one: RawSite, other: RawSite) -> bool:
    if one.id and one.id == other.id:
        return True
    east = (one.lon - other.lon) * 111_319.5 * math.cos(math.radians(one.lat))
    north = (one.lat - other.lat) * 111_319.5
    return one.name == other.name and math.hypot(east, north) <= 30
