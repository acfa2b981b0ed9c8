"""Refusals while something is submitted, approved, returned or taken back."""

JA = {
    "its texts were deleted when their time was over; the log keeps the rest": (
        "保存期間が過ぎたため文は消しました。ほかは記録に残っています。"
    ),
    "there is no such submission; the list shows those that wait": (
        "その提出はありません。一覧から選んでください。"
    ),
    "only who submitted it can agree; submit it anew yourself": (
        "同意できるのは提出した人だけです。自分で提出し直してください。"
    ),
    "write the reason, so that the author can mend it": (
        "作成者が直せるように、理由を書いてください。"
    ),
    "this has waited for too long; look at the night and submit it anew": (
        "待ち時間が長すぎました。今の状況を確かめ、提出し直してください。"
    ),
    "you wrote or submitted this; another person has to approve it": (
        "あなたが書いたか提出したものです。別の人が承認します。"
    ),
    "version {version} was saved meanwhile; read it first": (
        "その間に第{version}版が保存されました。先に読んでください。"
    ),
    "A newer revision of this alert was sent meanwhile. Read the alert.": (
        "この間に同じ件の次の発信がありました。経過の画面を見てください。"
    ),
    "an account of those who wrote this was closed since; ask why, tick that you approve it all "
    "the same, then press again": (
        "書いた人のアカウントがその後に止められました。"
        "理由を聞き、「それでも承認します」に印を付けて、もう一度押してください。"
    ),
    "this was decided already: {state}": (
        "もう決まっています（{state}）。画面を読み込み直してください。"
    ),
    "The alert has changed at this moment: {reason}": "ちょうど今、発表が変わりました：{reason}",
    "this passkey is not yours; use one of your own": (
        "あなたのパスキーではありません。自分のものを使ってください。"
    ),
    "this was used already or took too long; begin again": (
        "使用済みか、時間切れです。もう一度始めてください。"
    ),
    "this approval is for something else; read it again, then approve it": (
        "別の内容への承認です。もう一度読んでから承認してください。"
    ),
    "somebody else has decided on this already; read what became of it": (
        "ほかの人がもう決めました。結果を読んでください。"
    ),
    "what is submitted waits for a decision": "提出したものは決定を待ちます。",
    "what was submitted is never changed; submit anew": (
        "提出したものは変えられません。提出し直してください。"
    ),
    "what was submitted is kept": "提出したものは消せません。",
    "a real alert is live, so no drill is sent; wait until it is over": (
        "本番の発信が続いている間、訓練は送りません。終わるまでお待ちください。"
    ),
    "another person than its authors must approve it": "作成者以外の人が承認します。",
    "another person than its writers must approve it": "書いた人以外の人が承認します。",
    "who wrote a template is never changed": "ひな形を書いた人の記録は変えられません。",
    "who wrote a template stays on record": "ひな形を書いた人の記録は消せません。",
    "only an approved template goes out by one person": (
        "一人で送れるのは、承認済みのひな形だけです。"
    ),
    "It is not the template that was approved. Begin from the template.": (
        "承認されたひな形と違います。ひな形から始めてください。"
    ),
    "The alert that is to be withdrawn is not known here.": (
        "取り消す発表が見つかりません。一覧を確かめてください。"
    ),
    "The alert has changed meanwhile: this would be its revision {revision}, and revision "
    "{submitted} was submitted. Read the newest one and submit anew.": (
        "その間に発表が変わりました。提出は第{submitted}版、今は第{revision}版になります。"
        "最新のものを読み、提出し直してください。"
    ),
    "Mode or phase is another than submitted. Begin a new draft.": (
        "本番・訓練の別か段階が提出時と違います。新しく下書きを作ってください。"
    ),
    "The area is not the one that was submitted. Look at it and submit anew.": (
        "区域が提出時と違います。確かめて、提出し直してください。"
    ),
    "What is stored is not what was submitted. Do not send it; tell the town's IT.": (
        "保存されている内容が提出時と違います。送らずに、システム担当へ知らせてください。"
    ),
    "The text of the {text} is another than submitted: {which}. Submit anew.": (
        "{text}の文が提出時と違います：{which}。提出し直してください。"
    ),
    "The draft has a newer version ({version}) than was submitted. Submit that one.": (
        "下書きに新しい版（第{version}版）があります。そちらを提出してください。"
    ),
    "It would not be sent: {reasons}.": "このままでは送られません：{reasons}",
    "This service cannot send in this draft's mode; begin a new draft.": (
        "この下書きの本番・訓練の別では送れません。新しく下書きを作ってください。"
    ),
    "It would change another alert than the one named; begin a new draft.": (
        "別の発表を変えてしまいます。新しく下書きを作ってください。"
    ),
    "The alert that is to end is not known here. Choose one that is live.": (
        "終わらせる発表が見つかりません。発表中のものを選んでください。"
    ),
    "An exercise cannot end a real alert, nor the other way round.": (
        "訓練で本番の発表は終えられません。本番で訓練の発表も終えられません。"
    ),
    "This alert is over already ({phase}).": "この発表はもう終わっています（{phase}）。",
    "only who submitted it takes it back; return it with a reason": (
        "取り下げられるのは提出した人だけです。理由を付けて戻してください。"
    ),
}
