"""Hazard -> kind, strength, authority, order: what a warning asks of people, by tables alone.

Our CAP profile for desks: eventCode (or parameter) `hansho:kind` holds a Kind, `hansho:order` an
Order, `hansho:strength` the Strength of what is no order. Only a desk of the town speaks for the
mayor; an agency's warning never becomes an order, whatever codes it carries (DOMAIN section 1).
"""

import re
from types import MappingProxyType

import msgspec

from alerts.kind_words import KIND_OF_CATEGORY, KIND_OF_CODE, PATTERNS
from alerts.levels import LEVELLED, class_of
from alerts.model import Authority, Kind, Order, Strength
from alerts.report import Hazard, Official

KIND_CODE = "hansho:kind"
ORDER_CODE = "hansho:order"
STRENGTH_CODE = "hansho:strength"

STRENGTH_OF_ORDER = MappingProxyType(
    {
        Order.EMERGENCY_SAFETY: Strength.PROTECT,
        Order.EVACUATE: Strength.LEAVE,
        Order.ELDERLY_AND_OTHERS: Strength.LEAVE_IF_SLOW,
    }
)

# Names of tsunami classes say more than CAP's triple; the first that fits.
_TSUNAMI = tuple(
    (strength, re.compile(pattern))
    for strength, pattern in (
        (Strength.PROTECT, r"大津波|major tsunami"),
        (Strength.KNOW, r"津波予報|tsunami (information|statement)|若干の海面変動"),
        (Strength.READY, r"津波注意報|tsunami (advisory|watch)|海嘯注意"),
        (Strength.LEAVE, r"津波警報|tsunami warning"),
    )
)
_PROBABLE = frozenset({"Observed", "Likely", "Very Likely"})
_GRAVE = frozenset({"Extreme", "Severe"})


class Meaning(msgspec.Struct, frozen=True, kw_only=True):
    kind: Kind
    strength: Strength
    authority: Authority
    order: Order | None
    names_level: bool = False


def meaning(hazard: Hazard, *, from_desk: bool) -> Meaning:
    """What the hazard means. `from_desk`: its sender is a desk of the town."""
    if hazard.official is not None:
        return _by_table(hazard.official)
    kind = kind_of(hazard)
    order = _order_of(hazard) if from_desk else None
    own = _own_strength(hazard) if from_desk else None
    return Meaning(
        kind=kind,
        strength=STRENGTH_OF_ORDER[order] if order else own or strength_of(hazard, kind),
        authority=Authority.MAYOR if from_desk else Authority.AGENCY,
        order=order,
        names_level=not from_desk and _level_class(hazard, kind) is not None,
    )


def _by_table(official: Official) -> Meaning:
    return Meaning(
        kind=Kind(official.kind),
        strength=Strength(official.strength),
        authority=Authority.AGENCY,
        order=None,
        names_level=official.names_level,
    )


def fault_of_desk(hazard: Hazard) -> str | None:
    """Why what a desk of the town wrote is not understood, or None.

    A slip in an order must not come out as a weaker notice: it is held, and somebody hears of it.
    """
    known = ((KIND_CODE, Kind), (ORDER_CODE, Order), (STRENGTH_CODE, Strength))
    for name, values in ((name, tuple(one)) for name, one in known):
        value = _own_code(hazard, name)
        if value is not None and value not in values:
            return f"{name} is “{value[:60]}”, and must be one of {', '.join(values)}"
    return None


def kind_of(hazard: Hazard) -> Kind:
    """The hazard's kind: our own code, known event codes, the event's words, then the category."""
    return (
        _own_kind(hazard)
        or _kind_of_codes(hazard)
        or _kind_of_words(tuple(text.event for text in hazard.texts))
        or _kind_of_words(tuple(text.headline for text in hazard.texts))
        or next((KIND_OF_CATEGORY[c] for c in hazard.categories if c in KIND_OF_CATEGORY), None)
        or Kind.OTHER
    )


def strength_of(hazard: Hazard, kind: Kind) -> Strength:
    """What an agency's warning asks of people; the first row that fits.

    | row | strength | why |
    |---|---|---|
    | AllClear, or urgency Past, or Unlikely | know | nothing is asked any more, or not yet |
    | a tsunami or level class by name | its own | the class says what to do, the triple varies |
    | Evacuate, severity not Minor | leave | the agency asks for it in so many words |
    | Shelter, Immediate, Severe or Extreme | protect | likewise |
    | Extreme, Immediate, Observed or Likely | protect | a threat to life that is here |
    | Extreme, urgency and certainty known | leave_if_slow | a threat to life, with time left |
    | Extreme, Severe or Moderate | ready | unknown urgency or certainty never raises further |
    | Unknown severity with an action to take | ready | it asks for something |
    | the rest (Minor, Unknown) | know | |

    A tsunami leaves nobody time: leave_if_slow becomes leave, and without its name (which is the
    agency's to give) it is never the strongest class.
    """
    if "AllClear" in hazard.response_types or hazard.urgency == "Past":
        return Strength.KNOW
    if hazard.certainty == "Unlikely":
        return Strength.KNOW
    if kind is not Kind.TSUNAMI:
        return _level_class(hazard, kind) or _by_triple(hazard)
    named = _tsunami_class(hazard)
    if named is not None:
        return named
    plain = _by_triple(hazard)
    return Strength.LEAVE if plain.is_urgent else plain


def _by_triple(hazard: Hazard) -> Strength:
    urgency, severity, certainty = hazard.urgency, hazard.severity, hazard.certainty
    asked = frozenset(hazard.response_types)
    if "Evacuate" in asked and severity != "Minor":
        return Strength.LEAVE
    if "Shelter" in asked and urgency == "Immediate" and severity in _GRAVE:
        return Strength.PROTECT
    if severity == "Extreme":
        return _extreme(urgency, certainty)
    if severity in ("Severe", "Moderate"):
        return Strength.READY
    acts = asked & {"Shelter", "Prepare", "Execute", "Avoid"}
    return Strength.READY if acts and severity != "Minor" else Strength.KNOW


def _extreme(urgency: str, certainty: str) -> Strength:
    if urgency == "Immediate" and certainty in _PROBABLE:
        return Strength.PROTECT
    is_known = urgency in ("Immediate", "Expected", "Future") and (
        certainty in _PROBABLE or certainty == "Possible"
    )
    return Strength.LEAVE_IF_SLOW if is_known else Strength.READY


def _level_class(hazard: Hazard, kind: Kind) -> Strength | None:
    return class_of(hazard.texts) if kind in LEVELLED else None


def _tsunami_class(hazard: Hazard) -> Strength | None:
    words = " ".join(f"{text.event} {text.headline}" for text in hazard.texts).lower()
    return next((strength for strength, pattern in _TSUNAMI if pattern.search(words)), None)


def _own_kind(hazard: Hazard) -> Kind | None:
    value = _own_code(hazard, KIND_CODE)
    return Kind(value) if value in tuple(Kind) else None


def _own_strength(hazard: Hazard) -> Strength | None:
    value = _own_code(hazard, STRENGTH_CODE)
    return Strength(value) if value in tuple(Strength) else None


def _order_of(hazard: Hazard) -> Order | None:
    value = _own_code(hazard, ORDER_CODE)
    return Order(value) if value in tuple(Order) else None


def _own_code(hazard: Hazard, name: str) -> str | None:
    codes = (*hazard.event_codes, *hazard.parameters)
    return next((code.value.strip() for code in codes if code.name == name), None)


def _kind_of_codes(hazard: Hazard) -> Kind | None:
    values = (code.value.strip().lower() for code in hazard.event_codes)
    return next((KIND_OF_CODE[value] for value in values if value in KIND_OF_CODE), None)


def _kind_of_words(words: tuple[str, ...]) -> Kind | None:
    """The most specific pattern wins over all languages, not the first language."""
    together = " \n ".join(words).lower()
    return next((kind for kind, pattern in PATTERNS if pattern.search(together)), None)
