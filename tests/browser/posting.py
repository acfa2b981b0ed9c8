"""The evidence: a case counts only if the browser's push service took our encrypted POST."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

from service.demo.browsers.post_log import Post, PostLog
from tests.browser.phone import Phone

DECRYPTED = 100


class Posts(Protocol):
    """The fixture `posts`: see `posted`."""

    def __call__(
        self, phone: Phone, count: int, replaced: int = 0
    ) -> AbstractContextManager[None]: ...


@contextmanager
def posted(phone: Phone, count: int, replaced: int = 0) -> Iterator[None]:
    """Within, exactly so many POSTs to this phone are taken, none is refused, and by the browser's
    own account it decrypted each and gave it to the page's worker.

    The first `replaced` give way to later ones of their topic before the browser sees them.
    """
    log, path = phone.browser.log, phone.endpoint_path

    def mine(seen: PostLog) -> list[Post]:
        return [post for post in seen.posts if post.endpoint == path]

    before = len(mine(log))
    yield
    log.wait(lambda seen: len(mine(seen)) >= before + count, f"{count} POSTs", 60)
    taken = mine(log)[before:]
    assert [post.status for post in taken] == [201] * count, taken
    names = {post.message for post in taken[replaced:]}
    phone.browser.wait_opened(names)
    assert {log.opened[name] for name in names} == {DECRYPTED}
