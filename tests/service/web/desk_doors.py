"""Every door of the desk and whom it lets through: written by hand, apart from the rules.

Read it as the specification. A route without a line here fails `test_desk_doors.py`, and so does a
line without a route. Nothing here is taken from `service.desk.roles`.
"""

from typing import Literal

import msgspec

Body = dict[str, str] | bytes | None


class Door(msgspec.Struct, frozen=True, kw_only=True):
    """One method of one route, `GET /desk/drafts/{draft_id}`.

    roles: who gets through; `anyone`: also without a session.
    about: `kind`, `area`: what of a grant has to fit, beside its role and period.
    needs: `passkey`, or `fresh`: a login with one within ten minutes.
    body: what is sent, a field called `file` as a file. Nothing that would change the world for
        the next one who asks.
    ends: whether it ends the session of whoever gets through.
    notes: what merely opening it writes into the log: who reads what rang has answered the ring.
    """

    roles: str
    about: str = ""
    needs: Literal["", "passkey", "fresh"] = ""
    body: Body = None
    ends: bool = False
    notes: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        return self.roles == "anyone"


ANYONE = "anyone"
STAFF = "viewer translator composer approver admin"

DOORS: dict[str, Door] = {
    # Coming in: there is no session yet.
    "GET /desk/login": Door(roles=ANYONE),
    "POST /desk/login": Door(roles=ANYONE, body=b'{"answer": {}}'),
    "POST /desk/login/options": Door(roles=ANYONE, body=b"{}"),
    "POST /desk/login/code": Door(roles=ANYONE, body={"name": "Eve", "code": "000000"}),
    "GET /desk/enrol": Door(roles=ANYONE),
    "POST /desk/enrol": Door(roles=ANYONE, body=b'{"token": "x", "answer": {}, "label": ""}'),
    "POST /desk/enrol/options": Door(roles=ANYONE, body=b'{"token": "x"}'),
    "GET /desk/recover": Door(roles=ANYONE),
    "POST /desk/recover/options": Door(roles=ANYONE, body=b'{"name": "Eve"}'),
    "POST /desk/recover": Door(
        roles=ANYONE, body=b'{"name": "Eve", "code": "x", "answer": {}, "label": ""}'
    ),
    "GET /desk/language/{language}": Door(roles=ANYONE),
    "GET /desk/files/{name}": Door(roles=ANYONE),
    # Looking.
    "GET /desk": Door(roles=STAFF),
    "GET /desk/drafts/{draft_id}": Door(roles=STAFF),
    "GET /desk/drafts/{draft_id}/ground": Door(roles=STAFF),
    "GET /desk/ground/districts": Door(roles=STAFF),
    "GET /desk/ground/streets": Door(roles=STAFF),
    "GET /desk/submissions/{number}": Door(roles=STAFF, notes=("ring.answer",)),
    "GET /desk/alerts/{alert_id}": Door(roles=STAFF),
    "GET /desk/alerts/{alert_id}/progress": Door(roles=STAFF),
    "GET /desk/alerts/{alert_id}/events": Door(roles=STAFF),
    "POST /desk/logout": Door(roles=STAFF, body={}, ends=True),
    # Writing.
    "POST /desk/drafts": Door(
        roles="composer",
        about="kind",
        body={"what": "order", "kind": "flood", "mode": "training"},
    ),
    "POST /desk/drafts/{draft_id}": Door(
        roles="composer",
        about="kind",
        body={"version": "1", "kind": "flood", "order": "evacuate"},
    ),
    "POST /desk/drafts/{draft_id}/ground": Door(
        roles="composer", about="kind", body={"where": "keep"}
    ),
    "POST /desk/drafts/{draft_id}/reach": Door(
        roles="composer", about="kind", body={"where": "keep"}
    ),
    "POST /desk/drafts/{draft_id}/submission": Door(
        roles="composer", about="kind area", body={"version": "2"}
    ),
    "POST /desk/alerts/{alert_id}/all-clear": Door(roles="composer", about="kind", body={}),
    "POST /desk/alerts/{alert_id}/update": Door(roles="composer", about="kind", body={}),
    "POST /desk/submissions/{number}/agreement": Door(roles="composer", about="kind area", body={}),
    # Deciding.
    "POST /desk/submissions/{number}/return": Door(
        roles="approver", about="kind area", needs="passkey", body={"reason": ""}
    ),
    "POST /desk/submissions/{number}/ask": Door(
        roles="approver", about="kind area", needs="passkey", body=b"{}"
    ),
    "POST /desk/submissions/{number}/approve": Door(
        roles="approver",
        about="kind area",
        needs="passkey",
        body=b'{"nonce": "00", "answer": {"id": "AAAA"}}',
    ),
    "POST /desk/alerts/{alert_id}/withdrawal": Door(
        roles="approver", about="kind area", needs="passkey", body={}
    ),
    # Streets and sites.
    "GET /desk/city": Door(roles=STAFF),
    "GET /desk/city/streets": Door(roles=STAFF),
    "GET /desk/city/closing": Door(roles=STAFF),
    "GET /desk/city/sites": Door(roles=STAFF),
    "GET /desk/city/saying": Door(roles=STAFF),
    "GET /desk/city/reopening": Door(roles=STAFF),
    "GET /desk/city/reopenings/{number}": Door(roles=STAFF),
    "POST /desk/city/closings": Door(roles="composer", body={}),
    "POST /desk/city/sayings": Door(roles="composer", body={}),
    "POST /desk/city/reopenings": Door(
        roles="composer", about="kind area", body={"closure": "1", "reason": ""}
    ),
    "POST /desk/city/reopenings/{number}/drop": Door(roles="composer", body={}),
    "POST /desk/city/reopenings/{number}/reject": Door(
        roles="approver", about="kind area", needs="passkey", body={"reason": ""}
    ),
    "POST /desk/city/reopenings/{number}/ask": Door(
        roles="approver", about="kind area", needs="passkey", body=b"{}"
    ),
    "POST /desk/city/reopenings/{number}/approve": Door(
        roles="approver",
        about="kind area",
        needs="passkey",
        body=b'{"nonce": "00", "answer": {"id": "AAAA"}}',
    ),
    # What may go by itself, and agencies' warnings; the alert is none that waits.
    "GET /desk/policy": Door(roles=STAFF),
    "GET /desk/policy/{number}": Door(roles=STAFF),
    "POST /desk/policy": Door(
        roles="composer approver admin",
        about="kind",
        body={"kind": "flood", "strength": "know", "handling": "approval", "reason": ""},
    ),
    "POST /desk/policy/{number}/proposal": Door(roles="composer approver admin", body={}),
    "POST /desk/policy/{number}/drop": Door(roles="composer approver admin", body={}),
    "POST /desk/policy/{number}/reject": Door(
        roles="approver", about="kind", needs="passkey", body={"reason": ""}
    ),
    "POST /desk/policy/{number}/ask": Door(
        roles="approver", about="kind", needs="passkey", body=b"{}"
    ),
    "POST /desk/policy/{number}/approve": Door(
        roles="approver",
        about="kind",
        needs="passkey",
        body=b'{"nonce": "00", "answer": {"id": "AAAA"}}',
    ),
    "GET /desk/warnings": Door(roles=STAFF),
    "GET /desk/warnings/{alert_id}": Door(roles=STAFF),
    "POST /desk/warnings/town": Door(roles="composer", about="kind", body={"kind": "flood"}),
    "POST /desk/warnings/{alert_id}/decline": Door(
        roles="approver", about="kind area", needs="passkey", body={"number": "1", "why": ""}
    ),
    "POST /desk/warnings/{alert_id}/ask": Door(
        roles="approver", about="kind area", needs="passkey", body=b"{}"
    ),
    "POST /desk/warnings/{alert_id}/approve": Door(
        roles="approver",
        about="kind area",
        needs="passkey",
        body=b'{"nonce": "00", "answer": {"id": "AAAA"}}',
    ),
    # The translators' workbench. Nothing was read of what is said there, so nothing is decided.
    "GET /desk/words": Door(roles=STAFF),
    "GET /desk/words/{language}": Door(roles=STAFF),
    "GET /desk/words/{language}/{phrase}": Door(roles=STAFF),
    "POST /desk/words/{language}/{phrase}": Door(
        roles="translator", body={"act": "save", "words": ""}
    ),
    "POST /desk/words/{language}/{phrase}/confirmation": Door(
        roles="translator", needs="passkey", body={"words": ""}
    ),
    "POST /desk/words/corrections/{number}/review": Door(
        roles="translator", needs="passkey", body={"seen": ""}
    ),
    "POST /desk/words/corrections/{number}/return": Door(
        roles="translator", needs="passkey", body={"why": ""}
    ),
    "POST /desk/words/corrections/{number}/drop": Door(roles="translator", body={}),
    # Rings: everybody has devices of their own; whom a ring is for is asked afterwards.
    "GET /desk/ring-worker.js": Door(roles=ANYONE),
    "GET /desk/rings": Door(roles=STAFF),
    "GET /desk/rings/mine": Door(roles=STAFF),
    "POST /desk/rings/opened": Door(roles=STAFF, body=b'{"path": "/desk"}'),
    "POST /desk/rings/devices": Door(roles=STAFF, body=b'{"endpoint": "x"}'),
    "POST /desk/rings/removal": Door(roles=STAFF, body={"device": "0"}),
    "POST /desk/rings/test": Door(roles=STAFF, body={}),
    "POST /desk/rings/{number}/answer": Door(roles=STAFF, body={"said": ""}),
    # Letting in.
    "GET /desk/staff": Door(roles="admin"),
    "GET /desk/staff/proposal": Door(roles="admin"),
    "POST /desk/staff/proposals": Door(roles="admin", needs="fresh", body={"name": "Gil"}),
    "POST /desk/staff/endorsement": Door(roles="admin", needs="fresh", body={"proposal": "nobody"}),
    "POST /desk/staff/drop": Door(roles="admin", needs="fresh", body={"proposal": "nobody"}),
    "POST /desk/staff/renewal": Door(roles="admin", needs="fresh", body={"staff": "999999"}),
    "POST /desk/staff/loss": Door(roles="admin", needs="fresh", body={"staff": "999999"}),
    "POST /desk/staff/disabling": Door(roles="admin", needs="fresh", body={"staff": "999999"}),
    # One's own account, and the log.
    "GET /desk/account": Door(roles=STAFF),
    "POST /desk/account/passkeys/options": Door(roles=STAFF, needs="fresh", body=b"{}"),
    "POST /desk/account/passkeys": Door(
        roles=STAFF,
        needs="fresh",
        body=b'{"answer": {"response": {"clientDataJSON": "eyJjaGFsbGVuZ2UiOiJBQUFBIn0"}},'
        b' "label": ""}',
    ),
    "POST /desk/account/passkeys/{passkey}/name": Door(
        roles=STAFF, needs="fresh", body={"label": "phone"}
    ),
    "POST /desk/account/passkeys/{passkey}/removal": Door(roles=STAFF, needs="fresh", body={}),
    "POST /desk/account/totp/offer": Door(roles=STAFF, needs="fresh", body={}),
    "POST /desk/account/totp": Door(
        roles=STAFF, needs="fresh", body={"secret": "A" * 32, "code": "no"}
    ),
    "POST /desk/account/totp/removal": Door(roles=STAFF, needs="fresh", body={}),
    "POST /desk/account/codes": Door(roles=STAFF, needs="fresh", body={}),
    "POST /desk/account/logout": Door(roles=STAFF, body={}, ends=True),
    "GET /desk/session": Door(roles=STAFF),
    "POST /desk/session": Door(roles=STAFF, body=b"{}"),
    "GET /desk/audit": Door(roles="approver admin"),
    "POST /desk/audit/look": Door(roles="approver admin", body={}),
    # Beginning from something. The alert and the file are none, which is found out afterwards.
    "POST /desk/beginnings/template": Door(
        roles="composer", body={"template": "00", "mode": "training"}
    ),
    "POST /desk/beginnings/alert": Door(roles="composer", body={"alert": "x", "mode": "training"}),
    "POST /desk/beginnings/report": Door(
        roles="composer", body={"file": "no warning", "mode": "training"}
    ),
    # Templates, break-glass, and what is owed afterwards.
    "GET /desk/templates": Door(roles=STAFF),
    "GET /desk/templates/{hash}": Door(roles=STAFF),
    "POST /desk/drafts/{draft_id}/template": Door(
        roles="composer", about="kind area", body={"name": "", "hours": "0"}
    ),
    "POST /desk/templates/{hash}/ask": Door(
        roles="approver", about="kind area", needs="passkey", body=b"{}"
    ),
    "POST /desk/templates/{hash}/approve": Door(
        roles="approver",
        about="kind area",
        needs="passkey",
        body=b'{"nonce": "00", "answer": {"id": "AAAA"}}',
    ),
    "POST /desk/templates/{hash}/look": Door(
        roles="approver", about="kind area", needs="passkey", body={}
    ),
    "POST /desk/templates/{hash}/retirement": Door(
        roles="approver", about="kind area", needs="passkey", body={}
    ),
    "POST /desk/templates/{hash}/glass": Door(
        roles="approver", about="kind area", needs="passkey", body={"mode": "training"}
    ),
    "GET /desk/reviews/{number}": Door(roles=STAFF),
    "POST /desk/reviews/{number}": Door(
        roles="composer approver", about="kind area", body={"was": "right", "note": ""}
    ),
    # Second thoughts.
    "POST /desk/submissions/{number}/reject": Door(
        roles="approver", about="kind area", needs="passkey", body={"reason": ""}
    ),
    "POST /desk/submissions/{number}/take-back": Door(roles="composer", about="kind area", body={}),
}
