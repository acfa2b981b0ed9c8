"""The last 24 hours: a chart of what held when, and a list that says the same in words."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from alerts.model import Phase, Revision
from service.page.markup import Html, element, join
from service.page.shell import paragraph, section
from service.page.situation_facts import DAY, Course, Situation
from service.page.situation_marks import mark_of, painted
from service.page.situation_words import Titles, place
from service.page.visit import Visit

_WIDTH, _LEFT, _RIGHT = 320, 26, 14
_ROW, _BAR, _TOP, _FOOT = 20, 14, 4, 22
_EVERY = timedelta(hours=6)
# More rows than fit on a screen are read in the list and in the feeds.
_MOST_SHOWN = 20
_NARROWEST = 2.0


def day(visit: Visit, situation: Situation, titles: Titles) -> Html:
    shown = situation.day[:_MOST_SHOWN]
    heading = visit.say("situation.day.title")
    if not shown:
        return section(heading, paragraph(visit.say("situation.day.none")), id="day")
    parts = [_chart(visit, shown), _list(visit, shown, titles)]
    if left := len(situation.day) - len(shown):
        parts.append(paragraph(visit.say("situation.more", count=visit.number(left)), "note"))
    return section(heading, *parts, id="day")


def _chart(visit: Visit, shown: Sequence[Course]) -> Html:
    foot = _TOP + _ROW * len(shown)
    said = visit.say("situation.day.summary", count=visit.number(len(shown)))
    bars = [_bar(visit, course, at) for at, course in enumerate(shown)]
    return element(
        "svg",
        *_clock(visit, foot),
        *bars,
        role="img",
        aria_label=said,
        viewBox=f"0 0 {_WIDTH} {foot + _FOOT}",
        class_="day",
    )


def _clock(visit: Visit, foot: int) -> Iterator[Html]:
    """A line for every sixth hour of the place's own clock; time goes from left to right."""
    zone = ZoneInfo(visit.time_zone)
    tick = visit.now.astimezone(zone).replace(minute=0, second=0, microsecond=0)
    tick -= timedelta(hours=tick.hour % 6)
    while tick > visit.now - DAY:
        x = f"{_x(visit, tick):.1f}"
        yield element("line", x1=x, x2=x, y1=str(_TOP), y2=str(foot), class_="tick")
        yield element("text", f"{tick:%H:%M}", x=x, y=str(foot + 15), class_="clock")
        tick -= _EVERY


def _bar(visit: Visit, course: Course, at: int) -> Html:
    top = _TOP + _ROW * at
    number = element("text", str(at + 1), x="12", y=str(top + _ROW // 2), class_="number")
    pieces = [_piece(visit, one, since, until, top) for one, since, until in _pieces(visit, course)]
    return join(number, *pieces)


def _pieces(visit: Visit, course: Course) -> Iterator[tuple[Revision, datetime, datetime]]:
    """Each state with its time within the day; an ending is no state."""
    ends = [one.issued for one in course.revisions[1:]] + [course.end or visit.now]
    for one, until in zip(course.revisions, ends, strict=True):
        until = min(until, visit.now)
        if one.phase is Phase.LIVE and until > visit.now - DAY:
            yield one, max(one.issued, visit.now - DAY), until


def _piece(visit: Visit, one: Revision, since: datetime, until: datetime, top: int) -> Html:
    start = _x(visit, since)
    width = max(_x(visit, until) - start, _NARROWEST)
    return painted(
        "rect",
        mark_of(one),
        x=f"{start:.1f}",
        y=str(top + (_ROW - _BAR) // 2),
        width=f"{width:.1f}",
        height=str(_BAR),
    )


def _x(visit: Visit, when: datetime) -> float:
    share = (when - (visit.now - DAY)) / DAY
    return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def _list(visit: Visit, shown: Sequence[Course], titles: Titles) -> Html:
    return element("ol", *(_course(visit, one, titles) for one in shown))


def _course(visit: Visit, course: Course, titles: Titles) -> Html:
    """Newest first, back to what held when the day began."""
    start = visit.now - DAY
    before = [one for one in course.revisions if one.issued < start][-1:]
    changes = [*before, *(one for one in course.revisions if one.issued >= start)]
    lines = [
        element("li", _time(visit, one.issued), " ", titles.of(visit, one))
        for one in reversed(changes)
    ]
    expired = course.end is not None and course.latest.phase is Phase.LIVE
    if expired and course.end is not None:
        said = visit.say("state.expired", time=visit.clock(course.latest.sent))
        lines.insert(0, element("li", _time(visit, course.end), " ", said))
    name = element("a", place(visit, course.latest.place_names), href=_address(visit, course))
    return element("li", name, element("ul", *lines))


def _address(visit: Visit, course: Course) -> str:
    return visit.link(f"alerts/{course.alert_id}")


def _time(visit: Visit, when: datetime) -> Html:
    return element("time", visit.clock(when), datetime=when.isoformat(timespec="seconds"))
