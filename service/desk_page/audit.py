"""The log, newest first: whether it is as it was written, and what each entry says."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

import msgspec

from service.desk.log_state import ChainState, HeadState
from service.desk.ports import MACHINE, AuditRow, Sought
from service.desk_page import controls
from service.desk_page.page import document, section
from service.desk_page.scene import Scene
from service.desk_page.words import LANGUAGES
from service.page.markup import Html, element

HERE = "/desk/audit"
_ACT = "act."


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """What was sought, and what was found. `more`: whether earlier rows fit, too. `newest`: the
    number of the log's last entry."""

    sought: Sought
    rows: tuple[AuditRow, ...]
    more: bool
    newest: int
    chain: ChainState
    head: HeadState


def audit(scene: Scene, looked: Looked) -> bytes:
    return document(
        scene,
        scene.say("audit.title"),
        element("p", scene.say("audit.next")),
        element("div", _chain(scene, looked), _head(scene, looked.head), class_="columns"),
        _find(scene, looked.sought),
        _entries(scene, looked),
    )


def sentence(scene: Scene, row: AuditRow) -> str:
    """What an entry says; the bare name of an act that has no sentence."""
    id = f"{_ACT}{row.act}"
    if id not in LANGUAGES[scene.language]:
        return f"{actor_of(scene, row.actor)}: {row.act} {row.subject}".rstrip()
    told = {key: str(value) for key, value in _body(row).items() if isinstance(value, str | int)}
    words = LANGUAGES[scene.language][id]
    slots = {**told, "actor": actor_of(scene, row.actor), "about": _about(scene, row.subject)}
    if "strength" in slots:
        slots["strength"] = scene.say(f"account.by.{slots['strength']}")
    return words.format_map(_Dashes(slots))


def actor_of(scene: Scene, number: int) -> str:
    return scene.say("audit.machine.actor") if number == MACHINE else scene.named(number)


class _Dashes(dict[str, str]):
    def __missing__(self, _slot: str) -> str:
        return "–"


def _body(row: AuditRow) -> Mapping[str, Any]:
    told = msgspec.json.decode(row.body)
    return told if isinstance(told, dict) else {}


def _about(scene: Scene, subject: str) -> str:
    kind, _, id = subject.partition(":")
    if kind == "staff" and id.isdecimal():
        return scene.named(int(id))
    named = f"about.{kind}"
    return scene.say(named, id=id[:8]) if named in LANGUAGES[scene.language] else subject


def _chain(scene: Scene, looked: Looked) -> Html:
    chain = looked.chain
    look = controls.post(
        scene, f"{HERE}/look", controls.button(scene.say("audit.look"), class_="button")
    )
    later = []
    if chain.is_sound and 0 < chain.entries < looked.newest:
        first, last = str(chain.entries + 1), str(looked.newest)
        later.append(element("p", scene.say("audit.later", first=first, last=last)))
    verdict = _verdict(scene, chain)
    return section(scene.say("audit.state"), *verdict, *later, look, id="audit-state")


def _verdict(scene: Scene, chain: ChainState) -> tuple[Html, ...]:
    if chain.at is None or (chain.is_sound and not chain.entries):
        return (element("p", scene.say("audit.unlooked")),)
    when = scene.clock(chain.at)
    if chain.unread:
        said = scene.say("audit.unread", when=when, reason=chain.unread)
        return (element("p", said, class_="refused alarm"),)
    if not chain.faults:
        said = scene.say("audit.sound", when=when, count=f"{chain.entries:,}")
        return (element("p", said, class_="done"),)
    lines = [
        element("li", scene.say(f"audit.fault.{one.what}", n=str(one.n))) for one in chain.faults
    ]
    return (
        element("p", scene.say("audit.faulty", when=when), class_="refused alarm"),
        element("ul", *lines),
        element("p", scene.say("audit.faulty.do")),
    )


def _head(scene: Scene, head: HeadState) -> Html:
    if head.at is None:
        said = element("p", scene.say("audit.head.none"))
    else:
        id = "audit.head.here" if head.stays_here else "audit.head.out"
        words = scene.say(id, when=scene.clock(head.at), n=str(head.n))
        said = element("p", words, class_="refused" if head.stays_here else "done")
    failing = []
    if head.failing and head.since is not None:
        words = scene.say("log.failing", when=scene.clock(head.since), reason=head.failing)
        failing.append(element("p", words, class_="refused alarm"))
    return section(scene.say("audit.head"), said, *failing, id="audit-head")


def _find(scene: Scene, sought: Sought) -> Html:
    """A plain form of its own address: what was found can be sent to somebody else at the desk."""
    everybody = [("", scene.say("audit.find.any")), (str(MACHINE), scene.say("audit.machine"))]
    people = [*everybody, *((str(number), name) for number, name in scene.names.items())]
    ids = [id for id in LANGUAGES[scene.language] if id.startswith(_ACT)]
    acts = [("", scene.say("audit.find.any")), *((id.removeprefix(_ACT),) * 2 for id in ids)]
    actor = "" if sought.actor is None else str(sought.actor)
    form = element(
        "form",
        controls.choice("actor", scene.say("audit.find.actor"), people, actor),
        controls.choice("act", scene.say("audit.find.act"), acts, sought.act),
        controls.field("subject", scene.say("audit.find.subject"), sought.subject),
        controls.button(scene.say("audit.find.do"), class_="button"),
        method="get",
        action=HERE,
        class_="find",
    )
    return element("details", element("summary", scene.say("audit.find")), form, open=_any(sought))


def _any(sought: Sought) -> bool:
    return bool(sought.act or sought.subject or sought.actor is not None)


def _entries(scene: Scene, looked: Looked) -> Html:
    lines = [_entry(scene, row) for row in looked.rows]
    none = element("p", scene.say("audit.entries.none"))
    ways = []
    if looked.more:
        ways.append(_way(scene, "audit.more", looked.sought, looked.rows[-1].n))
    if looked.sought.before is not None:
        ways.append(_way(scene, "audit.newest", looked.sought, None))
    return section(
        scene.say("audit.entries"),
        element("ol", *lines, class_="items log") if lines else none,
        element("p", *ways),
        id="audit-entries",
    )


def _way(scene: Scene, id: str, sought: Sought, before: int | None) -> Html:
    wanted = {
        "actor": "" if sought.actor is None else sought.actor,
        "act": sought.act,
        "subject": sought.subject,
        "before": "" if before is None else before,
    }
    query = urlencode({key: value for key, value in wanted.items() if value != ""})
    return element("a", scene.say(id), href=f"{HERE}?{query}" if query else HERE, class_="button")


def _entry(scene: Scene, row: AuditRow) -> Html:
    when = scene.clock(row.at)
    raw = f"{row.act} {row.subject}\n{row.body.decode()}\n{row.hash.hex()}"
    return element(
        "li",
        element("p", f"{scene.say('audit.entry', n=str(row.n))} · {when}", class_="note"),
        element("p", sentence(scene, row)),
        element(
            "details",
            element("summary", scene.say("audit.raw")),
            element("pre", raw),
            class_="raw",
        ),
    )
