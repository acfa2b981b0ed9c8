"""Giving back: a street is proposed to be opened again; another person reads it and decides.

The page of a decision is made for 360 px: what, why, what it does, and at its end the one button.
"""

from collections.abc import Sequence

import msgspec

from geo.changes import Closure
from geo.shifts import Shift
from service.desk.reopening import Reopening, Stage
from service.desk_page import controls
from service.desk_page.check_number import Reading, check_number, waiting
from service.desk_page.city import Standing, lines_of
from service.desk_page.city_effect import effect
from service.desk_page.city_words import in_words, who, word_lines, word_of
from service.desk_page.page import document, facts, section
from service.desk_page.scene import Scene
from service.desk_page.signing import signed
from service.page.markup import Html, element

LIST = "/desk/city"
PROPOSING = "/desk/city/reopenings"


class Case(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """What waits, as one person sees it. `hinders`: why they may not approve it; "".
    `changed`: why it does not fit what holds any more; ""."""

    reopening: Reopening
    here: Standing
    shifts: Sequence[Shift]
    drawing: Html
    hinders: str = ""
    changed: str = ""
    may_reject: bool = False


def proposing(
    scene: Scene, here: Standing, closure: Closure, shifts: Sequence[Shift], drawing: Html
) -> bytes:
    """Of one closure: why it can be walked again, asked of a second person."""
    form = controls.post(
        scene,
        PROPOSING,
        element("input", type="hidden", name="closure", value=closure.number),
        controls.area("reason", scene.say("reopen.reason")),
        element("p", scene.say("reopen.next"), class_="next"),
        controls.button(f"{scene.mark()}{scene.say('reopen.do')}"),
    )
    what = section(
        f"{closure.number} · {in_words(scene, here.named(closure))}",
        *word_lines(scene, word_of(closure)),
        id="what",
    )
    return document(
        scene,
        scene.say("reopen.title"),
        element("div", what, drawing, class_="columns"),
        effect(scene, shifts, here.sites),
        form,
    )


def deciding(scene: Scene, case: Case, done: str = "") -> bytes:
    reopening = case.reopening
    lines = [element("li", line) for line in lines_of(scene, case.here, reopening)]
    return document(
        scene,
        scene.say("reopening.title"),
        element("p", _next(scene, reopening), class_="next"),
        element("ul", *lines, class_="big"),
        check_number(scene, _reading(scene, case), reopening.hash),
        element("div", _facts(scene, case), case.drawing, class_="ground"),
        effect(scene, case.shifts, case.here.sites) if case.shifts else Html(""),
        _acts(scene, case),
        element("p", element("a", scene.say("reopening.list"), href=LIST, class_="button")),
        mode=reopening.mode,
        done=done,
    )


def _reading(scene: Scene, case: Case) -> Reading:
    one = case.reopening
    if one.stage is Stage.WAITING:
        return waiting(scene, one.proposed_by, case.hinders)
    return Reading.APPROVED if one.stage is Stage.DONE else Reading.CLOSED


def _next(scene: Scene, one: Reopening) -> str:
    if one.stage is Stage.WAITING:
        return scene.say("reopening.next")
    id = f"reopening.stage.{one.stage.value}"
    if one.stage is Stage.EXPIRED:
        return scene.say(id)
    name, when = who(scene, one.decided_by or 0), scene.clock(one.decided_at or scene.now)
    if one.stage is Stage.REJECTED:
        return scene.say(id, name=name, when=when, why=one.why)
    return scene.say(id, name=name, when=when)


def _facts(scene: Scene, case: Case) -> Html:
    one = case.reopening
    rows = [
        (scene.say("reopening.because"), one.reason),
        (scene.say("reopening.by"), scene.named(one.proposed_by)),
        (scene.say("reopening.at"), scene.clock(one.proposed_at)),
    ]
    if one.review is not None:
        rows.append((scene.say("reopening.review"), scene.clock(one.review)))
    closed = [element("p", _closed(scene, street)) for street in one.streets]
    return element("div", facts(rows), *closed)


def _closed(scene: Scene, street: Closure) -> str:
    return scene.say(
        "reopening.closed",
        name=who(scene, street.by),
        when=scene.clock(street.since),
        reason=street.label or "—",
    )


def _acts(scene: Scene, case: Case) -> Html:
    one = case.reopening
    if one.stage is not Stage.WAITING:
        return Html("")
    if case.changed:
        said = scene.say("reopening.changed", why=case.changed)
        turned_down = _reject(scene, one) if case.may_reject else _drop(scene, one)
        return element("div", element("p", said, class_="refused"), turned_down)
    if one.proposed_by == scene.number:
        own = element("p", scene.say("reopening.own"), class_="note")
        return element("div", own, _drop(scene, one))
    if case.hinders:
        rejected = _reject(scene, one) if case.may_reject else Html("")
        return element("div", element("p", case.hinders, class_="note"), rejected)
    return element("div", _reject(scene, one), _approve(scene, one), class_="acts")


def _drop(scene: Scene, one: Reopening) -> Html:
    if one.proposed_by != scene.number:
        return Html("")
    words = f"{scene.mark()}{scene.say('reopening.drop')}"
    return controls.post(
        scene, f"{PROPOSING}/{one.id}/drop", controls.button(words, class_="button")
    )


def _reject(scene: Scene, one: Reopening) -> Html:
    form = controls.post(
        scene,
        f"{PROPOSING}/{one.id}/reject",
        controls.area("reason", scene.say("reopening.reject.reason")),
        controls.button(scene.say("reopening.reject.do"), class_="button"),
    )
    summary = element("summary", scene.say("reopening.reject"), class_="button")
    return element("details", summary, form, class_="return")


def _approve(scene: Scene, one: Reopening) -> Html:
    """Last on the page and far from rejecting; the passkey is the confirmation."""
    return signed(scene, f"{PROPOSING}/{one.id}", scene.say("reopening.approve"), one.mode)
