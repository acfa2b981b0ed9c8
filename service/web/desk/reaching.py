"""/desk/drafts/…/reach: whom the area of a form would reach, while it is being drawn."""

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import FromPath, RawBody

from geo.area import Area, Refused
from service.desk_page.reaching import Paused, Reached, reach_parts, refused_parts
from service.desk_page.refusing import refusal_of
from service.errors import TooMany
from service.page.markup import join
from service.web.answers import Asked
from service.web.desk.asking import Visitor
from service.web.desk.drawing import drawn
from service.web.desk.replying import page
from service.wiring import Service

# A pasted area may be large.
MOST_BYTES = 6_000_000


def reach_of(found: Visitor, service: Service, area: Area | None) -> Reached:
    """For a page, which is never refused because somebody has drawn for long."""
    if area is None:
        return None
    try:
        return service.desk.reaching.reach(found.who.number, area, found.now)
    except TooMany as error:
        return Paused(refusal_of(found.scene.language, error))


@post(
    "/drafts/{draft_id:str}/reach",
    status_code=200,
    request_max_body_size=MOST_BYTES,
    sync_to_thread=True,
)
def reach(
    draft_id: FromPath[str], request: Asked, body: RawBody, service: NamedDependency[Service]
) -> Response[bytes]:
    """The part of the draft's page that says whom it reaches, by its form; saves nothing."""
    asked = drawn(request, service, draft_id, body)
    if isinstance(asked.area, Refused):
        return page(refused_parts(asked.found.scene, asked.area.reason).encode())
    reached = reach_of(asked.found, service, asked.area)
    unchecked = service.desk.means.unchecked
    return page(join(*reach_parts(asked.found.scene, reached, unchecked)).encode())


ROUTES = (reach,)
