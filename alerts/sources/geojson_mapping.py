"""What the properties of somebody's GeoJSON mean: a small table that the town writes, as TOML.

Nothing is guessed from words. A value that the table does not name makes its feature unreadable,
with a sentence that says which line to add. docs/howto/read-geojson.md shows one.
"""

import tomllib

import msgspec

from alerts.model import Kind, Strength
from alerts.report import Status

ALL_CLEAR = "all_clear"


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A property whose `values` stand for ours, or one that is `always` the same."""

    property: str = ""
    values: dict[str, str] = {}
    always: str = ""


class Mapping(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Names of properties, for one source. `""`: the source has no such property.

    `sender` (who speaks) and `language` (BCP 47) hold for all features. `id` names a warning for
    good and `sent` says when its words were written (RFC 3339); without either no update could be
    told from a repetition. `kind` leads to a Kind, `strength` to a Strength or `all_clear`,
    `status` to CAP's. A property `@id` is the feature's own `id` beside its properties.
    """

    sender: str
    language: str
    kind: Choice
    strength: Choice
    event: str
    id: str = "@id"
    sent: str = "sent"
    status: Choice = Choice(always=Status.ACTUAL.value)
    headline: str = ""
    description: str = ""
    instruction: str = ""
    area: str = ""
    web: str = ""
    onset: str = ""
    expires: str = ""


def read_mapping(toml: str) -> Mapping:
    """Raises ValueError, saying what to change, for a table that is none or leads nowhere."""
    try:
        mapping = msgspec.convert(tomllib.loads(toml), Mapping)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise ValueError(
            f"The mapping cannot be read: {error}. docs/howto/read-geojson.md shows one that can."
        ) from error
    for name, choice, allowed in (
        ("kind", mapping.kind, tuple(Kind)),
        ("strength", mapping.strength, (*Strength, ALL_CLEAR)),
        ("status", mapping.status, tuple(Status)),
    ):
        _check(name, choice, allowed)
    return mapping


def _check(name: str, choice: Choice, allowed: tuple[str, ...]) -> None:
    if bool(choice.always) == bool(choice.property):
        raise ValueError(
            f"{name} in the mapping needs either a property with its values, or a value that it "
            "has always; give one of the two."
        )
    for value in (*choice.values.values(), *filter(None, [choice.always])):
        if value not in allowed:
            raise ValueError(
                f"{name} in the mapping leads to “{value[:60]}”; it must lead to one of "
                f"{', '.join(allowed)}."
            )
