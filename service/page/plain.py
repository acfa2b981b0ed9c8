"""The pages that are the same for everybody: set-up, settings, card, about, and what went wrong."""

from collections.abc import Sequence

from service.page.markup import Html, element
from service.page.shell import Screen, main, paragraph, section
from service.page.visit import Visit
from translations.loading import PageWords

_SUMMARIES = {"start": "summary.start", "settings": "summary.settings", "card": "card.intro"}
_CARDS = ("shelter", "alert", "japanese", "hear", "see", "walk", "hurt")


def start(visit: Visit) -> Screen:
    """Set-up needs the app, which replaces this; until then the page says so."""
    lines = ["start.needs_script", "start.place.kept", "start.silent"]
    return _screen(visit, "start", "start.title", [_said(visit, id) for id in lines])


def settings(visit: Visit) -> Screen:
    known = section(
        visit.say("privacy.title"),
        _said(visit, "start.place.kept"),
        _said(visit, "privacy.not"),
        id="privacy",
    )
    return _screen(
        visit, "settings", "settings.title", [_said(visit, "settings.needs_script"), known]
    )


def card(visit: Visit, japanese: PageWords) -> Screen:
    """Sentences to show to somebody here: Japanese for them, the reader's own words below."""
    lines = [_card(visit, japanese, f"card.{one}") for one in _CARDS]
    return _screen(visit, "card", "card.title", [_said(visit, "card.intro", "note"), *lines])


def _card(visit: Visit, japanese: PageWords, id: str) -> Html:
    shown, own = japanese.say(id), visit.say(id)
    below = [] if own == shown else [paragraph(own, "note")]
    return element(
        "div", element("p", shown, lang=japanese.lang, dir=japanese.direction), *below, class_="say"
    )


def about(visit: Visit) -> Screen:
    """What this is, what it is not, where alerts come from, what the server knows."""
    link = element("a", visit.say("about.status"), href="/status")
    return _screen(
        visit,
        "about",
        "about.title",
        [
            paragraph(visit.say("about.what", town=visit.town)),
            _heading(visit, "about.not.title"),
            _said(visit, "shell.not_alone"),
            _said(visit, "about.not.quiet"),
            _said(visit, "about.not.fast"),
            _heading(visit, "about.sources.title"),
            _said(visit, "about.sources"),
            _heading(visit, "about.words.title"),
            _said(visit, "about.words.draft"),
            _heading(visit, "privacy.title"),
            _said(visit, "start.place.kept"),
            _said(visit, "privacy.not"),
            _heading(visit, "about.offline.title"),
            _said(visit, "about.offline"),
            element("p", link),
        ],
    )


def missing(visit: Visit, title_id: str) -> Screen:
    """There is nothing at this address; what is live is one step away."""
    back = element("a", visit.say("alert.back"), class_="button wide", href=visit.link())
    return _screen(
        visit, "missing", title_id, [_said(visit, "error.missing.do"), element("p", back)]
    )


def unavailable(visit: Visit) -> Screen:
    """The service failed: it cannot check now, and says what to do without it."""
    return _screen(visit, "unavailable", "error.server.title", [_said(visit, "now.stale.do")])


def gallery(visit: Visit) -> Screen:
    """Every component in every state, drawn by the app: for those who build it, so in English."""
    shown = main(visit, element("h1", "Gallery"))
    return Screen(view="gallery", path="", title="Gallery", is_dated=False, main=shown)


def _screen(visit: Visit, view: str, title_id: str, parts: Sequence[Html]) -> Screen:
    title = visit.say(title_id)
    body = element("div", element("h1", title), *parts, class_="screen")
    path = "" if view in ("missing", "unavailable") else view
    summary = visit.say(_SUMMARIES[view]) if view in _SUMMARIES else ""
    return Screen(
        view=view, path=path, title=title, summary=summary, is_dated=False, main=main(visit, body)
    )


def _said(visit: Visit, id: str, class_: str | None = None) -> Html:
    return paragraph(visit.say(id), class_)


def _heading(visit: Visit, id: str) -> Html:
    return element("h2", visit.say(id))
