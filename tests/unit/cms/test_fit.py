"""Whose names an article has on a site, and who is said to be left out of them."""

from uuid import uuid4

import pytest

from editor.cms.fit import fit
from editor.cms.port import Capabilities, Feature
from editor.model.audience import Gate
from editor.model.author import AuthorProfile
from editor.model.draft import Draft
from editor.model.site import Site
from editor.text.parse import parse

SITE = Site("Harbour", "ghost", "https://harbour.example", gate=Gate.PAYWALL)


def profile(name: str, user: str = "") -> AuthorProfile:
    return AuthorProfile(name.lower(), name, accounts={str(SITE.id): user} if user else {})


@pytest.mark.parametrize(
    ("features", "authors", "users", "told"),
    [
        ({Feature.CO_AUTHORS}, (profile("Ada", "7"), profile("Ben", "8")), ("7", "8"), []),
        ({Feature.CO_AUTHORS}, (profile("Ada", "7"), profile("Ben")), ("7",), ["Ben"]),
        ({Feature.CO_AUTHORS}, (profile("Ada"), profile("Ben", "8")), ("", "8"), ["Ada"]),
        ({Feature.CO_AUTHORS}, (profile("Ada"), profile("Ben")), ("",), ["Ada", "Ben"]),
        (set(), (profile("Ada", "7"), profile("Ben", "8")), ("7",), ["Ada"]),
        ({Feature.BYLINE}, (profile("Ada", "7"), profile("Ben", "8")), ("7",), []),
        (
            {Feature.BYLINE, Feature.CO_AUTHORS},
            (profile("Ada"), profile("Ben", "8")),
            ("", "8"),
            [],
        ),
    ],
)
def test_each_author_is_a_user_there_or_said_to_be_left_out(
    features: set[Feature],
    authors: tuple[AuthorProfile, ...],
    users: tuple[str, ...],
    told: list[str],
) -> None:
    draft = Draft(id=uuid4(), title="Quay", body="Words.\n")
    fitted = fit(
        parse(draft),
        SITE,
        Capabilities(frozenset(features), (Gate.PAYWALL,), ()),
        authors=authors,
        slug="quay",
        date=None,
    )
    assert (fitted.post.author_id, *fitted.post.co_authors) == users
    code = "author-left-out" if Feature.CO_AUTHORS in features else "one-author-only"
    assert [one.detail["name"] for one in fitted.losses if one.code == code] == told
