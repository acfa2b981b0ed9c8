"""What a form says of a draft's ground."""

import unicodedata

from alerts.desk.area_source import (
    AreaSource,
    CircleRound,
    Pasted,
    Preset,
    Vertices,
    ZoneInDistrict,
    too_fine_to_draw,
)
from alerts.desk.ring_rows import read_rings
from geo.places import Gazetteer
from service.desk.acting import DeskRefused
from service.desk_page.area_form import NAMED_IN
from service.desk_page.districts import Chosen, expanded
from service.web.desk.asking import Form

_TYPED = ("where", "lon", "lat", "radius", "rings", "paste")


def source_of(form: Form, gazetteer: Gazetteer) -> AreaSource | None:
    """None to keep the area as it is. Raises DeskRefused for what no page could show in time, and
    for numbers that are none."""
    source = _named(form, gazetteer)
    refused = too_fine_to_draw(source)
    if refused is not None:
        raise DeskRefused(refused.reason)
    return source


def _named(form: Form, gazetteer: Gazetteer) -> AreaSource | None:
    match form.one("where"):
        case "preset":
            return Preset(keys=expanded(gazetteer, ticked_in(form)))
        case "zone":
            zones = tuple(sorted(set(form.all("zone"))))
            return ZoneInDistrict(zones=zones, keys=expanded(gazetteer, ticked_in(form)))
        case "circle":
            return _circle(form)
        case "draw":
            return _drawn(form)
        case "paste":
            return Pasted(text=form.one("paste"))
        case _:
            return None


def _circle(form: Form) -> CircleRound:
    try:
        lon, lat, radius = (_number(form.one(one)) for one in ("lon", "lat", "radius"))
    except ValueError as error:
        reason = "the circle needs three numbers: longitude, latitude, radius in metres"
        raise DeskRefused(reason) from error
    return CircleRound(lon=lon, lat=lat, radius_m=radius)


def _number(text: str) -> float:
    """Full-width digits count like plain ones. Raises ValueError."""
    return float(unicodedata.normalize("NFKC", text))


def _drawn(form: Form) -> Vertices:
    """The form names each row that is at fault."""
    source = read_rings(form.one("rings")).source
    if source is None:
        raise DeskRefused("some corners cannot be read: mend the rows that are named below them")
    return source


def ticked_in(form: Form) -> Chosen:
    return Chosen(
        keys=frozenset(form.all("district")), kinds=frozenset(form.all("kind-of-district"))
    )


def zones_in(form: Form) -> frozenset[str]:
    return frozenset(form.all("zone"))


def names_in(form: Form) -> dict[str, str] | None:
    """Names that somebody typed for the place, by language; None if the form did not ask."""
    given = {language: form.all(f"place-{language}") for language in NAMED_IN}
    if not any(given.values()):
        return None
    return {language: values[0].strip() if values else "" for language, values in given.items()}


def typed_in(form: Form) -> dict[str, str]:
    names = (f"place-{language}" for language in NAMED_IN)
    return {one: form.one(one) for one in (*_TYPED, *names)}
