"""Every remark in the national list of sites is read: most are understood, none widens a site."""

import csv
import gzip
from pathlib import Path

from geo.remarks import narrowed, read_remark

SITES = "evac/gsi_emergency_evacuation_sites_2025-10-27.csv.gz"
FLAGS = (
    "洪水",
    "崖崩れ、土石流及び地滑り",
    "高潮",
    "地震",
    "津波",
    "大規模な火事",
    "内水氾濫",
    "火山現象",
)


def _remarks(folder: Path) -> list[tuple[int, str]]:
    """(hazard bits, remark) of every site that has one."""
    with gzip.open(folder / SITES, "rt", encoding="utf-8-sig") as lines:
        return [
            (sum(1 << number for number, flag in enumerate(FLAGS) if row[flag] == "1"), row["備考"])
            for row in csv.DictReader(lines)
            if row["備考"]
        ]


def test_real_remarks_narrow_sites_and_contradictions_drop_them(shared_data: Path) -> None:
    remarks = _remarks(shared_data)

    left = [narrowed(flags, read_remark(text)) for flags, text in remarks]

    assert len(remarks) == 3080
    assert all(one.hazards & ~flags == 0 for one, (flags, _) in zip(left, remarks, strict=True))
    assert sum(read_remark(text).is_read for _, text in remarks) >= 1800
    assert sum(bool(one.dropped) for one in left) == 250
    assert sum(bool(one.floors) for one in left) >= 1200
