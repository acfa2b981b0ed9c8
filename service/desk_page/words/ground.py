"""Choosing the ground of a draft."""

EN = {
    "draft.where": "Where",
    "draft.where.now": "Area now: {names}",
    "draft.where.none": "No area is chosen, so nobody would be warned.",
    "draft.where.how": "How to say where",
    "draft.where.keep": "Keep this area",
    "draft.where.preset": "Districts",
    "draft.where.zone": "A mapped zone within districts",
    "draft.where.circle": "Circle",
    "draft.where.draw": "Draw it, or type its corners",
    "draft.where.paste": "Paste GeoJSON or CAP",
    "draft.where.districts": "Districts of the list",
    "draft.where.no_districts": (
        "No districts are imported. The town's IT can import them: hansho city areas."
    ),
    "draft.where.zones": "Mapped zones",
    "draft.where.zones.next": (
        "Everybody in any of these zones is warned, as far as the zones lie in the districts "
        "that you tick below."
    ),
    "draft.scheme.jis": "Municipalities",
    "draft.scheme.jma": "Areas of the weather agency",
    "draft.scheme.cho": "Town blocks",
    "draft.scheme.school": "School districts",
    "draft.scheme.jichikai": "Neighbourhood associations",
    "draft.scheme.town": "Districts of the town",
    "draft.scheme.other": "Districts “{scheme}”",
    "draft.districts.town": "The whole town. Orders are for dangerous places.",
    "draft.districts.all": "All {count} of these",
    "draft.districts.search": "Narrow the list",
    "draft.districts.tick": "Tick all that are shown",
    "draft.districts.untick": "Untick all",
    "draft.districts.shown": "{shown} shown, {ticked} ticked",
    "draft.lon": "Longitude in degrees, such as 139.7",
    "draft.lat": "Latitude in degrees, such as 35.6",
    "draft.radius": "Radius in metres",
    "draft.paste": "GeoJSON or CAP text",
    "draft.rings": "Corners: longitude, then latitude, one corner a line",
    "draft.rings.next": (
        "Draw on the map, or type here: both show the same shape. An empty line begins a further "
        "shape; shapes add up, none cuts a hole."
    ),
    "draft.rings.not_two": (
        "Line {row} is not two numbers: “{text}”. Write longitude, then latitude."
    ),
    "draft.rings.latitude": (
        "Line {row} has a latitude beyond 90: “{text}”. Longitude comes first."
    ),
    "draft.rings.longitude": "Line {row} has a longitude beyond 180: “{text}”. Correct it.",
    "draft.rings.few_corners": (
        "The shape from line {row} on has too few corners. Give it at least three."
    ),
    "draft.rings.many_rows": "There are more than {row} lines. Simplify the shape.",
    "draft.rings.more": "{count} more lines are at fault.",
    "draft.place": "Name of the place",
    "draft.place.next": (
        "Left empty, the place is called after the districts that the area lies in, as parts of "
        "them. A name of your own goes out as you write it."
    ),
    "draft.place.ja": "In Japanese",
    "draft.place.ja-simple": "In easy Japanese",
    "draft.place.en": "In English",
    "map.title": "Map",
    "map.none": "No area yet. Choose one beside the map, or draw it.",
    "map.legend.area": "Dashed: the area as it is saved.",
    "map.legend.dashed": "Dashed: the area that is warned.",
    "map.legend.cells": "Dotted: phones in these squares are told, and each checks for itself.",
    "map.legend.draft": "Solid: what is drawn or ticked and not saved yet.",
    "map.move": "Move the map",
    "map.polygon": "Draw corner by corner",
    "map.rectangle": "Draw a rectangle",
    "map.circle": "Draw a circle",
    "map.edit": "Move corners",
    "map.delete": "Delete the drawing",
    "map.centre": "Pick the circle's centre",
    "map.zoom_in": "Zoom in",
    "map.zoom_out": "Zoom out",
    "map.whole": "Show all of it",
    "map.hint.move": "Drag the map, or use the arrow keys.",
    "map.hint.polygon": "Click each corner; click the last one again to finish. Esc starts anew.",
    "map.hint.rectangle": "Click one corner, then the opposite one.",
    "map.hint.circle": "Click the centre, then the edge.",
    "map.hint.edit": (
        "Click the shape, then drag a corner, or the point between two. A right click on a corner "
        "deletes it."
    ),
    "map.no_edge": (
        "There is no edge to move: nothing is drawn, and the saved area has none, has holes, or "
        "has too many corners. Draw it anew, or paste it."
    ),
    "map.hint.centre": "Click where the circle's centre is.",
    "map.looked": "The fields mean: {name}, about {km2} km². It counts once it is saved.",
    "map.failed": "The map cannot be shown. Every field beside it works without it.",
    "corners.title": "Corners of shape {number}",
    "corners.lon": "Longitude",
    "corners.lat": "Latitude",
    "corners.acts": "Change",
    "corners.up": "Move corner {row} up",
    "corners.down": "Move corner {row} down",
    "corners.insert": "Insert a corner after {row}",
    "corners.delete": "Delete corner {row}",
    "corners.add": "Add a corner in the middle of the map",
    "corners.shape": "Begin another shape",
    "corners.text": "As text",
    "corners.bad": "Write a number: longitude up to 180, latitude up to 90.",
}

JA = {
    "draft.where": "区域",
    "draft.where.now": "今の区域：{names}",
    "draft.where.none": "区域がないため、誰にも届きません。",
    "draft.where.how": "区域の決め方",
    "draft.where.keep": "この区域のまま",
    "draft.where.preset": "地区から選ぶ",
    "draft.where.zone": "想定区域と地区の重なり",
    "draft.where.circle": "円",
    "draft.where.draw": "地図に描く、または頂点を入力",
    "draft.where.paste": "GeoJSONまたはCAPを貼り付け",
    "draft.where.districts": "地区の一覧",
    "draft.where.no_districts": (
        "地区が取り込まれていません。担当者が取り込めます：hansho city areas"
    ),
    "draft.where.zones": "想定区域",
    "draft.where.zones.next": (
        "選んだ想定区域のどれかにあり、下で選ぶ地区の中にいる人に届きます。"
    ),
    "draft.scheme.jis": "市区町村",
    "draft.scheme.jma": "気象庁の区域",
    "draft.scheme.cho": "町丁目",
    "draft.scheme.school": "学区",
    "draft.scheme.jichikai": "自治会",
    "draft.scheme.town": "市町村の地区",
    "draft.scheme.other": "地区「{scheme}」",
    "draft.districts.town": "市町村の全域。避難情報は危険な場所に出すものです。",
    "draft.districts.all": "この{count}件すべて",
    "draft.districts.search": "一覧を絞り込む",
    "draft.districts.tick": "表示中をすべて選ぶ",
    "draft.districts.untick": "選択をすべて外す",
    "draft.districts.shown": "{shown}件を表示、{ticked}件を選択",
    "draft.lon": "経度（度、例 139.7）",
    "draft.lat": "緯度（度、例 35.6）",
    "draft.radius": "半径（メートル）",
    "draft.paste": "GeoJSONまたはCAPの文",
    "draft.rings": "頂点：一行に一つ、経度、緯度の順",
    "draft.rings.next": (
        "地図に描くか、ここに入力します。どちらも同じ形です。空の行の後は別の形になります。"
        "形は合わせて区域になり、穴にはなりません。"
    ),
    "draft.rings.not_two": "{row}行目が二つの数ではありません：「{text}」。経度、緯度の順です。",
    "draft.rings.latitude": "{row}行目の緯度が90を超えています：「{text}」。経度が先です。",
    "draft.rings.longitude": "{row}行目の経度が180を超えています：「{text}」。直してください。",
    "draft.rings.few_corners": "{row}行目からの形は頂点が足りません。三つ以上にしてください。",
    "draft.rings.many_rows": "{row}行を超えています。形を簡単にしてください。",
    "draft.rings.more": "ほかに{count}行が読めません。",
    "draft.place": "場所の名前",
    "draft.place.next": (
        "空のままなら、区域のある地区の名前に「の一部」を付けて呼びます。"
        "書いた名前はそのまま届きます。"
    ),
    "draft.place.ja": "日本語",
    "draft.place.ja-simple": "やさしい日本語",
    "draft.place.en": "英語",
    "map.title": "地図",
    "map.none": "区域がまだありません。横の欄で選ぶか、地図に描いてください。",
    "map.legend.area": "破線：保存した区域。",
    "map.legend.dashed": "破線：届ける区域。",
    "map.legend.cells": "点線：この四角の中の端末に届き、端末が自分で確かめます。",
    "map.legend.draft": "実線：まだ保存していない形や地区。",
    "map.move": "地図を動かす",
    "map.polygon": "頂点を順に描く",
    "map.rectangle": "四角を描く",
    "map.circle": "円を描く",
    "map.edit": "頂点を動かす",
    "map.delete": "描いた形を消す",
    "map.centre": "円の中心を選ぶ",
    "map.zoom_in": "拡大",
    "map.zoom_out": "縮小",
    "map.whole": "全体を表示",
    "map.hint.move": "地図をドラッグするか、矢印キーで動かします。",
    "map.hint.polygon": (
        "頂点を順にクリックし、最後の点をもう一度クリックして閉じます。Escでやり直します。"
    ),
    "map.hint.rectangle": "一つの角、次に向かいの角をクリックします。",
    "map.hint.circle": "中心、次に縁をクリックします。",
    "map.hint.edit": (
        "形をクリックし、頂点か間の点をドラッグします。頂点を右クリックすると消えます。"
    ),
    "map.no_edge": (
        "動かせる縁がありません。何も描かれておらず、保存した区域もないか、穴があるか、頂点が"
        "多すぎます。描き直すか、貼り付けてください。"
    ),
    "map.hint.centre": "円の中心をクリックします。",
    "map.looked": "今の入力：{name}、約{km2} km²。保存すると有効になります。",
    "map.failed": "地図を表示できません。横の欄はそのまま使えます。",
    "corners.title": "形{number}の頂点",
    "corners.lon": "経度",
    "corners.lat": "緯度",
    "corners.acts": "変更",
    "corners.up": "頂点{row}を上へ",
    "corners.down": "頂点{row}を下へ",
    "corners.insert": "頂点{row}の後に加える",
    "corners.delete": "頂点{row}を消す",
    "corners.add": "地図の中央に頂点を加える",
    "corners.shape": "別の形を始める",
    "corners.text": "文字で表示",
    "corners.bad": "数を書いてください。経度は180まで、緯度は90までです。",
}
