"""The five-level number of 避難情報 and of the hazards that carry it (DOMAIN section 1)."""

from types import MappingProxyType

from alerts.model import Order, Revision, Strength
from alerts.warning_words import LEVELLED

_OF_ORDER = MappingProxyType(
    {Order.EMERGENCY_SAFETY: 5, Order.EVACUATE: 4, Order.ELDERLY_AND_OTHERS: 3}
)
_OF_STRENGTH = MappingProxyType(
    {Strength.PROTECT: 5, Strength.LEAVE: 4, Strength.LEAVE_IF_SLOW: 3, Strength.READY: 2}
)


def level_of(revision: Revision) -> int | None:
    """5 to 2, or None where no level is official: tsunami, volcano, storm, what is only to know.

    An order has its own level, whatever its hazard. An ending has the level of what it ends.
    """
    if revision.order is not None:
        return _OF_ORDER[revision.order]
    return _OF_STRENGTH.get(revision.strength) if revision.kind in LEVELLED else None
