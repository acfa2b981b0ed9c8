"""Templates, break-glass, and the reviews that it is owed."""

EN = {
    "templates": "Templates",
    "templates.title": "Templates for the night on which there is no time",
    "templates.intro": (
        "What two people approved beforehand, one may send alone (break-glass), exactly as it "
        "stands. Two others review it afterwards."
    ),
    "templates.ready": "Approved: one person may send these",
    "templates.ready.none": "No template is approved yet.",
    "templates.waiting": "Waiting for another person's approval",
    "templates.waiting.none": "No template waits.",
    "templates.retired": "Retired",
    "templates.how": "A template is made from a draft: save it, and keep it as a template there.",
    "templates.open": "Open",
    "template.title": "Template: {name}",
    "template.made": "Made by {name}, {when}",
    "template.approved": "Approved by {name}, {when}",
    "template.age.days": "{days} days old",
    "template.age.today": "approved within the last day",
    "template.waits": "Nobody has approved it yet. Until then nobody can send it alone.",
    "template.was_retired": "Retired {when}. It is not sent any more.",
    "template.seen": "Last looked through {when}",
    "template.due": "A year has gone by since somebody looked through it. It can still be sent.",
    "template.due.on": "To be looked through again {when}",
    "template.broken": "It could not be sent today: {reason}",
    "template.lasts": "Holds",
    "template.lasts.order": "{hours} h, then somebody has to look again",
    "template.lasts.notice": "{hours} h, then it ends",
    "template.what": "What",
    "template.where": "Where",
    "template.next": (
        "If you approve this, any approver may later send it alone: to everybody who is in the "
        "area then. Nothing is sent now."
    ),
    "template.next.ready": "Nothing is sent by looking at it.",
    "template.approve": "Approve for sending by one person",
    "template.own": "You made this template. Another person has to approve it.",
    "template.look": "Still right",
    "template.look.do": "I have read it through: it still holds",
    "template.retire": "Retire",
    "template.retire.next": "Nobody can send it any more. It cannot be undone.",
    "template.retire.do": "Retire this template",
    "template.kept": "Kept. Another person has to approve it; approvers are rung.",
    "template.looked": "Noted. It is to be looked through again in a year.",
    "template.gone": "Retired. It cannot be sent any more.",
    "template.use": "Write a draft from it",
    "template.use.next": "A draft that two people decide on, as ever.",
    "template.keep": "Keep as a template",
    "template.keep.name": "Name, as staff will look for it",
    "template.keep.hours": "Hours that it holds",
    "template.keep.next": (
        "What is saved is kept, and another person is asked to approve it. Nothing is sent."
    ),
    "template.keep.do": "Keep it and ask for approval",
    "glass.title": "Send alone",
    "glass.next": (
        "Only if nobody else can be reached. The next page says to whom and what; nothing is sent "
        "before your passkey there."
    ),
    "glass.do.real": "Break the glass: to the real alert",
    "glass.do.drill": "Break the glass as a drill on real phones",
    "glass.do.training": "Break the glass",
    "glass.sheet.title": "Break the glass: {what}",
    "glass.sheet.next": (
        "If you confirm, {phones} show exactly this, at once. You send it alone. The other "
        "approvers are rung, and two people review it afterwards."
    ),
    "glass.sheet.template": "Template",
    "glass.sheet.do": "Send alone to {phones}",
    "glass.sheet.grown": (
        "Many more people are there now: {now} instead of {before}. Nothing was sent. Look at the "
        "area once more, then send it."
    ),
    "glass.sheet.leave": "Do not send: close this sheet",
    "review.owed": "Sent by one person: to be reviewed",
    "review.owed.next": "{left} more people have to look at it. Who sent it cannot.",
    "review.machine": "Sent from the machine itself, by a command",
    "review.sent": "Sent by {name} alone, {when}",
    "review.look": "Review",
    "review.title": "Review what one person sent",
    "review.next": (
        "Say whether it was right to send it, and what you found. It stands in the log for good; "
        "nothing is sent to phones by it."
    ),
    "review.was": "Was it right to send it?",
    "review.right": "It was right",
    "review.wrong": "It should not have been sent",
    "review.note": "What you found",
    "review.do": "Put my review into the log",
    "review.own": "You sent this. Two others have to review it.",
    "review.done.right": "{name}, {when}: right. {note}",
    "review.done.wrong": "{name}, {when}: should not have been sent. {note}",
    "review.thanks": "Your review is in the log.",
}

JA = {
    "templates": "ひな形",
    "templates.title": "時間のない夜のためのひな形",
    "templates.intro": (
        "前もって二人が承認したものは、一人でそのまま送れます（緊急送信）。後でほかの二人が確認します。"
    ),
    "templates.ready": "承認済み：一人で送れるもの",
    "templates.ready.none": "承認済みのひな形はありません。",
    "templates.waiting": "別の人の承認待ち",
    "templates.waiting.none": "承認待ちのひな形はありません。",
    "templates.retired": "使わないもの",
    "templates.how": "ひな形は下書きから作ります。保存した後、その画面で残してください。",
    "templates.open": "開く",
    "template.title": "ひな形：{name}",
    "template.made": "{name}が作成、{when}",
    "template.approved": "{name}が承認、{when}",
    "template.age.days": "承認から{days}日",
    "template.age.today": "承認から一日以内",
    "template.waits": "まだ誰も承認していません。それまで一人では送れません。",
    "template.was_retired": "{when}から使わないことにしました。もう送れません。",
    "template.seen": "最後に見直した時 {when}",
    "template.due": "一年以上見直していません。送ることはできます。",
    "template.due.on": "次の見直し {when}",
    "template.broken": "今日は送れません：{reason}",
    "template.lasts": "続く時間",
    "template.lasts.order": "{hours}時間。その後、続けるか見直します",
    "template.lasts.notice": "{hours}時間で終わります",
    "template.what": "内容",
    "template.where": "区域",
    "template.next": (
        "承認すると、承認者なら誰でも後で一人で送れます。その時に区域にいる全員に届きます。"
        "今は何も送りません。"
    ),
    "template.next.ready": "見るだけでは何も送りません。",
    "template.approve": "一人で送れるように承認する",
    "template.own": "あなたが作ったひな形です。別の人が承認します。",
    "template.look": "今も正しいか",
    "template.look.do": "読み直した。今も正しい",
    "template.retire": "使わないことにする",
    "template.retire.next": "もう誰も送れなくなります。元に戻せません。",
    "template.retire.do": "このひな形を使わない",
    "template.kept": "残しました。別の人の承認が必要です。承認者に知らせます。",
    "template.looked": "記録しました。次は一年後に見直します。",
    "template.gone": "使わないことにしました。もう送れません。",
    "template.use": "これから下書きを作る",
    "template.use.next": "いつものとおり、二人で決める下書きです。",
    "template.keep": "ひな形として残す",
    "template.keep.name": "名前（担当者が探すときの）",
    "template.keep.hours": "続く時間（時間）",
    "template.keep.next": "保存した内容を残し、別の人に承認を求めます。何も送りません。",
    "template.keep.do": "残して、承認を求める",
    "glass.title": "一人で送る",
    "glass.next": (
        "ほかの誰にも連絡がつかないときだけです。次の画面で相手と内容を示します。"
        "そこでパスキーを使うまで、何も送りません。"
    ),
    "glass.do.real": "緊急送信へ進む（本番）",
    "glass.do.drill": "緊急送信へ進む（実際のスマートフォンへの訓練）",
    "glass.do.training": "緊急送信へ進む",
    "glass.sheet.title": "緊急送信：{what}",
    "glass.sheet.next": (
        "確定すると、{phones}にすぐ、このとおり表示します。一人で送ります。"
        "ほかの承認者を呼び出し、後でほかの二人が確認します。"
    ),
    "glass.sheet.template": "ひな形",
    "glass.sheet.do": "一人で{phones}へ送る",
    "glass.sheet.grown": (
        "人数が大きく増えました：{before}から{now}。まだ何も送っていません。区域をもう一度見てから送ってください。"
    ),
    "glass.sheet.leave": "送らない（この画面を閉じる）",
    "review.owed": "一人で送ったもの：確認が必要",
    "review.owed.next": "あと{left}人の確認が必要です。送った本人はできません。",
    "review.machine": "機械の上のコマンドで送信",
    "review.sent": "{name}が一人で送信、{when}",
    "review.look": "確認する",
    "review.title": "一人で送ったものの確認",
    "review.next": (
        "送ってよかったか、確かめたことを書いてください。記録にずっと残ります。"
        "スマートフォンには何も届きません。"
    ),
    "review.was": "送ってよかったか",
    "review.right": "よかった",
    "review.wrong": "送るべきでなかった",
    "review.note": "確かめたこと",
    "review.do": "確認を記録に残す",
    "review.own": "あなたが送りました。ほかの二人が確認します。",
    "review.done.right": "{name}、{when}：よかった。{note}",
    "review.done.wrong": "{name}、{when}：送るべきでなかった。{note}",
    "review.thanks": "確認を記録しました。",
}
