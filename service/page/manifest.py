"""The web app manifest in one language (W3C Application Manifest)."""

import msgspec

from service.page.visit import Visit

_ICONS = (
    ("icons/icon-192.png", "192x192", "any"),
    ("icons/icon-512.png", "512x512", "any"),
    ("icons/icon-maskable-512.png", "512x512", "maskable"),
)
_PAPER = "#ffffff"


def manifest(visit: Visit) -> bytes:
    """`id` is the same in every language: a change of language is no second app."""
    return msgspec.json.encode(
        {
            "id": "/",
            "name": visit.say("manifest.name", town=visit.town),
            "short_name": visit.say("manifest.short"),
            "lang": visit.words.lang,
            "dir": visit.words.direction,
            "start_url": visit.link(),
            "scope": "/",
            "display": "standalone",
            "background_color": _PAPER,
            "theme_color": _PAPER,
            "icons": [
                {
                    "src": visit.version.url(path),
                    "sizes": sizes,
                    "type": "image/png",
                    "purpose": purpose,
                }
                for path, sizes, purpose in _ICONS
                if visit.version.has(path)
            ],
        }
    )
