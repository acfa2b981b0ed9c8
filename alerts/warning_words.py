"""Which sentences say an agency's warning. Every id here begins with `warning.`.

Only rain floods, landslides and storm surges carry the five-level number; a tsunami has the names
of its classes; all others have words alone (DOMAIN section 1).
"""

from collections.abc import Sequence

from alerts.action import INDOORS, WATER, Conditions, needs_water_caution
from alerts.levels import has_level
from alerts.model import Action, Authority, Holding, Kind, Phase, Relation, Revision, Strength
from alerts.named_warnings import named
from alerts.plan import MOST_CHANGES, Plan

_DO = {
    Action.PROTECT: "protect",
    Action.LEAVE_FOR_SITE: "leave_for_site",
    Action.LEAVE_SHORE: "leave_shore",
    Action.BE_READY: "be_ready",
    Action.KNOW: "know",
}
_CHANGES = ("stronger", "weaker", "area", "until")
_UNDER_A_ROOF = frozenset({Kind.STORM, Kind.TORNADO, Kind.ATTACK, Kind.SNOW})
# Advice that is right at every strength from ready on, and sends nobody out.
_ADVICE_OF_KIND = {
    Kind.VOLCANO: "ash",
    Kind.FIRE: "smoke",
    Kind.INDUSTRIAL: "air",
    Kind.HEAT: "cool",
    Kind.SNOW: "snow",
    Kind.INLAND_FLOOD: "underground",
    Kind.FLOOD: "underground",
    Kind.EARTHQUAKE: "aftershocks",
}


def plan(revision: Revision, relation: Relation, action: Action, changes: Sequence[str]) -> Plan:
    if revision.phase is Phase.ALL_CLEAR:
        return Plan(
            title="warning.title.over", lines=("warning.over", "warning.was", "warning.clock")
        )
    if revision.stopped:
        return Plan(
            title="warning.title.stopped",
            lines=("warning.stopped", "warning.stopped.care", "warning.was", "warning.own.clock"),
        )
    if revision.phase is Phase.WITHDRAWN:
        own = revision.authority is Authority.MAYOR or revision.withdrawn_here
        first = "warning.withdrawn.own" if own else "warning.withdrawn"
        clock = "warning.own.clock" if revision.withdrawn_here else "warning.clock"
        return Plan(
            title="warning.title.withdrawn",
            lines=(first, "warning.withdrawn.care", "warning.was", clock),
        )
    if relation is Relation.LEFT:
        return Plan(
            title="warning.title.left",
            lines=("warning.left", "warning.left.care", "warning.clock"),
        )
    return _live(revision, relation, action, changes)


def scale(warning: Revision | Holding, action: Action) -> str:
    """The end of the ids for this warning: `level.…`, `tsunami.…` or `plain.…`."""
    kind, strength = warning.kind, warning.strength
    if has_level(warning):
        return f"level.{strength.value}"
    if kind is Kind.TSUNAMI and strength is not Strength.KNOW:
        named = Strength.LEAVE if strength is Strength.LEAVE_IF_SLOW else strength
        return f"tsunami.{named.value}"
    return "plain.protect" if action is Action.PROTECT else f"plain.{strength.value}"


def _live(revision: Revision, relation: Relation, action: Action, changes: Sequence[str]) -> Plan:
    member = scale(revision, action)
    return Plan(
        title=f"warning.title.{member}",
        lines=(
            *_changed(relation, changes),
            _what(revision, member),
            "warning.where",
            *_do(revision, member, action),
            *(("warning.from",) if revision.onset and revision.onset > revision.sent else ()),
            "warning.until" if revision.expires else "warning.until.open",
            "warning.clock",
        ),
        extra=_advice(revision.kind, revision.strength, action),
    )


def _what(revision: Revision, member: str) -> str:
    """What was announced, if the agency's name of it is known; else how strong it is."""
    announced = named(revision)
    return f"warning.what.named.{announced.member}" if announced else f"warning.what.{member}"


def _changed(relation: Relation, changes: Sequence[str]) -> tuple[str, ...]:
    if relation is not Relation.CHANGED:
        return ()
    said = tuple(f"warning.changed.{change}" for change in _CHANGES if change in changes)
    return said[:MOST_CHANGES] or ("warning.changed.words",)


def _do(revision: Revision, member: str, action: Action) -> tuple[str, ...]:
    kind = revision.kind
    runs_up = kind is Kind.TSUNAMI and action is Action.LEAVE_FOR_SITE
    ids = ["warning.do.high_ground" if runs_up else f"warning.do.{_DO[action]}"]
    if not member.startswith("plain."):
        ids.append(f"warning.fixed.{member}")
    elif member == "plain.leave_if_slow" and kind not in INDOORS:
        ids.append("warning.fixed.plain.leave_if_slow")
    if needs_water_caution(kind, action, Conditions(night=True)):
        ids.append("warning.water")
    return tuple(ids)


def _advice(kind: Kind, strength: Strength, action: Action) -> tuple[str, ...]:
    """What may be cut, best first: what the action asks, then what the hazard asks of everybody."""
    ids = []
    if kind is Kind.EARTHQUAKE:
        ids.append("warning.advice.sea")
    if action is Action.PROTECT:
        if kind in WATER | {Kind.LANDSLIDE}:
            ids.append("warning.advice.higher")
        if kind in _UNDER_A_ROOF:
            ids.append("warning.advice.indoors")
        if kind is Kind.EARTHQUAKE:
            ids.append("warning.advice.shaking")
    if kind in _ADVICE_OF_KIND and strength is not Strength.KNOW:
        ids.append(f"warning.advice.{_ADVICE_OF_KIND[kind]}")
    return tuple(ids)
