"""Choosing a draft's ground: every way of it is plain fields, so that a keyboard is enough.

The map draws into the same fields (`pwa/desk/drawing.js`); saving is one path for all of them.
"""

from collections.abc import Mapping

import msgspec

from alerts.desk.area_names import names_of, zone_name
from alerts.desk.area_source import CircleRound, Preset, Vertices, ZoneInDistrict
from alerts.desk.draft import Draft
from alerts.desk.ring_rows import Rings, RowFault, read_rings, write_rings
from geo.places import Gazetteer
from service.desk_page import controls
from service.desk_page.districts import Chosen, districts
from service.desk_page.listing import place_of
from service.desk_page.page import section
from service.desk_page.scene import Scene
from service.page.markup import Html, element

WAYS = ("preset", "zone", "circle", "draw", "paste")
NAMED_IN = ("ja", "ja-simple", "en")
_MOST_FAULTS = 8


class AreaForm(msgspec.Struct, frozen=True, kw_only=True):
    """`typed`: fields of an area that was refused, and `ticked` its districts and `zones`.

    `town`: the key of the district that is the whole town. `drawing`: of the ground; empty
    without one.
    """

    draft: Draft
    gazetteer: Gazetteer
    town: str | None = None
    typed: Mapping[str, str] = {}
    ticked: Chosen | None = None
    zones: frozenset[str] | None = None
    drawing: Html = Html("")


def area_form(scene: Scene, asked: AreaForm) -> Html:
    draft = asked.draft
    names = place_of(scene, draft.place_names) or "—"
    now = scene.say("draft.where.now", names=names) if draft.area else scene.say("draft.where.none")
    ways = _ways(scene, asked)
    chosen = asked.typed.get("where") or ways[0][0]
    return section(
        scene.say("draft.where"),
        element("p", now),
        controls.radios("where", scene.say("draft.where.how"), ways, chosen),
        _zones(scene, asked),
        _districts(scene, asked),
        _circle(scene, asked),
        _corners(scene, asked),
        _paste(scene, asked),
        _names(scene, asked),
        id="draft-where",
    )


def _ways(scene: Scene, asked: AreaForm) -> list[controls.Choice]:
    """A zone only where zones are mapped; to keep the area only where there is one."""
    known = [one for one in WAYS if one != "zone" or asked.gazetteer.zones.keys()]
    kept = ["keep"] if asked.draft.area is not None else []
    return [(one, scene.say(f"draft.where.{one}")) for one in (*kept, *known)]


def _zones(scene: Scene, asked: AreaForm) -> Html:
    keys = asked.gazetteer.zones.keys()
    if not keys:
        return Html("")
    source = asked.draft.source
    chosen = asked.zones
    if chosen is None:
        chosen = frozenset(source.zones if isinstance(source, ZoneInDistrict) else ())
    options = [(key, zone_name(key, scene.language, asked.gazetteer)) for key in keys]
    boxes = controls.checkboxes("zone", scene.say("draft.where.zones"), options, chosen)
    note = element("p", scene.say("draft.where.zones.next"), class_="note")
    return element("div", boxes, note, class_="way way-zone")


def _districts(scene: Scene, asked: AreaForm) -> Html:
    class_ = "way way-preset way-zone"
    if not len(asked.gazetteer):
        return element("p", scene.say("draft.where.no_districts"), class_=f"{class_} note")
    source = asked.draft.source
    ticked = asked.ticked
    if ticked is None:
        keys = source.keys if isinstance(source, Preset | ZoneInDistrict) else ()
        ticked = Chosen(keys=frozenset(keys))
    return element("div", districts(scene, asked.gazetteer, ticked, asked.town), class_=class_)


def _circle(scene: Scene, asked: AreaForm) -> Html:
    typed, source = asked.typed, asked.draft.source
    lon, lat, radius = "", "", ""
    if typed.get("where") == "circle":
        lon, lat, radius = typed.get("lon", ""), typed.get("lat", ""), typed.get("radius", "")
    elif isinstance(source, CircleRound):
        lon, lat, radius = str(source.lon), str(source.lat), f"{source.radius_m:g}"
    return element(
        "div",
        controls.field("lon", scene.say("draft.lon"), lon, inputmode="decimal"),
        controls.field("lat", scene.say("draft.lat"), lat, inputmode="decimal"),
        controls.field("radius", scene.say("draft.radius"), radius, inputmode="numeric"),
        class_="way way-circle",
    )


def _corners(scene: Scene, asked: AreaForm) -> Html:
    source = asked.draft.source
    saved = write_rings(source) if isinstance(source, Vertices) else ""
    text = asked.typed.get("rings", saved)
    read = read_rings(text)
    faults = _faults(scene, read) if asked.typed.get("where") == "draw" else Html("")
    field = element(
        "textarea",
        text,
        id="f-rings",
        name="rings",
        rows=8,
        spellcheck="false",
        aria_describedby="rings-faults" if faults else None,
        aria_invalid="true" if faults else None,
    )
    label = element("label", scene.say("draft.rings"), for_="f-rings")
    note = element("p", scene.say("draft.rings.next"), class_="note")
    typed = element("div", label, field, faults, class_="field")
    return element("div", note, typed, class_="way way-draw", id="corners")


def _faults(scene: Scene, read: Rings) -> Html:
    if not read.faults:
        return Html("")
    lines = [element("li", _fault(scene, one)) for one in read.faults[:_MOST_FAULTS]]
    left = len(read.faults) - _MOST_FAULTS
    if left > 0:
        lines.append(element("li", scene.say("draft.rings.more", count=str(left))))
    return element("ul", *lines, id="rings-faults", class_="checks")


def _fault(scene: Scene, one: RowFault) -> str:
    return scene.say(f"draft.rings.{one.fault.value}", row=str(one.row), text=one.text)


def _paste(scene: Scene, asked: AreaForm) -> Html:
    field = controls.area("paste", scene.say("draft.paste"), asked.typed.get("paste", ""))
    return element("div", field, class_="way way-paste")


def _names(scene: Scene, asked: AreaForm) -> Html:
    """Empty where the area's own names hold, which move with it."""
    draft = asked.draft
    own = {} if draft.area is None else names_of(draft.source, draft.area, asked.gazetteer)
    shown = {
        language: asked.typed.get(f"place-{language}", name)
        for language in NAMED_IN
        for name in (draft.place_names.get(language, ""),)
    }
    fields = [
        controls.field(
            f"place-{language}",
            scene.say(f"draft.place.{language}"),
            "" if name == own.get(language) else name,
            maxlength="60",
        )
        for language, name in shown.items()
    ]
    is_open = draft.area is not None and not draft.place_names
    summary = element("summary", scene.say("draft.place"))
    note = element("p", scene.say("draft.place.next"), class_="note")
    return element("details", summary, note, *fields, open=is_open, id="draft-place")
