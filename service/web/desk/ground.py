"""/desk/ground/…: what the map lies on; and one draft's ground, saved or only looked at."""

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody

from alerts.desk.area_names import names_of
from geo.area import Area, Refused
from service.desk_page.ground import matched, square_km
from service.desk_page.listing import place_of
from service.desk_page.refusing import refusal
from service.desk_page.scene import Scene
from service.ground_sheet import outlined
from service.web.answers import Asked, answer_file
from service.web.desk.asking import visitor
from service.web.desk.drafting import MOST_BYTES
from service.web.desk.drawing import drawn
from service.web.desk.replying import told
from service.wiring import Service


@get("/ground/districts", sync_to_thread=True)
def districts_sheet(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    language = visitor(request, service).scene.language
    return answer_file(request, service.ground_sheet.districts(language), cache="no-cache")


@get("/ground/streets", sync_to_thread=True)
def streets_sheet(request: Asked, service: NamedDependency[Service]) -> Response[bytes]:
    visitor(request, service)
    return answer_file(request, service.ground_sheet.streets, cache="no-cache")


@get("/drafts/{draft_id:str}/ground", sync_to_thread=True)
def saved_ground(
    draft_id: FromPath[str], request: Asked, service: NamedDependency[Service]
) -> Response[bytes]:
    """`{"area": polygons, "told": polygons}` as in service.ground_sheet; empty without an area."""
    visitor(request, service)
    area = service.desk.composing.draft(draft_id).area
    return told(_outlines(area))


@post(
    "/drafts/{draft_id:str}/ground",
    status_code=200,
    request_max_body_size=MOST_BYTES,
    sync_to_thread=True,
)
def looked_at(
    draft_id: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    """What the fields would mean, with its `name` and `km2`, or `refused`; stores nothing."""
    asked = drawn(request, service, draft_id, body)
    scene, area = asked.found.scene, asked.area
    if isinstance(area, Refused):
        return told({**_outlines(None), "refused": refusal(scene.language, area.reason)})
    names = {} if area is None else names_of(asked.source, area, service.gazetteer)
    return told({**_outlines(area), **_about(scene, area, names)})


def _outlines(area: Area | None) -> dict[str, Any]:
    if area is None:
        return {"area": [], "told": []}
    cells = matched(area)
    return {
        "area": outlined(area.geometry),
        "told": [] if cells is None else outlined(cells),
    }


def _about(scene: Scene, area: Area | None, names: dict[str, str]) -> dict[str, Any]:
    if area is None:
        return {}
    return {"name": place_of(scene, names), "km2": round(square_km(area), 2)}


ROUTES = (districts_sheet, streets_sheet, saved_ground, looked_at)
