"""The log: what it says of each act. An act without a sentence here is shown by its bare name.

Slots are `actor`, `about` (what it was done to) and fields of the entry's body; one that an entry
lacks is shown as a dash.
"""

EN = {
    "audit": "Log",
    "audit.title": "The log",
    "audit.next": (
        "Every act at the desk is one entry. Entries are never changed or taken out; each carries "
        "the mark of the one before it."
    ),
    "audit.state": "Is it as it was written?",
    "audit.sound": "Yes: entries 1 to {count} were looked through at {when}. Nothing is missing.",
    "audit.faulty": "No. Looked through at {when}:",
    "audit.fault.missing": "Before entry {n} something is missing, or was moved.",
    "audit.fault.order": "Entry {n} does not follow the one before it: one of them was exchanged.",
    "audit.fault.content": "Entry {n} is not what was written: it was changed.",
    "audit.fault.key": "The head of entry {n} is signed with a key that is not ours.",
    "audit.fault.signature": "The signature of the head of entry {n} is wrong: it was changed.",
    "audit.fault.cut": "Entry {n} left this machine as a head, and is gone: the end was cut off.",
    "audit.fault.anew": "Entry {n} is another than its head says: the log was written anew.",
    "audit.faulty.do": (
        "Send nothing on the strength of this log. Call whoever runs the service, and keep the "
        "machine as it is: docs/operations.md says what to do."
    ),
    "audit.unread": "It could not be looked through at {when}: {reason}. Call whoever runs it.",
    "audit.unlooked": "It was not looked through yet.",
    "audit.look": "Look it through now",
    "audit.head": "Has it left this machine?",
    "audit.head.none": "No head has left yet.",
    "audit.head.out": "Its head left this machine at {when}, up to entry {n}.",
    "audit.head.here": (
        "Its heads stay on this machine (last at {when}, up to entry {n}), where they prove "
        "little: whoever runs the service sets audit_export."
    ),
    "audit.find": "Find entries",
    "audit.find.actor": "Who",
    "audit.find.act": "What",
    "audit.find.subject": "About, such as staff:3 or submission:5",
    "audit.find.any": "all",
    "audit.find.do": "Find",
    "audit.entries": "Entries, newest first",
    "audit.entries.none": "No entry fits.",
    "audit.more": "Earlier entries",
    "audit.newest": "To the newest entries",
    "audit.entry": "Entry {n}",
    "audit.raw": "The entry word for word",
    "audit.machine": "a command on the machine",
    "audit.machine.actor": "A command on the machine",
    "audit.later": "Entries {first} to {last} came since; they are looked through within the hour.",
    "log.faulty": (
        "The desk's log is not as it was written ({count} places). Open the log, and call whoever "
        "runs the service."
    ),
    "log.unread": "The desk's log could not be looked through. Call whoever runs the service.",
    "log.failing": (
        "The log's head has not left this machine since {when} ({reason}). The desk goes on; "
        "tell whoever runs the service today."
    ),
    "about.staff": "{name}",
    "about.proposal": "a proposal",
    "about.submission": "submission {id}",
    "about.alert": "alert {id}",
    "about.draft": "draft {id}",
    "about.template": "template {id}",
    "act.store.released": "{actor} let a store that was on hold record and send again.",
    "act.staff.found": "{actor} founded the account of {about}.",
    "act.staff.propose": "{actor} proposed roles for {name}.",
    "act.staff.endorse": "{actor} endorsed the proposal for {name}.",
    "act.staff.drop": "{actor} dropped a proposal.",
    "act.staff.renew": "{actor} made a new link for {name}.",
    "act.staff.disable": "{actor} disabled the account of {name}.",
    "act.staff.lost": "{actor} ended the devices and logins of {name}, as lost.",
    "act.staff.enrol": "{actor} registered a first passkey: {passkey}.",
    "act.staff.login": "{actor} logged in ({strength}).",
    "act.staff.logout": "{actor} logged out.",
    "act.staff.logout_everywhere": "{actor} logged out everywhere.",
    "act.staff.recover": "{actor} came back with a recovery code; new passkey: {passkey}.",
    "act.staff.codes": "{actor} made new recovery codes.",
    "act.staff.passkey_add": "{actor} added a passkey: {passkey}.",
    "act.staff.passkey_name": "{actor} renamed the passkey {passkey}: {name}.",
    "act.staff.passkey_remove": "{actor} removed the passkey {passkey}.",
    "act.staff.totp_set": "{actor} set up a one-time password.",
    "act.staff.totp_drop": "{actor} took the one-time password away.",
    "act.draft.begin": "{actor} began {about}.",
    "act.draft.save": "{actor} saved {about}.",
    "act.submission.submit": "{actor} submitted for approval: {about}.",
    "act.submission.replace": "{actor} replaced {about} by a newer one.",
    "act.submission.take_back": "{actor} took {about} back.",
    "act.submission.returned": "{actor} returned {about}: {reason}",
    "act.submission.rejected": "{actor} rejected {about}: {reason}",
    "act.submission.ask_again": (
        "{about}: many more people are in the area, so both were asked again."
    ),
    "act.drill.stop": (
        "{about}: the drill was ended, because a real alert is live. Nobody was told."
    ),
    "act.submission.grown": "{about}: the audience had grown.",
    "act.submission.agree": "{actor} agreed to the larger audience of {about}.",
    "act.submission.refused": "{about} was not sent: {reason}",
    "act.submission.issue": "{actor} approved {about}, and it was sent.",
    "act.submission.own": "{actor} began the withdrawal {about}.",
    "act.submission.expire": "Nobody decided on {about} in time.",
    "act.submission.break_glass": "{actor} broke the glass: {about} was sent by one person.",
    "act.submission.review_right": "{actor} reviewed {about}: breaking the glass was right.",
    "act.submission.review_wrong": "{actor} reviewed {about}: breaking the glass was wrong.",
    "act.template.save": "{actor} saved {about}.",
    "act.template.approve": "{actor} approved {about}.",
    "act.template.retire": "{actor} retired {about}.",
    "act.template.look_at": "{actor} looked at {about} again.",
    "act.city.close": "{actor} changed a street: {about}.",
    "act.city.reopen": "A street was opened again: {about}.",
    "act.city.site": "{actor} said what a site is like.",
    "act.ring.begin": "A ring began about {about}.",
    "act.ring.answer": "{actor} answered the ring about {about}.",
    "act.ring.unheard": "Nobody answered the ring about {about}.",
    "act.ring.widen": (
        "Nobody may act on the hazard and place of the ring about {about}: all approvers were "
        "called."
    ),
    "act.ring.device": "{actor} let a device ring.",
    "act.ring.device_remove": "{actor} let a device ring no longer.",
}

JA = {
    "audit": "記録",
    "audit.title": "記録",
    "audit.next": (
        "発信卓での操作は一つずつ記録されます。記録は変えられず、消せず、"
        "それぞれが一つ前の記録の印を持ちます。"
    ),
    "audit.state": "書かれたままか",
    "audit.sound": "はい。{when}に1番から{count}番までを調べ、欠けも変わりもありませんでした。",
    "audit.faulty": "いいえ。{when}に調べました：",
    "audit.fault.missing": "{n}番の前が欠けたか、動かされました。",
    "audit.fault.order": "{n}番が一つ前に続いていません。どちらかが差し替えられました。",
    "audit.fault.content": "{n}番が書かれた内容と違います。変えられました。",
    "audit.fault.key": "{n}番の印が、こちらのものでない鍵で署名されています。",
    "audit.fault.signature": "{n}番の印の署名が合いません。変えられました。",
    "audit.fault.cut": "{n}番は印だけが外にあり、記録にありません。終わりが切り取られました。",
    "audit.fault.anew": "{n}番が外の印と違います。記録が書き直されました。",
    "audit.faulty.do": (
        "この記録をよりどころに発信しないでください。運用担当を呼び、機器はそのままにしてください。"
        "することはdocs/operations.mdにあります。"
    ),
    "audit.unread": "{when}に調べられませんでした：{reason}。運用担当を呼んでください。",
    "audit.unlooked": "まだ調べていません。",
    "audit.look": "今すぐ調べる",
    "audit.head": "外へ写してあるか",
    "audit.head.none": "まだ外へ写していません。",
    "audit.head.out": "{when}に、{n}番までの印を外へ写しました。",
    "audit.head.here": (
        "印はこの機器だけにあります（最後は{when}、{n}番まで）。これでは証拠として弱いので、"
        "運用担当がaudit_exportを設定してください。"
    ),
    "audit.find": "記録を探す",
    "audit.find.actor": "誰が",
    "audit.find.act": "何を",
    "audit.find.subject": "何について（例：staff:3、submission:5）",
    "audit.find.any": "すべて",
    "audit.find.do": "探す",
    "audit.entries": "記録（新しい順）",
    "audit.entries.none": "当てはまる記録はありません。",
    "audit.more": "これより前の記録",
    "audit.newest": "最新の記録へ",
    "audit.entry": "{n}番",
    "audit.raw": "記録の全文",
    "audit.machine": "機器での命令",
    "audit.machine.actor": "機器での命令",
    "audit.later": "{first}番から{last}番は後からのもので、一時間以内に調べます。",
    "log.faulty": (
        "発信卓の記録が書かれたままではありません（{count}か所）。記録を開き、運用担当を呼んでください。"
    ),
    "log.unread": "発信卓の記録を調べられませんでした。運用担当を呼んでください。",
    "log.failing": (
        "{when}から、記録の印を外へ写せていません（{reason}）。発信卓は動きます。"
        "今日のうちに運用担当に伝えてください。"
    ),
    "about.staff": "{name}",
    "about.proposal": "提案",
    "about.submission": "提出{id}",
    "about.alert": "発信{id}",
    "about.draft": "下書き{id}",
    "about.template": "ひな形{id}",
    "act.store.released": "{actor}が、止めていた記録と送信を再開しました。",
    "act.staff.found": "{actor}が{about}の登録を作りました。",
    "act.staff.propose": "{actor}が{name}の役割を提案しました。",
    "act.staff.endorse": "{actor}が{name}の提案に同意しました。",
    "act.staff.drop": "{actor}が提案を取り下げました。",
    "act.staff.renew": "{actor}が{name}の新しいリンクを作りました。",
    "act.staff.disable": "{actor}が{name}を無効にしました。",
    "act.staff.lost": "{actor}が、紛失として{name}の端末とログインを止めました。",
    "act.staff.enrol": "{actor}が最初のパスキーを登録しました：{passkey}。",
    "act.staff.login": "{actor}がログインしました（{strength}）。",
    "act.staff.logout": "{actor}がログアウトしました。",
    "act.staff.logout_everywhere": "{actor}がすべてログアウトしました。",
    "act.staff.recover": "{actor}が回復コードで戻りました。新しいパスキー：{passkey}。",
    "act.staff.codes": "{actor}が回復コードを作り直しました。",
    "act.staff.passkey_add": "{actor}がパスキーを加えました：{passkey}。",
    "act.staff.passkey_name": "{actor}がパスキー{passkey}の名前を変えました：{name}。",
    "act.staff.passkey_remove": "{actor}がパスキー{passkey}を取り除きました。",
    "act.staff.totp_set": "{actor}がワンタイムパスワードを設定しました。",
    "act.staff.totp_drop": "{actor}がワンタイムパスワードを取りやめました。",
    "act.draft.begin": "{actor}が{about}を書き始めました。",
    "act.draft.save": "{actor}が{about}を保存しました。",
    "act.submission.submit": "{actor}が承認を求めました：{about}。",
    "act.submission.replace": "{actor}が{about}を新しいものに替えました。",
    "act.submission.take_back": "{actor}が{about}を取り下げました。",
    "act.submission.returned": "{actor}が{about}を差し戻しました：{reason}",
    "act.submission.rejected": "{actor}が{about}を却下しました：{reason}",
    "act.submission.ask_again": "{about}：区域の人数が大きく増えたため、二人にもう一度聞きました。",
    "act.drill.stop": "{about}：本番の発信があるため、訓練を終えました。通知は送っていません。",
    "act.submission.grown": "{about}：届く数が増えていました。",
    "act.submission.agree": "{actor}が{about}の増えた人数を了承しました。",
    "act.submission.refused": "{about}は送られませんでした：{reason}",
    "act.submission.issue": "{actor}が{about}を承認し、発信しました。",
    "act.submission.own": "{actor}が取り消し{about}を始めました。",
    "act.submission.expire": "{about}は時間内に誰も決めませんでした。",
    "act.submission.break_glass": "{actor}が緊急発信を使い、{about}を一人で発信しました。",
    "act.submission.review_right": "{actor}が{about}を点検：緊急発信は正しいとしました。",
    "act.submission.review_wrong": "{actor}が{about}を点検：緊急発信は誤りとしました。",
    "act.template.save": "{actor}が{about}を保存しました。",
    "act.template.approve": "{actor}が{about}を承認しました。",
    "act.template.retire": "{actor}が{about}を廃止しました。",
    "act.template.look_at": "{actor}が{about}を見直しました。",
    "act.city.close": "{actor}が道路を変えました：{about}。",
    "act.city.reopen": "道路を再び開けました：{about}。",
    "act.city.site": "{actor}が避難場所の状態を知らせました。",
    "act.ring.begin": "{about}の呼び出しを始めました。",
    "act.ring.answer": "{actor}が{about}の呼び出しに応えました。",
    "act.ring.unheard": "{about}の呼び出しに誰も応えませんでした。",
    "act.ring.widen": (
        "{about}の呼び出しは、災害の種類と場所を担当できる人がいないため、承認者全員に変えました。"
    ),
    "act.ring.device": "{actor}が端末を呼び出せるようにしました。",
    "act.ring.device_remove": "{actor}が端末の呼び出しをやめました。",
}
