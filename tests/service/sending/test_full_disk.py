"""No room for results at all: sending goes on far beyond what may be under way otherwise."""

from collections import Counter
from collections.abc import Callable

from alerts.ports import Result
from service.sending.child import MOST_IN_FLIGHT
from tests.service.sending.test_dispatcher_in_trouble import FullDisk
from tests.service.sending.town import Town, wait_for, warning

PHONES = MOST_IN_FLIGHT + 300


def test_a_disk_that_takes_no_result_stops_no_push_and_doubles_none(
    running: Callable[[Town], Town],
) -> None:
    town = Town()
    ledger = FullDisk(town.store)
    town.turn_to(ledger)
    town.phones(PHONES)
    running(town)

    alert_id = town.say(warning())
    wait_for(lambda: len(town.sent) >= PHONES)
    ledger.is_full = False
    wait_for(lambda: town.results(alert_id) == {Result.ACCEPTED: PHONES})

    pushed = Counter(push.endpoint for push in town.sent)
    assert (len(pushed), max(pushed.values())) == (PHONES, 1)
