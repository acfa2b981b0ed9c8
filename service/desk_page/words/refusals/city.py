"""Refusals about blocked streets and sites' states."""

JA = {
    "this service has no city; ask the town's IT to build one": (
        "地図がありません。システム担当に作成を頼んでください。"
    ),
    "the city was built anew meanwhile; choose the streets once more": (
        "その間に地図が作り直されました。道を選び直してください。"
    ),
    "choose what the sites are like": "避難場所の状態を選んでください。",
    "no street is chosen; choose at least one": "道が選ばれていません。一つ以上選んでください。",
    "this is said of them already; choose another state or other sites": (
        "もうその状態になっています。別の状態か、別の避難場所を選んでください。"
    ),
    "no such site is known here; choose at least one from the list": (
        "その避難場所はありません。一覧から一つ以上選んでください。"
    ),
    "streets or sites changed meanwhile; look at the effect once more": (
        "その間に道か避難場所の状態が変わりました。影響をもう一度確かめてください。"
    ),
    "write the reason, so that others can judge whether it still holds": (
        "ほかの人が今も正しいか判断できるように、理由を書いてください。"
    ),
    "the reason is too long; write it in at most 500 characters": (
        "理由が長すぎます。500字以内で書いてください。"
    ),
    "the time to look again is over already; choose a later one": (
        "見直す時刻がもう過ぎています。後の時刻を選んでください。"
    ),
    "there is no such reopening; the list shows those that wait": (
        "その提案はありません。一覧から選んでください。"
    ),
    "no such street is closed; the list shows those that are": (
        "その通行止めはありません。一覧から選んでください。"
    ),
    "only who proposed it can take it back; an approver rejects it": (
        "取り下げられるのは提案した人だけです。承認者は却下してください。"
    ),
    "this has waited for too long; look at the ground, propose it anew": (
        "待ち時間が長すぎました。現地を確かめ、提案し直してください。"
    ),
    "you proposed this; another person has to approve it": (
        "あなたが提案したものです。別の人が承認します。"
    ),
    "an approver who came in with a passkey rejects this; ask one of them": (
        "却下するのは、パスキーでログインした承認者です。承認者に頼んでください。"
    ),
    "one of these sites is not in the city any more; propose anew": (
        "この避難場所の一つは、今の地図にありません。提案し直してください。"
    ),
    "Closure {number} has changed or is lifted already. Propose it anew.": (
        "通行止め{number}は変わったか、もう解除されています。提案し直してください。"
    ),
    "{site} is {site_state} meanwhile. Propose it anew.": (
        "{site}はその間に「{site_state}」になりました。提案し直してください。"
    ),
    "what is given back waits for a second person": (
        "道や避難場所を戻すには、別の人の承認が必要です。"
    ),
    "what was proposed is never changed; propose anew": (
        "提案したものは変えられません。提案し直してください。"
    ),
    "what was proposed stays on record": "提案したものは消せません。",
    "a zone is the zone of one hazard: name it": "区域にするには、災害を一つ選んでください。",
    "no street lies there: nothing was closed; look at the place again": (
        "そこに道はありません。何も変えていません。場所を確かめてください。"
    ),
    "more than {most} pieces of street would be closed: build a new city with "
    "`hansho city build --ground …`, or close less": (
        "通行止めが多すぎます（上限{most}）。範囲を狭めるか、"
        "システム担当に地図を作り直してもらってください（hansho city build）。"
    ),
    "no closure has the number {number}; there are: {known}": (
        "通行止め{number}はありません。今あるもの：{known}"
    ),
    "change {n} does not follow {newest}; try once more": (
        "その間にほかの変更がありました（{newest}の後に{n}）。もう一度行ってください。"
    ),
}
