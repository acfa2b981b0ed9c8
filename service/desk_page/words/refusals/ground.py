"""Refusals of a ground that is none, or is not the one that was meant."""

JA = {
    "the circle needs three numbers: longitude, latitude, radius in metres": (
        "円には経度・緯度・半径（メートル）の三つの数が必要です。"
    ),
    "some corners cannot be read: mend the rows that are named below them": (
        "読めない頂点があります。下に示す行を直してください。"
    ),
    "No area is chosen, so nobody would be warned. Choose or draw one.": (
        "区域がないため、誰にも届きません。区域を選ぶか描いてください。"
    ),
    "No district is chosen, so nobody would be warned. Choose at least one.": (
        "地区が選ばれていないため、誰にも届きません。一つ以上選んでください。"
    ),
    "No area is drawn, so nobody would be warned. Draw one.": (
        "区域が描かれていないため、誰にも届きません。描いてください。"
    ),
    "{areas}: no such area is imported. Choose another, or draw the area; the town's IT can "
    "import areas (hansho city areas).": (
        "{areas}：取り込まれていない区域です。別のものを選ぶか、描いてください。"
        "システム担当が取り込めます（hansho city areas）。"
    ),
    "The zone does not reach into this district. Choose another zone or area.": (
        "想定区域がこの地区に重なりません。別の想定区域か地区を選んでください。"
    ),
    "No zone is chosen, so nobody would be warned. Choose at least one.": (
        "想定区域が選ばれていないため、誰にも届きません。一つ以上選んでください。"
    ),
    "{zones}: no such zone is mapped. Choose another, or draw the area; the town's IT can map "
    "zones (hansho city build).": (
        "{zones}：取り込まれていない想定区域です。別のものを選ぶか、描いてください。"
        "システム担当が取り込めます（hansho city build）。"
    ),
    "The edge of this area has {positions} points. Choose fewer districts, or simplify the shape "
    "to {most} points.": (
        "区域の縁の点が{positions}個あります。地区を減らすか、形を{most}個までに簡単にしてください。"
    ),
    "The pasted text has {length} characters; simplify the shape to {most}.": (
        "貼り付けた文が{length}字あります。形を{most}字までに簡単にしてください。"
    ),
    "The pasted text is not readable GeoJSON. Paste a whole geometry, Feature or "
    "FeatureCollection.": (
        "GeoJSONとして読めません。geometry、FeatureまたはFeatureCollectionの全体を"
        "貼り付けてください。"
    ),
    "The pasted text is neither GeoJSON nor one CAP message. Paste it whole.": (
        "GeoJSONでも、一つのCAPでもありません。全体を貼り付けてください。"
    ),
    "The pasted shape is a {shape}, which encloses no area. Paste polygons, or choose a circle.": (
        "貼り付けた形（{shape}）は区域を囲みません。ポリゴンを貼り付けるか、円を選んでください。"
    ),
    "A part of the message's area cannot be matched ({missing}). Draw it.": (
        "電文の区域の一部が分かりません（{missing}）。その部分を描いてください。"
    ),
    "The message could not be read back as one warning; nothing was sent.": (
        "電文を一つの発表として読み直せませんでした。何も送っていません。システム担当へ。"
    ),
    "A part of the area was lost on the way into the message. Draw it anew.": (
        "電文にする途中で区域の一部が失われました。描き直してください。"
    ),
    "The area means other ground than when it was chosen: the imported districts or zones "
    "have changed. Choose the area again.": (
        "取り込んだ地区か想定区域が変わり、区域が選んだときと違います。選び直してください。"
    ),
    "no sender speaks for the desk in mode {mode}; the town's IT names one (settings: desks, "
    "drill_desks)": (
        "「{mode}」の発信者名が設定されていません。システム担当が設定します"
        "（settings: desks, drill_desks）。"
    ),
    "The polygon encloses no area and would warn nobody; draw it anew.": (
        "形が区域を囲んでいないため、誰にも届きません。描き直してください。"
    ),
    "The circle's radius is not a distance; send kilometres above 0.": (
        "円の半径が距離になっていません。0より大きい数にしてください。"
    ),
    "A circle of radius 0 warns nobody; send the real extent.": (
        "半径0の円では誰にも届きません。実際の広さにしてください。"
    ),
    "A circle of {radius} km is larger than any warning (at most {most} km); the radius may be "
    "in metres. Send kilometres.": (
        "半径{radius} kmの円は広すぎます（{most} kmまで）。単位を確かめてください。"
    ),
    "The shape has {positions} positions; simplify it to {most}.": (
        "形の点が{positions}個あります。{most}個までに簡単にしてください。"
    ),
    "An edge of the shape spans more than half the earth; it may cross the antimeridian. Cut the "
    "shape at ±180° (RFC 7946 section 3.1.9).": (
        "形の一辺が地球の半分を超えます。経度±180度で切ってください（RFC 7946 3.1.9）。"
    ),
    "The polygon's outline is longer than any coast; simplify it.": (
        "形の輪郭が長すぎます。簡単にしてください。"
    ),
    "No polygon could be laid round this circle; send a polygon instead.": (
        "この円は形にできません。ポリゴンで描いてください。"
    ),
    "The polygon crosses itself too often to be understood; draw it anew.": (
        "形が何度も交わり、読めません。描き直してください。"
    ),
    "The polygon has {positions} positions; send at most {most}.": (
        "形の点が{positions}個あります。{most}個までにしてください。"
    ),
    "The polygon's positions are not pairs of numbers; send lon, lat pairs.": (
        "点が経度・緯度の組になっていません。「経度, 緯度」の順に書いてください。"
    ),
    "The polygon has fewer than four positions; send a closed ring.": (
        "形の点が四つ未満です。閉じた形にしてください。"
    ),
    "A coordinate is not a finite number; correct it at the source.": (
        "座標が数になっていません。元の値を直してください。"
    ),
    "A latitude is beyond ±90°; latitude and longitude may be swapped. Correct the order.": (
        "緯度が±90度を超えています。緯度と経度が逆かもしれません。順を直してください。"
    ),
    "A longitude is beyond ±180°; write it between -180 and 180.": (
        "経度が±180度を超えています。-180から180の間で書いてください。"
    ),
    "The polygon winds round the earth more than once; draw it anew.": (
        "形が地球を何度も回っています。描き直してください。"
    ),
    "The polygon goes round the earth and across the equator: it is unclear which pole it holds. "
    "Send it in two parts.": ("形が地球を一周し赤道をまたいでいます。二つに分けてください。"),
    "the warning names no area; it warns nobody until somebody draws one": (
        "電文に区域がありません。区域を描くまで誰にも届きません。"
    ),
    "what is to be left out of the area covers all of it": (
        "除く区域が全体を覆っています。区域を描いてください。"
    ),
    "no polygon, no circle and no geocode of a known kind (written: {written})": (
        "形も円も、読める区域コードもありません（書かれているもの：{written}）。"
        "区域を描いてください。"
    ),
}
