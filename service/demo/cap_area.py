"""The ground of an alert, as anybody can read it in the public feed: CAP 1.2 polygons."""

import urllib.request
from xml.etree import ElementTree as ET

import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry

from service.demo.server import DemoFailed

_POLYGON = "{urn:oasis:names:tc:emergency:cap:1.2}polygon"
_ANSWER_S = 20


def cap_area(url: str) -> BaseGeometry:
    """All polygons of the message together, in lon, lat degrees. Raises `DemoFailed`."""
    try:
        with urllib.request.urlopen(url, timeout=_ANSWER_S) as answer:  # noqa: S310 (our own server)
            root = ET.fromstring(answer.read())  # noqa: S314 (our own server)
    except (OSError, ET.ParseError) as error:
        raise DemoFailed(f"the feed has no such alert: {url}: {error}") from error
    rings = [one.text or "" for one in root.iter(_POLYGON)]
    if not rings:
        raise DemoFailed(f"the alert in the feed has no area: {url}")
    return shapely.union_all([_polygon(one) for one in rings])


def _polygon(ring: str) -> Polygon:
    """CAP writes `lat,lon` pairs."""
    pairs = (one.split(",") for one in ring.split())
    return Polygon([(float(lon), float(lat)) for lat, lon in pairs])
