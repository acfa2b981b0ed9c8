"""Which language a browser asks for (RFC 9110, section 12.5.4), of ours."""

from alerts.languages import known

_NOBODY_ASKED = "ja"
_NOT_OURS = "en"


def wanted(accept_language: str) -> str:
    """The first supported language by weight; Japanese if none is asked for, else English."""
    ranges = [one for one in map(_weighed, accept_language.split(",")) if one is not None]
    if not ranges:
        return _NOBODY_ASKED
    ranges.sort(key=lambda one: one[0], reverse=True)
    return next((found for _, tag in ranges if (found := known(tag))), _NOT_OURS)


def _weighed(part: str) -> tuple[float, str] | None:
    """(weight, tag); None for `*`, for what is not wanted and for what cannot be read."""
    tag, *parameters = (one.strip() for one in part.split(";"))
    weight = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                weight = float(value)
            except ValueError:
                return None
    return (weight, tag) if tag and tag != "*" and 0 < weight <= 1 else None
