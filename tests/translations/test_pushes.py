"""Before a language goes out, its longest push is known."""

import pytest

from alerts.languages import WRITTEN
from alerts.phrases import Phrasebook
from alerts.push.payload import MOST_BYTES
from translations.catalogues import Entry, shipped_catalogues, words_of
from translations.loading import checked_languages
from translations.pushes import push_faults, title_faults

OURS = words_of(shipped_catalogues())


@pytest.mark.parametrize("language", WRITTEN)
def test_what_goes_out_fits(language: str):
    assert list(push_faults(language, OURS)) == []


def test_sentences_that_do_not_fit_together_are_named_though_each_is_within_its_limit():
    long = {id: words + "က" * 30 for id, words in OURS["en"].items()}

    (fault,) = push_faults("my", {**OURS, "my": long})

    assert fault.startswith("the longest push has ")
    assert fault.endswith(f"at most {MOST_BYTES} fit")


def test_a_language_with_holes_has_no_push_to_measure():
    assert list(push_faults("my", {**OURS, "my": {"order.until": "x"}})) == []


def test_a_language_is_read_alone_only_where_it_is_asked_to_be():
    assert Phrasebook(OURS).read_in("my") == ("ja-simple", "en")
    assert Phrasebook(OURS, alone=("my",)).read_in("my") == ("my",)
    assert Phrasebook(OURS).read_in("en") == ("en",)


def test_a_title_that_its_longest_hazard_pushes_out_of_the_line_is_named():
    said = {
        "hazard.flood": "Flood",
        "hazard.snow": "A very long name",
        "term.order.evacuate": "避難指示",
        "order.title.over.evacuate": "{hazard}: the evacuation order is lifted ({term})",
        "warning.title.plain.ready": "{hazard}: be ready",
    }

    assert list(title_faults(said)) == [
        "order.title.over.evacuate has 55 characters with A very long name; at most 50 fit"
    ]


@pytest.mark.parametrize("language", WRITTEN)
def test_our_titles_stay_in_their_line(language: str):
    terms = {id: words for id, words in OURS["ja"].items() if id.startswith("term.")}

    assert list(title_faults({**terms, **OURS[language]})) == []


def entries_of(language: str, state: str) -> dict[str, Entry]:
    return {id: Entry(words=words, said_of_state=state) for id, words in OURS[language].items()}


def test_the_alerts_of_a_written_language_wait_until_every_sentence_was_checked():
    reviewed = entries_of("en", "reviewed by A, 2026-12-01")
    one_draft = {**reviewed, "order.until": Entry(words="x", said_of_state="machine draft")}
    drafts = {one: entries_of(one, "machine draft") for one in ("ja", "ja-simple", "en")}
    catalogues = {**drafts, "fr": reviewed, "de": one_draft}

    alone = checked_languages(catalogues, (*drafts, "fr", "de"))

    assert alone == ("ja", "ja-simple", "en", "fr")
