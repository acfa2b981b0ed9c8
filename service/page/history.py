"""The last five alerts, live or over, each with what became of it."""

from collections.abc import Sequence

from service.page.markup import element
from service.page.now import alert_link
from service.page.shell import Screen, checked, main, paragraph
from service.page.visit import Told, Visit, time_of


def history(visit: Visit, told: Sequence[Told]) -> Screen:
    """`told`: newest first."""
    title = visit.say("history.title")
    past = [alert_link(visit, one, _state(visit, one)) for one in told]
    shown = (
        element("ol", *past, class_="past")
        if past
        else paragraph(visit.say("history.none"), "note")
    )
    return Screen(
        view="history",
        path="history",
        title=title,
        summary=visit.say("summary.history"),
        is_calm=True,
        main=main(
            visit, element("div", element("h1", title), shown, checked(visit), class_="screen")
        ),
    )


def _state(visit: Visit, told: Told) -> str:
    data = told.notification["data"]
    if data.get("stopped"):
        return visit.say("state.stopped")
    if data["phase"] != "live":
        return visit.say(f"state.{data['phase']}")
    if told.expired:
        return visit.say("state.expired", time=visit.clock(time_of(data["sent"])))
    return visit.say("state.live")
