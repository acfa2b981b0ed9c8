"""Now: what is live, or honest quiet. No screen here says or suggests that there is no danger."""

from collections.abc import Sequence

from service.page.lines import headline, leading, marked_title
from service.page.markup import Html, element, join
from service.page.plate import plate
from service.page.shell import Screen, checked, main, paragraph
from service.page.situation_lists import doubts
from service.page.visit import Told, Visit
from service.watch.feed_state import FeedState


def now(visit: Visit, told: Sequence[Told], feeds: Sequence[FeedState] = ()) -> Screen:
    """`told` are live alerts, what is real first, then orders, then strongest first.

    `feeds`: the town's sources; while one of them is silent nothing is said before that it is.
    """
    shown = _unless_real(told)
    stopped = len(shown) < len(told)
    doubt = doubts(visit, feeds)
    title = doubt[0] if feeds and doubt and not shown else _title(visit, len(shown))
    return Screen(
        view="now",
        path="",
        title=title,
        summary=visit.say("summary.now"),
        is_calm=not shown,
        main=_live(visit, title, shown, stopped, doubt) if shown else _quiet(visit, title, doubt),
        beside=_set_up(visit),
    )


def _unless_real(told: Sequence[Told]) -> list[Told]:
    """A real alert that asks for anything at all ends every exercise (DOMAIN section 8).

    pwa/app/mine.js says the same on the phone.
    """
    known = [(one, one.notification["data"]) for one in told]
    if not any(data["mode"] == "real" and data["strength"] != "know" for _, data in known):
        return list(told)
    return [one for one, data in known if data["mode"] == "real"]


def _title(visit: Visit, count: int) -> str:
    if count == 0:
        return visit.say("now.quiet")
    if count == 1:
        return visit.say("now.live.one")
    return visit.say("now.live.many", count=str(count))


def _live(
    visit: Visit, title: str, told: Sequence[Told], stopped: bool, doubt: Sequence[str]
) -> Html:
    links = [alert_link(visit, one) for one in told[1:]]
    others = [element("ul", *links, class_="live")] if links else []
    screen = element(
        "div",
        element("h1", title, class_="unseen"),
        paragraph(visit.say("now.drill_stopped")) if stopped else "",
        _lead(visit, told[0]),
        *others,
        *(paragraph(one, "note") for one in doubt),
        checked(visit),
        class_="screen",
    )
    return main(visit, screen)


def _lead(visit: Visit, told: Told) -> Html:
    """The gravest one takes the top: its plate, what to do, where, and the way to the rest."""
    notification = told.notification
    data = notification["data"]
    words = element(
        "div",
        plate(visit, data),
        element("h2", marked_title(notification)),
        *leading(notification),
        class_="alert",
        lang=notification["lang"],
        dir=notification["dir"],
    )
    link = element(
        "a",
        visit.say("now.open"),
        class_="button primary wide",
        href=visit.link(f"alerts/{data['id']}"),
    )
    return element("article", words, link, class_="lead")


def _quiet(visit: Visit, title: str, doubt: Sequence[str]) -> Html:
    """Where "no alert" is no proof, that is said first, and what to do (DOMAIN section 6)."""
    lines = [one for one in doubt if one != title]
    if title in doubt:
        lines += [visit.say("now.quiet"), visit.say("now.stale.do")]
    return main(
        visit,
        element(
            "div",
            element("h1", title),
            *(paragraph(one, "note") for one in lines),
            checked(visit),
            class_="quiet stale" if title in doubt else "quiet",
        ),
        paragraph(visit.say("now.sea"), "sea"),
    )


def _set_up(visit: Visit) -> Html:
    link = element("a", visit.say("now.set_up"), class_="button wide", href=visit.link("start"))
    return join(element("p", link), element("p", situation_link(visit)))


def situation_link(visit: Visit) -> Html:
    return element(
        "a", visit.say("now.situation"), class_="button wide", href=visit.link("situation")
    )


def alert_link(visit: Visit, told: Told, state: str = "") -> Html:
    """One alert in a list: title and headline in the language of its words, `state` below."""
    notification = told.notification
    data = notification["data"]
    words = element(
        "span",
        element("strong", marked_title(notification)),
        notification["body"].split("\n")[headline(data)],
        lang=notification["lang"],
        dir=notification["dir"],
    )
    said = join(words, element("span", state, class_="note state") if state else "")
    link = element(
        "a", plate(visit, data), element("span", said), href=visit.link(f"alerts/{data['id']}")
    )
    return element("li", link)
