"""Which sentences say a mayor's order. Every id here begins with `order.`."""

from collections.abc import Sequence

from alerts.action import WATER, Conditions, needs_water_caution
from alerts.model import Action, Kind, Order, Phase, Relation, Revision
from alerts.plan import MOST_CHANGES, Plan

_DO = {
    Action.PROTECT: "protect",
    Action.LEAVE_FOR_SITE: "leave_for_site",
    Action.BE_READY: "be_ready",
}
# The fixed meaning of a level stands only beside the action that it means.
_MEANT = {
    Order.EMERGENCY_SAFETY: Action.PROTECT,
    Order.EVACUATE: Action.LEAVE_FOR_SITE,
    Order.ELDERLY_AND_OTHERS: Action.BE_READY,
}
_CHANGES = ("stronger", "weaker", "area")


def plan(
    revision: Revision, order: Order, relation: Relation, action: Action, changes: Sequence[str]
) -> Plan:
    if revision.phase is Phase.ALL_CLEAR:
        return Plan(
            title=f"order.title.over.{order.value}",
            lines=(f"order.over.{order.value}", "order.was", "order.clock"),
        )
    if revision.stopped:
        return Plan(
            title="order.title.stopped",
            lines=("order.stopped", "order.stopped.care", "order.was", "order.clock"),
        )
    if revision.phase is Phase.WITHDRAWN:
        return Plan(
            title="order.title.withdrawn",
            lines=("order.withdrawn", "order.withdrawn.care", "order.was", "order.clock"),
        )
    if relation is Relation.LEFT:
        return Plan(
            title="order.title.left", lines=("order.left", "order.left.care", "order.clock")
        )
    return Plan(
        title=f"order.title.{order.value}",
        lines=(
            *_changed(relation, changes),
            f"order.what.{order.value}",
            "order.where",
            *_do(revision, order, action),
            *(("order.from",) if revision.onset and revision.onset > revision.sent else ()),
            "order.until",
            "order.clock",
        ),
        extra=_advice(revision, action),
    )


def _changed(relation: Relation, changes: Sequence[str]) -> tuple[str, ...]:
    if relation is not Relation.CHANGED:
        return ()
    said = tuple(f"order.changed.{change}" for change in _CHANGES if change in changes)
    return said[:MOST_CHANGES] or ("order.changed.words",)


def _do(revision: Revision, order: Order, action: Action) -> tuple[str, ...]:
    runs_up = revision.kind is Kind.TSUNAMI and action is Action.LEAVE_FOR_SITE
    ids = ["order.do.high_ground" if runs_up else f"order.do.{_DO[action]}"]
    if _MEANT[order] is action:
        ids.append(f"order.fixed.{order.value}")
    if needs_water_caution(revision.kind, action, Conditions(night=True)):
        ids.append("order.water")
    return tuple(ids)


def _advice(revision: Revision, action: Action) -> tuple[str, ...]:
    rising = WATER | {Kind.LANDSLIDE, Kind.TSUNAMI}
    higher = action is Action.PROTECT and revision.kind in rising
    return ("order.advice.higher",) if higher else ()
