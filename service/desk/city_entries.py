"""What the log says of changes of the city."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from geo.changes import CityChanges, Closure, Word, reopened
from geo.sites import SiteState
from service.city import City
from service.desk.ports import MACHINE, Entry
from service.desk.reopening import Reopening


def closing(city: City, to: CityChanges, by: int, now: datetime) -> Entry:
    """Of the closure that was made last."""
    closure = to.closures[-1]
    body = {"n": to.n, **_told(closure), "streets": streets_of(city, closure)}
    return Entry(at=now, actor=by, act="city.close", subject=f"closure:{closure.number}", body=body)


def saying(states: Mapping[str, SiteState], to: CityChanges, word: Word) -> Entry:
    said = {site: state.value for site, state in states.items()}
    body = {"n": to.n, "sites": said, "reason": word.reason, "review": _time(word.review)}
    return Entry(at=word.at, actor=word.by, act="city.site", subject="city", body=body)


def lifting(number: int, to: CityChanges, now: datetime) -> Entry:
    """By a command alone: at the desk two people give a street back."""
    subject = f"closure:{number}"
    return Entry(at=now, actor=MACHINE, act="city.reopen", subject=subject, body={"n": to.n})


def reopened_one(changes: CityChanges, number: int, word: Word) -> CityChanges:
    return reopened(changes, (number,), {}, word)


def about(
    act: str,
    reopening: Reopening,
    by: int,
    now: datetime,
    reason: str = "",
    **more: Any,
) -> Entry:
    """Of anything that is done to what waits. `more`: n, proof."""
    body: dict[str, Any] = {
        "hash": reopening.hash.hex(),
        "mode": reopening.mode.value,
        "closures": [_told(one) | {"number": one.number} for one in reopening.streets],
        "sites": {one.site: [one.before.value, one.after.value] for one in reopening.sites},
        "because": reopening.reason,
        **more,
    }
    if reason:
        body["reason"] = reason
    subject = f"reopening:{reopening.id}" if reopening.id else "reopening"
    return Entry(at=now, actor=by, act=act, subject=subject, body=body)


def streets_of(city: City, closure: Closure) -> list[str]:
    """Its streets' names in Japanese, else in any language; those that this city still has."""
    graph = city.bundle.graph
    edges, _ = city.index.edges(closure.segments)
    found = {int(one) for one in graph.edge_name[edges]} - {0}
    names = (graph.names[one] for one in found)
    return sorted({one.get("ja") or next(iter(one.values()), "") for one in names} - {""})


def _told(closure: Closure) -> dict[str, Any]:
    return {
        "effect": closure.effect.value,
        "hazard": closure.hazard,
        "pieces": len(closure.segments),
        "reason": closure.label,
        "review": _time(closure.review),
    }


def _time(when: datetime | None) -> str | None:
    return None if when is None else when.isoformat()
