"""The root and the hash stand for exactly one set of bytes, whatever the order they come in."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.desk.submission import Submission, approval_hash, hash_told, rest_of, root_of
from alerts.model import Mode, Phase, Relation
from alerts.ports import Edition
from tests.approvals import approved, order
from tests.factories import NOW, box

LANGUAGES = ("ja", "ja-simple", "en", "zh-Hans")
EDITIONS = st.dictionaries(
    st.tuples(st.sampled_from(LANGUAGES), st.sampled_from(list(Relation))),
    st.binary(max_size=40),
    min_size=1,
).map(
    lambda found: tuple(
        Edition(language=language, relation=relation, payload=payload)
        for (language, relation), payload in found.items()
    )
)
SUBMISSION = Submission(
    draft_id="d",
    version=1,
    mode=Mode.REAL,
    phase=Phase.LIVE,
    alert_id="a" * 16,
    number=1,
    identifier="i",
    sent=NOW,
    root=b"1" * 32,
    withdrawal_root=b"2" * 32,
    all_clear_root=b"3" * 32,
    hash=b"",
    cap=b"",
    submitted_by=1,
    at=NOW,
    audience=12,
)
AREA = box(139.0, 35.0)


@given(EDITIONS, st.randoms())
def test_the_order_of_the_payloads_does_not_matter(editions, random) -> None:
    shuffled = list(editions)
    random.shuffle(shuffled)

    assert root_of(shuffled) == root_of(editions)


@given(EDITIONS, st.data())
def test_one_byte_more_in_one_payload_makes_another_root(editions, data) -> None:
    place = data.draw(st.integers(0, len(editions) - 1))
    changed = list(editions)
    longer = changed[place].payload + b"."
    changed[place] = msgspec.structs.replace(changed[place], payload=longer)

    assert root_of(changed) != root_of(editions)


@given(EDITIONS, EDITIONS)
def test_equal_roots_mean_equal_payloads(one, other) -> None:
    assert (root_of(one) == root_of(other)) == (set(one) == set(other))


def test_everything_that_is_approved_is_under_the_hash_and_a_count_is_not() -> None:
    changes = [
        {"mode": Mode.DRILL},
        {"phase": Phase.ALL_CLEAR},
        {"alert_id": "b" * 16},
        {"number": 2},
        {"root": b"4" * 32},
        {"withdrawal_root": b"4" * 32},
        {"all_clear_root": b"4" * 32},
    ]
    other = [
        approval_hash(msgspec.structs.replace(SUBMISSION, **change), AREA) for change in changes
    ]
    elsewhere = approval_hash(SUBMISSION, box(139.1, 35.0))
    grown = approval_hash(msgspec.structs.replace(SUBMISSION, audience=99), AREA)

    first = approval_hash(SUBMISSION, AREA)

    assert len({first, elsewhere, *other}) == len(changes) + 2
    assert grown == first


def test_payloads_that_carry_the_rest_tell_the_approved_hash_by_themselves() -> None:
    rest = rest_of(AREA, SUBMISSION.withdrawal_root, SUBMISSION.all_clear_root)
    editions = approved(order(), "ja", "en", rest=rest).editions
    submission = msgspec.structs.replace(SUBMISSION, root=root_of(editions))

    told = hash_told(submission, editions)

    assert told == approval_hash(submission, AREA)


@pytest.mark.parametrize("rest", [b"", rest_of(box(139.1, 35.0), b"2" * 32, b"3" * 32)])
def test_payloads_without_it_or_with_another_tell_another_hash(rest: bytes) -> None:
    editions = approved(order(), "ja", "en", rest=rest).editions
    submission = msgspec.structs.replace(SUBMISSION, root=root_of(editions))

    told = hash_told(submission, editions)

    assert told != approval_hash(submission, AREA)


@pytest.mark.parametrize("spoilt", [b"", b"{}", b"\xff", b'{"notification":{"data":{"rest":"*"}}}'])
def test_payloads_that_cannot_be_read_tell_another_hash(spoilt: bytes) -> None:
    edition = Edition(language="ja", relation=Relation.NEW, payload=spoilt)
    submission = msgspec.structs.replace(SUBMISSION, root=root_of([edition]))

    told = hash_told(submission, [edition])

    assert told != approval_hash(submission, AREA)
