"""The area of a draft's form while somebody draws it; nothing of it is stored."""

import msgspec

from alerts.desk.area_source import AreaSource, area_of
from geo.area import Area, Refused
from service.desk.acting import DeskRefused, allow
from service.desk.roles import Act
from service.web.answers import Asked
from service.web.desk.area_form import source_of
from service.web.desk.asking import Form, Visitor, acting
from service.wiring import Service


class Drawn(msgspec.Struct, frozen=True):
    """What the fields mean to whoever may write this draft, `source` of it as it would be saved."""

    found: Visitor
    source: AreaSource | None
    area: Area | Refused | None


def drawn(request: Asked, service: Service, draft_id: str, body: bytes) -> Drawn:
    form = Form(body)
    found = acting(request, service, form.one("csrf"))
    draft = service.desk.composing.draft(draft_id)
    allow(found.who, Act.COMPOSE, draft.kind, None, found.now)
    try:
        source = source_of(form, service.gazetteer)
    except DeskRefused as error:
        return Drawn(found, draft.source, Refused(str(error)))
    if source is None:
        return Drawn(found, draft.source, draft.area)
    return Drawn(found, source, area_of(source, service.gazetteer))
