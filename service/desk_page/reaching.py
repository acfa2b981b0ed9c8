"""Whom a draft would reach: in tens, so that no home can be found by counting."""

from typing import TypeAlias

import msgspec

from alerts.languages import FIRST, described
from service.desk.pace import Duration
from service.desk.reach import Count, Reach
from service.desk_page.listing import in_words
from service.desk_page.page import facts, section
from service.desk_page.scene import Scene
from service.page.markup import Html, element

_MINUTE_S = 60
_LONG_S = 300


class Paused(msgspec.Struct, frozen=True):
    """Nothing is counted for a while; `reason` says how long."""

    reason: str


Reached: TypeAlias = Reach | Paused | None
"""None: there is no area yet."""


def shown_reach(
    scene: Scene, reached: Reached, unchecked: frozenset[str] = frozenset(), draft_id: str = ""
) -> Html:
    """With `draft_id` the page's script counts again whenever the area in the form changes."""
    live = {"data_act": "reach", "data_draft": draft_id} if draft_id else {}
    parts = element("div", *reach_parts(scene, reached, unchecked), id="reach", **live)
    return section(scene.say("draft.reach"), parts, id="draft-reach")


def reach_parts(
    scene: Scene, reached: Reached, unchecked: frozenset[str] = frozenset()
) -> tuple[Html, ...]:
    """`unchecked`: languages of ours of whose sentences some are checked by nobody. Those that
    always go out say so; the readers of all others are told in easy Japanese and English.
    """
    if reached is None:
        return (_sentence(scene.say("draft.reach.none")),)
    if isinstance(reached, Paused):
        return (_sentence(reached.reason),)
    counted = scene.say("reach.counted", when=scene.clock(reached.counted_at))
    return (
        _sentence(_who(scene, reached), "big"),
        facts(_rows(scene, reached, unchecked)),
        element("p", _how_known(scene, reached.last_phone), class_="note"),
        element("p", counted, class_="note"),
    )


def refused_parts(scene: Scene, reason: str) -> Html:
    """The area in the form is none yet; `reason` as it was raised."""
    return _sentence(scene.say("reach.no_area", reason=scene.refusal(reason)))


def told(scene: Scene, reached: Reached) -> str:
    """Inside and near together are told."""
    phones = reached.phones if isinstance(reached, Reach) else Count(few=True, about=0)
    return in_words(scene, phones)


def duration_in_words(scene: Scene, lasts: Duration) -> str:
    seconds = int(lasts.lasts.total_seconds())
    if seconds > _LONG_S:
        return scene.say("reach.minutes", minutes=f"{seconds // _MINUTE_S:,}")
    return scene.say("reach.seconds", seconds=str(seconds))


def _sentence(words: str, class_: str | None = None) -> Html:
    return element("p", words, class_=class_)


def _who(scene: Scene, reach: Reach) -> str:
    if reach.phones.few:
        return scene.say("reach.few")
    return scene.say(
        "reach.who",
        phones=str(reach.phones),
        residents=str(reach.residents),
        visitors=str(reach.visitors),
    )


def _rows(scene: Scene, reach: Reach, unchecked: frozenset[str]) -> list[tuple[str, str]]:
    share = reach.confirmed_share
    proven = scene.say("reach.proven.unknown") if share is None else f"{share:.0%}"
    return [
        (scene.say("reach.last"), duration_in_words(scene, reach.last_phone)),
        *((scene.say(f"reach.{one}"), str(getattr(reach, one))) for one in ("inside", "near")),
        *_languages(scene, reach, unchecked),
        (scene.say("reach.proven"), proven),
    ]


def _languages(scene: Scene, reach: Reach, unchecked: frozenset[str]) -> list[tuple[str, str]]:
    """The language that most read stands with those that too few read: what remains."""
    if reach.phones.few:
        return []

    def number(language: str, count: Count) -> str:
        if language not in unchecked or count.few:
            return str(count)
        said = "reach.unchecked" if language in FIRST else "reach.fallback"
        return scene.say(said, count=str(count))

    most = reach.rest_language
    rest = scene.say("reach.language.rest", language=described(most).name)
    rows = sorted(reach.by_language.items(), key=lambda one: (-one[1].about, one[0]))
    return [
        (rest, number(most, reach.rest)),
        *(
            (scene.say("reach.language", language=described(one).name), number(one, count))
            for one, count in rows
        ),
    ]


def _how_known(scene: Scene, last: Duration) -> str:
    if last.is_paused:
        return scene.say("reach.last.paused")
    return scene.say("reach.last.measured" if last.is_measured else "reach.last.assumed")
