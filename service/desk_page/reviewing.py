"""Afterwards: two people say of what one person sent whether it was right."""

import msgspec

from alerts.desk.submission import Frozen, Submission
from alerts.model import Relation
from service.desk.desk_store import REVIEWERS, Review
from service.desk.ports import MACHINE
from service.desk_page import controls
from service.desk_page.page import document, facts, section
from service.desk_page.phones import everything
from service.desk_page.scene import Scene
from service.page.markup import Html, element


class Reviewed(msgspec.Struct, frozen=True, kw_only=True):
    """What one person sent, as somebody else sees it. `hinders`: why they may not review it; ""."""

    submission: Submission
    frozen: Frozen
    what: str
    template: str
    drawing: Html
    reviews: tuple[Review, ...]
    hinders: str = ""
    is_done: bool = False
    unchecked: frozenset[str] = frozenset()


def reviewing(scene: Scene, reviewed: Reviewed) -> bytes:
    submission = reviewed.submission
    return document(
        scene,
        f"{scene.say('review.title')}: {reviewed.what}",
        element("p", scene.say("review.next"), class_="next"),
        element("div", _facts(scene, reviewed), reviewed.drawing, class_="ground"),
        section(
            scene.say("preview.title"),
            everything(scene, reviewed.frozen.alert, Relation.NEW, reviewed.unchecked),
            id="phones",
        ),
        element("ul", *(element("li", said(scene, one)) for one in reviewed.reviews)),
        _form(scene, reviewed),
        mode=submission.mode,
    )


def sent_by(scene: Scene, submission: Submission) -> str:
    if submission.submitted_by == MACHINE:
        return scene.say("review.machine")
    by = submission.submitted_by if submission.decided_by is None else submission.decided_by
    when = scene.clock(submission.decided_at or submission.at)
    return scene.say("review.sent", name=scene.named(by), when=when)


def left(reviews: int) -> int:
    return REVIEWERS - reviews


def said(scene: Scene, review: Review) -> str:
    id = "review.done.right" if review.was_right else "review.done.wrong"
    name, when = scene.named(review.staff), scene.clock(review.at)
    return scene.say(id, name=name, when=when, note=review.note)


def _facts(scene: Scene, reviewed: Reviewed) -> Html:
    submission = reviewed.submission
    alert = element("a", scene.say("submission.watch"), href=f"/desk/alerts/{submission.alert_id}")
    rows = [
        (scene.say("glass.sheet.template"), reviewed.template),
        (scene.say("submission.at"), scene.clock(submission.decided_at or submission.at)),
    ]
    by = element("p", sent_by(scene, submission))
    return element("div", facts(rows), by, element("p", alert), class_="told")


def _form(scene: Scene, reviewed: Reviewed) -> Html:
    if reviewed.hinders or reviewed.is_done:
        return element("p", reviewed.hinders or scene.say("review.thanks"), class_="note")
    answers = [(one, scene.say(f"review.{one}")) for one in ("right", "wrong")]
    return controls.post(
        scene,
        f"/desk/reviews/{reviewed.submission.id}",
        controls.radios("was", scene.say("review.was"), answers, ""),
        controls.area("note", scene.say("review.note")),
        controls.button(scene.say("review.do")),
    )
