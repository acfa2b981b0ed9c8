"""Spec of the voices that an `alerts.ports.AlertStore` keeps."""

from datetime import timedelta

import msgspec
import pytest

from alerts.model import Phase, Strength
from alerts.ports import RevisionOutOfOrder
from alerts.testing_examples import ALERT_ID, NOON, issue, report_key, warning
from alerts.voices import Voice, VoiceKey
from tests.factories import box

HOUR = timedelta(hours=1)
KEY = VoiceKey(sender="jma", stream="warnings/1/大雨", part="大雨", place="jma:1720100")


def voice(key=KEY, **changes):
    own = Voice(
        key=key,
        source="気象警報・注意報",
        identifier="report 1",
        sent=NOON,
        expires=NOON + 24 * HOUR,
        phase=Phase.LIVE,
        alert_id=ALERT_ID,
        says=warning("", strength=Strength.READY, area=box(139.0, 35.0)),
        is_open=True,
    )
    return msgspec.structs.replace(own, **changes)


def key(**changes):
    return msgspec.structs.replace(KEY, **changes)


def test_nobody_has_spoken_at_first(stores):
    assert stores.alerts.voices(ALERT_ID) == ()
    assert stores.alerts.voices_of("jma", KEY.stream) == ()


def test_voices_are_found_by_their_alert_and_by_their_stream(stores):
    rain, silent = voice(), voice(key(part="", place="訂"), alert_id="", says=None)
    other = voice(key(stream="landslide/1"))

    stores.alerts.issue([issue()], report_key("a"), [], voices=[rain, silent, other])

    assert stores.alerts.voices(ALERT_ID) == (other, rain)
    assert stores.alerts.voices_of("jma", KEY.stream) == (silent, rain)
    assert stores.alerts.voices_of("somebody", KEY.stream) == ()
    assert stores.alerts.voices("") == ()


def test_a_voice_replaces_what_it_said_before(stores):
    stores.alerts.issue([issue()], report_key("a"), [], voices=[voice()])
    now = voice(
        phase=Phase.ALL_CLEAR,
        sent=NOON + HOUR,
        identifier="report 2",
        says=warning("", strength=Strength.LEAVE, area=box(139.1, 35.0)),
        is_open=False,
        is_proven=False,
    )

    stores.alerts.issue([], report_key("b"), [], voices=[now])

    assert stores.alerts.voices(ALERT_ID) == (now,)


def test_nobody_has_said_what_was_not_issued(stores):
    with pytest.raises(RevisionOutOfOrder):
        stores.alerts.issue([issue(number=7)], report_key("a"), [], voices=[voice()])

    assert stores.alerts.voices_of("jma", KEY.stream) == ()


def test_what_is_long_over_is_forgotten(stores):
    old, new = voice(expires=NOON), voice(key(place="jma:1720200"), expires=NOON + HOUR)
    stores.alerts.issue([], report_key("a"), [], voices=[old, new])

    dropped = stores.alerts.forget_voices(NOON)

    assert dropped == 1
    assert stores.alerts.voices_of("jma", KEY.stream) == (new,)
    assert stores.alerts.forget_voices(NOON) == 0
