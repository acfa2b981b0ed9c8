"""Watching it go, and taking it back."""

EN = {
    "watch.title": "Watch: {what}",
    "watch.state.live": "It is live.",
    "watch.state.all_clear": "It is over: the all-clear was given.",
    "watch.state.overtaken": "This drill was ended, because a real alert is live; nobody is told.",
    "watch.state.withdrawn": "It was withdrawn as sent in error.",
    "watch.state.expired": "Its time is over. Nobody has said that the danger is.",
    "watch.going": (
        "Push services have taken it for {accepted} of {total} phones; {queued} are still queued."
    ),
    "watch.gone": "Push services have taken it for {accepted} of {total} phones; none is queued.",
    "watch.gone.few": "It was for fewer than 10 phones; none is queued.",
    "watch.unrecorded": "The phones in the area are still being counted, and sent to meanwhile.",
    "watch.bar": "{taken} % accepted, {failed} % refused or gone; {done} % done",
    "watch.failed": (
        "{failed} could not be told: their push service refused, or does not know them any more. "
        "They read it when they open the page; warn them by other means."
    ),
    # What happens next, and to whom.
    "watch.next.queued": "Next, the phones that are still queued are told. Nothing is to be done.",
    "watch.next.newcomers": (
        "Whoever comes into the area, or registers there, is told when the app is opened."
    ),
    "watch.next.review": (
        "It holds until somebody ends it. At {when} those who may extend or end it are called."
    ),
    "watch.next.due": (
        "It still holds. Since {when} those who may extend or end it are called, until one does."
    ),
    "watch.next.until": (
        "At {when} its time is over, and no message goes out then. To say more, change it before."
    ),
    "watch.next.agency": (
        "The agency's next message changes or ends it. Without one its time is over at {when}, and "
        "no message goes out then."
    ),
    "watch.next.ending": (
        "Next, the phones that are still queued are told that it is over. Nothing is to be done."
    ),
    "watch.next.over": (
        "Nothing further is sent to anybody. If the danger comes back, write a new alert."
    ),
    "watch.next.overtaken": (
        "Nothing further is sent to anybody. Once the real alert is over, begin the drill anew."
    ),
    "watch.next.expired": (
        "Nobody further is told. If the danger lasts, write a new alert; if it is over, give the "
        "all-clear: it goes to everybody who was told."
    ),
    "watch.counts": "How far it got",
    "watch.none": "none",
    "watch.queued": "Queued",
    "watch.accepted": "Accepted by push services",
    "watch.told": "Told when the app was opened",
    "watch.refused": "Refused, gone or run out",
    "watch.other": "Not needed any more",
    "watch.times": "First, median and last accepted",
    "watch.times.none": "nothing yet, or too few to say",
    "watch.time.first": "First accepted",
    "watch.time.median": "Half of them accepted",
    "watch.time.last": "Last accepted",
    "watch.time.last_so_far": "Last accepted until now",
    "watch.time.after": "{when}, {seconds} s after it was issued",
    "watch.services": "Push services",
    "watch.services.none": "No push service is paused.",
    "watch.service.paused": (
        "{service} takes nothing since {since}: it asked us to wait (answer {status}). Its phones "
        "stay queued; the next push goes at {next}. Nothing is to be done."
    ),
    "watch.service.held": (
        "{service} takes nothing since {since}: it refuses our key. Its phones stay queued; it is "
        "asked again at {next}. Call the town's IT, and warn these people by other means."
    ),
    "watch.language": "Accepted, by language",
    "watch.language.few": "Too few in any language to say.",
    "watch.language.note": "Languages of fewer than 10 phones are not named.",
    "watch.log": "What was sent",
    "watch.log.live": "Revision {number}: issued {when}",
    "watch.log.update": "Revision {number}: changed {when}",
    "watch.log.all_clear": "Revision {number}: all-clear {when}",
    "watch.log.withdrawn": "Revision {number}: withdrawn {when}",
    "watch.log.by": "Submitted by {by}, approved by {approved}.",
    "watch.log.alone": "Sent by {by} alone.",
    "watch.log.template": "Sent by {by} alone, from a template that was approved beforehand.",
    "watch.log.not_ours": "Not sent by this desk.",
    "watch.log.count": "Taken for {accepted} of {total} phones.",
    "watch.as_of": "As of {when}. Counts are in tens; a push service taking it is no proof that it "
    "was seen.",
    "watch.renew": "Look again now",
    "watch.renewing.stream": "This page shows changes as they happen.",
    "watch.renewing.asking": "This page asks again every ten seconds.",
    "watch.renewing.lost": "No connection to the desk: what you see is old.",
    "watch.renewing.over": "You are logged out: what you see is old. Log in again.",
    "watch.withdraw": "Withdraw: it was sent in error",
    "watch.withdraw.next": (
        "A sheet shows what everybody who was told will read. Your passkey confirms it there."
    ),
    "watch.withdraw.not": "To withdraw it, call an approver. {reason}",
    "watch.all_clear": "All clear: the danger is over",
    "watch.all_clear.next": "Makes a draft. A second person has to approve it.",
    "watch.update": "Change or extend it: order, area, words, time",
    "watch.update.next": "Makes a draft of the next revision. A second person approves it.",
}

JA = {
    "watch.title": "経過：{what}",
    "watch.state.live": "発表中です。",
    "watch.state.all_clear": "解除しました。",
    "watch.state.overtaken": "本番の発信があるため、この訓練を終えました。通知は送っていません。",
    "watch.state.withdrawn": "誤りとして取り消しました。",
    "watch.state.expired": "期限が過ぎました。危険が去ったとは誰も言っていません。",
    "watch.going": (
        "{total}台のうち{accepted}台分を配信サービスが受け付け、{queued}台が送信待ちです。"
    ),
    "watch.gone": "{total}台のうち{accepted}台分を配信サービスが受け付け、送信待ちはありません。",
    "watch.gone.few": "10台未満への発表で、送信待ちはありません。",
    "watch.unrecorded": "区域の台数をまだ数えながら、送信しています。",
    "watch.bar": "受け付け{taken}%、拒否・消失{failed}%。{done}%まで進みました",
    "watch.failed": (
        "{failed}台には送れません（配信サービスの拒否や登録の消失）。"
        "画面を開けば読めます。ほかの手段でも知らせてください。"
    ),
    "watch.next.queued": "次に、送信待ちの相手に送ります。することはありません。",
    "watch.next.newcomers": (
        "これから区域に入る人、登録する人には、アプリを開いたときに知らせます。"
    ),
    "watch.next.review": (
        "誰かが終えるまで続きます。{when}に、延長や解除のできる人を呼び出します。"
    ),
    "watch.next.due": (
        "まだ続いています。{when}から、延長や解除のできる人を、誰かが行うまで呼び出しています。"
    ),
    "watch.next.until": (
        "{when}に期限が過ぎ、そのときは何も送りません。続けて知らせるなら、その前に変えてください。"
    ),
    "watch.next.agency": (
        "発表機関の次の発表で、変わるか終わります。なければ{when}に期限が過ぎ、そのときは何も送りません。"
    ),
    "watch.next.ending": "次に、送信待ちの相手に、終わったことを知らせます。することはありません。",
    "watch.next.over": "これ以上、誰にも送りません。再び危険なときは、新しく書いてください。",
    "watch.next.overtaken": (
        "これ以上、誰にも送りません。本番が終わったら、訓練を新しく始めてください。"
    ),
    "watch.next.expired": (
        "これ以上、誰にも知らせません。危険が続くなら新しく書き、"
        "去ったなら解除してください。解除は、知らせた全員に届きます。"
    ),
    "watch.counts": "どこまで進んだか",
    "watch.none": "なし",
    "watch.queued": "送信待ち",
    "watch.accepted": "配信サービスが受け付け",
    "watch.told": "アプリを開いたときに通知",
    "watch.refused": "拒否・消失・期限切れ",
    "watch.other": "送る必要がなくなった",
    "watch.times": "最初・中央・最後の受け付け",
    "watch.times.none": "まだないか、少なすぎて言えません",
    "watch.time.first": "最初の受け付け",
    "watch.time.median": "半数の受け付け",
    "watch.time.last": "最後の受け付け",
    "watch.time.last_so_far": "今までで最後の受け付け",
    "watch.time.after": "{when}（発表から{seconds}秒）",
    "watch.services": "配信サービス",
    "watch.services.none": "止まっている配信サービスはありません。",
    "watch.service.paused": (
        "{service}は{since}から受け付けません。待つよう求められました（応答{status}）。"
        "相手は送信待ちのままで、次は{next}に送ります。することはありません。"
    ),
    "watch.service.held": (
        "{service}は{since}から受け付けません。こちらの鍵が拒まれています。相手は送信待ちのままで、"
        "{next}に再び試します。情報担当に電話し、ほかの手段でも知らせてください。"
    ),
    "watch.language": "受け付け（言語別）",
    "watch.language.few": "どの言語も少なすぎて言えません。",
    "watch.language.note": "10台未満の言語は示しません。",
    "watch.log": "送ったもの",
    "watch.log.live": "第{number}版：{when}発表",
    "watch.log.update": "第{number}版：{when}変更",
    "watch.log.all_clear": "第{number}版：{when}解除",
    "watch.log.withdrawn": "第{number}版：{when}取消",
    "watch.log.by": "提出{by}、承認{approved}。",
    "watch.log.alone": "{by}が一人で送りました。",
    "watch.log.template": "{by}が一人で、事前に承認されたひな型から送りました。",
    "watch.log.not_ours": "この卓からの発信ではありません。",
    "watch.log.count": "{total}台のうち{accepted}台分を受け付け。",
    "watch.as_of": "{when}現在。10単位の数です。受け付けは、見られた証拠ではありません。",
    "watch.renew": "今の状況を見る",
    "watch.renewing.stream": "変わるとすぐに表示します。",
    "watch.renewing.asking": "10秒ごとに確かめます。",
    "watch.renewing.lost": "卓につながりません。表示は古いものです。",
    "watch.renewing.over": "ログアウトしました。表示は古いものです。ログインし直してください。",
    "watch.withdraw": "取消：誤って送った",
    "watch.withdraw.next": "知らせた全員が読む文を次に示します。そこでパスキーで確定します。",
    "watch.withdraw.not": "取り消すには承認者に電話してください。{reason}",
    "watch.all_clear": "解除：危険が去った",
    "watch.all_clear.next": "下書きを作ります。もう一人の承認が必要です。",
    "watch.update": "変える・延ばす：避難情報・区域・文・時刻",
    "watch.update.next": "次の版の下書きを作ります。もう一人の承認が必要です。",
}
