"""One's own account: passkeys, one-time password, recovery codes, logins, and what one may do."""

from base64 import urlsafe_b64encode

import msgspec

from service.desk.own_account import Offered
from service.desk.ports import Passkey, Session, Staff
from service.desk_page import controls
from service.desk_page.entering import again, codes_list
from service.desk_page.grants import NameArea, shown_grants
from service.desk_page.page import document, section
from service.desk_page.qr_picture import qr_picture
from service.desk_page.scene import Scene
from service.page.markup import Html, element

_FEW_CODES = 3
HERE = "/desk/account"


class Own(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of the page. `session`: this one; `sessions`: all that are alive."""

    staff: Staff
    session: Session
    sessions: tuple[Session, ...]
    passkeys: tuple[Passkey, ...]
    has_totp: bool
    codes_left: int
    name_area: NameArea

    @property
    def approves(self) -> bool:
        return any(one.role == "approver" for one in self.staff.grants)


def account(scene: Scene, own: Own, *, done: str = "", error: str = "") -> bytes:
    fresh = scene.stay is not None and scene.stay.fresh
    may_change = element("p", scene.say("account.fresh"), class_="note")
    return document(
        scene,
        scene.say("account.title", name=own.staff.name),
        may_change if fresh else again(scene, HERE),
        element(
            "div",
            element("div", _passkeys(scene, own, fresh), class_="left"),
            element(
                "div",
                _roles(scene, own),
                _totp(scene, own, fresh),
                _codes(scene, own, fresh),
                _sessions(scene, own),
                class_="right",
            ),
            class_="columns",
        ),
        done=done,
        error=error,
    )


def totp_offer(scene: Scene, offered: Offered, error: str = "") -> bytes:
    """The secret stands in the form alone; nothing is stored before a right code."""
    picture = qr_picture(offered.address, scene.say("account.totp.qr"))
    form = controls.post(
        scene,
        f"{HERE}/totp",
        element("input", type="hidden", name="secret", value=offered.secret),
        controls.field(
            "code",
            scene.say("account.totp.code"),
            autocomplete="one-time-code",
            inputmode="numeric",
            required="required",
        ),
        controls.button(scene.say("account.totp.confirm")),
    )
    grouped = " ".join(offered.secret[at : at + 4] for at in range(0, len(offered.secret), 4))
    return document(
        scene,
        scene.say("account.totp.title"),
        element("p", scene.say("account.totp.scan")),
        picture,
        element("p", scene.say("account.totp.secret"), ": ", element("code", grouped)),
        form,
        error=error,
    )


def new_codes(scene: Scene, codes: tuple[str, ...]) -> bytes:
    return document(
        scene,
        scene.say("account.codes.title"),
        element("p", scene.say("account.codes.told")),
        codes_list(codes),
        element("p", element("a", scene.say("account.codes.then"), href=HERE, class_="button")),
    )


def name_of(scene: Scene, passkey: Passkey) -> str:
    return passkey.label or scene.say("account.passkey.nameless")


def id_of(passkey: Passkey) -> str:
    """As it stands in an address and in WebAuthn's JSON: base64url without padding."""
    return urlsafe_b64encode(passkey.credential_id).decode().rstrip("=")


def _passkeys(scene: Scene, own: Own, fresh: bool) -> Html:
    is_only = len(own.passkeys) == 1
    lines = [_passkey(scene, one, is_only, fresh) for one in own.passkeys]
    warning = [element("p", scene.say("account.passkeys.one"), class_="refused")] if is_only else []
    return section(
        scene.say("account.passkeys"),
        element("p", scene.say("account.passkeys.why")),
        *warning,
        element("ul", *lines, class_="items"),
        *([_add(scene)] if fresh else []),
        id="account-passkeys",
    )


def _passkey(scene: Scene, one: Passkey, is_only: bool, fresh: bool) -> Html:
    used = (
        scene.say("account.passkey.unused")
        if one.used is None
        else scene.say("account.passkey.used", when=scene.clock(one.used))
    )
    kept = scene.say(f"account.passkey.{'synced' if one.backed_up else 'bound'}")
    added = scene.say("account.passkey.added", when=scene.clock(one.added))
    return element(
        "li",
        element("h3", name_of(scene, one)),
        element("p", f"{added} {used}"),
        element("p", kept, class_="note"),
        *([_change(scene, one, is_only)] if fresh else []),
    )


def _change(scene: Scene, one: Passkey, is_only: bool) -> Html:
    path, name = f"{HERE}/passkeys/{id_of(one)}", name_of(scene, one)
    rename = controls.post(
        scene,
        f"{path}/name",
        controls.field(
            "label",
            scene.say("account.passkey.name"),
            one.label,
            id=f"f-{id_of(one)}",
            maxlength="80",
        ),
        controls.button(scene.say("account.passkey.name.do"), class_="button"),
    )
    remove = controls.post(
        scene,
        f"{path}/removal",
        element("p", scene.say("account.passkey.remove.next")),
        controls.button(scene.say("account.passkey.remove", name=name), class_="button"),
    )
    stays = element("p", scene.say("account.passkey.last"), class_="note")
    words = scene.say("account.passkey.more", name=name)
    return element("details", element("summary", words), rename, stays if is_only else remove)


def _add(scene: Scene) -> Html:
    """Needs the page's script: only it can ask the browser for a passkey."""
    return controls.scripted_form(
        "add",
        element("h3", scene.say("account.add")),
        element("p", scene.say("account.add.next")),
        controls.field(
            "label",
            scene.say("account.add.label"),
            id="f-new-label",
            autocomplete="off",
            required="required",
            maxlength="80",
        ),
        controls.scripted(scene.say("account.add"), type="submit"),
        element("p", id="told", class_="refused", role="alert", hidden=True),
        id="add",
    )


def _totp(scene: Scene, own: Own, fresh: bool) -> Html:
    state = scene.say(f"account.totp.{'on' if own.has_totp else 'off'}")
    words = scene.say(f"account.totp.{'again' if own.has_totp else 'do'}")
    offer = controls.post(scene, f"{HERE}/totp/offer", controls.button(words, class_="button"))
    drop = controls.post(
        scene,
        f"{HERE}/totp/removal",
        controls.button(scene.say("account.totp.drop"), class_="button"),
    )
    acts = [offer, *([drop] if own.has_totp else [])]
    return section(
        scene.say("account.totp"),
        element("p", scene.say("account.totp.why")),
        element("p", state),
        *(acts if fresh else []),
        id="account-totp",
    )


def _codes(scene: Scene, own: Own, fresh: bool) -> Html:
    left = element("p", scene.say("account.codes.left", count=str(own.codes_left)))
    few = element("p", scene.say("account.codes.few"), class_="refused")
    make = controls.post(
        scene,
        f"{HERE}/codes",
        element("p", scene.say("account.codes.next")),
        controls.button(scene.say("account.codes.do"), class_="button"),
    )
    return section(
        scene.say("account.codes"),
        left,
        *([few] if own.codes_left <= _FEW_CODES else []),
        *([make] if fresh else []),
        id="account-codes",
    )


def _sessions(scene: Scene, own: Own) -> Html:
    lines = [element("li", _session(scene, one, own.session)) for one in own.sessions]
    here = controls.post(
        scene, "/desk/logout", controls.button(scene.say("account.leave"), class_="button")
    )
    everywhere = controls.post(
        scene,
        f"{HERE}/logout",
        element("p", scene.say("account.leave_all.next")),
        controls.button(scene.say("account.leave_all"), class_="button"),
    )
    body = element("ul", *lines)
    return section(scene.say("account.sessions"), body, here, everywhere, id="account-sessions")


def _session(scene: Scene, one: Session, this: Session) -> str:
    said = scene.say(
        "account.session",
        begun=scene.clock(one.begun),
        used=scene.clock(one.used),
        strength=scene.say(f"account.by.{one.strength}"),
    )
    is_this = one.id_hash == this.id_hash
    return f"{said} ({scene.say('account.session.this')})" if is_this else said


def _roles(scene: Scene, own: Own) -> Html:
    return section(
        scene.say("account.roles"),
        shown_grants(scene, own.staff.grants, own.name_area),
        *([element("p", _approving(scene, own))] if own.approves else []),
        id="account-roles",
    )


def _approving(scene: Scene, own: Own) -> str:
    since = own.staff.may_approve_from
    if own.session.strength == "totp":
        return scene.say("account.approve.totp")
    if since is None:
        return scene.say("account.approve.never")
    if scene.now < since:
        return scene.say("account.approve.later", when=scene.clock(since))
    return scene.say("account.approve.now")
