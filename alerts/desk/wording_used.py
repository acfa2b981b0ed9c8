"""Which sentences of the phrasebook a message is made of, so that their states can be said."""

from collections import defaultdict
from collections.abc import Mapping

from alerts.phrases import Phrasebook

# The worst counts: one sentence that nobody has read makes the whole unread.
_WORST_FIRST = ("machine draft", "reviewed", "official")


class Noting(Phrasebook):
    """A phrasebook that notes what it is asked to say, by language."""

    def __init__(self, book: Phrasebook) -> None:
        self._book = book
        self.said: dict[str, set[str]] = defaultdict(set)

    def read_in(self, language: str) -> tuple[str, ...]:
        return self._book.read_in(language)

    def say(self, language: str, id: str, /, **slots: str) -> str:
        self.said[language].add(id)
        return self._book.say(language, id, **slots)

    def term(self, id: str) -> str:
        """Official Japanese terms are no translation and have no state of their own."""
        return self._book.term(id)

    def no_text_note(self, language: str) -> str:
        return self._book.no_text_note(language)


def states_of(
    said: Mapping[str, set[str]], states: Mapping[str, Mapping[str, str]]
) -> dict[str, str]:
    """Language -> the worst state of the sentences said in it. What has none was never read."""
    return {
        language: min(
            (states.get(language, {}).get(id, _WORST_FIRST[0]) for id in ids),
            key=_WORST_FIRST.index,
        )
        for language, ids in said.items()
        if ids
    }
