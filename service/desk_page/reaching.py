"""Whom a draft would reach, in rounded numbers."""

from alerts.languages import described
from service.desk.reach import Count, Reach
from service.desk_page.listing import in_words
from service.desk_page.page import facts, section
from service.desk_page.scene import Scene
from service.page.markup import Html, element

_COUNTS = ("inside", "near", "residents", "visitors")


def shown_reach(scene: Scene, reach: Reach | None) -> Html:
    if reach is None:
        none = element("p", scene.say("draft.reach.none"))
        return section(scene.say("draft.reach"), none, id="draft-reach")
    share = reach.confirmed_share
    proven = scene.say("reach.proven.unknown") if share is None else f"{share:.0%}"
    seconds = str(int(reach.last_phone.total_seconds()))
    rows = [
        *((scene.say(f"reach.{one}"), str(getattr(reach, one))) for one in _COUNTS),
        *(
            (scene.say("reach.language", language=described(one).name), str(count))
            for one, count in reach.by_language.items()
        ),
        (scene.say("reach.proven"), proven),
        (scene.say("reach.last"), scene.say("reach.seconds", seconds=seconds)),
    ]
    counted = scene.say("reach.counted", when=scene.clock(reach.counted_at))
    return section(
        scene.say("draft.reach"),
        facts(rows),
        element("p", counted, class_="note"),
        id="draft-reach",
    )


def told(scene: Scene, reach: Reach | None) -> str:
    """Inside and near together are told."""
    if reach is None:
        return in_words(scene, Count(few=True, about=0))
    both = reach.inside.about + reach.near.about
    return in_words(scene, Count(few=both == 0, about=both))
