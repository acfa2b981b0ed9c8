"""Which language `/` leads to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alerts.languages import LANGUAGES, PSEUDO
from service.page.accepted import wanted


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "ja"),
        ("*", "ja"),
        ("th-TH,th;q=0.9,en;q=0.8", "th"),
        ("en;q=0.5, ja;q=0.9", "ja"),
        ("zh-TW", "zh-Hant"),
        ("xx, de-AT;q=0.3", "de"),
        ("xx", "en"),
        ("ja;q=0, fr", "fr"),
        ("ja;q=much, fr", "fr"),
        ("pt, en", "pt-BR"),
        ("ja-simple", "ja-simple"),
    ],
)
def test_the_first_supported_language_by_weight_wins(header: str, language: str):
    assert wanted(header) == language


@given(st.text(max_size=200))
def test_any_header_leads_to_a_language_of_ours(header: str):
    assert wanted(header) in {*LANGUAGES, *PSEUDO}
