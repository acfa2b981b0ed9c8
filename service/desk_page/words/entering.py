"""Logging in, and the first passkey."""

EN = {
    "login.title": "Log in to the desk",
    "login.passkey": "Log in with a passkey",
    "login.next": "Your browser asks for your passkey. Then you see the list.",
    "login.code.title": "No passkey at hand?",
    "login.code.note": "With a one-time password you can write, but not send.",
    "login.name": "Your name at the desk",
    "login.code": "One-time password",
    "login.code.do": "Log in with the password",
    "login.needs_script": "Passkeys need JavaScript. Turn it on for this site.",
    "enrol.title": "Register your passkey",
    "enrol.next": (
        "Your browser makes a passkey for this desk. Then you get ten recovery codes, once."
    ),
    "enrol.label": "Name of this device",
    "enrol.do": "Register a passkey",
    "enrol.codes": (
        "Write these recovery codes down and keep them away from this device. Each works once. "
        "They are not shown again."
    ),
    "enrol.then": "I have written them down: to the login",
}

JA = {
    "login.title": "発信卓へログイン",
    "login.passkey": "パスキーでログイン",
    "login.next": "ブラウザーがパスキーを求めます。その後、一覧が出ます。",
    "login.code.title": "パスキーが手元にないとき",
    "login.code.note": "ワンタイムパスワードでは、作成はできますが、発信はできません。",
    "login.name": "発信卓での名前",
    "login.code": "ワンタイムパスワード",
    "login.code.do": "パスワードでログイン",
    "login.needs_script": "パスキーにはJavaScriptが必要です。このサイトで有効にしてください。",
    "enrol.title": "パスキーを登録",
    "enrol.next": "ブラウザーがパスキーを作ります。その後、回復コード10個を一度だけ示します。",
    "enrol.label": "この端末の名前",
    "enrol.do": "パスキーを登録する",
    "enrol.codes": (
        "回復コードを書き留め、この端末と別の場所に保管してください。それぞれ一度だけ使えます。"
        "二度と表示しません。"
    ),
    "enrol.then": "書き留めました。ログインへ",
}
