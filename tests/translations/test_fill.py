"""Words that a translator hands in reach the catalogue as drafts, or are refused with a reason."""

import json
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from alerts.languages import FIRST
from translations import check, fill
from translations.catalogues import Entry, read_catalogue, read_catalogues
from translations.domains import ALERTS, APP, DOMAINS, Domain

DRAFT = "machine draft"


@pytest.fixture
def domain(tmp_path: Path) -> Domain:
    """The alerts of a folder that holds nothing yet."""
    return msgspec.structs.replace(ALERTS, root=tmp_path)


def test_words_are_written_as_machine_drafts(domain: Domain):
    decided = fill.fill({"order.clock": "{issuer}, {time} (ordre)"}, "fr", domain)

    assert decided.refused == ()
    assert read_catalogue(domain.path_of("fr")) == {
        "order.clock": Entry(words="{issuer}, {time} (ordre)", said_of_state=DRAFT)
    }


def test_later_words_replace_drafts_and_leave_all_others(domain: Domain):
    fill.fill({"order.until": "Un.", "order.water": "Deux."}, "fr", domain)

    fill.fill({"order.until": "Trois."}, "fr", domain)

    written = read_catalogue(domain.path_of("fr"))
    assert {id: entry.words for id, entry in written.items()} == {
        "order.until": "Trois.",
        "order.water": "Deux.",
    }


def test_a_file_that_was_filled_is_not_stale(domain: Domain):
    fill.fill({"order.until": "Un."}, "fr", domain)
    domain.template.write_text(check.template_text(domain), encoding="utf-8")

    assert check.stale_files(domain) == ()


@pytest.mark.parametrize(
    ("id", "words", "reason"),
    [
        ("order.clock", "{issuer}", "has the slots issuer; it needs issuer, time"),
        ("order.until", "Jusqu’à {", "has a brace that belongs to no slot"),
        ("order.do.protect", "P" * 41, "has 41 characters; at most 40 fit"),
        ("order.until", "Vite!", "has an exclamation mark; say it calmly"),
        ("order.until", " Un.", "begins or ends with a space"),
        (
            "order.until",
            "Un\u202e.",
            "has signs that nobody sees (U+202E); the program sets direction itself",
        ),
        ("order.until", "", "has no words"),
        ("warning.do.know", "Suivez les ordres", "speaks of orders; an agency only warns"),
        ("term.order.evacuate", "Évacuez", "stays in ja in every language; leave it out"),
        ("nav.now", "Ici", "is no phrase of alerts; see translations/alerts/alerts.pot"),
    ],
)
def test_what_breaks_a_rule_is_refused_with_its_reason(id: str, words: str, reason: str):
    decided = fill.filling({id: words}, "fr", ALERTS, {})

    assert decided == fill.Filling(accepted={}, refused=(f"{id} {reason}",))


@pytest.mark.parametrize("state", ["official (a source)", "reviewed by A, 2026-11-23"])
def test_a_draft_never_replaces_what_somebody_vouches_for(state: str):
    there = {"order.until": Entry(words="Un.", said_of_state=state)}

    decided = fill.filling({"order.until": "Deux."}, "fr", ALERTS, there)

    claimed = state.split()[0]
    assert decided.refused == (f"order.until is {claimed}; a draft must not replace it",)


def test_marks_above_and_below_letters_take_no_room():
    assert fill.filling({"order.do.protect": "ကိ" * 40}, "my", ALERTS, {}).refused == ()


def test_what_is_left_out_is_said_and_the_rest_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    elsewhere = tuple(msgspec.structs.replace(one, root=tmp_path) for one in DOMAINS)
    monkeypatch.setattr(fill, "DOMAINS", elsewhere)
    file = tmp_path / "words.json"
    file.write_text(json.dumps({"order.until": "Un.", "order.water": "!"}), encoding="utf-8")

    left = fill.main(["fr", "alerts", str(file)])

    said = capsys.readouterr()
    assert left == 1
    assert said.out == "1 written as machine drafts, 1 left out\n"
    assert said.err == "fr: order.water has an exclamation mark; say it calmly\n"


def test_a_file_that_is_no_table_of_words_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    file = tmp_path / "words.json"
    file.write_text("[1]", encoding="utf-8")

    assert fill.main(["fr", "app", str(file)]) == 2
    assert "Give an object of id -> words." in capsys.readouterr().err


# --- languages on their way ----------------------------------------------------------------------


def with_french(
    words: Mapping[str, str], domain: Domain = ALERTS
) -> dict[str, Mapping[str, Entry]]:
    ours = read_catalogues(domain)
    said = {id: Entry(words=text, said_of_state=DRAFT) for id, text in words.items()}
    return {**ours, "fr": {domain.note.id: ours["fr"][domain.note.id], **said}}


def test_a_catalogue_on_its_way_fails_no_check_however_it_stands(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(check, "WRITTEN", FIRST)
    half = with_french({"order.clock": "sans fentes", "warning.do.know": "Suivez les ordres"})

    assert check.faults(half) == ()


def test_asked_for_it_is_judged_as_if_it_went_out():
    half = with_french(
        {
            "order.do.protect": "Protégez-vous",
            "warning.do.protect": "Protégez-vous",
            "warning.do.know": "Suivez les ordres",
            "order.until": "It holds until we tell you that it is over.",
        }
    )
    half["fr"] = {**half["fr"], "order.water": Entry(words="Montez.", said_of_state="")}

    found = check.faults_of("fr", half)

    assert "fr: order.clock has no words; it must go out in this language" in found
    assert [fault for fault in found if "has no words" not in fault] == [
        "fr: warning.do.know speaks of orders; an agency only warns",
        "fr: warning.do.protect says the same as order.do.protect; never one for both",
        "fr: order.water has no line `# State: …` above it",
        "fr: order.until is still in English",
    ]


def test_official_terms_are_asked_of_japanese_alone():
    asked = {fault.split()[1] for fault in check.faults_of("fr", {})}

    assert asked == {id for id in ALERTS.phrases if ALERTS.phrases[id].is_needed_in("en")}
    assert not {id for id in asked if id.startswith(("term.", "speaker."))}


@pytest.mark.parametrize("language", ["ja", "ja-simple", "en"])
@pytest.mark.parametrize("domain", [ALERTS, APP], ids=lambda domain: domain.name)
def test_what_goes_out_today_has_no_fault_of_this_kind(domain: Domain, language: str):
    assert check.faults_of(language, read_catalogues(domain), domain) == ()
