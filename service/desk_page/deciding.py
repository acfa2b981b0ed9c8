"""Deciding, at 360 px and at 3 a.m.: what phones will show, where, to how many, by whom.

It shows the frozen bytes, not the draft: what is read here is what is hashed and sent.
"""

import msgspec

from alerts.desk.submission import Frozen, State, Submission
from alerts.model import Phase, Relation
from alerts.ports import Edition
from service.desk_page import controls
from service.desk_page.listing import phones_in_words
from service.desk_page.page import document, facts, section
from service.desk_page.phones import everything
from service.desk_page.scene import Scene
from service.page.markup import Html, element

SHOWN_HASH = 8


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A submission as one person sees it. `hinders`: why this person may not approve it; ""."""

    submission: Submission
    frozen: Frozen
    what: str
    kind: str
    place: str
    square_km: float
    drawing: Html
    hinders: str = ""
    is_mine: bool = False


def deciding(scene: Scene, case: Case, error: str = "") -> bytes:
    submission = case.submission
    is_withdrawal = submission.phase is Phase.WITHDRAWN
    if is_withdrawal:
        title = scene.say("submission.withdraw.title")
    else:
        title = scene.say("submission.title", what=case.what)
    return document(
        scene,
        title,
        _next(scene, case),
        Html("") if is_withdrawal else _hash(scene, submission),
        element("div", _facts(scene, case), case.drawing, class_="ground"),
        _texts(scene, case.frozen),
        _prepared(scene, "preview.withdrawal", case.frozen.withdrawal),
        _prepared(scene, "preview.all_clear", case.frozen.all_clear),
        _acts(scene, case),
        mode=submission.mode,
        error=error,
    )


def _next(scene: Scene, case: Case) -> Html:
    submission = case.submission
    if submission.state is not State.WAITING:
        state = scene.say(f"state.{submission.state.value}")
        said = [scene.say("submission.state", state=state), submission.reason]
    elif submission.phase is Phase.WITHDRAWN:
        said = [scene.say("submission.withdraw.next")]
    else:
        said = [scene.say("submission.next", phones=phones_in_words(scene, submission.told))]
    return element("div", *(element("p", one) for one in said if one), class_="next")


def _hash(scene: Scene, submission: Submission) -> Html:
    number = submission.hash.hex()[:SHOWN_HASH]
    return element(
        "p",
        element("span", scene.say("submission.hash")),
        element("code", number, class_="hash", data_hash=submission.hash.hex()),
        class_="check-number",
    )


def _facts(scene: Scene, case: Case) -> Html:
    submission = case.submission
    audience = (
        scene.say("submission.audience"),
        phones_in_words(scene, submission.told),
    )
    rows = [
        (scene.say("submission.kind"), case.kind),
        (scene.say("submission.area"), case.place or "—"),
        (scene.say("submission.size"), f"{case.square_km:.2f} km²"),
        *([] if submission.phase is Phase.WITHDRAWN else [audience]),
        (scene.say("submission.by"), scene.named(submission.submitted_by)),
        (scene.say("submission.at"), scene.clock(submission.at)),
    ]
    return facts(rows)


def _texts(scene: Scene, frozen: Frozen) -> Html:
    shown = everything(scene, frozen.alert, _first(frozen.alert))
    return section(scene.say("preview.title"), shown, id="phones")


def _prepared(scene: Scene, title: str, editions: tuple[Edition, ...]) -> Html:
    if not editions:
        return Html("")
    shown = everything(scene, editions, _first(editions))
    return element("details", element("summary", scene.say(title)), shown)


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
    if case.hinders:
        return element("div", element("p", case.hinders, class_="note"), _growth(scene, case))
    return element("div", _return(scene, case), _approve(scene, case), class_="acts")


def _growth(scene: Scene, case: Case) -> Html:
    submission = case.submission
    if submission.asked is None or submission.agreed or not case.is_mine:
        return Html("")
    phones = phones_in_words(scene, submission.asked)
    words = f"{scene.mark(submission.mode)}{scene.say('submission.agree', phones=phones)}"
    action = f"/desk/submissions/{submission.id}/agreement"
    return controls.post(scene, action, controls.button(words))


def _return(scene: Scene, case: Case) -> Html:
    submission = case.submission
    if submission.phase is Phase.WITHDRAWN:
        return Html("")
    name = scene.named(submission.submitted_by)
    form = controls.post(
        scene,
        f"/desk/submissions/{submission.id}/return",
        controls.area("reason", scene.say("submission.reason")),
        controls.button(scene.say("submission.return.do", name=name), class_="button"),
    )
    summary = element("summary", scene.say("submission.return"), class_="button")
    return element("details", summary, form, class_="return")


def _approve(scene: Scene, case: Case) -> Html:
    """Last on the page and far from returning; the passkey is the confirmation."""
    submission = case.submission
    if submission.phase is Phase.WITHDRAWN:
        words = scene.say("submission.withdraw.do")
    else:
        phones = phones_in_words(scene, submission.told)
        words = scene.say("submission.approve", phones=phones)
    button = element(
        "button",
        f"{scene.mark(submission.mode)}{words}",
        type="button",
        class_="go send",
        data_act="approve",
        data_submission=submission.id,
    )
    told = element("p", id="told", class_="refused", role="alert", hidden=True)
    return element(
        "div",
        element("p", scene.say("submission.passkey"), class_="note"),
        told,
        button,
        class_="approve",
    )
