"""Templates: what one person may send, since when, and whether it still holds."""

from collections.abc import Iterable
from datetime import timedelta

import msgspec

from alerts.desk.template import Template
from alerts.model import Mode, Relation
from alerts.ports import Edition
from service.desk_page import controls
from service.desk_page.beginning import modes
from service.desk_page.check_number import Reading, check_number, short, waiting
from service.desk_page.listing import about_draft, place_of
from service.desk_page.page import document, facts, section
from service.desk_page.phones import everything
from service.desk_page.scene import Scene
from service.desk_page.signing import signed
from service.page.markup import Html, element

_HOUR = timedelta(hours=1)


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A template; `refusal`: why it could not be sent today, "" if it could (English, as given)."""

    template: Template
    refusal: str = ""


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """One template as one person sees it. `hinders`: why they may not approve it; "".
    `unchecked`: languages with machine drafts."""

    kept: Kept
    editions: tuple[Edition, ...]
    drawing: Html
    hinders: str = ""
    may_break_glass: bool = False
    may_approve: bool = False
    may_retire: bool = False
    may_compose: bool = False
    unchecked: frozenset[str] = frozenset()


def templates(scene: Scene, all_of_them: tuple[Kept, ...], done: str = "") -> bytes:
    ready = [one for one in all_of_them if one.template.is_ready]
    retired = [one for one in all_of_them if one.template.retired_at is not None]
    waiting = [one for one in all_of_them if one not in ready and one not in retired]
    folded = element(
        "details",
        element("summary", scene.say("templates.retired")),
        element("ul", *(_item(scene, one) for one in retired), class_="items"),
    )
    return document(
        scene,
        scene.say("templates.title"),
        element("p", scene.say("templates.intro"), class_="next"),
        _part(scene, "ready", ready),
        _part(scene, "waiting", waiting),
        folded if retired else Html(""),
        element("p", scene.say("templates.how"), class_="note"),
        done=done,
    )


def template_page(scene: Scene, opened: Opened, done: str = "") -> bytes:
    template = opened.kept.template
    return document(
        scene,
        scene.say("template.title", name=template.name),
        element("p", _following(scene, opened), class_="next"),
        check_number(scene, _reading(scene, opened), template.hash),
        element("div", _facts(scene, opened.kept), opened.drawing, class_="ground"),
        section(
            scene.say("preview.title"),
            everything(scene, opened.editions, Relation.NEW, opened.unchecked),
            id="template-phones",
        ),
        _use(scene, opened),
        _look(scene, opened),
        _retire(scene, opened),
        _approve(scene, opened),
        _break_glass(scene, opened),
        mode=template.draft.mode if scene.mode is Mode.TRAINING else None,
        done=done,
    )


def _reading(scene: Scene, opened: Opened) -> Reading:
    template = opened.kept.template
    if template.approved_by is not None:
        return Reading.APPROVED
    if template.retired_at is not None:
        return Reading.CLOSED
    return waiting(scene, template.made_by, opened.hinders)


def about(scene: Scene, template: Template) -> str:
    return about_draft(scene, template.draft)


def lines_of(scene: Scene, kept: Kept) -> list[str]:
    """Who made and approved it, how old it is, and what is wrong with it."""
    template = kept.template
    said = [
        scene.say(
            "template.made",
            name=scene.named(template.made_by),
            when=scene.clock(template.made_at),
        )
    ]
    if template.approved_by is None or template.approved_at is None:
        said.append(scene.say("template.waits"))
    else:
        name, when = scene.named(template.approved_by), scene.clock(template.approved_at)
        said += [scene.say("template.approved", name=name, when=when), _age(scene, template)]
    if template.looked_at is not None:
        said.append(scene.say("template.seen", when=scene.clock(template.looked_at)))
    if template.retired_at is not None:
        return [*said, scene.say("template.was_retired", when=scene.clock(template.retired_at))]
    due = template.due()
    if due is not None:
        is_due = due <= scene.now
        told = scene.say("template.due") if is_due else ""
        said.append(told or scene.say("template.due.on", when=scene.clock(due)))
    if kept.refusal:
        said.append(scene.say("template.broken", reason=scene.refusal(kept.refusal)))
    return said


def _age(scene: Scene, template: Template) -> str:
    assert template.approved_at is not None
    days = (scene.now - template.approved_at).days
    return (
        scene.say("template.age.days", days=str(days)) if days else scene.say("template.age.today")
    )


def _part(scene: Scene, name: str, found: Iterable[Kept]) -> Html:
    items = [_item(scene, one) for one in found]
    none = element("p", scene.say(f"templates.{name}.none"), class_="note")
    body = element("ul", *items, class_="items") if items else none
    return section(scene.say(f"templates.{name}"), body, id=f"templates-{name}")


def _item(scene: Scene, kept: Kept) -> Html:
    template = kept.template
    open_ = scene.say("templates.open")
    link = element(
        "a",
        open_,
        href=f"/desk/templates/{template.hash.hex()}",
        class_="button",
        aria_label=f"{open_}: {template.name}",
    )
    return element(
        "li",
        element("h3", template.name),
        element("p", about(scene, template)),
        *(element("p", line, class_="note") for line in lines_of(scene, kept)),
        element("p", element("code", short(template.hash)), class_="note"),
        element("p", link),
    )


def _following(scene: Scene, opened: Opened) -> str:
    waits = opened.kept.template.approved_by is None
    return scene.say("template.next" if waits else "template.next.ready")


def _facts(scene: Scene, kept: Kept) -> Html:
    template, draft = kept.template, kept.template.draft
    hours = f"{template.lasts / _HOUR:g}"
    lasts = "template.lasts.order" if draft.order is not None else "template.lasts.notice"
    rows = [
        (scene.say("template.what"), about(scene, template)),
        (scene.say("template.where"), place_of(scene, draft.place_names) or "—"),
        (scene.say("template.lasts"), scene.say(lasts, hours=hours)),
    ]
    said = [element("p", line) for line in lines_of(scene, kept)]
    return element("div", facts(rows), *said, class_="told")


def _use(scene: Scene, opened: Opened) -> Html:
    template = opened.kept.template
    if not opened.may_compose or template.retired_at is not None:
        return Html("")
    return controls.post(
        scene,
        "/desk/beginnings/template",
        element("input", type="hidden", name="template", value=template.hash.hex()),
        modes(scene),
        element("p", scene.say("template.use.next"), class_="note"),
        controls.button(f"{scene.mark()}{scene.say('template.use')}", class_="button"),
    )


def _look(scene: Scene, opened: Opened) -> Html:
    template = opened.kept.template
    if not opened.may_approve or not template.is_ready or opened.kept.refusal:
        return Html("")
    return controls.post(
        scene,
        f"/desk/templates/{template.hash.hex()}/look",
        controls.button(scene.say("template.look.do"), class_="button"),
    )


def _retire(scene: Scene, opened: Opened) -> Html:
    template = opened.kept.template
    if not opened.may_retire or template.retired_at is not None:
        return Html("")
    form = controls.post(
        scene,
        f"/desk/templates/{template.hash.hex()}/retirement",
        element("p", scene.say("template.retire.next")),
        controls.button(scene.say("template.retire.do"), class_="button"),
    )
    return element("details", element("summary", scene.say("template.retire")), form)


def _approve(scene: Scene, opened: Opened) -> Html:
    template = opened.kept.template
    if template.approved_by is not None or template.retired_at is not None:
        return Html("")
    if opened.hinders:
        return element("p", opened.hinders, class_="note")
    path = f"/desk/templates/{template.hash.hex()}"
    return signed(scene, path, scene.say("template.approve"))


def _break_glass(scene: Scene, opened: Opened) -> Html:
    """A form for each mode: none is chosen by accident."""
    template = opened.kept.template
    if not opened.may_break_glass or not template.is_ready or opened.kept.refusal:
        return Html("")
    modes = (Mode.TRAINING,) if scene.mode is Mode.TRAINING else (Mode.DRILL, Mode.REAL)
    forms = [
        controls.post(
            scene,
            f"/desk/templates/{template.hash.hex()}/glass",
            element("input", type="hidden", name="mode", value=mode.value),
            controls.button(
                f"{scene.mark(mode)}{scene.say(f'glass.do.{mode.value}')}",
                class_="go send" if mode is not Mode.DRILL else "button",
            ),
        )
        for mode in modes
    ]
    return section(
        scene.say("glass.title"),
        element("p", scene.say("glass.next")),
        element("div", *forms, class_="glass"),
        id="glass",
    )
