"""Looking at a submission, and deciding."""

EN = {
    "preview.title": "What phones will show",
    "preview.none": "It cannot be put into words yet: {reason}",
    "preview.languages": "Languages",
    "preview.draft": "machine draft",
    "preview.count": (
        "{count} languages. {drafts} of them are machine drafts that nobody has checked: {names}"
    ),
    "preview.count.drafts": "{count} languages, all of them machine drafts that nobody has checked",
    "preview.count.checked": "{count} languages, all of them checked",
    "preview.count.between": ", ",
    "preview.fallback": (
        "Told in easy Japanese and English, because their own sentences are not reviewed, are the "
        "readers of {count} languages: {names}"
    ),
    "preview.fold": "A small phone shows what follows once it is opened:",
    "preview.changed": "For people who were told before",
    "preview.withdrawal": "Prepared: if it was sent in error",
    "preview.all_clear": "Prepared: when the danger is over",
    "submission.title": "Decide: {what}",
    "submission.withdraw.title": "Withdraw: sent in error",
    "submission.next.other": (
        "If somebody who may approves it, {phones} show exactly this, at once. Until then nothing "
        "is sent."
    ),
    "submission.next": "If you approve, {phones} show exactly this, at once. Nothing else changes.",
    "submission.withdraw.next": (
        "If you confirm, everybody who was told is told that it was sent in error. It is no "
        "all-clear."
    ),
    "submission.too_late": (
        "Another message of this alert was sent meanwhile. Nobody can approve this any more."
    ),
    "closed.by": "{name} wrote or submitted this. Their account was closed by {by}, {when}.",
    "closed": "{name} wrote or submitted this. Their account is closed.",
    "closed.machine": "a command on the machine",
    "closed.next": "Ask why before you approve. It can be returned or rejected instead.",
    "closed.tick": "I have read whose account was closed, and approve it all the same",
    "submission.own": "You wrote or submitted this. Somebody else has to approve it.",
    "submission.state": "Decided: {state}",
    "submission.by": "Written and submitted by",
    "submission.at": "Submitted",
    "submission.area": "Area",
    "submission.size": "Ground",
    "submission.audience": "Phones when it was submitted",
    "number.decide": "Check number: read it to the author, it must be the same",
    "number.author": "Check number: the approver reads it to you, it must be the same",
    "number.other": "Check number, for the author and the approver",
    "number.alone": "Check number of what is sent",
    "number.approved": "Check number of what was approved",
    "number.closed": "Check number of what was submitted; it was not approved",
    "submission.kind": "Hazard",
    "submission.return": "Return with reason",
    "submission.return.do": "Return to {name}",
    "submission.return.next": (
        "{name} sees your reason, mends the draft and submits it again. Nothing is sent."
    ),
    "submission.reject": "Reject for good",
    "submission.reject.next": (
        "It can never be submitted again; {name} sees your reason. Nothing is sent."
    ),
    "submission.reject.do": "Reject for good",
    "submission.rejected": "{name}: {reason}",
    "submission.take_back": "Take it back",
    "submission.take_back.next": "Once you press it, nobody can approve this. Nothing is sent.",
    "submission.close": "Do not send: close this sheet",
    "submission.growth": "Many more people",
    "submission.agreed": "The author has agreed to it. It waits for the approver, once more.",
    "submission.reason": "Reason, for the author",
    "submission.approve": "Approve and send to {phones}",
    "submission.withdraw.do": "Withdraw now: tell everybody who was told",
    "submission.grown": (
        "Many more people are there now: {now} instead of {before}. The author has to agree, "
        "then approve once more."
    ),
    "submission.agree": "Agree to {phones}",
    "submission.passkey": "Your browser asks for your passkey; it is the confirmation.",
    "submission.watch": "Watch it go",
}

JA = {
    "preview.title": "スマートフォンの表示",
    "preview.none": "まだ文にできません：{reason}",
    "preview.languages": "言語",
    "preview.draft": "機械の下書き",
    "preview.count": "{count}の言語。うち{drafts}は、誰も確認していない機械の下書き：{names}",
    "preview.count.drafts": "{count}の言語。すべて、誰も確認していない機械の下書きです",
    "preview.count.checked": "{count}の言語。すべて確認済みです",
    "preview.count.between": "、",
    "preview.fallback": (
        "次の{count}の言語は、確認の済んでいない文があるため、やさしい日本語と英語で届きます：{names}"
    ),
    "preview.fold": "小さな画面では、ここから先は開くと見えます：",
    "preview.changed": "前に知らせた人へ",
    "preview.withdrawal": "準備：誤って送ったとき",
    "preview.all_clear": "準備：危険が去ったとき",
    "submission.title": "決める：{what}",
    "submission.withdraw.title": "取消：誤って送った",
    "submission.next.other": (
        "承認できる人が承認すると、{phones}にすぐ、このとおり表示します。それまで何も送りません。"
    ),
    "submission.next": "承認すると、{phones}にすぐ、このとおり表示します。",
    "submission.withdraw.next": (
        "確定すると、知らせた全員に「誤って送った」と知らせます。解除ではありません。"
    ),
    "submission.too_late": ("この間に同じ件の次の発信がありました。これはもう承認できません。"),
    "closed.by": "{name}が書いたか提出しました。そのアカウントは{by}が{when}に止めました。",
    "closed": "{name}が書いたか提出しました。そのアカウントは止められています。",
    "closed.machine": "機械のコマンド",
    "closed.next": "承認する前に、理由を聞いてください。戻すことも却下することもできます。",
    "closed.tick": "誰のアカウントが止められたかを読みました。それでも承認します",
    "submission.own": "あなたが書いたか提出したものです。別の人が承認します。",
    "submission.state": "決定：{state}",
    "submission.by": "作成・提出",
    "submission.at": "提出時刻",
    "submission.area": "区域",
    "submission.size": "広さ",
    "submission.audience": "提出時の台数",
    "number.decide": "確認番号：作成者と読み合わせ、同じか確かめる",
    "number.author": "確認番号：承認者が読み上げるので、同じか確かめる",
    "number.other": "確認番号（作成者と承認者が読み合わせる）",
    "number.alone": "送る内容の確認番号",
    "number.approved": "承認された内容の確認番号",
    "number.closed": "提出された内容の確認番号（承認されませんでした）",
    "submission.kind": "災害",
    "submission.return": "理由を付けて戻す",
    "submission.return.do": "{name}へ戻す",
    "submission.return.next": ("{name}が理由を読んで直し、もう一度提出します。何も送りません。"),
    "submission.reject": "却下する（やり直しなし）",
    "submission.reject.next": "二度と提出できません。{name}が理由を読みます。何も送りません。",
    "submission.reject.do": "却下する",
    "submission.rejected": "{name}：{reason}",
    "submission.take_back": "取り下げる",
    "submission.take_back.next": "押すと、誰も承認できなくなります。何も送りません。",
    "submission.close": "送らない（この画面を閉じる）",
    "submission.growth": "人数が大きく増えました",
    "submission.agreed": "作成者は同意しました。承認者のもう一度の承認を待っています。",
    "submission.reason": "作成者への理由",
    "submission.approve": "承認して{phones}へ送る",
    "submission.withdraw.do": "今すぐ取り消す（知らせた全員へ）",
    "submission.grown": (
        "人数が大きく増えました：{before}から{now}。作成者が同意した後、もう一度承認してください。"
    ),
    "submission.agree": "{phones}に同意する",
    "submission.passkey": "ブラウザーがパスキーを求めます。それが確定になります。",
    "submission.watch": "経過を見る",
}
