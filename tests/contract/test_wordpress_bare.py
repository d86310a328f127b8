"""The contract, on a WordPress as it comes: no pretty links, no plug-in, the gate `teaser-only`."""

from collections.abc import Iterator

import pytest

from editor.cms.port import Cms
from editor.model.audience import Gate
from tests.contract.conftest import WordPressServer
from tests.contract.wordpress_contract import WordPressContract, connect


class TestTeaserOnlyOnABareWordPress(WordPressContract):
    gate = Gate.TEASER_ONLY

    @pytest.fixture
    def cms(self, bare_wordpress: WordPressServer) -> Iterator[Cms]:
        cms = connect(bare_wordpress, "author", Gate.TEASER_ONLY)
        yield cms
        cms.close()
