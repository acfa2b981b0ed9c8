"""`make gallery`: every screen of the phone, in three languages and both themes, as pictures.

They are looked at by people, side by side: `var/gallery/index.html`. The service runs in a training
space over the fictional city, whose order is for walking the way. `--only NAME…` shoots some, and
`--languages ID…` in others of our twenty: a language takes about a minute.
"""

import argparse
import html
import itertools
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from alerts.languages import LANGUAGES, PSEUDO
from service.demo.browsers.chromium import find_chromium, sandbox_switches
from service.demo.city import NODES
from tests.browser.town import Drill
from tests.browser.way_town import WayTown
from tests.gallery.screens import SCREENS, Visit

OUT = Path("var") / "gallery"
USUAL = ("ja", "en", "ar-XB")
THEMES = ("light", "dark")
PHONE = {"width": 360, "height": 800}


class GalleryTown(WayTown):
    """Its streets are the fictional city's own, not a square of blocks."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        command = [
            str(Path(sys.executable).with_name("hansho")),
            "city",
            "build",
            "--fictional",
            str(NODES),
            "-o",
            folder / "city",
        ]
        subprocess.run([*command, "-o", str(folder / "city")], check=True, capture_output=True)


@contextmanager
def phone(chromium: Browser, town: WayTown, theme: str) -> Iterator[Page]:
    lon, lat = town.point
    context = chromium.new_context(
        viewport=PHONE,  # type: ignore[arg-type]
        color_scheme=theme,  # type: ignore[arg-type]
        geolocation={"longitude": lon, "latitude": lat, "accuracy": 8},
        permissions=["geolocation"],
        timezone_id="Asia/Tokyo",
        device_scale_factor=2,
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def shoot(
    chromium: Browser,
    town: WayTown,
    order: Drill,
    names: Sequence[str],
    languages: Sequence[str],
) -> list[str]:
    """What went wrong; pictures of all else are written."""
    failed = []
    for name, language, theme in itertools.product(names, languages, THEMES):
        with phone(chromium, town, theme) as page:
            try:
                SCREENS[name](Visit(page, town, order, language))
            except Exception as error:
                failed.append(f"{name} {language} {theme}: {str(error).splitlines()[0]}")
            page.screenshot(path=OUT / f"{name}.{language}.{theme}.png")
        sys.stdout.write(f"{name} {language} {theme}\n")
    return failed


def contact_sheet(languages: Sequence[str]) -> str:
    """All pictures of these languages: a row for each screen."""
    rows = []
    for name in SCREENS:
        pictures = [
            f'<img src="{name}.{language}.{theme}.png" alt="{name} {language} {theme}" width="240">'
            for language, theme in itertools.product(languages, THEMES)
        ]
        rows.append(f"<h2>{html.escape(name)}</h2><p>{''.join(pictures)}</p>")
    return f"<!doctype html><title>Hansho, every screen</title>{''.join(rows)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="make gallery")
    parser.add_argument("--only", nargs="*", choices=tuple(SCREENS), default=tuple(SCREENS))
    known = (*LANGUAGES, *PSEUDO)
    parser.add_argument("--languages", nargs="*", choices=known, default=USUAL)
    asked = parser.parse_args()
    names: Sequence[str] = asked.only
    OUT.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        GalleryTown(Path(folder)) as town,
        sync_playwright() as playwright,
    ):
        order = town.order()
        chromium = playwright.chromium.launch(
            executable_path=find_chromium(), args=list(sandbox_switches())
        )
        failed = shoot(chromium, town, order, names, asked.languages)
        chromium.close()
    (OUT / "index.html").write_text(contact_sheet(asked.languages), "utf-8")
    sys.stdout.write("\n".join([*failed, f"{OUT / 'index.html'}", ""]))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
