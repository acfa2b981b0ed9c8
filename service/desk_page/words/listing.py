"""The list: what is live, what waits, what is being written."""

EN = {
    "list.title": "What holds, what waits",
    "list.live": "Live alerts",
    "list.live.none": "No alert of this desk or service is live.",
    "list.live.next": (
        "People in the area see it until somebody gives the all-clear or withdraws it."
    ),
    "list.live.notice": "People in the area see it until {until}, unless somebody ends it.",
    "list.due": "Its review time has come. Look whether it still holds.",
    "list.review": "To be reviewed {when}",
    "list.watch": "Watch, all-clear, withdraw",
    "list.unread": (
        "Nobody has checked what alerts say in {languages}, and they go out all the same. Have two "
        "speakers read these sentences."
    ),
    "list.unread.look": "Words",
    "list.waiting": "Waiting for approval",
    "list.waiting.none": "Nothing waits for approval.",
    "list.waiting.next": (
        "Sent to {phones} as soon as somebody other than {author} approves it. After six hours "
        "it can be approved no more."
    ),
    "list.waiting.withdrawal": (
        "Not confirmed yet. The passkey of one approver sends it to everybody who was told."
    ),
    "list.waiting.glass": (
        "Begun by one person alone and not confirmed yet. A passkey sends it to {phones}."
    ),
    "list.look": "Read and decide",
    "list.drafts": "Drafts",
    "list.drafts.none": "No draft is open.",
    "list.draft.next": "Nothing is sent. It goes to a second person when it is submitted.",
    "list.draft.returned": "Returned by {name}, {when}: {reason}",
    "list.draft.taken_back": "Taken back by its author, {when}. Nothing was sent.",
    "list.draft.expired": "Nobody decided in time ({when}). Submit it anew if it still holds.",
    "list.owed": "Sent by one person: to be reviewed",
    "list.owed.none": "Nothing is to be reviewed.",
    "list.reviewed": "Your review is in the log.",
    "list.open": "Go on writing",
    "list.new": "Begin",
    "list.new.what": "What",
    "list.new.kind": "Hazard",
    "list.new.mode": "Real, or a drill",
    "list.new.do": "Begin a draft",
    "list.new.next": "Nobody is told anything yet.",
    "list.by": "{name}, {when}",
}

JA = {
    "list.title": "発表中のもの、待っているもの",
    "list.live": "発表中",
    "list.live.none": "発表中のものはありません。",
    "list.live.next": "解除または取消をするまで、区域の人に表示され続けます。",
    "list.live.notice": "解除などをしなければ、{until}まで区域の人に表示されます。",
    "list.due": "見直しの時刻になりました。続けるか確かめてください。",
    "list.review": "見直し {when}",
    "list.watch": "経過・解除・取消",
    "list.unread": (
        "{languages}の警報の文は、まだ誰も確認していませんが、そのまま送信されます。"
        "その言語を話す二人に確認してもらってください。"
    ),
    "list.unread.look": "文を見る",
    "list.waiting": "承認を待っているもの",
    "list.waiting.none": "承認待ちはありません。",
    "list.waiting.next": (
        "{author}以外の人が承認すると、すぐに{phones}へ送ります。6時間を過ぎると承認できません。"
    ),
    "list.waiting.withdrawal": (
        "まだ確定していません。承認者一人のパスキーで、知らせた全員へ送ります。"
    ),
    "list.waiting.glass": (
        "一人で始めた緊急送信で、まだ確定していません。パスキーで{phones}へ送ります。"
    ),
    "list.look": "読んで決める",
    "list.drafts": "下書き",
    "list.drafts.none": "下書きはありません。",
    "list.draft.next": "何も送っていません。提出すると、もう一人の承認を求めます。",
    "list.draft.returned": "{name}が差し戻し、{when}：{reason}",
    "list.draft.taken_back": "提出した人が取り下げました、{when}。何も送っていません。",
    "list.draft.expired": "時間内に決まりませんでした（{when}）。必要なら提出し直してください。",
    "list.owed": "一人で送ったもの：確認が必要",
    "list.owed.none": "確認が必要なものはありません。",
    "list.reviewed": "確認を記録しました。",
    "list.open": "続きを書く",
    "list.new": "作り始める",
    "list.new.what": "種類",
    "list.new.kind": "災害",
    "list.new.mode": "本番か訓練か",
    "list.new.do": "下書きを作る",
    "list.new.next": "まだ誰にも知らせません。",
    "list.by": "{name}、{when}",
}
