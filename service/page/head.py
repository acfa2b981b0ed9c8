"""The head of every page: name, styles, what search engines may say of it, the other languages."""

from alerts.languages import LANGUAGES
from pwa.serving import STYLES
from service.page.markup import Html, element
from service.page.visit import Visit

_THEMES = (("#ffffff", "light"), ("#0e1420", "dark"))


def head(
    visit: Visit, *, path: str, title: str, summary: str, is_exercise: bool, sheet: str = ""
) -> Html:
    """`path` below the language; `summary` "" for what the service is in general.

    `sheet`: a style sheet that the page has beside the one of all pages.
    """
    version = visit.version
    return element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", f"{title} · Hansho {visit.town}".rstrip()),
        *sheets(visit, sheet),
        element("meta", name="description", content=summary or about(visit)),
        *_kept_out(visit, is_exercise),
        element("link", rel="manifest", href=visit.link("manifest.webmanifest")),
        element("link", rel="icon", type="image/svg+xml", href=version.url("icons/icon.svg")),
        element("link", rel="apple-touch-icon", href=version.url("icons/icon-192.png")),
        *(
            element(
                "meta", name="theme-color", content=colour, media=f"(prefers-color-scheme: {theme})"
            )
            for colour, theme in _THEMES
        ),
        *_alternates(visit, path),
    )


def sheets(visit: Visit, own: str = "") -> list[Html]:
    """One sheet: on a bad line each file more is another wait before the words can be read.

    A page that nobody opens in a hurry may have its `own` as well.
    """
    wanted = [one for one in (STYLES, own) if visit.version.has(one)]
    return [element("link", rel="stylesheet", href=visit.version.url(one)) for one in wanted]


def about(visit: Visit) -> str:
    return visit.say("about.what", town=visit.town)


def _kept_out(visit: Visit, is_exercise: bool) -> list[Html]:
    """No search engine keeps an exercise: found months later it would look like a warning."""
    if visit.mode == "real" and not is_exercise:
        return []
    return [element("meta", name="robots", content="noindex")]


def _alternates(visit: Visit, path: str) -> list[Html]:
    """The same page in every language, by whole addresses: search engines skip relative ones.

    `ja-simple` is valid: `simple` is a registered variant (BCP 47); others read `ja`.
    """
    shown = [(one, visit.url(f"{one}/{path}")) for one in LANGUAGES]
    if not path:
        shown.append(("x-default", visit.url("")))
    return [element("link", rel="alternate", hreflang=one, href=url) for one, url in shown]
