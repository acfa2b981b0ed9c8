"""When a recall that failed is tried again, and when it is over for good."""

from datetime import datetime, timedelta

import msgspec
import pytest

from service.desk.ring_recalls import FIRST_PAUSE, LIFE, TRIES, due, is_spent, tried
from service.desk.rings import Recall, Rung
from tests.factories import NOW

SENDING = Rung(device=1, staff=2, recall=Recall.SENDING, at=NOW, tries=1)
SECOND, MINUTE, HOUR = (timedelta(**{unit: 1}) for unit in ("seconds", "minutes", "hours"))
NONE_ASKED = timedelta()


def after(tries: int, at: datetime, again: timedelta | None) -> tuple[Recall, timedelta | None]:
    sending = msgspec.structs.replace(SENDING, tries=tries)
    found = tried(sending, NOW, at, "503", again)
    assert (found.at, found.detail, found.tries) == (at, "503", tries)
    return found.recall, None if found.due is None else found.due - at


@pytest.mark.parametrize(
    ("tries", "again", "pause"),
    [
        (1, NONE_ASKED, 30 * SECOND),
        (2, NONE_ASKED, MINUTE),
        (3, NONE_ASKED, 2 * MINUTE),
        (3, MINUTE, 2 * MINUTE),
        (3, HOUR, HOUR),
        (TRIES - 1, NONE_ASKED, 512 * MINUTE),
    ],
)
def test_each_pause_is_twice_as_long_or_what_the_push_service_asks_for(
    tries: int, again: timedelta, pause: timedelta
):
    assert after(tries, NOW, again) == (Recall.OWED, pause)


@pytest.mark.parametrize(
    ("tries", "at", "again"),
    [
        (1, NOW, None),
        (TRIES, NOW, NONE_ASKED),
        (1, NOW + LIFE, NONE_ASKED),
        (2, NOW + LIFE - MINUTE + SECOND, NONE_ASKED),
        (1, NOW, LIFE + SECOND),
    ],
)
def test_it_has_failed_for_good_where_no_try_helps_or_the_next_would_be_one_too_many_or_too_late(
    tries: int, at: datetime, again: timedelta | None
):
    assert after(tries, at, again) == (Recall.FAILED, None)


def test_all_tries_fit_into_the_life_of_the_notice():
    pauses = [FIRST_PAUSE * 2**count for count in range(TRIES - 1)]

    assert sum(pauses, timedelta()) < LIFE


@pytest.mark.parametrize(
    ("tries", "at", "spent"),
    [
        (0, NOW + 2 * LIFE, False),
        (1, NOW + LIFE, False),
        (1, NOW + LIFE + SECOND, True),
        (TRIES - 1, NOW, False),
        (TRIES, NOW, True),
    ],
)
def test_only_a_first_try_is_never_late(tries: int, at: datetime, spent: bool):
    one = msgspec.structs.replace(SENDING, recall=Recall.OWED, tries=tries)

    assert is_spent(one, NOW, at) is spent


def test_whoever_is_due_is_tried_and_the_others_wait():
    never, past, later = (
        msgspec.structs.replace(SENDING, device=number, due=at)
        for number, at in ((1, None), (2, NOW), (3, NOW + SECOND))
    )

    assert due((never, past, later), NOW) == (never, past)
