"""Where to go, without JavaScript: the town's sites by hazard, as a list. No way, no distance.

The app replaces it by the map and the way, which it works out on the phone. What stands here is
true for every reader: which places the town designated for which hazard, and what is known of
their state. Names and addresses stay in Japanese, as on signs; a translation stands beside.
"""

from collections.abc import Sequence

from alerts.model import Action
from geo.sites import HAZARDS, Shelter, Site
from service.city import City
from service.page.markup import Html, element
from service.page.shell import Screen, checked, main, paragraph
from service.page.visit import Told, Visit

# A page of a whole region would be too heavy for the line that is left in a disaster.
_MOST_LISTED = 400


def where_to_go(visit: Visit, city: City | None) -> Screen:
    """Every site, hazard after hazard; shelters last, for they are no place to flee to."""
    parts = [_said(visit, "sites.lead"), _said(visit, "sites.app", "note")]
    if city is None:
        parts = [_said(visit, "sites.no_city")]
    else:
        parts += [_hazards(visit, city), _listed(visit, city, city.bundle.places.sites)]
        parts += _shelters(visit, city.bundle.places.shelters)
        parts += _sources(city)
    return _screen(visit, "map", "map", visit.say("sites.title"), parts)


def way(visit: Visit, told: Told, city: City | None) -> Screen:
    """The sites for one alert's hazard, if it asks to leave for one; else what it asks, first."""
    notification = told.notification
    data = notification["data"]
    shown = element(
        "p",
        element("a", notification["title"], href=visit.link(f"alerts/{data['id']}")),
        lang=notification["lang"],
        dir=notification["dir"],
    )
    return _screen(
        visit,
        "way",
        f"alerts/{data['id']}/way",
        visit.say("sites.title"),
        [shown, *_answer(visit, data["action"], data["kind"], city)],
    )


def _answer(visit: Visit, action: str, kind: str, city: City | None) -> list[Html]:
    # Off the shore is not to a site (DOMAIN section 2).
    if action != Action.LEAVE_FOR_SITE:
        return [_said(visit, "sites.no_way")]
    if city is None:
        return [_said(visit, "sites.no_city")]
    fitting = [
        one for one in city.bundle.places.sites if kind in HAZARDS and one.designated_for(kind)
    ]
    if not fitting:
        return [paragraph(visit.say("sites.none", hazard=_hazard(visit, kind)))]
    said = [_said(visit, "sites.app", "note"), _listed(visit, city, fitting)]
    return [*said, *_sources(city)]


def _hazards(visit: Visit, city: City) -> Html:
    """How many places there are for each hazard; none is said in so many words."""
    sites = city.bundle.places.sites
    lines = []
    for hazard in HAZARDS:
        count = sum(site.designated_for(hazard) for site in sites)
        name = _hazard(visit, hazard)
        said = visit.say("sites.count", hazard=name, count=visit.number(count))
        lines.append(element("li", said if count else visit.say("sites.none", hazard=name)))
    return element("ul", *lines)


def _listed(visit: Visit, city: City, sites: Sequence[Site]) -> Html:
    states = city.changes.sites
    shown = [
        _site(visit, site, states[site.id].value if site.id in states else "unknown")
        for site in sorted(sites, key=lambda site: site.name.get("ja", ""))[:_MOST_LISTED]
    ]
    return element("ul", *shown, class_="sites")


def _site(visit: Visit, site: Site, state: str) -> Html:
    hazards = [_hazard(visit, one) for one in HAZARDS if site.designated_for(one)]
    lines = [_name(visit, site.name)]
    if site.address:
        lines.append(element("span", site.address, lang="ja"))
    if hazards:
        lines.append(element("span", " · ".join(hazards)))
    if site.remark:
        lines.append(element("span", site.remark, lang="ja"))
    lines.append(element("span", visit.say(f"sites.state.{state}"), class_="note"))
    return element("li", *_on_lines(lines))


def _name(visit: Visit, names: dict[str, str]) -> Html:
    """The sign's own words first; what the reader can read beside them."""
    own = names.get(visit.language) or names.get(visit.words.lang) or names.get("en", "")
    sign = element("strong", element("span", names.get("ja", own), lang="ja"))
    if not own or own == names.get("ja") or visit.language == "ja":
        return sign
    return element("span", sign, " ", element("bdi", own))


def _shelters(visit: Visit, shelters: Sequence[Shelter]) -> list[Html]:
    if not shelters:
        return []
    shown = [
        element("li", *_on_lines([_name(visit, one.name), *_restriction(one)]))
        for one in sorted(shelters, key=lambda one: one.name.get("ja", ""))[:_MOST_LISTED]
    ]
    heading = element("h2", visit.say("sites.shelters.title"))
    return [heading, _said(visit, "sites.shelters.lead"), element("ul", *shown, class_="sites")]


def _restriction(shelter: Shelter) -> list[Html]:
    said = " · ".join(text for text in (shelter.restricted_to, shelter.remark) if text)
    return [element("span", said, lang="ja")] if said else []


def _sources(city: City) -> list[Html]:
    """Whose data it is, as their licences ask (ODbL, 国土地理院コンテンツ利用規約)."""
    told = " · ".join(dict.fromkeys(one.attribution for one in city.bundle.head.sources))
    return [paragraph(told, "note")] if told else []


def _on_lines(parts: Sequence[Html]) -> list[Html]:
    lines: list[Html] = []
    for part in parts:
        lines += [element("br"), part] if lines else [part]
    return lines


def _hazard(visit: Visit, hazard: str) -> str:
    return visit.say(f"sites.hazard.{hazard}") if hazard in HAZARDS else hazard


def _said(visit: Visit, id: str, class_: str | None = None) -> Html:
    return paragraph(visit.say(id), class_)


def _screen(visit: Visit, view: str, path: str, title: str, parts: Sequence[Html]) -> Screen:
    body = element("div", element("h1", title), *parts, checked(visit), class_="screen")
    return Screen(
        view=view, path=path, title=title, summary=visit.say("sites.lead"), main=main(visit, body)
    )
