"""The contract at the old end: Debian's WordPress 6.1 on MariaDB."""

from collections.abc import Iterator

import pytest

from editor.cms.port import Cms, Post
from editor.model.audience import Gate
from tests.contract.conftest import PLAN, WordPressServer
from tests.contract.wordpress_contract import WordPressContract, connect


class TestOldWordPress(WordPressContract):
    gate = Gate.PAID_CONTENT
    plans = (PLAN,)
    server = "WordPress 6.1.9"

    @pytest.fixture
    def cms(self, old_wordpress: WordPressServer) -> Iterator[Cms]:
        cms = connect(old_wordpress, "author", self.gate)
        yield cms
        cms.close()


class TestOldWordPressNewsletter(TestOldWordPress):
    gate = Gate.NEWSLETTER

    def box_words(self, post: Post) -> str:
        return "Keep reading with a subscription"
