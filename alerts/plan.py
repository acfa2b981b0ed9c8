"""Which sentences make up a message, before any language is chosen."""

import msgspec

# Of what an update changed, the two that matter most: more would push what to do off the screen.
MOST_CHANGES = 2


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """Ids of phrases: the title, the body's lines in order of worth, advice that may be cut."""

    title: str
    lines: tuple[str, ...]
    extra: tuple[str, ...] = ()

    def line_of(self, part: str) -> int | None:
        """Where the first line of this part (`do`, `where`) stands, from 0; None without one."""
        parts = [id.split(".")[1] for id in self.lines]
        return parts.index(part) if part in parts else None

    @property
    def voice(self) -> str:
        """`order` or `warning`: who speaks, in every sentence."""
        return self.title.split(".", 1)[0]
