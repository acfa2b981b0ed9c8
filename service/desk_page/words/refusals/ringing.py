"""Refusals about rings: devices and answers."""

JA = {
    "this browser's keys cannot be used; try another browser": (
        "このブラウザーの鍵は使えません。別のブラウザーを使ってください。"
    ),
    "its push service is not one of ours; try another browser": (
        "このブラウザーのプッシュサービスは使えません。別のブラウザーを使ってください。"
    ),
    "{most} devices are the most; take one away first": (
        "機器は{most}台までです。先に一つ外してください。"
    ),
    "this ring is not for you; the list shows those that are": (
        "この呼出はあなたへのものではありません。一覧にある呼出に答えてください。"
    ),
    "say whether you come; load the page again": (
        "行けるかどうかを選んでください。画面を読み込み直してください。"
    ),
    "you have no such device any more; load the page again": (
        "その機器はもうありません。画面を読み込み直してください。"
    ),
    "this ring is over; nobody has to answer it any more": (
        "この呼出は終わりました。もう答える必要はありません。"
    ),
}
