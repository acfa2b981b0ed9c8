"""What was approved goes out byte for byte: a correction meanwhile refuses it, aloud."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.desk.acting import Changed
from service.desk.rings import Why
from service.desk.spoken_words import SpokenBook
from tests.service.desk.rig import AUTHOR, Rig, rig
from tests.service.desk.word_rig import CLOCK, Bench, bench

ENGLISH = "From {issuer}, an order: {time}."


@pytest.fixture
def words() -> Bench:
    return bench()


@pytest.fixture
def town(tmp_path: Path, words: Bench) -> Iterator[Rig]:
    with rig("memory", tmp_path) as made:
        yield made.with_core(phrases=SpokenBook(words.words))


def test_a_correction_between_submitting_and_approving_refuses_and_rings(
    town: Rig, words: Bench
) -> None:
    submission = town.submitted()
    words.reviewed(ENGLISH, CLOCK, "en")

    with pytest.raises(Changed, match="en"):
        town.approve(submission)

    assert town.alerts.recent(1) == ()
    assert town.acts()[-1] == "submission.refused"
    assert any(one.why is Why.CHANGED for one in town.rings)


def test_submitted_anew_it_goes_out_in_the_mended_words(town: Rig, words: Bench) -> None:
    draft = town.order()
    town.desk.deciding.submit(AUTHOR, draft.id, draft.version, town.now)
    words.reviewed(ENGLISH, CLOCK, "en")

    again = town.desk.deciding.submit(AUTHOR, draft.id, draft.version, town.now)
    town.approve(again)

    (english,) = (one for one in town.alerts.editions(again.alert_id, 1) if one.language == "en")
    assert b"an order: " in english.payload


def test_what_only_waits_for_a_second_speaker_changes_nothing_that_is_approved(
    town: Rig, words: Bench
) -> None:
    submission = town.submitted()
    words.written(ENGLISH, CLOCK, "en")

    town.approve(submission)

    assert town.acts()[-1] == "submission.issue"


def test_what_was_sent_already_keeps_the_words_that_it_had(town: Rig, words: Bench) -> None:
    submission = town.issued()
    before = town.alerts.editions(submission.alert_id, 1)

    words.reviewed(ENGLISH, CLOCK, "en")

    assert town.alerts.editions(submission.alert_id, 1) == before
