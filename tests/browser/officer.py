"""A person of the desk at a browser of their own, with a virtual authenticator (CDP WebAuthn)."""

from typing import Any, Self

from playwright.sync_api import Browser, Page


class Officer:
    """A context manager. `width` in CSS pixels."""

    def __init__(self, browser: Browser, base_url: str, width: int = 1280) -> None:
        size: Any = {"width": width, "height": 900}
        self._context = browser.new_context(base_url=base_url, viewport=size, locale="en-US")
        self.page: Page = self._context.new_page()
        session = self._context.new_cdp_session(self.page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": _AUTHENTICATOR})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._context.close()

    def enrol(self, link: str) -> list[str]:
        """Registers a passkey by an invitation's link; the recovery codes."""
        self.page.goto(link)
        self.page.get_by_label("Name of this device").fill("desk phone")
        self.page.get_by_role("button", name="Register a passkey").click()
        self.page.locator("#codes li").first.wait_for()
        return self.page.locator("#codes li").all_text_contents()

    def login(self) -> None:
        self.page.goto("/desk/login")
        self.page.get_by_role("button", name="Log in with a passkey").click()
        self.page.wait_for_url("**/desk")

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name).click()


_AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
