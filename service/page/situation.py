"""How things stand in the town: what holds, where, since when, and how much of it is known.

Made by the server alone: complete without JavaScript, the same for everybody, and printable. An
embeddable form of it stands in other sites' pages.
"""

from service.page.head import sheets
from service.page.lines import leading, marked_title
from service.page.markup import Html, element, join
from service.page.plate import plate
from service.page.shell import Screen, checked, exercise, fallback_note, main, paragraph, section
from service.page.situation_day import day
from service.page.situation_facts import Situation, Standing
from service.page.situation_lists import doubts, for_programs, messages, sources
from service.page.situation_map import TownMap, where
from service.page.situation_marks import mark_of, patterns
from service.page.situation_words import Titles, issuer, quoted
from service.page.visit import Visit

STYLES = "css/situation.css"
PATH = "situation"
_MOST_QUOTED = 3


def situation(visit: Visit, known: Situation, drawn: TownMap, titles: Titles) -> Screen:
    parts = [
        *_start(visit, known),
        where(visit, known, drawn, titles),
        day(visit, known, titles),
        *messages(visit, known, titles),
        sources(visit, known.feeds),
    ]
    title = _title(visit)
    return Screen(
        view=PATH,
        path=PATH,
        title=title,
        summary=visit.say("situation.summary"),
        is_exercise=_is_exercise(known),
        is_calm=True,
        has_app=False,
        sheet=STYLES,
        main=main(visit, element("div", element("h1", title), *parts, class_="situation")),
        beside=for_programs(visit),
    )


def embedded(visit: Visit, known: Situation, drawn: TownMap, titles: Titles) -> bytes:
    """What holds and where, without frame, menu or script; it leads to the whole page."""
    title, words = _title(visit), visit.words
    link = element(
        "a",
        visit.say("situation.whole"),
        class_="button wide",
        href=visit.url(f"{visit.language}/{PATH}"),
        target="_blank",
        rel="noopener",
    )
    shown = [*_start(visit, known), where(visit, known, drawn, titles), element("p", link)]
    body = element("div", element("h1", title), *shown, class_="situation embedded")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        *sheets(visit, STYLES),
        element("meta", name="robots", content="noindex"),
        # Whatever is followed opens beside the page that this stands in.
        element("base", target="_blank"),
    )
    told = [one for one in (exercise(visit), fallback_note(visit)) if one]
    whole = element(
        "html",
        head,
        element("body", element("header", *told) if told else "", main(visit, body)),
        lang=words.lang,
        dir=words.direction,
        data_mode=visit.mode,
    )
    return f"<!doctype html>\n{whole}\n".encode()


def _title(visit: Visit) -> str:
    return visit.say("situation.title", town=visit.town)


def _is_exercise(known: Situation) -> bool:
    return any(one.alert.latest.mode.is_exercise for one in known.live)


def _start(visit: Visit, known: Situation) -> list[Html]:
    """When this was so, what is not known, and what holds; the hatchings of all that follows."""
    strongest = [one.strongest for one in known.grounds if one.strongest is not None]
    drawn = [*strongest, *(one for course in known.day for one in course.revisions)]
    said = doubts(visit, known.feeds)
    if known.unplaced is not None:
        said.append(visit.say("situation.unplaced", time=visit.clock(known.unplaced)))
    notes = [paragraph(one, "doubt") for one in said]
    return [patterns(mark_of(one) for one in drawn), checked(visit), *notes, _live(visit, known)]


def _live(visit: Visit, known: Situation) -> Html:
    cards = [_card(visit, one) for one in known.live]
    shown = join(*cards) if cards else paragraph(visit.say("now.quiet"))
    return section(visit.say("situation.live.title"), shown, id="live")


def _card(visit: Visit, standing: Standing) -> Html:
    """What its readers are told, then the sources' own words and who said them."""
    notification = standing.told.notification
    words = element(
        "div",
        plate(visit, notification["data"]),
        element("h2", marked_title(notification)),
        *leading(notification),
        class_="alert",
        lang=notification["lang"],
        dir=notification["dir"],
    )
    beside = f"{notification['title']}\n{notification['body']}"
    link = element(
        "a", visit.say("now.open"), href=visit.link(f"alerts/{notification['data']['id']}")
    )
    return element("article", words, *_said(visit, standing, beside), element("p", link))


def _said(visit: Visit, standing: Standing, beside: str) -> list[Html]:
    """Each source's words once, and each source once, however many of its messages hold."""
    spoken = (standing.alert.latest, *standing.voices)
    quotes = dict.fromkeys(quoted(visit, one, beside) for one in spoken)
    issuers = dict.fromkeys(issuer(visit, one) for one in spoken)
    named = [paragraph(visit.say("situation.said", issuer=one), "note") for one in issuers]
    return [*[one for one in quotes if one][:_MOST_QUOTED], *named[:_MOST_QUOTED]]
