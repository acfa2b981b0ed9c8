"""Proposing roles, in two steps that need no script: which roles, then the limits of each."""

from collections.abc import Mapping, Sequence

import msgspec

from alerts.languages import LANGUAGES
from alerts.model import Kind
from geo.gazetteer_file import Entry
from service.desk.ports import Role, Staff
from service.desk_page import controls
from service.desk_page.districts import named
from service.desk_page.grants import NameArea, shown_grants
from service.desk_page.page import document, section
from service.desk_page.scene import Scene
from service.desk_page.staff import HERE
from service.page.markup import Html, element


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What is proposed. `person` None: somebody new. `typed`: every field of a form that was
    refused, with all its values."""

    person: Staff | None
    roles: Sequence[Role]
    districts: tuple[Entry, ...]
    name_area: NameArea
    typed: Mapping[str, tuple[str, ...]] = {}

    def one(self, name: str, otherwise: str = "") -> str:
        return self.typed.get(name, (otherwise,))[0]

    def ticked(self, name: str) -> frozenset[str]:
        return frozenset(self.typed.get(name, ()))


def proposing(scene: Scene, asked: Asked, error: str = "") -> bytes:
    person = asked.person
    title = (
        scene.say("propose.title.new")
        if person is None
        else scene.say("propose.title.change", name=person.name)
    )
    now = [] if person is None or not person.active else [_now(scene, person, asked.name_area)]
    form = _limits(scene, asked) if asked.roles else _roles(scene, asked)
    return document(scene, title, *now, form, error=error)


def _now(scene: Scene, person: Staff, name_area: NameArea) -> Html:
    said = element("p", scene.say("propose.now"))
    return element("div", said, shown_grants(scene, person.grants, name_area), class_="done")


def _whose(asked: Asked) -> Html:
    number = "" if asked.person is None else asked.person.number
    return element("input", type="hidden", name="staff", value=number)


def _roles(scene: Scene, asked: Asked) -> Html:
    """A form that only asks for the next page."""
    options = [(role.value, scene.say(f"role.{role.value}")) for role in Role]
    held = frozenset[str]()
    if asked.person is not None:
        held = frozenset(grant.role.value for grant in asked.person.grants)
    return element(
        "form",
        _whose(asked),
        controls.checkboxes("role", scene.say("propose.roles"), options, held),
        element("p", scene.say("propose.roles.next")),
        controls.button(scene.say("propose.go_on")),
        method="get",
        action=f"{HERE}/proposal",
    )


def _limits(scene: Scene, asked: Asked) -> Html:
    label = scene.say("propose.name")
    name = controls.field("name", label, asked.one("name"), required="required", maxlength="80")
    whose = "" if asked.person is None else f"?staff={asked.person.number}"
    back = element("a", scene.say("propose.again"), href=f"{HERE}/proposal{whose}")
    return controls.post(
        scene,
        f"{HERE}/proposals",
        _whose(asked),
        *([name] if asked.person is None else []),
        *(_of_role(scene, asked, role) for role in asked.roles),
        controls.button(scene.say("propose.do")),
        element("p", back),
    )


def _of_role(scene: Scene, asked: Asked, role: Role) -> Html:
    own = role.value
    return section(
        scene.say("propose.role", role=scene.say(f"role.{own}")),
        element("input", type="hidden", name="role", value=own),
        *_where(scene, asked, own),
        *_what(scene, asked, own),
        *(_languages(scene, asked, own) if role is Role.TRANSLATOR else ()),
        _clock(asked, f"{own}-from", scene.say("propose.from")),
        _clock(asked, f"{own}-until", scene.say("propose.until")),
        id=f"role-{own}",
    )


def _languages(scene: Scene, asked: Asked, own: str) -> tuple[Html, ...]:
    """What a translator writes and reviews."""
    ways = [(one, scene.say(f"propose.tongues.{one}")) for one in ("all", "some")]
    names = [(one.id, one.name) for one in LANGUAGES.values()]
    tongues, language = f"{own}-tongues", f"{own}-language"
    ticked = asked.ticked(language)
    return (
        controls.radios(tongues, scene.say("propose.tongues"), ways, asked.one(tongues, "all")),
        controls.checkboxes(language, scene.say("propose.languages"), names, ticked),
    )


def _clock(asked: Asked, name: str, label: str) -> Html:
    return controls.field(name, label, asked.one(name), type="datetime-local")


def _where(scene: Scene, asked: Asked, own: str) -> tuple[Html, ...]:
    if not asked.districts:
        return (element("p", scene.say("propose.no_districts"), class_="note"),)
    ways = [(one, scene.say(f"propose.where.{one}")) for one in ("town", "districts")]
    options = [(one.key, named(one.names, scene.language)) for one in asked.districts]
    where, district = f"{own}-where", f"{own}-district"
    return (
        controls.radios(where, scene.say("propose.where"), ways, asked.one(where, "town")),
        controls.checkboxes(
            district, scene.say("propose.districts"), options, asked.ticked(district)
        ),
    )


def _what(scene: Scene, asked: Asked, own: str) -> tuple[Html, ...]:
    ways = [(one, scene.say(f"propose.what.{one}")) for one in ("all", "some")]
    kinds = [(one.value, scene.say(f"kind.{one.value}")) for one in Kind]
    what, kind = f"{own}-what", f"{own}-kind"
    return (
        controls.radios(what, scene.say("propose.what"), ways, asked.one(what, "all")),
        controls.checkboxes(kind, scene.say("propose.kinds"), kinds, asked.ticked(kind)),
    )
