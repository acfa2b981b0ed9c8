"""The map beside the form: a drawing made here, over which a script lays one to draw on."""

import msgspec

from alerts.desk.area_source import AreaSource, Vertices
from service.desk_page.area_form import AreaForm
from service.desk_page.scene import Scene
from service.desk_page.words import ground
from service.page.markup import Html, element

_FOR_SCRIPT = ("map.", "corners.", "draft.districts.")


def ground_map(scene: Scene, asked: AreaForm) -> Html:
    """Without script: the saved ground as a drawing, and what its lines mean."""
    draft = asked.draft
    empty = element("p", scene.say("map.none"), class_="note") if draft.area is None else ""
    legend = [scene.say("map.legend.area"), scene.say("map.legend.cells")]
    return element(
        "figure",
        element("div", asked.drawing or empty, class_="sheet"),
        element("p", scene.say("map.legend.draft"), class_="note", hidden=True),
        element("figcaption", *(element("p", one) for one in legend), class_="note"),
        id="ground-map",
        aria_label=scene.say("map.title"),
        data_act="drawing",
        data_ground=f"/desk/drafts/{draft.id}/ground",
        data_corners=_is_corners(draft.source),
        data_words=_words(scene),
    )


def _is_corners(source: AreaSource | None) -> bool:
    """Its saved ground is drawn as corners that can be moved."""
    return isinstance(source, Vertices)


def _words(scene: Scene) -> str:
    """What the script says, in this page's language."""
    table = ground.JA if scene.language == "ja" else ground.EN
    chosen = {id: text for id, text in table.items() if id.startswith(_FOR_SCRIPT)}
    return msgspec.json.encode(chosen).decode()
