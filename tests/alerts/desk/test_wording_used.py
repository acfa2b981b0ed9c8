"""The state of a message is that of its worst sentence, and of those that it says alone."""

from alerts.desk.wording_used import Noting, states_of
from alerts.phrases import PHRASES
from alerts.wording import messages
from tests.factories import revision
from translations.loading import load_phrasebook


def test_a_noting_phrasebook_says_the_same_and_knows_what() -> None:
    plain = load_phrasebook()
    noting = Noting(plain)

    said = messages(revision(), noting, ("ja", "en"))

    assert said == messages(revision(), plain, ("ja", "en"))
    assert {"ja", "en"} == set(noting.said)
    assert all(id in PHRASES for ids in noting.said.values() for id in ids)


def test_one_machine_draft_among_official_sentences_makes_the_whole_one() -> None:
    said = {"ja": {"a", "b"}, "en": {"a"}, "vi": {"a"}}
    states = {
        "ja": {"a": "official", "b": "reviewed", "c": "machine draft"},
        "en": {"a": "official"},
    }

    assert states_of(said, states) == {
        "ja": "reviewed",
        "en": "official",
        "vi": "machine draft",
    }
