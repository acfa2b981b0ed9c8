"""Hazard -> the ground it means: an Area with names, or the reason why there is none.

Fails closed: nothing is widened, guessed or repaired here (DOMAIN sections 6 and 9). Where an area
is drawn, its geocodes are not added; a drawing that cannot be read is not replaced by a code.
"""

from collections import defaultdict

import msgspec

from alerts.report import AreaClaim, Code, Hazard
from geo.area import Area, Refused, area_from_circle, area_from_ring, difference, union
from geo.places import Gazetteer, OfficialArea, joined_names

_MOST_NAMES = 3


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """The ground of one hazard.

    `names` maps a language to the place's name in it; "" holds the source's own description.
    `unmatched` are sentences about areas of the same hazard that could not be matched: those people
    are not warned, so somebody must hear of it.
    """

    area: Area
    names: dict[str, str]
    areas: int
    unmatched: tuple[str, ...] = ()


class Elsewhere(Refused, frozen=True):
    """Every area that the hazard names is one that the town's tables know as not theirs.

    Quiet, unlike any other refusal: nothing is missing (DOMAIN section 6).
    """


ELSEWHERE = Elsewhere("its areas are elsewhere: the town's table of codes knows them as not ours")


class Grounds(msgspec.Struct, frozen=True, kw_only=True):
    """The ground of one hazard, place by place.

    `places`: key of an official area -> that alone; "" -> all that is drawn. `missing`: sentences
    on what could not be matched. `elsewhere`: none of it is ours, and that is known.
    """

    places: dict[str, Match]
    missing: tuple[str, ...] = ()
    elsewhere: bool = False


class _Ground(msgspec.Struct, frozen=True):
    area: Area
    official: tuple[OfficialArea, ...] = ()
    missing: tuple[str, ...] = ()


def match(hazard: Hazard, gazetteer: Gazetteer) -> Match | Refused:
    """The union of the hazard's areas; refused when not one of them can be matched.

    An area that the town's tables know as elsewhere is left out without a word, unless all are.
    """
    if not hazard.areas:
        return Refused("the warning names no area; it warns nobody until somebody draws one")
    grounds = [_ground(claim, gazetteer) for claim in hazard.areas]
    found = [ground for ground in grounds if isinstance(ground, _Ground)]
    missing = _sentences(hazard.areas, grounds)
    if not found:
        return Refused("; ".join(missing)) if missing else ELSEWHERE
    area = union(ground.area for ground in found)
    official = [one for ground in found for one in ground.official]
    return Match(
        area=area,
        names=_names(hazard, area, official, gazetteer),
        areas=len(found),
        unmatched=missing,
    )


def grounds(hazard: Hazard, gazetteer: Gazetteer) -> Grounds:
    """As `match`, with each official area for itself."""
    if not hazard.areas:
        found = match(hazard, gazetteer)
        assert isinstance(found, Refused)
        return Grounds(places={}, missing=(found.reason,))
    drawn = tuple(claim for claim in hazard.areas if _is_drawn(claim))
    read = {
        claim: _coded(claim.geocodes, gazetteer) for claim in hazard.areas if not _is_drawn(claim)
    }
    places = {
        official.key: _match_of(official, claim)
        for claim, ground in read.items()
        if isinstance(ground, _Ground)
        for official in ground.official
    }
    missing = _sentences(tuple(read), list(read.values()))
    if drawn:
        together = match(msgspec.structs.replace(hazard, areas=drawn), gazetteer)
        if isinstance(together, Match):
            places[""] = together
            missing += together.unmatched
        elif not isinstance(together, Elsewhere):
            missing += (together.reason,)
    return Grounds(places=places, missing=missing, elsewhere=not places and not missing)


def _match_of(official: OfficialArea, claim: AreaClaim) -> Match:
    names = {**joined_names([official], _MOST_NAMES), "": claim.description}
    return Match(area=official.area, names=names, areas=1)


def _ground(claim: AreaClaim, gazetteer: Gazetteer) -> _Ground | Refused:
    if _is_drawn(claim):
        return _drawn(claim)
    return _coded(claim.geocodes, gazetteer)


def _is_drawn(claim: AreaClaim) -> bool:
    return bool(claim.polygons or claim.circles or claim.faults)


def _drawn(claim: AreaClaim) -> _Ground | Refused:
    shapes = [area_from_ring(ring) for ring in claim.polygons]
    shapes += [area_from_circle(one.lon, one.lat, one.radius_km) for one in claim.circles]
    areas = [shape for shape in shapes if isinstance(shape, Area)]
    reasons = (*claim.faults, *(shape.reason for shape in shapes if isinstance(shape, Refused)))
    if not areas:
        return Refused("; ".join(reasons))
    outline = union(areas)
    read = [area_from_ring(ring) for ring in claim.holes]
    holes = [shape for shape in read if isinstance(shape, Area)]
    reasons += tuple(_not_left_out(shape) for shape in read if isinstance(shape, Refused))
    left = difference(outline, union(holes)) if holes else outline
    if left is None:
        return Refused("what is to be left out of the area covers all of it")
    return _Ground(left, missing=reasons)


def _not_left_out(hole: Refused) -> str:
    return f"A hole could not be left out, so more people are warned: {hole.reason}"


def _coded(geocodes: tuple[Code, ...], gazetteer: Gazetteer) -> _Ground | Refused:
    """Codes of one scheme only: several schemes are one area written several ways.

    The scheme that is matched most completely is taken; on a tie, the one written first.
    """
    by_scheme: dict[str, list[str]] = defaultdict(list)
    for code in geocodes:
        scheme = gazetteer.scheme_of(code.name)
        if scheme is not None:
            by_scheme[scheme].append(code.value)
    if not by_scheme:
        written = ", ".join(sorted({code.name for code in geocodes})) or "none"
        return Refused(f"no polygon, no circle and no geocode of a known kind (written: {written})")
    candidates = [_of_scheme(scheme, values, gazetteer) for scheme, values in by_scheme.items()]
    return min(candidates, key=_incompleteness)


def _of_scheme(scheme: str, values: list[str], gazetteer: Gazetteer) -> _Ground | Refused:
    found = {value: gazetteer.find_code(scheme, value) for value in dict.fromkeys(values)}
    missing = tuple(
        f"{scheme}:{value} is not among the imported official areas (hansho city areas)"
        for value, area in found.items()
        if area is None and not gazetteer.is_elsewhere(scheme, value)
    )
    official = tuple(area for area in found.values() if area is not None)
    if not official:
        return Refused("; ".join(missing)) if missing else ELSEWHERE
    return _Ground(union(one.area for one in official), official, missing)


def _incompleteness(ground: _Ground | Refused) -> tuple[int, int]:
    if isinstance(ground, Elsewhere):
        return (1, 0)
    return (2, 0) if isinstance(ground, Refused) else (0, len(ground.missing))


def _sentences(claims: tuple[AreaClaim, ...], grounds: list[_Ground | Refused]) -> tuple[str, ...]:
    sentences: list[str] = []
    for claim, ground in zip(claims, grounds, strict=True):
        if isinstance(ground, Elsewhere):
            continue
        reasons = (ground.reason,) if isinstance(ground, Refused) else ground.missing
        label = claim.description or "unnamed area"
        sentences += [f"{label}: {reason}" for reason in reasons]
    return tuple(sentences)


def _names(
    hazard: Hazard, area: Area, official: list[OfficialArea], gazetteer: Gazetteer
) -> dict[str, str]:
    names = (
        joined_names(official, _MOST_NAMES) if official else gazetteer.names_of(area, _MOST_NAMES)
    )
    described = next((text.area_description for text in hazard.texts if text.area_description), "")
    return {**names, "": described}
