"""Sites and shelters as CSV: the national form, and the open-data standard of local governments."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from service.demo.fictional.sites import HAZARDS, Site
from service.demo.fictional.warp import Warp

CODE = "990019"
"""The town's code. No prefecture has the number 99."""
_TOWN = "湊浜市"
_COLUMNS = (
    "洪水", "崖崩れ、土石流及び地滑り", "高潮", "地震",
    "津波", "大規模な火事", "内水氾濫", "火山現象",
)  # fmt: skip
_FLOODS = frozenset({"flood", "inland_flood"})


def write_sites(folder: Path, sites: Sequence[Site], warp: Warp) -> None:
    """`sites.csv`, `sites-open-data.csv` (other sites, those with capacity) and `shelters.csv`."""
    numbered = list(enumerate(sites, 1))
    # The newer form alone has a column for capacity: it has every site for floods, so that people
    # can be spread over them, and those of no other hazard, so that there they cannot.
    newer = [(n, site) for n, site in numbered if site.hazards & _FLOODS]
    older = [(n, site) for n, site in numbered if not site.hazards & _FLOODS]
    halls = [(n, site) for n, site in numbered if site.kind in ("school", "hall")]
    _write(folder / "sites.csv", (_national(n, site, warp) for n, site in older))
    _write(folder / "sites-open-data.csv", (_open_data(n, site, warp) for n, site in newer))
    _write(folder / "shelters.csv", (_shelter(n, site, warp) for n, site in halls))


def _write(file: Path, rows: Iterable[Mapping[str, Any]]) -> None:
    """UTF-8 with a byte order mark, as towns publish."""
    listed = list(rows)
    with file.open("w", encoding="utf-8-sig", newline="") as output:
        writer = csv.DictWriter(output, fieldnames=list(listed[0]) if listed else [])
        writer.writeheader()
        writer.writerows(listed)


def _place(site: Site, warp: Warp) -> tuple[str, str]:
    lon, lat = warp.to_degrees(*site.place)
    return f"{float(lat):.6f}", f"{float(lon):.6f}"


def _flags(site: Site) -> list[str]:
    return ["1" if hazard in site.hazards else "" for hazard in HAZARDS]


def _national(number: int, site: Site, warp: Warp) -> dict[str, str]:
    lat, lon = _place(site, warp)
    return {
        "municipality_code": CODE,
        "common_id": f"E{CODE}{number:06d}",
        "都道府県名及び市町村名": _TOWN,
        "施設・場所名": site.name.ja,
        "住所": site.address,
        "緯度": lat,
        "経度": lon,
        **dict(zip(_COLUMNS, _flags(site), strict=True)),
        "指定避難所との住所同一": "1" if site.kind in ("school", "hall") else "",
        "備考": site.remark,
    }


def _open_data(number: int, site: Site, warp: Warp) -> dict[str, str]:
    lat, lon = _place(site, warp)
    named = zip(_COLUMNS, _flags(site), strict=True)
    flags = {f"災害種別_{column}": flag for column, flag in named}
    return {
        "全国地方公共団体コード": CODE,
        "ID": f"E{CODE}{number:06d}",
        "名称": site.name.ja,
        "名称_カナ": _katakana(site.name.kana),
        "名称_英字": site.name.en,
        "所在地_全国地方公共団体コード": CODE,
        "所在地_連結表記": site.address,
        "緯度": lat,
        "経度": lon,
        **flags,
        "指定避難所との重複": "1" if site.kind in ("school", "hall") else "",
        "想定収容人数": str(site.capacity or ""),
        "備考": site.remark,
    }


def _shelter(number: int, site: Site, warp: Warp) -> dict[str, str]:
    lat, lon = _place(site, warp)
    is_restricted = site.kind == "hall" and number % 3 == 0
    return {
        "municipality_code": CODE,
        "common_id": f"E{CODE}{number:05d}S",
        "都道府県名及び市町村名": _TOWN,
        "施設・場所名": site.name.ja,
        "住所": site.address,
        "緯度": lat,
        "経度": lon,
        "指定緊急避難場所との住所同一": "" if is_restricted else "1",
        "その他市町村長が必要と認める事項": "",
        "受入対象者": "介助が必要な人とその家族" if is_restricted else "",
        "備考": "",
    }


def _katakana(kana: str) -> str:
    """Hiragana (U+3041 to U+3096) as katakana; everything else as it stands."""
    return "".join(chr(ord(c) + 0x60) if "ぁ" <= c <= "ゖ" else c for c in kana)
