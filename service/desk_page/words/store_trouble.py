"""What is wrong with the store, in Japanese; the English is where it is found out."""

from service.ballast import FULL, LOW
from service.holding import COPY, MOVED, OLDER

STORE_TROUBLE = {
    COPY: (
        "バックアップから戻した記録です。宛先の記録も送信も止めています。出ている警報を確かめ、"
        "サーバーで hansho release を実行してください。"
    ),
    OLDER: (
        "前回使った記録より古い記録です。宛先の記録も送信も止めています。出ている警報を確かめ、"
        "サーバーで hansho release を実行してください。"
    ),
    MOVED: (
        "このサーバーで初めて使う記録です。宛先の記録も送信も止めています。元のサーバーの"
        "サービスを止め、このサーバーで hansho release を実行してください。"
    ),
    FULL: (
        "ディスクがいっぱいです。警報は送りますが、新しい端末は登録できません。"
        "すぐにディスクを空けてください。"
    ),
    LOW: "ディスクの空きがわずかです。予備の領域を確保できません。今日中に空けてください。",
}
"""Said by rings, and on every page of the desk while it lasts."""
