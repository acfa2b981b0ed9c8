"""Agencies' warnings that wait for one approver; and those of which nobody knows for where."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from alerts.model import Alert, Kind, Relation
from alerts.release import Release
from service.desk.warning_room import Waiting
from service.desk_page import controls
from service.desk_page.check_number import Reading, check_number
from service.desk_page.listing import about_revision, phones_in_words
from service.desk_page.page import document, facts, section
from service.desk_page.phones import everything
from service.desk_page.scene import Scene
from service.desk_page.signing import signed
from service.page.markup import Html, element

PATH = "/desk/warnings"


class Case(msgspec.Struct, frozen=True, eq=False, kw_only=True):
    """One that waits, as one person sees it. `hinders`: why they may not decide it; "".
    `reach`: how many phones. `unchecked`: languages with machine drafts."""

    waiting: Waiting
    drawing: Html
    reach: int
    hinders: str = ""
    unchecked: frozenset[str] = frozenset()


class Unmatched(msgspec.Struct, frozen=True, kw_only=True):
    """`lines`: when one came, and what is not known of its ground (English). `may_begin`: whether
    this person may begin a draft; `has_town`: whether the town's ground is known."""

    lines: tuple[tuple[datetime, str], ...] = ()
    may_begin: bool = False
    has_town: bool = False


def warnings(
    scene: Scene,
    waiting: Iterable[tuple[Alert, Release | None]],
    unmatched: Unmatched,
    done: str = "",
) -> bytes:
    items = [waiting_item(scene, alert, release) for alert, release in waiting]
    none = element("p", scene.say("warnings.none"), class_="note")
    return document(
        scene,
        scene.say("warnings.title"),
        element("p", scene.say("warnings.intro"), class_="next"),
        element("ul", *items, class_="items") if items else none,
        _unmatched(scene, unmatched) if unmatched.lines else Html(""),
        done=done,
    )


def one_warning(scene: Scene, case: Case) -> bytes:
    found, latest = case.waiting, case.waiting.alert.latest
    editions = found.issue.editions
    return document(
        scene,
        scene.say("warning.title"),
        element("p", scene.say("warning.next"), class_="next"),
        element("p", about_revision(scene, latest), class_="big"),
        check_number(scene, Reading.OTHER if case.hinders else Reading.ALONE, found.hash),
        element("div", _facts(scene, case), case.drawing, class_="ground"),
        _why(scene, found.release),
        section(
            scene.say("preview.title"),
            everything(scene, editions, Relation.NEW, case.unchecked),
            id="warning-phones",
        ),
        _decide(scene, case),
        mode=latest.mode,
    )


def waiting_item(scene: Scene, alert: Alert, release: Release | None) -> Html:
    """One that waits, in a list of them."""
    latest = alert.latest
    title, link = about_revision(scene, latest), scene.say("warnings.open")
    line = scene.say(
        "warnings.line",
        issuer=latest.issuer,
        when=scene.clock(latest.issued),
        feed="" if release is None else release.feed,
        until=scene.clock(latest.valid_until),
    )
    way = element(
        "a", link, href=f"{PATH}/{alert.id}", class_="button", aria_label=f"{link}: {title}"
    )
    return element(
        "li",
        element("h3", f"{scene.mark(latest.mode)}{title}"),
        element("p", scene.say(f"strength.{latest.strength}")),
        element("p", line, class_="note"),
        element("p", way),
    )


def _facts(scene: Scene, case: Case) -> Html:
    latest, release = case.waiting.alert.latest, case.waiting.release
    return facts(
        [
            (scene.say("warning.issuer"), latest.issuer),
            (scene.say("warning.strength"), scene.say(f"strength.{latest.strength}")),
            (scene.say("warning.sent"), scene.clock(latest.sent)),
            (scene.say("warning.came"), scene.clock(release.at)),
            (scene.say("warning.feed"), release.feed),
            (scene.say("warning.until"), scene.clock(latest.valid_until)),
            (scene.say("warning.reach"), phones_in_words(scene, case.reach)),
        ]
    )


def _why(scene: Scene, release: Release) -> Html:
    lines = [element("li", scene.refusal(one)) for one in release.reasons]
    return section(scene.say("warning.why"), element("ul", *lines), id="warning-why")


def _decide(scene: Scene, case: Case) -> Html:
    latest = case.waiting.alert.latest
    if case.hinders:
        return element("p", case.hinders, class_="note")
    path = f"{PATH}/{latest.alert_id}"
    form = controls.post(
        scene,
        f"{path}/decline",
        element("input", type="hidden", name="number", value=latest.number),
        controls.area("why", scene.say("warning.decline.why")),
        element("p", scene.say("warning.decline.next"), class_="note"),
        controls.button(f"{scene.mark(latest.mode)}{scene.say('warning.decline.do')}"),
        id="decline",
    )
    folded = element("details", element("summary", scene.say("warning.decline")), form)
    return element("div", folded, signed(scene, path, scene.say("warning.push"), latest.mode))


def _unmatched(scene: Scene, unmatched: Unmatched) -> Html:
    lines = [
        element(
            "li",
            scene.say("warnings.unmatched.line", when=scene.clock(at), reason=reason),
        )
        for at, reason in unmatched.lines
    ]
    return section(
        scene.say("warnings.unmatched"),
        element("ul", *lines),
        element("p", scene.say("warnings.unmatched.next"), class_="next"),
        _whole_town(scene, unmatched),
        id="warnings-unmatched",
    )


def _whole_town(scene: Scene, unmatched: Unmatched) -> Html:
    if not unmatched.may_begin:
        return Html("")
    if not unmatched.has_town:
        return element("p", scene.say("warnings.unmatched.no_town"), class_="note")
    kinds = [(one.value, scene.say(f"kind.{one}")) for one in Kind]
    return controls.post(
        scene,
        f"{PATH}/town",
        controls.choice("kind", scene.say("warnings.unmatched.kind"), kinds, Kind.TSUNAMI),
        controls.button(f"{scene.mark()}{scene.say('warnings.unmatched.draft')}"),
    )
