"""Whom it reaches."""

EN = {
    "draft.reach": "Whom it reaches",
    "draft.reach.none": "It reaches nobody yet: there is no area.",
    "reach.no_area": "Not counted: {reason}",
    "reach.who": "About {phones} phones: {residents} of residents, {visitors} of visitors.",
    "reach.few": "Fewer than 10 phones, or too few in one place to be counted.",
    "reach.inside": "Phones in the area",
    "reach.near": "Phones near it, told besides",
    "reach.language": "In {language}",
    "reach.language.rest": "In {language}, and in languages of fewer than 10",
    "reach.unchecked": "{count}, in sentences that nobody has checked",
    "reach.fallback": "{count}, told in easy Japanese and English: its sentences are not reviewed",
    "reach.proven": "Proven to be reached",
    "reach.proven.unknown": "too few to say",
    "reach.last": "Until the last phone is told",
    "reach.last.measured": "The time is by how fast the push services took the last sending.",
    "reach.last.assumed": (
        "The time is assumed, until something was sent: 1,000 phones a minute for Chrome, 6,000 "
        "for every other push service. It is longer if one of them pauses."
    ),
    "reach.last.paused": (
        "A push service for phones here takes nothing at this moment; the time waits for it."
    ),
    "reach.seconds": "about {seconds} s",
    "reach.minutes": "about {minutes} minutes",
    "reach.counted": (
        "Counted as of {when}, in tens, by squares of at least ten phones; a count of fewer than "
        'ten is "< 10".'
    ),
    "phones.about": "about {count} phones",
    "phones.few": "fewer than 10 phones",
}

JA = {
    "draft.reach": "届く相手",
    "draft.reach.none": "区域がないため、まだ誰にも届きません。",
    "reach.no_area": "数えていません：{reason}",
    "reach.who": "約{phones}台：住民{residents}台、来訪者{visitors}台。",
    "reach.few": "10台未満、または一か所に少なすぎて数えられません。",
    "reach.inside": "区域の中",
    "reach.near": "区域の近く（あわせて届く）",
    "reach.language": "言語：{language}",
    "reach.language.rest": "言語：{language}と、10台未満の言語",
    "reach.unchecked": "{count}（誰も確かめていない文で届く）",
    "reach.fallback": "{count}（確認の済んでいない文があるため、やさしい日本語と英語で届く）",
    "reach.proven": "届くと確かめた割合",
    "reach.proven.unknown": "少なすぎて分かりません",
    "reach.last": "最後の一台に届くまで",
    "reach.last.measured": "時間は、前回の送信で配信サービスが受け付けた速さによります。",
    "reach.last.assumed": (
        "まだ送ったことがないため、時間は仮定です（Chromeは毎分1,000台、ほかは毎分6,000台）。"
        "配信サービスが止まれば長くなります。"
    ),
    "reach.last.paused": (
        "この区域の配信サービスの一つが今は受け付けません。再開を待つ時間を含みます。"
    ),
    "reach.seconds": "約{seconds}秒",
    "reach.minutes": "約{minutes}分",
    "reach.counted": "{when}の数。10台以上の区画ごとに10単位で数え、10未満は「< 10」です。",
    "phones.about": "約{count}台",
    "phones.few": "10台未満",
}
