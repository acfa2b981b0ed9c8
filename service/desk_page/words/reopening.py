"""Giving streets and sites back by two people; and sites that take nobody in beside an alert."""

EN = {
    "reopen.title": "Open a street again",
    "reopen.next": (
        "The street stays closed until another person approves with a passkey: whoever is led into "
        "water by a street that was opened in error does not come back."
    ),
    "reopen.reason": "How it is known that it can be walked again",
    "reopen.do": "Ask another person to open it",
    "reopening.title": "Decide: open again",
    "reopening.next": "If you approve, this holds at once and ways lead here again.",
    "reopening.street": "Street open again: {what}",
    "reopening.site": "{site}: {before} → {after}",
    "reopening.closed": "Closed by {name} · {when} · {reason}",
    "reopening.by": "Proposed by",
    "reopening.at": "Proposed",
    "reopening.because": "Reason",
    "reopening.review": "Look again at",
    "reopening.approve": "Approve: open again, for everybody",
    "reopening.reject": "Reject with reason",
    "reopening.reject.do": "Reject: it stays closed",
    "reopening.reject.reason": "Reason, for the author",
    "reopening.drop": "Take back what I proposed",
    "reopening.own": "You proposed this. Somebody else has to approve it.",
    "reopening.changed": "It does not fit what holds now: {why}",
    "reopening.stage.done": "Opened again by {name} · {when}",
    "reopening.stage.rejected": "Rejected by {name} · {when}: {why}",
    "reopening.stage.dropped": "Taken back by {name} · {when}",
    "reopening.stage.expired": "Nobody decided in time. Propose it anew.",
    "reopening.look": "Read and decide",
    "reopening.list": "Back to streets and sites",
    # Beside a live alert
    "trouble.title": "Sites in the area of this alert",
    "trouble.count": "{out} of {all} sites in the area take nobody in now.",
    "trouble.none_left": "No site in the area takes anybody in now. Ways lead out of it or end.",
    "trouble.site": "{site}: {state}, since {when}",
    "trouble.next": (
        "Phones lead elsewhere as soon as they ask. To reach those in pockets, send an update."
    ),
    "trouble.link": "Streets and sites",
    # In the log
    "about.closure": "closure {id}",
    "about.reopening": "reopening {id}",
    "act.reopening.propose": "{actor} asked another person to open again: {because}",
    "act.reopening.approve": "{actor} approved {about}; it was opened again.",
    "act.reopening.reject": "{actor} rejected {about}: {reason}",
    "act.reopening.drop": "{actor} took {about} back.",
    "act.reopening.expire": "Nobody decided on {about} in time.",
    "act.reopening.refused": "{about} was not carried out: {reason}",
}

JA = {
    "reopen.title": "通行止めを解除する",
    "reopen.next": (
        "別の人がパスキーで承認するまで、通行止めのままです。"
        "誤って開いた道で水に入った人は、戻れません。"
    ),
    "reopen.reason": "また歩けると分かった理由",
    "reopen.do": "別の人に解除を頼む",
    "reopening.title": "決める：元に戻す",
    "reopening.next": "承認するとすぐ有効になり、またここへ案内します。",
    "reopening.street": "通行止めの解除：{what}",
    "reopening.site": "{site}：{before} → {after}",
    "reopening.closed": "通行止めにした人：{name} · {when} · {reason}",
    "reopening.by": "提案者",
    "reopening.at": "提案時刻",
    "reopening.because": "理由",
    "reopening.review": "見直す時刻",
    "reopening.approve": "承認して、全員に対して元に戻す",
    "reopening.reject": "理由を付けて却下する",
    "reopening.reject.do": "却下する（閉じたまま）",
    "reopening.reject.reason": "提案者への理由",
    "reopening.drop": "自分の提案を取り下げる",
    "reopening.own": "あなたが提案したものです。別の人が承認します。",
    "reopening.changed": "今の状態に合いません：{why}",
    "reopening.stage.done": "{name}が元に戻しました · {when}",
    "reopening.stage.rejected": "{name}が却下しました · {when}：{why}",
    "reopening.stage.dropped": "{name}が取り下げました · {when}",
    "reopening.stage.expired": "時間内に決まりませんでした。提案し直してください。",
    "reopening.look": "読んで決める",
    "reopening.list": "道と避難場所へ戻る",
    "trouble.title": "この発表の区域にある避難場所",
    "trouble.count": "区域内の避難場所{all}か所のうち、{out}か所が今は入れません。",
    "trouble.none_left": (
        "区域内に、今入れる避難場所がありません。経路は区域の外へ向かうか、ありません。"
    ),
    "trouble.site": "{site}：{state}（{when}から）",
    "trouble.next": (
        "スマートフォンは次の確認から別の所へ案内します。"
        "閉じたままの人にも知らせるには、発表を更新してください。"
    ),
    "trouble.link": "道と避難場所",
    "about.closure": "通行止め{id}",
    "about.reopening": "再開の提案{id}",
    "act.reopening.propose": "{actor}が別の人に再開を頼みました：{because}",
    "act.reopening.approve": "{actor}が{about}を承認し、元に戻しました。",
    "act.reopening.reject": "{actor}が{about}を却下しました：{reason}",
    "act.reopening.drop": "{actor}が{about}を取り下げました。",
    "act.reopening.expire": "{about}は時間内に決まりませんでした。",
    "act.reopening.refused": "{about}は実行されませんでした：{reason}",
}
