"""Whom it reaches."""

EN = {
    "draft.reach": "Whom it reaches",
    "draft.reach.none": "It reaches nobody yet: there is no area.",
    "reach.inside": "Phones in the area",
    "reach.near": "Phones near it, told besides",
    "reach.residents": "Residents",
    "reach.visitors": "Visitors",
    "reach.language": "In {language}",
    "reach.proven": "Proven to be reached",
    "reach.proven.unknown": "too few to say",
    "reach.last": "Until the last phone is told",
    "reach.seconds": "about {seconds} s",
    "reach.counted": 'Counted {when}, rounded to tens; fewer than ten are "< 10".',
    "phones.about": "about {count} phones",
    "phones.few": "fewer than 10 phones",
}

JA = {
    "draft.reach": "届く相手",
    "draft.reach.none": "区域がないため、まだ誰にも届きません。",
    "reach.inside": "区域の中",
    "reach.near": "区域の近く（あわせて届く）",
    "reach.residents": "住民",
    "reach.visitors": "来訪者",
    "reach.language": "言語：{language}",
    "reach.proven": "届くと確かめた割合",
    "reach.proven.unknown": "少なすぎて分かりません",
    "reach.last": "最後の一台に届くまで",
    "reach.seconds": "約{seconds}秒",
    "reach.counted": "{when}の数。10単位に丸め、10未満は「< 10」です。",
    "phones.about": "約{count}台",
    "phones.few": "10台未満",
}
