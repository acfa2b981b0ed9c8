"""The five-level number of 避難情報 and of the hazards that carry it (DOMAIN section 1).

The number is the agency's to give: it is read from the names of its classes, in force since May
2026, and never worked out from urgency, severity and certainty, which mean something else in every
country.
"""

import re
from collections.abc import Sequence
from types import MappingProxyType

from alerts.languages import known
from alerts.model import Holding, Kind, Order, Revision, Strength
from alerts.report import Text

LEVELLED = frozenset({Kind.FLOOD, Kind.LANDSLIDE, Kind.STORM_SURGE})

_OF_ORDER = MappingProxyType(
    {Order.EMERGENCY_SAFETY: 5, Order.EVACUATE: 4, Order.ELDERLY_AND_OTHERS: 3}
)
_OF_STRENGTH = MappingProxyType(
    {Strength.PROTECT: 5, Strength.LEAVE: 4, Strength.LEAVE_IF_SLOW: 3, Strength.READY: 2}
)
# The first that fits: each 特別警報, 危険警報 and 注意報 stands before the plain 警報.
_CLASSES = tuple(
    (strength, re.compile(pattern))
    for strength, pattern in (
        (Strength.PROTECT, r"レベル[5５]|特別警報"),
        (Strength.LEAVE, r"レベル[4４]|危険警報|土砂災害警戒情報"),
        (Strength.LEAVE_IF_SLOW, r"レベル[3３]"),
        (Strength.READY, r"レベル[2２]"),
        (Strength.KNOW, r"早期注意情報"),
        (Strength.READY, r"注意報"),
        (Strength.LEAVE_IF_SLOW, r"警報"),
    )
)


def level_of(revision: Revision) -> int | None:
    """5 to 2, or None where no level is official: tsunami, volcano, storm, what is only to know.

    An order has its own level, whatever its hazard. An ending has the level of what it ends.
    """
    if revision.order is not None:
        return _OF_ORDER[revision.order]
    return _OF_STRENGTH.get(revision.strength) if has_level(revision) else None


def has_level(warning: Revision | Holding) -> bool:
    """Whether an agency's warning is said as "conditions of level N"."""
    return (
        warning.names_level and warning.kind in LEVELLED and warning.strength is not Strength.KNOW
    )


def class_of(texts: Sequence[Text]) -> Strength | None:
    """The strength of the class that a warning's Japanese event, else headline, names; else None.

    Only for kinds that carry a level.
    """
    japanese = [text for text in texts if (known(text.language) or "").startswith("ja")]
    events = " ".join(text.event for text in japanese)
    headlines = " ".join(text.headline for text in japanese)
    return _class_in(events) or _class_in(headlines)


def _class_in(words: str) -> Strength | None:
    return next((strength for strength, pattern in _CLASSES if pattern.search(words)), None)
