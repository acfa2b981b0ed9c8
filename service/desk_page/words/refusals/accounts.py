"""Refusals about who may come in, and who may do what."""

JA = {
    "either every language, or some that are ticked; choose one of the two": (
        "すべての言語か、選んだ言語か、どちらか一つにしてください。"
    ),
    "no name was typed; type your name at the desk": (
        "名前が入力されていません。発信卓での名前を入力してください。"
    ),
    "the desk has begun to work; propose the invitation, and admins endorse it": (
        "発信卓はもう動いています。招待を提案し、管理者の同意を得てください。"
    ),
    "a desk is founded with {count} of the role {role}; begin with the others": (
        "最初に作れる「{role}」は{count}人までです。ほかの役割から始めてください。"
    ),
    "a desk needs two admins first: hansho staff invite NAME --role admin": (
        "先に管理者が二人必要です：hansho staff invite NAME --role admin"
    ),
    "this was decided already; look at the list of the staff": (
        "もう決まっています。担当者の一覧を見てください。"
    ),
    "nobody endorses their own rights; ask another admin": (
        "自分の権限には同意できません。別の管理者に頼んでください。"
    ),
    "you endorsed this already; it waits for another admin": (
        "あなたはもう同意しました。別の管理者の同意を待っています。"
    ),
    "only an admin may endorse this; ask one": "管理者だけが同意できます。管理者に頼んでください。",
    "this gives more than your own jurisdiction; ask an admin of the whole town": (
        "あなたの担当区域より広い権限です。全域の管理者に頼んでください。"
    ),
    "this account is disabled already": "もう無効になっています。",
    "this is the last admin; let in another one first": (
        "最後の管理者です。先に別の管理者を入れてください。"
    ),
    "this account is disabled; propose a change of role first": (
        "無効になっています。先に役割の変更を提案してください。"
    ),
    "no proposal {proposal} waits; the list of the staff shows them": (
        "提案{proposal}は待っていません。担当者の一覧を見てください。"
    ),
    "nobody of the staff has the number {number}; see the list": (
        "番号{number}の担当者はいません。一覧を見てください。"
    ),
    "write the person's name, in at most 80 characters": "名前を80字以内で書いてください。",
    "name at least one role; to take all away, disable the account": (
        "役割を一つ以上選んでください。全部なくすには、無効にしてください。"
    ),
    "{count} of the role {role} for the whole town have to stay; let in another one first, or end "
    "a lost device alone": (
        "全域の「{role}」は{count}人残す必要があります。先に別の人を入れるか、"
        "紛失した端末だけを止めてください。"
    ),
    "this person's roles reach beyond your own; ask an admin of the whole town": (
        "この人の役割はあなたの担当より広いので、全域の管理者に頼んでください。"
    ),
    "a role has to end after it begins; mend the times": (
        "役割は始まりより後に終わる必要があります。時刻を直してください。"
    ),
    "either every hazard, or some that are ticked; choose one of the two": (
        "すべての災害か、印を付けた災害だけか、どちらかにしてください。"
    ),
    "either the whole town, or districts that are ticked; choose one": (
        "全域か、印を付けた地区だけか、どちらかにしてください。"
    ),
    "the address names no entry of the log; open the log again": (
        "その番号の記録はありません。記録を開き直してください。"
    ),
    "accounts are disabled, never deleted": "担当者は消せません。無効にしてください。",
    "too many wrong codes; log in with a passkey, or wait 15 minutes": (
        "誤った番号が続きました。パスキーでログインするか、15分待ってください。"
    ),
    "log in with a passkey once more, then come back here": (
        "パスキーでもう一度ログインしてから、ここへ戻ってください。"
    ),
    "no active account has this passkey; ask an admin": (
        "このパスキーの担当者はいません。管理者に聞いてください。"
    ),
    "the name or the code is wrong, or the code was used; try another code": (
        "名前か番号が違うか、使用済みです。別の番号を試してください。"
    ),
    "this link was used already or has run out; ask an admin for another": (
        "このリンクは使用済みか期限切れです。管理者に新しいものを頼んでください。"
    ),
    "this link was used already; ask an admin for another": (
        "このリンクは使用済みです。管理者に新しいものを頼んでください。"
    ),
    "this code was used already or never given; take another of yours": (
        "この番号は使用済みか、渡していないものです。別の番号を使ってください。"
    ),
    "the code does not fit; check the phone's clock and type the next one": (
        "番号が合いません。端末の時計を確かめ、次の番号を入れてください。"
    ),
    "you have no such passkey; look at the list again": (
        "そのパスキーはありません。一覧を見直してください。"
    ),
    "this is your only passkey; add another one first": (
        "一つしかないパスキーです。先に別のものを加えてください。"
    ),
    "this is the only passkey, or it is gone; load the page again": (
        "これしかないパスキーか、もうないものです。画面を読み込み直してください。"
    ),
    "this is not the secret that was offered; begin again": (
        "示した鍵と違います。もう一度始めてください。"
    ),
    "the passkey's answer does not hold ({reason}); try again": (
        "パスキーの返答が正しくありません（{reason}）。もう一度試してください。"
    ),
    "this is another passkey than was asked for; try again": (
        "求めたものと違うパスキーです。もう一度試してください。"
    ),
    "this passkey belongs to an account already; use another device": (
        "このパスキーは登録済みです。別の端末を使ってください。"
    ),
    "somebody else acted at the desk meanwhile; try once more": (
        "その間にほかの人が操作しました。もう一度行ってください。"
    ),
    "somebody called {name} is there; write the full name": (
        "{name}という人がもういます。氏名を全部書いてください。"
    ),
    "the audit log only grows, one entry after another": "記録は順に足すだけです。",
    "the audit log only grows; no entry is changed": "記録は変えられません。",
    "the audit log only grows; no entry is taken out": "記録は消せません。",
    "This account is disabled. Ask an admin.": "無効になっています。管理者に聞いてください。",
    "None of your roles allows this ({roles} may). Ask one of them.": (
        "あなたの役割ではできません（できる役割：{roles}）。その人に頼んでください。"
    ),
    "Your role for this has not begun or has ended. Ask an admin.": (
        "あなたの役割は期間の外です。管理者に聞いてください。"
    ),
    "This session belongs to somebody else. Log in again.": (
        "別の人のログインです。ログインし直してください。"
    ),
    "This needs a passkey; you came in with a one-time password. Log in with a passkey.": (
        "パスキーが必要です。今はワンタイム番号で入っています。パスキーでログインし直してください。"
    ),
    "You logged in a while ago. Log in with your passkey once more.": (
        "ログインから時間がたちました。パスキーでもう一度ログインしてください。"
    ),
    "The hazard is not said yet. Choose it first.": "災害が決まっていません。先に選んでください。",
    "There is no area yet. Draw or choose it first.": (
        "区域がまだありません。先に選ぶか描いてください。"
    ),
    "Your role is not for this hazard. Ask somebody whose role is.": (
        "あなたの役割はこの災害を扱いません。扱う人に頼んでください。"
    ),
    "Part of the area lies outside your jurisdiction. Shrink it, or ask a neighbour.": (
        "区域の一部が担当の外です。狭めるか、隣の担当に頼んでください。"
    ),
    "Nobody has let you in as an approver. Ask two admins.": (
        "承認者として認められていません。二人の管理者に頼んでください。"
    ),
    "You may approve from {when}. Until then, ask another approver.": (
        "承認できるのは{when}からです。それまでは別の承認者に頼んでください。"
    ),
}
