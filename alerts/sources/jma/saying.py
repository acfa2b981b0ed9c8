"""From what a code table says of a warning to a Hazard with the telegram's own words.

Urgency, severity and certainty are what CAP would say of such a strength (CAP 1.2 section 3.2.2),
for those who read CAP; nothing here decides by them.
"""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType

from alerts.model import Kind, Strength
from alerts.report import AreaClaim, Code, Hazard, Official, Text
from alerts.sources.jma.telegram import Telegram

ENDED = "AllClear"
"""The response type of what holds no more."""

_TRIPLE = MappingProxyType(
    {
        Strength.PROTECT: ("Immediate", "Extreme", "Observed", "Shelter"),
        Strength.LEAVE: ("Immediate", "Extreme", "Likely", "Evacuate"),
        Strength.LEAVE_IF_SLOW: ("Expected", "Severe", "Likely", "Prepare"),
        Strength.READY: ("Future", "Moderate", "Possible", "Prepare"),
        Strength.KNOW: ("Unknown", "Minor", "Unknown", "Monitor"),
    }
)
# The first that fits: 特別警報, 危険警報 and レベル3 stand before the plain 警報.
_BY_NAME = tuple(
    (strength, re.compile(pattern))
    for strength, pattern in (
        (Strength.PROTECT, r"レベル5|特別警報"),
        (Strength.LEAVE, r"レベル4|危険警報"),
        (Strength.LEAVE_IF_SLOW, r"レベル3"),
        (Strength.READY, r"レベル2"),
        (Strength.READY, r"注意報"),
        (Strength.LEAVE_IF_SLOW, r"警報"),
    )
)
_LEVEL = re.compile(r"レベル[2-5]")


def strength_by_name(name: str) -> Strength:
    """Of a code that no table knows: レベルN as N, else by its class, else only to know."""
    plain = unicodedata.normalize("NFKC", name)
    return next((one for one, pattern in _BY_NAME if pattern.search(plain)), Strength.KNOW)


def carries_level(name: str) -> bool:
    """Whether the agency's own name says one of the five levels."""
    return _LEVEL.search(unicodedata.normalize("NFKC", name)) is not None


def hazard(
    telegram: Telegram,
    kind: Kind,
    strength: Strength,
    *,
    event: str,
    part: str,
    areas: Sequence[AreaClaim],
    codes: tuple[Code, ...] = (),
    description: str = "",
    instruction: str = "",
    names_level: bool = False,
    ended: bool = False,
    expires: datetime | None = None,
    category: str = "Met",
) -> Hazard:
    """One hazard in the telegram's own words. `ended`: it holds no more in these areas."""
    urgency, severity, certainty, asked = _TRIPLE[strength]
    return Hazard(
        texts=(
            Text(
                language="ja",
                event=event,
                headline=telegram.headline,
                description=description,
                instruction=instruction,
                sender_name=telegram.publisher,
            ),
        ),
        areas=tuple(areas),
        categories=(category,),
        event_codes=codes,
        response_types=(ENDED,) if ended else (asked,),
        urgency="Past" if ended else urgency,
        severity=severity,
        certainty=certainty,
        onset=telegram.begins,
        expires=expires,
        official=Official(kind=kind.value, strength=strength.value, names_level=names_level),
        part=part,
    )
