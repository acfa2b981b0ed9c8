"""What a ring says, in one person's language: on a lock screen, in an open page, in the list."""

from collections.abc import Iterable, Mapping
from datetime import datetime

import msgspec

from alerts.model import Mode
from service.desk.means import DeskMeans
from service.desk.rings import Outcome, Ring, Why
from service.desk_page.listing import about_draft, about_revision
from service.desk_page.refusing import refusal
from service.desk_page.scene import Scene
from service.desk_page.words.ringing import LOOKS

_PAGES = {
    "submission": "/desk/submissions/",
    "alert": "/desk/alerts/",
    "reopening": "/desk/city/reopenings/",
    "template": "/desk/templates/",
    "warning": "/desk/warnings/",
    "policy": "/desk/policy/",
}
_OF_A_PERSON = (Why.RETURNED, Why.REJECTED)


class RingSaid(msgspec.Struct, frozen=True, kw_only=True):
    """`href`: the page of what it is about."""

    id: int
    title: str
    body: str
    href: str


class RingWords:
    """Any thread. `town`: its name by language."""

    def __init__(self, means: DeskMeans, town: Mapping[str, str]) -> None:
        self._means = means
        self._town = town

    def scene(self, language: str, now: datetime) -> Scene:
        core = self._means.core
        return Scene(
            language=language,
            now=now,
            time_zone=core.time_zone,
            mode=core.policy.mode,
            town=self._town.get(language, ""),
        )

    def said(self, ring: Ring, scene: Scene) -> RingSaid:
        why, detail = f"ring.{ring.why.value}", _in_words(ring, scene)
        following = scene.say(f"{why}.next", when=scene.clock(ring.begun), detail=detail)
        if ring.widened is not None:
            following = f"{scene.say('ring.widened')} {following}"
        ending = f"\n{scene.say('ring.exercise')}" if ring.exercise else ""
        return RingSaid(
            id=ring.id,
            title=self._what(ring, scene),
            body=f"{following}{ending}",
            href=href_of(ring),
        )

    def unheard(self, rings: Iterable[Ring], scene: Scene) -> tuple[str, ...]:
        """What everybody at the desk has to hear, on whichever page they are."""
        return tuple(scene.say(_unheard(one), what=self._what(one, scene)) for one in rings)

    def over(self, ring: Ring, scene: Scene) -> str:
        """The title of a ring that is over: first that nothing is to be done, then what about."""
        is_named = ring.subject.partition(":")[0] in ("submission", "alert", "reopening", "warning")
        what = self.about(ring, scene) if is_named else self._title(ring, scene)
        return f"{_mark(ring, scene)}{scene.say('ring.over', what=what)}"

    def _what(self, ring: Ring, scene: Scene) -> str:
        return f"{_mark(ring, scene)}{self._title(ring, scene)}"

    def _title(self, ring: Ring, scene: Scene) -> str:
        return scene.say(f"ring.{ring.why.value}", about=self.about(ring, scene))

    def about(self, ring: Ring, scene: Scene) -> str:
        """What it is about in a few words; its number where no more is known."""
        sort, _, id = ring.subject.partition(":")
        submission = None
        if sort == "submission" and id.isdecimal():
            submission = self._means.store.submission(int(id))
        if submission is not None and submission.draft_id:
            draft = self._means.store.draft(submission.draft_id, submission.version)
            if draft is not None:
                return about_draft(scene, draft)
        if sort == "reopening":
            return scene.say("ring.reopening", number=id)
        alert_id = id if submission is None else submission.alert_id
        alert = self._means.core.alerts.alert(alert_id)
        if alert is not None:
            return about_revision(scene, alert.latest)
        return scene.say("ring.subject", number=id)


def _mark(ring: Ring, scene: Scene) -> str:
    return scene.mark(Mode.TRAINING if ring.exercise else None)


def _in_words(ring: Ring, scene: Scene) -> str:
    """What a person wrote stands as they wrote it; only our own sentences are looked up."""
    if ring.why in _OF_A_PERSON:
        return ring.about
    return in_words(ring.about, scene.language)


def in_words(said: str, language: str) -> str:
    """An English sentence of our own, as people of that language read it."""
    known = LOOKS.get(said) if language == "ja" else None
    return known or refusal(language, said)


def _unheard(ring: Ring) -> str:
    if not ring.calls:
        return "ring.unheard.nobody"
    was_reached = any(one.outcome is Outcome.REACHED for one in ring.calls)
    return "ring.unheard" if was_reached else "ring.unheard.deaf"


def subject_at(path: str) -> str:
    """What a page of the desk is about; "" for one that no ring leads to."""
    for sort, page in _PAGES.items():
        if path.startswith(page):
            return f"{sort}:{path.removeprefix(page)}"
    return ""


def href_of(ring: Ring) -> str:
    sort, _, id = ring.subject.partition(":")
    if sort == "log":
        return "/desk/audit"
    if sort == "unmatched":
        return "/desk/warnings"
    return f"{_PAGES[sort]}{id}" if sort in _PAGES else "/desk/rings"
