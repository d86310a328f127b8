"""Our words and theirs for who may read, and the gates' markup, byte for byte as it was measured to hold."""

from dataclasses import replace
from uuid import UUID

import pytest

from editor.cms.contract_samples import paragraph
from editor.cms.http import Client
from editor.cms.port import Post
from editor.cms.wordpress.connection import Connection
from editor.cms.wordpress.gates.body import spoken
from editor.cms.wordpress.gates.guard import GATES, Guard
from editor.cms.wordpress.gates.words import THEIRS, Levels, Theirs
from editor.model.audience import Access, Gate
from editor.model.errors import Rejected
from editor.model.exposure import HOLDS
from editor.model.site import DEFAULT_BOXES, Site

SITE = Site("Harbour", "wordpress", "https://site.example/")
FREE = "<!-- wp:paragraph -->\n<p>Free.</p>\n<!-- /wp:paragraph -->"
LOCKED = "<!-- wp:paragraph -->\n<p>Locked.</p>\n<!-- /wp:paragraph -->"
PAYWALL = "<!-- wp:jetpack/paywall /-->"
MEMBERSHIP = (
    '<!-- wp:pmpro/membership {"segment":"specific","levels":["1"],"show_noaccess":"1"} -->\n'
    f"{LOCKED}\n<!-- /wp:pmpro/membership -->"
)


def body(post: Post, readers: str = "") -> str:
    """What is sent as the text of a post; nothing is asked of the site."""
    site = Connection(SITE, "", Client(), print)
    return Guard(site, SITE.name, readers).body(post, {}, SITE.address).markup


def article(gate: Gate, access: Access = Access.PAID, **changes: object) -> Post:
    post = Post(
        article_id=UUID("00000000-0000-4000-8000-000000000001"),
        title="T",
        subtitle="",
        slug="t",
        language="en",
        excerpt="E",
        date=None,
        access=access,
        gate=gate,
        box=DEFAULT_BOXES["en"],
        teaser=(paragraph("Free."),),
        locked=(paragraph("Locked."),),
        teaser_notes=(),
        locked_notes=(),
        plans=(1,),
    )
    return replace(post, **changes)  # type: ignore[arg-type]  # names are checked by replace


def test_our_words_for_who_may_read_are_these_of_theirs() -> None:
    everyone, members, paid = Access.EVERYONE, Access.MEMBERS, Access.PAID
    assert dict(THEIRS) == {
        (Gate.PAID_CONTENT, everyone): Theirs("", "everybody", Levels.NONE, password=False),
        (Gate.PAID_CONTENT, paid): Theirs("premium-content/container", "everybody"),
        (Gate.NEWSLETTER, everyone): Theirs("", "everybody"),
        (Gate.NEWSLETTER, members): Theirs("jetpack/paywall", "subscribers"),
        (Gate.NEWSLETTER, paid): Theirs("jetpack/paywall", "paid_subscribers"),
        (Gate.PMPRO, everyone): Theirs("", "everybody"),
        (Gate.PMPRO, members): Theirs("pmpro/membership", "everybody", Levels.EVERY),
        (Gate.PMPRO, paid): Theirs("pmpro/membership", "everybody", Levels.CHOSEN),
        (Gate.PASSWORD, everyone): Theirs("", "everybody"),
        (Gate.PASSWORD, members): Theirs("", "everybody", Levels.NONE, password=True),
        (Gate.PASSWORD, paid): Theirs("", "everybody", Levels.NONE, password=True),
        (Gate.TEASER_ONLY, everyone): Theirs("", "everybody"),
        (Gate.TEASER_ONLY, members): Theirs("", "everybody"),
        (Gate.TEASER_ONLY, paid): Theirs("", "everybody"),
    }


def test_every_gate_has_a_word_for_every_access_that_it_holds() -> None:
    pairs = {(gate, access) for gate in GATES for access in (*HOLDS[gate], Access.EVERYONE)}
    assert pairs == set(THEIRS)


@pytest.mark.parametrize(
    ("post", "markup"),
    [
        (article(Gate.NEWSLETTER), f"{FREE}\n\n{PAYWALL}\n\n{LOCKED}"),
        (article(Gate.NEWSLETTER, Access.MEMBERS), f"{FREE}\n\n{PAYWALL}\n\n{LOCKED}"),
        (article(Gate.NEWSLETTER, teaser=()), f"{PAYWALL}\n\n{LOCKED}"),
        (article(Gate.PMPRO), f"{FREE}\n\n{MEMBERSHIP}"),
        (article(Gate.PMPRO, teaser=()), LOCKED),
        (article(Gate.PASSWORD), f"{FREE}\n\n{LOCKED}"),
        (article(Gate.NEWSLETTER, Access.EVERYONE, locked=()), FREE),
        (article(Gate.PMPRO, Access.EVERYONE, locked=()), FREE),
    ],
)
def test_the_gates_are_written_as_they_were_measured(post: Post, markup: str) -> None:
    assert body(post) == markup


def test_the_paywall_is_inside_nothing_whatever_the_articles_language() -> None:
    guard = Guard(Connection(SITE, "", Client(), print), SITE.name, "")
    parts = spoken(guard.body(article(Gate.NEWSLETTER), {}, SITE.address), "ar", "en")
    opening = '<!-- wp:html -->\n<div lang="ar" dir="rtl">\n<!-- /wp:html -->'
    closing = "<!-- wp:html -->\n</div>\n<!-- /wp:html -->"
    said = (opening, FREE, closing, PAYWALL, opening, LOCKED, closing)
    assert parts.markup == "\n\n".join(said)
    assert parts.gate_holds(parts.markup)


def test_a_paywall_with_an_attribute_or_twice_is_no_gate() -> None:
    guard = Guard(Connection(SITE, "", Client(), print), SITE.name, "")
    parts = guard.body(article(Gate.NEWSLETTER), {}, SITE.address)
    assert parts.gate_holds(parts.markup)
    assert not parts.gate_holds(parts.markup.replace(PAYWALL, ""))
    assert not parts.gate_holds(parts.markup.replace(PAYWALL, PAYWALL * 2))
    assert not parts.gate_holds(
        parts.markup.replace(PAYWALL, '<!-- wp:jetpack/paywall {"a":1} /-->')
    )


@pytest.mark.parametrize(
    ("post", "code"),
    [
        (article(Gate.PMPRO, plans=()), "plans-missing"),
        (article(Gate.PAID_CONTENT, Access.MEMBERS), "gate-cannot-hold"),
        (article(Gate.SEALED), "gate-cannot-hold"),
    ],
)
def test_what_could_not_be_kept_is_not_written(post: Post, code: str) -> None:
    with pytest.raises(Rejected) as refused:
        body(post)
    assert refused.value.code == code


def test_the_password_is_in_no_text() -> None:
    assert "lamp-quay" not in body(article(Gate.PASSWORD), readers="lamp-quay")
