"""The map beside the form: a drawing made here, over which a script lays one to draw on."""

import msgspec
import shapely

from alerts.desk.area_source import Vertices
from alerts.desk.ring_rows import write_rings
from geo.area import Area
from service.desk_page.area_form import AreaForm
from service.desk_page.scene import Scene
from service.desk_page.words import ground
from service.page.markup import Html, element

_FOR_SCRIPT = ("map.", "corners.")
# More cannot be moved one by one; the table would be slow, too.
_MOST_CORNERS = 500


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
        data_corners=_corners(draft.area),
        data_words=_words(scene),
    )


def _corners(area: Area | None) -> str | None:
    """The saved edge as text, to be moved corner by corner; None if it cannot be one."""
    if area is None or shapely.get_num_coordinates(area.geometry) > _MOST_CORNERS:
        return None
    polygons = area.geometry.geoms
    if any(polygon.interiors for polygon in polygons):
        return None
    rings = tuple(tuple((x, y) for x, y in one.exterior.coords[:-1]) for one in polygons)
    return write_rings(Vertices(rings=rings))


def _words(scene: Scene) -> str:
    """What the script says, in this page's language."""
    table = ground.JA if scene.language == "ja" else ground.EN
    chosen = {id: text for id, text in table.items() if id.startswith(_FOR_SCRIPT)}
    return msgspec.json.encode(chosen).decode()
