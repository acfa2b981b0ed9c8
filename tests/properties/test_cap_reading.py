"""Whatever becomes of the bytes: reading answers, an exercise stays one, and what is said is read."""

from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alerts.report import (
    AreaClaim,
    Circle,
    Code,
    Hazard,
    MessageType,
    Report,
    ReportKey,
    Scope,
    Status,
    Text,
    Unreadable,
)
from alerts.sources.reading import read

few = settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])

EXERCISE = """<?xml version="1.0" encoding="UTF-8"?>
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>town-1</identifier>
<sender>desk@town.example</sender><sent>2026-08-01T09:00:00+09:00</sent><status>Exercise</status>
<msgType>Alert</msgType><scope>Public</scope><info><language>ja</language><category>Met</category>
<event>洪水</event><urgency>Immediate</urgency><severity>Severe</severity>
<certainty>Observed</certainty><area><areaDesc>Harbour</areaDesc>
<polygon>35.6,139.7 35.6,139.8 35.7,139.8 35.6,139.7</polygon><circle>35.6,139.7 5</circle>
</area></info></alert>""".encode()
FEED = (
    b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><content>%s</content></entry></feed>'
    % (EXERCISE.split(b"?>", 1)[1])
)
PIECES = [
    b"<status>", b"</status>", b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<info>", b"</info>", b"<?x ?>",
    b"&amp;", b"&x;", b"\x00", b"\xff", b"\xfe\xff", b"NaN", b"-", b"9e999", b"<!DOCTYPE a>", b" ",
    b'xmlns="urn:x"', b"<alert>", b"</alert>", "‮".encode(), b"Exercise", b"<polygon/>",
]  # fmt: skip


@st.composite
def mutations(draw: st.DrawFn) -> bytes:
    """A valid exercise, alone or in a feed, with up to eight cuts, swaps and insertions."""
    raw = draw(st.sampled_from([EXERCISE, FEED]))
    for _ in range(draw(st.integers(1, 8))):
        start = draw(st.integers(0, len(raw)))
        end = draw(st.integers(start, min(len(raw), start + 40)))
        new = draw(
            st.one_of(st.sampled_from(PIECES), st.binary(max_size=4), st.just(raw[start:end] * 2))
        )
        raw = raw[:start] + new + raw[end:]
    return raw


@few
@given(mutations())
def test_no_damage_turns_an_exercise_into_a_real_warning(raw: bytes) -> None:
    parts = read(raw)

    assert parts
    for part in parts:
        assert isinstance(part, Report | Unreadable)
        if isinstance(part, Report):
            assert part.status is not Status.ACTUAL
        else:
            assert part.reason.endswith((".", "expected.")) or "http" in part.reason


@few
@given(st.integers(0, len(EXERCISE) - 1))
def test_a_warning_cut_off_anywhere_is_refused(length: int) -> None:
    (part,) = read(EXERCISE[:length])

    assert isinstance(part, Unreadable)


@few
@given(st.binary(max_size=200))
def test_any_bytes_have_an_answer(raw: bytes) -> None:
    assert all(isinstance(part, Report | Unreadable) for part in read(raw))


# --- what is written is read: values → XML → the same values --------------------------------------

letters = st.characters(
    codec="utf-8", categories=["L", "N", "P", "S", "Zs"], exclude_characters="\u00a0"
)
texts = st.text(letters, min_size=1, max_size=40).map(str.strip).filter(bool)
names = st.text(
    st.characters(min_codepoint=33, max_codepoint=0x3000, categories=["L", "N", "P"], exclude_characters=",<&"),
    min_size=1, max_size=30,
)  # fmt: skip
times = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
)
latitudes = st.integers(-9_000_000, 9_000_000).map(lambda number: number / 100_000)
longitudes = st.integers(-18_000_000, 18_000_000).map(lambda number: number / 100_000)
positions = st.tuples(longitudes, latitudes)
rings = st.lists(positions, min_size=3, max_size=8).map(lambda points: (*points, points[0]))
circles = st.builds(
    Circle, lon=longitudes, lat=latitudes, radius_km=st.integers(0, 500_000).map(lambda n: n / 1000)
)
pairs = st.builds(Code, name=texts, value=texts)
areas = st.builds(
    AreaClaim,
    description=texts,
    polygons=st.lists(rings, max_size=3).map(tuple),
    circles=st.lists(circles, max_size=2).map(tuple),
    geocodes=st.lists(pairs, max_size=3).map(tuple),
)


@st.composite
def hazards(draw: st.DrawFn, number: int) -> Hazard:
    """One hazard in one to three languages; its first event code keeps it apart from the others."""
    ground = tuple(draw(st.lists(areas, max_size=2)))
    described = "; ".join(area.description for area in ground)
    languages = draw(st.lists(st.sampled_from(["ja", "en", "pt-BR"]), min_size=1, unique=True))
    return Hazard(
        texts=tuple(
            Text(
                language=language,
                event=draw(texts),
                headline=draw(texts),
                instruction=draw(texts),
                area_description=described,
            )
            for language in languages
        ),
        areas=ground,
        categories=("Met",),
        event_codes=(Code(name="number", value=str(number)),),
        parameters=tuple(draw(st.lists(pairs, max_size=2))),
        response_types=("Evacuate",),
        urgency=draw(st.sampled_from(["Immediate", "Past", "Unknown"])),
        severity=draw(st.sampled_from(["Extreme", "Minor", "Unknown"])),
        certainty=draw(st.sampled_from(["Observed", "Unlikely", "Unknown"])),
        onset=draw(st.none() | times),
        expires=draw(st.none() | times),
    )


@st.composite
def reports(draw: st.DrawFn) -> Report:
    key = st.builds(ReportKey, sender=names, identifier=names, sent=times)
    own = draw(key)
    return Report(
        format="cap-1.2",
        sender=own.sender,
        identifier=own.identifier,
        sent=own.sent,
        status=draw(st.sampled_from(Status)),
        message_type=draw(st.sampled_from(MessageType)),
        scope=draw(st.sampled_from(Scope)),
        source=draw(texts),
        references=tuple(draw(st.lists(key, max_size=3))),
        hazards=tuple(draw(hazards(number)) for number in range(draw(st.integers(0, 3)))),
    )


@few
@given(reports(), st.integers(-14, 14))
def test_what_is_written_is_read(report: Report, offset: int) -> None:
    assert read(written(report, offset).encode("utf-8")) == (report,)


def tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>"


def time(moment: datetime, offset: int) -> str:
    local = (moment + timedelta(hours=offset)).strftime("%Y-%m-%dT%H:%M:%S")
    return f"{local}{'-' if offset < 0 else '+'}{abs(offset):02}:00"


def written(report: Report, offset: int) -> str:
    """A CAP 1.2 message in the schema's order, with times at this many hours from UTC."""
    references = " ".join(
        f"{key.sender},{key.identifier},{time(key.sent, offset)}" for key in report.references
    )
    infos = "".join(
        info(hazard, text, offset) for hazard in report.hazards for text in hazard.texts
    )
    return (
        '<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">'
        + tag("identifier", report.identifier)
        + tag("sender", report.sender)
        + tag("sent", time(report.sent, offset))
        + tag("status", report.status)
        + tag("msgType", report.message_type)
        + tag("source", report.source)
        + tag("scope", report.scope)
        + tag("references", references)
        + f"{infos}</alert>"
    )


def info(hazard: Hazard, text: Text, offset: int) -> str:
    times_of = (("onset", hazard.onset), ("expires", hazard.expires))
    return (
        "<info>"
        + tag("language", text.language)
        + "".join(tag("category", category) for category in hazard.categories)
        + tag("event", text.event)
        + "".join(tag("responseType", response) for response in hazard.response_types)
        + tag("urgency", hazard.urgency)
        + tag("severity", hazard.severity)
        + tag("certainty", hazard.certainty)
        + "".join(code("eventCode", pair) for pair in hazard.event_codes)
        + "".join(tag(name, time(moment, offset)) for name, moment in times_of if moment)
        + tag("headline", text.headline)
        + tag("instruction", text.instruction)
        + "".join(code("parameter", pair) for pair in hazard.parameters)
        + "".join(area(claim) for claim in hazard.areas)
        + "</info>"
    )


def code(name: str, pair: Code) -> str:
    return f"<{name}>{tag('valueName', pair.name)}{tag('value', pair.value)}</{name}>"


def area(claim: AreaClaim) -> str:
    rings_of = (" ".join(f"{lat:.5f},{lon:.5f}" for lon, lat in ring) for ring in claim.polygons)
    circles_of = (f"{one.lat:.5f},{one.lon:.5f} {one.radius_km:.3f}" for one in claim.circles)
    return (
        "<area>"
        + tag("areaDesc", claim.description)
        + "".join(tag("polygon", ring) for ring in rings_of)
        + "".join(tag("circle", circle) for circle in circles_of)
        + "".join(code("geocode", pair) for pair in claim.geocodes)
        + "</area>"
    )
