"""What one person should do: exactly one action, before any way is shown (DOMAIN section 2).

The server knows the alert; the phone knows the place. Both follow the same table, `RULES`: the
server with no facts (`server_action`), the phone with those that never leave it
(pwa/app/phone/action.js; tests/alerts/action-vectors.json holds every case for both).
docs/actions.md is this table in words.
"""

from collections.abc import Callable
from enum import StrEnum

import msgspec

from alerts.model import Action, Authority, Kind, Phase, Strength

# Water that one must not walk through.
WATER = frozenset({Kind.FLOOD, Kind.INLAND_FLOOD, Kind.STORM_SURGE})
_MAY_STAY_IN = frozenset({Kind.FLOOD, Kind.INLAND_FLOOD})
# Outdoors is the danger: there is never a way, whatever the strength.
_NEVER_A_WAY = frozenset({Kind.TORNADO, Kind.ATTACK})
# An agency's strongest words on weather mean "stay indoors", not "set out early".
INDOORS = frozenset({Kind.STORM, Kind.SNOW, Kind.HEAT})
# Hazards whose mapped zone decides what a place should do.
_ZONED = WATER | {Kind.LANDSLIDE}
# The only two that may ever show a way.
WAYS = frozenset({Action.LEAVE_FOR_SITE, Action.LEAVE_SHORE})
# An upper floor is dry at home only for so long: supplies for three days are what is advised.
_LONGEST_STAY_H = 72.0
# Dark for the whole year at the latitudes of Japan; rather too early than too late.


class Building(StrEnum):
    """What stands at a place. Solid: reinforced concrete or steel, three storeys or more."""

    SOLID = "solid"
    WOODEN = "wooden"


class PlaceFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What a phone may know of its place. None = not known, and never taken for good news.

    `depth_m` is the mapped depth of water above ground, `floor_m` the height above ground of the
    floor one can go up to, `hours` how long the water stays; the zones are the mapped ones.
    `walk_s` is how long the way out of the tsunami zone takes at the reader's own pace.
    """

    in_zone: bool | None = None
    depth_m: float | None = None
    floor_m: float | None = None
    hours: float | None = None
    building: Building | None = None
    in_collapse_zone: bool | None = None
    in_landslide_zone: bool | None = None
    in_tsunami_zone: bool | None = None
    needs_time: bool = False
    walk_s: float | None = None

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
    """How it is outside: dark at the place's local time; water reported on the way.

    `arrival_s`: seconds until the first wave is expected; None where nobody has said.
    """

    night: bool = False
    water_reported: bool = False
    arrival_s: float | None = None


NO_FACTS = PlaceFacts()
CALM = Conditions()


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the answer hangs on."""

    kind: Kind
    strength: Strength
    phase: Phase
    authority: Authority
    facts: PlaceFacts = NO_FACTS
    conditions: Conditions = CALM

    @property
    def is_too_late_to_walk(self) -> bool:
        """Known, not guessed: the wave is expected before the walk ends."""
        walk, arrival = self.facts.walk_s, self.conditions.arrival_s
        return walk is not None and arrival is not None and walk > arrival

    @property
    def leaves_early(self) -> bool:
        """Whether "leave if slow" asks this place to leave. A tsunami waits for nobody."""
        if self.kind is Kind.TSUNAMI:
            return True
        if self.kind in INDOORS and self.authority is Authority.AGENCY:
            return False
        return self.facts.needs_time


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    """One row: the first that applies decides. `name` is its row in docs/actions.md."""

    name: str
    applies: Callable[[Question], bool]
    action: Action


RULES = (
    Rule(
        name="it has ended or was withdrawn",
        applies=lambda q: q.phase is not Phase.LIVE,
        action=Action.OVER,
    ),
    Rule(
        name="strength know",
        applies=lambda q: q.strength is Strength.KNOW,
        action=Action.KNOW,
    ),
    Rule(
        name="tsunami advisory (strength ready)",
        applies=lambda q: q.strength is Strength.READY and q.kind is Kind.TSUNAMI,
        action=Action.LEAVE_SHORE,
    ),
    Rule(
        name="strength ready",
        applies=lambda q: q.strength is Strength.READY,
        action=Action.BE_READY,
    ),
    Rule(
        name="tornado or attack",
        applies=lambda q: q.kind in _NEVER_A_WAY,
        action=Action.PROTECT,
    ),
    Rule(
        name="tsunami, and the wave comes before the walk ends",
        applies=lambda q: q.kind is Kind.TSUNAMI and q.is_too_late_to_walk,
        action=Action.GO_UP,
    ),
    Rule(
        name="major tsunami warning of the agency",
        applies=lambda q: (
            q.strength is Strength.PROTECT
            and q.kind is Kind.TSUNAMI
            and q.authority is Authority.AGENCY
        ),
        action=Action.LEAVE_FOR_SITE,
    ),
    Rule(
        name="strength protect (level 5, early warning)",
        applies=lambda q: q.strength is Strength.PROTECT,
        action=Action.PROTECT,
    ),
    Rule(
        name="strength leave if slow, and nobody here needs more time",
        applies=lambda q: q.strength is Strength.LEAVE_IF_SLOW and not q.leaves_early,
        action=Action.BE_READY,
    ),
    Rule(
        name="flood or surge, and water is reported on the way",
        applies=lambda q: q.kind in WATER and q.conditions.water_reported,
        action=Action.GO_UP,
    ),
    Rule(
        name="river or inland flood, and every fact of the place allows staying in",
        applies=lambda q: q.kind in _MAY_STAY_IN and q.facts.allow_staying_in,
        action=Action.STAY_IN,
    ),
    Rule(
        name="whatever else asks to leave",
        applies=lambda q: q.strength.is_urgent,
        action=Action.LEAVE_FOR_SITE,
    ),
)


class Caution(StrEnum):
    """What must be said beside an action."""

    WATER = "water"  # Do not walk through water. If the way is flooded, go up where you are.
    ZONE_UNKNOWN = "zone_unknown"  # Nobody has told this phone whether the place is in a zone.
    SOLID_FLOOR = "solid_floor"  # The highest solid floor nearby, not this building.


def action(
    kind: Kind,
    strength: Strength,
    phase: Phase,
    authority: Authority,
    facts: PlaceFacts = NO_FACTS,
    conditions: Conditions = CALM,
) -> Action:
    """The one action for a place. Only `LEAVE_FOR_SITE` and `LEAVE_SHORE` may show a way."""
    question = Question(
        kind=kind,
        strength=strength,
        phase=phase,
        authority=authority,
        facts=facts,
        conditions=conditions,
    )
    return next(rule.action for rule in RULES if rule.applies(question))


def server_action(kind: Kind, strength: Strength, phase: Phase, authority: Authority) -> Action:
    """The action that is right for everyone in the area, as far as the server can know."""
    return action(kind, strength, phase, authority)


def cautions(
    kind: Kind, chosen: Action, facts: PlaceFacts = NO_FACTS, conditions: Conditions = CALM
) -> tuple[Caution, ...]:
    """What is said beside the action, in the order in which it is said."""
    said = {
        Caution.WATER: needs_water_caution(kind, chosen, conditions),
        Caution.ZONE_UNKNOWN: (
            kind in _ZONED and chosen is Action.LEAVE_FOR_SITE and facts.in_zone is None
        ),
        Caution.SOLID_FLOOR: (
            kind is Kind.TSUNAMI and chosen is Action.GO_UP and facts.building is not Building.SOLID
        ),
    }
    return tuple(caution for caution, is_due in said.items() if is_due)


def needs_water_caution(kind: Kind, chosen: Action, conditions: Conditions) -> bool:
    """Whether "Do not walk through water …" belongs beside the action: night, or water on the way.

    A server cannot know when its text is read and passes `night=True`.
    """
    return (
        kind in WATER
        and chosen in (Action.LEAVE_FOR_SITE, Action.GO_UP)
        and (conditions.night or conditions.water_reported)
    )
