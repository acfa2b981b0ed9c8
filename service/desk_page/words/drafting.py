"""Writing a draft."""

EN = {
    "draft.title": "Write: {what}",
    "draft.to_read": (
        "You can read this draft as it would be sent. Composers change it, submit it and keep it."
    ),
    "draft.next": "Saving tells nobody. Submitting asks a second person; only then is it sent.",
    "draft.version": "Version {version}, saved by {name}, {when}",
    "draft.what": "What and how strong",
    "draft.order": "Order",
    "draft.strength": "What to do",
    "draft.when": "When",
    "draft.review": "Look again at (an order never ends by itself)",
    "draft.expires": "Ends at",
    "draft.who": "Who says it",
    "draft.words": "Words",
    "draft.words.next": (
        "The sentences of the phrasebook go out by themselves, in every language. Words of your "
        "own are added only where you write them, and readers see that nobody has checked them."
    ),
    "draft.state": "{language}: the sentences used are {state}.",
    "draft.state.none": "{language}: no sentence is chosen yet.",
    "words.machine_draft": "a machine draft that nobody has checked; it goes out marked so",
    "words.reviewed": "reviewed",
    "words.official": "official",
    "draft.waits": "It waits for a second person. Submitting a newer version replaces it.",
    "draft.was_sent": "It was sent. To change it, change the alert itself.",
    "draft.was_rejected": "It was rejected for good. To say something else, begin a new draft.",
    "draft.issuer": "Issuer, as it stands in the texts",
    "draft.announce": "Sites and streets",
    "draft.announce.next": (
        "Goes out in every language, in sentences of the phrasebook. For a name that the town's "
        "map has, each language takes its own."
    ),
    "draft.announce.what": "What to say ({number})",
    "draft.announce.name": "Name of the site or street ({number})",
    "draft.announce.none": "nothing",
    "draft.announce.site.open": "a site is open",
    "draft.announce.site.full": "a site is full",
    "draft.announce.site.closed": "a site is closed",
    "draft.announce.street.closed": "a street is closed",
    "draft.announce.street.open": "a street is open again",
    "draft.text": "Own words in {language} (optional, shown as unchecked)",
    "draft.save": "Save and show what phones will show",
    "draft.unsaved": "There are changes that are not saved. Save them, then submit.",
    "draft.checks": "Checks",
    "draft.checks.none": "No check found anything.",
    "draft.check.refuse": "Must be mended:",
    "draft.check.warn": "Look at this:",
    "draft.submit": "Submit for approval (reaches {phones})",
    "draft.submit.next": (
        "Nothing is sent yet. Approvers are asked; one of them, not you, reads and sends it."
    ),
    "draft.beside": "Map, whom it reaches, and checks",
    "draft.held": "It cannot be submitted before this is mended and saved:",
    "draft.changes": "It changes a live alert.",
    "draft.saved": "Saved. Nothing was sent.",
    "draft.lost": (
        "Marks that nobody sees, such as those that turn the direction of a text, were left out of "
        "what you typed or pasted. Read it through once more."
    ),
}

JA = {
    "draft.title": "作成：{what}",
    "draft.to_read": (
        "送るときの内容として読めます。変更・提出・ひな形の保存は、作成の役割の人が行います。"
    ),
    "draft.next": "保存しても誰にも届きません。提出し、もう一人が承認して初めて送ります。",
    "draft.version": "第{version}版、{name}が保存、{when}",
    "draft.what": "種類と強さ",
    "draft.order": "避難情報",
    "draft.strength": "求める行動",
    "draft.when": "時刻",
    "draft.review": "見直す時刻（避難情報は自動では終わりません）",
    "draft.expires": "終わる時刻",
    "draft.who": "誰が言うか",
    "draft.words": "文",
    "draft.words.next": (
        "決まった文は、すべての言語で自動で送ります。独自の文は書いた言語だけに加わり、"
        "未確認と表示されます。"
    ),
    "draft.state": "{language}：使う文は{state}。",
    "draft.state.none": "{language}：まだ文が決まっていません。",
    "words.machine_draft": "誰も確認していない機械の下書きです（その旨を付けて送ります）",
    "words.reviewed": "確認済みです",
    "words.official": "公式の文です",
    "draft.waits": "この版は承認待ちです。新しい版を提出すると置き換わります。",
    "draft.was_sent": "送りました。変えるには、発表そのものを変えてください。",
    "draft.was_rejected": "却下されました。別のことを言うには、新しく作ってください。",
    "draft.issuer": "発表者（文中の表示）",
    "draft.announce": "避難場所と道路",
    "draft.announce.next": (
        "決まった文で、すべての言語で送ります。地図にある名前は、言語ごとの名前になります。"
    ),
    "draft.announce.what": "伝えること（{number}）",
    "draft.announce.name": "避難場所か道路の名前（{number}）",
    "draft.announce.none": "なし",
    "draft.announce.site.open": "避難場所を開設した",
    "draft.announce.site.full": "避難場所が満員",
    "draft.announce.site.closed": "避難場所を閉鎖した",
    "draft.announce.street.closed": "道路が通行止め",
    "draft.announce.street.open": "道路が通れるようになった",
    "draft.text": "独自の文：{language}（任意。未確認と表示）",
    "draft.save": "保存して、スマートフォンの表示を見る",
    "draft.unsaved": "保存していない変更があります。保存してから提出してください。",
    "draft.checks": "点検",
    "draft.checks.none": "点検で見つかったものはありません。",
    "draft.check.refuse": "直す必要があります：",
    "draft.check.warn": "確かめてください：",
    "draft.submit": "承認を求めて提出する（{phones}）",
    "draft.submit.next": "まだ送りません。承認者に知らせ、あなた以外の一人が読んで送ります。",
    "draft.beside": "地図・届く相手・点検",
    "draft.held": "次を直して保存するまで提出できません：",
    "draft.changes": "発表中のものを変えます。",
    "draft.saved": "保存しました。何も送っていません。",
    "draft.lost": (
        "入力か貼り付けた文から、文字の向きを変える記号など、目に見えない記号を除きました。"
        "もう一度読んで確かめてください。"
    ),
}
