"""What Ghost gives back: the same document or not, and where its cut stands."""

import json
from collections.abc import Callable

import pytest

from editor.cms.ghost.arrival import paywall_at, same

SITE = "https://site.example"
CUT = {"type": "paywall", "version": 1}


def document(*nodes: object) -> str:
    return json.dumps({"root": {"type": "root", "children": nodes}})


def linked(url: str) -> str:
    return document(
        {"type": "paragraph", "children": [{"type": "link", "url": url, "children": []}]}
    )


def in_card(url: str) -> str:
    return document({"type": "html", "html": f'<p title="x"><a href="{url}">https</a></p>'})


@pytest.mark.parametrize("kept", [linked, in_card])
@pytest.mark.parametrize(
    ("sent", "got"),
    [
        ("/about", f"{SITE}/about"),
        ("/a//b/", f"{SITE}/a/b/"),
        ("/a/../b", f"{SITE}/b"),
        ("/?q", f"{SITE}/?q"),
        ("/ä b?q=ü", f"{SITE}/%C3%A4%20b?q=%C3%BC"),
        ("/about", f"{SITE}/blog/about"),
        ("//site.example/x", f"{SITE}/x"),
        ("http://site.example/x#y", f"{SITE}/x#y"),
        ("HTTPS://Site.example", f"{SITE}/"),
    ],
)
def test_an_address_on_the_site_may_come_back_whole(
    kept: Callable[[str], str], sent: str, got: str
) -> None:
    assert same(kept(sent), kept(got))


@pytest.mark.parametrize("kept", [linked, in_card])
@pytest.mark.parametrize(
    ("sent", "got"),
    [
        ("/about", f"{SITE}/other"),
        ("/about?a", f"{SITE}/about?b"),
        ("/about#a", f"{SITE}/about"),
        ("about", f"{SITE}/about"),
        ("#a", f"{SITE}/#a"),
        ("https://elsewhere.example/x", f"{SITE}/x"),
        ("mailto:a@example.org", "mailto:b@example.org"),
        ("https://[x", "https://[y"),
    ],
)
def test_another_address_is_not_the_same(kept: Callable[[str], str], sent: str, got: str) -> None:
    assert not same(kept(sent), kept(got))


@pytest.mark.parametrize(
    "got",
    [
        document({"type": "html", "html": "<p>b</p>"}, CUT),
        document({"type": "html", "html": "<p>a</p>"}),
        document(CUT, {"type": "html", "html": "<p>a</p>"}),
        document({"type": "html", "html": "<p>a</p>", "visibility": {}}, CUT),
        document({"type": "html", "html": 1}, CUT),
        document({"type": "markdown", "html": "<p>a</p>"}, CUT),
        "",
        "[" * 100_000,
        "null",
    ],
)
def test_anything_else_that_differs_is_told(got: str) -> None:
    sent = document({"type": "html", "html": "<p>a</p>"}, CUT)
    assert same(sent, json.dumps(json.loads(sent), indent=1))
    assert not same(sent, got)


def test_words_that_look_like_addresses_are_words() -> None:
    def text(words: str) -> str:
        return document({"type": "extended-text", "text": words})

    def card(words: str) -> str:
        return document({"type": "html", "html": f"<p>{words}</p>"})

    for kept in (text, card):
        assert not same(kept("/about"), kept(f"{SITE}/about"))


@pytest.mark.parametrize(
    ("got", "at"),
    [
        (document(CUT), 0),
        (document({"type": "html"}, CUT, {"type": "html"}), 1),
        (document({"type": "html"}), None),
        (document(CUT, CUT), None),
        (document({"type": "list", "children": [CUT]}), None),
        (document(CUT, {"type": "list", "children": [CUT]}), None),
        (json.dumps({"root": CUT | {"children": [CUT]}}), None),
        (json.dumps({"children": [CUT]}), None),
        (json.dumps([CUT]), None),
        (json.dumps({"root": {"children": CUT}}), None),
        ("", None),
        ("[" * 100_000, None),
    ],
)
def test_the_cut_counts_at_the_top_and_alone(got: str, at: int | None) -> None:
    assert paywall_at(got) == at
