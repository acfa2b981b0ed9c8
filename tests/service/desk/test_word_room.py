"""The translators' workbench: one writes, another reviews, and only then it is said."""

import msgspec
import pytest

from service.desk.acting import DeskRefused, NotAllowed
from service.desk.ports import DeskChanged, Role
from service.desk.word_corrections import Stage
from service.errors import NotFound
from tests.factories import NOW
from tests.service.desk.rig import person
from tests.service.desk.word_rig import CLOCK, MENDED, Bench, bench


@pytest.fixture
def desk() -> Bench:
    return bench()


def test_what_waits_is_said_to_nobody(desk: Bench) -> None:
    before = desk.said()

    made = desk.written()

    assert (made.words, made.before, made.stage) == (MENDED, before, Stage.WAITING)
    assert desk.said() == before
    assert desk.room.waiting("fr", CLOCK) == made


def test_what_a_second_speaker_reviewed_is_said_at_once(desk: Bench) -> None:
    desk.reviewed()

    book = desk.words.now.book
    assert book.say("fr", CLOCK, issuer="I", time="T").replace("\u2068", "") == "Ordre de I du T."
    assert desk.room.waiting("fr", CLOCK) is None
    assert desk.acts() == ["words.write", "words.review"]


def test_nobody_reviews_what_they_wrote(desk: Bench) -> None:
    made = desk.written()

    with pytest.raises(DeskRefused, match="another speaker"):
        desk.room.review(desk.writer, made.id, desk.said(), NOW)

    assert desk.acts() == ["words.write"]


def test_a_review_of_a_page_that_is_too_old_changes_nothing(desk: Bench) -> None:
    first = desk.written()
    seen = desk.said()
    desk.room.review(desk.second, first.id, seen, NOW)
    other = desk.written("Ordre donné par {issuer} : {time}.")

    with pytest.raises(DeskChanged, match="other words"):
        desk.room.review(desk.second, other.id, seen, NOW)

    assert desk.said() == MENDED


def test_what_was_written_for_another_source_is_not_reviewed(desk: Bench) -> None:
    made = desk.written()
    desk.reviewed("Order message of {issuer}, {time}.", language="en")

    with pytest.raises(DeskChanged, match="source has changed"):
        desk.room.review(desk.third, made.id, desk.said(), NOW)


def test_a_corrected_source_makes_what_was_reviewed_a_draft_again(desk: Bench) -> None:
    desk.reviewed()
    before = desk.words.now.states["fr"][CLOCK]

    desk.reviewed("Order message of {issuer}, {time}.", language="en")

    assert (before, desk.words.now.states["fr"][CLOCK]) == ("reviewed", "machine draft")
    assert ("fr", CLOCK) in desk.words.now.changed
    assert desk.said() == MENDED


def test_what_changed_since_is_right_again_once_somebody_else_confirms_it(desk: Bench) -> None:
    desk.reviewed()
    desk.reviewed("Order message of {issuer}, {time}.", language="en")

    with pytest.raises(DeskRefused, match="another speaker"):
        desk.room.confirm(desk.writer, "fr", CLOCK, MENDED, NOW)
    desk.room.confirm(desk.third, "fr", CLOCK, MENDED, NOW)

    assert desk.words.now.states["fr"][CLOCK] == "reviewed"
    assert ("fr", CLOCK) not in desk.words.now.changed


def test_words_that_the_program_came_with_are_reviewed_as_they_stand(desk: Bench) -> None:
    before = desk.words.now.states["fr"][CLOCK]

    desk.room.confirm(desk.writer, "fr", CLOCK, desk.said(), NOW)

    assert (before, desk.words.now.states["fr"][CLOCK]) == ("machine draft", "reviewed")
    assert desk.acts() == ["words.confirm"]


def test_nobody_confirms_words_that_they_have_not_read(desk: Bench) -> None:
    with pytest.raises(DeskChanged, match="other words"):
        desk.room.confirm(desk.writer, "fr", CLOCK, MENDED, NOW)


def test_a_return_needs_a_reason_and_leaves_what_is_said(desk: Bench) -> None:
    made, before = desk.written(), desk.said()

    with pytest.raises(DeskRefused, match="write the reason"):
        desk.room.give_back(desk.second, made.id, " ", NOW)
    desk.room.give_back(desk.second, made.id, "too stiff", NOW)

    (returned,) = desk.room.history("fr", CLOCK)
    assert (returned.stage, returned.why, desk.said()) == (Stage.RETURNED, "too stiff", before)
    assert desk.acts() == ["words.write", "words.return"]


def test_only_its_writer_takes_it_back(desk: Bench) -> None:
    made = desk.written()

    with pytest.raises(DeskRefused, match="only who wrote it"):
        desk.room.drop(desk.second, made.id, NOW)
    with pytest.raises(DeskRefused, match="take it back instead"):
        desk.room.give_back(desk.writer, made.id, "no", NOW)
    desk.room.drop(desk.writer, made.id, NOW)

    assert desk.room.waiting("fr", CLOCK) is None
    with pytest.raises(DeskChanged):
        desk.room.drop(desk.writer, made.id, NOW)


def test_a_role_for_another_language_writes_and_reviews_nothing(desk: Bench) -> None:
    made = desk.written()

    with pytest.raises(NotAllowed, match="not for this language"):
        desk.room.write(desk.german, "fr", CLOCK, MENDED, "", NOW)
    with pytest.raises(NotAllowed, match="not for this language"):
        desk.room.review(desk.german, made.id, desk.said(), NOW)
    with pytest.raises(NotAllowed, match="not for this language"):
        desk.room.confirm(desk.german, "fr", CLOCK, desk.said(), NOW)


@pytest.mark.parametrize("role", [one for one in Role if one is not Role.TRANSLATOR])
def test_no_other_role_writes_or_reviews(desk: Bench, role: Role) -> None:
    other, made = person(8, role), desk.written()

    with pytest.raises(NotAllowed):
        desk.room.write(other, "fr", CLOCK, MENDED, "", NOW)
    with pytest.raises(NotAllowed):
        desk.room.review(other, made.id, desk.said(), NOW)


def test_a_one_time_password_writes_and_does_not_review(desk: Bench) -> None:
    session = msgspec.structs.replace(desk.second.session, strength="totp")
    weak = msgspec.structs.replace(desk.second, session=session)
    made = desk.written()

    with pytest.raises(NotAllowed, match="passkey"):
        desk.room.review(weak, made.id, desk.said(), NOW)
    with pytest.raises(NotAllowed, match="passkey"):
        desk.room.confirm(weak, "fr", CLOCK, desk.said(), NOW)
    desk.room.write(weak, "fr", CLOCK, "Ordre : {issuer}, {time}.", "", NOW)


@pytest.mark.parametrize(
    "words", ["", "Ordre de {issuer}.", "Ordre de {issuer}, {time} !", "O" * 41 + "{issuer}{time}"]
)
def test_words_that_cannot_go_out_are_not_even_kept(desk: Bench, words: str) -> None:
    with pytest.raises(DeskRefused, match="cannot go out"):
        desk.written(words)

    assert desk.room.history("fr", CLOCK) == ()


def test_official_words_are_not_corrected_here(desk: Bench) -> None:
    with pytest.raises(DeskRefused, match="official"):
        desk.written("避難", "term.order.evacuate", "ja")


def test_what_is_said_already_is_no_correction(desk: Bench) -> None:
    with pytest.raises(DeskRefused, match="said already"):
        desk.written(desk.said())


def test_a_second_click_finds_what_the_first_one_wrote(desk: Bench) -> None:
    made = [desk.written() for _ in range(2)]

    assert made[0] == made[1]
    assert desk.acts() == ["words.write"]


def test_a_number_of_nothing_is_not_found(desk: Bench) -> None:
    with pytest.raises(NotFound):
        desk.room.review(desk.second, 7, "", NOW)


def test_files_bring_what_differs_in_the_name_of_a_speaker(desk: Bench) -> None:
    given = {
        ("fr", CLOCK): MENDED,
        ("fr", "order.until"): desk.said("order.until"),
        ("fr", "order.was"): "Sans fente",
        ("de", CLOCK): "Von {issuer}, {time}: Anordnung.",
        ("fr", "nothing.of.ours"): "Rien",
    }
    french = msgspec.structs.replace(
        desk.writer.staff,
        grants=(msgspec.structs.replace(desk.german.staff.grants[0], languages=frozenset({"fr"})),),
    )

    brought = desk.room.bring(french, given, NOW)
    again = desk.room.bring(french, given, NOW)

    assert (brought.count, again.count) == (1, 0)
    assert [one.split(":")[1].strip() for one in brought.refused] == [
        "order.was",
        CLOCK,
        "nothing.of.ours",
    ]
    waiting = desk.room.waiting("fr", CLOCK)
    assert waiting is not None
    assert waiting.written_by == french.number
    assert desk.acts() == ["words.import"]
