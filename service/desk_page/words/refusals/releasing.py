"""Refusals about what may go by itself; and why a warning waits."""

JA = {
    "The town's policy wants a person to decide.": "町の決まりで、人が判断します。",
    "It is not both Actual and Public.": "一般向けの本番の情報ではありません。",
    "Its signature is broken.": "署名が壊れています。",
    "Its source is not pinned, and it carries no valid signature.": (
        "情報源の鍵が固定されておらず、有効な署名もありません。"
    ),
    "Its sender {sender} is not on this feed's list.": (
        "発信者{sender}は、この情報源の表にありません。"
    ),
    "It was sent more than 10 minutes ago.": "発表から10分を過ぎています。",
    "It is dated in the future; look at the clocks.": "未来の時刻です。時計を確かめてください。",
    "This feed has no jurisdiction.": "この情報源の担当区域が決められていません。",
    "Part of its area is outside this feed's jurisdiction.": (
        "区域の一部が、この情報源の担当区域の外です。"
    ),
    "Its area is larger than the {most} km² that this feed may warn.": (
        "区域が、この情報源に許された{most} km²より広いです。"
    ),
    "This feed had {recent} warnings pushed within the hour, which is its limit.": (
        "この情報源は、1時間の上限の{recent}件をもう送りました。"
    ),
    "An order goes out through the desk: take it over as a draft.": (
        "避難情報は発信卓から出します。案として取り込んでください。"
    ),
    "It waits already, and says no more since.": "もう待っています。内容は強まっていません。",
    "there is no such proposal; the list shows those that there are": (
        "その提案はありません。一覧から選んでください。"
    ),
    "this holds already; change at least one line": (
        "もうそのとおりになっています。一行以上変えてください。"
    ),
    "somebody has to propose this first; read it, then propose it": (
        "まだ誰も提案していません。読んで、提案してください。"
    ),
    "Another policy holds meanwhile. Propose it anew.": (
        "その間に別の表になりました。提案し直してください。"
    ),
    "{kind} {strength} {part} stands there twice; keep one": (
        "{kind} {strength} {part} が二度書かれています。一つにしてください。"
    ),
    "earthquake protect is the early warning: a push comes after the shaking; show it": (
        "緊急地震速報は、電話に届くころには揺れた後です。表示だけにしてください。"
    ),
    "choose the hazard, the strength and what is to happen": ("災害、強さ、扱いを選んでください。"),
    "a warning waits before somebody decides on it": "警報は、誰かが決めるまで待ちます。",
    "this warning was decided on already": "この警報はもう決まっています。",
    "a policy waits for a second person": "自動送信の表の変更は、別の人の承認を待ちます。",
    "this warning waits no more; the list shows those that do": (
        "この警報はもう待っていません。一覧を見てください。"
    ),
    "A newer revision of this alert came meanwhile. Read the alert.": (
        "その間に新しい版が届きました。読み直してください。"
    ),
    "write why it is not pushed, for whoever reads the log later": (
        "後で記録を読む人のために、送らない理由を書いてください。"
    ),
    "the town's own ground is not known here; begin a draft, and draw it": (
        "町の範囲が登録されていません。案を作り、区域を描いてください。"
    ),
}
