"""The page's files as they are served: one hash over all of them, compressed beforehand.

A *version* is everything that one page load needs, under `/app/<hash>/`: the hash is taken over
every path and every byte, so two versions are never mixed, and what is under it never changes.
Nothing here knows of a framework, and nothing is read but the package's own folder.
"""

import gzip
import hashlib
import os
import posixpath
import re
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import brotli
import msgspec

from pwa.packing import packed, packed_for_script, packed_sheets
from pwa.slicing import sliced

FOLDER = Path(__file__).resolve().parent
WORKER = "worker.js"
KILL_SWITCH = "worker-kill-switch.js"
# A worker is one script: its parts are laid end to end, and before them what the app's modules
# know as well as it: which text a push is shown with, and how loud.
_RULES = "app/phone/notice.js"
_WARNING = ("worker/warning.js", "worker/keeping.js", "worker/pictures.js")
WORKERS = MappingProxyType(
    {
        WORKER: (*_WARNING, "worker/offline.js"),
        KILL_SWITCH: (*_WARNING, "worker/kill_switch.js"),
    }
)
# The desk's own, which shows rings to its staff: one file, apart from the app's.
_RING_WORKER = "worker/ring.js"
ENTRIES = ("app/main.js", "app/gallery.js")
# Asked for by whoever opens the map or a way: its screens, and the thread that finds ways.
LATER = ("app/guiding.js", "app/pathfinder.js")
# Asked for by phones that have places: ways from them, worked out before there is any danger.
AHEAD = ("app/preparing.js", "app/preparer.js")
# Asked for where an alert is in another language than its reader's.
TURNING = "app/turning.js"
_FOLDERS = ("app", "css", "icons")
# The sheet of every page, joined of these; the map's own is asked for with the map.
STYLES = "css/app.css"
# The desk's rooms, in the order in which their styles hold: its files are no version for phones.
_DESK_STYLES = (
    "frame",
    "forms",
    "lists",
    "phones",
    "ground",
    "deciding",
    "drafts",
    "ringing",
    "city",
    "watching",
    "accounts",
    "phrases",
)
_SHEETS = ("css/tokens.css", "css/base.css", "css/components.css")
# The library that every screen needs, and the map's: `npm ci` puts them here, a wheel brings them.
_LIBRARIES = MappingProxyType(
    {"lib/preact.js": "node_modules/htm/preact/standalone.module.js"},
)
_MAP_LIBRARIES = MappingProxyType(
    {"lib/leaflet.js": "node_modules/leaflet/dist/leaflet-src.esm.js"},
)
# Of the map's, what moves a map of our own drawing: pwa/app/map asks for these, and fingers do.
_MAP_NEEDS = ("DomUtil", "GridLayer", "latLngBounds", "map")
_MAP_HANDLERS = ("Drag", "TouchZoom", "ScrollWheelZoom", "DoubleClickZoom")
# The desk alone draws: phones never ask for these.
_DESK_LIBRARIES = MappingProxyType(
    {
        "leaflet.js": "node_modules/leaflet/dist/leaflet.js",
        "leaflet.css": "node_modules/leaflet/dist/leaflet.css",
        "terra-draw.js": "node_modules/terra-draw/dist/terra-draw.modern.js",
    }
)
_TYPES = MappingProxyType(
    {
        ".js": "text/javascript; charset=utf-8",
        ".css": "text/css; charset=utf-8",
        ".json": "application/json",
        ".svg": "image/svg+xml; charset=utf-8",
        ".png": "image/png",
        ".webp": "image/webp",
    }
)
_PACKED_ALREADY = frozenset({".png", ".webp"})
_HASH_LENGTH = 16
# `import … from "./x.js"`, `export … from "./x.js"` and `import "./x.js"`, but not `import(…)`.
_IMPORT = re.compile(r"""^\s*(?:import|export)\b[^"'();]*?["'](\.{1,2}/[^"']+)["']""", re.MULTILINE)


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """One file's bytes, plain and packed; `gzip` and `brotli` are None where they would not help.

    `etag` is a strong entity tag of the plain bytes, quoted as RFC 9110 wants it.
    """

    media_type: str
    etag: str
    plain: bytes
    gzip: bytes | None
    brotli: bytes | None


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """All files of one hash, by their path under `/app/<hash>/`."""

    hash: str
    files: Mapping[str, Served]

    def url(self, path: str) -> str:
        return f"/app/{self.hash}/{path}"

    def has(self, path: str) -> bool:
        return path in self.files

    def modules(self, entry: str) -> tuple[str, ...]:
        """`entry` and every module that it imports at once, nearest first; () if it is absent."""
        found = [entry] if entry in self.files else []
        for path in found:
            found += [one for one in self._imports(path) if one not in found]
        return tuple(found)

    def _imports(self, path: str) -> Iterable[str]:
        text = self.files[path].plain.decode("utf-8", "replace")
        names = dict.fromkeys(_IMPORT.findall(text))
        asked = [posixpath.normpath(posixpath.join(posixpath.dirname(path), one)) for one in names]
        return [one for one in asked if one in self.files]


def own_files(folder: Path = FOLDER) -> dict[str, bytes]:
    """Path -> bytes of what the package brings along: entries, styles, icons, library, worker.

    An entry holds all modules that it imports (`pwa.packing`). A library that was not set up
    (`make setup`) is absent, and with it every entry: pages then do without JavaScript.
    """
    files = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for name in _FOLDERS
        for path in sorted((folder / name).rglob("*"))
        if path.is_file() and path.suffix in _TYPES
    }
    for path, source in (_LIBRARIES | _MAP_LIBRARIES).items():
        if (folder / source).is_file():
            files[path] = (folder / source).read_bytes()
    for path in _MAP_LIBRARIES.keys() & files.keys():
        files[path] = sliced(files[path].decode(), _MAP_NEEDS, _MAP_HANDLERS).encode()
    if all((folder / part).is_file() for part in WORKERS[WORKER]):
        files[WORKER] = worker_script(WORKER, folder)
    if files.keys() >= set(_SHEETS):
        files[STYLES] = packed_sheets([files.pop(sheet) for sheet in _SHEETS])
    modules = {path: files.pop(path) for path in list(files) if path.startswith("app/")}
    if _LIBRARIES.keys() <= files.keys():
        later = LATER if _MAP_LIBRARIES.keys() <= files.keys() else ()
        entries = (*ENTRIES, *AHEAD, TURNING, *later)
        files |= {entry: packed(modules, entry) for entry in entries if entry in modules}
    return files


def desk_files(folder: Path = FOLDER) -> dict[str, Served]:
    """Name -> file: the desk's modules as they are, one sheet with the app's own colours, and the
    libraries that draw, where they were set up (`make setup`); without them its forms do."""
    shared = [folder / "css/tokens.css", folder / "css/base.css"]
    own = [folder / f"desk/styles/{room}.css" for room in _DESK_STYLES]
    sheet = packed_sheets([path.read_bytes() for path in (*shared, *own)])
    modules = {path.name: path.read_bytes() for path in sorted((folder / "desk").glob("*.js"))}
    libraries = {
        name: (folder / source).read_bytes()
        for name, source in _DESK_LIBRARIES.items()
        if (folder / source).is_file()
    }
    files = {"desk.css": sheet, **modules, **libraries}
    return {name: served(name, plain) for name, plain in files.items()}


def ring_worker(folder: Path = FOLDER) -> Served:
    """The desk's worker for rings, as it stands."""
    return served(_RING_WORKER, (folder / _RING_WORKER).read_bytes())


def worker_script(name: str, folder: Path = FOLDER) -> bytes:
    """The whole script of `WORKER`, or of `KILL_SWITCH`, which stands in for it on a bad day."""
    modules = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in (folder / _RULES).parent.glob("*.js")
    }
    parts = [(folder / part).read_bytes() for part in WORKERS[name]]
    return b"\n".join([parts[0], packed_for_script(modules, _RULES, "rules"), *parts[1:]])


def version_of(files: Mapping[str, bytes]) -> Version:
    """The version that these files make. Equal files make an equal hash, on any machine."""
    paths = sorted(files)
    # Brotli lets go of the interpreter while it packs: a restart waits for nothing else as long.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        ready = pool.map(lambda path: served(path, files[path]), paths)
        return Version(
            hash=hash_of(files), files=MappingProxyType(dict(zip(paths, ready, strict=True)))
        )


def hash_of(files: Mapping[str, bytes]) -> str:
    """16 hexadecimal characters of a SHA-256 over every path and content."""
    whole = hashlib.sha256()
    for path in sorted(files):
        whole.update(f"{path}\0{len(files[path])}\0".encode())
        whole.update(files[path])
    return whole.hexdigest()[:_HASH_LENGTH]


@lru_cache(maxsize=1024)
def served(path: str, content: bytes) -> Served:
    """The file with its packed forms. Raises KeyError for a kind of file that is not served."""
    suffix = posixpath.splitext(path)[1]
    packs = suffix not in _PACKED_ALREADY
    return Served(
        media_type=_TYPES[suffix],
        etag=f'"{hashlib.sha256(content).hexdigest()[:_HASH_LENGTH]}"',
        plain=content,
        gzip=_smaller(gzip.compress(content, 9, mtime=0), content) if packs else None,
        brotli=_smaller(brotli.compress(content, quality=_quality(content)), content)
        if packs
        else None,
    )


def _quality(content: bytes) -> int:
    """The best packing takes a second for half a megabyte; what is larger gets the one below."""
    return 11 if len(content) < 256 * 1024 else 9


def _smaller(packed: bytes, plain: bytes) -> bytes | None:
    return packed if len(packed) < len(plain) else None
