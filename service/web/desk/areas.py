"""Jurisdictions by name: what the imported areas call a piece of ground, in the page's language."""

from geo.area import Area
from service.desk_page.grants import NameArea
from service.desk_page.scene import Scene
from service.wiring import Service


def naming(service: Service, scene: Scene) -> NameArea:
    def name_area(area: Area) -> str:
        names = service.gazetteer.names_of(area)
        return names.get(scene.language) or names.get("ja", "")

    return name_area
