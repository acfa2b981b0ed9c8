"""What stands on every page of the desk."""

EN = {
    "desk": "Desk",
    "skip": "To the page's content",
    "list": "List",
    "logout": "Log out",
    "other_language": "日本語",
    "exercise.bar": "EXERCISE · reaches no real phone",
    "exercise.drill": "EXERCISE · real phones, marked as a drill",
    "exercise.mark": "EXERCISE: ",
    "words.draft": "The words of this desk are a machine draft; nobody has checked them yet.",
    "script.network": (
        "The network failed, and nothing is known of what came of it. Load the page again and "
        "look, before you repeat it."
    ),
    "script.unsent": (
        "The network failed. Nothing was lost here: what you typed is still on this page. It is "
        "not known whether it arrived. Look at the list, then try again."
    ),
    "script.list": "The list, in a window of its own",
    "script.passkey": "The browser gave no passkey. Try again, or use another device.",
    "refused.title": "Not done",
    "menu": "Menu",
    "menu.label": "Rooms of the desk, and your account",
    "missing.title": "Not at the desk",
    "refused.back": "Back to the list",
    "refused.csrf": "This page is too old or from elsewhere. Load it again, then repeat.",
    "mode.real": "Real",
    "mode.drill": "Drill on real phones",
    "mode.training": "Training",
    "staff": "Staff",
}

JA = {
    "desk": "発信卓",
    "skip": "本文へ",
    "list": "一覧",
    "logout": "ログアウト",
    "other_language": "English",
    "exercise.bar": "訓練 · 実際のスマートフォンには届きません",
    "exercise.drill": "訓練 · 「訓練」と明記して実際に届きます",
    "exercise.mark": "【訓練】",
    "words.draft": "この画面の文は機械による下書きで、まだ誰も確認していません。",
    "script.network": (
        "通信できず、どうなったか分かりません。繰り返す前に、画面を読み込み直して確かめてください。"
    ),
    "script.unsent": (
        "通信できませんでした。入力したものはこの画面に残っています。"
        "届いたかどうかは分かりません。一覧を見てから、もう一度試してください。"
    ),
    "script.list": "一覧を別の画面で開く",
    "script.passkey": "パスキーを使えませんでした。もう一度試すか、別の端末を使ってください。",
    "refused.title": "実行していません",
    "menu": "メニュー",
    "menu.label": "各画面と自分のアカウント",
    "missing.title": "見つかりません",
    "refused.back": "一覧へ戻る",
    "refused.csrf": "画面が古いか、別の場所から送られました。読み込み直してください。",
    "mode.real": "本番",
    "mode.drill": "訓練（実際の端末へ）",
    "mode.training": "練習",
    "staff": "担当者",
}
