"""Where to go, without JavaScript: the sites by hazard, and never a way."""

from lxml.html import HtmlElement

from alerts.model import Kind, Mode, Strength
from service.page.shell import Screen, document
from service.page.sites import way, where_to_go
from tests.service.page.cities import CITY, FULL
from tests.service.page.pages import parsed, told, visit


def main_of(screen: Screen) -> HtmlElement:
    (main,) = parsed(document(visit(), screen)).findall(".//main")
    return main


def said(screen: Screen) -> str:
    return " ".join(main_of(screen).text_content().split())


def test_a_hazard_without_site_is_said_to_have_none():
    text = said(where_to_go(visit(), CITY))

    assert "River flood: 1 places" in text
    assert "Volcano: the town has designated no place here." in text


def test_a_site_stands_with_its_sign_its_address_and_its_remark_as_they_are_written():
    main = main_of(where_to_go(visit(), CITY))

    (first, _, shelter) = main.findall(".//ul[@class='sites']/li")

    japanese = [one.text for one in first.findall(".//span[@lang='ja']")]
    assert japanese == ["本町小学校", "湊浜市本町1", "体育館 <2階>"]
    assert first.find(".//bdi").text == "Honmachi School"
    assert "要介護者" in shelter.text_content()


def test_an_unconfirmed_site_is_not_called_open():
    unknown, full = said(where_to_go(visit(), CITY)), said(where_to_go(visit(), FULL))

    assert unknown.count("Not confirmed open") == 2
    assert (full.count("Not confirmed open"), full.count("Full")) == (1, 1)


def test_because_of_an_alert_only_sites_for_its_hazard_are_named():
    text = said(way(visit(), told("en", strength=Strength.LEAVE, mode=Mode.REAL), CITY))

    assert "本町小学校" in text
    assert "高台公園" not in text
    assert "福祉会館" not in text


def test_an_alert_that_leads_nowhere_names_no_site():
    level_5 = told("en", strength=Strength.PROTECT, mode=Mode.REAL)
    advisory = told("en", kind=Kind.TSUNAMI, strength=Strength.READY, mode=Mode.REAL)

    shown = [said(way(visit(), one, CITY)) for one in (level_5, advisory)]

    assert all("Read first what it asks you to do" in text for text in shown)
    assert not any("公園" in text or "小学校" in text for text in shown)


def test_a_hazard_for_which_nothing_is_designated_says_so():
    slide = told("en", kind=Kind.LANDSLIDE, strength=Strength.LEAVE, mode=Mode.REAL)

    text = said(way(visit(), slide, CITY))

    assert "Landslide: the town has designated no place here" in text


def test_without_a_city_the_page_says_what_to_do_instead():
    assert "Ask the town" in said(where_to_go(visit(), None))
    assert "Ask the town" in said(
        way(visit(), told("en", strength=Strength.LEAVE, mode=Mode.REAL), None)
    )


def test_whose_data_it_is_stands_below():
    assert "© OpenStreetMap contributors" in said(where_to_go(visit(), CITY))
