"""Refusals while a draft or a template is written."""

JA = {
    "phones keep an alert for {hours} hours at most; write fewer": (
        "携帯電話に残せるのは最長{hours}時間です。短くしてください。"
    ),
    "choose what it is, and which hazard": "種類と災害を選んでください。",
    "an all-clear begins at the alert that it ends": (
        "解除は、終わらせる発表の画面から始めてください。"
    ),
    "there is no such draft; the list shows those that there are": (
        "その下書きはありません。一覧から選んでください。"
    ),
    "there is no such alert; the list shows those that there are": (
        "その発表はありません。一覧から選んでください。"
    ),
    "there is no alert {alert}; the list shows those that there are": (
        "発表{alert}はありません。一覧から選んでください。"
    ),
    "There is no readable warning in this file: {reason}": (
        "このファイルには読める警報がありません（{reason}）。別のファイルを選んでください。"
    ),
    "The file holds {count} warnings, more than the {most} of one file. Take over one warning at "
    "a time.": ("警報が{count}件あります（一度に{most}件まで）。一件ずつにしてください。"),
    "The file ends or answers a warning ({type}). Open the alert that it is about and end that "
    "one.": ("警報を終える電文か返答です（{type}）。元の発表を開いて終えてください。"),
    "The file is not for the public ({scope}). Write a draft of your own.": (
        "公開用の電文ではありません（{scope}）。自分で下書きを書いてください。"
    ),
    "The file is no real warning ({status}). Begin a drill from it instead.": (
        "本番の電文ではありません（{status}）。訓練として始めてください。"
    ),
    "this alert is over already ({phase})": "この発表はもう終わっています（{phase}）。",
    "this alert is over; begin a new one from it instead": (
        "この発表は終わっています。これを元に新しく作ってください。"
    ),
    "an exercise cannot change a real alert, nor the other way round": (
        "訓練で本番の発表は変えられません。本番で訓練の発表も変えられません。"
    ),
    "this alert was not sent by the desk; write one of your own about it instead": (
        "この発表は発信卓が送ったものではありません。これについて自分の発表を書いてください。"
    ),
    "the agency ends its own warning; withdraw it if it was shown here in error, or write a "
    "notice of your own": (
        "警報を終えるのは気象庁などの発表元です。誤って表示したなら取り消すか、"
        "自分のお知らせを書いてください。"
    ),
    "this was sent already; change the alert itself, or begin a new one": (
        "もう送ったものです。発表そのものを変えるか、新しく作ってください。"
    ),
    "a choice or a time cannot be read ({reason}); mend it": (
        "選択か時刻を読めません（{reason}）。直してください。"
    ),
    "version {version} of this draft was saved meanwhile; read it": (
        "その間に第{version}版が保存されました。それを読んでください。"
    ),
    "a draft keeps its mode; begin a new draft": (
        "下書きの本番・訓練は変えられません。新しく作ってください。"
    ),
    "a version of a draft is never changed; save a new one": (
        "保存した版は変えられません。新しい版を保存してください。"
    ),
    "the desk's rules forbid this: {rule}": "発信卓の決まりに反します：{rule}",
    "this is no training space; choose a real alert or a drill": (
        "ここは練習用ではありません。本番か訓練を選んでください。"
    ),
    "there is no such template; the list shows those that there are": (
        "そのひな形はありません。一覧から選んでください。"
    ),
    "a template begins something new; make it from a draft that does": (
        "ひな形は新しい発表のためのものです。新しい発表の下書きから作ってください。"
    ),
    "a template needs a name and how long it lasts; give both": (
        "ひな形には名前と続く時間が必要です。両方を書いてください。"
    ),
    "you made this template; another person has to approve it": (
        "あなたが作ったひな形です。別の人が承認します。"
    ),
    "nobody else has approved this template yet; ask an approver": (
        "このひな形はまだ承認されていません。承認者に頼んでください。"
    ),
    "{name}: name exactly one approved template; there are: {known}": (
        "{name}：承認済みのひな形を一つだけ選んでください。あるもの：{known}"
    ),
    "a template is approved after it was stored": "ひな形は保存してから承認します。",
    "a template is never changed; make a new one": (
        "ひな形は変えられません。新しく作ってください。"
    ),
    "too many pages watch at once; this one asks every ten seconds": (
        "同時に見ている画面が多すぎます。この画面は10秒ごとに確かめます。"
    ),
    "the count pauses for {seconds} s; the area can be drawn on meanwhile": (
        "台数の計算を{seconds}秒休みます。その間も区域は描けます。"
    ),
    "a draft is submitted in the mode that it began with": (
        "下書きは、始めたときの本番・訓練の別のまま提出します。"
    ),
    "this draft was rejected for good; begin a new one": (
        "この下書きは却下されました。新しく作ってください。"
    ),
    "only an approved template is looked through again": ("見直せるのは承認済みのひな形だけです。"),
    "this template was retired already": "このひな形はもう使わないことになっています。",
    "a template is retired for good": "使わないと決めたひな形は戻せません。新しく作ってください。",
    "a retired template is not sent; choose another": (
        "このひな形はもう使いません。別のものを選んでください。"
    ),
    "who sent it alone does not review it; ask two others": (
        "一人で送った本人は確認できません。ほかの二人に頼んでください。"
    ),
    "you have reviewed this already; it waits for another": (
        "あなたはもう確認しました。もう一人を待っています。"
    ),
    "a review is never changed": "確認の記録は変えられません。",
    "a review is kept": "確認の記録は消せません。",
    "this very template was retired; give the new one another name": (
        "同じひな形を使わないことにしています。別の名前を付けてください。"
    ),
    "it could not be sent as it stands; retire it and make a new one": (
        "このままでは送れません。このひな形をやめて、新しく作ってください。"
    ),
    "this template was retired; choose another, or write a draft": (
        "このひな形はもう使いません。別のものを選ぶか、下書きを書いてください。"
    ),
    "write what you found, for whoever reads the log later": (
        "後で記録を読む人のために、確かめたことを書いてください。"
    ),
    "choose a file first; it holds the warning as CAP": (
        "先にファイルを選んでください。CAPの警報が入ったものです。"
    ),
    "say whether it was right to send it": "送ってよかったかどうかを選んでください。",
    "nothing of this number was sent by one person; the list shows what was": (
        "一人で送ったものではありません。一覧から選んでください。"
    ),
}
