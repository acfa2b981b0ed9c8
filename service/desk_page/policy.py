"""What may go by itself: the table that holds, changes that wait, what was decided."""

from collections.abc import Iterable, Mapping

import msgspec

from alerts.model import Kind, Strength
from alerts.release import Handling, ReleasePolicy, by_kind
from service.desk.policies import Difference, Policy, Stage, differences
from service.desk.ports import MACHINE
from service.desk_page import controls
from service.desk_page.check_number import Reading, check_number, waiting
from service.desk_page.page import document, section
from service.desk_page.scene import Scene
from service.desk_page.signing import signed
from service.page.markup import Html, element

PATH = "/desk/policy"


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """`approved` None: the built-in table holds. `history`: newest first."""

    policy: ReleasePolicy
    approved: Policy | None
    history: tuple[Policy, ...]
    may_propose: bool


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """One proposal as one person sees it. `holds`: what it would change. `hinders`: why they may
    not approve it; ""."""

    policy: Policy
    holds: ReleasePolicy
    hinders: str
    may_propose: bool
    may_reject: bool


def policies(scene: Scene, standing: Standing, done: str = "") -> bytes:
    open_ = [one for one in standing.history if one.stage in (Stage.DRAFT, Stage.WAITING)]
    decided = [one for one in standing.history if one not in open_]
    return document(
        scene,
        scene.say("policy.title"),
        element("p", scene.say("policy.intro"), class_="next"),
        element("p", _since(scene, standing.approved)),
        _part(scene, "waiting", open_),
        section(scene.say("policy.table"), _table(scene, standing.policy), id="policy-table"),
        _change(scene) if standing.may_propose else Html(""),
        _part(scene, "history", decided),
        done=done,
    )


def one_policy(scene: Scene, case: Case, done: str = "") -> bytes:
    found = case.policy
    lines = differences(case.holds, found.policy)
    is_waiting = found.stage is Stage.WAITING
    shown = lines if found.stage in (Stage.DRAFT, Stage.WAITING) else ()
    return document(
        scene,
        scene.say("policy.one"),
        element("p", scene.say("policy.one.next"), class_="next") if is_waiting else Html(""),
        check_number(scene, _reading(scene, case), found.hash) if is_waiting else Html(""),
        element("p", _by(scene, found)),
        element("p", stage_line(scene, found), class_="note"),
        _what(scene, shown) if shown else Html(""),
        section(scene.say("policy.table"), _table(scene, found.policy), id="policy-table"),
        _take_up(scene, case),
        _close(scene, case),
        _approve(scene, case),
        done=done,
    )


def stage_line(scene: Scene, found: Policy) -> str:
    name = "" if found.decided_by is None else scene.named(found.decided_by)
    when = "" if found.decided_at is None else scene.clock(found.decided_at)
    return scene.say(f"policy.stage.{found.stage}", name=name, when=when, why=found.why)


def _since(scene: Scene, approved: Policy | None) -> str:
    if approved is None or approved.decided_at is None or approved.decided_by is None:
        return scene.say("policy.default")
    return scene.say(
        "policy.since",
        when=scene.clock(approved.decided_at),
        proposer=scene.named(approved.proposed_by),
        approver=scene.named(approved.decided_by),
        reason=approved.reason,
    )


def _table(scene: Scene, policy: ReleasePolicy) -> Html:
    """A row per hazard of which anything is more than shown; its strengths in words."""
    table = by_kind(policy)
    parts = [one for one in policy.rules if one.part]
    rows: list[tuple[str, Mapping[Strength, Handling]]] = [
        (scene.say(f"kind.{kind}"), table[kind])
        for kind in Kind
        if any(one is not Handling.SHOW for one in table[kind].values())
    ]
    for part in dict.fromkeys((one.kind, one.part) for one in parts):
        kind, name = part
        own = {one.strength: one.handling for one in parts if (one.kind, one.part) == part}
        rows.append((scene.say("policy.part", kind=scene.say(f"kind.{kind}"), part=name), own))
    return element("dl", *(cell for name, row in rows for cell in _row(scene, name, row)))


def _row(scene: Scene, name: str, row: Mapping[Strength, Handling]) -> tuple[Html, Html]:
    lines = []
    for handling in (Handling.AUTOMATIC, Handling.APPROVAL, Handling.SHOW):
        found = [scene.say(f"strength.{one}") for one in row if row[one] is handling]
        said = scene.say(f"handling.{handling}")
        if found:
            lines.append(element("li", f"{said}: {scene.say('policy.and').join(found)}"))
    return element("dt", name), element("dd", element("ul", *lines))


def _part(scene: Scene, name: str, found: Iterable[Policy]) -> Html:
    items = [_item(scene, one) for one in found]
    none = element("p", scene.say(f"policy.{name}.none"), class_="note")
    body = element("ul", *items, class_="items") if items else none
    return section(scene.say(f"policy.{name}"), body, id=f"policy-{name}")


def _item(scene: Scene, found: Policy) -> Html:
    link, title = scene.say("policy.open"), _by(scene, found)
    href = f"{PATH}/{found.id}"
    way = element("a", link, href=href, class_="button", aria_label=f"{link}: {title}")
    return element(
        "li",
        element("h3", title),
        element("p", stage_line(scene, found), class_="note"),
        element("p", way),
    )


def _by(scene: Scene, found: Policy) -> str:
    is_machine = found.proposed_by == MACHINE
    name = scene.say("policy.by_command") if is_machine else scene.named(found.proposed_by)
    return scene.say(
        "policy.by", name=name, when=scene.clock(found.proposed_at), reason=found.reason
    )


def _change(scene: Scene) -> Html:
    kinds = [(one.value, scene.say(f"kind.{one}")) for one in Kind]
    strengths = [(one.value, scene.say(f"strength.{one}")) for one in Strength]
    handlings = [(one.value, scene.say(f"handling.{one}")) for one in Handling]
    form = controls.post(
        scene,
        PATH,
        controls.choice("kind", scene.say("policy.kind"), kinds, Kind.TSUNAMI),
        controls.choice("strength", scene.say("policy.strength"), strengths),
        controls.field("part", scene.say("policy.only")),
        controls.choice("handling", scene.say("policy.handling"), handlings),
        controls.area("reason", scene.say("policy.reason")),
        controls.button(f"{scene.mark()}{scene.say('policy.propose')}"),
    )
    following = element("p", scene.say("policy.change.next"), class_="note")
    return section(scene.say("policy.change"), following, form, id="policy-change")


def _what(scene: Scene, lines: tuple[Difference, ...]) -> Html:
    items = [element("li", _line(scene, one)) for one in lines]
    off = any(one.before is Handling.AUTOMATIC for one in lines)
    warned = element("p", scene.say("policy.off"), class_="refused") if off else Html("")
    return section(
        scene.say("policy.what"), element("ul", *items, class_="big"), warned, id="policy-what"
    )


def _line(scene: Scene, one: Difference) -> str:
    kind = scene.say(f"kind.{one.kind}")
    return scene.say(
        "policy.line",
        what=scene.say("policy.part", kind=kind, part=one.part) if one.part else kind,
        strength=scene.say(f"strength.{one.strength}"),
        before=scene.say(f"handling.{one.before}"),
        after=scene.say(f"handling.{one.after}"),
    )


def _reading(scene: Scene, case: Case) -> Reading:
    return waiting(scene, case.policy.proposed_by, case.hinders)


def _take_up(scene: Scene, case: Case) -> Html:
    if case.policy.stage is not Stage.DRAFT or not case.may_propose:
        return Html("")
    return controls.post(
        scene,
        f"{PATH}/{case.policy.id}/proposal",
        controls.area("reason", scene.say("policy.reason")),
        controls.button(f"{scene.mark()}{scene.say('policy.take_up')}"),
    )


def _close(scene: Scene, case: Case) -> Html:
    found = case.policy
    if found.stage not in (Stage.DRAFT, Stage.WAITING):
        return Html("")
    if found.proposed_by == scene.number:
        words = controls.button(scene.say("policy.drop"), class_="plain")
        return controls.post(scene, f"{PATH}/{found.id}/drop", words)
    if not case.may_reject:
        return Html("")
    form = controls.post(
        scene,
        f"{PATH}/{found.id}/reject",
        controls.area("reason", scene.say("policy.reason")),
        controls.button(scene.say("policy.reject.do"), class_="plain"),
        id="reject",
    )
    return element("details", element("summary", scene.say("policy.reject")), form)


def _approve(scene: Scene, case: Case) -> Html:
    if case.policy.stage is not Stage.WAITING:
        return Html("")
    if case.hinders:
        return element("p", case.hinders, class_="note")
    return signed(scene, f"{PATH}/{case.policy.id}", scene.say("policy.approve"))
