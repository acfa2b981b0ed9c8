"""Spec of `service.desk.word_store`: rules that hold whatever code asks for something else."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from service.desk.desk_store import RuleBroken
from service.desk.ports import MACHINE, DeskChanged, Entry
from service.desk.testing import MemoryAuditLog
from service.desk.testing_word_store import MemoryWordStore
from service.desk.word_corrections import Correction, Stage
from service.desk.word_store import WordStore
from service.store.sqlite.store import open_store
from tests.factories import NOW

replace = msgspec.structs.replace
LATER = NOW + timedelta(minutes=5)
ENTRY = Entry(at=NOW, actor=1, act="test", subject="test")
MADE = Correction(
    language="fr",
    phrase="order.do.protect",
    words="Protégez-vous",
    before="Protégez vous",
    sources=("命を守る", "Protect yourself"),
    note="hyphen",
    written_by=1,
    written_at=NOW,
)


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[WordStore]:
    if request.param == "memory":
        yield MemoryWordStore(MemoryAuditLog())
        return
    with closing(open_store(tmp_path / "hansho.db")) as opened:
        yield opened.words


def test_what_is_written_comes_back_and_waits(store: WordStore) -> None:
    (made,) = store.write([MADE], ENTRY)

    assert made == replace(MADE, id=1)
    assert (store.correction(1), store.correction(2)) == (made, None)
    assert store.current() == (made,)
    assert store.history("fr", "order.do.protect") == (made,)
    assert store.history("de", "order.do.protect") == ()


def test_a_second_speaker_makes_it_hold(store: WordStore) -> None:
    store.write([MADE], ENTRY)

    store.decide(1, Stage.REVIEWED, 2, LATER, "", ENTRY)

    reviewed = replace(MADE, id=1, stage=Stage.REVIEWED, decided_by=2, decided_at=LATER)
    assert store.current() == (reviewed,)


@pytest.mark.parametrize("by", [0, 1], ids=["nobody", "its writer"])
def test_the_database_itself_lets_nobody_review_their_own(store: WordStore, by: int) -> None:
    store.write([MADE], ENTRY)

    with pytest.raises(RuleBroken):
        store.decide(1, Stage.REVIEWED, by, LATER, "", ENTRY)

    assert store.current() == (replace(MADE, id=1),)


@pytest.mark.parametrize(
    "wrong",
    [replace(MADE, stage=Stage.REVIEWED), replace(MADE, written_by=MACHINE)],
    ids=["reviewed already", "nobody's"],
)
def test_nothing_begins_reviewed_and_nobody_writes_nothing(
    store: WordStore, wrong: Correction
) -> None:
    with pytest.raises(RuleBroken):
        store.write([MADE, wrong], ENTRY)

    assert store.current() == ()


def test_newer_words_take_the_place_of_those_that_wait(store: WordStore) -> None:
    store.write([MADE], ENTRY)
    other = replace(MADE, words="Mettez-vous à l'abri", written_by=2, written_at=LATER)

    (second,) = store.write([other], ENTRY)

    replaced = replace(MADE, id=1, stage=Stage.REPLACED, decided_by=2, decided_at=LATER)
    assert store.history("fr", "order.do.protect") == (second, replaced)
    assert store.current() == (second,)
    with pytest.raises(DeskChanged):
        store.decide(1, Stage.REVIEWED, 2, LATER, "", ENTRY)


def test_what_was_reviewed_last_holds_while_newer_words_wait(store: WordStore) -> None:
    store.write([MADE], ENTRY)
    store.decide(1, Stage.REVIEWED, 2, NOW, "", ENTRY)
    store.write([replace(MADE, words="A")], ENTRY)
    store.decide(2, Stage.REVIEWED, 2, LATER, "", ENTRY)
    (waiting,) = store.write([replace(MADE, words="B")], ENTRY)

    assert [(one.words, one.stage) for one in store.current()] == [
        ("A", Stage.REVIEWED),
        ("B", Stage.WAITING),
    ]
    assert waiting.id == 3


@pytest.mark.parametrize("stage", [Stage.REVIEWED, Stage.RETURNED, Stage.DROPPED])
def test_a_decision_is_final(store: WordStore, stage: Stage) -> None:
    store.write([MADE], ENTRY)
    store.decide(1, stage, 2, NOW, "no", ENTRY)

    with pytest.raises(DeskChanged):
        store.decide(1, Stage.REVIEWED, 3, LATER, "", ENTRY)


@pytest.mark.parametrize("stage", [Stage.WAITING, Stage.REPLACED])
def test_nobody_decides_that_it_waits_or_was_replaced(store: WordStore, stage: Stage) -> None:
    store.write([MADE], ENTRY)

    with pytest.raises(RuleBroken):
        store.decide(1, stage, 2, NOW, "", ENTRY)


def test_words_that_the_program_came_with_are_confirmed_at_once(store: WordStore) -> None:
    shipped = replace(MADE, words=MADE.before, written_by=MACHINE, note="")

    confirmed = store.confirm(shipped, 2, LATER, ENTRY)

    stands = replace(shipped, id=1, stage=Stage.REVIEWED, decided_by=2, decided_at=LATER)
    assert confirmed == stands
    assert store.current() == (stands,)


@pytest.mark.parametrize("by", [0, 1], ids=["nobody", "its writer"])
def test_nobody_confirms_their_own(store: WordStore, by: int) -> None:
    with pytest.raises(RuleBroken):
        store.confirm(MADE, by, LATER, ENTRY)

    assert store.current() == ()
