"""Earthquakes, rivers and tsunami of the last day, and how the sources stand: lists.

What did not come is said to be not here: never that nothing happened (DOMAIN section 6).
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from alerts.languages import names_for
from alerts.model import Authority, Kind, Revision
from service.page.markup import Html, element, join
from service.page.shell import paragraph, section
from service.page.situation_facts import Course, Situation
from service.page.situation_words import Titles, issuer, place, quoted
from service.page.visit import Visit
from service.watch.feed_state import FeedState

# 指定河川洪水予報, in the agency's own name for it.
_OF_A_RIVER = "氾濫"
_FORMATS = (("Atom", "atom"), ("GeoJSON", "geojson"))


def messages(visit: Visit, situation: Situation, titles: Titles) -> list[Html]:
    """A section each, whether anything came or not."""
    kinds: tuple[tuple[str, Callable[[Revision], bool]], ...] = (
        ("quakes", lambda one: one.kind is Kind.EARTHQUAKE),
        ("tsunami", lambda one: one.kind is Kind.TSUNAMI),
        ("rivers", _is_of_a_river),
    )
    return [_section(visit, name, _of(situation.day, meant), titles) for name, meant in kinds]


def _of(day: Iterable[Course], meant: Callable[[Revision], bool]) -> list[Revision]:
    """The newest word of each, newest first."""
    found = [one.latest for one in day if one.latest.authority is Authority.AGENCY]
    return sorted((one for one in found if meant(one)), key=lambda one: one.issued, reverse=True)


def _is_of_a_river(one: Revision) -> bool:
    return one.kind is Kind.FLOOD and any(
        _OF_A_RIVER in text.event + text.headline for text in one.texts
    )


def _section(visit: Visit, name: str, found: Sequence[Revision], titles: Titles) -> Html:
    heading = visit.say(f"situation.{name}.title")
    if not found:
        return section(heading, paragraph(visit.say(f"situation.{name}.none")), id=name)
    rows = [_message(visit, one, titles) for one in found]
    return section(heading, element("ul", *rows, class_="messages"), id=name)


def _message(visit: Visit, one: Revision, titles: Titles) -> Html:
    link = element("a", titles.of(visit, one), href=visit.link(f"alerts/{one.alert_id}"))
    return element(
        "li",
        element("p", element("strong", link)),
        element("p", _moment(visit, one.sent), " · ", place(visit, one.place_names)),
        quoted(visit, one),
        element("p", visit.say("situation.said", issuer=issuer(visit, one)), class_="note"),
    )


def doubts(visit: Visit, feeds: Sequence[FeedState]) -> list[str]:
    """Sentences on what is not known; none where every source answers."""
    if not feeds:
        return [visit.say("now.no_feed")]
    return [_doubt(visit, one) for one in feeds if one.freshness != "fresh"]


def _doubt(visit: Visit, feed: FeedState) -> str:
    name = feed_name(visit, feed)
    if feed.answered is None:
        return visit.say("now.unheard", feed=name)
    when = visit.clock(feed.answered)
    return visit.say("now.silent", feed=name, time=when, age=visit.age(feed.answered))


def feed_name(visit: Visit, feed: FeedState) -> str:
    """Its title in the reader's language, else as it has one."""
    return feed.title(*names_for(visit.language))


def sources(visit: Visit, feeds: Sequence[FeedState]) -> Html:
    heading = visit.say("situation.feeds.title")
    if not feeds:
        return section(heading, paragraph(visit.say("now.no_feed")), id="sources")
    rows = [_feed(visit, one) for one in feeds]
    return section(heading, element("ul", *rows, class_="messages"), id="sources")


def _feed(visit: Visit, feed: FeedState) -> Html:
    state = visit.say(f"situation.feed.{feed.freshness}")
    ages = (("answered", feed.answered), ("newest", feed.newest))
    said = [
        join(element("dt", visit.say(f"situation.feed.{name}")), element("dd", _aged(visit, when)))
        for name, when in ages
    ]
    named = element("p", element("strong", feed_name(visit, feed)), " · ", state)
    return element("li", named, element("dl", *said))


def _aged(visit: Visit, when: datetime | None) -> Html:
    if when is None:
        return element("span", visit.say("situation.feed.never"))
    return element("span", _moment(visit, when), " · ", visit.age(when))


def for_programs(visit: Visit) -> Html:
    """The same as feeds."""
    language = visit.words.spoken
    links = [
        element("li", element("a", name, href=f"/feeds/{path}?language={language}"))
        for name, path in _FORMATS
    ]
    return section(visit.say("situation.take.title"), element("ul", *links), id="programs")


def _moment(visit: Visit, when: datetime) -> Html:
    return element("time", visit.clock(when), datetime=when.isoformat(timespec="seconds"))
