"""The part of a draft's form in which sites and streets are announced, in checked sentences."""

from collections.abc import Sequence

from alerts.announcing import MOST_ANNOUNCEMENTS, WHATS
from alerts.model import Announcement
from service.desk_page import controls
from service.desk_page.scene import Scene
from service.page.markup import Html, element, join

_NAMES = "town-names"


def announcing_form(scene: Scene, chosen: Sequence[Announcement], names: Sequence[str]) -> Html:
    """Folded until something is chosen. `names`: of the town's sites in Japanese, offered while
    somebody types."""
    states = [("", scene.say("draft.announce.none"))]
    states += [(what, scene.say(f"draft.announce.{what}")) for what in WHATS]
    rows = [
        _row(scene, at, chosen[at] if at < len(chosen) else None, states)
        for at in range(MOST_ANNOUNCEMENTS)
    ]
    offered = element("datalist", *(element("option", value=name) for name in names), id=_NAMES)
    return element(
        "details",
        element("summary", scene.say("draft.announce")),
        element("p", scene.say("draft.announce.next"), class_="note"),
        *rows,
        offered,
        open=bool(chosen),
    )


def name_in(one: Announcement) -> str:
    """As staff know it: in Japanese, else as it was typed."""
    return one.names.get("ja") or one.names.get("") or next(iter(one.names.values()), "")


def _row(
    scene: Scene, at: int, one: Announcement | None, states: Sequence[controls.Choice]
) -> Html:
    number = str(at + 1)
    return join(
        controls.choice(
            f"announce-{at}",
            scene.say("draft.announce.what", number=number),
            states,
            one.what if one else "",
        ),
        controls.field(
            f"announce-name-{at}",
            scene.say("draft.announce.name", number=number),
            name_in(one) if one else "",
            list=_NAMES,
            maxlength="80",
        ),
    )
