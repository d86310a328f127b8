"""The contract, on a real WordPress with the Paid Content gate, as an author and as an administrator."""

from collections.abc import Iterator

import pytest

from editor.cms.port import Cms
from editor.model.audience import Gate
from tests.contract.conftest import PLAN, WordPressServer
from tests.contract.wordpress_contract import OnWordPress, WordPressContract, connect


class TestWordPressAsAuthor(WordPressContract):
    gate = Gate.PAID_CONTENT
    plans = (PLAN,)

    @pytest.fixture
    def cms(self, wordpress: WordPressServer) -> Iterator[Cms]:
        cms = connect(wordpress, "author")
        yield cms
        cms.close()


class TestWordPressAsAdmin(OnWordPress):
    """Whose HTML WordPress lets through as it is."""

    gate = Gate.PAID_CONTENT
    plans = (PLAN,)

    @pytest.fixture
    def cms(self, wordpress: WordPressServer) -> Iterator[Cms]:
        cms = connect(wordpress, "admin")
        yield cms
        cms.close()
