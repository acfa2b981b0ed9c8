"""Revision × plan → what a phone needs to say the same alert in another language, by itself.

Ids of the sentences, and what stands in their slots (docs/formats.md, `data.say`). The phone has
the words of each language in a file (`alerts/{language}.json`) and puts them together as
`alerts.wording` does (pwa/app/phone/retelling.js); a test holds both equal. What the issuer wrote
in its own words is not here: only the languages are named in which there is some.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from alerts.announcing import announced_to
from alerts.languages import known
from alerts.model import Authority, Holding, Phase, Relation, Revision
from alerts.own_words import cleaned, own
from alerts.phrases import Phrasebook
from alerts.plan import Plan
from alerts.speaker import ALONE, NOTE_BYTES, reading_of, term_of

# Parts the sentences of the body from the advice after them.
_THEN = "+"


def retelling(
    revision: Revision,
    plan: Plan,
    relation: Relation,
    phrases: Phrasebook,
    holdings: Sequence[tuple[Holding, str]],
) -> bytes:
    """One JSON object, the same for every language; `holdings`: each with its title's id."""
    told: dict[str, Any] = {
        "ids": _ids(plan),
        "term": term_of(revision, phrases),
        "kana": reading_of(revision),
        "place": _names(revision.place_names),
        "by": _names({"": revision.issuer, **revision.issuer_names}),
        "from": int(revision.onset.timestamp()) if revision.onset else 0,
        "tz": revision.time_zone,
        "note": own(revision.note, most_bytes=NOTE_BYTES),
        "holds": [_held(one, title, phrases) for one, title in holdings[: ALONE.holdings]],
        "held": len(holdings),
        "own": _own(revision, relation),
        "tells": [[one.what, _names(one.names)] for one in announced_to(revision, relation)],
    }
    return msgspec.json.encode({name: value for name, value in told.items() if value})


def _ids(plan: Plan) -> str:
    """The voice, then title, lines and advice without it, parted by spaces."""
    start = f"{plan.voice}."
    said = (plan.title, *plan.lines, *((_THEN, *plan.extra) if plan.extra else ()))
    return " ".join((plan.voice, *(id.removeprefix(start) for id in said)))


def _held(holding: Holding, title: str, phrases: Phrasebook) -> list[Any]:
    names = _names(holding.place_names)
    return [title, holding.kind.value, term_of(holding, phrases), names]


def _names(names: Mapping[str, str]) -> dict[str, str]:
    """Without those that nobody would be shown: blank ones, and twice the same."""
    given = {key: cleaned(name) for key, name in names.items() if name.strip()}
    if given.get("") == given.get("ja"):
        given.pop("", None)
    return given


def _own(revision: Revision, relation: Relation) -> list[str]:
    """Languages of ours in which the issuer's own words would be said to this relation."""
    if relation is Relation.LEFT:
        return []
    names_event = revision.authority is Authority.AGENCY and revision.phase is Phase.LIVE
    quoted = (
        known(one.language)
        for one in revision.texts
        if any(part.strip() for part in (one.headline, one.instruction, one.description))
        or (names_event and one.event.strip())
    )
    return sorted({language for language in quoted if language})
