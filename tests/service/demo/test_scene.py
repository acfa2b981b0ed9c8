import pytest
from shapely.geometry import Point

from service.demo.scene import scene_of

NODES = [[139.5, 35.3], [139.51, 35.31]]
ZONE = [(139.5, 35.3), (139.52, 35.3), (139.52, 35.31), (139.5, 35.31)]


def test_the_update_covers_the_order_and_more():
    scene = scene_of(NODES, ZONE, [])

    assert scene.widened.contains(scene.ordered)
    assert scene.widened.area > 1.5 * scene.ordered.area


def test_the_order_covers_one_end_of_the_flood_zone():
    scene = scene_of(NODES, ZONE, [])

    assert scene.ordered.contains(Point(139.505, 35.305))
    assert not scene.ordered.intersects(Point(139.515, 35.305))


def test_areas_are_exactly_what_seven_decimals_say():
    scene = scene_of(NODES, [(lon / 3, lat / 3) for lon, lat in ZONE], [])

    corners = [*scene.ordered.exterior.coords, *scene.widened.exterior.coords]
    assert all((lon, lat) == (round(lon, 7), round(lat, 7)) for lon, lat in corners)


def test_corners_are_pairs_of_plain_numbers():
    assert scene_of(NODES, ZONE, []).nodes == ((139.5, 35.3), (139.51, 35.31))


def test_a_zone_that_is_only_a_line_is_refused():
    with pytest.raises(ValueError, match="too narrow"):
        scene_of(NODES, [(139.5, 35.3), (139.52, 35.3), (139.5, 35.3)], [])
