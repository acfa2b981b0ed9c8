"""What may go by itself: the town's policy, and agencies' warnings that wait for one approver."""

EN = {
    "policy": "By itself",
    "warnings": "Agencies' warnings",
    # The policy
    "policy.title": "What may go by itself",
    "policy.intro": (
        "A feed's warning is pushed at once only where this table says so, and only from a trusted "
        "source, for an area of its own, not older than 10 minutes, within its rate. What falls "
        "short of that waits for one approver."
    ),
    "policy.default": "The table that the service came with holds: nobody has changed it.",
    "policy.since": "Holds since {when}: proposed by {proposer}, approved by {approver}. {reason}",
    "policy.table": "The table",
    "policy.kind": "Hazard",
    "policy.part": "{kind}, only {part}",
    "strength.protect": "Protect yourself now",
    "strength.leave": "Leave",
    "strength.leave_if_slow": "Leave, whoever needs time",
    "policy.and": ", ",
    "handling.automatic": "by itself",
    "handling.approval": "one approver",
    "handling.show": "shown only",
    "policy.change": "Propose a change",
    "policy.change.next": (
        "One line at a time. Nothing changes before another person approves it with a passkey, "
        "also where something is switched off."
    ),
    "policy.strength": "Strength",
    "policy.handling": "From now on",
    "policy.only": "Only what its source calls (empty: all of it)",
    "policy.reason": "Why",
    "policy.propose": "Ask another person to approve it",
    "policy.waiting": "Waiting",
    "policy.waiting.none": "No change waits.",
    "policy.history": "What was decided",
    "policy.history.none": "Nothing was decided yet.",
    "policy.open": "Read and decide",
    "policy.by": "{name}, {when}: {reason}",
    "policy.by_command": "by a command",
    "policy.line": "{what} · {strength}: {before} → {after}",
    "policy.stage.draft": "Brought by a command. Somebody has to propose it.",
    "policy.stage.waiting": "Waits for another person",
    "policy.stage.approved": "Approved by {name}, {when}",
    "policy.stage.rejected": "Rejected by {name}, {when}: {why}",
    "policy.stage.dropped": "Taken back by {name}, {when}",
    "policy.one": "A change of what may go by itself",
    "policy.one.next": "If it is approved, it holds at once for every warning that comes.",
    "policy.what": "What would change",
    "policy.same": "It changes nothing of what holds now.",
    "policy.off": (
        "This switches off what is pushed by itself. People asleep would then hear of it only when "
        "an approver is awake."
    ),
    "policy.approve": "Approve: this holds from now on",
    "policy.take_up": "Propose this draft",
    "policy.reject": "Reject with reason",
    "policy.reject.do": "Reject: nothing changes",
    "policy.drop": "Take back what I proposed",
    "policy.done.proposed": "It waits for another person.",
    "policy.done.approved": "It holds from now on.",
    "policy.done.rejected": "It was rejected. Nothing changes.",
    "policy.done.dropped": "It was taken back. Nothing changes.",
    # Warnings
    "warnings.title": "Agencies' warnings that wait",
    "warnings.intro": (
        "Each is on the page already, and no phone was told. One approver decides: push it as the "
        "agency wrote it, or leave it on the page."
    ),
    "warnings.none": "No warning waits.",
    "warnings.open": "Read and decide",
    "warnings.line": "{issuer} · came {when} by {feed} · until {until}",
    "warnings.unmatched": "Came, and nobody knows for where",
    "warnings.unmatched.next": (
        "Nobody is warned of these. Read the agency's own page. If the town may be meant, begin "
        "a draft for the whole town; another person approves it."
    ),
    "warnings.unmatched.line": "{when} · {reason}",
    "warnings.unmatched.draft": "Begin a draft for the whole town",
    "warnings.unmatched.kind": "Hazard",
    "warnings.unmatched.no_town": (
        "The town's own ground is not known here: begin a draft, and draw it."
    ),
    "warnings.done.pushed": "It is on its way to the phones.",
    "warnings.done.declined": "It is not pushed. It stays on the page, and this is in the log.",
    "warning.title": "An agency's warning",
    "warning.next": "Read it as phones will. What you approve is pushed at once, word for word.",
    "warning.issuer": "Issued by",
    "warning.feed": "Came by",
    "warning.came": "Came",
    "warning.sent": "Sent",
    "warning.until": "Until",
    "warning.strength": "Strength",
    "warning.reach": "It would reach",
    "warning.why": "Why it waits",
    "warning.push": "Push to the phones now",
    "warning.decline": "Do not push",
    "warning.decline.why": "Why it is not pushed",
    "warning.decline.do": "Leave it on the page alone",
    "warning.decline.next": (
        "Phones are told nothing. If it grows stronger or wider, you are asked again."
    ),
    # In the log
    "about.policy": "policy {id}",
    "about.warning": "warning {id}",
    "act.policy.propose": "{actor} proposed what may go by itself: {reason}",
    "act.policy.import": "A command brought a draft of what may go by itself.",
    "act.policy.approve": "{actor} approved what may go by itself: {about}.",
    "act.policy.reject": "{actor} rejected {about}: {reason}",
    "act.policy.drop": "{actor} took {about} back.",
    "act.warning.push": "{actor} had an agency's warning pushed: {about}.",
    "act.warning.decline": "{actor} decided not to push {about}: {reason}",
}

JA = {
    "policy": "自動送信",
    "warnings": "機関の警報",
    "policy.title": "自動で送るもの",
    "policy.intro": (
        "情報源から届いた警報を自動で送るのは、この表で決めたものだけです。信頼できる情報源から、"
        "その担当区域に、10分以内に、決めた回数までのものに限ります。外れるものは、承認者一人の判断を待ちます。"
    ),
    "policy.default": "初めの表のままです。まだ誰も変えていません。",
    "policy.since": "{when}から。提案：{proposer}、承認：{approver}。{reason}",
    "policy.table": "今の表",
    "policy.kind": "災害",
    "policy.part": "{kind}（{part}のみ）",
    "strength.protect": "今すぐ命を守る",
    "strength.leave": "避難する",
    "strength.leave_if_slow": "時間のかかる人は避難する",
    "policy.and": "、",
    "handling.automatic": "自動",
    "handling.approval": "承認者一人",
    "handling.show": "表示だけ",
    "policy.change": "変更を提案する",
    "policy.change.next": (
        "一行ずつ。止める場合も、別の人がパスキーで承認するまで、何も変わりません。"
    ),
    "policy.strength": "強さ",
    "policy.handling": "これから",
    "policy.only": "情報源での名前を限るとき（空なら全部）",
    "policy.reason": "理由",
    "policy.propose": "別の人に承認を頼む",
    "policy.waiting": "承認待ち",
    "policy.waiting.none": "待っている変更はありません。",
    "policy.history": "これまでの決定",
    "policy.history.none": "まだ何も決めていません。",
    "policy.open": "読んで決める",
    "policy.by": "{name}、{when}：{reason}",
    "policy.by_command": "コマンド",
    "policy.line": "{what}・{strength}：{before} → {after}",
    "policy.stage.draft": "コマンドで届きました。誰かが提案してください。",
    "policy.stage.waiting": "別の人を待っています",
    "policy.stage.approved": "{when}に{name}が承認",
    "policy.stage.rejected": "{when}に{name}が却下：{why}",
    "policy.stage.dropped": "{when}に{name}が取り下げ",
    "policy.one": "自動で送るものの変更",
    "policy.one.next": "承認すると、これから届くすべての警報に、すぐ当てはまります。",
    "policy.what": "変わるところ",
    "policy.same": "今の表と変わりません。",
    "policy.off": (
        "自動で送るのを止めます。眠っている人には、承認者が起きているときしか届きません。"
    ),
    "policy.approve": "承認する：今からこの表にする",
    "policy.take_up": "この案を提案する",
    "policy.reject": "理由を付けて却下する",
    "policy.reject.do": "却下する：何も変わりません",
    "policy.drop": "自分の提案を取り下げる",
    "policy.done.proposed": "別の人の承認を待っています。",
    "policy.done.approved": "今からこの表になりました。",
    "policy.done.rejected": "却下しました。何も変わりません。",
    "policy.done.dropped": "取り下げました。何も変わりません。",
    "warnings.title": "判断を待つ機関の警報",
    "warnings.intro": (
        "どれもページには出ていますが、電話には送っていません。承認者一人が、機関の文のまま送るか、"
        "ページに出すだけにするかを決めます。"
    ),
    "warnings.none": "待っている警報はありません。",
    "warnings.open": "読んで決める",
    "warnings.line": "{issuer}・{when}に{feed}から・{until}まで",
    "warnings.unmatched": "どこの警報か分からないもの",
    "warnings.unmatched.next": (
        "まだ誰にも知らせていません。気象庁などの画面を直接見てください。町のことかもしれないときは、"
        "町全体への案を作ってください。別の人が承認します。"
    ),
    "warnings.unmatched.line": "{when}・{reason}",
    "warnings.unmatched.draft": "町全体への案を作る",
    "warnings.unmatched.kind": "災害",
    "warnings.unmatched.no_town": "町の範囲が登録されていません。案を作り、区域を描いてください。",
    "warnings.done.pushed": "電話へ送っています。",
    "warnings.done.declined": "送りません。ページには残り、記録にも残りました。",
    "warning.title": "機関の警報",
    "warning.next": "電話に届く文のまま読んでください。承認すると、一字も変えずにすぐ送ります。",
    "warning.issuer": "発表",
    "warning.feed": "情報源",
    "warning.came": "届いた時刻",
    "warning.sent": "発表時刻",
    "warning.until": "期限",
    "warning.strength": "強さ",
    "warning.reach": "届く見込み",
    "warning.why": "待っている理由",
    "warning.push": "今すぐ電話へ送る",
    "warning.decline": "送らない",
    "warning.decline.why": "送らない理由",
    "warning.decline.do": "ページに出すだけにする",
    "warning.decline.next": "電話には送りません。強まるか広がったら、もう一度呼びます。",
    "about.policy": "自動送信の表{id}",
    "about.warning": "警報{id}",
    "act.policy.propose": "{actor}が自動で送るものの変更を提案しました：{reason}",
    "act.policy.import": "コマンドで、自動で送るものの案が届きました。",
    "act.policy.approve": "{actor}が自動で送るものの変更を承認しました：{about}",
    "act.policy.reject": "{actor}が{about}を却下しました：{reason}",
    "act.policy.drop": "{actor}が{about}を取り下げました。",
    "act.warning.push": "{actor}が機関の警報を送らせました：{about}",
    "act.warning.decline": "{actor}が{about}を送らないと決めました：{reason}",
}
