"""Deciding, at 360 px and at 3 a.m.: what phones will show, where, to how many, by whom.

It shows the frozen bytes, not the draft: what is read here is what is hashed and sent.
"""

import msgspec

from alerts.desk.submission import Frozen, State, Submission
from alerts.model import Phase, Relation
from alerts.ports import Edition
from service.desk_page import controls
from service.desk_page.check_number import Reading, check_number, waiting
from service.desk_page.listing import came_back, phones_in_words
from service.desk_page.page import document, facts, section
from service.desk_page.phones import everything
from service.desk_page.scene import Scene
from service.desk_page.signing import signed
from service.page.markup import Html, element


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A submission as one person sees it. `hinders`: why this person may not approve it; "".

    `template`: the name of the one that a single person is about to send; "".
    `too_late`: another revision of its alert was sent meanwhile, so that nobody can approve this.
    `closed`: sentences about those who wrote it and whose accounts were closed since.
    `unchecked`: languages with machine drafts.
    """

    submission: Submission
    frozen: Frozen
    what: str
    kind: str
    place: str
    square_km: float
    drawing: Html
    hinders: str = ""
    is_mine: bool = False
    may_return: bool = False
    template: str = ""
    too_late: bool = False
    closed: tuple[str, ...] = ()
    unchecked: frozenset[str] = frozenset()


def deciding(scene: Scene, case: Case, error: str = "") -> bytes:
    submission = case.submission
    number = check_number(scene, _reading(scene, case), submission.hash)
    return document(
        scene,
        _title(scene, case),
        _closed(scene, case),
        _growth(scene, case),
        _next(scene, case),
        Html("") if submission.phase is Phase.WITHDRAWN else number,
        element("div", _facts(scene, case), case.drawing, class_="ground"),
        _texts(scene, case),
        _prepared(scene, case, "withdrawal", case.frozen.withdrawal),
        _prepared(scene, case, "all_clear", case.frozen.all_clear),
        _acts(scene, case),
        mode=submission.mode,
        error=error,
    )


def _reading(scene: Scene, case: Case) -> Reading:
    submission = case.submission
    if submission.state is State.ISSUED:
        return Reading.APPROVED
    if submission.state is not State.WAITING:
        return Reading.CLOSED
    if case.template:
        return Reading.ALONE
    return waiting(scene, submission.submitted_by, case.hinders)


def _title(scene: Scene, case: Case) -> str:
    if case.submission.phase is Phase.WITHDRAWN:
        return scene.say("submission.withdraw.title")
    if case.template:
        return scene.say("glass.sheet.title", what=case.what)
    return scene.say("submission.title", what=case.what)


def _next(scene: Scene, case: Case) -> Html:
    return element("div", *(element("p", one) for one in _said(scene, case) if one), class_="next")


def _said(scene: Scene, case: Case) -> list[str]:
    submission = case.submission
    if submission.state is not State.WAITING:
        state = scene.say(f"state.{submission.state.value}")
        told = scene.say("submission.state", state=state)
        return [came_back(scene, submission) or told, _by_whom(scene, submission)]
    if case.too_late:
        return [scene.say("submission.too_late")]
    if submission.phase is Phase.WITHDRAWN:
        return [scene.say("submission.withdraw.next")]
    id = "submission.next.other" if case.hinders else "submission.next"
    if case.template:
        id = "glass.sheet.next"
    return [scene.say(id, phones=phones_in_words(scene, submission.told))]


def _by_whom(scene: Scene, submission: Submission) -> str:
    """Who rejected it and why; who sent it stands where it is watched."""
    if submission.state is not State.REJECTED:
        return ""
    name, reason = scene.named(submission.decided_by or 0), submission.reason
    return scene.say("submission.rejected", name=name, reason=reason)


def _facts(scene: Scene, case: Case) -> Html:
    submission = case.submission
    audience = (
        scene.say("submission.audience"),
        phones_in_words(scene, submission.told),
    )
    rows = [
        *([(scene.say("glass.sheet.template"), case.template)] if case.template else []),
        (scene.say("submission.kind"), case.kind),
        (scene.say("submission.area"), case.place or "—"),
        (scene.say("submission.size"), f"{case.square_km:.2f} km²"),
        *([] if submission.phase is Phase.WITHDRAWN else [audience]),
        (scene.say("submission.by"), scene.named(submission.submitted_by)),
        (scene.say("submission.at"), scene.clock(submission.at)),
    ]
    return facts(rows)


def _texts(scene: Scene, case: Case) -> Html:
    editions = case.frozen.alert
    shown = everything(scene, editions, _first(editions), case.unchecked)
    return section(scene.say("preview.title"), shown, id="phones")


def _prepared(scene: Scene, case: Case, name: str, editions: tuple[Edition, ...]) -> Html:
    if not editions:
        return Html("")
    shown = everything(scene, editions, _first(editions), case.unchecked, f"texts-{name}")
    return element("details", element("summary", scene.say(f"preview.{name}")), shown)


def _first(editions: tuple[Edition, ...]) -> Relation:
    """As it is told to somebody new; an ending only to those who were told before."""
    found = {one.relation for one in editions}
    return Relation.NEW if Relation.NEW in found else Relation.CHANGED


def _acts(scene: Scene, case: Case) -> Html:
    submission = case.submission
    if submission.state is State.ISSUED:
        href = f"/desk/alerts/{submission.alert_id}"
        watch = element("a", scene.say("submission.watch"), href=href, class_="button")
        return element("p", watch)
    if submission.state is not State.WAITING:
        return Html("")
    if case.hinders or case.too_late:
        note = element("p", case.hinders, class_="note") if case.hinders else Html("")
        return element("div", note, _turn_down(scene, case))
    return element("div", _turn_down(scene, case), _approve(scene, case), class_="acts")


def _growth(scene: Scene, case: Case) -> Html:
    """Many more people than when it was submitted: both are asked once more, nothing is refused."""
    submission = case.submission
    if submission.state is not State.WAITING or submission.asked is None:
        return Html("")
    before = phones_in_words(scene, submission.told)
    now = phones_in_words(scene, submission.asked)
    id = "glass.sheet.grown" if case.template else "submission.grown"
    parts = [element("p", scene.say(id, before=before, now=now))]
    if case.template:
        return section(scene.say("submission.growth"), *parts, id="growth")
    if submission.agreed:
        parts.append(element("p", scene.say("submission.agreed")))
    elif case.is_mine:
        words = f"{scene.mark(submission.mode)}{scene.say('submission.agree', phones=now)}"
        action = f"/desk/submissions/{submission.id}/agreement"
        parts.append(controls.post(scene, action, controls.button(words)))
    return section(scene.say("submission.growth"), *parts, id="growth")


def _closed(scene: Scene, case: Case) -> Html:
    """Whoever disabled an account may have meant its words too: nothing is sent before that was
    read. It is not refused, because people leave in the middle of a night that goes on."""
    if case.submission.state is not State.WAITING or not case.closed:
        return Html("")
    said = [element("p", one) for one in (*case.closed, scene.say("closed.next"))]
    return element("div", *said, class_="refused alarm", id="closed")


def _turn_down(scene: Scene, case: Case) -> Html:
    """Everything that does not send: first on the page, and a hand's breadth from sending."""
    submission = case.submission
    parts: list[Html] = []
    if case.may_return and not case.template and submission.phase is not Phase.WITHDRAWN:
        parts = [_reasoned(scene, submission, "return"), _reasoned(scene, submission, "reject")]
    if case.is_mine:
        parts.append(_take_back(scene, case))
    return element("div", *parts, class_="turn-down")


def _reasoned(scene: Scene, submission: Submission, act: str) -> Html:
    name = scene.named(submission.submitted_by)
    id = f"why-{act}"
    reason = element(
        "div",
        element("label", scene.say("submission.reason"), for_=id),
        element("textarea", "", id=id, name="reason", rows=3, required=True),
        class_="field",
    )
    form = controls.post(
        scene,
        f"/desk/submissions/{submission.id}/{act}",
        element("p", scene.say(f"submission.{act}.next", name=name)),
        reason,
        controls.button(scene.say(f"submission.{act}.do", name=name), class_="button"),
    )
    summary = element("summary", scene.say(f"submission.{act}"), class_="button")
    return element("details", summary, form, class_=act)


def _take_back(scene: Scene, case: Case) -> Html:
    submission = case.submission
    is_sheet = submission.phase is Phase.WITHDRAWN or case.template
    words = scene.say("submission.close" if is_sheet else "submission.take_back")
    return controls.post(
        scene,
        f"/desk/submissions/{submission.id}/take-back",
        element("p", scene.say("submission.take_back.next"), class_="note"),
        controls.button(words, class_="button"),
    )


def _approve(scene: Scene, case: Case) -> Html:
    """Last on the page and far from returning; the passkey is the confirmation."""
    submission = case.submission
    asked = submission.asked
    phones = phones_in_words(scene, submission.told if asked is None else asked)
    if submission.phase is Phase.WITHDRAWN:
        words = scene.say("submission.withdraw.do")
    else:
        id = "glass.sheet.do" if case.template else "submission.approve"
        words = scene.say(id, phones=phones)
    tick = scene.say("closed.tick") if case.closed else ""
    return signed(scene, f"/desk/submissions/{submission.id}", words, submission.mode, tick)
