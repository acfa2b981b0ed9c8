"""Watching one alert go, and taking it back."""

from datetime import datetime

import msgspec

from alerts.languages import described
from alerts.model import Authority, Mode, Phase
from alerts.service_state import SendingNow
from service.desk.counts import Count
from service.desk.following import Deed, Following, Going, Times
from service.desk_page import controls
from service.desk_page.beginning import copy_form
from service.desk_page.listing import about_revision
from service.desk_page.page import document, facts, section
from service.desk_page.scene import Scene
from service.desk_page.watch_next import following_next
from service.page.markup import Html, element, join

_WIDE, _HIGH = 100, 20


class Watched(msgspec.Struct, frozen=True, kw_only=True):
    """An alert as one person watches it. `may_not_withdraw`: why not, ""; in the page's words.

    `trouble`: sites in its area that take nobody in (`city_trouble`); empty where all do.
    """

    following: Following
    trouble: Html = Html("")
    may_not_withdraw: str = ""
    may_compose: bool = False


def watching(scene: Scene, watched: Watched) -> bytes:
    """Withdrawing and the all-clear are always in sight, and never beside one another: one keeps
    to the upper edge of the window, the other to the lower.
    """
    alert = watched.following.alert
    above, change, below = _acts(scene, watched)
    progress = element(
        "div",
        *progress_parts(scene, watched.following),
        id="progress",
        data_act="watch",
        data_alert=alert.id,
    )
    return document(
        scene,
        scene.say("watch.title", what=about_revision(scene, alert.latest)),
        above,
        progress,
        _renewing(scene, alert.id),
        watched.trouble,
        change,
        _copy(scene, watched),
        below,
        mode=alert.latest.mode,
    )


def progress_parts(scene: Scene, found: Following) -> tuple[Html, ...]:
    """What the page's script puts anew as it changes."""
    newest = found.newest
    return (
        element("p", f"{_state(scene, found)} {_sentence(scene, newest)}", class_="big"),
        following_next(scene, found, is_overtaken=_is_overtaken(found)),
        _bar(scene, newest),
        section(
            scene.say("watch.counts"), facts(_rows(scene, newest)), _curve(newest), id="counts"
        ),
        section(scene.say("watch.services"), _services(scene, found.services), id="services"),
        section(scene.say("watch.language"), _languages(scene, found), id="languages"),
        section(scene.say("watch.log"), _log(scene, found), id="log"),
        element("p", scene.say("watch.as_of", when=clock_with_seconds(scene, scene.now))),
    )


def clock_with_seconds(scene: Scene, when: datetime) -> str:
    return f"{scene.clock(when)}:{when:%S}"


def _renewing(scene: Scene, alert_id: str) -> Html:
    """Without the script the link is the way; the script says how the page renews itself."""
    link = element("a", scene.say("watch.renew"), href=f"/desk/alerts/{alert_id}", class_="button")
    ways = {
        name: element("span", scene.say(f"watch.renewing.{name}"), data_way=name, hidden=True)
        for name in ("stream", "asking", "lost", "over")
    }
    return element("p", link, *ways.values(), class_="note", id="renewing")


def _state(scene: Scene, found: Following) -> str:
    alert = found.alert
    if alert.latest.phase is Phase.LIVE and not alert.is_live(scene.now):
        return scene.say("watch.state.expired")
    if _is_overtaken(found):
        return scene.say("watch.state.overtaken")
    return scene.say(f"watch.state.{alert.latest.phase.value}")


def _is_overtaken(found: Following) -> bool:
    """A drill that nobody ended by a message: something real did (`service.desk.drill_stop`)."""
    last = found.alert.latest
    by_people = any(one.number == last.number for one in found.deeds)
    return last.mode is Mode.DRILL and last.phase is Phase.WITHDRAWN and not by_people


def _sentence(scene: Scene, going: Going) -> str:
    if not going.all_recorded:
        return scene.say("watch.unrecorded")
    slots = {"accepted": str(going.accepted), "total": str(going.total)}
    if going.queued is not None:
        said = scene.say("watch.going", **slots, queued=str(going.queued))
    else:
        said = scene.say("watch.gone.few" if going.total.few else "watch.gone", **slots)
    if going.failed.few:
        return said
    return f"{said} {scene.say('watch.failed', failed=str(going.failed))}"


def _bar(scene: Scene, going: Going) -> Html:
    """What was taken from the left, what failed from the right, what is queued in between.

    Of fewer than ten no share is said, and an empty frame would look like one.
    """
    if going.total.few:
        return Html("")
    taken, failed = _percent(going.accepted, going.total), _percent(going.failed, going.total)
    label = scene.say("watch.bar", taken=str(taken), failed=str(failed), done=str(going.done))
    stripes = element("path", d="M0 4L4 0M-1 1L1 -1M3 5L5 3")
    hatch = element(
        "pattern", stripes, id="hatch", width=4, height=4, patternUnits="userSpaceOnUse"
    )
    parts = (
        element("rect", width=_WIDE, height=4, class_="whole"),
        element("rect", width=taken, height=4, class_="taken"),
        element("rect", x=_WIDE - failed, width=failed, height=4, fill="url(#hatch)"),
    )
    return element(
        "svg",
        element("defs", hatch),
        *parts,
        viewBox=f"0 0 {_WIDE} 4",
        preserveAspectRatio="none",
        role="img",
        aria_label=label,
        class_="bar",
    )


def _percent(part: Count, whole: Count) -> int:
    """Of two numbers as they are shown."""
    return min(_WIDE, round(_WIDE * part.about / whole.about)) if whole.about else 0


def _rows(scene: Scene, going: Going) -> list[tuple[str, str]]:
    none = scene.say("watch.none")
    return [
        (scene.say("watch.queued"), none if going.queued is None else str(going.queued)),
        (scene.say("watch.accepted"), str(going.accepted)),
        (scene.say("watch.told"), str(going.told)),
        (scene.say("watch.refused"), str(going.failed)),
        (scene.say("watch.other"), str(going.needless)),
        *_times(scene, going),
    ]


def _times(scene: Scene, going: Going) -> list[tuple[str, str]]:
    found = going.times
    if found is None:
        return [(scene.say("watch.times"), scene.say("watch.times.none"))]
    last = "last" if going.queued is None else "last_so_far"
    named = (("first", found.first), ("median", found.median), (last, found.last))
    return [(scene.say(f"watch.time.{name}"), _after(scene, going, at)) for name, at in named]


def _after(scene: Scene, going: Going, at: datetime) -> str:
    clock = clock_with_seconds(scene, at)
    if going.issued is None:
        return clock
    seconds = max(0, round((at - going.issued).total_seconds()))
    return scene.say("watch.time.after", when=clock, seconds=f"{seconds:,}")


def _curve(going: Going) -> Html:
    """How many had been told by when: said in words by the times beside it."""
    if going.times is None or len(going.times.curve) < 3:
        return Html("")
    line = element("polyline", points=_points(going.times))
    return element(
        "svg",
        line,
        viewBox=f"0 0 {_WIDE} {_HIGH}",
        preserveAspectRatio="none",
        aria_hidden="true",
        class_="curve",
    )


def _points(times: Times) -> str:
    shares = ((0.0, 0.0), *times.curve)
    return " ".join(f"{_WIDE * x:g},{_HIGH * (1 - y):g}" for x, y in shares)


def _services(scene: Scene, services: tuple[SendingNow, ...]) -> Html:
    paused = [element("li", _paused(scene, one)) for one in services if one.free_at is not None]
    if not paused:
        return element("p", scene.say("watch.services.none"))
    return element("ul", *paused)


def _paused(scene: Scene, one: SendingNow) -> str:
    since = one.paused_since or scene.now
    slots = {
        "service": one.service.partition("://")[2],
        "since": clock_with_seconds(scene, since),
        "next": clock_with_seconds(scene, one.free_at or scene.now),
    }
    if one.is_held:
        return scene.say("watch.service.held", **slots)
    return scene.say("watch.service.paused", **slots, status=str(one.status or "—"))


def _languages(scene: Scene, found: Following) -> Html:
    rows = sorted(found.by_language.items(), key=lambda one: (-one[1].about, one[0]))
    if not rows:
        return element("p", scene.say("watch.language.few"))
    return join(
        facts([(described(language).name, str(count)) for language, count in rows]),
        element("p", scene.say("watch.language.note"), class_="note"),
    )


def _log(scene: Scene, found: Following) -> Html:
    deeds = {one.number: one for one in found.deeds}
    lines = [
        element("li", *_lines(scene, going, deeds.get(going.number))) for going in found.revisions
    ]
    return element("ol", *lines, class_="items", reversed=True)


def _lines(scene: Scene, going: Going, deed: Deed | None) -> tuple[Html, ...]:
    when = "—" if going.issued is None else clock_with_seconds(scene, going.issued)
    what = "update" if going.phase is Phase.LIVE and going.number > 1 else going.phase.value
    title = scene.say(f"watch.log.{what}", number=str(going.number), when=when)
    lines = [
        title,
        _by(scene, deed),
        scene.say("watch.log.count", accepted=str(going.accepted), total=str(going.total)),
    ]
    return tuple(element("p", one) for one in lines)


def _by(scene: Scene, deed: Deed | None) -> str:
    if deed is None:
        return scene.say("watch.log.not_ours")
    if deed.by_template:
        return scene.say("watch.log.template", by=scene.named(deed.by))
    if deed.by == deed.approved_by:
        return scene.say("watch.log.alone", by=scene.named(deed.by))
    by, approved = scene.named(deed.by), scene.named(deed.approved_by)
    return scene.say("watch.log.by", by=by, approved=approved)


def _acts(scene: Scene, watched: Watched) -> tuple[Html, Html, Html]:
    """The all-clear, changing it, withdrawing it."""
    alert = watched.following.alert
    if alert.latest.phase is not Phase.LIVE:
        return Html(""), Html(""), Html("")
    if watched.may_not_withdraw:
        withdraw = element("p", watched.may_not_withdraw, class_="note")
    else:
        withdraw = _act(scene, watched, "withdraw", "withdrawal")
    is_ours = alert.latest.authority is Authority.MAYOR
    all_clear = change = Html("")
    if watched.may_compose and is_ours:
        act = _act(scene, watched, "all_clear", "all-clear")
        all_clear = element("div", act, class_="others")
        change = _act(scene, watched, "update", "update")
    return all_clear, change, element("div", withdraw, class_="withdraw")


def _copy(scene: Scene, watched: Watched) -> Html:
    """A new one made from this. Beside an agency's warning it is the only thing to be written."""
    if not watched.may_compose:
        return Html("")
    alert = watched.following.alert
    is_ours = alert.latest.authority is Authority.MAYOR
    told = "" if is_ours else element("p", scene.say("watch.agency"))
    form = copy_form(scene, alert)
    return element(
        "details", element("summary", scene.say("watch.copy")), told, form, open=not is_ours
    )


def _act(scene: Scene, watched: Watched, name: str, path: str) -> Html:
    alert = watched.following.alert
    words = f"{scene.mark(alert.latest.mode)}{scene.say(f'watch.{name}')}"
    return controls.post(
        scene,
        f"/desk/alerts/{alert.id}/{path}",
        controls.button(words, class_="button" if name != "withdraw" else "go send"),
        element("p", scene.say(f"watch.{name}.next"), class_="note"),
    )
