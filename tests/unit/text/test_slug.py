"""Addresses proposed from titles."""

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.text.slug import MAX_ENCODED, clean, propose


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("The city that drinks from its harbour", "the-city-that-drinks-from-its-harbour"),
        ("Größe & Maß: Łódź’s día", "grosse-mass-lodzs-dia"),
        ("المدينة التي تشرب من مينائها", "المدينة-التي-تشرب-من-مينائها"),
        ("日本語のタイトル", "日本語のタイトル"),
        ("Што такое Ё?", "што-такое-ё"),
        ("🙂", ""),
    ],
)
def test_titles_in_any_script(title: str, slug: str) -> None:
    assert propose(title) == slug


@given(st.text(max_size=200))
def test_a_slug_is_fit_for_an_address_and_stays_as_it_is(title: str) -> None:
    slug = propose(title)
    assert len(quote(slug)) <= MAX_ENCODED
    assert not set(slug) & set(" /?#%&\\\"'<>")
    assert propose(slug) == slug
    assert clean(slug) == slug
