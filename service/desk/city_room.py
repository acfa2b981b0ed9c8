"""CityRoom: where the desk says streets blocked and sites full, and gives them back."""

from datetime import datetime

from geo.changes import Closure, Word
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


def is_due(said: Closure | Word, now: datetime) -> bool:
    """Whether somebody is to look again. It goes on holding: nothing is given back by a clock."""
    return said.review is not None and said.review <= now
