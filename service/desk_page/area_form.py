"""Choosing a draft's ground: every way of it is plain fields, so that a keyboard is enough."""

from collections.abc import Mapping

import msgspec

from alerts.desk.area_source import CircleRound, Preset
from alerts.desk.draft import Draft
from geo.places import OfficialArea
from service.desk_page import controls
from service.desk_page.listing import place_of
from service.desk_page.page import section
from service.desk_page.scene import Scene
from service.page.markup import Html, element


class AreaForm(msgspec.Struct, frozen=True, kw_only=True):
    """`typed`: fields of an area that was refused. `drawing`: of the ground; empty without one."""

    draft: Draft
    districts: tuple[OfficialArea, ...]
    typed: Mapping[str, str] = {}
    drawing: Html = Html("")


def area_form(scene: Scene, asked: AreaForm) -> Html:
    draft, typed = asked.draft, asked.typed
    names = place_of(scene, draft.place_names) or "—"
    now = scene.say("draft.where.now", names=names) if draft.area else scene.say("draft.where.none")
    ways = [(one, scene.say(f"draft.where.{one}")) for one in ("preset", "circle", "paste")]
    if draft.area is not None:
        ways.insert(0, ("keep", scene.say("draft.where.keep")))
    chosen = typed.get("where") or ways[0][0]
    circle = _circle(draft, typed)
    return section(
        scene.say("draft.where"),
        element("p", now),
        asked.drawing,
        controls.radios("where", scene.say("draft.where"), ways, chosen),
        _districts(scene, asked),
        element(
            "div",
            controls.field("lon", scene.say("draft.lon"), circle[0], inputmode="decimal"),
            controls.field("lat", scene.say("draft.lat"), circle[1], inputmode="decimal"),
            controls.field("radius", scene.say("draft.radius"), circle[2], inputmode="numeric"),
            class_="way way-circle",
        ),
        element(
            "div",
            controls.area("paste", scene.say("draft.paste"), typed.get("paste", "")),
            class_="way way-paste",
        ),
        id="draft-where",
    )


def _circle(draft: Draft, typed: Mapping[str, str]) -> tuple[str, str, str]:
    if typed.get("where") == "circle":
        return typed.get("lon", ""), typed.get("lat", ""), typed.get("radius", "")
    if isinstance(draft.source, CircleRound):
        return str(draft.source.lon), str(draft.source.lat), f"{draft.source.radius_m:g}"
    return "", "", ""


def _districts(scene: Scene, asked: AreaForm) -> Html:
    source = asked.draft.source
    chosen = frozenset(source.keys) if isinstance(source, Preset) else frozenset[str]()
    options = [(one.key, place_of(scene, one.names)) for one in asked.districts]
    if not options:
        return element("p", scene.say("draft.where.no_districts"), class_="way way-preset note")
    legend = scene.say("draft.where.districts")
    boxes = controls.checkboxes("district", legend, options, chosen)
    return element("div", boxes, class_="way way-preset")
