"""/desk/city/sites: choose sites and say what they are like; and what that does."""

from collections.abc import Sequence

import msgspec

from alerts.model import Alert
from geo.changes import CityChanges
from geo.shifts import Shift
from geo.sites import HAZARDS, Site, SiteState
from service.desk.city_changes import Saying
from service.desk.reopening import Split
from service.desk_page import controls
from service.desk_page.city import updates
from service.desk_page.city_effect import busy, effect, warning
from service.desk_page.city_words import hazard, hazards, name_of, state, word_lines
from service.desk_page.page import document, section
from service.desk_page.scene import Scene
from service.page.markup import Html, element

SITES = "/desk/city/sites"
LOOKING = "/desk/city/saying"
SAYING = "/desk/city/sayings"


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """Which sites are shown: all that fit everything that is given. `all`: each is ticked."""

    q: str = ""
    hazard: str = ""
    state: str = ""
    all: bool = False


class Sites(msgspec.Struct, frozen=True, kw_only=True):
    """`ticked`: ids. `may`: whether this person may say something of any site."""

    wish: Wish
    found: Sequence[Site]
    changes: CityChanges
    ticked: frozenset[str] = frozenset()
    may: bool = False


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """States before they are said. `shifts`: what all of it does; `taken`: what does at once that
    which takes away. `seen`: that this is what was looked at."""

    saying: Saying
    sites: dict[str, Site]
    changes: CityChanges
    parts: Split
    shifts: Sequence[Shift]
    taken: Sequence[Shift]
    seen: str
    live: Sequence[Alert] = ()


def sites(scene: Scene, sites: Sites) -> bytes:
    intro = element("p", scene.say("sites.next"), class_="next")
    return document(
        scene, scene.say("sites.title"), intro, _filter(scene, sites.wish), _choose(scene, sites)
    )


def _filter(scene: Scene, wish: Wish) -> Html:
    any_one = ("", scene.say("sites.any"))
    kinds = [any_one, *((one, hazard(scene, one)) for one in HAZARDS)]
    states = [any_one, *((one.value, state(scene, one)) for one in SiteState)]
    return element(
        "form",
        controls.field("q", scene.say("sites.q"), wish.q, type="search"),
        controls.choice("hazard", scene.say("sites.hazard"), kinds, wish.hazard),
        controls.choice("now", scene.say("sites.state"), states, wish.state),
        controls.button(scene.say("sites.search"), class_="button"),
        controls.button(scene.say("sites.all"), class_="button", name="all", value="1"),
        method="get",
        action=SITES,
        class_="filter",
    )


def _choose(scene: Scene, sites: Sites) -> Html:
    if not sites.found:
        return element("p", scene.say("sites.none"), role="status")
    count = scene.say("sites.found", count=str(len(sites.found)))
    lines = [_site(scene, sites, one) for one in sites.found]
    states = [(one.value, state(scene, one)) for one in SiteState]
    asks = [
        element(
            "fieldset",
            element("legend", scene.say("sites.set")),
            *(_radio(words, value) for value, words in states),
            class_="moves",
        ),
        controls.button(scene.say("sites.look"), data_looks="yes"),
        busy(scene),
    ]
    return element(
        "form",
        element("p", count, role="status", class_="note"),
        element("ul", *lines, class_="items sites"),
        *(asks if sites.may else []),
        method="get",
        action=LOOKING,
        data_act="looks",
    )


def _radio(words: str, value: str) -> Html:
    tick = element("input", type="radio", name="state", value=value, required=True)
    return element("label", tick, element("span", words), class_="tick")


def _site(scene: Scene, sites: Sites, site: Site) -> Html:
    changes = sites.changes
    tick = element(
        "input", type="checkbox", name="site", value=site.id, checked=site.id in sites.ticked
    )
    name = element(
        "span", f"{name_of(scene, site.name)}: {state(scene, changes.state_of(site.id))}"
    )
    lines = [scene.say("sites.for", hazards=hazards(scene, site) or "—")]
    if site.capacity is not None:
        lines.append(scene.say("sites.capacity", count=f"{site.capacity:,}"))
    if site.node is None:
        lines.append(scene.say("sites.off"))
    said = [element("p", scene.say("sites.never"))]
    if site.id in changes.words:
        said = word_lines(scene, changes.words[site.id])
    whole = element("label", tick, name, class_="tick") if sites.may else element("h3", name)
    return element("li", whole, element("p", " · ".join(lines), class_="note"), *said)


def asked(scene: Scene, asked: Asked, error: str = "") -> bytes:
    """What holds at once, what waits, and what both do."""
    parts = asked.parts
    does = [
        _changes(scene, asked, "saying.now", parts.now),
        _changes(scene, asked, "saying.waits", parts.waits),
    ]
    same = [] if parts.now or parts.waits else [element("p", scene.say("saying.same"))]
    back = element("a", scene.say("saying.back"), href=SITES, class_="button")
    return document(
        scene,
        scene.say("saying.title"),
        *does,
        *same,
        element("p", back),
        *([] if same else [effect(scene, asked.shifts, asked.sites), _form(scene, asked)]),
        error=error,
    )


def _changes(scene: Scene, asked: Asked, id: str, states: dict[str, SiteState]) -> Html:
    if not states:
        return Html("")
    lines = [
        scene.say(
            "saying.change",
            site=name_of(scene, asked.sites[site].name),
            before=state(scene, asked.changes.state_of(site)),
            after=state(scene, after),
        )
        for site, after in states.items()
    ]
    shown = element("ul", *(element("li", line) for line in lines))
    return section(scene.say(id), shown, id=id.replace(".", "-"))


def _form(scene: Scene, asked: Asked) -> Html:
    saying = asked.saying
    chosen = [
        element("input", type="hidden", name="site", value=site) for site in sorted(saying.states)
    ]
    (value,) = {one.value for one in saying.states.values()}
    return controls.post(
        scene,
        SAYING,
        *chosen,
        element("input", type="hidden", name="state", value=value),
        element("input", type="hidden", name="seen", value=asked.seen),
        controls.area("reason", scene.say("closing.reason"), saying.reason),
        controls.field(
            "review",
            scene.say("closing.review"),
            scene.as_input(saying.review),
            type="datetime-local",
        ),
        warning(scene, asked.taken),
        element("p", scene.say("saying.next"), class_="next"),
        element("p", scene.say("city.reach")),
        *updates(scene, asked.live),
        controls.button(f"{scene.mark()}{scene.say('saying.do')}", class_="go send"),
    )
