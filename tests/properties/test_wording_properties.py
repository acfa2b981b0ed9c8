"""Whatever a source writes, what goes out is whole, plain and fits."""

import json
import re
import unicodedata
from datetime import UTC, datetime

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.languages import LANGUAGES, PSEUDO
from alerts.model import (
    Authority,
    Holding,
    Kind,
    Mode,
    Order,
    Phase,
    Revision,
    Strength,
)
from alerts.push.payload import MOST_BYTES, payload, rest_in
from alerts.report import Text
from alerts.wording import messages
from geo.area import Area, area_from_circle
from translations.loading import load_phrasebook

PHRASES = load_phrasebook()
EVERY = (*LANGUAGES, *PSEUDO)

hostile = st.one_of(
    st.text(max_size=60),
    st.text(min_size=1, max_size=8).map(lambda piece: piece * 800),
    st.sampled_from(["{place}", '"' * 3_000, "e" + "\u0301" * 5_000, "<b>" * 900, "\u202e" * 50]),
)
tags = st.sampled_from([*EVERY, "en-US", "zh-TW", "sp-US", "english", "", "xx"])
texts = st.builds(
    Text,
    language=tags,
    event=hostile,
    headline=hostile,
    description=hostile,
    instruction=hostile,
)
names = st.dictionaries(st.sampled_from(["", "ja", "en", "vi", "ja-simple"]), hostile, max_size=4)
times = st.datetimes(
    datetime(1971, 1, 1),  # noqa: DTZ001
    datetime(9999, 12, 31),  # noqa: DTZ001
    timezones=st.just(UTC),
)
holdings = st.builds(
    Holding,
    kind=st.sampled_from(Kind),
    strength=st.sampled_from(Strength),
    authority=st.sampled_from(Authority),
    order=st.none() | st.sampled_from(Order),
    place_names=names,
)


@st.composite
def areas(draw: st.DrawFn) -> Area:
    radius = draw(st.sampled_from([0.05, 3.0, 400.0]))
    found = area_from_circle(draw(st.sampled_from([0.0, 136.6, 179.9])), 36.5, radius)
    assert isinstance(found, Area)
    return found


revisions = st.builds(
    Revision,
    alert_id=st.just("abcdefgh23456789"),
    number=st.integers(1, 3),
    mode=st.sampled_from(Mode),
    phase=st.sampled_from(Phase),
    authority=st.sampled_from(Authority),
    kind=st.sampled_from(Kind),
    strength=st.sampled_from(Strength),
    order=st.none() | st.sampled_from(Order),
    area=areas(),
    place_names=names,
    texts=st.lists(texts, max_size=4).map(tuple),
    issuer=hostile,
    sent=times,
    issued=times.map(lambda when: min(when, datetime(9000, 1, 1, tzinfo=UTC))),
    onset=st.none() | times,
    expires=st.none() | times,
    review=st.none() | times.map(lambda when: min(when, datetime(9000, 1, 1, tzinfo=UTC))),
    time_zone=st.sampled_from(["Asia/Tokyo", "America/Mexico_City", "UTC", "", "Mars/Olympus"]),
    still_holds=st.lists(holdings, max_size=4).map(tuple),
    note=hostile,
)


@settings(max_examples=80, deadline=None)
@given(revisions, st.sampled_from(EVERY), st.booleans(), st.sampled_from([b"", b"r" * 32]))
def test_every_push_fits_and_keeps_what_where_do_until(
    revision: Revision, language: str, declarative: bool, rest: bytes
):
    for message in messages(revision, PHRASES, [language]):
        sent = payload(
            message, revision, declarative=declarative, base_url="https://h.example", rest=rest
        )
        body = json.loads(sent)["notification"]["body"].split("\n")

        assert len(sent) <= MOST_BYTES
        assert rest_in(sent) == rest
        assert [line for line in body if line in message.lines] == list(message.lines)


@settings(max_examples=60, deadline=None)
@given(revisions, st.sampled_from(EVERY))
def test_no_control_character_and_no_empty_line_reaches_a_screen(revision: Revision, language: str):
    allowed = {"en-XA", "ar-XB"}

    for message in messages(revision, PHRASES, [language]):
        for line in (message.title, *message.lines, *message.extra, *message.references):
            categories = {unicodedata.category(c) for c in line}
            assert line.strip()
            assert categories.isdisjoint({"Cc", "Cs"})
            assert "\u202e" not in line or language in allowed


@settings(max_examples=60, deadline=None)
@given(revisions, st.sampled_from(EVERY))
def test_no_slot_of_ours_is_left_open(revision: Revision, language: str):
    plain = msgspec.structs.replace(
        revision, place_names={"": "Hashiba"}, texts=(), issuer="City", note="", still_holds=()
    )

    for message in messages(plain, PHRASES, [language]):
        text = "\n".join((message.title, *message.lines, *message.extra, *message.references))
        assert not re.search(r"\{[a-z_]+\}", text)


@settings(max_examples=40, deadline=None)
@given(revisions, st.sampled_from(EVERY))
def test_the_same_revision_is_always_said_in_the_same_bytes(revision: Revision, language: str):
    def said() -> list[bytes]:
        return [
            payload(message, revision, base_url="https://h.example")
            for message in messages(revision, PHRASES, [language])
        ]

    assert said() == said()
