"""CityRoom: where the desk says streets blocked and sites full, and gives them back."""

from collections.abc import Iterable
from datetime import datetime

from geo.changes import CityChanges, Closure, Word
from service.city import City
from service.desk.city_changes import CityChanging, CityMeans
from service.desk.city_reopening import CityReopening
from service.desk.means import Signing
from service.desk.ports import AuditLog


class CityRoom:
    """One for a service that has a city. Any thread."""

    def __init__(self, means: CityMeans, signing: Signing, audit: AuditLog) -> None:
        self.city: City = means.city
        self.reopening = CityReopening(means, signing, audit)
        self.changing = CityChanging(means, self.reopening.propose)


def closures_due(changes: CityChanges, now: datetime) -> tuple[Closure, ...]:
    """Closures at which somebody is to look again, the longest overdue first. They go on holding:
    nothing is given back by a clock."""
    due = [one for one in changes.closures if one.review is not None and one.review <= now]
    return tuple(sorted(due, key=lambda one: one.review or now))


def sites_due(words: Iterable[tuple[str, Word]], now: datetime) -> frozenset[str]:
    """Ids of sites whose last word is to be looked at again."""
    return frozenset(id for id, word in words if word.review is not None and word.review <= now)
