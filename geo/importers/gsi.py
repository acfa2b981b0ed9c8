"""Columns of the national lists (国土地理院 指定緊急避難場所・指定避難所データ).

Both headings in circulation: the download's own (`NO,共通ID,施設・場所名,…`) and that of its copies
by municipality (`municipality_code,common_id,…`). Flags are 1 or empty.
"""

COLUMNS = {
    "id": ("共通ID", "common_id"),
    "name": ("施設・場所名",),
    "address": ("住所",),
    "lat": ("緯度",),
    "lon": ("経度",),
    "remark": ("備考",),
    "for": ("受入対象者",),
    "other": ("その他市町村長が必要と認める事項",),
    "flood": ("洪水",),
    "landslide": ("崖崩れ、土石流及び地滑り",),
    "storm_surge": ("高潮",),
    "earthquake": ("地震",),
    "tsunami": ("津波",),
    "fire": ("大規模な火事",),
    "inland_flood": ("内水氾濫",),
    "volcano": ("火山現象",),
}
ATTRIBUTION = (
    "指定緊急避難場所・指定避難所データ",
    "出典：国土地理院",
    "国土地理院コンテンツ利用規約",
)
