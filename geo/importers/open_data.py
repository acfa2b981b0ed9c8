"""Columns of the local governments' standard list of sites (自治体標準オープンデータセット).

`災害種別_…` flags are 1, 0, empty or a dash. `名称_カナ` is the reading; `名称_英字` is letters
without gaps ("kyukanazawashiritsunomachishogakko") and never read. `想定収容人数` is free text.
"""

COLUMNS = {
    "id": ("ID",),
    "name": ("名称", "施設名", "避難場所名", "name"),
    "kana": ("名称_カナ", "名称カナ", "施設名カナ", "施設名_カナ", "name_kana"),
    "address": ("所在地_連結表記", "所在地", "address"),
    "lat": ("latitude", "lat", "y"),
    "lon": ("longitude", "lon", "lng", "x"),
    "remark": ("remark", "remarks"),
    "capacity": ("想定収容人数", "収容人数", "capacity"),
    "for": ("受け入れ対象者", "対象者"),
    "flood": ("災害種別_洪水",),
    "landslide": (
        "災害種別_崖崩れ、土石流及び地滑り",
        "災害種別_がけ崩れ、土石流及び地滑り",
        "土砂災害",
    ),
    "storm_surge": ("災害種別_高潮",),
    "earthquake": ("災害種別_地震",),
    "tsunami": ("災害種別_津波",),
    "fire": ("災害種別_大規模な火事", "大規模火災", "火災"),
    "inland_flood": ("災害種別_内水氾濫",),
    "volcano": ("災害種別_火山現象", "火山"),
}
