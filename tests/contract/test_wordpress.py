"""The contract, on a real WordPress, for each role and each gate."""

from collections.abc import Iterator

import pytest

from editor.cms.contract import CmsContract
from editor.cms.port import Cms
from editor.cms.wordpress.api import WordPress
from editor.model.audience import Gate
from editor.model.site import Site
from tests.contract.conftest import PLAN, WordPressServer


def connect(
    server: WordPressServer, login: str, gate: Gate = Gate.PAID_CONTENT, secret: str | None = None
) -> WordPress:
    site = Site("Harbour Letter", "wordpress", server.url, login, gate, (PLAN,))
    return WordPress(site, secret or server.passwords[login])


class WordPressContract(CmsContract):
    def wrong(self, cms: Cms) -> Cms | None:
        assert isinstance(cms, WordPress)
        return WordPress(cms.site, "wrong wrong wrong wrong")


class TestWordPressAsAuthor(WordPressContract):
    gate = Gate.PAID_CONTENT
    plans = (PLAN,)

    @pytest.fixture
    def cms(self, wordpress: WordPressServer) -> Iterator[Cms]:
        cms = connect(wordpress, "author")
        yield cms
        cms.close()


class TestWordPressAsAdmin(TestWordPressAsAuthor):
    @pytest.fixture
    def cms(self, wordpress: WordPressServer) -> Iterator[Cms]:
        cms = connect(wordpress, "admin")
        yield cms
        cms.close()


class TestTeaserOnlyOnABareWordPress(WordPressContract):
    gate = Gate.TEASER_ONLY

    @pytest.fixture
    def cms(self, bare_wordpress: WordPressServer) -> Iterator[Cms]:
        cms = connect(bare_wordpress, "author", Gate.TEASER_ONLY)
        yield cms
        cms.close()
