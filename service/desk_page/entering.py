"""How people come in: the login, and the page that an invitation's link opens."""

from service.desk_page.controls import button, field, post, scripted, scripted_form
from service.desk_page.page import document, section
from service.desk_page.scene import Scene
from service.page.markup import Html, element


def login(scene: Scene, error: str = "", following: str = "") -> bytes:
    """A passkey first; the one-time password is folded away, for it lets nobody send.

    `following`: the page of the desk to go to afterwards; "" for the list.
    """
    passkey = _passkey(scene.say("login.passkey"), following)
    code = element(
        "details",
        element("summary", scene.say("login.code.title")),
        element("p", scene.say("login.code.note")),
        post(
            scene,
            "/desk/login/code",
            element("input", type="hidden", name="next", value=following),
            field("name", scene.say("login.name"), autocomplete="username"),
            field("code", scene.say("login.code"), autocomplete="one-time-code"),
            button(scene.say("login.code.do"), class_="button"),
        ),
    )
    return document(
        scene,
        scene.say("login.title"),
        element("p", scene.say("login.next")),
        element("p", passkey),
        _told(),
        element("noscript", element("p", scene.say("login.needs_script"))),
        code,
        element("p", element("a", scene.say("recover"), href="/desk/recover")),
        error=error,
    )


def again(scene: Scene, following: str) -> Html:
    """For whoever came in a while ago, or without a passkey, and wants to change accounts."""
    return element(
        "div",
        element("p", scene.say("account.stale")),
        element("p", _passkey(scene.say("account.stale.do"), following)),
        _told(),
        class_="next",
    )


def recover(scene: Scene) -> bytes:
    """A new passkey for a recovery code. What it costs is said before it is done."""
    form = scripted_form(
        "recover",
        field("name", scene.say("login.name"), autocomplete="username", required="required"),
        field("code", scene.say("recover.code"), autocomplete="off", required="required"),
        field("label", scene.say("enrol.label"), autocomplete="off", required="required"),
        scripted(scene.say("recover.do"), type="submit"),
        id="recover",
    )
    done = section(
        scene.say("recover.title"),
        element("p", id="recovered-told"),
        element("p", element("a", scene.say("recover.login"), href="/desk/login", class_="button")),
        id="recovered-title",
    )
    return document(
        scene,
        scene.say("recover.title"),
        element("p", scene.say("recover.next")),
        form,
        _told(),
        element("div", done, id="recovered", role="status", hidden=True),
        element("p", scene.say("recover.lost"), class_="note"),
        element("noscript", element("p", scene.say("login.needs_script"))),
    )


def codes_list(codes: tuple[str, ...]) -> Html:
    return element("ol", *(element("li", one) for one in codes), id="codes", class_="codes")


def enrol(scene: Scene) -> bytes:
    """The token stands behind `#` in the address, where only the page's script sees it."""
    codes = section(
        scene.say("enrol.title"),
        element("p", scene.say("enrol.codes")),
        element("ol", id="codes", class_="codes"),
        element("p", element("a", scene.say("enrol.then"), href="/desk/login", class_="button")),
        id="codes-title",
    )
    form = scripted_form(
        "enrol",
        field("label", scene.say("enrol.label"), autocomplete="off", required="required"),
        scripted(scene.say("enrol.do"), type="submit"),
        id="enrol",
    )
    return document(
        scene,
        scene.say("enrol.title"),
        element("p", scene.say("enrol.next")),
        form,
        _told(),
        element("div", codes, id="enrolled", hidden=True),
        element("noscript", element("p", scene.say("login.needs_script"))),
    )


def _passkey(words: str, following: str) -> Html:
    return scripted(words, data_act="login", data_next=following or "/desk")


def _told() -> Html:
    """Where the page's script says what went wrong."""
    return element("p", id="told", class_="refused", role="alert", hidden=True)
