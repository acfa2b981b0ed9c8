"""/desk/city: what streets and sites are like just now, who said so, and what waits."""

from collections.abc import Callable, Iterable, Sequence

import msgspec

from alerts.model import Alert
from geo.changes import CityChanges, Closure
from geo.sites import Site
from service.desk.city_room import is_due
from service.desk.city_trouble import Trouble
from service.desk.reopening import Reopening
from service.desk_page.city_trouble import in_words as in_words_of_trouble
from service.desk_page.city_words import (
    Named,
    hazard,
    in_words,
    name_of,
    state,
    word_lines,
    word_of,
)
from service.desk_page.listing import about_revision
from service.desk_page.page import document, section
from service.desk_page.scene import Scene
from service.page.markup import Html, element


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What holds. `named`: a closure's streets in words; `live`: what an update could be sent of;
    `troubles`: live alerts in words, with the sites in their areas that take nobody in;
    `may_streets`, `may_sites`: whether this person is shown the ways to change them."""

    changes: CityChanges
    sites: dict[str, Site]
    named: Callable[[Closure], Named]
    waiting: Sequence[Reopening] = ()
    live: Sequence[Alert] = ()
    troubles: Sequence[tuple[str, Trouble]] = ()
    may_streets: bool = False
    may_sites: bool = False


def no_city(scene: Scene) -> bytes:
    return document(scene, scene.say("city.title"), element("p", scene.say("city.none")))


def standing(scene: Scene, here: Standing, done: str = "") -> bytes:
    return document(
        scene,
        scene.say("city.title"),
        *_troubles(scene, here),
        _waiting(scene, here),
        _closures(scene, here),
        _states(scene, here),
        element(
            "div",
            element("p", scene.say("city.next")),
            element("p", scene.say("city.reach")),
            *updates(scene, here.live),
            class_="next",
        ),
        done=done,
    )


def _troubles(scene: Scene, here: Standing) -> list[Html]:
    return [
        element("p", f"{what}: {in_words_of_trouble(scene, found)}", class_="refused")
        for what, found in here.troubles
    ]


def updates(scene: Scene, live: Sequence[Alert]) -> list[Html]:
    """Ways to an update of each live alert: the only push that there is for it."""
    if not live:
        return []
    links = [
        element(
            "li",
            element("a", about_revision(scene, one.latest), href=f"/desk/alerts/{one.id}"),
        )
        for one in live
    ]
    return [element("p", scene.say("city.send")), element("ul", *links)]


def lines_of(scene: Scene, here: Standing, reopening: Reopening) -> list[str]:
    """What would be given back, a line each."""
    streets = [
        scene.say("reopening.street", what=in_words(scene, here.named(one)))
        for one in reopening.streets
    ]
    sites = [
        scene.say(
            "reopening.site",
            site=name_of(scene, one.name),
            before=state(scene, one.before),
            after=state(scene, one.after),
        )
        for one in reopening.sites
    ]
    return [*streets, *sites]


def _waiting(scene: Scene, here: Standing) -> Html:
    return _part(scene, "city.waiting", waiting_items(scene, here))


def waiting_items(scene: Scene, here: Standing) -> tuple[Html, ...]:
    """What waits to be given back, an item each: also for the desk's list."""
    return tuple(_waiting_item(scene, here, one) for one in here.waiting)


def _waiting_item(scene: Scene, here: Standing, one: Reopening) -> Html:
    first, *others = lines_of(scene, here, one)
    return _item(
        first,
        [
            *(element("p", line) for line in others),
            element("p", scene.say("city.reason", reason=one.reason)),
            element("p", _by(scene, one)),
            element("p", scene.say("city.waiting.next")),
        ],
        f"/desk/city/reopenings/{one.id}",
        scene.say("reopening.look"),
    )


def _by(scene: Scene, one: Reopening) -> str:
    return scene.say(
        "city.by", name=scene.named(one.proposed_by), when=scene.clock(one.proposed_at)
    )


def _closures(scene: Scene, here: Standing) -> Html:
    """Those that are due first, then the newest."""
    ordered = sorted(
        here.changes.closures, key=lambda one: (not is_due(one, scene.now), -one.number)
    )
    items = [_closure(scene, here, one) for one in ordered]
    link = _link(scene, "city.closures.new", "/desk/city/streets") if here.may_streets else None
    return _part(scene, "city.closures", items, link)


def _closure(scene: Scene, here: Standing, one: Closure) -> Html:
    named = here.named(one)
    what = scene.say(f"city.effect.{one.effect.value}")
    lines = [element("p", f"{what} · {hazard(scene, one.hazard)}")]
    if named.lost:
        lines.append(element("p", scene.say("city.lost", count=str(named.lost)), class_="due"))
    lines += word_lines(scene, word_of(one))
    href = f"/desk/city/reopening?closure={one.number}" if here.may_streets else ""
    title = f"{one.number} · {in_words(scene, named)}"
    return _item(title, lines, href, scene.say("city.reopen"))


def _states(scene: Scene, here: Standing) -> Html:
    """Those that are due first, then by name."""
    changes = here.changes

    def place(site: Site) -> tuple[bool, str]:
        word = changes.words.get(site.id)
        return word is None or not is_due(word, scene.now), name_of(scene, site.name)

    said = [site for id, site in here.sites.items() if id in changes.sites or id in changes.words]
    items = [
        element(
            "li",
            element(
                "h3", f"{name_of(scene, site.name)}: {state(scene, changes.state_of(site.id))}"
            ),
            *(word_lines(scene, changes.words[site.id]) if site.id in changes.words else []),
        )
        for site in sorted(said, key=place)
    ]
    link = _link(scene, "city.states.new", "/desk/city/sites") if here.may_sites else None
    return _part(scene, "city.states", items, link)


def _part(scene: Scene, id: str, items: Iterable[Html], link: Html | None = None) -> Html:
    found = list(items)
    body = element("ul", *found, class_="items")
    none = element("p", scene.say(f"{id}.none"), class_="note")
    links = [] if link is None else [link]
    return section(scene.say(id), *links, body if found else none, id=id.replace(".", "-"))


def _link(scene: Scene, id: str, href: str) -> Html:
    words = f"{scene.mark()}{scene.say(id)}"
    return element("p", element("a", words, href=href, class_="button"))


def _item(title: str, lines: list[Html], href: str, link: str) -> Html:
    way = element("a", link, href=href, class_="button", aria_label=f"{link}: {title}")
    ways = [element("p", way)] if href else []
    return element("li", element("h3", title), *lines, *ways)
