"""The town's VAPID key is replaced: phones change over by themselves, and go on being warned."""

from urllib.parse import urlsplit

from service.demo.browsers.post_log import PostLog
from tests.browser.phone import CONFIRMED, LANGUAGE, SUBSCRIPTION, Phone
from tests.browser.posting import Posts

KEY_IN_USE = """async () => {
  const registration = await navigator.serviceWorker.ready;
  const mine = await registration.pushManager.getSubscription();
  return mine && btoa(String.fromCharCode(...new Uint8Array(mine.options.applicationServerKey)));
}"""


def test_a_phone_that_opens_after_a_new_key_subscribes_with_it_and_is_warned(
    own_phone: Phone, posts: Posts
) -> None:
    browser, town = own_phone.browser, own_phone.town
    before = browser.run(f"return ({KEY_IN_USE})()")
    known = browser.run(SUBSCRIPTION)["endpoint"]

    with town.cut():
        town.rotate_key()
    browser.open(f"{town.url}/{LANGUAGE}/")
    browser.wait(
        f"const key = await ({KEY_IN_USE})(); return key !== null && key !== '{before}'",
        "another key is in use",
    )
    endpoint = browser.run(SUBSCRIPTION)["endpoint"]
    own_phone.endpoint_path = urlsplit(endpoint).path
    browser.log.wait(lambda log: _was_greeted(log, own_phone.endpoint_path), "a greeting", 60)
    browser.wait(f"return ({CONFIRMED})()", "the nonce came back under the new key")

    with posts(own_phone, 1):
        drill = town.order()
        shown = own_phone.wait_shown("the order", id=drill.id)

    assert endpoint != known
    assert shown["lang"] == LANGUAGE


def _was_greeted(log: PostLog, path: str) -> bool:
    return any(post.endpoint == path for post in log.posts)
