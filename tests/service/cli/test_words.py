"""`hansho words`: out of a service that runs or does not, and into one that does."""

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from service.cli import main
from service.desk.ports import MACHINE, Change, Entry, Grant, Role, Staff
from service.desk.word_corrections import Stage
from service.settings import load_settings
from service.wiring import Service
from tests.factories import NOW
from translations.domains import ALERTS

CLOCK = ALERTS.path_of("fr").relative_to(ALERTS.root)
MENDED = "Ordre de {issuer} du {time}."


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "settings.toml"
    made.write_text(f'data_dir = "{tmp_path / "var"}"\nbase_url = "http://localhost:8080"\n')
    return made


def translator(service: Service, name: str) -> Staff:
    now = datetime.now(UTC)
    grant = Grant(role=Role.TRANSLATOR, begins=now)
    entry = Entry(at=now, actor=MACHINE, act="staff.found", subject="")
    newest = service.audit.newest()
    change = Change(staff=Staff(number=0, name=name, grants=(grant,)))
    stored = service.staff.apply(change, entry, seen=newest.n if newest else 0)
    assert stored is not None
    return stored


def mended(folder: Path) -> None:
    """Somebody else's program changed one sentence of the export, and broke another one."""
    path = folder / CLOCK
    lines = path.read_text("utf-8").splitlines()
    at = lines.index('msgid "order.clock"')
    lines[at + 1] = f'msgstr "{MENDED}"'
    lines[lines.index('msgid "order.was"') + 1] = 'msgstr "Sans fente"'
    path.write_text("\n".join(lines) + "\n", "utf-8")


def test_an_export_that_was_mended_comes_back_as_what_waits_for_a_second_speaker(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, settings = tmp_path / "out", load_settings(file)
    with Service(settings) as service:
        tia = translator(service, "Tia")
        codes = [main(["words", "export", str(folder), "--settings", str(file)])]
        mended(folder)
        given = ["words", "import", str(folder), "--by", "tia", "--settings", str(file)]
        codes += [main(given), main(given)]
        waiting = service.word_room.waiting("fr", "order.clock")
        log = [row.act for row in service.audit.rows()]

    told = capsys.readouterr()
    assert codes == [0, 1, 1]
    assert [json.loads(line).get("waiting") for line in told.out.splitlines()] == [None, 1, 0]
    assert told.err.startswith("fr: order.was: these words cannot go out")
    assert waiting is not None
    assert (waiting.words, waiting.written_by) == (MENDED, tia.number)
    assert log.count("words.import") == 1


def test_nobody_imports_in_the_name_of_somebody_who_is_no_translator(
    file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    with Service(load_settings(file)):
        main(["words", "export", str(folder), "--settings", str(file)])
        code = main(["words", "import", str(folder), "--by", "Eve", "--settings", str(file)])

    assert code == 2
    assert "no translator here is called Eve" in capsys.readouterr().err


def test_what_was_reviewed_is_exported_while_nothing_serves_it(file: Path, tmp_path: Path) -> None:
    folder, given = tmp_path / "out", {("fr", "order.clock"): MENDED}
    with Service(load_settings(file)) as service:
        service.word_room.bring(translator(service, "Tia"), given, datetime.now(UTC))
        uma, waiting = translator(service, "Uma"), service.word_room.waiting("fr", "order.clock")
        assert waiting is not None
        entry = Entry(at=NOW, actor=uma.number, act="words.review", subject="words:fr")
        service.word_room._store.decide(waiting.id, Stage.REVIEWED, uma.number, NOW, "", entry)

    code = main(["words", "export", str(folder), "--settings", str(file)])

    said = (folder / CLOCK).read_text("utf-8")
    assert code == 0
    assert f"# State: reviewed by Uma, {NOW:%Y-%m-%d}\n" in said
    assert f'msgid "order.clock"\nmsgstr "{MENDED}"\n' in said
