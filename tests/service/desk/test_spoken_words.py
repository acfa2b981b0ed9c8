"""What was reviewed lies over what the program came with, and gives way where it must."""

import msgspec

from alerts.languages import FALLBACK, FIRST, WRITTEN
from service.desk.ports import MACHINE
from service.desk.spoken_words import SpokenBook, SpokenWords, read_shipped, said
from service.desk.word_corrections import Correction, Stage
from tests.factories import NOW
from tests.service.desk.word_rig import CLOCK, MENDED
from translations.catalogues import Entry, State
from translations.loading import book_of, load_phrasebook

replace = msgspec.structs.replace
NAMES = {1: "Tia", 2: "Uma"}


def shipped_with(language: str, id: str, words: str) -> dict[str, object]:
    """The catalogues of a version of the program that says this."""
    catalogues = {name: dict(found) for name, found in read_shipped().items()}
    entry = Entry(words=words, said_of_state="machine draft")
    catalogues["alerts"][language] = {**catalogues["alerts"][language], id: entry}
    return catalogues


def correction(**changes: object) -> Correction:
    now = said(read_shipped(), (), {})
    made = Correction(
        id=1,
        language="fr",
        phrase=CLOCK,
        words=MENDED,
        before=now.words("fr", CLOCK),
        sources=now.sources("fr", CLOCK),
        written_by=1,
        written_at=NOW,
        stage=Stage.REVIEWED,
        decided_by=2,
        decided_at=NOW,
    )
    return replace(made, **changes)


def test_without_corrections_it_says_what_the_program_came_with() -> None:
    now, shipped = SpokenWords().now, load_phrasebook()

    assert [now.book.say(one, "order.until") for one in FIRST] == [
        shipped.say(one, "order.until") for one in FIRST
    ]
    assert now.changed == now.unfit == frozenset()


def test_a_reviewed_correction_says_by_whom_and_when() -> None:
    now = said(read_shipped(), [correction()], NAMES)

    entry = now.entry("fr", CLOCK)
    assert entry is not None
    assert entry.state is State.REVIEWED
    assert entry.said_of_state == f"reviewed by Uma, {NOW:%Y-%m-%d}"


def test_what_waits_is_not_said() -> None:
    waiting = correction(stage=Stage.WAITING, decided_by=None, decided_at=None)

    now = said(read_shipped(), [waiting], NAMES)

    assert now.words("fr", CLOCK) == waiting.before


def test_a_newer_version_with_other_words_makes_it_changed_and_leaves_it_said() -> None:
    now = said(shipped_with("fr", CLOCK, "{issuer}, {time}"), [correction()], NAMES)

    assert now.words("fr", CLOCK) == MENDED
    assert now.changed == {("fr", CLOCK)}


def test_what_was_only_confirmed_gives_way_to_a_newer_version() -> None:
    confirmed = correction(words=correction().before, written_by=MACHINE)

    now = said(shipped_with("fr", CLOCK, "{issuer}, {time}"), [confirmed], NAMES)

    assert now.words("fr", CLOCK) == "{issuer}, {time}"
    assert now.states["fr"][CLOCK] == "machine draft"


def test_a_version_that_ships_the_correction_itself_has_nothing_changed() -> None:
    now = said(shipped_with("fr", CLOCK, MENDED), [correction()], NAMES)

    assert (now.changed, now.states["fr"][CLOCK]) == (frozenset(), "reviewed")


def test_a_changed_source_of_the_program_shows_as_changed_since_review() -> None:
    now = said(shipped_with("en", CLOCK, "By order of {issuer}, {time}."), [correction()], NAMES)

    entry = now.entry("fr", CLOCK)
    assert entry is not None
    assert now.changed == {("fr", CLOCK)}
    assert entry.said_of_state == f"changed since review by Uma, {NOW:%Y-%m-%d}"
    assert entry.state is State.MACHINE_DRAFT


def test_what_ships_as_reviewed_counts_as_a_draft_beside_a_source_that_was_mended_here() -> None:
    alerts = read_shipped()["alerts"]
    words = alerts["fr"][CLOCK].words
    shipped = {
        **read_shipped(),
        "alerts": {
            **alerts,
            "fr": {**alerts["fr"], CLOCK: Entry(words=words, said_of_state="reviewed by A, B")},
        },
    }
    english = correction(language="en", words="By {issuer}, {time}.")

    before, after = said(shipped, (), NAMES), said(shipped, [english], NAMES)

    assert before.states["fr"][CLOCK] == "reviewed"
    entry = after.entry("fr", CLOCK)
    assert entry is not None
    assert (entry.words, entry.said_of_state) == (words, "changed since review by A, B")
    assert ("fr", CLOCK) in after.changed


def test_words_whose_slots_no_longer_fit_are_never_said() -> None:
    wrong = correction(words="Ordre de {mayor}.")

    now = said(read_shipped(), [wrong], NAMES)

    assert now.words("fr", CLOCK) == wrong.before
    assert now.unfit == {("fr", CLOCK)}


def test_words_of_a_phrase_that_is_gone_are_kept_and_never_said() -> None:
    gone = correction(phrase="order.gone")

    now = said(read_shipped(), [gone], NAMES)

    assert now.unfit == {("fr", "order.gone")}
    assert now.catalogues["alerts"]["fr"].keys() == read_shipped()["alerts"]["fr"].keys()


def test_a_language_goes_out_once_its_last_sentence_is_reviewed() -> None:
    reviewed = {
        id: Entry(words=entry.words, said_of_state="reviewed by A, 2026-11-22")
        for id, entry in read_shipped()["alerts"]["fr"].items()
    }
    last = reviewed | {CLOCK: read_shipped()["alerts"]["fr"][CLOCK]}
    alerts = read_shipped()["alerts"]

    books = [book_of({**alerts, "fr": one}) for one in (last, reviewed)]

    whole = ("fr",) if "fr" in WRITTEN else FALLBACK
    assert [one.read_in("fr") for one in books] == [FALLBACK, whole]


def test_one_alert_is_said_from_one_moment_though_words_change_meanwhile() -> None:
    words = SpokenWords()
    book = SpokenBook(words)
    while_said = book.at_this_moment()

    words.refresh([correction(language="en", words="By {issuer}, {time}.")], NAMES)

    assert book.say("en", CLOCK, issuer="I", time="T").startswith("By")
    assert while_said.say("en", CLOCK, issuer="I", time="T").startswith("Order message")
