"""PO files stay the contract: whatever a translator's editor does to them is read, or refused aloud."""

import codecs
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from babel.messages.pofile import PoFileError

from alerts.languages import LANGUAGES
from translations.catalogues import State, read_catalogue
from translations.domains import ALERTS, DOMAINS, Domain
from translations.extract import updated_text

ID = b'msgid "order.clock"'
Edit = Callable[[bytes], bytes]
HARMLESS: dict[str, Edit] = {
    "a byte-order mark": lambda raw: codecs.BOM_UTF8 + raw,
    "line ends of Windows": lambda raw: raw.replace(b"\n", b"\r\n"),
    "an entry that is gone": lambda raw: raw + b'\n#~ msgid "gone"\n#~ msgstr "parti"\n',
    "what a phrase was before": lambda raw: raw.replace(ID, b'#| msgid "old"\n' + ID),
    "another wrapping": lambda raw: raw.replace(b'msgstr "', b'msgstr ""\n"'),
    "an editor's own header": lambda raw: raw.replace(
        b'"Content-Transfer-Encoding: 8bit\\n"',
        b'"Content-Transfer-Encoding: 8bit\\n"\n"X-Generator: Editor 3\\n"\n'
        b'"Plural-Forms: nplurals=2; plural=(n > 1);\\n"',
    ),
}
REFUSED: dict[str, tuple[Edit, str]] = {
    "another encoding": (
        lambda raw: raw.decode().encode("latin-1", "replace"),
        "is not UTF-8; save it as UTF-8",
    ),
    "a phrase that stands there twice": (
        lambda raw: raw + b"\n" + ID + b'\nmsgstr "x"\n',
        "holds order.clock twice; keep one",
    ),
    "a quotation without its end": (
        lambda raw: raw + b'\nmsgid "x\nmsgstr "y"\n',
        "cannot be read on line",
    ),
}


@pytest.fixture
def french(tmp_path: Path) -> Domain:
    """A folder with the French alerts, to be edited."""
    domain = msgspec.structs.replace(ALERTS, root=tmp_path)
    for language in ("fr", "en", "ja", "ja-simple"):
        path = domain.path_of(language)
        path.parent.mkdir(parents=True)
        path.write_bytes(ALERTS.path_of(language).read_bytes())
    return domain


def edited(domain: Domain, edit: Edit, language: str = "fr") -> Path:
    path = domain.path_of(language)
    before = path.read_bytes()
    after = edit(before)
    assert after != before
    path.write_bytes(after)
    return path


@pytest.mark.parametrize("domain", DOMAINS, ids=lambda one: one.name)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_is_written_again_byte_for_byte(domain: Domain, language: str) -> None:
    assert updated_text(language, domain) == domain.path_of(language).read_text("utf-8")


@pytest.mark.parametrize("what", HARMLESS)
def test_what_an_editor_adds_changes_no_word(french: Domain, what: str) -> None:
    path = edited(french, HARMLESS[what])

    assert read_catalogue(path) == read_catalogue(ALERTS.path_of("fr"))
    assert updated_text("fr", french) == ALERTS.path_of("fr").read_text("utf-8")


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_for_sure_is_refused_with_the_reason(french: Domain, what: str) -> None:
    edit, reason = REFUSED[what]
    path = edited(french, edit)

    with pytest.raises(PoFileError, match=reason):
        read_catalogue(path)


def test_what_an_editor_marks_as_doubtful_is_not_said(french: Domain) -> None:
    path = edited(french, lambda raw: raw.replace(ID, b"#, fuzzy\n" + ID))

    assert "order.clock" not in read_catalogue(path)
    assert len(read_catalogue(path)) == len(read_catalogue(ALERTS.path_of("fr"))) - 1


def reviewed(raw: bytes) -> bytes:
    before, after = raw.split(ID)
    start = before.rindex(b"# State: machine draft")
    state = b"# State: reviewed by A. Reader, 2026-11-23"
    return (
        before[:start] + state + before[start:].removeprefix(b"# State: machine draft") + ID + after
    )


def test_a_review_lasts_while_its_english_does(french: Domain) -> None:
    path = edited(french, reviewed)

    path.write_text(updated_text("fr", french), "utf-8")

    entry = read_catalogue(path)["order.clock"]
    assert entry.said_of_state == "reviewed by A. Reader, 2026-11-23"
    assert entry.state is State.REVIEWED


def test_words_whose_english_changed_since_their_review_are_a_draft_again(french: Domain) -> None:
    path = edited(french, reviewed)
    edited(
        french,
        lambda raw: raw.replace(
            b'"Order message from {issuer}, {time}."', b'"Order by {issuer}, {time}."'
        ),
        "en",
    )

    path.write_text(updated_text("fr", french), "utf-8")

    entry = read_catalogue(path)["order.clock"]
    assert entry.said_of_state == "changed since review by A. Reader, 2026-11-23"
    assert entry.state is State.MACHINE_DRAFT
    assert entry.words == read_catalogue(ALERTS.path_of("fr"))["order.clock"].words


@pytest.mark.parametrize("language", ["fr", "en", "ja-simple"])
def test_words_whose_japanese_changed_since_their_review_are_a_draft_again(
    french: Domain, language: str
) -> None:
    path = edited(french, reviewed, language)
    before = read_catalogue(french.path_of("ja"))["order.clock"].words.encode()
    edited(
        french,
        lambda raw: raw.replace(b'msgstr "' + before, b'msgstr "\xe6\x96\xb0' + before),
        "ja",
    )

    path.write_text(updated_text(language, french), "utf-8")

    entry = read_catalogue(path)["order.clock"]
    assert entry.said_of_state == "changed since review by A. Reader, 2026-11-23"
    assert entry.state is State.MACHINE_DRAFT


@pytest.mark.parametrize("language", ["ja-simple", "ja"])
def test_english_is_no_source_of_japanese(french: Domain, language: str) -> None:
    path = edited(french, reviewed, language)
    edited(
        french,
        lambda raw: raw.replace(
            b'msgstr "Order message from {issuer}, {time}."',
            b'msgstr "Order by {issuer}, {time}."',
        ),
        "en",
    )

    path.write_text(updated_text(language, french), "utf-8")

    assert read_catalogue(path)["order.clock"].state is State.REVIEWED
