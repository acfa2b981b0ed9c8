"""What a draft's form says of sites and streets -> announcements, with the town's names of them."""

from collections.abc import Iterable, Mapping

from alerts.announcing import MOST_ANNOUNCEMENTS, WHATS
from alerts.model import Announcement
from service.city import City
from service.web.desk.asking import Form

_LONGEST = 80


def announces_in(form: Form, city: City | None) -> tuple[Announcement, ...]:
    """In the form's order. A state without a name, or a name without a state, is kept as it is:
    the checks say so.

    Raises ValueError for a state that is none of ours, or a name longer than 80 characters.
    """
    rows = (
        (form.one(f"announce-{at}"), form.one(f"announce-name-{at}").strip())
        for at in range(MOST_ANNOUNCEMENTS)
    )
    return tuple(_announcement(what, name, city) for what, name in rows if what or name)


def site_names(city: City | None) -> tuple[str, ...]:
    """To be offered: in Japanese, each once."""
    sites = city.bundle.places.sites if city else ()
    return tuple(sorted({one.name["ja"] for one in sites if one.name.get("ja")}))


def _announcement(what: str, name: str, city: City | None) -> Announcement:
    if what not in ("", *WHATS) or len(name) > _LONGEST:
        raise ValueError(f"{what} {name[:_LONGEST]}")
    if not name:
        return Announcement(what=what, names={})
    known = next((one for one in _names(what, city) if name in one.values()), {"": name})
    return Announcement(what=what, names=dict(known))


def _names(what: str, city: City | None) -> Iterable[Mapping[str, str]]:
    if city is None:
        return ()
    if what.startswith("site."):
        return (one.name for one in city.bundle.places.sites)
    return city.bundle.graph.names
