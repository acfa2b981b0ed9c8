"""Numbers as every sentence says them, the same on server and phone: Latin digits, own marks.

`Intl` writes native digits for some of our languages and Babel does not, so neither is asked. The
phone gets the marks of its language with its words (`phone_marks`; pwa/app/phone/words.js).
"""

from decimal import ROUND_HALF_UP, Decimal

from alerts.languages import described

_COMMA = frozenset({"vi", "pt-BR", "es", "id", "km", "fr", "de", "uk"})
# From here on thousands are set apart, by a narrow space that no language takes for a decimal mark.
_GROUPED_FROM = 10_000
_THOUSANDS = "\u202f"
# First strong isolate and its end: a name in another direction moves nothing around it.
_ISOLATE, _ISOLATED = "\u2068", "\u2069"


def number(value: float, language: str) -> str:
    """`value` with at most one decimal: "1,3" or "1.3", "12 500". It must not be negative.

    Raises KeyError for a language that is not ours.
    """
    rounded = Decimal(value).quantize(Decimal("0.1"), ROUND_HALF_UP)
    whole, _, decimal = str(rounded).partition(".")
    if int(whole) >= _GROUPED_FROM:
        whole = f"{int(whole):,}".replace(",", _THOUSANDS)
    return whole if decimal == "0" else f"{whole}{_decimal_mark(language)}{decimal}"


def isolated(value: str, language: str) -> str:
    """What fills a slot of a sentence of this language: apart from its direction, where it has one.

    In sentences from right to left a Latin or Japanese name would else carry brackets, digits and
    full stops beside it to the wrong end.
    """
    return f"{_ISOLATE}{value}{_ISOLATED}" if value and _runs_left(language) else value


def phone_marks(language: str) -> dict[str, str]:
    """What the phone writes numbers and fills slots by, beside its words."""
    isolates = (_ISOLATE, _ISOLATED) if _runs_left(language) else ("", "")
    return {
        "number.decimal": _decimal_mark(language),
        "slot.before": isolates[0],
        "slot.after": isolates[1],
    }


def _decimal_mark(language: str) -> str:
    return "," if described(language).id in _COMMA else "."


def _runs_left(language: str) -> bool:
    return described(language).direction == "rtl"
