"""The first page: what holds, what waits for a second person, what is being written."""

from collections.abc import Iterable
from datetime import datetime

import msgspec

from alerts.desk.draft import Draft, What
from alerts.desk.submission import State, Submission
from alerts.languages import known
from alerts.model import Alert, Authority, Kind, Mode, Phase, Revision
from service.desk.reach import Count, counted
from service.desk_page.page import document, section
from service.desk_page.scene import Scene
from service.page.markup import Html, element


class Waiting(msgspec.Struct, frozen=True, kw_only=True):
    """A submission, and what it is about in a few words."""

    submission: Submission
    what: str


class Owed(msgspec.Struct, frozen=True, kw_only=True):
    """Sent by one person; `left` more people have to review it. `by`: who sent it, and when."""

    submission: Submission
    what: str
    by: str
    left: int


class Open(msgspec.Struct, frozen=True, kw_only=True):
    """A draft that nobody has submitted, or that came back: `returned`, then."""

    draft: Draft
    returned: Submission | None = None


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """Everything of the page. `begin`: the forms that begin a draft; empty for who may not.

    `unread`: names of languages whose words nobody has checked, and that go out all the same.
    `reopenings`, `warnings`: streets and sites that wait to be given back, and agencies' warnings
    that nobody has decided on, as items of the list.
    """

    live: tuple[Alert, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    reopenings: tuple[Html, ...] = ()
    warnings: tuple[Html, ...] = ()
    owed: tuple[Owed, ...] = ()
    drafts: tuple[Open, ...] = ()
    begin: Html = Html("")
    unread: tuple[str, ...] = ()


def listing(scene: Scene, listed: Listed, done: str = "") -> bytes:
    owed = _part(scene, "owed", (_owed(scene, one) for one in listed.owed))
    submissions = (_waiting(scene, one) for one in listed.waiting)
    waiting = (*listed.warnings, *submissions, *listed.reopenings)
    return document(
        scene,
        scene.say("list.title"),
        _unread(scene, listed.unread) if listed.unread else Html(""),
        owed if listed.owed else Html(""),
        _part(scene, "waiting", waiting),
        _part(scene, "live", (_live(scene, one) for one in listed.live)),
        _part(scene, "drafts", (_draft(scene, one) for one in listed.drafts)),
        listed.begin,
        done=done,
    )


def _unread(scene: Scene, languages: tuple[str, ...]) -> Html:
    """DOMAIN section 11: whoever sends in earnest has to know."""
    said = scene.say("list.unread", languages=", ".join(languages))
    link = element("a", scene.say("list.unread.look"), href="/desk/words", class_="button")
    return element("div", element("p", said), element("p", link), class_="next", id="list-unread")


def about_draft(scene: Scene, draft: Draft) -> str:
    """What it is, of what, where: `Order · Flood · Riverside`."""
    if draft.order is not None and draft.what is What.ORDER:
        what = scene.say(f"order.{draft.order.value}")
    else:
        what = scene.say(f"what.{draft.what.value}")
    return _joined(what, draft.kind, place_of(scene, draft.place_names), scene)


def about_revision(scene: Scene, revision: Revision) -> str:
    """The same of what was sent; an agency's warning as the agency calls it."""
    what = scene.say(f"order.{revision.order}") if revision.order else ""
    what = what or _event(scene, revision) or scene.say("what.notice")
    return _joined(what, revision.kind, place_of(scene, revision.place_names), scene)


def _event(scene: Scene, revision: Revision) -> str:
    if revision.authority is not Authority.AGENCY:
        return ""
    events = {known(one.language): one.event for one in revision.texts}
    first = next(iter(events.values()), "")
    return events.get(scene.language) or events.get("ja") or first


def place_of(scene: Scene, names: dict[str, str]) -> str:
    return names.get(scene.language) or names.get("ja") or next(iter(names.values()), "")


def phones_in_words(scene: Scene, audience: int) -> str:
    """Rounded as the reach is, so that no home can be found by counting."""
    return in_words(scene, counted(audience))


def in_words(scene: Scene, count: Count) -> str:
    id = "phones.few" if count.few else "phones.about"
    return scene.say(id, count=f"{count.about:,}")


def _joined(what: str, kind: Kind, place: str, scene: Scene) -> str:
    return " · ".join(one for one in (what, scene.say(f"kind.{kind.value}"), place) if one)


def _part(scene: Scene, name: str, items: Iterable[Html]) -> Html:
    found = list(items)
    body = element("ul", *found, class_="items")
    none = element("p", scene.say(f"list.{name}.none"), class_="note")
    return section(scene.say(f"list.{name}"), body if found else none, id=f"list-{name}")


def _item(scene: Scene, title: str, lines: list[str], href: str, link: str, mode: Mode) -> Html:
    return element(
        "li",
        element("h3", f"{scene.mark(mode)}{title}"),
        *(element("p", line) for line in lines if line),
        element("p", element("a", link, href=href, class_="button", aria_label=f"{link}: {title}")),
    )


def _waiting(scene: Scene, one: Waiting) -> Html:
    submission = one.submission
    author = scene.named(submission.submitted_by)
    phones = phones_in_words(scene, submission.told)
    following = scene.say("list.waiting.next", phones=phones, author=author)
    if submission.phase is Phase.WITHDRAWN:
        following = scene.say("list.waiting.withdrawal")
    elif submission.template is not None:
        following = scene.say("list.waiting.glass", phones=phones)
    lines = [
        following,
        _by(scene, submission.submitted_by, submission.at),
    ]
    href = f"/desk/submissions/{submission.id}"
    return _item(scene, one.what, lines, href, scene.say("list.look"), submission.mode)


def _live(scene: Scene, alert: Alert) -> Html:
    last = alert.latest
    if last.is_order or last.phase is not Phase.LIVE:
        following = scene.say("list.live.next")
    else:
        following = scene.say("list.live.notice", until=scene.clock(last.valid_until))
    lines = [following, _review(scene, last.review)]
    title, href = about_revision(scene, last), f"/desk/alerts/{alert.id}"
    return _item(scene, title, lines, href, scene.say("list.watch"), last.mode)


def _review(scene: Scene, review: datetime | None) -> str:
    if review is None:
        return ""
    if review <= scene.now:
        return scene.say("list.due")
    return scene.say("list.review", when=scene.clock(review))


def _owed(scene: Scene, one: Owed) -> Html:
    lines = [one.by, scene.say("review.owed.next", left=str(one.left))]
    href = f"/desk/reviews/{one.submission.id}"
    return _item(scene, one.what, lines, href, scene.say("review.look"), one.submission.mode)


def _draft(scene: Scene, one: Open) -> Html:
    draft = one.draft
    lines = [
        came_back(scene, one.returned) or scene.say("list.draft.next"),
        _by(scene, draft.author, draft.saved),
    ]
    title, href = about_draft(scene, draft), f"/desk/drafts/{draft.id}"
    return _item(scene, title, lines, href, scene.say("list.open"), draft.mode)


def came_back(scene: Scene, submission: Submission | None) -> str:
    """Why a draft that was submitted is not sent; "" if nothing came back."""
    if submission is None or submission.state not in (State.RETURNED, State.EXPIRED):
        return ""
    when = scene.clock(submission.decided_at or submission.at)
    if submission.state is State.EXPIRED:
        return scene.say("list.draft.expired", when=when)
    if submission.decided_by == submission.submitted_by:
        return scene.say("list.draft.taken_back", when=when)
    name, reason = scene.named(submission.decided_by or 0), submission.reason
    return scene.say("list.draft.returned", name=name, when=when, reason=reason)


def _by(scene: Scene, number: int, when: datetime) -> str:
    return scene.say("list.by", name=scene.named(number), when=scene.clock(when))
