"""The contract at the old end: Debian's WordPress 6.1 on MariaDB."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from editor.cms.contract_samples import tiny_picture, words
from editor.cms.port import Cms, Post
from editor.model.audience import Access, Gate
from editor.model.draft import Draft
from editor.model.provider import Provider
from editor.text.parse import parse
from tests.contract.article_corpus import PICTURES, articles
from tests.contract.conftest import PLAN, WordPressServer
from tests.contract.wordpress_contract import OnWordPress, WordPressContract, connect


class OnOldWordPress(OnWordPress):
    plans = (PLAN,)
    server = "WordPress 6.1.9"

    @pytest.fixture
    def cms(self, old_wordpress: WordPressServer) -> Iterator[Cms]:
        cms = connect(old_wordpress, "author", self.gate)
        yield cms
        cms.close()


class TestOldWordPress(OnOldWordPress, WordPressContract):
    gate = Gate.PAID_CONTENT

    def test_it_is_the_old_one(self, cms: Cms) -> None:
        assert cms.verify().software.startswith("WordPress 6.1.")

    def test_every_construct_is_kept_byte_for_byte_and_shown(self, cms: Cms) -> None:
        article = parse(Draft(title="Everything", body=articles()["everything, 0"]))
        media = {name: cms.upload(replace(tiny_picture(), name=name)) for name in PICTURES}
        post = self.post(
            access=Access.EVERYONE,
            teaser=article.teaser,
            locked=(),
            teaser_notes=article.teaser_notes,
        )
        remote = self.published(cms, post, media)
        assert cms.differences(post, media, remote) == ()
        page = cms.look(cms.surfaces(remote, post)[0])[0]
        assert page.count("wp-block-embed is-type-") >= len(Provider)
        for css in ("wp-block-pullquote", "wp-block-gallery", "wp-block-table", "wp-block-code"):
            assert css in page
        for part in ("not even the board", "Mara Lind, pilot", "The first © Ada", "Boats by year"):
            assert part in words(page)


class TestOldWordPressNewsletter(OnOldWordPress):
    gate = Gate.NEWSLETTER

    def box_words(self, post: Post) -> str:
        return "Keep reading with a subscription"
