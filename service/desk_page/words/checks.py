"""The checks of a draft in Japanese, by id; in English they say themselves."""

JA = {
    "missing.who": "誰が言うのか書かれていません。発表者を書いてください。",
    "missing.order": "どの避難情報か書かれていません。三つから選んでください。",
    "missing.do": "何をすべきか書かれていません。「備える」か「知っておく」を選んでください。",
    "missing.words": (
        "「知っておく」お知らせには文が必要です。"
        "何があったか書くか、避難場所や道路の状況を選んでください。"
    ),
    "missing.alert": "何を解除するのか書かれていません。発表中のものを選んでください。",
    "missing.where": "場所の名前がありません。区域を選んでください。",
    "times.review_missing": "見直しの時刻がありません。12時間後に知らせます。",
    "times.review_past": "見直しの時刻が過ぎています。先の時刻にしてください。",
    "times.review_far": "保持できるのは28日です。見直しを早めてください。",
    "times.order_expires": "避難情報は自動では終わりません。終わりの時刻を消してください。",
    "times.end_missing": "終わりの時刻がありません。発信の12時間後に終わります。",
    "times.end_past": "届くころには終わっています。終わりを遅くしてください。",
    "times.order": "始まりが終わりより後です。どちらかを直してください。",
    "area.none": "{reason}",
    "area.changed": "区域が選んだときと変わりました。選び直してください。",
    "area.crosses": "線が交わっています。囲まれた所はすべて区域です。地図で確かめてください。",
    "area.antimeridian": "形が経度180度をまたぎ、そこで切ります。地図で確かめてください。",
    "area.nested": "形の中に別の形があります。穴ではなく、区域に入ります。",
    "area.outside": "一部が担当区域の外です。狭めるか、隣の担当に頼んでください。",
    "area.beyond_town": "区域が市町村の外に出ています。端を確かめてください。",
    "area.whole_town": "市町村の全域です。避難情報は危険な場所に出すものです。",
    "area.large": "区域は約{size} km²で、一つの市町村より広いです。もう一度確かめてください。",
    "area.other_than_report": "元の電文の区域と違います。それでよいですか。",
    "alert.newer": (
        "この下書きを保存した後に、この情報は変更されました。今の情報を読み、違いを直してから"
        "保存してください。"
    ),
    "alert.kind": (
        "出ている情報は別の災害についてのものです。この災害には新しい下書きを作ってください。"
    ),
    "area.shrinks": "区域の一部が外れます。その人には外れたと知らせますが、解除ではありません。",
    "area.empty": "この区域の端末は10台未満です。場所は正しいですか。",
    "overlap.live": (
        "同じ災害の{alert}がこの区域の一部で発表中です。そちらを変えると、二重に届きません。"
    ),
    "languages.unchecked": "文を誰も確認していない言語：{languages}。その旨を付けて送ります。",
    "languages.free_text": "独自の文がない言語：{languages}。その人には見えません。",
    "length.free_text": "{language}の独自の文は小さな画面で切れます。{most}字以内に。",
    "length.title": "小さな画面で題が切れる言語：{languages}。",
    "length.do": "小さな画面では開くまで行動が見えない言語：{languages}。",
}
