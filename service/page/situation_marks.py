"""How much is asked of people, as a drawing: colour, hatching, and a word beside it.

Colours are those of levels and tsunami classes, and belong to them alone; what has none is plain
(DOMAIN section 1). The hatching goes by strength, so that nothing hangs on colour.
"""

from collections.abc import Iterable
from types import MappingProxyType

import msgspec

from alerts.levels import level_of
from alerts.model import Revision, Strength
from service.page.markup import Html, element, join
from service.page.plate import plate_name
from service.page.visit import Visit

# What stands out on a fill: names of `css/situation.css`.
_TONE = MappingProxyType(
    {
        "5": "white",
        "4": "white",
        "3": "black",
        "2": "black",
        "tsunami-protect": "white",
        "tsunami-leave": "black",
        "tsunami-ready": "black",
    }
)
_EDGE = 8
# Within a square of 8: strokes that go on from one square into the next.
_STROKES = MappingProxyType(
    {
        Strength.PROTECT: "M0 0L8 8M8 0L0 8M4 0V8",
        Strength.LEAVE: "M0 0L8 8M8 0L0 8",
        Strength.LEAVE_IF_SLOW: "M-2 2L2 -2M0 8L8 0M6 10L10 6",
        Strength.READY: "M4 0V8",
        Strength.KNOW: "M3 4H5",
    }
)


class Mark(msgspec.Struct, frozen=True, order=True):
    """`rank` 0 is the strongest. `name`: of the plate whose colour it has."""

    rank: int
    name: str

    @property
    def strength(self) -> Strength:
        return tuple(Strength)[self.rank]

    @property
    def fill(self) -> str:
        return f"mark fill-{self.name}"

    @property
    def pattern(self) -> str:
        return f"hatch-{self.strength.value}-{_TONE.get(self.name, 'ink')}"


def mark_of(revision: Revision) -> Mark:
    """Of a live revision, whatever has become of it since."""
    facts = {
        "phase": "live",
        "level": level_of(revision),
        "kind": revision.kind.value,
        "strength": revision.strength.value,
    }
    return Mark(revision.strength.rank, plate_name(facts))


def patterns(marks: Iterable[Mark]) -> Html:
    """The hatchings that these need: once in a document."""
    wanted = sorted({(one.pattern, one.strength) for one in marks})
    drawn = [_pattern(name, strength) for name, strength in wanted]
    size = {"width": 0, "height": 0}
    return element(
        "svg",
        element("defs", *drawn),
        class_="hatches",
        aria_hidden="true",
        focusable="false",
        **size,
    )


def painted(name: str, mark: Mark, **shape: str) -> Html:
    """An SVG shape in the mark's colour, and again in its hatching."""
    return join(
        element(name, class_=mark.fill, **shape),
        element(name, class_="hatching", fill=f"url(#{mark.pattern})", **shape),
    )


def legend(visit: Visit, marks: Iterable[Mark], *, with_none: bool) -> Html:
    """Each mark with its word, strongest first; what has none last."""
    rows = [
        element("li", _swatch(painted("rect", one, **_WHOLE)), visit.say(_word(one)))
        for one in sorted(set(marks))
    ]
    if with_none:
        none = _swatch(element("rect", class_="mark fill-none", **_WHOLE))
        rows.append(element("li", none, visit.say("situation.none")))
    return element("ul", *rows, class_="legend")


_WHOLE = MappingProxyType({"x": "1", "y": "1", "width": "38", "height": "22"})


def _word(mark: Mark) -> str:
    return f"situation.strength.{mark.strength.value}"


def _swatch(shape: Html) -> Html:
    return element(
        "svg", shape, viewBox="0 0 40 24", class_="swatch", aria_hidden="true", focusable="false"
    )


def _pattern(name: str, strength: Strength) -> Html:
    tone = name.rpartition("-")[2]
    stroke = element("path", d=_STROKES[strength], class_=f"stroke-{tone}")
    return element(
        "pattern",
        stroke,
        id=name,
        width=_EDGE,
        height=_EDGE,
        patternUnits="userSpaceOnUse",
    )
