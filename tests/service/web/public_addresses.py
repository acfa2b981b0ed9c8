"""Every address that is the same for everybody, in one language."""

PAGES = (
    "",
    "history",
    "map",
    "start",
    "settings",
    "card",
    "about",
    "situation",
    "manifest.webmanifest",
)
OTHERS = (
    "/gallery",
    "/worker.js",
    "/app/manifest.json",
    "/api/v1/city",
    "/api/v1/push-key",
    "/api/v1/openapi.json",
)


def public(language: str, alert_id: str) -> list[str]:
    """Pages, lists, feeds and single alerts."""
    query = f"?language={language}"
    return [
        *(f"/{language}/{page}" for page in PAGES),
        f"/{language}/alerts/{alert_id}",
        f"/{language}/alerts/{alert_id}/way",
        f"/api/v1/alerts{query}",
        f"/api/v1/alerts/{alert_id}{query}",
        f"/api/v1/places{query}",
        f"/feeds/atom{query}",
        f"/feeds/geojson{query}",
        f"/feeds/cap/{alert_id}.xml",
        *OTHERS,
    ]
