"""Choosing the ground of a draft."""

EN = {
    "draft.where": "Where",
    "draft.where.now": "Area now: {names}",
    "draft.where.none": "No area is chosen, so nobody would be warned.",
    "draft.where.keep": "Keep this area",
    "draft.where.preset": "Districts",
    "draft.where.circle": "Circle",
    "draft.where.paste": "Paste GeoJSON or CAP",
    "draft.where.districts": "Districts of the list",
    "draft.where.no_districts": (
        "No districts are imported. The town's IT can import them: hansho city areas."
    ),
    "draft.lon": "Longitude in degrees, such as 139.7",
    "draft.lat": "Latitude in degrees, such as 35.6",
    "draft.radius": "Radius in metres",
    "draft.paste": "GeoJSON or CAP text",
}

JA = {
    "draft.where": "区域",
    "draft.where.now": "今の区域：{names}",
    "draft.where.none": "区域がないため、誰にも届きません。",
    "draft.where.keep": "この区域のまま",
    "draft.where.preset": "地区から選ぶ",
    "draft.where.circle": "円",
    "draft.where.paste": "GeoJSONまたはCAPを貼り付け",
    "draft.where.districts": "地区の一覧",
    "draft.where.no_districts": (
        "地区が取り込まれていません。担当者が取り込めます：hansho city areas"
    ),
    "draft.lon": "経度（度、例 139.7）",
    "draft.lat": "緯度（度、例 35.6）",
    "draft.radius": "半径（メートル）",
    "draft.paste": "GeoJSONまたはCAPの文",
}
