"""Roles as people read them: what for, where, which hazards, since when, until when."""

from collections.abc import Callable, Iterable

from alerts.languages import LANGUAGES
from geo.area import Area
from service.desk.ports import Grant
from service.desk.roles import holds
from service.desk_page.scene import Scene
from service.page.markup import Html, element

NameArea = Callable[[Area], str]
"""What an area is called in the page's language; "" for one that nobody has named."""


def shown_grants(scene: Scene, grants: Iterable[Grant], name_area: NameArea) -> Html:
    """One line each; those that are over are left out."""
    lines = [
        element("li", one_grant(scene, grant, name_area))
        for grant in grants
        if grant.ends is None or grant.ends > scene.now
    ]
    none = element("p", scene.say("staff.no_role"))
    return element("ul", *lines, class_="grants") if lines else none


def one_grant(scene: Scene, grant: Grant, name_area: NameArea) -> Html:
    role = element("strong", scene.say(f"role.{grant.role.value}"))
    return element("span", role, f" · {' · '.join(_limits(scene, grant, name_area))}")


def _limits(scene: Scene, grant: Grant, name_area: NameArea) -> list[str]:
    where = scene.say("grant.everywhere")
    if grant.area is not None:
        where = name_area(grant.area) or scene.say("grant.drawn")
    said = [where]
    if grant.kinds is None:
        said.append(scene.say("grant.every_kind"))
    else:
        said.append(", ".join(scene.say(f"kind.{one.value}") for one in sorted(grant.kinds)))
    if grant.languages is not None:
        named = (LANGUAGES[one].name for one in LANGUAGES if one in grant.languages)
        said.append(", ".join(named))
    if not holds(grant, scene.now):
        said.append(scene.say("grant.begins", when=scene.clock(grant.begins)))
    if grant.ends is not None:
        said.append(scene.say("grant.ends", when=scene.clock(grant.ends)))
    return said
