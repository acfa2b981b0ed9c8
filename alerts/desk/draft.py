"""Draft: what somebody at the desk is about to say, before anybody else has seen it.

A mayor's order, its lifting, or a notice. The agency's warnings cannot be written down here at
all: there is no field for a level, a tsunami class or an authority (DOMAIN section 1).
Times are aware UTC. Every save is a new version; the mode of a draft never changes.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

import msgspec

from alerts.desk.area_names import is_same_place, names_of
from alerts.desk.area_source import AreaSource, Pasted, area_of
from alerts.languages import FIRST
from alerts.model import Alert, Announcement, Authority, Kind, Mode, Order, Revision, Strength
from geo.area import Area, Refused
from geo.names_as_text import name_as_text
from geo.places import Gazetteer


class What(StrEnum):
    ORDER = "order"
    LIFTING = "lifting"  # 解除: the all-clear of an order or notice
    NOTICE = "notice"


class Beginning(StrEnum):
    """What a draft was made from."""

    EMPTY = "empty"
    TEMPLATE = "template"
    REPORT = "report"
    ALERT = "alert"


class FreeText(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the desk's own in one language of ours, shown as such beside the fixed sentences."""

    language: str
    text: str


class Remark(msgspec.Struct, frozen=True, kw_only=True):
    """Something to know of what a draft was made from; `id` names the sentence, `slots` fill it."""

    id: str
    slots: dict[str, str] = {}


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One version of a draft. `author` is the staff number of whoever saved this version.

    `alert_id` names the live alert that it changes or lifts; "" begins a new one. `order` is None
    unless `what` is an order; `strength` is ready or know for a notice, else None. `area` is what
    `source` meant when it was saved. `expires` is a notice's, `review` an order's. `announces`: at
    most `alerts.announcing.MOST_ANNOUNCEMENTS`. `remarks`: what was read and what was left out when
    it was begun.
    """

    id: str
    version: int
    author: int
    mode: Mode
    what: What
    kind: Kind
    saved: datetime
    beginning: Beginning = Beginning.EMPTY
    begun_from: str = ""
    alert_id: str = ""
    order: Order | None = None
    strength: Strength | None = None
    source: AreaSource | None = None
    area: Area | None = None
    place_names: dict[str, str] = {}
    issuer: str = ""
    texts: tuple[FreeText, ...] = ()
    onset: datetime | None = None
    expires: datetime | None = None
    review: datetime | None = None
    walks: bool = False
    announces: tuple[Announcement, ...] = ()
    remarks: tuple[Remark, ...] = ()


class Begun(msgspec.Struct, frozen=True, kw_only=True):
    """Who begins a draft, where and when: what no source of a draft can say."""

    id: str
    author: int
    mode: Mode
    issuer: str
    now: datetime


def empty(begun: Begun, what: What, kind: Kind) -> Draft:
    """Nothing chosen yet: every check that something is missing fires."""
    return Draft(
        id=begun.id,
        version=1,
        author=begun.author,
        mode=begun.mode,
        what=what,
        kind=kind,
        saved=begun.now,
        issuer=begun.issuer,
        strength=Strength.READY if what is What.NOTICE else None,
    )


def from_template(begun: Begun, template: Draft, name: str) -> Draft:
    """Everything of the template but who, when and in which mode."""
    return msgspec.structs.replace(
        template,
        id=begun.id,
        version=1,
        author=begun.author,
        mode=begun.mode,
        saved=begun.now,
        issuer=template.issuer or begun.issuer,
        beginning=Beginning.TEMPLATE,
        begun_from=name,
        alert_id="",
        onset=None,
        remarks=(),
    )


def from_alert(begun: Begun, alert: Alert, *, changes: bool, what: What | None = None) -> Draft:
    """The same once more (`changes`: its next revision, with its times).

    An agency's warning becomes a notice, or the order that somebody chose to give (`what`): its
    words stay the agency's, and no order is derived from its level (DOMAIN section 1).
    """
    last = alert.latest
    was_order = last.order is not None and last.authority is Authority.MAYOR
    is_order = was_order if what is None or changes else what is What.ORDER
    draft = empty(begun, What.ORDER if is_order else What.NOTICE, last.kind)
    is_ours = last.authority is Authority.MAYOR
    return msgspec.structs.replace(
        draft,
        beginning=Beginning.ALERT,
        begun_from=alert.id,
        alert_id=alert.id if changes else "",
        order=last.order if is_order and was_order else None,
        strength=None if is_order else _of_a_notice(last.strength),
        source=as_drawn(last.area),
        area=last.area,
        place_names=last.place_names,
        texts=_own_words(last) if is_ours else (),
        onset=last.onset if changes else None,
        expires=last.expires if changes and not is_order else None,
        review=last.review if changes and is_order else None,
        walks=last.walks,
        announces=last.announces if changes else (),
        remarks=() if is_ours else (Remark(id="alert.agency", slots={"issuer": last.issuer}),),
    )


def _own_words(revision: Revision) -> tuple[FreeText, ...]:
    """What the desk itself had written, in the languages in which it writes."""
    return tuple(
        FreeText(language=one.language, text=one.description)
        for one in revision.texts
        if one.language in FIRST and one.description
    )


def lifting(begun: Begun, alert: Alert) -> Draft:
    """The all-clear of one alert, over the ground that it last had."""
    again = from_alert(begun, alert, changes=True)
    return msgspec.structs.replace(again, what=What.LIFTING, texts=(), onset=None, announces=())


def placed(draft: Draft, source: AreaSource, gazetteer: Gazetteer) -> Draft | Refused:
    """The draft with this ground and its names; refused, loudly, for what is no valid area."""
    area = area_of(source, gazetteer)
    if isinstance(area, Refused):
        return area
    names = names_of(source, area, gazetteer)
    return msgspec.structs.replace(draft, source=source, area=area, place_names=names)


def named(draft: Draft, typed: Mapping[str, str], before: Draft, gazetteer: Gazetteer) -> Draft:
    """With the names that somebody typed, by language; "" takes the area's own name.

    A name that `before` had too was typed for its ground: over other ground it is dropped. In
    languages that nobody was asked for, names stay as long as the ground does.
    """
    if draft.area is None:
        return draft
    own = names_of(draft.source, draft.area, gazetteer)
    is_kept = before.area is not None and draft.area == before.area
    others = {
        language: name
        for language, name in before.place_names.items()
        if is_kept and language not in typed
    }
    moved = before.area is None or not is_same_place(draft.area, before.area)
    given = {language: name_as_text(name) for language, name in typed.items()}
    kept = {
        language: name
        for language, name in given.items()
        if name and not (moved and name == before.place_names.get(language))
    }
    return msgspec.structs.replace(draft, place_names={**own, **others, **kept})


def as_drawn(area: Area) -> AreaSource:
    """A source that means exactly this area, whatever is imported later."""
    return Pasted(text=msgspec.json.encode(area.geojson()).decode())


def _of_a_notice(strength: Strength) -> Strength:
    return Strength.KNOW if strength is Strength.KNOW else Strength.READY
