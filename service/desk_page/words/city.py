"""Blocked streets and sites' states: said, and given back by two people."""

EN = {
    "city": "Streets and sites",
    "city.title": "Streets and sites just now",
    "city.none": "This service has no city. Ask the town's IT to build one (docs/cities.md).",
    "city.next": (
        "Closing a street, or saying that a site is full or closed, takes one person and holds at "
        "once. Opening again takes two."
    ),
    "city.reach": (
        "Who has the map or a way open gets it within a minute, everybody else when they next open "
        "the app. No push is sent."
    ),
    "city.send": "To reach phones that lie in pockets as well, send an update of what is live:",
    "city.waiting": "Waiting for a second person",
    "city.waiting.none": "Nothing waits.",
    "city.waiting.next": "Nothing changes until somebody else approves.",
    "city.closures": "Closed streets",
    "city.closures.none": "No street is closed by the desk.",
    "city.closures.new": "Close a street",
    "city.states": "States of sites",
    "city.states.none": "Nothing is said of any site.",
    "city.states.new": "Say what sites are like",
    "city.by": "By {name} · {when}",
    "city.machine": "a command on the machine",
    "city.reason": "Reason: {reason}",
    "city.until.none": "Until further notice.",
    "city.until": "To be looked at again {when}. Nothing ends by itself.",
    "city.due": "Due: somebody was to look at it again {when}. It still holds.",
    "city.lost": (
        "{count} pieces of it are no street of this city any more: close the street anew, then "
        "open this one again."
    ),
    "city.reopen": "Open again",
    "city.unnamed": "no name",
    "city.metres": "{metres} m",
    "city.pieces": "{streets} · {metres} m",
    "city.all_hazards": "all hazards",
    "city.effect.closed": "Closed to walking",
    "city.effect.zone": "New zone: nobody is led in, whoever is inside is led out",
    "city.done.closed": "The street is closed. Phones get it when they next ask.",
    "city.done.said": "It holds. Phones get it when they next ask.",
    "city.done.approved": "Opened again. Phones get it when they next ask.",
    "city.done.rejected": "Rejected. What was closed stays closed.",
    "city.done.dropped": "Taken back. What was closed stays closed.",
    "site_state.open": "open",
    "site_state.full": "full",
    "site_state.closed": "closed",
    "site_state.unknown": "unknown",
    # Choosing a street
    "streets.title": "Close a street: which one",
    "streets.next": (
        "Tick the stretches that cannot be walked. A stretch goes from one crossing to the next. "
        "Nothing is closed on this page."
    ),
    "streets.q": "Street's name, or part of it",
    "streets.at": "Or a point: latitude, longitude in degrees",
    "streets.search": "Search",
    "streets.found": "Stretches",
    "streets.found.count": "{count} found. The numbers stand on the map where there is room.",
    "streets.found.more": "{count} found; the first {most} are shown. Write more of the name.",
    "streets.found.not_yet": "Search by name or point first, or press a street on the map.",
    "streets.found.none": "No street is found. Write less of the name, or choose a point.",
    "streets.chosen": "Ticked: {count}",
    "streets.map": "Map of the streets, north up. The list has the same stretches.",
    "streets.map.hint": "Click a street on the map to search there; click a found one to tick it.",
    "streets.go": "Move the map",
    "streets.go.n": "North",
    "streets.go.s": "South",
    "streets.go.w": "West",
    "streets.go.e": "East",
    "streets.go.in": "Closer",
    "streets.go.out": "Wider",
    "streets.look": "Next: what closing it would do",
    "streets.between": "between {streets}",
    "streets.beside": "from {streets}",
    "streets.bridge": "bridge",
    "streets.tunnel": "tunnel",
    "streets.stairs": "stairs",
    "streets.ford": "ford",
    "streets.crossing": "level crossing",
    "streets.point": "the point cannot be read: write latitude, longitude, such as 34.5, 139.99",
    # What it does
    "closing.title": "Close a street: what it does",
    "closing.streets": "Streets",
    "closing.back": "Choose other streets",
    "closing.hazard": "For which hazard",
    "closing.effect": "How",
    "closing.reason": "Reason, for people at the desk and the log",
    "closing.review": "Look again at (empty: until further notice)",
    "closing.look": "Work it out anew",
    "closing.do": "Close now, for everybody",
    "closing.next": (
        "If you confirm, nobody is led along here from then on. Opening it again takes another "
        "person."
    ),
    "closing.stale": "Look at what it does now, then confirm. Nothing was closed.",
    "shift.title": "What it does to ways",
    "shift.counts": (
        "In street corners, not people: places where streets meet or bend. This city has {nodes}; "
        "worked out for {hazards} hazards."
    ),
    "shift.none": "No way changes.",
    "shift.hazard": "Hazard",
    "shift.changed": "Another way",
    "shift.lost": "Lose their way",
    "shift.gained": "Get a way",
    "shift.on_it": "{lost} ({on_it} of them on the closed street itself)",
    "shift.sites": "Sites whose ways become more or fewer",
    "shift.site": "{site} ({hazard}): from {before} corners to {after}",
    "shift.more": "and {count} more",
    "shift.stranded": (
        "{count} corners that are not on the street lose every way to a site. Whoever stands there "
        "is told to go up where they are."
    ),
    "shift.stranded.ok": "I have read that ways are lost, and it is so",
    "shift.stranded.missing": "Tick that you have read it. Nothing was changed.",
    "shift.busy": "Working out the ways of all street corners anew…",
    # Sites
    "sites.title": "States of sites",
    "sites.next": (
        "Choose sites and say what they are like. The next page shows what it does, before "
        "anything changes."
    ),
    "sites.q": "Name, or part of it",
    "sites.hazard": "Designated for",
    "sites.state": "State now",
    "sites.any": "any",
    "sites.search": "Show",
    "sites.found": "{count} sites",
    "sites.all": "Tick all that are shown",
    "sites.none": "No site fits. Choose less.",
    "sites.set": "They are",
    "sites.look": "Next: what it would do",
    "sites.for": "For {hazards}",
    "sites.capacity": "Room for {count} by the town's data; how many are there is not known.",
    "sites.never": "Nobody has said anything of it.",
    "sites.off": "More than 150 m off the streets: no way leads there.",
    "saying.title": "States of sites: what it does",
    "saying.now": "Holds at once when you confirm",
    "saying.waits": "Waits for a second person",
    "saying.change": "{site}: {before} → {after}",
    "saying.next": (
        "What takes a site away holds at once. What gives one back waits until somebody else "
        "approves it with a passkey."
    ),
    "saying.do": "Say it now",
    "saying.same": "This is said of them already.",
    "saying.stale": "Look at what it does now, then confirm. Nothing was changed.",
    "saying.back": "Choose other sites",
}

JA = {
    "city": "道と避難場所",
    "city.title": "今の道と避難場所",
    "city.none": "地図がありません。システム担当に作成を頼んでください（docs/cities.md）。",
    "city.next": (
        "通行止めと、避難場所の「満員」「閉鎖」は一人で行い、すぐ有効になります。"
        "元に戻すには二人必要です。"
    ),
    "city.reach": (
        "地図や経路を開いている人には1分以内に、ほかの人には次にアプリを開いたときに届きます。"
        "プッシュ通知は送りません。"
    ),
    "city.send": "閉じたままのスマートフォンにも知らせるには、発表を更新してください：",
    "city.waiting": "二人目の承認待ち",
    "city.waiting.none": "承認待ちはありません。",
    "city.waiting.next": "別の人が承認するまで何も変わりません。",
    "city.closures": "通行止め",
    "city.closures.none": "通行止めはありません。",
    "city.closures.new": "通行止めにする",
    "city.states": "避難場所の状態",
    "city.states.none": "状態が入力された避難場所はありません。",
    "city.states.new": "避難場所の状態を入力する",
    "city.by": "{name} · {when}",
    "city.machine": "サーバーのコマンド",
    "city.reason": "理由：{reason}",
    "city.until.none": "当分の間。",
    "city.until": "{when}に見直す。自動では終わりません。",
    "city.due": "見直しの時刻（{when}）を過ぎました。まだ有効です。",
    "city.lost": (
        "このうち{count}区間は今の地図にありません。通行止めをやり直してから、これを解除してください。"
    ),
    "city.reopen": "通行止めを解除する",
    "city.unnamed": "名前なし",
    "city.metres": "{metres} m",
    "city.pieces": "{streets} · {metres} m",
    "city.all_hazards": "すべての災害",
    "city.effect.closed": "歩行者通行止め",
    "city.effect.zone": "新しい危険区域：中へは案内せず、中の人は外へ案内する",
    "city.done.closed": "通行止めにしました。スマートフォンは次の確認で受け取ります。",
    "city.done.said": "有効になりました。スマートフォンは次の確認で受け取ります。",
    "city.done.approved": "元に戻しました。スマートフォンは次の確認で受け取ります。",
    "city.done.rejected": "却下しました。閉じたままです。",
    "city.done.dropped": "取り下げました。閉じたままです。",
    "site_state.open": "開設",
    "site_state.full": "満員",
    "site_state.closed": "閉鎖",
    "site_state.unknown": "不明",
    "streets.title": "通行止め：道を選ぶ",
    "streets.next": (
        "歩けない区間に印を付けてください。区間は交差点から次の交差点までです。"
        "この画面では何も変わりません。"
    ),
    "streets.q": "道の名前、またはその一部",
    "streets.at": "または地点：緯度, 経度（度）",
    "streets.search": "探す",
    "streets.found": "区間",
    "streets.found.count": "{count}件。番号は、地図に入るものだけ示します。",
    "streets.found.more": "{count}件のうち{most}件を表示。名前をもっと書いてください。",
    "streets.found.not_yet": "先に名前か地点で探すか、地図の道を押してください。",
    "streets.found.none": "道が見つかりません。名前を短くするか、地点で探してください。",
    "streets.chosen": "印を付けた区間：{count}",
    "streets.map": "道の地図（上が北）。一覧と同じ区間です。",
    "streets.map.hint": "地図の道を押すとそこを探し、見つかった区間を押すと印が付きます。",
    "streets.go": "地図を動かす",
    "streets.go.n": "北へ",
    "streets.go.s": "南へ",
    "streets.go.w": "西へ",
    "streets.go.e": "東へ",
    "streets.go.in": "拡大",
    "streets.go.out": "縮小",
    "streets.look": "次へ：通行止めの影響を見る",
    "streets.between": "{streets}の間",
    "streets.beside": "{streets}から",
    "streets.bridge": "橋",
    "streets.tunnel": "トンネル",
    "streets.stairs": "階段",
    "streets.ford": "渡り場",
    "streets.crossing": "踏切",
    "streets.point": "地点を読めません。緯度, 経度の順で書いてください（例：34.5, 139.99）。",
    "closing.title": "通行止め：影響",
    "closing.streets": "道",
    "closing.back": "道を選び直す",
    "closing.hazard": "対象の災害",
    "closing.effect": "種類",
    "closing.reason": "理由（発信卓と記録に残ります）",
    "closing.review": "見直す時刻（空欄：当分の間）",
    "closing.look": "影響を計算し直す",
    "closing.do": "今すぐ全員に対して通行止めにする",
    "closing.next": ("確定すると、この道へは案内しなくなります。解除には別の人が必要です。"),
    "closing.stale": "今の影響を確かめてから確定してください。まだ何も変えていません。",
    "shift.title": "経路への影響",
    "shift.counts": (
        "人数ではなく、道の交わる所や曲がる所の数です。全部で{nodes}か所、"
        "{hazards}種類の災害について計算しました。"
    ),
    "shift.none": "経路は変わりません。",
    "shift.hazard": "災害",
    "shift.changed": "経路が変わる",
    "shift.lost": "経路がなくなる",
    "shift.gained": "経路ができる",
    "shift.on_it": "{lost}（うち{on_it}は通行止めの道の上）",
    "shift.sites": "案内される経路が増減する避難場所",
    "shift.site": "{site}（{hazard}）：{before}か所から{after}か所へ",
    "shift.more": "ほか{count}件",
    "shift.stranded": (
        "通行止めの道の外でも{count}か所で、避難場所への経路がすべてなくなります。"
        "そこにいる人には、その場で高い所へ上がるよう案内します。"
    ),
    "shift.stranded.ok": "経路がなくなることを読み、それで正しい",
    "shift.stranded.missing": "読んだことに印を付けてください。まだ何も変えていません。",
    "shift.busy": "すべての地点の経路を計算しています…",
    "sites.title": "避難場所の状態",
    "sites.next": (
        "避難場所を選び、状態を入力してください。次の画面で影響を確かめるまで、何も変わりません。"
    ),
    "sites.q": "名前、またはその一部",
    "sites.hazard": "指定された災害",
    "sites.state": "今の状態",
    "sites.any": "すべて",
    "sites.search": "表示",
    "sites.found": "{count}か所",
    "sites.all": "表示したすべてに印を付ける",
    "sites.none": "当てはまる避難場所がありません。条件を減らしてください。",
    "sites.set": "状態",
    "sites.look": "次へ：影響を見る",
    "sites.for": "対象：{hazards}",
    "sites.capacity": "町の資料では{count}人。今いる人数は分かりません。",
    "sites.never": "まだ何も入力されていません。",
    "sites.off": "道から150 m以上離れています。経路は案内しません。",
    "saying.title": "避難場所の状態：影響",
    "saying.now": "確定するとすぐ有効",
    "saying.waits": "二人目の承認を待つ",
    "saying.change": "{site}：{before} → {after}",
    "saying.next": (
        "避難場所を使えなくする変更はすぐ有効です。"
        "使えるようにする変更は、別の人がパスキーで承認するまで待ちます。"
    ),
    "saying.do": "この状態にする",
    "saying.same": "もうその状態になっています。",
    "saying.stale": "今の影響を確かめてから確定してください。まだ何も変えていません。",
    "saying.back": "避難場所を選び直す",
}
