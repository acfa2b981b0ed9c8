"""How people come in: the login, and the page that an invitation's link opens."""

from service.desk_page.controls import button, field, post
from service.desk_page.page import document, section
from service.desk_page.scene import Scene
from service.page.markup import Html, element


def login(scene: Scene, error: str = "") -> bytes:
    """A passkey first; the one-time password is folded away, for it lets nobody send."""
    passkey = element(
        "button", scene.say("login.passkey"), type="button", class_="go", data_act="login"
    )
    code = element(
        "details",
        element("summary", scene.say("login.code.title")),
        element("p", scene.say("login.code.note")),
        post(
            scene,
            "/desk/login/code",
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
        error=error,
    )


def enrol(scene: Scene) -> bytes:
    """The token stands behind `#` in the address, where only the page's script sees it."""
    codes = section(
        scene.say("enrol.title"),
        element("p", scene.say("enrol.codes")),
        element("ol", id="codes", class_="codes"),
        element("p", element("a", scene.say("enrol.then"), href="/desk/login", class_="button")),
        id="codes-title",
    )
    form = element(
        "form",
        field("label", scene.say("enrol.label"), autocomplete="off", required="required"),
        button(scene.say("enrol.do")),
        data_act="enrol",
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


def _told() -> Html:
    """Where the page's script says what went wrong."""
    return element("p", id="told", class_="refused", role="alert", hidden=True)
