"""People of the desk."""

EN = {
    "staff.title": "Who is at the desk",
    "staff.waiting": "Waiting for admins",
    "staff.waiting.none": "Nobody waits to be let in.",
    "staff.people": "People",
    "staff.missing": "Endorsements still needed: {count}. Nobody is let in before.",
    "staff.endorse": "Endorse: let {name} in",
    "staff.link.title": "Hand over this link",
    "staff.link": (
        "Give it to the person themself. It works once, for 72 hours, and is not shown again."
    ),
    "staff.no_role": "no role at this moment",
    "staff.disabled": "disabled",
    "grant.everywhere": "whole town",
    "grant.drawn": "a drawn area",
    "grant.every_kind": "every hazard",
    "grant.begins": "from {when}",
    "grant.ends": "until {when}",
    "role.viewer": "looks on",
    "role.translator": "translates",
    "role.composer": "writes",
    "role.approver": "approves and sends",
    "role.admin": "lets people in",
}

JA = {
    "staff.title": "発信卓の担当者",
    "staff.waiting": "管理者の同意待ち",
    "staff.waiting.none": "同意待ちの人はいません。",
    "staff.people": "担当者",
    "staff.missing": "まだ必要な同意：{count}。それまでは入れません。",
    "staff.endorse": "同意して{name}を入れる",
    "staff.link.title": "このリンクを渡す",
    "staff.link": "本人に渡してください。72時間以内に一度だけ使え、二度と表示しません。",
    "staff.no_role": "今の役割はありません",
    "staff.disabled": "無効",
    "grant.everywhere": "全域",
    "grant.drawn": "描いた区域",
    "grant.every_kind": "すべての災害",
    "grant.begins": "{when}から",
    "grant.ends": "{when}まで",
    "role.viewer": "見る",
    "role.translator": "訳す",
    "role.composer": "書く",
    "role.approver": "承認して送る",
    "role.admin": "人を入れる",
}
