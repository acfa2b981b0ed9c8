"""Rings: what they say on a lock screen and in an open page, and the page about them."""

from service.desk_page.words.store_trouble import STORE_TROUBLE

EN = {
    "rings": "Rings",
    # What rings, and what happens next. `about`: "Evacuation order · Flood · Riverside".
    "ring.approve": "Your approval is needed: {about}",
    "ring.approve.next": (
        "It has waited since {when}. Open it to read and decide. Without an answer within "
        "3 minutes the next person is called."
    ),
    "ring.approve_again": "Approve once more: {about}",
    "ring.approve_again.next": (
        "Many more people are there now, and the author agreed at the desk. Nothing is sent before "
        "you approve again. Waiting since {when}."
    ),
    "ring.withdraw": "A withdrawal is not confirmed: {about}",
    "ring.withdraw.next": (
        "Somebody began it at {when} and has not confirmed it. Open it: one approver is enough."
    ),
    "ring.grown": "Look and agree: {about}",
    "ring.grown.next": (
        "Many more people are there than when you submitted it. Nothing is sent before you agree. "
        "Waiting since {when}."
    ),
    "ring.returned": "Returned to you: {about}",
    "ring.returned.next": "Reason: {detail}. Mend it and submit it again.",
    "ring.rejected": "Rejected: {about}",
    "ring.rejected.next": "Reason: {detail}. Nothing was sent.",
    "ring.expired": "Nobody decided in time: {about}",
    "ring.expired.next": "Nothing was sent. If it is still needed, submit it anew.",
    "ring.changed": "Not sent: {about}",
    "ring.changed.next": "It is not what was approved: {detail}",
    "ring.break_glass": "One person sent a template: {about}",
    "ring.break_glass.next": "It is on its way since {when}. Open it and review it.",
    "ring.reopen": "Your approval is needed: open a street or a site again",
    "ring.reopen.next": "It has waited since {when}. Nothing is opened before you approve.",
    "ring.review": "Time to review: {about}",
    "ring.review.next": "It still holds. Extend it, change it, or end it. Due since {when}.",
    "ring.export": "The log's head does not leave this machine",
    "ring.export.next": "Since {when}: {detail}. The desk works on; ask who runs the service.",
    "ring.push": "A push service does not take our pushes",
    "ring.push.next": "{detail}",
    "ring.store": "The store of this service needs a person",
    "ring.store.next": "Since {when}: {detail}.",
    "ring.feed": "A source of warnings is silent",
    "ring.feed.next": (
        "Nothing came from {detail} since {when}. Until it answers, the pages know less: watch the "
        "agency's own page, and fetch who runs the service."
    ),
    "ring.warning": "An agency's warning waits for you: {about}",
    "ring.warning.next": (
        "It is on the page, and no phone was told. Open it: one approver decides whether it is "
        "pushed. Waiting since {when}. Without an answer within 3 minutes the next one is called."
    ),
    "ring.unmatched": "A warning came, and nobody knows for where",
    "ring.unmatched.next": (
        "At {when}: {detail} Nobody is warned of it. Read the agency's own page, and warn the "
        "whole town if in doubt."
    ),
    "ring.policy": "A change of what may go by itself waits for an approver",
    "ring.policy.next": "Since {when}. Nothing changes before somebody else approves it.",
    "ring.template": "A template waits for your approval",
    "ring.template.next": "Since {when}. Nobody can send it before somebody else approves it.",
    "ring.given_back": "A street or a site was opened again by one person",
    "ring.given_back.next": "By a command on the machine, at {when}. It holds already; look at it.",
    "ring.log": "The desk's log is not as it was written",
    "ring.log.next": "Found at {when}. Open the log, and fetch who runs the service.",
    "ring.look": "Look at the desk",
    "ring.look.next": "{detail}",
    "ring.test": "Test ring",
    "ring.test.next": "Rung at {when}, because you asked for it. Nothing has to be done.",
    "ring.widened": (
        "Nobody is responsible for this hazard at this place: all approvers are called."
    ),
    "ring.exercise": "This is an exercise.",
    "ring.subject": "submission {number}",
    "ring.reopening": "streets and sites to open again, no. {number}",
    # What became of it, on devices that it rang: quiet, in the place of the call.
    "ring.over": "Nothing to do now: {what}",
    "ring.over.approved": "{name} approved it at {when}. It is being sent.",
    "ring.over.withdrawn": "{name} confirmed it at {when}. Everybody who was told is told.",
    "ring.over.returned": "{name} returned it to its author at {when}. Nothing was sent.",
    "ring.over.rejected": "{name} rejected it at {when}. Nothing changes.",
    "ring.over.taken_back": "{name} took it back at {when}. Nothing was sent.",
    "ring.over.replaced": (
        "{name} submitted a newer version at {when}. You are called for that one."
    ),
    "ring.over.expired": "Nobody decided by {when}. Nothing changes. Its author is told.",
    "ring.over.changed": "Another version of this alert was sent meanwhile. This one is over.",
    "ring.over.grown": (
        "Many more people are there: its author has to agree first. You are called again then."
    ),
    "ring.over.agreed": "It was agreed to. An approver is called next.",
    "ring.over.waits": "Something real is live: exercises wait until it is over.",
    "ring.over.done": "{name} approved it at {when}. It holds.",
    "ring.over.dropped": "{name} took it back at {when}. Nothing changes.",
    "ring.over.reviewed": "It was extended, changed or ended.",
    "ring.over.answers": "It answers again.",
    "ring.over.decided": "It was decided on, ended, or says something else now.",
    "ring.over.mended": "No such trouble is found any more.",
    "ring.over.gone": "It waits no more.",
    # On every page while somebody is called.
    "ring.open": "Open it",
    "ring.coming": "I am coming",
    "ring.cannot": "I cannot",
    "ring.here": "Calls you now",
    "ring.title": "RING: ",
    "ring.unheard": (
        "Nobody answers: {what}. All who may decide were called, and are called again. "
        "Telephone them."
    ),
    "ring.unheard.deaf": (
        "Nobody can be reached: {what}. None of those who may decide has a device that rings. "
        "Telephone them, and set devices up under Rings."
    ),
    "ring.unheard.nobody": (
        "Nobody can be called: {what}. Nobody else may decide it now. Telephone an admin."
    ),
    "sound.on": "Sound on",
    "sound.off": "Sound off",
    "sound.state.on": "This page sounds when you are called. Leave it open and in sight.",
    "sound.state.off": "This page is silent.",
    "sound.state.blocked": (
        "The browser blocks sound on this page. Press “Sound on” here, or allow sound for this "
        "site in the browser's settings."
    ),
    "sound.state.deaf": (
        "This page cannot hear of rings now: no connection, or you were logged out."
    ),
    # /desk/rings
    "rings.title": "Rings: who is called",
    "rings.next": (
        "When something waits, one person is called after the other, 3 minutes each; then all. "
        "Whoever has no device is passed over."
    ),
    "rings.this": "This device",
    "rings.this.label": "Name of this device",
    "rings.this.on": "Ring this device",
    "rings.this.next": (
        "It rings also while no page is open. It cannot break through silent mode: set the "
        "browser's notifications to loud."
    ),
    "rings.this.is": "This device is called.",
    "rings.this.is_not": "This device is not called.",
    "rings.this.denied": (
        "The browser forbids notifications for this site. Allow them in its settings, then "
        "load this page again."
    ),
    "rings.this.unable": (
        "This browser cannot be called. On an iPhone, add the desk to the Home Screen first."
    ),
    "rings.this.hangs": "The browser's push service does not answer. Try again, or elsewhere.",
    "rings.mine": "My devices",
    "rings.mine.none": "You have no device: you are passed over when people are called.",
    "rings.mine.since": "since {when}",
    "rings.mine.lost": "No longer called: its push service says that it is gone. Set it up anew.",
    "rings.remove": "Take away: {label}",
    "rings.test": "Ring me now, as a test",
    "rings.test.next": "All your devices and this page ring, within a few seconds. Only yours.",
    "rings.now": "Rings for me",
    "rings.now.none": "Nobody calls you.",
    "rings.deaf": "Approvers without a device: {names}. They are passed over.",
    "rings.log": "The last rings",
    "rings.log.none": "Nothing has rung yet.",
    "rings.going": "goes on",
    "rings.over": "over {when}",
    "rings.call": "{when} · {name}: {outcome}",
    "rings.outcome.calling": "is being called",
    "rings.outcome.reached": "called ({detail})",
    "rings.outcome.failed": "not reached ({detail}); the next was called at once",
    "rings.outcome.no_device": "has no device; passed over",
    "rings.note.page": "open page",
    "rings.note.interrupted": "the service was interrupted",
    "rings.note.gone": "the device is gone: set it up anew",
    "rings.note.other key": "the device knows another key: set it up anew",
    "rings.answer": "{when} · {name}: {said}",
    "rings.widened": "{when} · nobody is responsible for this hazard and place: all were called",
    "rings.recalls": "{when} · told that it is over, without a sound: {detail}",
    "rings.recall": "{name} ({count})",
    "rings.recall.failed": "{name}: not reached ({detail})",
    "rings.said.coming": "is coming",
    "rings.said.cannot": "cannot come",
    "rings.said.opened": "opened it",
    "rings.done.added": "This device is called from now on. Try it with a test.",
    "rings.done.removed": "That device is called no more.",
    "rings.done.tested": "Rung. If nothing is heard within 15 seconds, look at “The last rings”.",
    "rings.done.cannot": "Said. The next person is called now.",
}

JA = {
    "rings": "呼出",
    "ring.approve": "承認してください：{about}",
    "ring.approve.next": (
        "{when}から待っています。開いて読み、決めてください。3分以内に返事がなければ次の人を呼びます。"
    ),
    "ring.approve_again": "もう一度承認してください：{about}",
    "ring.approve_again.next": (
        "人数が大きく増え、作成者は同意しました。もう一度承認するまで送りません。{when}から待っています。"
    ),
    "ring.withdraw": "取消が確定していません：{about}",
    "ring.withdraw.next": (
        "{when}に始まり、まだ確定していません。開いてください。承認者一人で足ります。"
    ),
    "ring.grown": "見て同意してください：{about}",
    "ring.grown.next": (
        "提出したときより人数が大きく増えました。同意するまで送りません。{when}から待っています。"
    ),
    "ring.returned": "戻されました：{about}",
    "ring.returned.next": "理由：{detail}。直して、もう一度提出してください。",
    "ring.rejected": "却下されました：{about}",
    "ring.rejected.next": "理由：{detail}。何も送っていません。",
    "ring.expired": "時間内に決まりませんでした：{about}",
    "ring.expired.next": "何も送っていません。まだ必要なら、新しく提出してください。",
    "ring.changed": "送っていません：{about}",
    "ring.changed.next": "承認されたものと違います：{detail}",
    "ring.break_glass": "一人がひな形を送りました：{about}",
    "ring.break_glass.next": "{when}に送られました。開いて、後から確かめてください。",
    "ring.reopen": "承認してください：道路か避難場所の再開",
    "ring.reopen.next": "{when}から待っています。承認するまで再開しません。",
    "ring.review": "見直しの時刻です：{about}",
    "ring.review.next": "まだ続いています。延長、変更、解除のどれかを。見直しは{when}でした。",
    "ring.export": "操作記録の控えが外へ出ていません",
    "ring.export.next": "{when}から：{detail}。発信卓は使えます。運用担当に知らせてください。",
    "ring.push": "プッシュサービスが受け付けません",
    "ring.push.next": "{detail}",
    "ring.store": "サーバーの記録に人の手が必要です",
    "ring.store.next": "{when}から：{detail}",
    "ring.feed": "警報の情報源から届いていません",
    "ring.feed.next": (
        "{detail}から、{when}以降何も届いていません。回復するまで、気象庁などの画面を直接見て、"
        "運用担当を呼んでください。"
    ),
    "ring.warning": "機関の警報が判断を待っています：{about}",
    "ring.warning.next": (
        "ページには出ていますが、どの電話にも送っていません。開いて、送るかどうかを決めてください。"
        "承認者一人で足ります。{when}から待っています。3分以内に返事がなければ次の人を呼びます。"
    ),
    "ring.unmatched": "どこの警報か分からないものが届きました",
    "ring.unmatched.next": (
        "{when}：{detail} まだ誰にも知らせていません。気象庁などの画面を直接見て、"
        "迷ったら町全体に知らせてください。"
    ),
    "ring.policy": "自動で送る範囲の変更が承認を待っています",
    "ring.policy.next": "{when}から。別の人が承認するまで、何も変わりません。",
    "ring.template": "ひな形が承認を待っています",
    "ring.template.next": "{when}から。別の人が承認するまで、誰も送れません。",
    "ring.given_back": "道路か避難場所を、一人が再開しました",
    "ring.given_back.next": "{when}に、機械のコマンドで。すでに有効です。見てください。",
    "ring.log": "操作記録が、書かれたときと違います",
    "ring.log.next": "{when}に見つかりました。記録を開き、運用担当を呼んでください。",
    "ring.look": "発信卓を見てください",
    "ring.look.next": "{detail}",
    "ring.test": "呼出の試験",
    "ring.test.next": "{when}に、あなたの求めで呼びました。何もする必要はありません。",
    "ring.widened": "この災害のこの場所を担当する人がいないため、承認者全員を呼んでいます。",
    "ring.exercise": "これは訓練です。",
    "ring.subject": "承認依頼{number}",
    "ring.reopening": "道路・避難場所の再開 {number}",
    "ring.over": "対応は不要です：{what}",
    "ring.over.approved": "{when}に{name}が承認しました。今、送っています。",
    "ring.over.withdrawn": "{when}に{name}が取消を確定しました。届いた人全員に知らせます。",
    "ring.over.returned": "{when}に{name}が作成者に戻しました。何も送っていません。",
    "ring.over.rejected": "{when}に{name}が却下しました。何も変わりません。",
    "ring.over.taken_back": "{when}に{name}が取り下げました。何も送っていません。",
    "ring.over.replaced": "{when}に{name}が新しい版を提出しました。その版で、あらためて呼びます。",
    "ring.over.expired": "{when}までに決まりませんでした。何も変わりません。作成者に知らせます。",
    "ring.over.changed": "この情報の別の版が先に送られました。この依頼は終わりました。",
    "ring.over.grown": "人数が大きく増え、作成者の同意を待っています。同意の後、もう一度呼びます。",
    "ring.over.agreed": "同意されました。次に承認者を呼びます。",
    "ring.over.waits": "本物の情報が出ています。終わるまで、訓練は待ちます。",
    "ring.over.done": "{when}に{name}が承認しました。有効です。",
    "ring.over.dropped": "{when}に{name}が取り下げました。何も変わりません。",
    "ring.over.reviewed": "延長、変更、解除のどれかをしました。",
    "ring.over.answers": "再び届いています。",
    "ring.over.decided": "もう決まったか、終わったか、内容が変わりました。",
    "ring.over.mended": "この不具合は、もう見つかりません。",
    "ring.over.gone": "もう待っていません。",
    "ring.open": "開く",
    "ring.coming": "すぐ行きます",
    "ring.cannot": "行けません",
    "ring.here": "今、あなたを呼んでいます",
    "ring.title": "呼出：",
    "ring.unheard": (
        "誰も返事をしません：{what}。決められる人を全員呼び、呼び続けています。電話してください。"
    ),
    "ring.unheard.deaf": (
        "承認者を呼び出せません：{what}。決められる人の誰にも、鳴る機器がありません。"
        "電話し、「呼出」で機器を設定してください。"
    ),
    "ring.unheard.nobody": (
        "呼べる人がいません：{what}。今これを決められる人がほかにいません。管理者に電話してください。"
    ),
    "sound.on": "音を出す",
    "sound.off": "音を止める",
    "sound.state.on": "呼ばれると、この画面が鳴ります。開いて、見えるところに置いてください。",
    "sound.state.off": "この画面は鳴りません。",
    "sound.state.blocked": (
        "ブラウザーがこの画面の音を止めています。ここで「音を出す」を押すか、"
        "ブラウザーの設定でこのサイトの音を許可してください。"
    ),
    "sound.state.deaf": "この画面は今、呼出を受け取れません。通信がないか、ログアウトしています。",
    "rings.title": "呼出：誰を呼ぶか",
    "rings.next": (
        "何かが待つと、一人ずつ3分おきに呼び、その後は全員を呼びます。機器のない人は飛ばします。"
    ),
    "rings.this": "この機器",
    "rings.this.label": "この機器の名前",
    "rings.this.on": "この機器を呼ぶ",
    "rings.this.next": (
        "画面を閉じていても鳴ります。マナーモードでは鳴りません。"
        "ブラウザーの通知を、音が出る設定にしてください。"
    ),
    "rings.this.is": "この機器を呼びます。",
    "rings.this.is_not": "この機器は呼びません。",
    "rings.this.denied": (
        "ブラウザーがこのサイトの通知を禁止しています。設定で許可し、読み込み直してください。"
    ),
    "rings.this.unable": (
        "このブラウザーは呼べません。iPhoneでは、先に発信卓をホーム画面に追加してください。"
    ),
    "rings.this.hangs": (
        "ブラウザーのプッシュサービスが答えません。もう一度試すか、別のブラウザーを使ってください。"
    ),
    "rings.mine": "自分の機器",
    "rings.mine.none": "機器がありません。呼出では飛ばされます。",
    "rings.mine.since": "{when}から",
    "rings.mine.lost": "もう呼べません（プッシュサービスの返事）。設定し直してください。",
    "rings.remove": "外す：{label}",
    "rings.test": "試しに自分を呼ぶ",
    "rings.test.next": "数秒のうちに、自分の機器とこの画面だけが鳴ります。",
    "rings.now": "自分への呼出",
    "rings.now.none": "呼ばれていません。",
    "rings.deaf": "機器のない承認者：{names}。呼出では飛ばされます。",
    "rings.log": "最近の呼出",
    "rings.log.none": "まだ呼出はありません。",
    "rings.going": "続いています",
    "rings.over": "{when}に終了",
    "rings.call": "{when} · {name}：{outcome}",
    "rings.outcome.calling": "呼んでいます",
    "rings.outcome.reached": "呼びました（{detail}）",
    "rings.outcome.failed": "届きません（{detail}）。すぐ次の人を呼びました",
    "rings.outcome.no_device": "機器がないため飛ばしました",
    "rings.note.page": "開いている画面",
    "rings.note.interrupted": "システムが中断",
    "rings.note.gone": "機器がない：設定し直す",
    "rings.note.other key": "別の鍵の機器：設定し直す",
    "rings.answer": "{when} · {name}：{said}",
    "rings.widened": "{when} · この災害とこの場所の担当者がいないため、全員を呼びました",
    "rings.recalls": "{when} · 終わったことを、音なしで知らせました：{detail}",
    "rings.recall": "{name}（{count}）",
    "rings.recall.failed": "{name}：届きません（{detail}）",
    "rings.said.coming": "すぐ行きます",
    "rings.said.cannot": "行けません",
    "rings.said.opened": "開きました",
    "rings.done.added": "今からこの機器を呼びます。試験をしてください。",
    "rings.done.removed": "その機器はもう呼びません。",
    "rings.done.tested": "呼びました。15秒たっても鳴らなければ「最近の呼出」を見てください。",
    "rings.done.cannot": "伝えました。今、次の人を呼びます。",
}

LOOKS = {
    **STORE_TROUBLE,
    "not sent any further: a text is no longer the one that was approved; tell the town's IT": (
        "送信を止めました。文が、承認されたものと違います。システム担当に知らせてください。"
    ),
    "not sent: the area is no longer the one that was approved; tell the town's IT": (
        "送っていません。区域が、承認されたものと違います。システム担当に知らせてください。"
    ),
}
"""Sentences that rings of no kind of their own bring along, in Japanese."""
