"""Words that go out though nobody has checked them (DOMAIN section 11): which, and what is said."""

from collections.abc import Collection

from alerts.languages import FIRST


def unread_words(mode: str, drafts: Collection[str]) -> tuple[str, ...]:
    """Languages of `drafts` whose alerts always go out; none where nobody is told in earnest."""
    return tuple(one for one in FIRST if one in drafts) if mode == "real" else ()


def in_a_sentence(languages: Collection[str]) -> str:
    """For the log and the status page."""
    return (
        f"nobody has checked what alerts say in {', '.join(languages)}, and they go out all the "
        "same: have two speakers read these sentences at /desk/words"
    )
