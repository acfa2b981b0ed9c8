"""Beginning a draft from everything, and what was read of what it was made from."""

EN = {
    "begin.empty": "From nothing",
    "begin.template": "From a template",
    "begin.template.choose": "Template",
    "begin.template.do": "Begin from the template",
    "begin.report": "From a report of somebody else",
    "begin.report.file": "File: one warning as CAP, or in an envelope (XML, at most 2 MB)",
    "begin.report.next": (
        "Its hazard and its area become a draft, one for each hazard. Words and times stay the "
        "sender's. Nobody is told anything yet."
    ),
    "begin.report.do": "Read the file",
    "begin.past": "From an alert of before",
    "begin.past.choose": "Alert",
    "begin.past.what": "What it is to be",
    "begin.past.same": "The same again",
    "begin.past.order": "An order of ours",
    "begin.past.notice": "A notice of ours",
    "begin.past.next": "A new alert; the one of before stays as it is.",
    "begin.past.do": "Begin from this alert",
    "watch.copy": "Write a new one from this",
    "watch.agency": (
        "This is the warning of another authority. It stays as it is: this desk neither changes "
        "nor ends it. Write an order or a notice of your own beside it; who was wrongly shown it "
        "is told by withdrawing it."
    ),
    "begin.several": "{count} drafts were begun, one for each hazard. Look at each of them.",
    "begin.from.template": "Made from the template {name}.",
    "begin.from.alert": "Made from alert {alert}.",
    "begin.from.title": "What it was made from",
    "report.from": "Read: message {identifier} of {sender}.",
    "report.ours": "Our own desk wrote it: an order stays an order, its own words came along.",
    "report.agency": (
        "Another authority wrote it: it became a notice of ours. What it asks of people, and every "
        "order, is for this desk to say."
    ),
    "report.signature": "Its signature is broken. Ask the sender before you go on.",
    "report.ground": "Its area was read whole ({count} of {count} parts).",
    "report.unmatched": "A part of its area was left out, and nobody there is warned: {missing}",
    "report.no_ground": "Its area could not be read; draw or choose one: {reason}",
    "report.words": "Left out: the sender's own words ({languages}).",
    "report.times": "Left out: its times. Set your own.",
    "report.others": "{count} more hazards of the file are drafts of their own.",
    "report.refers": "It refers to {count} earlier messages; the draft changes none of them.",
    "report.departs": "It departs from the standard in {count} places that could be read over.",
    "report.unread": "A part of the file could not be read: {reason}",
    "alert.agency": (
        "It is about a warning of {issuer}, which stays as it is. Its words are not ours; write "
        "what this town asks of people."
    ),
}

JA = {
    "begin.empty": "何もないところから",
    "begin.template": "ひな形から",
    "begin.template.choose": "ひな形",
    "begin.template.do": "ひな形から始める",
    "begin.report": "ほかから来た電文から",
    "begin.report.file": "ファイル：CAPの警報一件、またはそれを包んだXML（2 MBまで）",
    "begin.report.next": (
        "災害と区域が下書きになります（災害ごとに一つ）。文と時刻は取り込みません。"
        "まだ誰にも知らせません。"
    ),
    "begin.report.do": "ファイルを読む",
    "begin.past": "前の発表から",
    "begin.past.choose": "発表",
    "begin.past.what": "種類",
    "begin.past.same": "同じものをもう一度",
    "begin.past.order": "こちらの避難情報",
    "begin.past.notice": "こちらのお知らせ",
    "begin.past.next": "新しい発表になります。前の発表はそのままです。",
    "begin.past.do": "この発表から始める",
    "watch.copy": "これを元に新しく作る",
    "watch.agency": (
        "ほかの機関の警報です。ここでは変えも終えもしません。"
        "自分の避難情報かお知らせを別に書いてください。誤って表示したなら取り消してください。"
    ),
    "begin.several": "災害ごとに{count}件の下書きを作りました。一つずつ見てください。",
    "begin.from.template": "ひな形「{name}」から作りました。",
    "begin.from.alert": "発表{alert}から作りました。",
    "begin.from.title": "元にしたもの",
    "report.from": "読んだもの：{sender}の電文{identifier}",
    "report.ours": "この発信卓が書いた電文です。避難情報も独自の文もそのままです。",
    "report.agency": (
        "ほかの機関の電文なので、お知らせになりました。求める行動と避難情報は、ここで決めてください。"
    ),
    "report.signature": "電子署名が正しくありません。進む前に発信元へ確かめてください。",
    "report.ground": "区域はすべて読めました（{count}／{count}か所）。",
    "report.unmatched": "区域の一部を読めず、そこの人には届きません：{missing}",
    "report.no_ground": "区域を読めません。選ぶか描いてください：{reason}",
    "report.words": "取り込まないもの：発信元の文（{languages}）",
    "report.times": "取り込まないもの：時刻。ここで決めてください。",
    "report.others": "ファイルの残りの災害{count}件は、別の下書きにしました。",
    "report.refers": "前の電文{count}件に触れていますが、下書きはそれらを変えません。",
    "report.departs": "規格と違うところが{count}か所ありましたが、読めました。",
    "report.unread": "ファイルの一部を読めません：{reason}",
    "alert.agency": (
        "{issuer}の警報についてのものです。警報はそのままです。"
        "文は取り込みません。この町が人に求めることを書いてください。"
    ),
}
