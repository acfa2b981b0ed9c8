"""Beginning a draft: from nothing, a template, a report of somebody else, an alert of before."""

import msgspec

from alerts.desk.draft import Beginning, Draft, Remark, What
from alerts.desk.template import Template
from alerts.model import Alert, Kind, Mode
from service.desk_page import controls
from service.desk_page.listing import about_draft, about_revision
from service.desk_page.page import section
from service.desk_page.refusing import refusal
from service.desk_page.scene import Scene
from service.page.markup import Html, element

SAME = "same"
_WARNED = frozenset(
    {"report.signature", "report.unmatched", "report.no_ground", "report.unread", "report.agency"}
)


class Beginnings(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to begin from: approved templates, and alerts, the newest first."""

    templates: tuple[Template, ...] = ()
    alerts: tuple[Alert, ...] = ()


def begin(scene: Scene, from_: Beginnings) -> Html:
    """One way open, the others folded: plain forms, each with its own button."""
    ways = [
        _folded(scene, "empty", _empty(scene), is_open=True),
        *([_folded(scene, "template", _template(scene, from_))] if from_.templates else []),
        _folded(scene, "report", _report(scene)),
        *([_folded(scene, "past", _past(scene, from_))] if from_.alerts else []),
    ]
    return section(scene.say("list.new"), *ways, id="list-new")


def modes(scene: Scene, id: str = "f-mode") -> Html:
    """Real or a drill; in a training space there is nothing to choose."""
    shown = (Mode.TRAINING,) if scene.mode is Mode.TRAINING else (Mode.DRILL, Mode.REAL)
    options = [element("option", scene.say(f"mode.{one.value}"), value=one.value) for one in shown]
    label = element("label", scene.say("list.new.mode"), for_=id)
    return element("div", label, element("select", *options, id=id, name="mode"), class_="field")


def copy_form(scene: Scene, alert: Alert) -> Html:
    """On an alert's own page: a new one made from it."""
    words = f"{scene.mark()}{scene.say('begin.past.do')}"
    return controls.post(
        scene,
        "/desk/beginnings/alert",
        element("input", type="hidden", name="alert", value=alert.id),
        _what_of_past(scene),
        modes(scene),
        element("p", scene.say("begin.past.next"), class_="note"),
        controls.button(words, class_="button"),
    )


def origin(scene: Scene, draft: Draft) -> Html:
    """What a draft was made from, what was read of that and what was left out."""
    lines = [_line(scene, one) for one in draft.remarks]
    if draft.beginning is Beginning.TEMPLATE:
        said = scene.say("begin.from.template", name=draft.begun_from)
        lines.insert(0, element("li", said))
    if draft.beginning is Beginning.ALERT:
        said = scene.say("begin.from.alert", alert=draft.begun_from)
        href = f"/desk/alerts/{draft.begun_from}"
        lines.insert(0, element("li", element("a", said, href=href)))
    if not lines:
        return Html("")
    return section(
        scene.say("begin.from.title"), element("ul", *lines, class_="checks"), id="draft-origin"
    )


def _line(scene: Scene, remark: Remark) -> Html:
    slots = {name: refusal(scene.language, value) for name, value in _told(remark).items()}
    words = scene.say(remark.id, **{**remark.slots, **slots})
    return element("li", words, class_="refuse" if remark.id in _WARNED else None)


def _told(remark: Remark) -> dict[str, str]:
    """The slots that hold a sentence of ours."""
    return {name: value for name, value in remark.slots.items() if name in ("reason", "missing")}


def _folded(scene: Scene, way: str, form: Html, *, is_open: bool = False) -> Html:
    return element(
        "details",
        element("summary", scene.say(f"begin.{way}")),
        form,
        open=is_open,
        class_="way-to-begin",
    )


def _empty(scene: Scene) -> Html:
    whats = [(one.value, scene.say(f"what.{one.value}")) for one in (What.ORDER, What.NOTICE)]
    kinds = [(one.value, scene.say(f"kind.{one.value}")) for one in Kind]
    return controls.post(
        scene,
        "/desk/drafts",
        controls.choice("what", scene.say("list.new.what"), whats),
        controls.choice("kind", scene.say("list.new.kind"), kinds),
        modes(scene),
        element("p", scene.say("list.new.next"), class_="note"),
        controls.button(f"{scene.mark()}{scene.say('list.new.do')}"),
    )


def _template(scene: Scene, from_: Beginnings) -> Html:
    shown = [
        (one.hash.hex(), f"{one.name} · {about_draft(scene, one.draft)}") for one in from_.templates
    ]
    return controls.post(
        scene,
        "/desk/beginnings/template",
        controls.choice("template", scene.say("begin.template.choose"), shown),
        modes(scene, "f-mode-template"),
        element("p", scene.say("list.new.next"), class_="note"),
        controls.button(f"{scene.mark()}{scene.say('begin.template.do')}"),
    )


def _report(scene: Scene) -> Html:
    token = element("input", type="hidden", name="csrf", value=scene.csrf)
    file = element(
        "div",
        element("label", scene.say("begin.report.file"), for_="f-file"),
        element("input", id="f-file", name="file", type="file", accept=".xml,.cap,text/xml"),
        class_="field",
    )
    return element(
        "form",
        token,
        file,
        modes(scene, "f-mode-report"),
        element("p", scene.say("begin.report.next"), class_="note"),
        controls.button(f"{scene.mark()}{scene.say('begin.report.do')}"),
        method="post",
        action="/desk/beginnings/report",
        enctype="multipart/form-data",
    )


def _past(scene: Scene, from_: Beginnings) -> Html:
    shown = [
        (one.id, f"{scene.clock(one.latest.issued)} · {about_revision(scene, one.latest)}")
        for one in from_.alerts
    ]
    return controls.post(
        scene,
        "/desk/beginnings/alert",
        controls.choice("alert", scene.say("begin.past.choose"), shown),
        _what_of_past(scene),
        modes(scene, "f-mode-past"),
        element("p", scene.say("begin.past.next"), class_="note"),
        controls.button(f"{scene.mark()}{scene.say('begin.past.do')}"),
    )


def _what_of_past(scene: Scene) -> Html:
    whats = [(one, scene.say(f"begin.past.{one}")) for one in (SAME, "order", "notice")]
    shown = [element("option", words, value=value) for value, words in whats]
    label = element("label", scene.say("begin.past.what"), for_="f-what-past")
    return element(
        "div", label, element("select", *shown, id="f-what-past", name="what"), class_="field"
    )
