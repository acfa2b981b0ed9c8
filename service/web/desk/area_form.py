"""What a form says of a draft's ground."""

from alerts.desk.area_source import AreaSource, CircleRound, Pasted, Preset
from service.desk.acting import DeskRefused
from service.web.desk.asking import Form


def source_of(form: Form) -> AreaSource | None:
    """None to keep the area as it is. Raises DeskRefused for numbers that are none."""
    match form.one("where"):
        case "preset":
            return Preset(keys=form.all("district"))
        case "circle":
            try:
                lon, lat, radius = (float(form.one(one)) for one in ("lon", "lat", "radius"))
            except ValueError as error:
                reason = "the circle needs three numbers: longitude, latitude, radius in metres"
                raise DeskRefused(reason) from error
            return CircleRound(lon=lon, lat=lat, radius_m=radius)
        case "paste":
            return Pasted(text=form.one("paste"))
        case _:
            return None


def typed_in(form: Form) -> dict[str, str]:
    return {one: form.one(one) for one in ("where", "lon", "lat", "radius", "paste")}
