"""Strength and phase -> CAP's urgency, severity, certainty and response: the way back of `meaning`.

| phase, strength | responseType | urgency | severity | certainty |
|---|---|---|---|---|
| protect | Shelter (tsunami: Evacuate) | Immediate | Extreme | Observed |
| leave | Evacuate | Immediate | Extreme | Likely |
| leave_if_slow | Prepare | Expected | Extreme | Likely |
| ready | Prepare (tsunami: Avoid, out of the sea) | Expected | Severe | Likely |
| know | Monitor | Expected | Minor | Likely |
| all-clear | AllClear | Past | Minor | Observed |
| withdrawal | None | Past | Unknown | Unknown |

`alerts.meaning.strength_of` reads each live row back to its strength, but for two: a tsunami that
is no class by name is never `protect`, and one of `leave_if_slow` is read as `leave`. Between
services of ours `hansho:strength` says it in so many words.
"""

from types import MappingProxyType

import msgspec

from alerts.model import Kind, Phase, Strength


class Terms(msgspec.Struct, frozen=True):
    response: str
    urgency: str
    severity: str
    certainty: str


_LIVE = MappingProxyType(
    {
        Strength.PROTECT: Terms("Shelter", "Immediate", "Extreme", "Observed"),
        Strength.LEAVE: Terms("Evacuate", "Immediate", "Extreme", "Likely"),
        Strength.LEAVE_IF_SLOW: Terms("Prepare", "Expected", "Extreme", "Likely"),
        Strength.READY: Terms("Prepare", "Expected", "Severe", "Likely"),
        Strength.KNOW: Terms("Monitor", "Expected", "Minor", "Likely"),
    }
)
_ENDED = MappingProxyType(
    {
        Phase.ALL_CLEAR: Terms("AllClear", "Past", "Minor", "Observed"),
        Phase.WITHDRAWN: Terms("None", "Past", "Unknown", "Unknown"),
    }
)
_TSUNAMI_RESPONSE = MappingProxyType({Strength.PROTECT: "Evacuate", Strength.READY: "Avoid"})

CATEGORY_OF = MappingProxyType(
    {
        Kind.FLOOD: "Met",
        Kind.LANDSLIDE: "Geo",
        Kind.STORM_SURGE: "Met",
        Kind.EARTHQUAKE: "Geo",
        Kind.TSUNAMI: "Geo",
        Kind.FIRE: "Fire",
        Kind.INLAND_FLOOD: "Met",
        Kind.VOLCANO: "Geo",
        Kind.STORM: "Met",
        Kind.SNOW: "Met",
        Kind.HEAT: "Met",
        Kind.TORNADO: "Met",
        Kind.INDUSTRIAL: "CBRNE",
        Kind.ATTACK: "Security",
        Kind.OTHER: "Other",
    }
)


def terms_of(kind: Kind, strength: Strength, phase: Phase) -> Terms:
    if phase is not Phase.LIVE:
        return _ENDED[phase]
    terms = _LIVE[strength]
    if kind is not Kind.TSUNAMI or strength not in _TSUNAMI_RESPONSE:
        return terms
    return msgspec.structs.replace(terms, response=_TSUNAMI_RESPONSE[strength])
