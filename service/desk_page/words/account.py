"""One's own account, coming back without a passkey, and being logged out."""

EN = {
    "account": "My account",
    "account.title": "My account: {name}",
    "account.fresh": (
        "You logged in with your passkey a few minutes ago, so you can change things here now."
    ),
    "account.stale": "To change anything here, log in with your passkey once more.",
    "account.stale.do": "Log in once more",
    "account.passkeys": "My passkeys",
    "account.passkeys.why": (
        "Have two, on different devices: with one alone, a lost phone keeps you out."
    ),
    "account.passkeys.one": "You have only one passkey. Add a second one now, on another device.",
    "account.passkey.added": "Added {when}.",
    "account.passkey.used": "Last used {when}.",
    "account.passkey.unused": "Not used yet.",
    "account.passkey.synced": "Its maker keeps a copy of it, so it may be on several devices.",
    "account.passkey.bound": "It is on one device only.",
    "account.passkey.nameless": "Passkey without a name",
    "account.passkey.name": "Its name",
    "account.passkey.name.do": "Change the name",
    "account.passkey.more": "Rename or remove {name}",
    "account.passkey.remove": "Remove {name}",
    "account.passkey.remove.next": "From then on it lets nobody in. The log tells of it.",
    "account.passkey.last": "This is your only passkey, so it stays. Add another one first.",
    "account.add": "Add a passkey",
    "account.add.next": (
        "Your browser asks where to make it: on this device, on a phone by its camera, or on a "
        "security key."
    ),
    "account.add.label": "Name of the new device",
    "account.totp": "One-time password",
    "account.totp.why": (
        "For the day on which no passkey is at hand. It lets you write, and never approve."
    ),
    "account.totp.on": "It is set up.",
    "account.totp.off": "It is not set up.",
    "account.totp.do": "Set up a one-time password",
    "account.totp.again": "Set up anew, on another phone",
    "account.totp.drop": "Take it away",
    "account.totp.title": "Set up the one-time password",
    "account.totp.scan": (
        "Scan this with an authenticator app, or type the secret in. Then type the six digits that "
        "the app shows. Only then is it set up."
    ),
    "account.totp.qr": "The same secret as a picture for the app's camera",
    "account.totp.secret": "Secret",
    "account.totp.code": "Six digits of the app",
    "account.totp.confirm": "Confirm",
    "account.codes": "Recovery codes",
    "account.codes.left": "You have {count} unused codes. Each registers one new passkey.",
    "account.codes.few": "That is few. Make new ones now.",
    "account.codes.do": "Make ten new codes",
    "account.codes.next": "All earlier codes end.",
    "account.codes.title": "Your new recovery codes",
    "account.codes.told": (
        "Write them down and keep them away from your devices. Each works once. They are not shown "
        "again, and earlier ones have ended."
    ),
    "account.codes.then": "I have written them down: to my account",
    "account.sessions": "Where I am logged in",
    "account.session": "Since {begun}, last used {used}, {strength}",
    "account.session.this": "this one",
    "account.by.passkey": "with a passkey",
    "account.by.totp": "with a one-time password",
    "account.leave": "Log out here",
    "account.leave_all": "Log out everywhere",
    "account.leave_all.next": "Ends every login of yours, this one too.",
    "account.roles": "What I may do",
    "account.approve.never": "You may not approve: nobody has let you in as an approver.",
    "account.approve.later": "You may approve from {when}. Until then another approver has to.",
    "account.approve.now": "You may approve now.",
    "account.approve.totp": (
        "You came in with a one-time password: you may write, and not approve. "
        "Log in with a passkey for that."
    ),
    "account.done.named": "The name was changed.",
    "account.done.removed": "The passkey was removed.",
    "account.done.added": "The passkey was added. Try it at your next login.",
    "account.done.totp": "The one-time password is set up.",
    "account.done.dropped": "The one-time password was taken away.",
    "recover": "Lost every passkey? Come back with a recovery code",
    "recover.title": "Come back with a recovery code",
    "recover.next": (
        "Your browser makes a new passkey in place of the lost one. The code is used up, all your "
        "logins end, and if you approve, approving waits 24 hours: ask another approver until then."
    ),
    "recover.code": "Recovery code",
    "recover.do": "Register a new passkey",
    "recover.lost": (
        "No code either? Ask two admins for a new link. Was a device stolen? Tell an admin at once."
    ),
    "recover.done": "Your new passkey is registered. {codes} unused codes are left.",
    "recover.wait": "You may approve again from {when}.",
    "recover.login": "To the login",
    "leaving.when": "You will be logged out at {idle} if you do nothing, at {ends} in any case.",
    "leaving.soon": "You will be logged out at {when}. What you typed stays in this window.",
    "leaving.stay": "Stay logged in",
    "leaving.gone": (
        "You were logged out. What you typed is kept in this window; log in again in this window, "
        "and it is offered to you."
    ),
    "leaving.again": "Log in again",
    "kept.said": "You typed something here and did not save it.",
    "kept.back": "Put it back",
    "kept.drop": "Throw it away",
}

JA = {
    "account": "自分の登録",
    "account.title": "自分の登録：{name}",
    "account.fresh": "数分前にパスキーでログインしたので、今ここで変えられます。",
    "account.stale": "ここで変えるには、パスキーでもう一度ログインしてください。",
    "account.stale.do": "もう一度ログイン",
    "account.passkeys": "自分のパスキー",
    "account.passkeys.why": (
        "別々の端末に二つ持ってください。一つだけだと、端末をなくすと入れません。"
    ),
    "account.passkeys.one": "パスキーが一つだけです。別の端末に二つ目を加えてください。",
    "account.passkey.added": "追加：{when}。",
    "account.passkey.used": "最後の使用：{when}。",
    "account.passkey.unused": "まだ使っていません。",
    "account.passkey.synced": "製造元が控えを持ち、複数の端末にあることがあります。",
    "account.passkey.bound": "一つの端末だけにあります。",
    "account.passkey.nameless": "名前のないパスキー",
    "account.passkey.name": "名前",
    "account.passkey.name.do": "名前を変える",
    "account.passkey.more": "{name}の名前を変える・取り除く",
    "account.passkey.remove": "{name}を取り除く",
    "account.passkey.remove.next": "以後、これでは誰も入れません。記録に残ります。",
    "account.passkey.last": "一つしかないパスキーなので残します。先に別のものを加えてください。",
    "account.add": "パスキーを加える",
    "account.add.next": (
        "どこに作るかをブラウザーが聞きます：この端末、カメラで読むスマートフォン、セキュリティーキー。"
    ),
    "account.add.label": "新しい端末の名前",
    "account.totp": "ワンタイムパスワード",
    "account.totp.why": "パスキーが手元にない日のためです。作成はできますが、承認はできません。",
    "account.totp.on": "設定してあります。",
    "account.totp.off": "設定していません。",
    "account.totp.do": "ワンタイムパスワードを設定する",
    "account.totp.again": "別のスマートフォンで設定し直す",
    "account.totp.drop": "取りやめる",
    "account.totp.title": "ワンタイムパスワードの設定",
    "account.totp.scan": (
        "認証アプリで読み取るか、鍵を打ち込んでください。アプリが示す6桁を入れて初めて設定されます。"
    ),
    "account.totp.qr": "同じ鍵を、アプリのカメラで読む図にしたもの",
    "account.totp.secret": "鍵",
    "account.totp.code": "アプリの6桁の数字",
    "account.totp.confirm": "確認する",
    "account.codes": "回復コード",
    "account.codes.left": "未使用のコードは{count}個です。一個で新しいパスキーを一つ登録できます。",
    "account.codes.few": "少なくなっています。新しく作ってください。",
    "account.codes.do": "新しいコードを10個作る",
    "account.codes.next": "これまでのコードは全部使えなくなります。",
    "account.codes.title": "新しい回復コード",
    "account.codes.told": (
        "書き留め、端末と別の場所に保管してください。それぞれ一度だけ使えます。二度と表示しません。"
        "これまでのコードは使えなくなりました。"
    ),
    "account.codes.then": "書き留めました。自分の登録へ",
    "account.sessions": "ログインしている所",
    "account.session": "{begun}から。最後の使用：{used}。{strength}",
    "account.session.this": "この画面",
    "account.by.passkey": "パスキーで",
    "account.by.totp": "ワンタイムパスワードで",
    "account.leave": "ここだけログアウト",
    "account.leave_all": "すべてログアウト",
    "account.leave_all.next": "この画面を含め、自分のログインをすべて終えます。",
    "account.roles": "自分にできること",
    "account.approve.never": "承認はできません。承認者として認められていません。",
    "account.approve.later": "承認できるのは{when}からです。それまでは別の承認者が必要です。",
    "account.approve.now": "今、承認できます。",
    "account.approve.totp": (
        "ワンタイムパスワードで入っているので、作成はできますが、承認はできません。"
        "承認するにはパスキーでログインしてください。"
    ),
    "account.done.named": "名前を変えました。",
    "account.done.removed": "パスキーを取り除きました。",
    "account.done.added": "パスキーを加えました。次のログインで試してください。",
    "account.done.totp": "ワンタイムパスワードを設定しました。",
    "account.done.dropped": "ワンタイムパスワードを取りやめました。",
    "recover": "パスキーを全部なくしたとき：回復コードで戻る",
    "recover.title": "回復コードで戻る",
    "recover.next": (
        "なくしたものの代わりに、ブラウザーが新しいパスキーを作ります。コードは使用済みになり、"
        "ログインはすべて終わります。承認者の承認は24時間待ちます。その間は別の承認者に頼んでください。"
    ),
    "recover.code": "回復コード",
    "recover.do": "新しいパスキーを登録する",
    "recover.lost": (
        "コードもないときは、二人の管理者に新しいリンクを頼んでください。端末を盗まれたときは、"
        "すぐ管理者に伝えてください。"
    ),
    "recover.done": "新しいパスキーを登録しました。未使用のコードは残り{codes}個です。",
    "recover.wait": "承認できるのは{when}からです。",
    "recover.login": "ログインへ",
    "leaving.when": "何もしなければ{idle}に、いずれにしても{ends}にログアウトします。",
    "leaving.soon": "{when}にログアウトします。入力したものはこの画面に残ります。",
    "leaving.stay": "ログインを続ける",
    "leaving.gone": (
        "ログアウトしました。入力したものはこの画面に残っています。"
        "この画面でログインし直すと、戻せます。"
    ),
    "leaving.again": "ログインし直す",
    "kept.said": "ここで入力し、保存していないものがあります。",
    "kept.back": "元に戻す",
    "kept.drop": "捨てる",
}
