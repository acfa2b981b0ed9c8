"""Real warnings, put into words: kinds recognised, texts cleaned, every push within its limit."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from alerts.meaning import meaning
from alerts.model import Authority, Kind, Mode, Phase, Revision, Strength
from alerts.push.payload import MOST_BYTES, payload
from alerts.report import Hazard, Report
from alerts.sources.reading import read
from alerts.wording import messages
from geo.area import Area, area_from_circle
from translations.loading import load_phrasebook

LANGUAGES = ("ja", "ja-simple", "en", "es", "de", "ar", "my")


def hazards_in(folder: Path) -> Iterator[tuple[Report, Hazard]]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in (".xml", ".cap"):
            continue
        for report in read(path.read_bytes()):
            if isinstance(report, Report):
                yield from ((report, hazard) for hazard in report.hazards)


@pytest.fixture(scope="module")
def hazards(shared_data: Path) -> tuple[tuple[Report, Hazard], ...]:
    return tuple(hazards_in(shared_data / "cap" / "open"))


def test_only_events_without_a_hazard_in_their_words_stay_other(
    hazards: tuple[tuple[Report, Hazard], ...],
):
    others = {
        hazard.texts[0].event
        for _, hazard in hazards
        if meaning(hazard, from_desk=False).kind is Kind.OTHER
    }

    assert others == {
        "Administrative Message/Follow up Statement",
        "Civil Emergency Message",
        "EMOC Activation [...] Incident",
        "Local Area Emergency",
        "Minor low-temperature warning",
        "Moderate low-temperature warning",
        "Motor Vehicle Accident",
        "News",
        "Other Non-Urgent Alerts",
        "Required Monthly Test",
        "Special Weather Statement",
        "TEST",
        "TEST Englisch",
        "TEST GENERATED MESSAGE",
        "TestCase",
        "dnnd",
        "weather",
    }


def test_no_real_warning_becomes_an_order(hazards: tuple[tuple[Report, Hazard], ...]):
    said = {
        (found.authority, found.order)
        for _, hazard in hazards
        for found in [meaning(hazard, from_desk=False)]
    }

    assert said == {(Authority.AGENCY, None)}


def test_what_is_past_or_lifted_wakes_nobody(hazards: tuple[tuple[Report, Hazard], ...]):
    ended = {
        meaning(hazard, from_desk=False).strength
        for _, hazard in hazards
        if hazard.urgency == "Past" or "AllClear" in hazard.response_types
    }

    assert ended == {Strength.KNOW}


def revision_of(report: Report, hazard: Hazard, area: Area) -> Revision:
    said = meaning(hazard, from_desk=False)
    return Revision(
        alert_id="abcdefgh23456789",
        number=1,
        mode=Mode.REAL,
        phase=Phase.LIVE,
        authority=said.authority,
        kind=said.kind,
        strength=said.strength,
        order=said.order,
        area=area,
        place_names={"": hazard.areas[0].description if hazard.areas else ""},
        texts=hazard.texts,
        issuer=report.sender,
        sent=report.sent,
        issued=report.sent + timedelta(seconds=3),
        onset=hazard.onset,
        expires=hazard.expires,
        review=None,
        time_zone="Asia/Tokyo",
        note=report.note,
    )


def test_every_real_warning_fits_into_a_push_in_every_language(
    hazards: tuple[tuple[Report, Hazard], ...],
):
    area = area_from_circle(136.65, 36.56, 3.0)
    assert isinstance(area, Area)
    phrases = load_phrasebook()

    sizes = [
        len(payload(message, revision, base_url="https://hansho.example", declarative=True))
        for report, hazard in hazards
        for revision in [revision_of(report, hazard, area)]
        for message in messages(revision, phrases, LANGUAGES)
    ]

    assert len(sizes) == len(hazards) * len(LANGUAGES)
    assert max(sizes) <= MOST_BYTES
