"""The page's files: one hash over all, packed beforehand, whole in one load."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pwa.packing import packed_sheets
from pwa.serving import (
    AHEAD,
    ENTRIES,
    FOLDER,
    LATER,
    STYLES,
    TURNING,
    WORKER,
    hash_of,
    own_files,
    served,
    version_of,
)

some_files = st.dictionaries(
    st.from_regex(r"[a-z]{1,8}\.js", fullmatch=True), st.binary(max_size=50)
)


@given(some_files, some_files)
def test_only_equal_files_have_an_equal_hash(first: dict[str, bytes], second: dict[str, bytes]):
    assert (hash_of(first) == hash_of(second)) == (first == second)


def test_a_hash_does_not_depend_on_order_and_tells_path_and_content_apart():
    assert hash_of({"a.js": b"1", "b.js": b"2"}) == hash_of({"b.js": b"2", "a.js": b"1"})
    assert hash_of({"a.js": b"b.js"}) != hash_of({"a.jsb": b".js"})


def test_packed_bytes_open_to_the_plain_ones():
    file = served("app/main.js", b"export const words = 1;\n" * 100)

    assert file.gzip is not None
    assert file.brotli is not None
    assert gzip.decompress(file.gzip) == brotli.decompress(file.brotli) == file.plain
    assert len(file.brotli) < len(file.gzip) < len(file.plain)


def test_what_packing_would_only_make_larger_stays_plain():
    assert (served("a.js", b"1").gzip, served("a.js", b"1").brotli) == (None, None)
    picture = served("icons/a.png", b"0" * 1000)
    assert (picture.gzip, picture.brotli, picture.media_type) == (None, None, "image/png")


def test_the_tag_is_of_the_content_alone():
    assert served("a.js", b"1").etag == served("b.js", b"1").etag
    assert served("a.js", b"1").etag != served("a.js", b"2").etag


def test_a_kind_of_file_that_nobody_thought_of_is_not_served():
    with pytest.raises(KeyError):
        served("app/notes.txt", b"")


def test_modules_are_those_that_load_at_once_nearest_first():
    version = version_of(
        {
            "app/main.js": b'import { a } from "./a.js";\nimport(  "./later.js");\n',
            "app/a.js": b'export { b } from "../lib/b.js";\nimport "./main.js";\n',
            "app/later.js": b"",
            "lib/b.js": b'export const b = "./nothing.js";\n',
        }
    )

    assert version.modules("app/main.js") == ("app/main.js", "app/a.js", "lib/b.js")
    assert version.modules("app/none.js") == ()


def test_without_the_library_no_app_is_served_and_pages_do_without(tmp_path: Path):
    (tmp_path / "app").mkdir()
    (tmp_path / "app/main.js").write_text("1;\n", "utf-8")
    (tmp_path / "css").mkdir()
    (tmp_path / "css/base.css").write_text("p{}", "utf-8")

    assert own_files(tmp_path) == {"css/base.css": b"p{}"}


def test_ours_are_styles_icons_and_the_worker_and_nothing_of_how_they_are_made():
    paths = set(own_files())

    assert {STYLES, "css/map.css", WORKER} <= paths
    assert {"icons/sprite.svg", "icons/icon.svg", "icons/icon-192.png"} <= paths
    kinds = {path.split("/")[0] for path in paths}
    assert kinds <= {"app", "css", "icons", "lib", WORKER}
    ours = {*ENTRIES, *AHEAD, *LATER, TURNING}
    assert {path for path in paths if path.startswith("app/")} <= ours


def test_the_sheets_are_one_in_their_order_without_comments_and_line_breaks():
    sheets = [b"/* Why:\n a > b */\n:root { --a: 1; }\n", b"p {\n  color: red;\n}\n"]

    assert packed_sheets(sheets) == b":root { --a: 1; } p { color: red; }"


def test_no_sheet_of_ours_has_spaces_that_count():
    folders = (FOLDER / "css", FOLDER / "desk" / "styles")
    sheets = [path.read_text("utf-8") for folder in folders for path in folder.glob("*.css")]

    assert len(sheets) >= 10
    assert [one for one in sheets if re.search(r'"[^"\n]*(  |/\*)[^"\n]*"', one)] == []


def test_the_map_is_within_its_budget_and_no_part_of_the_first_screen():
    if not (FOLDER / "node_modules/leaflet/dist/leaflet.js").is_file():
        pytest.skip("the library is not set up: run make setup")
    version = version_of(own_files())
    parts = ("app/guiding.js", "app/pathfinder.js", "lib/leaflet.js", "css/map.css")

    packed_bytes = sum(len(version.files[part].brotli or b"") for part in parts)

    assert packed_bytes <= 60 * 1024
    assert not set(parts) & set(version.modules(ENTRIES[0]))


def test_the_app_loads_itself_and_the_library_and_nothing_else():
    if not (FOLDER / "node_modules/htm/preact/standalone.module.js").is_file():
        pytest.skip("the library is not set up: run make setup")
    version = version_of(own_files())

    assert version.modules(ENTRIES[0]) == (ENTRIES[0], "lib/preact.js")
