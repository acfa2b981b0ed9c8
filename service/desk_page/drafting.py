"""Writing: one form for what, where, when and own words; below it what comes of it."""

from collections.abc import Mapping

import msgspec

from alerts.desk.checks import refusals
from alerts.desk.draft import Draft, What
from alerts.desk.finding import Finding
from alerts.desk.submission import State, Submission
from alerts.languages import FIRST, described
from alerts.model import Kind, Order, Relation, Strength
from service.desk.composing import Preview
from service.desk_page import controls
from service.desk_page.announcing import announcing_form
from service.desk_page.area_form import AreaForm, area_form
from service.desk_page.beginning import origin
from service.desk_page.ground_map import ground_map
from service.desk_page.listing import about_draft, came_back
from service.desk_page.page import document, section
from service.desk_page.phones import everything
from service.desk_page.reaching import Reached, shown_reach, told
from service.desk_page.refusing import finding
from service.desk_page.scene import Scene
from service.page.markup import Html, element


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """A draft, and what can be said of it. `submissions`: what it became so far, newest first.

    `may_write`: whether whoever looks at it can change it; others are shown it to be read.
    `site_names`: of the town's sites, in Japanese.
    """

    draft: Draft
    findings: tuple[Finding, ...]
    preview: Preview
    reach: Reached
    area: AreaForm
    unchecked: frozenset[str] = frozenset()
    submissions: tuple[Submission, ...] = ()
    may_write: bool = True
    site_names: tuple[str, ...] = ()


def drafting(scene: Scene, written: Written, *, error: str = "", done: str = "") -> bytes:
    draft = written.draft
    if is_closed(written.submissions):
        return _closed(scene, written)
    if not written.may_write:
        return _to_read(scene, written)
    chart = [] if draft.what is What.LIFTING else [ground_map(scene, written.area)]
    left = element(
        "div",
        *chart,
        shown_reach(scene, written.reach, written.unchecked, draft.id),
        _checks(scene, written.findings),
        class_="left",
        role="region",
        tabindex="0",
        aria_label=scene.say("draft.beside"),
    )
    right = element("div", _form(scene, written), class_="right")
    return document(
        scene,
        scene.say("draft.title", what=about_draft(scene, draft)),
        _came_back(scene, written.submissions),
        element("p", scene.say("draft.next")),
        origin(scene, draft),
        _version(scene, draft),
        element("div", right, left, class_="columns compose"),
        _preview(scene, written.preview, written.unchecked),
        _submit(scene, written),
        _template(scene, draft),
        mode=draft.mode,
        error=error,
        done=done,
    )


def _version(scene: Scene, draft: Draft) -> Html:
    version = scene.say(
        "draft.version",
        version=str(draft.version),
        name=scene.named(draft.author),
        when=scene.clock(draft.saved),
    )
    return element("p", version, class_="note")


def _to_read(scene: Scene, written: Written) -> bytes:
    """For whoever may not write: no field and no button that would be refused."""
    draft = written.draft
    reach = shown_reach(scene, written.reach, written.unchecked, draft.id)
    return document(
        scene,
        scene.say("draft.title", what=about_draft(scene, draft)),
        _came_back(scene, written.submissions),
        element("p", scene.say("draft.to_read")),
        origin(scene, draft),
        _version(scene, draft),
        element("div", reach, written.area.drawing, class_="ground"),
        _checks(scene, written.findings),
        _preview(scene, written.preview, written.unchecked),
        mode=draft.mode,
    )


def is_closed(submissions: tuple[Submission, ...]) -> bool:
    """Whether it was sent, or rejected for good: neither is taken up again."""
    return any(one.state in (State.ISSUED, State.REJECTED) for one in submissions)


def _closed(scene: Scene, written: Written) -> bytes:
    """Only what became of it; nothing can be written any more."""
    draft = written.draft
    ended = next(one for one in written.submissions if is_closed((one,)))
    was_sent = ended.state is State.ISSUED
    said = [scene.say("draft.was_sent" if was_sent else "draft.was_rejected")]
    if not was_sent:
        name = scene.named(ended.decided_by or 0)
        said.append(scene.say("submission.rejected", name=name, reason=ended.reason))
    href = f"/desk/alerts/{ended.alert_id}" if was_sent else "/desk"
    words = scene.say("submission.watch" if was_sent else "refused.back")
    return document(
        scene,
        scene.say("draft.title", what=about_draft(scene, draft)),
        element("div", *(element("p", one) for one in said), class_="next"),
        element("p", element("a", words, href=href, class_="button")),
        _preview(scene, written.preview, written.unchecked),
        mode=draft.mode,
    )


def _came_back(scene: Scene, submissions: tuple[Submission, ...]) -> Html:
    """Why it was not sent stands first: whoever mends it has to read that."""
    newest = submissions[0] if submissions else None
    said = came_back(scene, newest)
    if said:
        return element("p", said, class_="refused", role="status")
    if newest is None or newest.state is not State.WAITING:
        return Html("")
    words = scene.say("draft.waits")
    look = element("a", scene.say("list.look"), href=f"/desk/submissions/{newest.id}")
    return element("p", words, " ", look, class_="done")


def _template(scene: Scene, draft: Draft) -> Html:
    """Kept for another night. What is lifted or changed belongs to one alert, and is none."""
    if draft.what is What.LIFTING or draft.alert_id or draft.area is None:
        return Html("")
    form = controls.post(
        scene,
        f"/desk/drafts/{draft.id}/template",
        element("p", scene.say("template.keep.next"), class_="note"),
        controls.field("name", scene.say("template.keep.name"), maxlength="80"),
        controls.field(
            "hours", scene.say("template.keep.hours"), "6", inputmode="numeric", maxlength="3"
        ),
        controls.button(
            f"{scene.mark(draft.mode)}{scene.say('template.keep.do')}", class_="button"
        ),
    )
    return element("details", element("summary", scene.say("template.keep")), form)


def _form(scene: Scene, written: Written) -> Html:
    draft = written.draft
    ground = [] if draft.what is What.LIFTING else [area_form(scene, written.area)]
    when = [] if draft.what is What.LIFTING else [_when(scene, draft)]
    return controls.post(
        scene,
        f"/desk/drafts/{draft.id}",
        element("input", type="hidden", name="version", value=draft.version),
        _who(scene, draft),
        _what(scene, draft),
        *ground,
        *when,
        _words(scene, written),
        controls.button(f"{scene.mark(draft.mode)}{scene.say('draft.save')}"),
        id="write",
    )


def _what(scene: Scene, draft: Draft) -> Html:
    changes = scene.say("draft.changes") if draft.alert_id else ""
    parts = [element("p", changes, class_="note")] if changes else []
    if draft.what is What.LIFTING:
        return section(scene.say("draft.what"), *parts, id="draft-what")
    kinds = [(one.value, scene.say(f"kind.{one.value}")) for one in Kind]
    parts.append(controls.choice("kind", scene.say("list.new.kind"), kinds, draft.kind.value))
    if draft.what is What.ORDER:
        orders = [(one.value, scene.say(f"order.{one.value}")) for one in Order]
        chosen = draft.order.value if draft.order else ""
        parts.append(controls.radios("order", scene.say("draft.order"), orders, chosen))
    else:
        asked = (Strength.READY, Strength.KNOW)
        strengths = [(one.value, scene.say(f"strength.{one.value}")) for one in asked]
        chosen = draft.strength.value if draft.strength else ""
        parts.append(controls.radios("strength", scene.say("draft.strength"), strengths, chosen))
    return section(scene.say("draft.what"), *parts, id="draft-what")


def _when(scene: Scene, draft: Draft) -> Html:
    name, when = (
        ("review", draft.review) if draft.what is What.ORDER else ("expires", draft.expires)
    )
    value = scene.as_input(when)
    clock = controls.field(name, scene.say(f"draft.{name}"), value, type="datetime-local")
    return section(scene.say("draft.when"), clock, id="draft-when")


def _who(scene: Scene, draft: Draft) -> Html:
    issuer = controls.field("issuer", scene.say("draft.issuer"), draft.issuer)
    return section(scene.say("draft.who"), issuer, id="draft-who")


def _words(scene: Scene, written: Written) -> Html:
    """The fixed sentences go by themselves; here stands how far each language is checked, and room
    for words of one's own, which readers see marked as such."""
    texts = {one.language: one.text for one in written.draft.texts}
    fields = [
        part
        for one in FIRST
        for part in (
            element("p", _state(scene, one, written.preview.states), class_="note"),
            controls.area(
                f"text-{one}",
                scene.say("draft.text", language=described(one).name),
                texts.get(one, ""),
                lang=described(one).lang,
            ),
        )
    ]
    fixed = element("p", scene.say("draft.words.next"))
    told = (
        Html("")
        if written.draft.what is What.LIFTING
        else announcing_form(scene, written.draft.announces, written.site_names)
    )
    return section(scene.say("draft.words"), fixed, told, *fields, id="draft-words")


def _state(scene: Scene, language: str, states: Mapping[str, str]) -> str:
    """Before there is anything to say, no sentence has a state."""
    name = described(language).name
    state = states.get(language)
    if state is None:
        return scene.say("draft.state.none", language=name)
    return scene.say(
        "draft.state", language=name, state=scene.say(f"words.{state.replace(' ', '_')}")
    )


def _checks(scene: Scene, findings: tuple[Finding, ...]) -> Html:
    lines = [
        element(
            "li",
            element("strong", scene.say(f"draft.check.{one.severity}")),
            " ",
            finding(scene.language, one),
            class_=one.severity,
        )
        for one in findings
    ]
    none = element("p", scene.say("draft.checks.none"))
    body = element("ul", *lines, class_="checks") if lines else none
    return section(scene.say("draft.checks"), body, id="draft-checks")


def _preview(scene: Scene, preview: Preview, unchecked: frozenset[str]) -> Html:
    made = preview.rendered
    if made is None:
        said = element("p", scene.say("preview.none", reason=scene.refusal(preview.refusal)))
        return section(scene.say("preview.title"), said, id="draft-preview")
    shown = {one.relation for one in made.frozen.alert}
    relation = Relation.NEW if Relation.NEW in shown else Relation.CHANGED
    return section(
        scene.say("preview.title"),
        everything(scene, made.frozen.alert, relation, unchecked),
        id="draft-preview",
    )


def _held(scene: Scene, written: Written) -> Html:
    """Beside a button that cannot be pressed stands why, though the checks say it too."""
    said = [finding(scene.language, one) for one in refusals(written.findings)]
    if not said and written.preview.refusal:
        said = [scene.refusal(written.preview.refusal)]
    if not said:
        return Html("")
    lines = [element("li", one, class_="refuse") for one in said]
    return element(
        "div",
        element("p", scene.say("draft.held")),
        element("ul", *lines, class_="checks"),
        id="held",
        class_="told",
    )


def _submit(scene: Scene, written: Written) -> Html:
    """Apart from the form: what is submitted is what was saved and looked at."""
    draft = written.draft
    held = bool(refusals(written.findings)) or written.preview.rendered is None
    phones = told(scene, written.reach)
    words = f"{scene.mark(draft.mode)}{scene.say('draft.submit', phones=phones)}"
    return controls.post(
        scene,
        f"/desk/drafts/{draft.id}/submission",
        element("input", type="hidden", name="version", value=draft.version),
        element("p", scene.say("draft.submit.next")),
        _held(scene, written),
        element("p", scene.say("draft.unsaved"), id="unsaved", class_="refused", hidden=True),
        controls.button(words, disabled=held),
        id="submit",
    )
