"""One feed, round by round: everything once, nothing twice, and whatever fails is tried again."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from alerts.ports import Issue, StoreUnavailable
from service.watch.feed_state import FeedState
from service.watch.seen_store import Kept
from tests.factories import NOW
from tests.service.watch.publisher import cap
from tests.service.watch.world import World

MINUTE = timedelta(minutes=1)


def test_a_warning_that_a_feed_points_to_becomes_an_alert(world: World) -> None:
    world.publisher.publish("flood")
    watch = world.begin(titles={"en": "Weather"})

    asked = world.ask(watch)

    (alert,) = world.alerts.live(NOW)
    assert asked == ["/feed.xml", "/flood.xml"]
    assert (alert.origin.sender, world.issued) == ("weather@agency.example", 1)
    assert watch.state(NOW) == FeedState(
        name="agency", titles={"en": "Weather"}, watched=NOW, answered=NOW, newest=NOW
    )


def test_no_warning_is_fetched_twice_and_an_unchanged_feed_is_not_sent_again(world: World) -> None:
    world.publisher.publish("flood")
    watch = world.begin()
    world.ask(watch)

    unchanged = world.ask(watch, NOW + MINUTE)
    world.publisher.publish("storm", cap("storm", NOW + MINUTE, "Storm warning"), NOW + MINUTE)
    grown = world.ask(watch, NOW + 2 * MINUTE)

    assert unchanged == ["/feed.xml="]
    assert grown == ["/feed.xml", "/storm.xml"]
    assert len(world.alerts.live(world.now)) == 2


def test_a_restart_repeats_nothing(world: World) -> None:
    world.publisher.publish("flood")
    world.ask(world.begin())

    asked = world.ask(world.begin(), NOW + MINUTE)

    assert asked == ["/feed.xml="]


def test_a_restart_before_a_feed_was_read_to_its_end_takes_in_the_rest(world: World) -> None:
    world.publisher.publish("flood")
    world.publisher.publish("storm", cap("storm", NOW, "Storm warning"))
    world.publisher.broken = {"/storm.xml"}
    world.ask(world.begin())

    world.publisher.broken = set()
    asked = world.ask(world.begin(), NOW + MINUTE)

    assert asked == ["/feed.xml", "/storm.xml"]
    assert len(world.alerts.live(NOW)) == 2


def test_warnings_are_taken_in_in_the_order_in_which_they_were_written(world: World) -> None:
    for minute in range(3):
        world.publisher.publish(f"w{minute}", at=NOW + minute * MINUTE)

    asked = world.ask(world.begin(), NOW + 5 * MINUTE)

    assert asked == ["/feed.xml", "/w0.xml", "/w1.xml", "/w2.xml"]


def test_a_warning_that_was_written_anew_under_its_name_is_fetched_anew(world: World) -> None:
    world.publisher.publish("flood")
    watch = world.begin()
    world.ask(watch)

    world.publisher.entries.clear()
    world.publisher.publish("flood", at=NOW + MINUTE)

    assert world.ask(watch, NOW + MINUTE) == ["/feed.xml", "/flood.xml"]


def test_a_warning_that_cannot_be_fetched_holds_up_no_other(world: World) -> None:
    for name in ("a", "b", "c"):
        world.publisher.publish(name, at=NOW)
    world.publisher.broken = {"/a.xml"}
    watch = world.begin()

    first, second = world.ask(watch), world.ask(watch, NOW + MINUTE)

    assert first == ["/feed.xml", "/a.xml", "/b.xml", "/c.xml"]
    assert second == ["/feed.xml", "/a.xml"]
    state = watch.state(NOW + MINUTE)
    assert (state.answered, state.failures) == (None, 2)
    assert state.error.endswith("/a.xml: it answered 503")


def test_a_feed_whose_warnings_do_not_come_has_not_answered_and_is_silent(world: World) -> None:
    world.publisher.publish("flood")
    world.publisher.broken = {"/flood.xml"}
    watch = world.begin()
    for minute in range(6):
        world.ask(watch, NOW + minute * MINUTE)

    assert watch.state(NOW + 5 * MINUTE).is_silent is False
    assert watch.state(NOW + 6 * MINUTE).is_silent is True


def test_a_restart_does_not_make_a_silent_feed_look_as_if_it_had_just_begun(world: World) -> None:
    world.ask(world.begin())
    later = NOW + 10 * MINUTE
    world.now = later
    world.publisher.broken = {"/feed.xml"}

    watch = world.begin()
    before = watch.state(later)
    world.ask(watch)

    assert (before.answered, before.watched, before.is_silent) == (NOW, later, True)
    assert watch.state(later).freshness == "silent"


def test_after_a_short_stop_a_feed_is_as_fresh_as_it_was(world: World) -> None:
    world.ask(world.begin())
    world.now = NOW + MINUTE

    watch = world.begin()

    assert (watch.state(world.now).answered, watch.state(world.now).freshness) == (NOW, "fresh")


def test_a_warning_that_is_gone_is_given_up_and_shown_to_a_person(world: World) -> None:
    world.publisher.publish("flood")
    del world.publisher.files["/flood.xml"]
    watch = world.begin()

    rounds = [world.ask(watch, NOW + minute * MINUTE) for minute in range(4)]

    assert rounds == [["/feed.xml", "/flood.xml"]] * 3 + [["/feed.xml="]]
    ((_, reason),) = world.alerts.held(10).newest
    assert reason.startswith("feed agency: given up: http://127.0.0.1:")
    assert reason.endswith("/flood.xml: it answered 404")
    assert watch.state(world.now).error == ""


def test_a_feed_that_does_not_answer_is_asked_ever_more_rarely_and_told_in_words(
    world: World,
) -> None:
    world.publisher.broken = {"/feed.xml"}
    watch = world.begin()

    waits = [watch.ask() - NOW for _ in range(3)]

    assert waits == sorted(waits)
    assert waits[0] >= MINUTE
    assert waits[2] >= 4 * MINUTE
    state = watch.state(NOW)
    assert (state.failures, state.error) == (3, "it answered 503")


def test_a_feed_that_answers_again_is_asked_in_its_rhythm_again(world: World) -> None:
    world.publisher.broken = {"/feed.xml"}
    watch = world.begin()
    for _ in range(4):
        watch.ask()

    world.publisher.broken = set()
    due = watch.ask()

    assert due - NOW < MINUTE + timedelta(seconds=4)
    assert watch.state(NOW).answered == NOW


def test_what_the_store_cannot_take_is_taken_in_once_it_can(world: World) -> None:
    world.publisher.publish("flood")
    watch, take = world.begin(), world.alerts.issue

    def full(*_: object, **__: object) -> None:
        raise StoreUnavailable("no room")

    world.alerts.issue = full  # type: ignore[method-assign]
    world.ask(watch)
    failing = watch.state(NOW)
    world.alerts.issue = take  # type: ignore[method-assign]
    asked = world.ask(watch, NOW + MINUTE)

    assert (failing.answered, failing.error) == (None, "what it brought could not be kept: no room")
    assert asked == ["/feed.xml", "/flood.xml"]
    assert len(world.alerts.live(world.now)) == 1


def test_a_document_that_holds_the_warning_is_taken_in_once(world: World) -> None:
    world.publisher.files["/feed.xml"] = cap("flood", NOW)
    watch = world.begin(form="whole")

    asked = [world.ask(watch), world.ask(world.begin(form="whole"), NOW + MINUTE)]
    world.publisher.files["/feed.xml"] = cap("storm", NOW + MINUTE, "Storm warning")
    world.ask(watch, NOW + 2 * MINUTE)

    assert asked == [["/feed.xml"], ["/feed.xml="]]
    assert len(world.alerts.live(world.now)) == 2


@pytest.mark.parametrize(
    ("page", "said"),
    [(b"<html><p>Sign in", "The XML cannot be read"), (b"<html/>", "What lies there is no Atom")],
    ids=["HTML", "XHTML"],
)
def test_a_page_in_the_place_of_a_feed_is_no_empty_feed(
    world: World, page: bytes, said: str
) -> None:
    world.publisher.files["/feed.xml"] = page
    watch = world.begin()

    world.ask(watch)

    state = watch.state(NOW)
    assert (state.answered, state.failures) == (None, 1)
    assert state.error.startswith(said)


def test_a_feed_without_warnings_has_answered(world: World) -> None:
    watch = world.begin()

    world.ask(watch)

    assert watch.state(NOW).answered == NOW


EMPTY = b'<feed xmlns="http://www.w3.org/2005/Atom"/>'
NO_QUAKE = b'{"type":"FeatureCollection","metadata":{"generated":1,"count":0},"features":[]}'


@pytest.mark.parametrize("quiet", [EMPTY, NO_QUAKE], ids=["Atom", "GeoJSON"])
def test_a_document_in_quiet_times_has_answered_and_waits_for_nobody(
    world: World, quiet: bytes
) -> None:
    world.publisher.files["/feed.xml"] = quiet
    watch = world.begin(form="whole")

    world.ask(watch)

    assert (watch.state(NOW).answered, watch.state(NOW).error) == (NOW, "")
    assert world.alerts.held(1).total == 0


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (b"<html/>", "The XML is “html”"),
        (b'{"type": "FeatureCollection"}', "The GeoJSON cannot be read as a warning"),
    ],
    ids=["a page", "no mapping"],
)
def test_a_document_of_which_nothing_can_be_read_is_a_failure_each_time(
    world: World, page: bytes, said: str
) -> None:
    world.publisher.files["/feed.xml"] = page
    watch = world.begin(form="whole")

    for _ in range(4):
        world.ask(watch)

    assert (watch.state(NOW).answered, watch.state(NOW).failures) == (None, 4)
    assert watch.state(NOW).error.startswith(said)
    assert world.alerts.held(1).total == 0


def test_a_page_of_errors_in_the_place_of_a_warning_is_asked_for_again(world: World) -> None:
    world.publisher.publish("flood", b"<html>Come back later</html>")
    watch = world.begin()
    first = world.ask(watch)

    world.publisher.files["/flood.xml"] = cap("flood", NOW)
    second = world.ask(watch)

    assert first == second == ["/feed.xml", "/flood.xml"]
    assert len(world.alerts.live(NOW)) == 1
    assert world.alerts.held(1).total == 0


def test_a_feed_whose_entries_lead_to_no_warning_has_not_answered(world: World) -> None:
    entry = '<entry><title>Rain</title><link type="text/html" href="/rain.html"/></entry>'
    world.publisher.files["/feed.xml"] = (
        f'<feed xmlns="http://www.w3.org/2005/Atom">{entry}</feed>'.encode()
    )
    watch = world.begin()

    world.ask(watch)

    assert watch.state(NOW).answered is None
    assert watch.state(NOW).error == "The entry “Rain” leads to no warning."


def test_one_warning_that_comes_to_grief_takes_none_of_its_document_with_it(world: World) -> None:
    both = b"<all>" + cap("bad", NOW, "Storm warning") + cap("good", NOW) + b"</all>"
    world.publisher.files["/feed.xml"] = both
    issue = world.alerts.issue

    def failing(issues: Sequence[Issue], *given: Any, **named: Any) -> None:
        if any("Storm" in text.event for one in issues for text in one.revision.texts):
            raise RuntimeError("a fault of ours")
        issue(issues, *given, **named)

    world.alerts.issue = failing  # type: ignore[method-assign]
    watch = world.begin(form="whole")

    for _ in range(3):
        world.ask(watch)

    assert len(world.alerts.live(NOW)) == 1
    ((_, reason),) = world.alerts.held(10).newest
    assert reason.startswith("feed agency: given up: what it holds could not be taken in")


def test_a_clock_that_was_set_back_does_not_keep_a_feed_from_being_silent(world: World) -> None:
    watch = world.begin()
    world.ask(watch)
    world.publisher.broken = {"/feed.xml"}

    yesterday = NOW - timedelta(days=1)
    world.ask(watch, yesterday)
    soon, later = (watch.state(yesterday + minutes * MINUTE) for minutes in (5, 6))

    assert (soon.is_silent, later.is_silent) == (False, True)


def test_what_was_cut_off_by_the_end_of_the_service_is_no_failure(world: World) -> None:
    world.publisher.publish("flood")
    watch = world.begin()
    watch.close()

    asked = world.ask(watch)

    assert asked == []
    assert (watch.state(NOW).failures, world.seen.kept("agency")) == (0, Kept())
