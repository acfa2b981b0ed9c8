"""/desk/city/streets: choose the stretches to close, by name, by a point, on a list and a map."""

from collections.abc import Sequence

import msgspec

from alerts.model import Alert
from geo.changes import Effect
from geo.shifts import Shift
from geo.sites import HAZARDS, Site
from geo.streets import StreetGraph
from geo.stretches import Stretch
from service.desk.city_changes import Closing
from service.desk_page import controls
from service.desk_page.city import updates
from service.desk_page.city_effect import busy, effect, warning
from service.desk_page.city_words import hazard, street
from service.desk_page.page import document, section
from service.desk_page.scene import Scene
from service.page.markup import Html, element

CHOOSING = "/desk/city/streets"
LOOKING = "/desk/city/closing"
CLOSING = "/desk/city/closings"
MOST_LISTED = 200
_WAYS = ("n", "s", "w", "e", "in", "out")


class Choosing(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """What was asked, and what was found. `middle`: "lat,lon,half" of the map that was shown;
    `found` in the list's order, with what was ticked before first; `of`: how many fit in all."""

    q: str
    at: str
    middle: str
    bundle: str
    graph: StreetGraph
    found: Sequence[Stretch]
    of: int
    ticked: frozenset[int]
    drawing: Html


class Looked(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """A closing before it is confirmed. `seen`: that this is what was looked at."""

    closing: Closing
    chosen: Sequence[Stretch]
    bundle: str
    graph: StreetGraph
    sites: dict[str, Site]
    shifts: Sequence[Shift]
    seen: str
    drawing: Html
    live: Sequence[Alert] = ()


def choosing(scene: Scene, choosing: Choosing, error: str = "") -> bytes:
    """One form that asks and changes nothing: searching, moving the map, and going on."""
    form = element(
        "form",
        element("input", type="hidden", name="bundle", value=choosing.bundle),
        element("input", type="hidden", name="middle", value=choosing.middle),
        element("div", _search(scene, choosing), _list(scene, choosing), class_="left"),
        _map(scene, choosing),
        method="get",
        action=CHOOSING,
        class_="columns",
        data_act="streets",
    )
    intro = element("p", scene.say("streets.next"), class_="next")
    return document(scene, scene.say("streets.title"), intro, form, error=error)


def _search(scene: Scene, choosing: Choosing) -> Html:
    return element(
        "div",
        controls.field("q", scene.say("streets.q"), choosing.q, type="search"),
        controls.field("at", scene.say("streets.at"), choosing.at, placeholder="34.5, 139.99"),
        controls.button(scene.say("streets.search"), class_="button"),
        class_="search",
    )


def _list(scene: Scene, choosing: Choosing) -> Html:
    lines = [
        element(
            "li",
            element(
                "label",
                element(
                    "input",
                    type="checkbox",
                    name="s",
                    value=str(one.number),
                    checked=one.number in choosing.ticked,
                ),
                element("span", f"{number}. {street(scene, choosing.graph, one)}"),
                class_="tick",
            ),
        )
        for number, one in enumerate(choosing.found, start=1)
    ]
    ways = [element("p", _count(scene, choosing), class_="note", role="status")]
    if lines:
        go_on = controls.button(scene.say("streets.look"), formaction=LOOKING, data_looks="yes")
        ways += [element("ol", *lines, class_="stretches"), go_on, busy(scene)]
    return section(scene.say("streets.found"), *ways, id="stretches")


def _count(scene: Scene, choosing: Choosing) -> str:
    if not (choosing.of or choosing.q or choosing.at):
        return scene.say("streets.found.not_yet")
    if not choosing.of:
        return scene.say("streets.found.none")
    if choosing.of > MOST_LISTED:
        slots = {"count": f"{choosing.of:,}", "most": str(MOST_LISTED)}
        return scene.say("streets.found.more", **slots)
    return scene.say("streets.found.count", count=str(choosing.of))


def _map(scene: Scene, choosing: Choosing) -> Html:
    moves = [
        controls.button(scene.say(f"streets.go.{one}"), class_="button", name="go", value=one)
        for one in _WAYS
    ]
    legend = element("legend", scene.say("streets.go"))
    hint = element("p", scene.say("streets.map.hint"), class_="note", id="map-hint", hidden=True)
    return element(
        "div", choosing.drawing, hint, element("fieldset", legend, *moves, class_="moves")
    )


def looked(scene: Scene, looked: Looked, error: str = "") -> bytes:
    """What it does, and the one button that does it."""
    ticked = [element("li", street(scene, looked.graph, one)) for one in looked.chosen]
    what = section(
        scene.say("closing.streets"), element("ul", *ticked), _back(scene, looked), id="what"
    )
    form = controls.post(
        scene,
        CLOSING,
        *hidden(looked.chosen, looked.bundle),
        element("input", type="hidden", name="seen", value=looked.seen),
        *_questions(scene, looked.closing),
        controls.button(
            scene.say("closing.look"),
            class_="button",
            name="look",
            value="yes",
            formnovalidate=True,
            data_looks="yes",
        ),
        busy(scene),
        warning(scene, looked.shifts),
        element("p", scene.say("closing.next"), class_="next"),
        element("p", scene.say("city.reach")),
        *updates(scene, looked.live),
        controls.button(f"{scene.mark()}{scene.say('closing.do')}", class_="go send"),
        id="closing",
    )
    return document(
        scene,
        scene.say("closing.title"),
        element("div", what, looked.drawing, class_="columns"),
        effect(scene, looked.shifts, looked.sites),
        element("div", form, data_act="looks"),
        error=error,
    )


def _back(scene: Scene, looked: Looked) -> Html:
    return element(
        "form",
        *hidden(looked.chosen, looked.bundle),
        controls.button(scene.say("closing.back"), class_="button"),
        method="get",
        action=CHOOSING,
    )


def hidden(chosen: Sequence[Stretch], bundle: str) -> list[Html]:
    """What was ticked, carried along; numbers are this city's alone."""
    numbers = [element("input", type="hidden", name="s", value=one.number) for one in chosen]
    return [element("input", type="hidden", name="bundle", value=bundle), *numbers]


def _questions(scene: Scene, closing: Closing) -> tuple[Html, ...]:
    kinds = [("", hazard(scene, None)), *((one, hazard(scene, one)) for one in HAZARDS)]
    effects = [(one.value, scene.say(f"city.effect.{one.value}")) for one in Effect]
    return (
        controls.choice("hazard", scene.say("closing.hazard"), kinds, closing.hazard or ""),
        controls.choice("effect", scene.say("closing.effect"), effects, closing.effect.value),
        controls.area("reason", scene.say("closing.reason"), closing.reason),
        controls.field(
            "review",
            scene.say("closing.review"),
            scene.as_input(closing.review),
            type="datetime-local",
        ),
    )
