"""CAP `info` blocks → Hazards: which blocks say the same in another language.

CAP 1.2 repeats a whole `info` for each language *and* for each hazard, and does not say which is
which. Two blocks are one hazard in two languages when they agree in everything that does not
depend on language: the ground (rings, circles and codes of all areas, in any order), categories,
urgency, severity, certainty, event codes, onset and expiry. A block joins the first such hazard
that still lacks its language, so `de en de en` and `de de en en` both give two hazards of two
languages. Blocks of one language are always several hazards (DOMAIN section 9).
"""

from collections.abc import Hashable, Iterable

import msgspec
from lxml import etree

from alerts.report import AreaClaim, Code, Hazard, Text
from alerts.sources.cap_block import ORDER, Block, Notes
from alerts.sources.cap_shapes import area_claim
from alerts.sources.cap_values import codes, language, level, optional_time, web

_URGENCY = frozenset({"Immediate", "Expected", "Future", "Past", "Unknown"})
_SEVERITY = frozenset({"Extreme", "Severe", "Moderate", "Minor", "Unknown"})
_CERTAINTY = frozenset({"Observed", "Likely", "Possible", "Unlikely", "Unknown"})


class _Group(msgspec.Struct):
    first: Hazard
    texts: list[Text]
    languages: set[str]


def hazards(infos: Iterable[etree._Element], namespace: str, notes: Notes) -> tuple[Hazard, ...]:
    """All hazards of an alert, in the order of their first blocks; none for a bare Cancel."""
    return group([_hazard(info, namespace, notes) for info in infos])


def group(blocks: Iterable[Hazard]) -> tuple[Hazard, ...]:
    """Joins one-language hazards as the module says. Linear in the blocks of each key."""
    alike: dict[Hashable, list[_Group]] = {}
    ordered: list[_Group] = []
    for block in blocks:
        (text,) = block.texts
        candidates = alike.setdefault(_same_in_every_language(block), [])
        spoken = text.language.lower()
        home = next((one for one in candidates if spoken not in one.languages), None)
        if home is None:
            home = _Group(first=block, texts=[], languages=set())
            candidates.append(home)
            ordered.append(home)
        home.texts.append(text)
        home.languages.add(spoken)
    return tuple(msgspec.structs.replace(one.first, texts=tuple(one.texts)) for one in ordered)


def _same_in_every_language(block: Hazard) -> Hashable:
    return (
        _ground(block.areas),
        frozenset(block.categories),
        (block.urgency, block.severity, block.certainty),
        frozenset(block.event_codes),
        (block.onset, block.expires),
    )


def _ground(areas: tuple[AreaClaim, ...]) -> frozenset[Hashable]:
    shapes = [shape for area in areas for shape in (*area.polygons, *area.circles)]
    faults = [fault for area in areas for fault in area.faults]
    geocodes: list[Code] = [code for area in areas for code in area.geocodes]
    return frozenset([*shapes, *geocodes, *faults])


def _hazard(info: etree._Element, namespace: str, notes: Notes) -> Hazard:
    block = Block(info, namespace, ORDER["info"], notes)
    areas = tuple(area_claim(area, namespace, notes) for area in block.elements("area"))
    effective, onset, expires = (
        optional_time(block, name, notes) for name in ("effective", "onset", "expires")
    )
    return Hazard(
        texts=(_text(block, areas, notes),),
        areas=areas,
        categories=block.texts("category"),
        event_codes=codes(block, "eventCode", namespace, notes),
        parameters=codes(block, "parameter", namespace, notes),
        response_types=block.texts("responseType"),
        urgency=level(block, "urgency", _URGENCY, notes),
        severity=level(block, "severity", _SEVERITY, notes),
        certainty=level(block, "certainty", _CERTAINTY, notes),
        effective=effective,
        onset=onset,
        expires=expires,
    )


def _text(block: Block, areas: tuple[AreaClaim, ...], notes: Notes) -> Text:
    if not block.text("event"):
        notes.add("An info block names no event.")
    return Text(
        language=language(block, notes),
        event=block.text("event"),
        headline=block.text("headline"),
        description=block.joined("description"),
        instruction=block.joined("instruction"),
        web=web(block, notes),
        sender_name=block.text("senderName"),
        area_description="; ".join(area.description for area in areas if area.description),
    )
