"""When a tsunami comes and how high it is, region by region and gauge by gauge, as parameters.

Names end in the code of the region (three digits) or gauge (five): `jma:arrival:312`. Times are
ISO 8601, heights the agency's words with its own digits (`３ｍ`, `１０ｍ超`, `巨大`): a number
would lose "more than". A height of which nothing is said yet is left out.
"""

from collections.abc import Iterator

from lxml import etree

from alerts.report import Code
from alerts.sources.jma.elements import child, children, text, time

ARRIVAL, HEIGHT, HIGH_TIDE = "jma:arrival", "jma:height", "jma:high_tide"
OBSERVED, OBSERVED_AT, REGION_CLASS = "jma:observed", "jma:observed_at", "jma:class"


def forecast(item: etree._Element) -> Iterator[Code]:
    """Of one `Item` of a forecast or of an estimation: its region, then its gauges."""
    yield from _expected(item, text(item, "Area/Code"))
    for gauge in children(item, "Station"):
        code = text(gauge, "Code")
        if tide := time(gauge, "HighTideDateTime"):
            yield from _code(HIGH_TIDE, code, tide.isoformat())
        yield from _expected(gauge, code)


def observation(item: etree._Element) -> Iterator[Code]:
    """Of one `Item` of an observation: the highest wave so far at each gauge, and when."""
    for gauge in children(item, "Station"):
        code = text(gauge, "Code")
        yield from _code(OBSERVED, code, _height(gauge) or text(gauge, "MaxHeight/Condition"))
        if at := time(gauge, "MaxHeight/DateTime"):
            yield from _code(OBSERVED_AT, code, at.isoformat())


def region_class(item: etree._Element) -> Iterator[Code]:
    """Which class holds in the region, by the agency's name."""
    yield from _code(REGION_CLASS, text(item, "Area/Code"), text(item, "Category/Kind/Name"))


def _expected(place: etree._Element, code: str) -> Iterator[Code]:
    """The words stand before the time: "thought to have come" is more than when it was to come."""
    comes = time(place, "FirstHeight/ArrivalTime")
    said = text(place, "FirstHeight/Condition") or (comes.isoformat() if comes else "")
    yield from _code(ARRIVAL, code, said)
    yield from _code(HEIGHT, code, _height(place))


def _height(place: etree._Element) -> str:
    found = child(place, "MaxHeight/TsunamiHeight")
    return "" if found is None else found.get("description", "").strip()


def _code(name: str, code: str, value: str) -> Iterator[Code]:
    if code and value:
        yield Code(name=f"{name}:{code}", value=value)
