"""The rows of docs/triage.md, "What a voice says", that need more than a telegram or two alike."""

from datetime import datetime

import msgspec
import pytest

from alerts.model import Mode, Phase, Strength
from alerts.pipeline import end
from alerts.report import AreaClaim, Code, MessageType, Report, Signature, Status, Text, Verdict
from alerts.triage import Outcome
from tests.alerts.heard import (
    CODES,
    GROUND,
    HOUR,
    Town,
    at,
    cancel,
    drawn,
    hazard,
    telegram,
)
from tests.factories import ring

LIVE, OVER, BACK = Phase.LIVE, Phase.ALL_CLEAR, Phase.WITHDRAWN
READY, SLOW, LEAVE, KNOW = Strength.READY, Strength.LEAVE_IF_SLOW, Strength.LEAVE, Strength.KNOW
OTHER_WORDS = (Text(language="ja", event="大雨警報", headline="川に近づかないでください。"),)


def over(hours: float, place: str = "east") -> Report:
    return telegram(hours, hazard(KNOW, [place], ended=True), message_type=MessageType.UPDATE)


def live(town: Town, now: datetime) -> list[Strength]:
    return [one.latest.strength for one in town.store.live(now)]


def test_same_other_words_alone_are_no_news() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"])))

    taken = town.takes(telegram(1, hazard(LEAVE, ["east"], texts=OTHER_WORDS, onset=at(0.9))))

    assert [(one.outcome, one.revision) for one in taken] == [(Outcome.DUPLICATE, None)]
    assert taken[0].linked == town.store.live(at(1))[0].id


def test_same_words_that_were_no_news_go_out_with_the_next_news() -> None:
    town = Town()
    town.hears(telegram(0, hazard(SLOW, ["east"])))
    town.hears(telegram(1, hazard(SLOW, ["east"], texts=OTHER_WORDS)))

    (raised,) = town.hears(telegram(2, hazard(LEAVE, ["east"], texts=OTHER_WORDS)))

    assert (raised.texts, raised.sent) == (OTHER_WORDS, at(2))


def test_ground_that_is_drawn_otherwise_is_a_change() -> None:
    town = Town()
    town.hears(telegram(0, drawn(READY, ring(139.0, 35.0)), stream="x/1"))

    (moved,) = town.hears(telegram(1, drawn(READY, ring(139.02, 35.0)), stream="x/1"))

    assert (moved.number, moved.area) == (2, GROUND["west"])


def test_begins_at_another_time_ahead() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"], onset=at(6))))

    later = town.hears(telegram(1, hazard(LEAVE, ["east"], onset=at(8))))
    begun = town.hears(telegram(9, hazard(LEAVE, ["east"], onset=at(9))))

    assert ([one.onset for one in later], begun) == ([at(8)], [])


def test_until_another_named_end() -> None:
    town = Town()
    town.hears(telegram(0, hazard(READY, ["east"], expires=at(1))))

    longer = town.hears(telegram(0.5, hazard(READY, ["east"], expires=at(2))))
    same = town.hears(telegram(0.6, hazard(READY, ["east"], expires=at(2))))

    assert ([one.expires for one in longer], same) == ([at(2)], [])


def test_corrected_words_that_say_what_it_is_are_a_change() -> None:
    town = Town()
    town.hears(telegram(0, hazard(READY, ["east"])))
    event = (Text(language="ja", event="土砂災害警戒情報"),)

    said = hazard(READY, ["east"], texts=event)
    as_usual = town.hears(telegram(0.1, said))
    corrected = town.hears(telegram(0.2, said, corrects=True))

    assert (as_usual, [one.texts for one in corrected]) == ([], [event])


def test_over_unknown_what_was_sent_before_it_comes_too_late() -> None:
    town = Town()

    heard = town.hears(over(2), at(2))
    late = town.takes(telegram(1, hazard(LEAVE, ["east"])), at(2.1))

    assert (heard, [one.outcome for one in late]) == ([], [Outcome.DUPLICATE])
    assert town.says(telegram(3, hazard(LEAVE, ["east"]))) == [("east", LIVE, LEAVE)]


def test_over_is_told_also_when_its_time_was_over_before() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"])))

    assert town.says(over(30)) == [("east", OVER, LEAVE)]
    assert town.says(over(31)) == []


def test_over_twice_what_was_sent_between_the_two_comes_too_late() -> None:
    town = Town()
    town.hears(over(1))
    town.hears(over(3))

    assert town.says(telegram(2, hazard(LEAVE, ["east"])), at(3.1)) == []


def test_back_what_a_type_of_telegram_said_is_withdrawn_from_all_who_heard_it() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"]), hazard(READY, ["west"])))

    assert town.says(cancel(1)) == [("east", BACK, LEAVE), ("west", BACK, READY)]
    assert town.outcomes(cancel(2)) == [Outcome.CANCEL]


def test_back_another_type_of_telegram_in_the_same_stream_takes_nothing_back() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"]), source="震度速報"))

    assert town.says(cancel(1, source="震源に関する情報")) == []


def test_back_unknown_what_was_sent_before_it_comes_too_late() -> None:
    town = Town()

    first = town.says(cancel(1), at(1))
    late = town.says(telegram(0, hazard(LEAVE, ["east"])), at(1.1))
    new = town.says(telegram(2, hazard(LEAVE, ["east"])))

    assert (first, late, new) == ([], [], [("east", LIVE, LEAVE)])


def test_late_what_is_older_says_nothing() -> None:
    town = Town()
    town.hears(telegram(2, hazard(READY, ["east"])))

    assert town.outcomes(telegram(1, hazard(LEAVE, ["east"])), at(2.1)) == [Outcome.DUPLICATE]
    assert live(town, at(2.1)) == [READY]


def test_late_in_one_place_counts_in_another_of_which_nothing_newer_was_said() -> None:
    town = Town()
    town.hears(telegram(2, hazard(READY, ["east"])))

    late = town.says(telegram(1, hazard(LEAVE, ["east", "west"])), at(2.1))

    assert late == [("west", LIVE, LEAVE)]


def test_late_a_cancel_that_is_older_than_what_is_said_ends_nothing() -> None:
    town = Town()
    town.hears(telegram(2, hazard(READY, ["east"])))

    assert town.outcomes(cancel(1), at(2.1)) == [Outcome.DUPLICATE]
    assert live(town, at(2.1)) == [READY]


def test_twice_the_very_same_report_is_known() -> None:
    town = Town()
    same = telegram(0, hazard(LEAVE, ["east"]))
    town.hears(same)

    (taken,) = town.takes(same, at(1))

    assert (taken.outcome, taken.reason) == (
        Outcome.DUPLICATE,
        "this very report was taken in before",
    )


def test_absent_what_a_telegram_does_not_name_goes_on() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"]), hazard(READY, ["west"])))

    town.hears(telegram(1, hazard(READY, ["west"]), message_type=MessageType.UPDATE))

    assert live(town, at(1)) == [LEAVE, READY]


@pytest.mark.parametrize("ended", [False, True])
def test_two_at_once_the_strongest_that_holds_counts(ended: bool) -> None:
    town = Town()
    town.hears(telegram(0, hazard(SLOW, ["east"])))
    beside = hazard(READY, ["east"], ended=ended)

    heard = town.says(telegram(1, beside, hazard(LEAVE, ["east"])))

    assert heard == [("east", LIVE, LEAVE)]


def test_only_to_know_what_is_left_does_not_hide_an_all_clear() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"])))

    heard = town.says(telegram(1, hazard(KNOW, ["east"]), hazard(LEAVE, ["east"], ended=True)))

    assert heard == [("east", OVER, LEAVE)]


def test_only_to_know_is_shown_where_nothing_was_asked_before() -> None:
    town = Town()

    heard = town.says(telegram(1, hazard(KNOW, ["east"]), hazard(LEAVE, ["east"], ended=True)))

    assert heard == [("east", LIVE, KNOW)]


def test_ended_here_it_stays_quiet_until_its_source_says_something_worse() -> None:
    town = Town()
    town.hears(telegram(0, hazard(SLOW, ["east"])))
    (shown,) = town.store.live(at(0))
    end(shown, BACK, None, town.means, at(0.1))

    again = town.says(telegram(1, hazard(SLOW, ["east"])))
    weaker = town.says(telegram(2, hazard(READY, ["east"])))
    worse = town.says(telegram(3, hazard(LEAVE, ["east"])))

    assert (again, weaker, worse) == ([], [], [("east", LIVE, LEAVE)])


def test_what_expired_is_told_anew() -> None:
    town = Town()
    town.hears(telegram(0, hazard(READY, ["east"], expires=at(1))))

    (anew,) = town.hears(telegram(2, hazard(READY, ["east"], expires=at(3))))

    assert anew.number == 1


def test_a_telegram_dated_ahead_of_our_clock_silences_nothing_after_it() -> None:
    town = Town()
    town.hears(telegram(9_000, hazard(READY, ["east"])), at(0))

    assert town.says(telegram(1, hazard(LEAVE, ["east"]))) == [("east", LIVE, LEAVE)]


def test_an_all_clear_says_what_still_holds_for_the_same_place() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"]), hazard(READY, ["east"], part="氾濫")))

    (ended,) = town.hears(over(1))

    assert [one.strength for one in ended.still_holds] == [READY]


def test_what_is_elsewhere_is_quiet_and_what_nobody_knows_is_set_aside() -> None:
    town = Town()

    def code(value: str) -> AreaClaim:
        return AreaClaim(description="", geocodes=(Code(name=CODES, value=value),))

    said = [hazard(LEAVE, (), areas=(code(value),)) for value in ("8810100", "7710100")]
    outcomes = [town.outcomes(telegram(number, one)) for number, one in enumerate(said)]

    assert outcomes == [[Outcome.ELSEWHERE], [Outcome.UNMATCHED]]
    assert [reason.split(":")[0] for _, reason, _ in town.store.quarantined()] == ["unmatched"]


def test_what_is_partly_unknown_warns_those_who_are_known_and_calls_somebody() -> None:
    town = Town()

    told, unknown = town.takes(telegram(0, hazard(LEAVE, ["east", "7710100"])))

    assert (unknown.outcome, unknown.revision) == (Outcome.UNMATCHED, None)
    assert told.revision is not None
    assert "jma:7710100 is not among the imported official areas" in unknown.reason
    [(_, reason, _)] = town.store.quarantined()
    assert reason == f"unmatched: {unknown.reason}"


def test_what_ends_in_a_place_that_nobody_knows_calls_nobody() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"])))

    town.hears(telegram(1, hazard(LEAVE, ["east", "7710100"], ended=True)))

    assert town.store.quarantined() == ()


def test_a_broken_signature_changes_nothing_that_is_said() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"])))
    broken = Signature(verdict=Verdict.BROKEN, reason="changed")

    taken = town.outcomes(telegram(1, hazard(READY, ["east"]), signature=broken))
    cancelled = town.outcomes(cancel(2, signature=broken))

    assert (taken, cancelled) == ([Outcome.QUARANTINED], [Outcome.QUARANTINED])
    assert live(town, at(2)) == [LEAVE]


def test_an_exercise_of_the_agency_touches_nothing() -> None:
    town = Town()
    town.hears(telegram(0, hazard(LEAVE, ["east"])))
    exercise = msgspec.structs.replace(cancel(1), status=Status.EXERCISE)

    assert town.outcomes(exercise) == [Outcome.NOT_PUBLIC]
    assert live(town, at(1)) == [LEAVE]


def test_what_was_said_in_training_is_not_continued_in_earnest() -> None:
    town = Town(mode=Mode.TRAINING)
    town.hears(telegram(0, hazard(READY, ["east"])))
    real = Town(town.store)
    real.means = msgspec.structs.replace(real.means, new_id=lambda: "r" * 16)

    (heard,) = real.hears(telegram(1, hazard(READY, ["east"])))

    assert (heard.number, heard.mode) == (1, Mode.REAL)


def test_what_is_over_before_it_is_read_is_expired() -> None:
    town = Town()

    taken = town.outcomes(telegram(0, hazard(READY, ["east"])), at(0) + 25 * HOUR)

    assert taken == [Outcome.EXPIRED]


def test_one_reason_is_set_aside_once_however_many_things_it_holds_for() -> None:
    town = Town()
    said = [hazard(LEAVE, ["7710100"], part=f"part {number}") for number in range(40)]

    outcomes = town.outcomes(telegram(0, *said))

    assert outcomes == [Outcome.UNMATCHED] * 40
    assert len(town.store.quarantined()) == 1
