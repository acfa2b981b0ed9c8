"""Two translators mend a sentence, and the next drill says it."""

import json
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, Page, expect

from service.desk.ports import Role
from service.wiring import Service
from tests.browser.axe import arrive, faults, width
from tests.browser.desk_people import ADMINS, approve, compose, founded, translator
from tests.browser.officer import Officer

A_DAY_AND_MORE = timedelta(hours=26)
MENDED = "This order is from {issuer}: {time}."


def said_in(town: Service, alert_id: str, language: str) -> str:
    """The body of the first revision's push."""
    (edition,) = (one for one in town.alerts.editions(alert_id, 1) if one.language == language)
    return str(json.loads(edition.payload)["notification"]["body"])


def look_through(page: Page, path: str) -> set[str]:
    """What axe and the window's edge say of the page, in both languages of the desk."""
    found = set()
    for language in ("ja", "en"):
        page.goto(f"/desk/language/{language}")
        page.goto(path)
        found.add(f"{faults(page, f'**{path}')} {width(page)}")
    return found


def test_a_mended_draft_is_reviewed_by_another_speaker_and_said_in_the_next_drill(
    town: Service, chromium: Browser
) -> None:
    base = town.settings.base_url
    earlier = datetime.now(UTC) - A_DAY_AND_MORE
    links = founded(town, *ADMINS, ("Eve", Role.APPROVER), ("Fay", Role.APPROVER), at=earlier)
    tia = translator(town, "Tia", earlier, Role.COMPOSER)
    uma = translator(town, "Uma", earlier)
    with Officer(chromium, base) as writer, Officer(chromium, base, width=360) as second:
        writer.come_in(tia)
        second.come_in(uma)

        # Find a draft.
        page = writer.page
        page.goto("/desk/words")
        page.get_by_role("link", name="English").click()
        page.get_by_label("Find words").fill("order.clock")
        writer.press("Show")
        page.get_by_role("link", name="order.clock").click()
        arrive(page, "**/desk/words/en/order.clock?*")

        # Correct it: what is wrong is said while one types, a button puts the slot back, and no
        # key takes a part of it away.
        words = page.get_by_label("Words in English")
        words.fill("This order is from {issuer}: ")
        expect(page.get_by_text("Put {time} back")).to_be_visible()
        writer.press("Put in {time}")
        words.press("Backspace")
        expect(words).to_have_value("This order is from {issuer}: ")
        writer.press("Put in {time}")
        words.press("ArrowLeft")
        words.press("x")
        expect(words).to_have_value("This order is from {issuer}: {time}x")
        words.press("Backspace")
        words.press_sequentially(".")
        expect(words).to_have_value(MENDED)
        expect(page.locator(".phone mark")).to_contain_text("This order is from")
        words.press("Control+Enter")
        expect(page.get_by_text("is said to nobody yet")).to_be_visible()

        # Another speaker reviews it, on a phone.
        review = second.page
        review.goto("/desk/words/en?state=waiting")
        review.get_by_role("link", name="order.clock").click()
        arrive(review, "**/desk/words/en/order.clock?*")
        expect(review.locator("ins").first).to_be_visible()
        assert look_through(review, "/desk/words/en/order.clock") == {"[] 360"}
        second.press("It is right: say it from now on")
        expect(review.get_by_text("It is said from the next alert on.")).to_be_visible()

        # The next drill carries it.
        compose(writer)
        with Officer(chromium, base) as approver:
            approver.come_in(links["Eve"])
            approve(approver)
            alert_id = approver.page.url.partition("/alerts/")[2].partition("?")[0]

    assert "This order is from " in said_in(town, alert_id, "en")


def test_the_lists_and_a_phrase_from_right_to_left_fit_a_phone(
    town: Service, chromium: Browser
) -> None:
    earlier = datetime.now(UTC) - A_DAY_AND_MORE
    founded(town, *ADMINS, at=earlier)
    link = translator(town, "Uma", earlier)
    paths = ("/desk/words", "/desk/words/my?state=open", "/desk/words/ar/order.clock")
    with Officer(chromium, town.settings.base_url, width=360) as speaker:
        speaker.come_in(link)
        found = {path: look_through(speaker.page, path) for path in paths}

    assert found == {path: {"[] 360"} for path in paths}
