"""Refusals before any act: who asks, whether the request can be read, addresses."""

JA = {
    "nothing has this number; the list shows what there is": (
        "その番号のものはありません。一覧から選んでください。"
    ),
    "you are not logged in, or no longer; log in, then come back": (
        "ログインしていないか、時間が過ぎました。ログインしてから、もう一度開いてください。"
    ),
    "another site asked for this; open the desk's own page and repeat it": (
        "別のサイトからの要求です。発信卓の画面を開き直して、もう一度行ってください。"
    ),
    "the form cannot be read; load the page again": (
        "送られた内容を読めません。画面を読み込み直してください。"
    ),
    "{field}: a whole number is missing; load the page again": (
        "{field}：整数がありません。画面を読み込み直してください。"
    ),
    "the text has invisible marks that turn its direction, so that it can read as another; "
    "take them out, or type it anew": (
        "文に、文字の向きを変える見えない記号があり、別の文に見えるおそれがあります。"
        "記号を除くか、入力し直してください。"
    ),
    "the name has invisible marks, so that it can look like another; take them out, "
    "or type it anew": (
        "名前に見えない記号があり、別の名前に見えるおそれがあります。"
        "記号を除くか、入力し直してください。"
    ),
    "{field}: this number is too large; write a smaller one": (
        "{field}：数が大きすぎます。小さい数にしてください。"
    ),
    "a number or a time is out of range; go back, mend what you typed, and send it again": (
        "数または時刻が扱える範囲の外です。戻って直し、もう一度送ってください。"
    ),
    "the request cannot be read ({reason}); load the page again": (
        "要求を読めません（{reason}）。画面を読み込み直してください。"
    ),
    "choose real or drill": "本番か訓練かを選んでください。",
    "the desk speaks ja and en": "この画面は日本語と英語だけです。",
    "the desk has no such file; load its page again": (
        "そのファイルはありません。画面を読み込み直してください。"
    ),
    "This is a fault of the service; its log says why": (
        "システムの不具合です。システム担当へ知らせてください。詳しくは記録にあります。"
    ),
    "nobody decided": "時間内に誰も決めませんでした",
    "submitted anew": "提出し直されました",
    "send the fields of docs/formats.md": (
        "要求の形が正しくありません。画面を読み込み直してください。"
    ),
}

OF_THE_WEB = {
    400: "要求を読めません。画面を読み込み直してください。",
    404: "このページはありません。一覧へ戻ってください。",
    405: "このページではその操作はできません。一覧へ戻ってください。",
    413: "送られたものが大きすぎます。小さくするか、分けてください。",
    429: "要求が多すぎます。少し待ってから、もう一度行ってください。",
}
"""What the framework itself refuses, by status."""

OF_THE_WEB_IN_ENGLISH = {
    404: "The desk has no page at this address. Go back to the list.",
    405: "Nothing can be read or done at this address in this way. Go back to the list.",
    413: "What was sent is too large. Make it smaller, or split it.",
}
"""Where the framework's own words do not say what to do."""
