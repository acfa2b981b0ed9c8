"""Choosing the ground at the desk: by mouse, by keyboard alone, by list, zone and paste."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from alerts.desk.area_source import CircleRound, Preset, Vertices, ZoneInDistrict
from alerts.desk.draft import Draft
from geo.area import Area, area_from_ring
from service.cli import main
from service.wiring import Service
from tests.browser.axe import faults, width
from tests.browser.desk_people import BEGIN, SAVE, links_of
from tests.browser.desk_town import desk_town
from tests.browser.officer import Officer

# Within the fictional city, so that nothing has to be panned to.
CORNERS = ((139.985, 34.497), (139.991, 34.497), (139.991, 34.502))
Share = tuple[float, float]


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The fictional city with its districts, zones and streets."""
    city = tmp_path_factory.mktemp("city")
    assert main(["city", "build", "--fictional", "2000", "-o", str(city)]) == 0
    areas = (city / "areas.gazetteer",)
    data = tmp_path_factory.mktemp("desk")
    with desk_town(data, city=city, gazetteer=areas, town_areas=("town:*",)) as service:
        yield service


@pytest.fixture(scope="module")
def author(town: Service, chromium: Browser) -> Iterator[Officer]:
    with Officer(chromium, town.settings.base_url) as officer:
        officer.page.add_init_script(
            "addEventListener('securitypolicyviolation', (event) => (globalThis.refused ??= [])"
            ".push(`${event.violatedDirective} ${event.sourceFile}`))"
        )
        officer.come_in(links_of(town).composer)
        yield officer


class Desk:
    """One new draft's page, with its map laid."""

    def __init__(self, town: Service, author: Officer) -> None:
        self._town, self._author = town, author
        self.page: Page = author.page
        self.page.goto("/desk")
        author.press(BEGIN)
        self.ready()
        self._id = self.page.url.rpartition("/")[2]

    def ready(self) -> None:
        self.page.locator("#ground-map[data-ready]").wait_for()

    @property
    def draft(self) -> Draft:
        return self._town.desk.composing.draft(self._id)

    def save(self) -> Draft:
        # The words may stand there from an earlier time: what counts is the page that comes now.
        with self.page.expect_navigation():
            self._author.press(SAVE)
        self.page.get_by_text("Saved. Nothing was sent.").wait_for()
        self.ready()
        return self.draft

    def tool(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def click(self, *shares: Share) -> None:
        """On the map, in shares of its width and height."""
        box: Any = self.page.locator(".chart").bounding_box()
        for across, down in shares:
            at = box["x"] + box["width"] * across, box["y"] + box["height"] * down
            self.page.mouse.move(*at)
            self.page.mouse.click(*at)

    def drag(self, begin: Share, end: Share) -> None:
        box: Any = self.page.locator(".chart").bounding_box()
        ends = [
            (box["x"] + box["width"] * across, box["y"] + box["height"] * down)
            for across, down in (begin, end)
        ]
        self.page.mouse.move(*ends[0])
        self.page.mouse.down()
        self.page.mouse.move(*ends[1], steps=8)
        self.page.mouse.up()

    def corners(self) -> tuple[tuple[float, float], ...]:
        """Of the first shape, as the form's field has them."""
        first = self.page.locator("#f-rings").input_value().split("\n\n")[0]
        pairs = [line.split() for line in first.splitlines()]
        return tuple((float(lon), float(lat)) for lon, lat in pairs)

    def rows(self) -> tuple[tuple[float, float], ...]:
        """Of the table."""
        rows = self.page.locator("#corners tbody tr").all()
        values = [[one.input_value() for one in row.locator("input").all()] for row in rows]
        return tuple((float(lon), float(lat)) for lon, lat in values)


@pytest.fixture
def desk(town: Service, author: Officer) -> Iterator[Desk]:
    yield Desk(town, author)
    assert author.page.evaluate("globalThis.refused ?? []") == []


def ring(corners: tuple[tuple[float, float], ...]) -> Area:
    area = area_from_ring(corners)
    assert isinstance(area, Area)
    return area


def test_what_is_drawn_by_mouse_is_what_is_saved_and_the_table_follows(desk: Desk) -> None:
    desk.tool("Draw corner by corner")
    desk.click((0.3, 0.3), (0.6, 0.3), (0.6, 0.6), (0.3, 0.6), (0.3, 0.6))
    desk.page.get_by_text("The fields mean:").wait_for()
    drawn, rows = desk.corners(), desk.rows()

    saved = desk.save()

    assert len(drawn) == 4
    assert rows == drawn
    assert (saved.source, saved.area) == (Vertices(rings=(drawn,)), ring(drawn))
    assert saved.place_names["ja"].endswith("の一部")


def test_a_drawn_corner_can_be_moved_and_the_drawing_deleted(desk: Desk) -> None:
    desk.tool("Draw a rectangle")
    desk.click((0.3, 0.3), (0.6, 0.6))
    before = desk.corners()

    desk.tool("Move corners")
    desk.click((0.45, 0.45))
    desk.drag((0.6, 0.6), (0.8, 0.7))
    moved = desk.corners()
    desk.tool("Delete the drawing")

    assert len(before) == len(moved) == 4
    assert len(set(before) - set(moved)) == 1
    assert (desk.corners(), desk.rows()) == ((), ())


def test_a_circle_by_mouse_fills_in_centre_and_radius(desk: Desk) -> None:
    desk.tool("Draw a circle")
    desk.click((0.5, 0.5), (0.6, 0.5))
    radius = float(desk.page.get_by_label("Radius in metres").input_value())
    desk.tool("Pick the circle's centre")
    desk.click((0.4, 0.4))
    lon = float(desk.page.get_by_label("Longitude in degrees").input_value())
    lat = float(desk.page.get_by_label("Latitude in degrees").input_value())

    saved = desk.save()

    assert radius > 50
    assert saved.source == CircleRound(lon=lon, lat=lat, radius_m=radius)


def test_everything_that_drawing_does_is_done_in_the_table_by_keyboard(desk: Desk) -> None:
    page = desk.page
    keys = page.keyboard
    page.get_by_label("Keep this area").or_(page.get_by_label("Districts", exact=True)).focus()
    page.get_by_label("Draw it, or type its corners").focus()
    keys.press("Space")
    page.get_by_role("button", name="Add a corner in the middle of the map").focus()
    for lon, lat in CORNERS:
        keys.press("Enter")  # the new corner's longitude has the focus afterwards
        keys.press("ControlOrMeta+a")
        keys.type(str(lon))
        keys.press("Tab")
        keys.press("ControlOrMeta+a")
        keys.type(str(lat))
        keys.press("Tab")
        page.get_by_role("button", name="Add a corner in the middle of the map").focus()
    typed = desk.rows()
    page.get_by_role("button", name="Insert a corner after 3").focus()
    keys.press("Enter")
    inserted = desk.rows()
    page.get_by_role("button", name="Move corner 4 up").focus()
    keys.press("Enter")
    swapped = desk.rows()
    page.get_by_role("button", name="Delete corner 3").focus()
    keys.press("Enter")

    saved = desk.save()

    assert typed == CORNERS
    assert inserted == (*CORNERS, (139.988, 34.4995))
    assert swapped == (*CORNERS[:2], (139.988, 34.4995), CORNERS[2])
    assert (saved.source, saved.area) == (Vertices(rings=(CORNERS,)), ring(CORNERS))


def test_a_corner_that_is_no_number_is_said_in_its_row_and_changes_nothing(desk: Desk) -> None:
    page = desk.page
    page.get_by_label("Draw it, or type its corners").check()
    page.get_by_label("Corners: longitude").fill("139.985 34.497\n139.991 34.497\n139.991 34.502")
    field = page.get_by_label("Latitude 2", exact=True)

    field.fill("139")
    field.press("Tab")

    assert field.get_attribute("aria-invalid") == "true"
    assert desk.corners() == CORNERS


def test_a_zone_within_a_district_is_chosen_by_keyboard_and_seen_before_it_is_saved(
    desk: Desk,
) -> None:
    page = desk.page
    for label in ("A mapped zone within districts", "flood zone", "本町"):
        page.get_by_label(label, exact=True).focus()
        page.keyboard.press("Space")
    page.get_by_text("The fields mean:").wait_for()
    seen = page.locator("#ground-map > p[role=status]").text_content()

    saved = desk.save()

    assert seen is not None
    assert "本町の洪水浸水想定区域" in seen
    assert saved.source == ZoneInDistrict(zones=("flood",), keys=("town:05",))
    assert saved.place_names == {"ja": "本町の洪水浸水想定区域"}


def test_the_list_is_narrowed_and_what_is_left_is_ticked_at_once(desk: Desk) -> None:
    page = desk.page
    page.get_by_label("Districts", exact=True).check()
    page.get_by_label("Narrow the list").fill("川")
    page.get_by_role("button", name="Tick all that are shown").click()
    told = page.locator(".narrow [role=status]").text_content()
    shown = page.locator(".districts label[data-search]:visible").all_text_contents()

    saved = desk.save()

    assert all("川" in name for name in shown)
    assert told == f"{len(shown)} shown, {len(shown)} ticked"
    assert isinstance(saved.source, Preset)
    assert len(saved.source.keys) == len(shown) > 0


def test_a_click_on_the_map_ticks_the_district_there(desk: Desk) -> None:
    page = desk.page
    page.get_by_label("Districts", exact=True).check()
    desk.click((0.5, 0.5))
    ticked = page.locator('.districts input[name="district"]:checked')
    key = ticked.get_attribute("value")

    saved = desk.save()

    assert saved.source == Preset(keys=(key,))


def test_the_edge_of_a_saved_area_can_be_moved_whatever_it_was_chosen_by(desk: Desk) -> None:
    page = desk.page
    page.get_by_label("Paste GeoJSON or CAP").check()
    page.get_by_label("GeoJSON or CAP text").fill(json.dumps(ring(CORNERS).geojson()))
    before = desk.save().area

    desk.tool("Move corners")
    page.get_by_label("Longitude 1", exact=True).fill("139.986")
    page.keyboard.press("Tab")
    after = desk.save()

    assert len(desk.corners()) == 3
    assert isinstance(after.source, Vertices)
    assert after.area != before
    assert after.area == ring(after.source.rings[0])


def test_a_paste_is_taken_whole_or_refused_with_what_to_do(desk: Desk) -> None:
    page = desk.page
    page.get_by_label("Paste GeoJSON or CAP").check()
    page.get_by_label("GeoJSON or CAP text").fill('{"type": "Polygon"}')
    told = page.locator("#ground-map > p[role=status]")
    told.get_by_text("The pasted text is not readable GeoJSON.").wait_for()
    text = json.dumps(ring(CORNERS).geojson())
    page.get_by_label("GeoJSON or CAP text").fill(text)
    page.get_by_text("The fields mean:").wait_for()

    saved = desk.save()

    assert saved.area == ring(CORNERS)


def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(desk: Desk, author: Officer) -> None:
    page, found, wide = desk.page, {}, {}
    page.get_by_label("Draw it, or type its corners").check()
    page.get_by_label("Corners: longitude").fill("\n".join(f"{x} {y}" for x, y in CORNERS))
    page.get_by_text("The fields mean:").wait_for()
    found["drawn"] = faults(page, "**/desk/drafts/*")
    desk.save()
    found["saved"] = faults(page, "**/desk/drafts/*?saved=1")
    page.get_by_label("A mapped zone within districts").check()
    found["zone"] = faults(page, "**/desk/drafts/*?saved=1")
    for window in (1280, 1024, 360):
        page.set_viewport_size({"width": window, "height": 900})
        wide[window] = width(page)
    page.set_viewport_size({"width": 1280, "height": 900})

    assert {name: said for name, said in found.items() if said} == {}
    assert {window: real for window, real in wide.items() if real > window} == {}
