from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

from shapely.geometry import box

from service.demo.drill import all_clear, order, to_xml, update

SENT = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
AREA = box(139.5, 35.25, 139.625, 35.375)
CAP = "{urn:oasis:names:tc:emergency:cap:1.2}"


def values(bulletin, *paths):
    root = ET.fromstring(to_xml(bulletin))
    return [root.findtext("/".join(CAP + part for part in path.split("/"))) for path in paths]


def the_order():
    return order(SENT, AREA)


def the_update():
    return update(SENT + timedelta(minutes=1), AREA, [the_order()])


def test_the_order_is_an_exercise_of_our_own_desk_for_everybody():
    assert values(the_order(), "sender", "status", "msgType", "scope", "sent") == [
        "drill-desk@minatohama.example",
        "Exercise",
        "Alert",
        "Public",
        "2026-11-22T14:00:00+09:00",
    ]


def test_the_order_speaks_japanese_and_english_about_one_area():
    root = ET.fromstring(to_xml(the_order()))
    infos = root.findall(f"{CAP}info")

    languages = [info.findtext(f"{CAP}language") for info in infos]
    polygons = {info.findtext(f"{CAP}area/{CAP}polygon") for info in infos}

    assert languages == ["ja", "en"]
    assert polygons == {
        "35.2500000,139.6250000 35.3750000,139.6250000 35.3750000,139.5000000 "
        "35.2500000,139.5000000 35.2500000,139.6250000"
    }


def test_the_order_has_a_review_time_and_never_expires():
    root = ET.fromstring(to_xml(the_order()))
    pairs = {
        pair.findtext(f"{CAP}valueName"): pair.findtext(f"{CAP}value")
        for tag in ("eventCode", "parameter")
        for pair in root.iter(CAP + tag)
    }

    assert pairs == {
        "hansho:kind": "flood",
        "hansho:order": "evacuate",
        "hansho:review": "2026-11-22T20:00:00+09:00",
    }
    assert root.findtext(f"{CAP}info/{CAP}expires") is None


def test_an_update_names_what_it_updates():
    assert values(the_update(), "msgType", "references", "info/responseType") == [
        "Update",
        "drill-desk@minatohama.example,drill-20261122050000-order,2026-11-22T14:00:00+09:00",
        "Evacuate",
    ]


def test_an_all_clear_is_an_update_of_everything_before_it():
    over = all_clear(SENT + timedelta(minutes=2), AREA, [the_order(), the_update()])

    assert values(over, "msgType", "info/responseType", "info/urgency") == [
        "Update",
        "AllClear",
        "Past",
    ]
    assert values(over, "references")[0].count(",") == 4


def test_elements_stand_in_the_order_of_the_schema():
    root = ET.fromstring(to_xml(the_update()))

    assert [child.tag.removeprefix(CAP) for child in root][:9] == [
        "identifier",
        "sender",
        "sent",
        "status",
        "msgType",
        "scope",
        "note",
        "references",
        "info",
    ]
