"""Refusals of the translators' workbench, and what its linter finds."""

JA = {
    # Who may, and when
    "your role is not for this language; ask an admin to add it": (
        "この言語の担当ではありません。管理者に追加を頼んでください。"
    ),
    "you wrote this; another speaker has to review it": (
        "あなたが書いた文です。別の話者が確認します。"
    ),
    "you wrote this yourself; take it back instead": ("あなたが書いた文です。取り下げてください。"),
    "write the reason, so that its writer can mend it": (
        "書いた人が直せるように、理由を書いてください。"
    ),
    "only who wrote it can take it back; return it with a reason": (
        "取り下げられるのは書いた人だけです。理由を付けて返してください。"
    ),
    "these words are official; whoever keeps the list changes them there": (
        "公式の用語です。変えるのは、元の表を管理する人です。"
    ),
    "these words cannot go out; mend what is named below them": (
        "このままでは使えません。下に示したところを直してください。"
    ),
    "this is what is said already; change it, or review it as it stands": (
        "今の文と同じです。直すか、このままで確認してください。"
    ),
    "other words are said there meanwhile; read them, then decide": (
        "その間に別の文になりました。読んでから決めてください。"
    ),
    "its source has changed since it was written; write it anew": (
        "書いた後で元の文が変わりました。書き直してください。"
    ),
    "these words no longer fit their phrase; return them with a reason": (
        "今の版に合わなくなりました。理由を付けて返してください。"
    ),
    "there is no such correction; the list shows those that wait": (
        "その修正はありません。一覧から選んでください。"
    ),
    "somebody has decided on this already; read what became of it": (
        "もう誰かが決めました。どうなったか見てください。"
    ),
    "this language has no such phrase; the list shows all that it has": (
        "この言語にその文はありません。一覧から選んでください。"
    ),
    "this is no language of ours; the list shows those that there are": (
        "その言語はありません。一覧から選んでください。"
    ),
    "another speaker than its writer reviews it": "確認するのは、書いた人とは別の話者です。",
    "a person writes a correction, and a second one reviews it": (
        "修正は一人が書き、もう一人が確認します。"
    ),
    "{file}: no store is there; check data_dir in the settings": (
        "{file}：データがありません。設定のdata_dirを確かめてください。"
    ),
    "a correction stays on record": "修正の記録は消せません。",
    "a correction waits for a second speaker": "修正は、別の話者の確認を待ちます。",
    "a written correction is never changed; write anew": (
        "書いた修正は変えられません。新しく書いてください。"
    ),
    # What refuses words
    "Write the words first.": "文を書いてください。",
    "This is too long for any sentence; write it shorter.": "長すぎます。短くしてください。",
    "Put {{{slot}}} back: the program writes there.": (
        "{{{slot}}}を戻してください。プログラムがそこに書きます。"
    ),
    "Take {{{slot}}} out: this sentence has no such slot.": (
        "{{{slot}}}を取ってください。この文にその差し込みはありません。"
    ),
    "It says the same as {id}: an order and a warning are never one sentence.": (
        "{id}と同じ文です。避難情報と警報を同じ文にしません。"
    ),
    "A push with it has {size} bytes; at most {most} fit. Say it shorter.": (
        "これを使う通知が{size}バイトになります（上限{most}）。短くしてください。"
    ),
    "the longest push has {size} bytes ({which}); at most {most} fit": (
        "最長の通知が{size}バイトです（{which}、上限{most}）。"
    ),
    "{id} has {length} characters with {longest}; at most {most} fit": (
        "{id}は{longest}を入れると{length}字です（上限{most}）。"
    ),
    "has the slots {found}; it needs {wanted}": "差し込みは{found}。要るのは{wanted}です。",
    "has a brace that belongs to no slot": "差し込みでない波かっこがあります。",
    "has {length} characters; at most {limit} fit": "{length}字あります（上限{limit}字）。",
    "speaks of orders; an agency only warns": (
        "命令や指示と言っています。機関は警告するだけです。"
    ),
    "has an exclamation mark; say it calmly": "感嘆符があります。落ち着いた文にしてください。",
    "begins or ends with a space": "前か後ろに空白があります。",
    "has signs that nobody sees ({named}); the program sets direction itself": (
        "見えない記号があります（{named}）。文字の向きはプログラムが決めます。"
    ),
    # What is worth a look
    "says today, tomorrow or yesterday; it may be read on another day": (
        "今日・明日・昨日と言っています。別の日に読まれるかもしれません。"
    ),
    "says {found}, which is an office's word": "役所の言葉です：{found}",
    "negates twice; say what is": "二重否定です。言い切ってください。",
    "negates twice; say it plainly": "二重否定です。言い切ってください。",
    "is honorific; say it plainly": "敬語です。です・ますで書いてください。",
    "is passive, or could be; say who does it": (
        "受け身か、受け身に読めます。誰がするのか書いてください。"
    ),
    "has a sentence of {length} words; say one thought in {most}": (
        "一文が{length}語です。一つのことを{most}語までで書いてください。"
    ),
    "has a sentence of {length} characters; say one thought in {most}": (
        "一文が{length}字です。一つのことを{most}字までで書いてください。"
    ),
    "has letters of another language: {foreign}": "別の言語の文字があります：{foreign}",
    "has characters of the other Chinese script: {strange}": (
        "もう一方の中国語の字があります：{strange}"
    ),
    "reads {word} as {kana}; other sentences read {beside}": (
        "「{word}」を「{kana}」と読んでいます。ほかの文では：{beside}"
    ),
    "has a kanji without its reading in brackets": "読みのない漢字があります。",
    "ends without です, ます or ください: {sentence}": (
        "です・ます・くださいで終わっていません：{sentence}"
    ),
    "has no space within {phrase}": "分かち書きの空白がありません：{phrase}",
    "says {hard}; everyday words are {easy}": "難しい言葉です：{hard}（やさしい言葉：{easy}）",
}
