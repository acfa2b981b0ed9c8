"""What the desk's pages load, and that phones load none of what draws."""

import re
from pathlib import Path

from pwa.serving import FOLDER, desk_files, own_files


def test_the_desk_gets_the_libraries_that_draw_and_phones_do_not() -> None:
    desk, phones = desk_files(), own_files()

    assert {"leaflet.js", "leaflet.css", "terra-draw.js"} <= desk.keys()
    assert not [path for path in phones if "terra" in path]
    assert not [path for path, plain in phones.items() if b"TerraDraw" in plain]


def test_no_file_of_the_desk_names_another_module_than_those_beside_it() -> None:
    """A bare name would need an import map inline, which the desk's policy forbids."""
    library = desk_files()["terra-draw.js"].plain.decode()

    assert ' from"' not in library
    assert not re.search(r"(^|;)import[ {\"']", library)


def test_without_the_libraries_the_desk_still_has_its_own_files(tmp_path: Path) -> None:
    for name in ("css", "desk"):
        (tmp_path / name).symlink_to(FOLDER / name)

    files = desk_files(tmp_path)

    assert "terra-draw.js" not in files
    assert {"desk.css", "desk.js"} <= files.keys()
