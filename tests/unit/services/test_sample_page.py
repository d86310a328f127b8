"""The sample, published by the services, is the page that the preview promised."""

import re

from editor.app import Services
from editor.model.article import count_words
from editor.model.audience import Audience
from editor.services.starting import first_start
from editor.system.paths import resource
from editor.text.front_matter import read
from editor.text.parse import parse
from tests.markup import problems, shown


def test_the_published_sample_is_what_the_preview_showed(services: Services) -> None:
    made = first_start(services.drafting, services.accounts, services.settings, resource("sample"))
    assert made is not None
    draft = services.drafting.open(made.id)
    site = services.accounts.practice_site()
    plan = services.publishing.plan(draft, site)
    services.publishing.publish(plan, lambda step: None, lambda: None)
    page = services.accounts.folder_of(site) / plan.post.slug / "index.html"
    html = page.read_text("utf-8")
    assert problems(html) == []
    preview = services.previewing.page(draft, Audience.VISITOR, site).html
    # the form for the passphrase is the published page's own
    form = re.compile(r'<form id="opener".*?</form>', re.DOTALL)
    assert shown(form.sub("", html)) == shown(preview)
    assert "Signe Almgren" in shown(html)
    avatar = re.search(r'<section class="authors".*?<img src="\.\./([^"]+)"', html, re.DOTALL)
    assert avatar is not None
    assert (page.parents[1] / avatar[1]).stat().st_size > 1000


def test_the_sample_is_of_the_promised_shape() -> None:
    text = resource("sample").joinpath("sample.md").read_text("utf-8")
    article = parse(read(text, "sample.md"))
    assert 700 <= article.all_words <= 900
    assert article.pictures == ("desk.jpg",)
    assert article.locked_pictures == ("gate.jpg",)
    assert {note.number for note in article.locked_notes} == {1, 2}
    assert article.teaser_notes == ()
    assert count_words(article.excerpt) > 10
    for name in (*article.pictures, *article.locked_pictures):
        assert resource("sample").joinpath(name).stat().st_size < 200_000
