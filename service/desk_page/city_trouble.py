"""What stands beside a live alert whose area has sites that take nobody in."""

from service.desk.city_trouble import Out, Trouble
from service.desk_page.city_words import name_of, state
from service.desk_page.page import section
from service.desk_page.scene import Scene
from service.page.markup import Html, element

_MOST_SITES = 12


def trouble(scene: Scene, found: Trouble) -> Html:
    """For the page on which the alert is watched, and for the list of streets and sites."""
    lines = [element("li", _line(scene, one)) for one in found.out[:_MOST_SITES]]
    if len(found.out) > _MOST_SITES:
        rest = str(len(found.out) - _MOST_SITES)
        lines.append(element("li", scene.say("shift.more", count=rest)))
    link = element("a", scene.say("trouble.link"), href="/desk/city", class_="button")
    return section(
        scene.say("trouble.title"),
        element("p", in_words(scene, found), class_="refused"),
        element("ul", *lines),
        element("p", scene.say("trouble.next")),
        element("p", link),
        id="trouble",
    )


def in_words(scene: Scene, found: Trouble) -> str:
    if found.none_left:
        return scene.say("trouble.none_left")
    return scene.say("trouble.count", out=str(len(found.out)), all=str(found.sites))


def _line(scene: Scene, one: Out) -> str:
    site, what = name_of(scene, one.site.name), state(scene, one.state)
    if one.since is None:
        return f"{site}: {what}"
    return scene.say("trouble.site", site=site, state=what, when=scene.clock(one.since))
