"""A person of the desk at a browser of their own, with a virtual authenticator (CDP WebAuthn)."""

from typing import Any, Self

from playwright.sync_api import Browser, Page

from tests.browser.axe import arrive


class Officer:
    """A context manager. `width` in CSS pixels."""

    def __init__(self, browser: Browser, base_url: str, width: int = 1280) -> None:
        size: Any = {"width": width, "height": 900}
        self._context = browser.new_context(base_url=base_url, viewport=size, locale="en-US")
        self.page: Page = self._context.new_page()
        self._cdp = self._context.new_cdp_session(self.page)
        self._cdp.send("WebAuthn.enable")
        self.device = self._plug_in(AUTHENTICATOR)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._context.close()

    def _plug_in(self, options: dict[str, Any]) -> str:
        made = self._cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        return str(made["authenticatorId"])

    def second_device(self) -> None:
        """A security key beside the first device, and the only one that is touched from now on."""
        self._cdp.send(
            "WebAuthn.setAutomaticPresenceSimulation",
            {"authenticatorId": self.device, "enabled": False},
        )
        self.device = self._plug_in({**AUTHENTICATOR, "transport": "usb"})

    def lose_device(self) -> None:
        """The one in use is gone, and a new one is there instead, with nothing on it."""
        self._cdp.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": self.device})
        self.device = self._plug_in(AUTHENTICATOR)

    def enrol(self, link: str) -> list[str]:
        """Registers a passkey by an invitation's link; the recovery codes."""
        return enrol(self.page, link)

    def login(self) -> None:
        login(self.page)

    def come_in(self, link: str) -> None:
        """For the first time, by an invitation's link."""
        self.enrol(link)
        self.login()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()


def enrol(page: Page, link: str) -> list[str]:
    """Registers a passkey by an invitation's link; the recovery codes."""
    page.goto(link)
    page.get_by_label("Name of this device").fill("desk phone")
    page.get_by_role("button", name="Register a passkey").click()
    page.locator("#codes li").first.wait_for()
    return page.locator("#codes li").all_text_contents()


def login(page: Page, base_url: str = "") -> None:
    """`base_url`: where the page's context has none."""
    page.goto(f"{base_url}/desk/login")
    page.get_by_role("button", name="Log in with a passkey").click()
    arrive(page, "**/desk")


AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
