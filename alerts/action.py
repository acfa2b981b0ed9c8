"""What one person should do: exactly one action, before any way is shown (DOMAIN section 2).

The server knows the alert; the phone knows the place. Both call the same rules: the server with no
facts (`server_action`), the phone with those that never leave it.
"""

import msgspec

from alerts.model import Action, Authority, Kind, Phase, Strength

# Water that one must not walk through.
WATER = frozenset({Kind.FLOOD, Kind.INLAND_FLOOD, Kind.STORM_SURGE})
_MAY_STAY_IN = frozenset({Kind.FLOOD, Kind.INLAND_FLOOD})
# Outdoors is the danger: there is never a way, whatever the strength.
_NEVER_A_WAY = frozenset({Kind.TORNADO, Kind.ATTACK})
# An agency's strongest words on weather mean "stay indoors", not "set out early".
INDOORS = frozenset({Kind.STORM, Kind.SNOW, Kind.HEAT})
# An upper floor is dry at home only for so long: supplies for three days are what is advised.
_LONGEST_STAY_H = 72.0


class PlaceFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a phone may know of its place. None = not known, and never taken for good news.

    `depth_m` is the mapped depth of water above ground, `floor_m` the height above ground of the
    floor one can go up to, `hours` how long the water stays; the zones are the mapped ones.
    """

    in_zone: bool | None = None
    depth_m: float | None = None
    floor_m: float | None = None
    hours: float | None = None
    in_collapse_zone: bool | None = None
    in_landslide_zone: bool | None = None
    in_tsunami_zone: bool | None = None
    needs_time: bool = False

    @property
    def allow_staying_in(self) -> bool:
        """屋内安全確保: only where every fact is known and every one allows it."""
        if self.in_zone is None or self.in_collapse_zone is not False:
            return False
        if self.in_landslide_zone is not False or self.in_tsunami_zone is not False:
            return False
        if self.depth_m is None or self.floor_m is None or self.hours is None:
            return False
        return self.floor_m > self.depth_m and self.hours <= _LONGEST_STAY_H


class Conditions(msgspec.Struct, frozen=True, kw_only=True):
    """How it is outside: dark at the place's local time; water reported on the way."""

    night: bool = False
    water_reported: bool = False


NO_FACTS = PlaceFacts()
CALM = Conditions()


def action(
    kind: Kind,
    strength: Strength,
    phase: Phase,
    authority: Authority,
    facts: PlaceFacts = NO_FACTS,
    conditions: Conditions = CALM,
) -> Action:
    """The one action for a place. Only `LEAVE_FOR_SITE` and `LEAVE_SHORE` may show a way."""
    if phase is not Phase.LIVE:
        return Action.OVER
    if strength is Strength.KNOW:
        return Action.KNOW
    if strength is Strength.READY:
        return Action.LEAVE_SHORE if kind is Kind.TSUNAMI else Action.BE_READY
    if kind in _NEVER_A_WAY:
        return Action.PROTECT
    if strength is Strength.PROTECT:
        return _protecting(kind, authority)
    if strength is Strength.LEAVE_IF_SLOW and not _leaves_early(kind, authority, facts):
        return Action.BE_READY
    return _leaving(kind, facts, conditions)


def server_action(kind: Kind, strength: Strength, phase: Phase, authority: Authority) -> Action:
    """The action that is right for everyone in the area, as far as the server can know."""
    return action(kind, strength, phase, authority)


def needs_water_caution(kind: Kind, chosen: Action, conditions: Conditions) -> bool:
    """Whether "Do not walk through water …" belongs beside the action: night, or water on the way.

    A server cannot know when its text is read and passes `night=True`.
    """
    return (
        kind in WATER
        and chosen in (Action.LEAVE_FOR_SITE, Action.GO_UP)
        and (conditions.night or conditions.water_reported)
    )


def _protecting(kind: Kind, authority: Authority) -> Action:
    """Level 5 is never a way. 大津波警報 is no level 5: from a tsunami one runs while one can."""
    if kind is Kind.TSUNAMI and authority is Authority.AGENCY:
        return Action.LEAVE_FOR_SITE
    return Action.PROTECT


def _leaves_early(kind: Kind, authority: Authority, facts: PlaceFacts) -> bool:
    """Whether "leave if slow" asks this place to leave. A tsunami waits for nobody."""
    if kind is Kind.TSUNAMI:
        return True
    if kind in INDOORS and authority is Authority.AGENCY:
        return False
    return facts.needs_time


def _leaving(kind: Kind, facts: PlaceFacts, conditions: Conditions) -> Action:
    if kind in WATER and conditions.water_reported:
        return Action.GO_UP
    if kind in _MAY_STAY_IN and facts.allow_staying_in:
        return Action.STAY_IN
    return Action.LEAVE_FOR_SITE
