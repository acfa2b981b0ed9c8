"""Which blocks of real multilingual files are one hazard in several languages, and which are not."""

from pathlib import Path

import pytest

from alerts.report import Report
from alerts.sources.reading import read

DWD = ["de-DE", "en", "fr", "es", "ar", "ru", "tr", "pl"]

# file: languages of each hazard, areas of each hazard
GROUPED = {
    "alerts/dwdmul__2.49.0.0.276.0.DWD.PVW.1687511640000.0d1a4fb5-251a-46fc-aae3-a688d2021e71.MUL.xml": (
        [DWD],
        [4],
    ),
    "alerts/dwdmul__2.49.0.0.276.0.DWD.PVW.1687514160000.20999218-5d5e-4761-b271-6c243f695568.MUL.xml": (
        [DWD],
        [49],
    ),
    "alerts/wmoval__ca_valid.xml": ([["en-CA", "fr-CA"]], [8]),
    "alerts/goog__canada.cap": ([["en-CA", "fr-CA"]], [2]),
    "alerts/goog__canada~3.cap": ([["fr-CA", "en-CA"]], [4]),
    "alerts/wmoval__at_valid.xml": ([["de-DE", "en-GB"]], [1]),
    "alerts/kwc__multi-area.xml": ([["fr-FR", "en-GB"]], [4]),
    "alerts/goog__earthquake~2.cap": ([["en-US", "sp-US"]], [1]),
    "alerts/atphp__test.cap.xml": ([["en-US", "de-DE"]], [0]),
    # Two fires in one language, each with an area of its own.
    "alerts/goog__australia.cap": ([["en-AU"], ["en-AU"]], [1, 1]),
    # One cyclone, five Mexican zones, one language: five hazards.
    "mexico2014/a69a2be5-d36c-4cf8-bad1-985fce2d5117.xml": ([["es-419"]] * 5, [1] * 5),
}


@pytest.mark.parametrize("name", GROUPED)
def test_real_blocks_are_grouped_by_what_does_not_depend_on_language(
    shared_data: Path, name: str
) -> None:
    languages, areas = GROUPED[name]

    (report,) = read((shared_data / "cap" / "open" / name).read_bytes())

    assert isinstance(report, Report)
    assert [[text.language for text in h.texts] for h in report.hazards] == languages
    assert [len(hazard.areas) for hazard in report.hazards] == areas
