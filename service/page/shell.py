"""The document around every screen: head, name, menu, languages, and what the app starts from."""

from typing import Any

import msgspec

from alerts.languages import LANGUAGES, described
from pwa.serving import ENTRIES
from service.page.head import head
from service.page.markup import Html, data_block, element, join
from service.page.plate import picture
from service.page.visit import Visit

_MENU = (
    ("now", ""),
    ("map", "map"),
    ("history", "history"),
    ("settings", "settings"),
    ("about", "about"),
)


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """What is particular to one page.

    `path` is the page's address below the language, "" for Now. `summary` is what a list of search
    results says of it; "" where what the service is says enough. `main` is the whole element;
    `beside` the content of the aside, if there is any. `alert` is a payload for the app.
    `is_exercise`: it shows a drill, and nobody is to find it later and take it for real.
    `is_calm`: who reads it may take it that there is no danger, so it must not be shown late.
    `is_dated`: it says how things stand, and when that was; all others are the same at any time.
    `has_app`: the app takes it over. `sheet`: a style sheet beside the one of all pages.
    """

    view: str
    path: str
    title: str
    summary: str = ""
    is_exercise: bool = False
    is_calm: bool = False
    is_dated: bool = True
    has_app: bool = True
    sheet: str = ""
    main: Html
    beside: Html = Html("")
    alert: bytes | None = None


def main(visit: Visit, *children: str, class_: str | None = None) -> Html:
    """`<main>` in the language of the page's words."""
    words = visit.words
    return element(
        "main", *children, id="main", class_=class_, lang=words.lang, dir=words.direction
    )


def document(visit: Visit, screen: Screen) -> bytes:
    """The page, complete without JavaScript."""
    words = visit.words
    whole = element(
        "html",
        _head(visit, screen),
        _body(visit, screen),
        lang=words.lang,
        dir=words.direction,
        data_mode=visit.mode,
        data_view=screen.view,
    )
    return f"<!doctype html>\n{whole}\n".encode()


def _head(visit: Visit, screen: Screen) -> Html:
    return head(
        visit,
        path=screen.path,
        title=screen.title,
        summary=screen.summary,
        is_exercise=screen.is_exercise,
        sheet=screen.sheet,
    )


def _body(visit: Visit, screen: Screen) -> Html:
    return element(
        "body",
        element("a", visit.say("shell.skip"), class_="skip", href="#main"),
        element("header", *_header(visit), id="header"),
        screen.main,
        _aside(visit, screen),
        element("nav", _menu(visit, screen), id="nav", aria_label=visit.say("shell.menu")),
        data_block(_start(visit, screen), "page"),
        *_app(visit, screen),
    )


def _app(visit: Visit, screen: Screen) -> list[Html]:
    """The app, last: on a slow line the words and their style come first."""
    version = visit.version
    main_entry, gallery_entry = ENTRIES
    entry = gallery_entry if screen.view == "gallery" else main_entry
    modules = version.modules(entry) if screen.has_app else ()
    if not modules:
        return []
    preloads = [element("link", rel="modulepreload", href=version.url(one)) for one in modules]
    return [*preloads, element("script", type="module", src=version.url(entry))]


def _header(visit: Visit) -> list[Html]:
    """What frames every page, within one landmark: the name and the languages, then what holds for
    all that follows. pwa/app/components/frame.js draws the same.
    """
    return [element("div", *_bar(visit), class_="bar"), exercise(visit), fallback_note(visit)]


def _bar(visit: Visit) -> list[Html]:
    row = described(visit.language)
    brand = element("span", element("span", "半鐘", lang="ja"), " Hansho")
    return [
        element("a", picture(visit, "bell"), " ", brand, class_="brand", href=visit.link()),
        element(
            "a",
            element("span", f"{visit.say('shell.language')} ", class_="unseen"),
            element("span", row.name, lang=row.lang, dir=row.direction),
            element("span", " A文", aria_hidden="true"),
            class_="languages",
            href="#languages",
        ),
    ]


def exercise(visit: Visit) -> Html:
    """A training space says so on every page; a drill on real phones says so in each alert."""
    if visit.mode == "real":
        return Html("")
    return element("p", visit.say("shell.exercise"), class_="exercise")


def fallback_note(visit: Visit) -> Html:
    """That the page is not in the reader's language, said in it."""
    row, note = described(visit.language), visit.words.note
    if not note:
        return Html("")
    return element("p", note, class_="note fallback", lang=row.lang, dir=row.direction)


def _aside(visit: Visit, screen: Screen) -> Html:
    """What stands beside the page's own words; the app puts its own there."""
    label = visit.say("alert.more" if screen.view == "alert" else "shell.beside")
    beside = element(
        "div",
        screen.beside,
        _languages(visit, screen),
        element("p", visit.say("shell.not_alone"), class_="note"),
        class_="beside",
    )
    return element("aside", beside, id="aside", aria_label=label)


def _menu(visit: Visit, screen: Screen) -> Html:
    links = [
        element(
            "a",
            visit.say(f"nav.{view}"),
            href=visit.link(path),
            aria_current="page" if view == screen.view else None,
        )
        for view, path in _MENU
        if view != "map" or visit.has_city
    ]
    return element("ul", *(element("li", link) for link in links))


def _languages(visit: Visit, screen: Screen) -> Html:
    """The same page in every language, each named in itself."""
    links = [
        element(
            "a",
            row.name,
            class_="button",
            href=f"/{row.id}/{screen.path}",
            hreflang=row.id,
            lang=row.lang,
            dir=row.direction,
            aria_current="true" if row.id == visit.language else None,
        )
        for row in LANGUAGES.values()
    ]
    tongues = element("ul", *(element("li", link) for link in links), class_="tongues")
    return section(visit.say("shell.language"), tongues, id="languages")


def _start(visit: Visit, screen: Screen) -> bytes:
    """What the app knows at once, before it has asked for anything (docs/formats.md)."""
    known: dict[str, Any] = {
        "lang": visit.language,
        "dir": visit.words.direction,
        "hash": visit.version.hash,
        "mode": visit.mode,
        "town": visit.town,
        "time_zone": visit.time_zone,
        "view": screen.view,
    }
    if screen.is_dated:
        known["now"] = int(visit.minute.timestamp())
    if visit.has_city:
        known["city"] = True
    if visit.is_checked:
        known["checked"] = True
    if screen.alert is not None:
        known["alert"] = msgspec.Raw(screen.alert)
    return msgspec.json.encode(known)


def checked(visit: Visit) -> Html:
    """When all this was so: a page that lay somewhere on its way says it by itself."""
    return paragraph(visit.say("now.checked", time=visit.clock(visit.now)), "note")


def paragraph(text: str, class_: str | None = None) -> Html:
    return element("p", text, class_=class_)


def section(title: str, *children: str, id: str) -> Html:
    """A card with a heading that names it."""
    return element(
        "section",
        element("h2", title, id=id),
        join(*children),
        class_="card",
        aria_labelledby=id,
    )
