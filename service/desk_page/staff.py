"""Who is at the desk, what waits for admins, and what an admin can do about somebody."""

from datetime import datetime, timedelta

import msgspec

from service.desk.accounts import after_proposal, needed
from service.desk.ports import MACHINE, Invitation, Proposal, Session, Staff
from service.desk_page import controls
from service.desk_page.entering import again
from service.desk_page.grants import NameArea, shown_grants
from service.desk_page.page import document, section
from service.desk_page.scene import Scene
from service.page.markup import Html, element

HERE = "/desk/staff"
_AT_ONCE = timedelta(0)


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """One person. `sessions`: those that are alive; `seen`: their last use of any passkey or
    session."""

    staff: Staff
    sessions: tuple[Session, ...] = ()
    seen: datetime | None = None
    passkeys: int = 0
    has_totp: bool = False
    codes_left: int = 0
    invitation: Invitation | None = None


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """`cannot`: why whoever looks may not endorse it, in English; "" if they may."""

    proposal: Proposal
    cannot: str = ""


class People(msgspec.Struct, frozen=True, kw_only=True):
    """`few`: as few admins are left as have to stay. `link`: one that was made just now."""

    members: tuple[Member, ...]
    waiting: tuple[Waiting, ...]
    name_area: NameArea
    few: bool = False
    link: str = ""


def staff_page(scene: Scene, people: People, *, done: str = "", error: str = "") -> bytes:
    fresh = scene.stay is not None and scene.stay.fresh
    proposals = [_waiting(scene, one, people, fresh) for one in people.waiting]
    members = [_member(scene, one, people, fresh) for one in people.members]
    none = element("p", scene.say("staff.waiting.none"), class_="note")
    new = element("a", scene.say("staff.new"), href=f"{HERE}/proposal", class_="button")
    return document(
        scene,
        scene.say("staff.title"),
        *([_given(scene, people.link)] if people.link else []),
        element("p", scene.say("staff.next")),
        *([element("p", scene.say("staff.few"), class_="refused")] if people.few else []),
        element("p", new) if fresh else again(scene, HERE),
        section(
            scene.say("staff.waiting"),
            element("ul", *proposals, class_="items") if proposals else none,
            id="staff-waiting",
        ),
        section(
            scene.say("staff.people"), element("ul", *members, class_="items"), id="staff-people"
        ),
        done=done,
        error=error,
    )


def _given(scene: Scene, link: str) -> Html:
    said = element("p", scene.say("staff.link"))
    return section(
        scene.say("staff.link.title"), said, element("code", link, class_="link"), id="staff-link"
    )


def _waiting(scene: Scene, waiting: Waiting, people: People, fresh: bool) -> Html:
    one = waiting.proposal
    kind = "new" if one.staff is None else "link" if one.invites else "change"
    by = scene.say("audit.machine") if one.proposed_by == MACHINE else scene.named(one.proposed_by)
    endorsed = ", ".join(map(scene.named, one.endorsed_by))
    said = [
        scene.say("staff.by", name=by, when=scene.clock(one.proposed_at)),
        *([scene.say("staff.endorsed", names=endorsed)] if endorsed else []),
        scene.say("staff.missing", count=str(needed(one) - len(one.endorsed_by))),
        scene.say("staff.then.at_once" if after_proposal(one) == _AT_ONCE else "staff.then"),
        *([scene.say("staff.then.link", name=one.name)] if kind == "link" else []),
    ]
    return element(
        "li",
        element("h3", scene.say(f"staff.waiting.{kind}", name=one.name)),
        shown_grants(scene, one.grants, people.name_area),
        *(element("p", line) for line in said),
        *(_decide(scene, waiting) if fresh else ()),
    )


def _decide(scene: Scene, waiting: Waiting) -> tuple[Html, ...]:
    one = waiting.proposal
    token = element("input", type="hidden", name="proposal", value=one.id)
    if waiting.cannot:
        endorse = element("p", scene.refusal(waiting.cannot), class_="note")
    else:
        words = scene.say("staff.endorse", name=one.name)
        endorse = controls.post(scene, f"{HERE}/endorsement", token, controls.button(words))
    drop = controls.button(scene.say("staff.drop"), class_="button")
    return endorse, controls.post(scene, f"{HERE}/drop", token, drop)


def _member(scene: Scene, one: Member, people: People, fresh: bool) -> Html:
    person = one.staff
    title = element("h3", f"{person.number} · {person.name}")
    if not person.active:
        acts = [element("p", _change(scene, person))] if fresh else []
        return element("li", title, element("p", scene.say("staff.disabled")), *acts)
    return element(
        "li",
        title,
        shown_grants(scene, person.grants, people.name_area),
        *(element("p", line, class_="note") for line in _facts(scene, one)),
        *([_acts(scene, one)] if fresh else []),
    )


def _facts(scene: Scene, one: Member) -> list[str]:
    person, said = one.staff, []
    if person.may_approve_from is not None and person.may_approve_from > scene.now:
        said.append(scene.say("staff.approves", when=scene.clock(person.may_approve_from)))
    if one.sessions:
        latest = max(one.sessions, key=lambda session: session.used)
        strength = scene.say(f"account.by.{latest.strength}")
        said.append(scene.say("staff.in", strength=strength, used=scene.clock(latest.used)))
    else:
        seen = scene.say("staff.never")
        if one.seen is not None:
            seen = scene.say("staff.last", when=scene.clock(one.seen))
        said.append(f"{scene.say('staff.out')} {seen}")
    totp = scene.say("staff.yes" if one.has_totp else "staff.no")
    said.append(
        scene.say("staff.ways", passkeys=str(one.passkeys), totp=totp, codes=str(one.codes_left))
    )
    if one.invitation is not None:
        open_still = one.invitation.expires > scene.now
        id = "staff.link.open" if open_still else "staff.link.over"
        said.append(scene.say(id, when=scene.clock(one.invitation.expires)))
    return said


def _acts(scene: Scene, one: Member) -> Html:
    name = one.staff.name
    renew = "staff.renew.at_once" if one.invitation is not None else "staff.renew.grave"
    lost = scene.say(f"staff.lost.{'next' if one.codes_left else 'no_codes'}", name=name)
    return element(
        "details",
        element("summary", scene.say("staff.act", name=name)),
        element("p", _change(scene, one.staff)),
        _act(scene, one, "renewal", scene.say("staff.renew"), scene.say(renew)),
        _act(scene, one, "loss", scene.say("staff.lost", name=name), lost),
        _act(
            scene,
            one,
            "disabling",
            scene.say("staff.disable", name=name),
            scene.say("staff.disable.next"),
        ),
    )


def _change(scene: Scene, person: Staff) -> Html:
    href = f"{HERE}/proposal?staff={person.number}"
    label = f"{scene.say('staff.change')}: {person.name}"
    return element("a", scene.say("staff.change"), href=href, class_="button", aria_label=label)


def _act(scene: Scene, one: Member, path: str, words: str, following: str) -> Html:
    """What it does is said before its button."""
    token = element("input", type="hidden", name="staff", value=one.staff.number)
    button = controls.button(words, class_="button")
    return controls.post(scene, f"{HERE}/{path}", token, element("p", following), button)
