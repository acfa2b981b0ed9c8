"""The page's drawings, colours, languages and words: what can be held without a browser."""

import re
from pathlib import Path

import pytest

from alerts.languages import LANGUAGES, PSEUDO, WRITTEN
from alerts.model import Kind
from service.page.plate import plate_name
from tests.conftest import REPOSITORY
from translations.app_phrases import APP_PHRASES

PWA = REPOSITORY / "pwa"
MODULES = sorted((PWA / "app").rglob("*.js"))
SPRITE = (PWA / "icons" / "sprite.svg").read_text("utf-8")
TOKENS = (PWA / "css" / "tokens.css").read_text("utf-8")
DARK = TOKENS.index('[data-theme="dark"] {')
DRAWN = ("flood", "landslide", "storm_surge", "earthquake", "tsunami", "fire", "storm", "volcano")
# Text on its ground, in both themes.
PAIRS = (
    ("ink", "paper"),
    ("ink", "raised"),
    ("quiet-ink", "paper"),
    ("brand", "paper"),
    ("on-brand", "brand"),
    ("on-exercise", "exercise"),
    ("on-plain", "plain"),
    ("on-level-5", "level-5"),
    ("on-level-4", "level-4"),
    ("on-level-3", "level-3"),
    ("on-level-2", "level-2"),
    ("site", "paper"),
)


def test_the_phone_knows_the_same_languages() -> None:
    source = (PWA / "app" / "languages.js").read_text("utf-8")
    row = re.compile(r'^  \{ id: "(.+?)", lang: "(.+?)", dir: "(.+?)", name: "(.+?)" \},$', re.M)
    (written,) = re.findall(r"export const WRITTEN = \[(.+?)\.\.\.PSEUDO,\n\];", source, re.DOTALL)

    assert row.findall(source) == [
        (one.id, one.lang, one.direction, re.sub("[\u202a-\u202e]", "", one.name))
        for one in (*LANGUAGES.values(), *PSEUDO.values())
    ]
    assert re.findall(r'"(.+?)"', written) == list(WRITTEN)


def test_every_plate_and_pictogram_is_drawn_without_letters() -> None:
    drawn = set(re.findall(r'<symbol id="([\w-]+)"', SPRITE))
    plates = {f"level-{level}" for level in (5, 4, 3, 2)}
    tsunami = {
        plate_name({"phase": "live", "kind": "tsunami", "strength": strength, "level": None})
        for strength in ("protect", "leave", "leave_if_slow", "ready")
    }

    assert plates | tsunami | set(DRAWN) | {"other", "bell", "speak"} == drawn
    assert "<text" not in SPRITE
    assert set(DRAWN) <= {kind.value for kind in Kind}


@pytest.mark.parametrize("name", sorted(path.name for path in (PWA / "icons").glob("*.png")))
def test_an_icon_is_small_and_as_large_as_its_name_says(name: str) -> None:
    content = (PWA / "icons" / name).read_bytes()
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    edge = int(re.findall(r"(\d+)\.png", name)[0])

    assert (width, height) == (edge, edge)
    assert len(content) <= 20_000


@pytest.mark.parametrize(("text", "ground"), PAIRS)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_stands_out_from_its_ground(text: str, ground: str, theme: str) -> None:
    one, other = sorted((_luminance(_colour(name, theme)) for name in (text, ground)), reverse=True)

    assert (one + 0.05) / (other + 0.05) >= 4.5


def test_both_ways_to_the_dark_theme_give_the_same_colours() -> None:
    by_wish = TOKENS[TOKENS.index("@media (prefers-color-scheme: dark)") : DARK]

    assert _colours(by_wish) == _colours(TOKENS[DARK:])


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PWA).as_posix())
def test_every_sentence_that_the_app_names_has_words(module: Path) -> None:
    named = re.findall(r'(?:say|tell)\("([\w.]+)"', module.read_text("utf-8"))

    assert [id for id in named if id not in APP_PHRASES] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PWA).as_posix())
def test_no_module_has_words_or_styles_of_its_own(module: Path) -> None:
    """What people read is in the catalogues; `style=` would be refused by the page's policy."""
    source = module.read_text("utf-8")
    markup = "".join(re.findall(r"html`(.*?)`", source, flags=re.DOTALL))

    assert "style=" not in markup
    assert re.findall(r"innerHTML|eval\(|document\.write", source) == []


def _colour(name: str, theme: str) -> str:
    light = _colours(TOKENS[: TOKENS.index("@media")])
    return {**light, **(_colours(TOKENS[DARK:]) if theme == "dark" else {})}[name]


def _colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): #([0-9a-f]+);", css))


def _luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    full = "".join(digit * 2 for digit in colour) if len(colour) == 3 else colour
    parts = [int(full[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
