"""Who is at the desk, and whom admins are asked to let in."""

from collections.abc import Iterable
from datetime import datetime

from service.desk.accounts import needed
from service.desk.ports import Grant, Proposal, Staff
from service.desk.roles import holds
from service.desk_page import controls
from service.desk_page.page import document, section
from service.desk_page.scene import Scene
from service.page.markup import Html, element


def staff_page(
    scene: Scene, everyone: Iterable[Staff], waiting: Iterable[Proposal], link: str = ""
) -> bytes:
    """`link`: an invitation that was just made; it is shown this once."""
    proposals = [_proposal(scene, one) for one in waiting]
    people = [_person(scene, one) for one in everyone]
    none = element("p", scene.say("staff.waiting.none"), class_="note")
    given = [_given(scene, link)] if link else []
    return document(
        scene,
        scene.say("staff.title"),
        *given,
        section(
            scene.say("staff.waiting"),
            element("ul", *proposals, class_="items") if proposals else none,
            id="staff-waiting",
        ),
        section(
            scene.say("staff.people"), element("ul", *people, class_="items"), id="staff-people"
        ),
    )


def _given(scene: Scene, link: str) -> Html:
    said = element("p", scene.say("staff.link"))
    return section(scene.say("staff.link.title"), said, element("code", link), id="staff-link")


def _proposal(scene: Scene, one: Proposal) -> Html:
    missing = needed(one) - len(one.endorsed_by)
    token = element("input", type="hidden", name="proposal", value=one.id)
    words = scene.say("staff.endorse", name=one.name)
    return element(
        "li",
        element("h3", one.name),
        element("p", _roles(scene, one.grants)),
        element("p", scene.say("staff.missing", count=str(missing))),
        controls.post(scene, "/desk/staff/endorsement", token, controls.button(words)),
    )


def _person(scene: Scene, one: Staff) -> Html:
    roles = _roles(scene, _held(one.grants, scene.now)) or scene.say("staff.no_role")
    state = roles if one.active else scene.say("staff.disabled")
    return element("li", element("h3", f"{one.number} · {one.name}"), element("p", state))


def _held(grants: tuple[Grant, ...], now: datetime) -> tuple[Grant, ...]:
    return tuple(one for one in grants if holds(one, now))


def _roles(scene: Scene, grants: tuple[Grant, ...]) -> str:
    names = dict.fromkeys(scene.say(f"role.{one.role.value}") for one in grants)
    return " · ".join(names)
