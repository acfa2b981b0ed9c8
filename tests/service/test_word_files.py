"""Catalogues written out and read in again lose nothing and change nothing."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from service.desk.spoken_words import read_shipped, said
from service.word_files import CataloguesUnreadable, read_in, write_out
from tests.factories import NOW
from tests.service.desk.test_spoken_words import NAMES, correction
from translations.catalogues import read_catalogue
from translations.domains import ALERTS, DOMAINS

NOTHING = said(read_shipped(), (), {})


def test_without_corrections_every_file_is_the_one_that_was_shipped(tmp_path: Path) -> None:
    written = write_out(tmp_path, said(read_shipped(), (), {}))

    differing = [
        path
        for path in written
        if path.read_bytes() != (ALERTS.root / path.relative_to(tmp_path)).read_bytes()
    ]
    assert len(written) == sum(1 + len(read_shipped()[domain.name]) for domain in DOMAINS)
    assert differing == []


def test_a_correction_changes_its_words_and_state_and_not_a_line_more(tmp_path: Path) -> None:
    made = correction()
    write_out(tmp_path, said(read_shipped(), [made], NAMES))

    path = ALERTS.path_of("fr")
    before = path.read_text("utf-8").splitlines()
    after = (tmp_path / path.relative_to(ALERTS.root)).read_text("utf-8").splitlines()
    changed = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    assert changed == [
        ("# State: machine draft", f"# State: reviewed by Uma, {NOW:%Y-%m-%d}"),
        (f'msgstr "{made.before}"', f'msgstr "{made.words}"'),
    ]


def test_mended_english_is_the_comment_that_stands_in_all_others(tmp_path: Path) -> None:
    english = correction(language="en", words="By {issuer}, {time}.", before="", sources=("", ""))
    mended = replace(english, before=NOTHING.words("en", "order.clock"))
    source = replace(mended, sources=NOTHING.sources("en", "order.clock"))
    french = correction(sources=(NOTHING.sources("fr", "order.clock")[0], source.words))
    write_out(tmp_path, said(read_shipped(), [source, french], NAMES))

    texts = [
        (tmp_path / ALERTS.path_of(one).relative_to(ALERTS.root)).read_text("utf-8")
        for one in ("en", "fr", "de")
    ]
    assert ["#. English: By {issuer}, {time}.\n" in text for text in texts] == [True] * 3
    assert f"# State: reviewed by Uma, {NOW:%Y-%m-%d}\n" in texts[1]
    assert "changed since review" not in "".join(texts)


def test_what_was_written_out_is_read_in_as_it_is_said(tmp_path: Path) -> None:
    now = said(read_shipped(), [correction()], NAMES)
    write_out(tmp_path, now)

    wishes = read_in(tmp_path)

    assert wishes == {
        language: {
            id: entry.words
            for one in DOMAINS
            for id, entry in now.catalogues[one.name][language].items()
        }
        for language in now.catalogues[ALERTS.name]
    }


def test_what_is_exported_is_a_catalogue_as_any_other(tmp_path: Path) -> None:
    write_out(tmp_path, said(read_shipped(), [correction()], NAMES))

    read = read_catalogue(tmp_path / ALERTS.path_of("fr").relative_to(ALERTS.root))

    assert read["order.clock"].said_of_state == f"reviewed by Uma, {NOW:%Y-%m-%d}"


def test_a_folder_without_catalogues_says_so(tmp_path: Path) -> None:
    with pytest.raises(CataloguesUnreadable, match="holds no catalogue"):
        read_in(tmp_path)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / ALERTS.path_of("fr").relative_to(ALERTS.root)
    path.parent.mkdir(parents=True)
    path.write_text('msgid "order.clock', "utf-8")

    with pytest.raises(CataloguesUnreadable, match=r"alerts\.po"):
        read_in(tmp_path)
