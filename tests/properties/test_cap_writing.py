"""Whatever goes out as CAP comes back as it went: same words, same ground, same meaning."""

from datetime import UTC, datetime, timedelta

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from alerts.channels.cap_alert import CapAlert
from alerts.channels.cap_writer import message_type, write_cap
from alerts.matching import Match, match
from alerts.meaning import STRENGTH_OF_ORDER
from alerts.model import Authority, Kind, Mode, Order, Phase, Strength
from alerts.report import Report, ReportKey, Scope, Status, Text
from alerts.sources.cap_block import Notes, clean
from alerts.sources.reading import read
from alerts.triage import Known, Policy, mode_of, triage
from geo.area import Area, area_from_geometry
from geo.places import Gazetteer
from tests.factories import AGENCY, DESK

START = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
NOWHERE = Gazetteer.of([])

words = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=40
).map(lambda text: clean(text, Notes()))
needed = words.filter(bool)
names = st.text("abcdefghij0123456789.-_:@/港", min_size=1, max_size=30)
later = st.integers(1, 10**7).map(lambda seconds: START + timedelta(seconds=seconds))
zones = st.sampled_from(["UTC", "Asia/Tokyo", "America/St_Johns", "Europe/London"])
keys = st.builds(ReportKey, sender=names, identifier=names, sent=later)


@st.composite
def areas(draw: st.DrawFn) -> Area:
    """Discs added and taken away: several parts, holes, islands in holes."""
    lon, lat = draw(st.integers(-170, 170)), draw(st.integers(-80, 80))
    shape = shapely.box(lon, lat, lon + 0.5, lat + 0.5)
    small = st.integers(-50, 100)
    for x, y, radius in draw(
        st.lists(st.tuples(small, small, st.integers(1, 20)), min_size=1, max_size=5)
    ):
        disc = shapely.Point(lon + x / 100, lat + y / 100).buffer(radius / 100, quad_segs=2)
        shape = shapely.symmetric_difference(shape, disc)
    area = area_from_geometry(shapely.set_precision(shape, 1e-9))
    assert isinstance(area, Area)
    return area


@st.composite
def texts(draw: st.DrawFn) -> tuple[Text, ...]:
    languages = st.lists(
        st.sampled_from(["ja", "ja-simple", "en", "zh-Hant", "ar"]),
        min_size=1,
        max_size=3,
        unique=True,
    )
    return tuple(
        Text(
            language=language,
            event=draw(needed),
            headline=draw(words),
            description=draw(words),
            instruction=draw(words),
            sender_name=draw(words),
            web=draw(st.sampled_from(["", "https://town.example/ja/alerts/x"])),
            area_description=draw(needed),
        )
        for language in draw(languages)
    )


@st.composite
def cap_alerts(draw: st.DrawFn) -> CapAlert:
    order = draw(st.none() | st.sampled_from(Order))
    phase = draw(st.sampled_from(Phase))
    is_over = phase is not Phase.LIVE
    return CapAlert(
        sender=DESK,
        identifier=draw(names),
        sent=START,
        mode=draw(st.sampled_from([Mode.REAL, Mode.DRILL])),
        phase=phase,
        kind=draw(st.sampled_from(Kind)),
        strength=STRENGTH_OF_ORDER[order] if order else draw(st.sampled_from(Strength)),
        order=order,
        area=draw(areas()),
        texts=draw(texts()),
        references=tuple(draw(st.lists(keys, min_size=int(is_over), max_size=3))),
        onset=draw(st.none() | later),
        expires=draw(st.none() | later),
        note=draw(words),
        source=draw(words),
        time_zone=draw(zones),
    )


def read_back(alert: CapAlert) -> Report:
    (report,) = read(write_cap(alert))
    assert isinstance(report, Report), report
    return report


@settings(max_examples=30)
@given(cap_alerts())
def test_what_was_written_is_read_as_it_was(alert: CapAlert) -> None:
    report = read_back(alert)

    (hazard,) = report.hazards
    assert (report.sender, report.identifier, report.sent) == (
        alert.sender, alert.identifier, alert.sent,
    )  # fmt: skip
    assert report.status is (Status.EXERCISE if alert.mode is Mode.DRILL else Status.ACTUAL)
    assert (report.scope, report.note, report.source) == (Scope.PUBLIC, alert.note, alert.source)
    assert (report.message_type, report.references) == (message_type(alert), alert.references)
    assert (report.notes, report.faults) == ((), ())
    assert hazard.texts == alert.texts
    assert (hazard.onset, hazard.expires) == (alert.onset, alert.expires)


@settings(max_examples=30)
@given(cap_alerts())
def test_nobody_is_lost_and_nobody_added_on_the_way_through_cap(alert: CapAlert) -> None:
    (hazard,) = read_back(alert).hazards

    found = match(hazard, NOWHERE)

    assert isinstance(found, Match)
    assert found.area == alert.area
    assert found.unmatched == ()


@settings(max_examples=30)
@given(cap_alerts().filter(lambda one: one.phase is Phase.LIVE))
def test_a_town_that_reads_it_means_the_same(alert: CapAlert) -> None:
    report = read_back(alert)
    policy = Policy(mode=Mode.REAL, desks=frozenset({DESK}), drill_desks=frozenset({DESK}))

    (step,) = triage(
        report, [match(one, NOWHERE) for one in report.hazards], Known(), policy, START
    )

    assert step.meaning is not None
    assert step.acts
    assert (step.meaning.kind, step.meaning.strength) == (alert.kind, alert.strength)
    assert (step.meaning.order, step.meaning.authority) == (alert.order, Authority.MAYOR)
    assert mode_of(report, policy) is alert.mode


@settings(max_examples=30)
@given(cap_alerts().filter(lambda one: one.phase is Phase.LIVE))
def test_who_trusts_no_desk_reads_the_strength_and_never_an_order(alert: CapAlert) -> None:
    report = read_back(alert)
    policy = Policy(mode=Mode.REAL, drill_desks=frozenset({AGENCY}))

    steps = triage(report, [match(one, NOWHERE) for one in report.hazards], Known(), policy, START)

    meanings = [step.meaning for step in steps if step.meaning is not None]
    assert all(one.order is None and one.authority is Authority.AGENCY for one in meanings)
    if alert.kind is not Kind.TSUNAMI:
        assert all(one.strength is alert.strength for one in meanings)
