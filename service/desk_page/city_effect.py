"""What a change does to everybody's ways, before it is confirmed."""

from collections.abc import Mapping, Sequence

from geo.shifts import Shift
from geo.sites import Site
from service.desk_page.city_words import hazard, name_of
from service.desk_page.page import section
from service.desk_page.scene import Scene
from service.page.markup import Html, element

_MOST_SITES = 12


def stranded(shifts: Sequence[Shift]) -> int:
    """The most corners off the closed streets that lose every way, over all hazards."""
    return max((one.lost - one.on_it for one in shifts), default=0)


def effect(scene: Scene, shifts: Sequence[Shift], sites: Mapping[str, Site]) -> Html:
    """By hazard; then the sites whose ways become more or fewer, the greatest difference first."""
    nodes = f"{shifts[0].nodes:,}" if shifts else "0"
    counts = scene.say("shift.counts", nodes=nodes, hazards=str(len(shifts)))
    moved = [one for one in shifts if not one.is_none]
    body = _table(scene, moved) if moved else element("p", scene.say("shift.none"), class_="big")
    return section(
        scene.say("shift.title"),
        element("p", counts, class_="note"),
        body,
        *_sites(scene, moved, sites),
        id="shifts",
    )


def busy(scene: Scene) -> Html:
    """Shown by the page's script while the server works it out."""
    return element(
        "p", scene.say("shift.busy"), id="busy", role="status", class_="busy", hidden=True
    )


def warning(scene: Scene, shifts: Sequence[Shift]) -> Html:
    """Where people would be left without any way: it has to be ticked that this was read."""
    count = stranded(shifts)
    if not count:
        return Html("")
    tick = element("input", type="checkbox", name="stranded", value="yes", required=True)
    return element(
        "div",
        element("p", scene.say("shift.stranded", count=f"{count:,}"), class_="refused"),
        element("label", tick, element("span", scene.say("shift.stranded.ok")), class_="tick"),
    )


def _table(scene: Scene, shifts: Sequence[Shift]) -> Html:
    heads = ("shift.hazard", "shift.changed", "shift.lost", "shift.gained")
    head = element("tr", *(element("th", scene.say(one), scope="col") for one in heads))
    rows = [element("tr", *_cells(scene, one)) for one in shifts]
    table = element("table", element("thead", head), element("tbody", *rows))
    title = scene.say("shift.title")
    return element("div", table, class_="wide", tabindex="0", role="region", aria_label=title)


def _cells(scene: Scene, one: Shift) -> list[Html]:
    lost = f"{one.lost:,}"
    if one.on_it:
        lost = scene.say("shift.on_it", lost=lost, on_it=f"{one.on_it:,}")
    values = (f"{one.changed:,}", lost, f"{one.gained:,}")
    name = element("th", hazard(scene, one.hazard), scope="row")
    return [name, *(element("td", value) for value in values)]


def _sites(scene: Scene, shifts: Sequence[Shift], sites: Mapping[str, Site]) -> list[Html]:
    found = [
        (abs(gain.after - gain.before), one.hazard, id, gain)
        for one in shifts
        for id, gain in one.sites.items()
    ]
    if not found:
        return []
    found.sort(key=lambda one: (-one[0], one[1], one[2]))
    lines = [
        scene.say(
            "shift.site",
            site=name_of(scene, sites[id].name) if id in sites else id,
            hazard=hazard(scene, kind),
            before=f"{gain.before:,}",
            after=f"{gain.after:,}",
        )
        for _, kind, id, gain in found[:_MOST_SITES]
    ]
    if len(found) > _MOST_SITES:
        lines.append(scene.say("shift.more", count=str(len(found) - _MOST_SITES)))
    shown = element("ul", *(element("li", line) for line in lines))
    return [element("details", element("summary", scene.say("shift.sites")), shown)]
