"""Streets and sites in a few words: names in the page's language, lengths, hazards, states."""

from collections.abc import Mapping

import msgspec

from geo import streets
from geo.changes import Closure, EdgeIndex, Word
from geo.sites import HAZARDS, Site, SiteState
from geo.streets import StreetGraph
from geo.stretches import Stretch
from service.desk.city_room import is_due
from service.desk.ports import MACHINE
from service.desk_page.scene import Scene
from service.page.markup import Html, element

_KINDS = (
    (streets.BRIDGE, "streets.bridge"),
    (streets.TUNNEL | streets.UNDERPASS, "streets.tunnel"),
    (streets.STAIRS, "streets.stairs"),
    (streets.FORD, "streets.ford"),
    (streets.LEVEL_CROSSING, "streets.crossing"),
)
_MOST_NAMED = 4


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """Some streets in words: their names, how long they are together, pieces that are gone."""

    names: tuple[str, ...]
    metres: int
    lost: int = 0


def name_of(scene: Scene, names: Mapping[str, str]) -> str:
    """As on the sign in Japanese, with the page's own language before it where that is another."""
    sign = names.get("ja", "")
    own = names.get(scene.language) or sign or names.get("en") or next(iter(names.values()), "")
    return own if own == sign or not sign else f"{own} ({sign})"


def street(scene: Scene, graph: StreetGraph, stretch: Stretch) -> str:
    """`Naka-dori (中通り) · between Bridge Road · 111 m · bridge`."""
    parts = [name_of(scene, graph.names[stretch.name]) or scene.say("city.unnamed")]
    between = [name_of(scene, graph.names[one]) for one in stretch.between[:_MOST_NAMED]]
    if between:
        id = "streets.between" if len(between) > 1 else "streets.beside"
        parts.append(scene.say(id, streets=", ".join(between)))
    parts.append(scene.say("city.metres", metres=f"{stretch.length_dm / 10:.0f}"))
    parts += [scene.say(id) for flags, id in _KINDS if stretch.flags & flags]
    return " · ".join(parts)


def named(scene: Scene, graph: StreetGraph, index: EdgeIndex, closure: Closure) -> Named:
    edges, lost = index.edges(closure.segments)
    found = dict.fromkeys(int(one) for one in graph.edge_name[edges])
    names = [name_of(scene, graph.names[one]) for one in found]
    metres = round(float(graph.length_dm[edges].sum()) / 10)
    return Named(names=tuple(one for one in names if one), metres=metres, lost=lost)


def in_words(scene: Scene, streets: Named) -> str:
    shown = ", ".join(streets.names[:_MOST_NAMED]) or scene.say("city.unnamed")
    return scene.say("city.pieces", streets=shown, metres=str(streets.metres))


def hazard(scene: Scene, name: str | None) -> str:
    return scene.say("city.all_hazards" if name is None else f"kind.{name}")


def hazards(scene: Scene, site: Site) -> str:
    return ", ".join(hazard(scene, one) for one in HAZARDS if site.designated_for(one))


def state(scene: Scene, value: SiteState) -> str:
    return scene.say(f"site_state.{value.value}")


def who(scene: Scene, number: int) -> str:
    return scene.say("city.machine") if number == MACHINE else scene.named(number)


def word_lines(scene: Scene, word: Word) -> list[Html]:
    """Who said it when, why, and when it is to be looked at again."""
    lines = [scene.say("city.by", name=who(scene, word.by), when=scene.clock(word.at))]
    if word.reason:
        lines.append(scene.say("city.reason", reason=word.reason))
    said = [element("p", line) for line in lines]
    if word.review is None:
        return [*said, element("p", scene.say("city.until.none"))]
    due = is_due(word, scene.now)
    until = scene.say("city.due" if due else "city.until", when=scene.clock(word.review))
    return [*said, element("p", until, class_="due" if due else None)]


def word_of(closure: Closure) -> Word:
    return Word(at=closure.since, by=closure.by, reason=closure.label, review=closure.review)
