"""One alert. `<main>` holds the payload's words and nothing else; the rest stands beside it."""

from typing import Any

from alerts.model import Action
from service.page.lines import lines, marked_title
from service.page.markup import Html, element, join
from service.page.plate import plate
from service.page.shell import Screen, checked, paragraph, section
from service.page.visit import Told, Visit, time_of

_NUMBERS = ("119", "110", "171")


def alert(visit: Visit, told: Told) -> Screen:
    notification = told.notification
    return Screen(
        view="alert",
        path=f"alerts/{notification['data']['id']}",
        title=notification["title"],
        summary=notification["body"].replace("\n", " "),
        is_exercise=notification["data"]["mode"] != "real",
        main=_main(visit, notification),
        beside=_beside(visit, told, notification["data"]),
        alert=told.payload,
    )


def _main(visit: Visit, notification: dict[str, Any]) -> Html:
    """Title and lines, in the language that they are written in: not always the page's."""
    data = notification["data"]
    article = element(
        "article",
        plate(visit, data),
        element("h1", marked_title(notification)),
        *lines(notification),
        class_="alert",
        data_alert=data["id"],
        data_rev=data["rev"],
        data_phase=data["phase"],
        data_kind=data["kind"],
        data_strength=data["strength"],
        data_level=data.get("level"),
    )
    return element("main", article, id="main", lang=notification["lang"], dir=notification["dir"])


def _beside(visit: Visit, told: Told, data: dict[str, Any]) -> Html:
    card = element("a", visit.say("alert.card"), class_="button", href=visit.link("card"))
    back = element("a", visit.say("alert.back"), class_="button wide", href=visit.link())
    way = element(
        "a",
        visit.say("way.show"),
        class_="button primary wide",
        href=visit.link(f"alerts/{data['id']}/way"),
    )
    return join(
        way if _has_way(visit, told, data) else Html(""),
        *(paragraph(line) for line in states(visit, told, data)),
        _in_full(visit, data),
        checked(visit),
        element("div", card, class_="row"),
        Html("") if visit.has_city else paragraph(visit.say("alert.no_map"), "note"),
        _help(visit),
        Html("") if visit.is_checked else paragraph(visit.say("alert.unchecked"), "note"),
        element("p", back),
    )


def _has_way(visit: Visit, told: Told, data: dict[str, Any]) -> bool:
    """Only an order to leave that still holds leads somewhere (DOMAIN section 2)."""
    leaves = data["action"] in (Action.LEAVE_FOR_SITE, Action.LEAVE_SHORE)
    return visit.has_city and leaves and data["phase"] == "live" and not told.expired


def _in_full(visit: Visit, data: dict[str, Any]) -> Html:
    """What helps at this hazard, longer than a notification has room for."""
    if data["phase"] != "live":
        return Html("")
    summary = element("summary", visit.say("alert.full"))
    return element("details", summary, paragraph(visit.say(f"more.{data['kind']}")), class_="full")


def states(visit: Visit, told: Told, data: dict[str, Any]) -> list[str]:
    """When it was sent, and what became of it. Silence is never an all-clear (DOMAIN 7)."""
    sent = time_of(data["sent"])
    lines = [visit.say("alert.sent", time=visit.clock(sent), age=visit.age(sent))]
    if data["phase"] == "all_clear":
        lines.append(visit.say("alert.over"))
    if data["phase"] == "withdrawn":
        lines.append(visit.say("alert.stopped" if data.get("stopped") else "alert.withdrawn"))
    if told.expired:
        lines.append(visit.say("alert.expired", time=visit.clock(sent)))
    return lines


def _help(visit: Visit) -> Html:
    calls = [
        element("li", element("a", visit.say(f"help.{number}"), href=f"tel:{number}"))
        for number in _NUMBERS
    ]
    numbers = element("ul", *calls, class_="numbers")
    return section(visit.say("help.title"), numbers, id="help")
