"""The document around every page of the desk."""

from alerts.model import Mode
from service.desk_page.controls import button, post
from service.desk_page.leaving import leaving
from service.desk_page.listening import listening, sounding
from service.desk_page.scene import Scene
from service.desk_page.words import other_than
from service.page.markup import Html, element, join


def document(
    scene: Scene,
    title: str,
    *children: str,
    mode: Mode | None = None,
    error: str = "",
    done: str = "",
) -> bytes:
    """`mode`: that of what the page is about. `error`, `done`: what came of the last act."""
    shown = scene.mode if mode is None or scene.mode.is_exercise else mode
    told = (
        *(element("p", one, class_="refused alarm", role="alert") for one in scene.alarms),
        element("p", error, class_="refused", role="alert") if error else Html(""),
        element("p", done, class_="done", role="status") if done else Html(""),
    )
    heading = element("h1", title)
    main = element("main", heading, listening(scene), *told, *children, id="main")
    whole = element(
        "html",
        _head(scene, f"{scene.mark(mode)}{title}"),
        element("body", *_bar(scene, shown), main, leaving(scene), _foot(scene)),
        lang=scene.language,
        data_mode=shown.value,
    )
    return f"<!doctype html>\n{whole}\n".encode()


def refused(scene: Scene, reason: str, title: str = "refused.title") -> bytes:
    """What could not be done, or is not there, and the way back. `title`: an id of the words."""
    back = element("a", scene.say("refused.back"), href="/desk", class_="button")
    return document(scene, scene.say(title), element("p", back), error=reason)


def _head(scene: Scene, title: str) -> Html:
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="robots", content="noindex"),
        element("meta", name="csrf", content=scene.csrf) if scene.csrf else Html(""),
        *(
            element("meta", name=f"say:{one}", content=scene.say(f"script.{one}"))
            for one in ("network", "passkey", "unsent", "list")
        ),
        element("title", f"{title} · {scene.say('desk')} {scene.town}".rstrip()),
        element("link", rel="stylesheet", href="/desk/files/desk.css"),
        element("script", type="module", src="/desk/files/desk.js"),
    )


def _bar(scene: Scene, mode: Mode) -> tuple[Html, ...]:
    skip = element("a", scene.say("skip"), class_="skip", href="#main")
    other = other_than(scene.language)
    tongue = element(
        "a", scene.say("other_language"), href=f"/desk/language/{other}", lang=other, hreflang=other
    )
    town = f"{scene.say('desk')} {scene.town}".rstrip()
    rooms = [element("a", scene.say(one), href=f"/desk/{one}") for one in scene.rooms]
    brand = element("a", town, href="/desk", class_="brand")
    parts = [brand, *_menu(scene, (*rooms, tongue)), sounding(scene)] if scene.name else []
    bar = element("div", *(parts or (brand, tongue)), class_="desk-bar")
    return skip, element("header", bar, _exercise(scene, mode))


def _menu(scene: Scene, ways: tuple[Html, ...]) -> tuple[Html, Html]:
    """A line of links; on a phone they open below a button, which needs no script."""
    leave = post(scene, "/desk/logout", button(scene.say("logout"), class_="plain"), id="logout")
    own = element("a", scene.name, class_="who", href="/desk/account")
    opens = element(
        "button", scene.say("menu"), type="button", popovertarget="menu", class_="opens-menu"
    )
    nav = element(
        "nav", *ways, own, leave, id="menu", popover="auto", aria_label=scene.say("menu.label")
    )
    return opens, nav


def _exercise(scene: Scene, mode: Mode) -> Html:
    if not mode.is_exercise:
        return Html("")
    id = "exercise.drill" if mode is Mode.DRILL else "exercise.bar"
    return element("p", scene.say(id), class_="exercise")


def _foot(scene: Scene) -> Html:
    return element("footer", element("p", scene.say("words.draft"), class_="note"))


def section(title: str, *children: str, id: str, class_: str = "card") -> Html:
    """A part with a heading that names it."""
    heading = element("h2", title, id=id)
    return element("section", heading, join(*children), class_=class_, aria_labelledby=id)


def facts(rows: list[tuple[str, str]]) -> Html:
    parts = [part for name, value in rows for part in (element("dt", name), element("dd", value))]
    return element("dl", *parts)
