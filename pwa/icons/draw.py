"""Draws the PNG icons from the SVG files beside this one, with Chromium: `make icons`.

Only for whoever changes a drawing: the PNG files are in the repository. Needs `chromium` in the
path and the development packages.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).resolve().parent
# PNG file -> its drawing and its edge in pixels.
ICONS = {
    "icon-192.png": ("icon.svg", 192),
    "icon-512.png": ("icon.svg", 512),
    "icon-maskable-512.png": ("icon-maskable.svg", 512),
    "badge-96.png": ("badge.svg", 96),
}


def draw(page: Page, drawing: Path, edge: int, target: Path) -> None:
    page.set_viewport_size({"width": edge, "height": edge})
    svg = drawing.read_text("utf-8")
    style = "<style>body{margin:0}svg{display:block;width:100vw;height:100vh}</style>"
    page.set_content(style + svg)
    page.screenshot(path=target, omit_background=True)


def main() -> int:
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.stderr.write("chromium is not in the path: install Debian's package `chromium`\n")
        return 1
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page()
        for name, (drawing, edge) in ICONS.items():
            draw(page, FOLDER / drawing, edge, FOLDER / name)
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
