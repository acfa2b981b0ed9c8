"""Of a library what is asked for, with all that it needs, and nothing else."""

import pytest

from pwa.serving import FOLDER
from pwa.slicing import NotSliced, sliced

LIBRARY = """/* Lib 1.0, (c) somebody */

var version = "1";

/* Adds. */
function add(a, b) {
	// line by line
	return a ? sum$1(a, b) : other(); // in one go
}

function sum$1(a, b) {
	return a + b;
}

var Map = { add: add, draw: 'Marker' };

Map.plain = 2;

Map.own = function () {
	return needed();
};

function needed() {}

var other;
if (document.old) {
	other = older;
}

function older() {}

var Marker = { marker: 1, at: Icon };

var Icon = {};

Map.include({ open: function () { return Marker; } });

export { Icon, Map, Marker, add as plus, version };
"""
LEAFLET = FOLDER / "node_modules/leaflet/dist/leaflet-src.esm.js"


def test_what_is_asked_for_brings_all_that_it_needs_and_leaves_the_rest() -> None:
    assert sliced(LIBRARY, ["Map"]) == (
        "/* Lib 1.0, (c) somebody */\n"
        "function add(a, b) {\nreturn a ? sum$1(a, b) : other();\n}\n"
        "function sum$1(a, b) {\nreturn a + b;\n}\n"
        "var Map = { add: add, draw: 'Marker' };\n"
        "Map.plain = 2;\n"
        "Map.own = function () {\nreturn needed();\n};\n"
        "function needed() {}\n"
        "var other;\n"
        "if (document.old) {\nother = older;\n}\n"
        "function older() {}\n"
        "export { Map as Map };\n"
    )


def test_what_adds_itself_is_kept_by_its_inner_name_and_a_name_is_exported_as_it_was() -> None:
    slice_ = sliced(LIBRARY, ["plus"], ["Marker"])

    assert "var Marker" in slice_
    assert "var Icon" in slice_
    assert "Map" not in slice_
    assert slice_.endswith("export { add as plus };\n")


@pytest.mark.parametrize(
    ("source", "asked", "kept", "reason"),
    [
        (LIBRARY, ["Popup"], [], "exports no Popup"),
        (LIBRARY, ["Map"], ["Drag"], "has no Drag"),
        ("var a = 1;", ["a"], [], "exports nothing"),
        ("var a = `  `;\nexport { a };", ["a"], [], "template strings"),
    ],
)
def test_a_library_that_is_written_otherwise_is_refused(
    source: str, asked: list[str], kept: list[str], reason: str
) -> None:
    with pytest.raises(NotSliced, match=reason):
        sliced(source, asked, kept)


def test_the_map_s_library_keeps_its_licence_s_line_and_loses_what_draws_markers() -> None:
    if not LEAFLET.is_file():
        pytest.skip("the library is not set up: run make setup")

    slice_ = sliced(LEAFLET.read_text("utf-8"), ["map", "GridLayer"], ["Drag"])

    assert slice_.startswith("/* @preserve\n * Leaflet ")
    assert "Vladimir Agafonkin" in slice_
    assert "\nvar Drag = " in slice_
    assert not any(f"\nvar {name} = " in slice_ for name in ("Marker", "Popup", "TileLayer", "SVG"))
