"""Finding one's way in a telegram: elements by their plain names, whatever namespace a body has."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

from lxml import etree

from alerts.report import AreaClaim, Code
from alerts.sources.cap_block import Notes, clean, string_of


def child(element: etree._Element, path: str) -> etree._Element | None:
    """The first element at a path of local names ("Kind/Name"), or None."""
    return element.find(_anywhere(path))


def children(element: etree._Element, path: str) -> Iterator[etree._Element]:
    """All elements at a path of local names, in document order."""
    yield from element.iterfind(_anywhere(path))


def text(element: etree._Element | None, path: str = "") -> str:
    """What stands there, freed of hidden characters and outer blanks; "" where nothing does."""
    found = child(element, path) if element is not None and path else element
    return "" if found is None else clean(string_of(found), Notes()).strip()


def texts(element: etree._Element, path: str) -> tuple[str, ...]:
    """Of every element at the path that says something, in document order."""
    return tuple(said for one in children(element, path) if (said := text(one)))


def time(element: etree._Element | None, path: str) -> datetime | None:
    """An aware time (xs:dateTime with its offset); None where there is none that can be read."""
    try:
        found = datetime.fromisoformat(text(element, path))
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def claim(area: etree._Element, code_type: str) -> AreaClaim:
    """One `Area` (or another element with `Name` and `Code`) as a claim by official code.

    `code_type`: the telegram's own `codeType`, or the one that its schema fixes there.
    """
    code = text(area, "Code")
    codes = (Code(name=code_type, value=code),) if code else ()
    return AreaClaim(description=text(area, "Name"), geocodes=codes)


@lru_cache(maxsize=512)  # the paths that the parsers name, some hundred
def _anywhere(path: str) -> str:
    """ "Kind/Name" → "{*}Kind/{*}Name"; ".//" before the first name searches all levels."""
    start = ".//" if path.startswith(".//") else ""
    return start + "/".join(f"{{*}}{name}" for name in path.removeprefix(".//").split("/"))
