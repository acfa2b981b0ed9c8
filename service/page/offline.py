"""What a phone keeps to open the app without network: the list for pwa/worker/offline.js.

`core` is taken whole or not at all, in one language; then the same in the reader's other languages
and `pages` (pages, what turns alerts, what helps in full), as far as they can be had. Where a path
says `{lang}` the worker puts a language: paths are ours to name, languages theirs to choose.
"""

import msgspec

from pwa.serving import STYLES, TURNING, Served, Version, served

# Without these the app has no form, and a notification no picture; everything else it can do
# without for a while.
_CORE = (
    STYLES,
    "icons/sprite.svg",
    "icons/icon.svg",
    "icons/icon-192.png",
    "icons/badge-96.png",
)
_ENTRY = "app/main.js"
_WORDS = "words/{lang}.json"
# With these an alert that was received is turned to another language.
_ALERT_WORDS = "alerts/{lang}.json"
# What helps at a hazard, in full, below an alert.
_IN_FULL = "more/{lang}.json"
_PAGES = ("", "history", "settings", "card", "about")


def offline_list(version: Version) -> Served:
    """`{"hash", "core": [path, …], "pages": [path, …]}`, as JSON to be served."""
    parts = [*version.modules(_ENTRY), *(one for one in _CORE if version.has(one))]
    turning = [_IN_FULL, _ALERT_WORDS, *([TURNING] if version.has(TURNING) else [])]
    body = {
        "hash": version.hash,
        "core": [*(version.url(one) for one in parts), version.url(_WORDS)],
        "pages": [*map(version.url, turning), *(f"/{{lang}}/{one}" for one in _PAGES)],
    }
    return served("manifest.json", msgspec.json.encode(body))
